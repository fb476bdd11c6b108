import type { Attribution } from '../../freight/codes.ts';
import type { LateDeliveryCredit } from '../../freight/contract.ts';
import { least } from '../../freight/money.ts';
import { instantOfLocal } from '../../freight/time.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { dateAt, msOf } from '../evidence/instants.ts';
import type { ExpectedCharge } from '../expected.ts';
import type { Rating } from './context.ts';
import { notProvable, nothing, owed } from './expected-charge.ts';
import type { Slot } from './expected-charge.ts';
import { baseOf } from './fuel/fuel.ts';
import { isProven, leaf, leastOf, less, times } from './figure.ts';
import type { Figure, Price } from './figure.ts';
import { clause } from './linehaul/lane-price.ts';
import { contractSource, ruleSource } from './sources.ts';

/** Who caused a late delivery: as the latest DELAYED before it says, else the arrival; nobody says: the carrier. */
export function lateBecauseOf(evidence: Evidence, deliveredMs: number): Attribution {
  const delayed = evidence.events.findLast(
    ({ type, at }) => type === 'DELAYED' && at !== null && msOf(at) < deliveredMs,
  );
  const last = evidence.stops.findLast(({ stop }) => stop.type === 'DELIVERY');
  const arrival = last?.visits.at(-1)?.arrival;
  const arrived = arrival?.status === 'STANDS' ? arrival.facts[0] : undefined;
  const ofArrival = evidence.events.find(({ fact }) => fact === arrived)?.attribution;
  return delayed?.attribution ?? ofArrival ?? 'CARRIER';
}

/** A delivery that came too late under a clause of the contract: what comes back, and whose fault excuses it. */
interface Missed {
  check: 'E-10' | 'E-11';
  pointer: string;
  excused: readonly Attribution[];
  /** What comes back, as a positive figure. */
  credit: Price;
}

interface Late {
  rating: Rating;
  expected: readonly ExpectedCharge[];
  deliveredMs: number;
  /** The end of the window that was promised. */
  committed: string;
}

function bandOf(bands: readonly LateDeliveryCredit[], lateMs: number) {
  return bands
    .map((band, index) => ({ band, index }))
    .filter(({ band }) => lateMs > band.afterMinutes * 60_000)
    .reduce<{ band: LateDeliveryCredit; index: number } | null>(
      (best, one) => (!best || one.band.afterMinutes > best.band.afterMinutes ? one : best),
      null,
    );
}

/** The percentage of the linehaul that lateness costs: the greatest `afterMinutes` passed, capped. */
function lateBand({ rating, expected, deliveredMs, committed }: Late): Missed[] {
  const { contract, currency } = rating;
  const at = bandOf(contract.lateDelivery ?? [], deliveredMs - msOf(committed));
  if (!at) return [];
  const { percentOfLinehaul, maximum, afterMinutes, excused } = at.band;
  const where = { contract, pointer: `/lateDelivery/${at.index}` };
  const step = { label: `credit for more than ${afterMinutes} minutes late`, unit: 'fraction' };
  const percent = leaf(percentOfLinehaul, step, contractSource(contract, `${where.pointer}/percentOfLinehaul`));
  const base = baseOf(rating, ['LINEHAUL'], expected);
  const full = isProven(base) ? times(base, percent, { label: 'linehaul × percent', unit: currency }) : base;
  const cap = clause(where, maximum, 'maximum', { label: 'most that is credited', unit: currency });
  const credit = isProven(full) && cap ? leastOf([full, cap], { label: 'at most the maximum', unit: currency }) : full;
  return [{ check: 'E-10', pointer: where.pointer, excused, credit }];
}

/** The guarantees of the service ordered that the delivery missed: by a time of the promised day, on the clocks there. */
function guarantees({ rating, expected, deliveredMs, committed }: Late): Missed[] {
  const { contract, currency, evidence, shipment } = rating;
  const zone = evidence.stops.findLast(({ stop }) => stop.type === 'DELIVERY')?.stop.location.timeZone ?? null;
  if (zone === null) return [];
  const day = dateAt(committed, zone);
  return (contract.guarantees ?? []).flatMap((one, index): Missed[] => {
    const isMissed = deliveredMs > msOf(instantOfLocal(`${day}T${one.by}`, zone));
    if (one.service !== shipment.body.service || !isMissed) return [];
    const pointer = `/guarantees/${index}`;
    const step = { label: `refund when not delivered by ${one.by}`, unit: 'fraction' };
    const source = contractSource(contract, `${pointer}/refund`);
    const share = leaf(one.refund === 'FULL' ? '1' : one.refund, step, source);
    const base = baseOf(rating, one.of ?? ['LINEHAUL'], expected);
    const credit = isProven(base) ? times(base, share, { label: 'charges × refund', unit: currency }) : base;
    return [{ check: 'E-11', pointer, excused: one.excused, credit }];
  });
}

function asCharge(rating: Rating, { check, pointer, excused, credit }: Missed, cause: Attribution): ExpectedCharge {
  const { contract, currency } = rating;
  const slot: Slot = { charge: 'SERVICE_CREDIT', stop: null, check, basis: 'CONTRACT' };
  if (excused.includes(cause)) {
    const source = contractSource(contract, `${pointer}/excused`);
    return nothing(slot, null, currency, { certain: false, why: `late because of ${cause}: excused`, source });
  }
  if (!isProven(credit)) return notProvable(slot, credit.needs, currency, null);
  const none: Figure = leaf('0', { label: 'owed to us', unit: currency }, ruleSource('service-credit', '/'));
  return owed(slot, less(none, credit, { label: 'credit', unit: currency }), rating);
}

/**
 * The credit for a late delivery (rating.md, Service credits): a negative charge under `lateDelivery`, or where the service
 * was guaranteed by a time of day, under `guarantees`; of several the greatest. An excused delay is 0.00. null: no credit
 * was agreed, nothing was committed or delivered, or it was in time.
 *
 * @param expected what is owed for the shipment, the charges that come back among it
 */
export function serviceCredit(rating: Rating, expected: readonly ExpectedCharge[]): ExpectedCharge | null {
  const { contract, shipment, evidence } = rating;
  const committed = shipment.body.committedDelivery;
  const isAgreed = (contract.lateDelivery ?? []).length > 0 || (contract.guarantees ?? []).length > 0;
  if (!isAgreed || !committed || evidence.delivery.status !== 'STANDS') return null;
  for (const fact of evidence.delivery.facts) rating.used.fact(fact);
  const deliveredMs = msOf(evidence.delivery.at);
  const late: Late = { rating, expected, deliveredMs, committed: committed.to };
  const cause = lateBecauseOf(evidence, deliveredMs);
  const credits = [...lateBand(late), ...guarantees(late)].map((missed) => asCharge(rating, missed, cause));
  const unproven = credits.find(({ amount }) => amount === null);
  return unproven ?? greatestOf(credits);
}

/** Credits are negative: the greatest is the least. */
function greatestOf(credits: readonly ExpectedCharge[]): ExpectedCharge | null {
  return credits.reduce<ExpectedCharge | null>((best, one) => {
    if (!best?.amount || !one.amount) return best ?? one;
    return least(one.amount, best.amount).equals(best.amount) ? best : one;
  }, null);
}
