import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ChargeCode, EventType, ReasonCode } from '../../../freight/codes.ts';
import type { FreightDocument } from '../../../freight/document.ts';
import type { Recorded } from '../../../freight/fact.ts';
import type { Evidence, StandingEvent, StopEvidence } from '../../evidence/evidence.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import type { Price } from '../figure.ts';

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

function happenings(type: EventType, charge: ChargeCode, evidence: Evidence): StandingEvent[] {
  const stops = stopsFor(charge, evidence);
  // A failed attempt is told once however many sources told of it.
  if (type === 'DELIVERY_ATTEMPTED')
    return stops.flatMap(({ visits }) => visits.flatMap(({ attempted }) => attempted ?? []));
  const numbers = stops.map(({ stop }) => stop.stop);
  return evidence.events.filter(
    (event) => event.type === type && (event.stop === null || numbers.includes(event.stop)),
  );
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

/** Receipts of the entry's types for this charge, each number once. */
function receiptsFor({ terms }: Entry, { evidence }: Rating): Recorded<FreightDocument>[] {
  if (terms.model !== 'PASS_THROUGH') return [];
  const byNumber = new Map<string, Recorded<FreightDocument>>();
  for (const document of evidence.documents) {
    const { type, data } = document.body;
    if (!terms.receipts.includes(type) || (data?.charge && data.charge !== terms.charge)) continue;
    const number = data?.number ? `${type} ${data.number}` : `${document.source} ${document.id}`;
    if (!byNumber.has(number)) byNumber.set(number, document);
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
  if (groups.size === 0) return [{ stop: alone, event: null, receipts: [] }];
  return [...groups].map(([stop, receipts]) => ({ stop, event: null, receipts }));
}

/**
 * How often a charge may be owed: once for the shipment, once per stop (PER_TIME, FLAT `per: STOP`), once per event
 * (`per: EVENT`, a redelivery per failed attempt), or once per stop with receipts (PASS_THROUGH). Without an event it is
 * asked once, so that somebody says why nothing is owed.
 */
export function occurrencesOf(entry: Entry, rating: Rating): Occurrence[] {
  const { terms } = entry;
  const at = (stop: number | null, event: StandingEvent | null = null) => ({ stop, event, receipts: [] });
  if (terms.model === 'PASS_THROUGH') return byReceipt(entry, rating);
  const counted = countedEvent(entry);
  if (counted) {
    const events = happenings(counted, terms.charge, rating.evidence);
    return events.length > 0 ? events.map((event) => at(event.stop, event)) : [at(soleStop(entry, rating))];
  }
  if (terms.model === 'PER_TIME' || (terms.model === 'FLAT' && terms.per === 'STOP'))
    return stopsFor(terms.charge, rating.evidence).map(({ stop }) => at(stop.stop));
  return [at(soleStop(entry, rating))];
}
