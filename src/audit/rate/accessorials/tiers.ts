import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { EventType } from '../../../freight/codes.ts';
import type { StopEvidence } from '../../evidence/evidence.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { added } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import type { Amount, Entry } from './occurrence.ts';

type TiersTerms = Extract<AccessorialTerms, { model: 'TIERS' }>;

const usualFreeStops = 2;

/** Somebody saw the truck there: it came, left, worked or delivered, whatever the sources say of the hour. */
function wasVisited({ visits, delivered }: StopEvidence): boolean {
  return visits.length > 0 || (delivered !== null && delivered.status !== 'MISSING');
}

function noticeFacts(stop: StopEvidence, rating: Rating): void {
  for (const milestone of [...stop.visits.flatMap(({ arrival, departure }) => [arrival, departure]), stop.delivered])
    if (milestone?.status === 'STANDS')
      milestone.facts.forEach((fact) => {
        rating.used.fact(fact);
      });
}

/** The price of each stop beyond the free ones, past the last tier the last again. */
function tierPrices({ terms, pointer }: Entry<TiersTerms>, rating: Rating, stops: readonly StopEvidence[]) {
  const { contract, currency } = rating;
  return stops.map(({ stop }, index): Figure | null => {
    const tier = Math.min(index, terms.tiers.length - 1);
    const step = { label: `stop ${stop.stop}, tier ${tier + 1}`, unit: currency };
    return clause({ contract, pointer }, terms.tiers[tier], `tiers/${tier}`, step);
  });
}

/** Something was told that may be the visit, and nobody knows at which stop. */
function unplacedVisit({ evidence }: Rating): Need[] {
  const types: readonly EventType[] = ['ARRIVED_AT_STOP', 'DEPARTED_STOP', 'LOADED', 'UNLOADED', 'DELIVERED'];
  return evidence.unplaced.filter(({ fact }) => types.includes(fact.body.type)).map(({ need }) => need);
}

/**
 * TIERS, stop-off: one tier for each stop of the order beyond `freeStops` (2) that was visited (rating.md). A stop that
 * nobody told of a visit at is not counted, because the carrier must have said so; told at no known stop: not provable.
 */
export function stopOff(entry: Entry<TiersTerms>, rating: Rating): Amount {
  const { currency, contract, evidence } = rating;
  const free = entry.terms.freeStops ?? usualFreeStops;
  const beyond = evidence.stops.slice(free);
  const visited = beyond.filter(wasVisited);
  const needs = visited.length < beyond.length ? unplacedVisit(rating) : [];
  if (needs.length > 0) return { needs };
  if (visited.length === 0) return { none: 'ACC_CONDITION', why: `no stop beyond the ${free} free ones was visited` };
  visited.forEach((stop) => {
    noticeFacts(stop, rating);
  });
  const prices = tierPrices(entry, rating, visited);
  const known = prices.filter((price) => price !== null);
  if (known.length < prices.length) return rateMissing({ contract, pointer: entry.pointer }, entry.terms.charge);
  return added(known, { label: 'stops beyond the free ones', unit: currency });
}
