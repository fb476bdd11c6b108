/** What is owed for a shipment, by the agreement alone: no billed amount is ever looked at here. */
import { minutesBetween } from '../calendar.js';
import { above, exact, least, negative, rounded, times, zero } from '../exact.js';
import { accessorialsOf } from './accessorials.js';
import { conflict, evidenceOf } from './evidence.js';
import { fuelOf } from './fuel.js';
import { linehaulOf } from './linehaul/linehaul.js';
import { datesFor, Missing, termsOf } from './terms.js';

/** @typedef {{ charge: string, stop: number | null, amount: object | null, reason: string | null }} Expected */

const standard = { mode: 'HALF_UP', places: 2 };

/** An amount, or null and the reason why it cannot be known. */
function provable(charge, amountOf) {
  try {
    return { charge, stop: null, reason: null, ...amountOf() };
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return { charge, stop: null, amount: null, reason: error.reason };
  }
}

/**
 * @param {{ shipment: object, events: object[], documents: object[], bills: object[] }} facts as far as they are known
 * @param {{ contracts: object[], prices: (series: string) => object[] }} terms
 */
export function owedFor(facts, terms) {
  const evidence = evidenceOf(facts);
  const agreed = facts.shipment.agreed ?? null;
  const known = { facts, evidence, prices: terms.prices, rounding: standard, contract: null, lane: null };
  const failure = agreed?.otherwise === 'NOTHING' ? null : bindTerms(known, terms);
  const cancelled = isCancelled(known);
  const charges = failure ? [] : ratedCharges(known, agreed, cancelled);
  const all = [...agreedCharges(agreed, cancelled), ...charges].map((charge) => inBillCurrency(charge, known, terms));
  const result = { known, cancelled, failure, charges: all, evidence };
  return { ...result, find: (charge, stop) => found(result, charge, stop) };
}

/** A contract in another currency than the bill is converted at the rate of its own date. */
function inBillCurrency(charge, known, { billCurrency, fxRates }) {
  const { contract } = known;
  if (charge.amount === null || !contract?.fx || contract.currency === billCurrency) return charge;
  const [date] = datesFor(contract.fx.dateRole, known);
  const rate = fxRates.find((one) => one.date === date && one.base === contract.currency && one.quote === billCurrency);
  if (!rate) return { ...charge, amount: null, reason: 'FX_MISSING' };
  return { ...charge, amount: rounded(times(charge.amount, rate.rate), contract.fx.places, known.rounding.mode) };
}

function bindTerms(known, terms) {
  try {
    Object.assign(known, termsOf(terms.contracts, known));
    known.rounding = { ...standard, ...known.contract.rounding };
    return null;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return error.reason;
  }
}

function isCancelled({ facts, evidence }) {
  const cancelled = evidence.happened('CANCELLED').at(-1);
  if (!cancelled) return false;
  const pickups = facts.shipment.stops.filter(({ type }) => type === 'PICKUP').map(({ stop }) => stop);
  const taken = ['LOADED', 'DEPARTED_STOP'].flatMap((type) => evidence.happened(type));
  return !taken.some(({ at, moment }) => pickups.includes(at) && moment < cancelled.moment);
}

const namedBy = (agreed, charge) =>
  agreed !== null && (agreed.charges.some((one) => one.charge === charge) || (agreed.allIn ?? []).includes(charge));

function agreedCharges(agreed, cancelled) {
  if (!agreed) return [];
  const amountOf = (amount) => (cancelled ? zero : exact(amount));
  const reason = cancelled ? 'SHIPMENT_CANCELLED' : null;
  return [
    ...agreed.charges.map(({ charge, stop = null, amount }) => ({ charge, stop, amount: amountOf(amount), reason })),
    ...(agreed.allIn ?? []).map((charge) => ({
      charge,
      stop: null,
      amount: zero,
      reason: reason ?? 'AGREED_EXCEEDED',
    })),
  ].map((one) => ({ ...one, agreed: true }));
}

function ratedCharges(known, agreed, cancelled) {
  if (!known.contract) return [];
  const round = (value) => rounded(value, known.rounding.places, known.rounding.mode);
  const named = (charge) => namedBy(agreed, charge);
  const linehaul = provable('LINEHAUL', () => {
    const { amount, parts } = linehaulOf(known.lane.linehaul, known, known.rounding);
    return { amount: round(amount), parts };
  });
  const charges = named('LINEHAUL') ? [] : [linehaul];
  known.baseAmount = (charge) => baseOf([...agreedCharges(agreed, cancelled), ...charges], charge);
  charges.push(...accessorialsOf(known).filter(({ charge }) => !named(charge)));
  if (!named('FUEL')) charges.push(fuelCharge(known, round));
  charges.push(...creditOf(known, round));
  return cancelled ? charges.map(cancelledCharge) : charges;
}

function baseOf(charges, code) {
  const own = charges.filter(({ charge }) => charge === code);
  if (own.some(({ amount }) => amount === null)) throw new Missing(own[0].reason);
  return own.reduce((total, { amount }) => addUp(total, amount), zero);
}

const addUp = (a, b) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });

function fuelCharge(known, round) {
  const programme = known.lane.fuel ?? known.contract.fuel;
  if (!programme || programme === 'NONE')
    return { charge: 'FUEL', stop: null, amount: zero, reason: 'FUEL_WRONG', certain: true };
  return provable('FUEL', () => ({ amount: round(fuelOf(programme, known, known.baseAmount)) }));
}

const cancelledCharge = (one) =>
  one.entry?.when?.event === 'CANCELLED' ? one : { ...one, amount: zero, reason: 'SHIPMENT_CANCELLED', certain: true };

/** The credit for a delivery later than committed; none when it was in time or excused. */
function creditOf(known, round) {
  const { facts, evidence, contract } = known;
  const committed = facts.shipment.committedDelivery;
  const delivered = evidence.milestone(facts.shipment.stops.at(-1).stop, 'DELIVERED');
  if (!contract.lateDelivery || !committed || !delivered || delivered === conflict) return [];
  const late = minutesBetween(committed.to, delivered.instant);
  const band = contract.lateDelivery
    .filter(({ afterMinutes }) => late > afterMinutes)
    .sort((a, b) => b.afterMinutes - a.afterMinutes)[0];
  if (!band || band.excused.includes(attributionOf(evidence, delivered))) return [];
  const credit = provable('SERVICE_CREDIT', () => {
    const share = times(known.baseAmount('LINEHAUL'), band.percentOfLinehaul);
    return { amount: round(negative(band.maximum ? least(share, band.maximum) : share)) };
  });
  return credit.amount === null || above(0, credit.amount) ? [credit] : [];
}

function attributionOf(evidence, delivered) {
  const delayed = evidence.happened('DELAYED').filter(({ moment }) => moment < delivered.moment);
  const arrived = evidence.milestone(delivered.at, 'ARRIVED_AT_STOP');
  return (delayed.at(-1) ?? (arrived === conflict ? null : arrived))?.reason?.attribution ?? 'CARRIER';
}

/** The expectation a billed charge stands against; null when there is none. */
function found({ charges, failure, cancelled }, charge, stop) {
  const own = charges.filter((one) => one.charge === charge);
  const match = own.find((one) => one.stop === (stop ?? null)) ?? own.find((one) => one.stop === null) ?? own[0];
  if (match) return match;
  if (failure) return { charge, stop: null, amount: null, reason: failure };
  const reason = cancelled ? 'SHIPMENT_CANCELLED' : 'ACC_NOT_CONTRACTED';
  return { charge, stop: null, amount: zero, reason, certain: true, unexpected: true };
}
