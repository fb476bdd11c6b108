import type { PerDay } from '../../../freight/accessorial.ts';
import type { EventType } from '../../../freight/codes.ts';
import { normaliseReference } from '../../../freight/references.ts';
import type { Instant, LocalDate } from '../../../freight/time.ts';
import type { FreightDocument } from '../../../freight/document.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import type { Recorded } from '../../../freight/fact.ts';
import { claimOf, milestone, strongestClaims } from '../../evidence/claims.ts';
import type { Claim } from '../../evidence/claims.ts';
import type { Evidence, Milestone, StandingEvent, StopEvidence } from '../../evidence/evidence.ts';
import { dateAt, msOf } from '../../evidence/instants.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';

/** An end of the days that are counted: when, on which local day, and who says so. */
export interface EndOfDays {
  at: Instant;
  day: LocalDate;
  fact: Recorded<FreightEvent | FreightDocument>;
}

/** Which end of the days is asked for, and for which stops and container. */
export interface AskedEnd {
  type: EventType;
  which: 'FROM' | 'TO';
  stops: readonly StopEvidence[];
  container: string | null;
}

const partOfVisit: Partial<Record<EventType, 'arrival' | 'departure' | 'workDone'>> = {
  ARRIVED_AT_STOP: 'arrival',
  DEPARTED_STOP: 'departure',
  LOADED: 'workDone',
  UNLOADED: 'workDone',
};

/** True where the days are those of a stay at a stop: they begin with a milestone of a visit. */
export function daysAreOfVisits({ from }: PerDay): boolean {
  return partOfVisit[from] !== undefined;
}

const containers = ({ fact }: StandingEvent): string[] =>
  (fact.body.references ?? []).filter(({ type }) => type === 'CONTAINER').map(({ value }) => normaliseReference(value));

/** The containers that the events of both ends name, each once, in order. */
export function containersOf({ from, to }: PerDay, { events }: Evidence): string[] {
  const named = events.filter(({ type }) => type === from || type === to).flatMap(containers);
  return [...new Set(named)].sort();
}

function missing({ type, container }: AskedEnd, { evidence }: Rating): Need {
  const unplaced = evidence.unplaced.find(({ fact }) => fact.body.type === type)?.need;
  const of = container === null ? '' : ` of container ${container}`;
  return unplaced ?? { fact: `event ${type}${of}`, reason: 'FACT_MISSING', from: 'CARRIER' };
}

/** The milestone of the stays or deliveries at the stops: for the first day the first, for the last day the last. */
function ofVisits({ type, which, stops }: AskedEnd): { milestone: Milestone; stop: StopEvidence } | null {
  const part = partOfVisit[type];
  const all = stops.flatMap((stop) => {
    const milestones = part ? stop.visits.map((visit) => visit[part]) : [stop.delivered];
    return milestones.flatMap((one) => (one && one.status !== 'MISSING' ? [{ milestone: one, stop }] : []));
  });
  return (which === 'FROM' ? all[0] : all.at(-1)) ?? null;
}

/** The claims of a happening that belongs to no visit; of a container, those that name it or none. */
function claimsFor({ type, container }: AskedEnd, { evidence }: Rating): Claim[] {
  return evidence.events.flatMap((event) => {
    if (event.type !== type) return [];
    const named = containers(event);
    if (container !== null && named.length > 0 && !named.includes(container)) return [];
    const { issuedAt } = event.fact.body;
    const ms = event.at === null ? null : msOf(event.at);
    return claimOf({ ...event, ms, issuedMs: issuedAt ? msOf(issuedAt) : null, zone: null }) ?? [];
  });
}

/** The zone in which the day is read: of the stop; without one, the only zone that the order knows. */
function zoneOf(stop: number | null | undefined, { evidence }: Rating): string | null {
  const own = evidence.stops.find((one) => one.stop.stop === stop)?.stop.location.timeZone;
  if (own) return own;
  const zones = new Set(evidence.stops.flatMap(({ stop: { location } }) => location.timeZone ?? []));
  const [only] = zones;
  return zones.size === 1 ? (only ?? null) : null;
}

function endAt(
  at: Instant,
  fact: EndOfDays['fact'],
  stop: number | null | undefined,
  rating: Rating,
): EndOfDays | Need {
  const zone = zoneOf(stop, rating);
  // Written in UTC an instant says nothing of the day at its place.
  if (zone === null && at.endsWith('Z')) {
    const what = `time zone of ${'type' in fact.body ? fact.body.type : 'event'} ${fact.source} ${fact.id}`;
    return { fact: what, reason: 'TIME_ZONE_UNKNOWN', from: 'US' };
  }
  return { at, day: dateAt(at, zone), fact };
}

/** Sources further apart than they may be still agree when they name the same day. */
function happened(claims: readonly Claim[], asked: AskedEnd, rating: Rating): EndOfDays | Need {
  const direction = asked.which === 'FROM' ? 'LATER' : 'EARLIER';
  const minutes = rating.contract.evidence?.agreeWithinMinutes ?? 15;
  const ends = strongestClaims(claims, direction).map((one) => endAt(one.at, one.fact, one.event?.stop, rating));
  const known = ends.filter((one) => 'day' in one);
  const unknown = ends.find((one) => !('day' in one));
  if (unknown) return unknown;
  const sameDay = new Set(known.map(({ day }) => day)).size === 1;
  const stands = milestone(claims, direction, sameDay ? Infinity : minutes, missing(asked, rating));
  if (stands.status !== 'STANDS') return stands.need;
  return known.find(({ fact }) => fact === stands.facts[0]) ?? missing(asked, rating);
}

/**
 * The first or last day of a charge by days, local at its stop: of the standing milestone where it is one of a visit or
 * delivery, else of the happening, ranked over all sources as milestones are (model.md, Evidence); of equal sources the
 * day that claims less. Else what is wanting.
 */
export function endOfDays(asked: AskedEnd, rating: Rating): EndOfDays | Need {
  if (!partOfVisit[asked.type] && asked.type !== 'DELIVERED') return happened(claimsFor(asked, rating), asked, rating);
  const found = ofVisits(asked);
  if (!found) return missing(asked, rating);
  const { milestone: one, stop } = found;
  if (one.status !== 'STANDS') return one.need;
  const [fact] = one.facts;
  return fact ? endAt(one.at, fact, stop.stop.stop, rating) : missing(asked, rating);
}
