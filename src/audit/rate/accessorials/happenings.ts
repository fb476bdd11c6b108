import type { EventType } from '../../../freight/codes.ts';
import type { StandingEvent, StopEvidence } from '../../evidence/evidence.ts';
import { msOf } from '../../evidence/instants.ts';
import { strengthRank } from '../../evidence/methods.ts';
import type { Rating } from '../context.ts';

/** Told by another, or told again: within the minutes in which the contract takes two sources to agree. */
function sameHappening(a: StandingEvent, b: StandingEvent, agreeWithinMinutes: number): boolean {
  if (a.stop !== b.stop) return false;
  if (a.at === null || b.at === null) return true;
  return Math.abs(msOf(a.at) - msOf(b.at)) <= agreeWithinMinutes * 60_000;
}

/**
 * What happened at these stops, or at none, each once however many sources told of it (rating.md, `per: EVENT` counts the
 * standing events): the strongest telling stands. Failed attempts are those of visits.
 */
export function happeningsAt(type: EventType, stops: readonly StopEvidence[], rating: Rating): StandingEvent[] {
  if (type === 'DELIVERY_ATTEMPTED') return stops.flatMap(({ visits }) => visits.flatMap(({ attempts }) => attempts));
  const numbers = stops.map(({ stop }) => stop.stop);
  const told = rating.evidence.events.filter(
    (event) => event.type === type && (event.stop === null || numbers.includes(event.stop)),
  );
  if (told.length < 2) return told;
  const minutes = rating.contract.evidence?.agreeWithinMinutes ?? 15;
  const distinct: StandingEvent[] = [];
  for (const event of [...told].sort((a, b) => strengthRank(a.method) - strengthRank(b.method)))
    if (!distinct.some((other) => sameHappening(other, event, minutes))) distinct.push(event);
  return told.filter((event) => distinct.includes(event));
}
