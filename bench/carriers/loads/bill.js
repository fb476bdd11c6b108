/** How a carrier writes its bill: the lines of what it believes is owed, and the invoice around them. */
import { addDays } from '../calendar.js';
import { isZero, minus, rounded, sum, text, times, zero } from '../exact.js';
import { conflict, dateOf } from '../owed/evidence.js';
import { proOf } from './facts.js';

/**
 * @typedef {object} Line
 * @property {string} charge
 * @property {number | null} stop
 * @property {object} amount a fraction with two decimals
 * @property {string[]} [covers] the expected charges the line is for, where it is not its own
 * @property {boolean} [twice] it repeats another line of the bill
 */

const cents = (value) => rounded(value, 2, 'HALF_UP');
const line = (charge, amount, more = {}) => ({ charge, stop: null, amount, ...more });

/** The linehaul as this carrier shows it: net, or gross and discount, or at the minimum. */
export function linehaulLines({ amount, parts = {} }, style) {
  if (parts.atMinimum && style === 'SHOWN') return [line('MINIMUM', amount)];
  if (!parts.discount || isZero(parts.discount) || parts.atMinimum || style === 'NET')
    return [line('LINEHAUL', amount)];
  const gross = cents(parts.gross);
  const discount = line('DISCOUNT', minus(amount, gross));
  if (style !== 'DEFICIT' || !parts.deficit) return [line('LINEHAUL', gross), discount];
  const short = cents(parts.deficitCharge);
  return [line('LINEHAUL', minus(gross, short)), line('DEFICIT', short), discount];
}

/** Every line of an honest bill: what is owed and not zero. */
export function honestLines(owed, style = 'SHOWN') {
  const owing = owed.charges.filter(({ amount }) => amount !== null && !isZero(amount));
  return owing.flatMap((expected) => {
    if (expected.charge === 'LINEHAUL') return linehaulLines(expected, style);
    return [line(expected.charge, expected.amount, { stop: stopShown(expected, owed) })];
  });
}

function stopShown({ charge, stop }, { known }) {
  if (stop) return stop;
  const { stops } = known.facts.shipment;
  if (charge.endsWith('_DELIVERY')) return stops.at(-1).stop;
  return charge.endsWith('_PICKUP') ? 1 : null;
}

/** The taxes of lines, by the contract's rates. */
export function taxesOf(lines, contract) {
  return (contract?.taxes ?? []).flatMap(({ rate, charges }) => {
    const base = sum(
      lines.filter(({ charge }) => charges === 'ALL' || charges.includes(charge)).map(({ amount }) => amount),
    );
    if (isZero(base)) return [];
    const { mode, places } = { mode: 'HALF_UP', places: 2, ...contract.rounding };
    return [{ tax: 'VAT', rate, base, amount: rounded(times(base, rate), places, mode) }];
  });
}

/** A bill as the stories handle it: lines with exact amounts, and everything the head says. */
export function billOf(load, lines, more = {}) {
  const { plan, facts, number, evidence } = load;
  const { profile } = plan;
  const [first, last] = [facts.shipment.stops[0], facts.shipment.stops.at(-1)];
  const happenedOn = (type, stop, days) => {
    const event = evidence.milestone(stop.stop, type);
    return event && event !== conflict ? dateOf(event, facts.shipment) : addDays(plan.pickup, days);
  };
  const pickupDate = happenedOn('DEPARTED_STOP', first, 0);
  const deliveryDate = happenedOn('DELIVERED', last, plan.transit + plan.vias.length);
  return {
    ...{ kind: 'ORIGINAL', carrier: profile.carrier, source: profile.source, legalEntity: profile.entity },
    ...{ terms: 'THIRD_PARTY', currency: profile.currency, invoiceDate: addDays(deliveryDate, plan.invoiceAfter ?? 2) },
    ...{ invoiceNumber: `${profile.carrier}${500_000 + number}`, billNumber: proOf(profile, number) },
    ...{ pickupDate, deliveryDate, weight: null, distance: null, corrects: null, total: null, footing: zero },
    ...{ references: [{ type: 'BOL', value: `BOL-${number}` }], labels: [], oddities: [], gate: null, arrives: 1 },
    ...{ lines: lines.map((one, index) => ({ ...one, line: index + 1 })), taxes: null, copyOf: null },
    ...more,
  };
}

/** The sum of a bill's lines and taxes, as its document says; `footing` is what it says too much. */
export function totalOf(bill) {
  const own = [...bill.lines.filter(({ currency }) => !currency), ...(bill.taxes ?? [])].map(({ amount }) => amount);
  return sum([...own, bill.footing]);
}

const known = (value) => value !== null && value !== undefined;

/** One carrier invoice with its freight bills, as it is sent. */
export function invoiceOf(bills) {
  const [head] = bills;
  const given = (name, value) => (known(value) ? { [name]: value } : {});
  return {
    ...{ source: head.source, documentId: documentIdOf(head), invoiceNumber: head.invoiceNumber },
    ...{ carrier: head.carrier, legalEntity: head.legalEntity, invoiceDate: head.invoiceDate, kind: head.kind },
    ...given('currency', head.currency),
    ...given('corrects', head.corrects),
    ...given('remitTo', head.remitTo),
    ...{ total: text(sum(bills.map(totalOf))), terms: head.terms },
    bills: bills.map((bill, index) => freightBillOf(bill, index + 1)),
  };
}

/** The id of the document a bill comes in. */
export const documentIdOf = (bill) => bill.documentId ?? `${bill.invoiceNumber}-${bill.kind}`;

function freightBillOf(bill, number) {
  const given = (name, value) => (known(value) ? { [name]: value } : {});
  return {
    ...{ bill: number, billNumber: bill.billNumber, references: bill.references },
    ...{ pickupDate: bill.pickupDate, deliveryDate: bill.deliveryDate },
    ...given('weight', bill.weight),
    ...given('distance', bill.distance),
    charges: bill.lines.map(chargeOf),
    ...(bill.taxes?.length ? { taxes: bill.taxes.map(taxOf) } : {}),
  };
}

function chargeOf({ line: number, charge, stop, amount, rawCode, quantity, rate, rateBasis, freightClass, currency }) {
  const given = { line: number, charge, stop, rawCode, quantity, rate, rateBasis, freightClass, currency };
  return { ...Object.fromEntries(Object.entries(given).filter(([, value]) => known(value))), amount: text(amount) };
}

const taxOf = ({ tax, rate, base, amount }) => ({ tax, rate, base: text(base), amount: text(amount) });

export { cents, line };
