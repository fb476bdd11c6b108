import { evidenceMethods } from '../../freight/codes.ts';
import type { EventType } from '../../freight/codes.ts';
import type { Stop } from '../../freight/shipment.ts';
import type { Need } from '../expected.ts';
import { claimOf, milestone, strongestClaims } from './claims.ts';
import type { Claim } from './claims.ts';
import type { StandingEvent, Visit } from './evidence.ts';
import { byText, dateAt } from './instants.ts';

/** What is wanting where a milestone of a stop is missing. */
export type Wanted = (type: EventType) => Need;

/** The claims of one stay, before they are ranked. */
interface Stay {
  arrivals: Claim[];
  departures: Claim[];
  attempts: Claim[];
  work: Claim[];
}

type Part = keyof Stay;

const partOf: Partial<Record<EventType, Part>> = {
  ARRIVED_AT_STOP: 'arrivals',
  DEPARTED_STOP: 'departures',
  DELIVERY_ATTEMPTED: 'attempts',
  LOADED: 'work',
  UNLOADED: 'work',
};

interface Told {
  part: Part;
  claim: Claim;
}

const emptyStay = (): Stay => ({ arrivals: [], departures: [], attempts: [], work: [] });
const isEnd = (part: Part) => part === 'departures' || part === 'attempts';
const hasEnd = (stay: Stay) => stay.departures.length + stay.attempts.length > 0;

function tell(claims: readonly Claim[]): Told[] {
  const told: Told[] = [];
  for (const claim of claims) {
    const part = claim.event ? partOf[claim.event.type] : undefined;
    if (part) told.push({ part, claim });
  }
  return told;
}

/** In time order; an arrival of the same minute as a departure comes first. */
function inTimeOrder(a: Told, b: Told): number {
  if (a.claim.ms !== b.claim.ms) return a.claim.ms - b.claim.ms;
  if (isEnd(a.part) !== isEnd(b.part)) return isEnd(a.part) ? 1 : -1;
  return byText(`${a.claim.source} ${a.claim.fact.id}`, `${b.claim.source} ${b.claim.fact.id}`);
}

/** The events that cut visits: of the strongest method that has both an arrival and an end here, else all of them. */
function cutting(told: readonly Told[]): Told[] {
  const bounds = told.filter(({ part }) => part !== 'work');
  for (const method of evidenceMethods) {
    const own = bounds.filter(({ claim }) => claim.method === method);
    if (own.some(({ part }) => part === 'arrivals') && own.some(({ part }) => isEnd(part))) return own;
  }
  return bounds;
}

function cut(told: readonly Told[]): Stay[] {
  const stays: Stay[] = [];
  for (const { part, claim } of [...told].sort(inTimeOrder)) {
    let stay = stays.at(-1);
    if (!stay || (part === 'arrivals' && hasEnd(stay))) {
      stay = emptyStay();
      stays.push(stay);
    }
    stay[part].push(claim);
  }
  return contradictory(stays);
}

/** A lone departure before a lone arrival is one stay told wrongly, not two half stays. */
function contradictory(stays: Stay[]): Stay[] {
  const [first, second] = stays;
  if (stays.length !== 2 || !first || !second || first.arrivals.length > 0 || hasEnd(second)) return stays;
  return [{ ...first, arrivals: second.arrivals }];
}

function distance(claim: Claim, stay: Stay): number {
  const times = [...stay.arrivals, ...stay.departures, ...stay.attempts].map(({ ms }) => ms);
  const from = Math.min(...times);
  const to = Math.max(...times);
  if (claim.ms < from) return from - claim.ms;
  return claim.ms > to ? claim.ms - to : 0;
}

function nearest(claim: Claim, stays: readonly Stay[]): number {
  if (stays.length === 1) return 0;
  const distances = stays.map((stay) => distance(claim, stay));
  return distances.indexOf(Math.min(...distances));
}

function staysOf(claims: readonly Claim[]): Stay[] {
  const told = tell(claims);
  if (told.length === 0) return [];
  const cutters = cutting(told);
  const stays = cut(cutters);
  if (stays.length === 0) stays.push(emptyStay());
  const rest = told.filter((one) => !cutters.includes(one));
  // All places are found before any claim joins, so that the order of the claims is irrelevant.
  const places = rest.map(({ claim }) => nearest(claim, stays));
  rest.forEach(({ part, claim }, index) => stays[places[index] ?? 0]?.[part].push(claim));
  return stays;
}

/** Failed attempts by local day, the first before: a truck that fails on another day came again, though nobody said so. */
function byDay(attempts: readonly Claim[], { location }: Stop): Claim[][] {
  const days = new Map<string, Claim[]>();
  for (const claim of attempts) {
    const day = dateAt(claim.at, location.timeZone);
    const known = days.get(day);
    if (known) known.push(claim);
    else days.set(day, [claim]);
  }
  return [...days].sort(([a], [b]) => byText(a, b)).map(([, claims]) => claims);
}

/** The attempt that stands, with the attribution of the strongest claim that gives one. */
function attemptOf(attempts: readonly Claim[]): StandingEvent | null {
  const [stands] = [...strongestClaims(attempts, 'EARLIER')].sort((a, b) => a.ms - b.ms || byText(a.source, b.source));
  if (!stands?.event) return null;
  if (stands.attribution) return stands.event;
  const [attributed] = strongestClaims(
    attempts.filter(({ attribution }) => attribution !== null),
    'EARLIER',
  );
  return { ...stands.event, attribution: attributed?.attribution ?? null };
}

/**
 * The stays of trucks at a stop, in time order, each milestone ranked over all sources (model.md, Visits). The claims are
 * those of this stop; their order is irrelevant. A stop of which nothing was told has no visits.
 */
export function visitsOf(stop: Stop, claims: readonly Claim[], agreeWithinMinutes: number, wanted: Wanted): Visit[] {
  const work = stop.type === 'PICKUP' ? 'LOADED' : 'UNLOADED';
  return staysOf(claims).map((stay) => {
    const failures = byDay(stay.attempts, stop);
    const ends = stay.departures.length > 0 ? stay.departures : (failures[0] ?? []);
    const workHere = stay.work.filter(({ event }) => event?.type === work);
    return {
      arrival: milestone(stay.arrivals, 'LATER', agreeWithinMinutes, wanted('ARRIVED_AT_STOP')),
      workDone: milestone(workHere, 'EARLIER', agreeWithinMinutes, wanted(work)),
      departure: milestone(ends, 'EARLIER', agreeWithinMinutes, wanted('DEPARTED_STOP')),
      attempts: failures.flatMap((claims) => attemptOf(claims) ?? []),
      appointment: null,
    };
  });
}

/** The claim of an event at a stop, for those that give a time. */
export function claimsOf(events: readonly Parameters<typeof claimOf>[0][]): Claim[] {
  return events.map(claimOf).filter((claim) => claim !== null);
}
