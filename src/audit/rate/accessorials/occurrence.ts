import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ChargeCode, EventType, ReasonCode } from '../../../freight/codes.ts';
import type { FreightDocument } from '../../../freight/document.ts';
import type { Recorded } from '../../../freight/fact.ts';
import { normaliseReference } from '../../../freight/references.ts';
import { decimal } from '../../../freight/money.ts';
import type { Evidence, StandingEvent, StopEvidence } from '../../evidence/evidence.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import type { Price } from '../figure.ts';
import { happeningsAt } from './happenings.ts';
import { containersOf, daysAreOfVisits } from './per-day-events.ts';

/** One entry of the contract's accessorials and where it stands. */
export interface Entry<T extends AccessorialTerms = AccessorialTerms> {
  terms: T;
  /** JSON pointer of the entry, e.g. `/accessorials/0`. */
  pointer: string;
}

/** One time that a charge may be owed: at a stop or for the shipment, for an event, by receipts. */
export interface Occurrence {
  stop: number | null;
  event: StandingEvent | null;
  receipts: Recorded<FreightDocument>[];
  /** The container it is for, where the events tell of several; plain as references are compared. */
  container: string | null;
}

/** What an occurrence comes to: an amount, what is wanting, or nothing and why. */
export type Amount = Price | { none: ReasonCode; why: string };

/** The stops a charge looks at: pickups for codes ending in _PICKUP, deliveries for _DELIVERY, else all. */
export function stopsFor(charge: ChargeCode, evidence: Evidence): StopEvidence[] {
  const type = charge.endsWith('_PICKUP') ? 'PICKUP' : charge.endsWith('_DELIVERY') ? 'DELIVERY' : null;
  return type === null ? evidence.stops : evidence.stops.filter(({ stop }) => stop.type === type);
}

/** The need of an event that was told but whose stop or time nobody can find; null where there is none. */
export function unplacedNeed(evidence: Evidence, type: EventType): Need | null {
  return evidence.unplaced.find(({ fact }) => fact.body.type === type)?.need ?? null;
}

/** The type of event whose number decides how often the charge is owed; null where it is owed once (per stop). */
function countedEvent({ terms }: Entry): EventType | null {
  const type = terms.when?.event ?? null;
  if (terms.charge === 'REDELIVERY') return type ?? 'DELIVERY_ATTEMPTED';
  return terms.model === 'FLAT' && terms.per === 'EVENT' ? type : null;
}

function onlyOf(stops: readonly (number | null | undefined)[]): number | null {
  const named = new Set(stops.filter((stop) => stop !== null && stop !== undefined));
  const [only] = named;
  return named.size === 1 ? (only ?? null) : null;
}

/** The stop of a charge owed once: the only stop it looks at, else the only stop it was authorised for. */
function soleStop({ terms }: Entry, { evidence, shipment }: Rating): number | null {
  const stops = stopsFor(terms.charge, evidence);
  if (stops.length === 1) return stops[0]?.stop.stop ?? null;
  if (terms.authority !== 'APPROVED') return null;
  return onlyOf(
    (shipment.body.authorisations ?? []).filter(({ charge }) => charge === terms.charge).map(({ stop }) => stop),
  );
}

/** Of two receipts with one number the smaller claim; where a receipt says no amount, the one that says it. */
function smaller(a: Recorded<FreightDocument>, b: Recorded<FreightDocument>): Recorded<FreightDocument> {
  const [ofA, ofB] = [a.body.data?.amount, b.body.data?.amount];
  if (!ofA || !ofB) return ofA ? a : b;
  return decimal(ofB).lessThan(decimal(ofA)) ? b : a;
}

/** Receipts of the entry's types for this charge, each number once. */
function receiptsFor({ terms }: Entry, { evidence }: Rating): Recorded<FreightDocument>[] {
  if (terms.model !== 'PASS_THROUGH') return [];
  const byNumber = new Map<string, Recorded<FreightDocument>>();
  for (const document of evidence.documents) {
    const { type, data } = document.body;
    if (!terms.receipts.includes(type) || (data?.charge && data.charge !== terms.charge)) continue;
    const number = data?.number ? `${type} ${normaliseReference(data.number)}` : `${document.source} ${document.id}`;
    const known = byNumber.get(number);
    byNumber.set(number, known ? smaller(known, document) : document);
  }
  return [...byNumber.values()];
}

/** The receipts by the stop they name; one that names none belongs to the only stop there is. */
function byReceipt(entry: Entry, rating: Rating): Occurrence[] {
  const alone = soleStop(entry, rating);
  const groups = new Map<number | null, Recorded<FreightDocument>[]>();
  for (const receipt of receiptsFor(entry, rating)) {
    const at = receipt.body.stop ?? alone;
    groups.set(at, [...(groups.get(at) ?? []), receipt]);
  }
  if (groups.size === 0) return [once(alone)];
  return [...groups].map(([stop, receipts]) => ({ ...once(stop), receipts }));
}

const once = (stop: number | null): Occurrence => ({ stop, event: null, receipts: [], container: null });

/** Time charges of days: at each stop where a stay is counted, else for the shipment; each container of several. */
function byDays(entry: Entry, rating: Rating): Occurrence[] | null {
  if (entry.terms.model !== 'PER_DAY') return null;
  if (daysAreOfVisits(entry.terms)) return null;
  const alone = soleStop(entry, rating);
  const containers = containersOf(entry.terms, rating.evidence);
  return containers.length > 1 ? containers.map((container) => ({ ...once(alone), container })) : [once(alone)];
}

function isPerStop({ model, ...terms }: AccessorialTerms): boolean {
  return model === 'PER_TIME' || model === 'PER_DAY' || ('per' in terms && terms.per === 'STOP');
}

/**
 * How often a charge may be owed: once for the shipment, once per stop (PER_TIME, PER_DAY of stays, FLAT `per: STOP`),
 * once per container (PER_DAY, where the events tell of several), once per event (`per: EVENT`, a redelivery per failed
 * attempt), or once per stop with receipts (PASS_THROUGH). Without an event it is asked once, so that somebody says why
 * nothing is owed.
 */
export function occurrencesOf(entry: Entry, rating: Rating): Occurrence[] {
  const { terms } = entry;
  if (terms.model === 'PASS_THROUGH') return byReceipt(entry, rating);
  const counted = countedEvent(entry);
  if (counted) {
    const events = happeningsAt(counted, stopsFor(terms.charge, rating.evidence), rating);
    return events.length > 0
      ? events.map((event) => ({ ...once(event.stop), event }))
      : [once(soleStop(entry, rating))];
  }
  const byDay = byDays(entry, rating);
  if (byDay) return byDay;
  if (isPerStop(terms)) return stopsFor(terms.charge, rating.evidence).map(({ stop }) => once(stop.stop));
  return [once(soleStop(entry, rating))];
}
