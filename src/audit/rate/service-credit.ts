import type { LateDeliveryCredit } from '../../freight/contract.ts';
import type { Attribution } from '../../freight/codes.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { msOf } from '../evidence/instants.ts';
import type { ExpectedCharge } from '../expected.ts';
import type { Rating } from './context.ts';
import { notProvable, nothing, owed } from './expected-charge.ts';
import type { Slot } from './expected-charge.ts';
import { leaf, leastOf, less, times } from './figure.ts';
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

function bandOf(bands: readonly LateDeliveryCredit[], lateMs: number) {
  return bands
    .map((band, index) => ({ band, index }))
    .filter(({ band }) => lateMs > band.afterMinutes * 60_000)
    .reduce<{ band: LateDeliveryCredit; index: number } | null>(
      (best, one) => (!best || one.band.afterMinutes > best.band.afterMinutes ? one : best),
      null,
    );
}

function credit(rating: Rating, slot: Slot, linehaul: ExpectedCharge, at: { band: LateDeliveryCredit; index: number }) {
  const { contract, currency } = rating;
  if (linehaul.amount === null) return notProvable(slot, linehaul.needs, currency, null);
  const where = { contract, pointer: `/lateDelivery/${at.index}` };
  const percent = leaf(
    at.band.percentOfLinehaul,
    { label: `credit for more than ${at.band.afterMinutes} minutes late`, unit: 'fraction' },
    contractSource(contract, `${where.pointer}/percentOfLinehaul`),
  );
  const base = { value: linehaul.amount, working: linehaul.working };
  const full = times(base, percent, { label: 'linehaul × percent', unit: currency });
  const cap = clause(where, at.band.maximum, 'maximum', { label: 'most that is credited', unit: currency });
  const capped = cap ? leastOf([full, cap], { label: 'at most the maximum', unit: currency }) : full;
  const none = leaf('0', { label: 'owed to us', unit: currency }, ruleSource('service-credit', '/'));
  return owed(slot, less(none, capped, { label: 'credit', unit: currency }), rating);
}

/**
 * The credit for a late delivery (rating.md, Service credits): a negative charge, the greatest `afterMinutes` passed, where
 * the delay's attribution is not excused. null: no credit was agreed, nothing was committed or delivered, or it was in time.
 */
export function serviceCredit(rating: Rating, linehaul: ExpectedCharge | undefined): ExpectedCharge | null {
  const bands = rating.contract.lateDelivery ?? [];
  const committed = rating.shipment.body.committedDelivery;
  const { delivery } = rating.evidence;
  if (bands.length === 0 || !committed || delivery.status !== 'STANDS' || !linehaul) return null;
  for (const fact of delivery.facts) rating.used.fact(fact);
  const deliveredMs = msOf(delivery.at);
  const at = bandOf(bands, deliveredMs - msOf(committed.to));
  if (!at) return null;
  const slot: Slot = { charge: 'SERVICE_CREDIT', stop: null, check: 'E-10', basis: 'CONTRACT' };
  const cause = lateBecauseOf(rating.evidence, deliveredMs);
  if (at.band.excused.includes(cause))
    return nothing(slot, null, rating.currency, { certain: false, why: `late because of ${cause}: excused` });
  return credit(rating, slot, linehaul, at);
}
