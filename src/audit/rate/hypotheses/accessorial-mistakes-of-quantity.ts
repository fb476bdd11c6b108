import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import { decimal, roundTo, sum, zero } from '../../../freight/money.ts';
import type { ExpectedCharge } from '../../expected.ts';
import { stopsFor } from '../accessorials/occurrence.ts';
import { grouped } from '../figure.ts';
import { amountUnder, owedAmount, timesOwed, underTerms } from './accessorial-mistakes-held.ts';
import type { Held } from './accessorial-mistakes-held.ts';
import { linehaulAmount } from './linehaul-amount.ts';
import type { Mistake } from './mistakes.ts';

type Terms<M extends AccessorialTerms['model']> = Extract<AccessorialTerms, { model: M }>;

/** A flat charge counted by stops, pieces or visits though it is owed once. */
export function flatMistakes(held: Held<Terms<'FLAT'>>): Mistake[] {
  const { rating, stop, entry } = held;
  if (entry.terms.per === 'PIECE') return [];
  const stops = stopsFor(entry.terms.charge, rating.evidence);
  const here = stops.filter((one) => stop === null || one.stop.stop === stop);
  const visits = here.reduce((count, one) => count + one.visits.length, 0);
  const pieces = rating.goods.lines.reduce((count, { item }) => count + (item.pieces ?? 0), 0);
  const counts: [number, string][] = [
    [stops.length, `for each of ${stops.length} stops, though it is owed once`],
    [visits, `for each of ${visits} visits, though it is owed once`],
    [pieces, `for each of ${grouped(`${pieces}`)} pieces, though it is owed once`],
  ];
  return counts.filter(([count]) => count > 1).map(([count, label]) => timesOwed(held, label, count));
}

/** Receipts with their fee forgotten or taken twice. */
export function receiptMistakes(held: Held<Terms<'PASS_THROUGH'>>): Mistake[] {
  const { terms } = held.entry;
  const { fee } = terms;
  if (!fee) return [];
  const twice = decimal(fee).times(2).toFixed();
  return [
    underTerms(held, 'with the receipts alone, without the fee', { ...terms, fee: null }),
    underTerms(held, 'with the fee twice', { ...terms, fee: twice }),
  ];
}

/** Stop-off with the free stops counted, or at one tier. */
export function stopOffMistakes(held: Held<Terms<'TIERS'>>): Mistake[] {
  const { terms } = held.entry;
  const free = terms.freeStops ?? 2;
  const fewer = Array.from({ length: free }, (_, index) => free - 1 - index);
  const one = terms.tiers.map((price, index) =>
    underTerms(held, `with every stop at tier ${index + 1}`, { ...terms, tiers: [price] }),
  );
  const counted = fewer.map((freeStops) =>
    underTerms(held, `with ${freeStops === 0 ? 'no stop' : `${freeStops} stop`} free instead of ${free}`, {
      ...terms,
      freeStops,
    }),
  );
  return [...counted, ...(terms.tiers.length > 1 ? one : [])];
}

const isOf = (codes: readonly string[]) => (one: ExpectedCharge) => codes.includes(one.charge);

/** A percentage of the gross linehaul instead of the net, or of the fuel too. */
export function percentMistakes(held: Held<Terms<'PERCENT'>>): Mistake[] {
  const { rating, reason, mistakes, entry } = held;
  const { of, percent } = entry.terms;
  const base = sum(mistakes.expected.filter(isOf(of)).map(({ amount }) => amount ?? zero));
  const share = (amount: typeof base) => roundTo(amount.times(decimal(percent)), rating.rounding);
  const rate = rating.lane.linehaul;
  const net = linehaulAmount(rating);
  const ofGross: Mistake = {
    reason,
    label: 'as a percentage of the gross linehaul instead of the net',
    amount: () => {
      if (rate.model !== 'WEIGHT_BREAKS' || net === null) return null;
      const gross = linehaulAmount(rating, { rate: { ...rate, discount: null } });
      return gross === null ? null : share(base.minus(net).plus(gross));
    },
  };
  const fuel = sum(mistakes.expected.filter(isOf(['FUEL'])).map(({ amount }) => amount ?? zero));
  const withFuel: Mistake = {
    reason,
    label: 'as a percentage of the fuel surcharge too',
    amount: () => share(base.plus(fuel)),
  };
  const discounted = of.includes('LINEHAUL') && rate.model === 'WEIGHT_BREAKS' && !!rate.discount;
  return [...(discounted ? [ofGross] : []), ...(of.includes('FUEL') || fuel.isZero() ? [] : [withFuel])];
}

/** By the weight or the distance that a bill names instead of the order's. */
export function measureMistakes(held: Held<Terms<'PER_WEIGHT'> | Terms<'PER_DISTANCE'>>): Mistake[] {
  const { rating, reason, mistakes, entry } = held;
  const source = rating.goods.piecesSource;
  return mistakes.bills.flatMap(({ bill: { weight, distance } }): Mistake[] => {
    if (entry.terms.model === 'PER_WEIGHT' && weight) {
      const goods = { ...rating.goods, certified: { weight, source } };
      const label = `at the billed weight of ${grouped(weight.value)} ${weight.unit}`;
      return [{ reason, label, amount: () => amountUnder(held, entry.terms, { ...rating, goods }) }];
    }
    if (entry.terms.model !== 'PER_DISTANCE' || !distance) return [];
    const goods = { ...rating.goods, distance: { measure: distance, source } };
    const label = `at the billed distance of ${grouped(distance.value)} ${distance.unit}`;
    return [{ reason, label, amount: () => amountUnder(held, entry.terms, { ...rating, goods }) }];
  });
}

/** The same charge of another stop, billed here once more; or both kinds of stop in one. */
export function otherStopMistakes(held: Held): Mistake[] {
  const { mistakes, entry, stop, reason, rating } = held;
  const { charge } = entry.terms;
  const kin = charge.replace(/_(PICKUP|DELIVERY)$/, '');
  const others = mistakes.expected.filter(
    (one) =>
      one.charge.startsWith(kin) && (one.charge !== charge || one.stop !== stop) && one.amount?.isZero() === false,
  );
  return others.map((other): Mistake => {
    const amount = () => {
      const own = owedAmount(held);
      return own === null || other.amount === null ? null : roundTo(own.plus(other.amount), rating.rounding);
    };
    const where = other.stop === null ? 'the other' : `stop ${other.stop}`;
    return { reason, check: 'A-40', label: `with the charge of ${where} added again`, amount };
  });
}
