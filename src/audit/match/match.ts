import type { CarrierInvoice, FreightBill } from '../../freight/bill.ts';
import type { Decision } from '../../freight/decision.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { FreightEvent } from '../../freight/event.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { Carrier } from '../../freight/terms.ts';
import { writtenDate } from '../../freight/time.ts';
import type { MatchCandidate, MatchResult } from '../dossier.ts';
import { daysApart, sameCarrier, searchOfBill, strongMatch, weakMatches, withinWindow } from './candidates.ts';
import type { Search } from './candidates.ts';

/** What matching needs besides the two sides: the window of days, carriers' other codes, and people's links. */
export interface MatchOptions {
  matchWindowDays: number;
  /** Master data: SCACs of one carrier are one carrier. Absent: codes are compared as they are. */
  carriers?: readonly Carrier[];
  /** LINK_SHIPMENT by a person overrides every reference; the newest (last) one stands. */
  decisions?: readonly Decision[];
}

interface Standing {
  shipment: Shipment;
  candidate: MatchCandidate;
}

interface Criterion {
  /** Why this shipment does not fit among the others still standing, in words; null: it fits or nobody says. */
  against(search: Search, shipment: Shipment, others: readonly Shipment[]): string | null;
  /** What the shipment has where the search is silent; null: nothing to tell it by. */
  tells(search: Search, shipment: Shipment): string | null;
}

function differing(what: string, said: string | null, has: string | null | undefined): string | null {
  return said !== null && has && said !== has ? `${what}: ${said} is named, the shipment has ${has}` : null;
}

function silent(what: string, said: string | null, has: string | null | undefined): string | null {
  return said === null && has ? `${what} other than ${has}` : null;
}

/** In this order, and only while more than one candidate is left. */
function criteria(carriers: readonly Carrier[]): Criterion[] {
  return [
    {
      against: (search, shipment) =>
        search.carrier !== null && sameCarrier(search.carrier, shipment.carrier, carriers)
          ? null
          : differing('carrier', search.carrier, shipment.carrier),
      tells: (search, shipment) => silent('a carrier', search.carrier, shipment.carrier),
    },
    {
      against: (search, shipment) => differing('legal entity', search.legalEntity, shipment.legalEntity),
      tells: (search, shipment) => silent('a legal entity', search.legalEntity, shipment.legalEntity),
    },
    {
      against: (search, shipment) => differing('currency', search.currency, shipment.currency),
      tells: (search, shipment) => silent('a currency', search.currency, shipment.currency),
    },
    {
      against: (search, shipment) => differing('terms', search.terms, shipment.terms),
      tells: (search, shipment) => silent('freight terms', search.terms, shipment.terms),
    },
    {
      against: (search, shipment, others) => {
        const own = daysApart(search, shipment);
        const nearest = Math.min(...others.map((other) => daysApart(search, other) ?? Infinity));
        return own !== null && own > nearest ? `dates: ${own} days apart, another is ${nearest}` : null;
      },
      tells: () => null,
    },
    {
      against: (_search, shipment) => (shipment.status === 'CANCELLED' ? 'status: the shipment is cancelled' : null),
      tells: () => null,
    },
  ];
}

function strikeOut(standing: Standing[], reasonOf: (one: Standing) => string | null): Standing[] {
  const struck = standing.map((one) => ({ one, reason: reasonOf(one) }));
  const left = struck.filter(({ reason }) => reason === null);
  if (left.length === 0) return standing;
  for (const { one, reason } of struck) one.candidate.eliminatedBy = reason;
  return left.map(({ one }) => one);
}

function eliminate(search: Search, standing: Standing[], order: readonly Criterion[]): Standing[] {
  let left = standing;
  if (left.length > 1) {
    const most = Math.max(...left.map(({ shipment }) => weakMatches(search, shipment)));
    left = strikeOut(left, ({ shipment }) =>
      weakMatches(search, shipment) < most ? 'references: another carries more of the numbers named' : null,
    );
  }
  for (const criterion of order) {
    if (left.length <= 1) break;
    const others = left.map(({ shipment }) => shipment);
    left = strikeOut(left, ({ shipment }) => criterion.against(search, shipment, others));
  }
  return left;
}

function find(search: Search, shipments: readonly Shipment[], options: MatchOptions): MatchResult {
  const carriers = options.carriers ?? [];
  const found: Standing[] = [];
  for (const shipment of shipments) {
    const by = strongMatch(search, shipment, carriers);
    if (by === null || !withinWindow(search, shipment, options.matchWindowDays)) continue;
    const { source: shipmentSource, shipmentId } = shipment;
    const candidate = { shipmentSource, shipmentId, by, eliminatedBy: null, wouldBeEliminatedBy: [] };
    found.push({ shipment, candidate });
  }
  found.sort((a, b) => (nameOf(a.candidate) < nameOf(b.candidate) ? -1 : 1));
  const order = criteria(carriers);
  const left = eliminate(search, found, order);
  const candidates = found.map(({ candidate }) => candidate);
  const [only, second] = left;
  if (!only) return { status: 'NONE', shipmentSource: null, shipmentId: null, by: null, candidates };
  if (!second) return { status: 'MATCHED', ...identityOf(only.candidate), by: only.candidate.by, candidates };
  const others = left.map(({ shipment }) => shipment);
  for (const { shipment, candidate } of left)
    candidate.wouldBeEliminatedBy = order
      .flatMap((criterion) => [criterion.against(search, shipment, others), criterion.tells(search, shipment)])
      .filter((reason) => reason !== null);
  return { status: 'AMBIGUOUS', shipmentSource: null, shipmentId: null, by: null, candidates };
}

function identityOf(candidate: MatchCandidate): { shipmentSource: string; shipmentId: string } {
  return { shipmentSource: candidate.shipmentSource, shipmentId: candidate.shipmentId };
}

function nameOf(candidate: MatchCandidate): string {
  return `${candidate.shipmentSource} ${candidate.shipmentId}`;
}

/**
 * Which shipment a freight bill belongs to, among the standing versions of those that share a reference with it.
 *
 * Strong references (its number counts as a PRO of its carrier) within the policy's window of days make candidates, weak
 * ones only choose among them; carrier, entity, currency, terms, dates and status strike out only while more than one is
 * left, so the last one is matched even where it disagrees. A person's LINK_SHIPMENT overrides all.
 */
export function matchBill(
  billed: { invoice: Omit<CarrierInvoice, 'bills'>; bill: FreightBill },
  candidates: readonly Shipment[],
  options: MatchOptions,
): MatchResult {
  const match = find(searchOfBill(billed.invoice, billed.bill), candidates, options);
  const link = options.decisions?.findLast((decision) => decision.kind === 'LINK_SHIPMENT' && decision.shipmentId);
  if (!link?.shipmentId) return match;
  const linked = candidates.find((shipment) => shipment.shipmentId === link.shipmentId);
  const shipmentSource = link.shipmentSource ?? linked?.source ?? null;
  return { ...match, status: 'MATCHED', shipmentSource, shipmentId: link.shipmentId, by: 'a person' };
}

/**
 * Which shipment an event or document belongs to, found the same way. One that names no carrier is looked up for any;
 * pass in `carrier` what its source speaks for, where that is known.
 */
export function matchHappening(
  happening: FreightEvent | FreightDocument,
  candidates: readonly Shipment[],
  options: MatchOptions & { carrier?: string | null },
): MatchResult {
  const at = 'eventId' in happening ? (happening.occurredAt ?? happening.occurredLocal) : happening.issuedAt;
  const written = at ?? happening.issuedAt ?? null;
  const search: Search = {
    references: happening.references ?? [],
    carrier: happening.carrier ?? options.carrier ?? null,
    legalEntity: null,
    currency: null,
    terms: null,
    pickupDate: null,
    deliveryDate: null,
    writtenOn: written === null ? null : writtenDate(written),
    proNeedsCarrier: false,
  };
  return find(search, candidates, options);
}
