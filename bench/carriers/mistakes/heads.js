/** What is wrong with a bill as a whole: who pays, which terms, which currency, which total, when, and whether at all. */
import { addDays } from '../calendar.js';
import { above, exact, minus, plus, times } from '../exact.js';
import { cents, line, taxesOf } from '../loads/bill.js';
import { entryOf } from '../loads/due.js';
import { addLine, label, lineFor, numbered } from './kit.js';

const touches = 'BILL';
const everybody = () => true;
const hasContract = (profile) => profile.contracts.length > 0;

/** A mistake for which the bill as a whole is denied or held. */
const gate = (kind, outcome, { reasons, change, fits = everybody, weight }) => ({
  ...{ kind, touches, weight, fits, alone: true },
  make(load, bill, chance) {
    if (change(bill, load, chance) === false) return null;
    bill.gate = { outcome, reasons };
    return [label('BILL', reasons)];
  },
});

const parties = [
  gate('wrong payer', 'DENY', { reasons: ['NOT_OUR_BILL'], change: (bill) => void (bill.legalEntity = 'OTHER-CO') }),
  gate('wrong entity', 'HOLD', {
    reasons: ['ENTITY_WRONG'],
    change: (bill) => void (bill.legalEntity = bill.legalEntity === 'ACME-US' ? 'ACME-EU' : 'ACME-US'),
  }),
  gate('wrong terms', 'HOLD', { reasons: ['TERMS_WRONG'], change: (bill) => void (bill.terms = 'COLLECT') }),
  gate('carrier nobody knows', 'HOLD', {
    reasons: ['CARRIER_UNKNOWN'],
    change: (bill) => void Object.assign(bill, { carrier: 'ZZZZ', source: 'api:ZZZZ' }),
  }),
  gate('bill of another carrier', 'HOLD', {
    reasons: ['CARRIER_WRONG'],
    change(bill) {
      const other = bill.carrier === 'RDLN' ? 'BAND' : 'RDLN';
      Object.assign(bill, { carrier: other, source: `api:${other}` });
    },
  }),
  gate('wrong currency', 'HOLD', {
    reasons: ['CURRENCY'],
    fits: (profile) => profile.carrier !== 'FXCA',
    change: (bill) => void (bill.currency = bill.currency === 'USD' ? 'EUR' : 'USD'),
  }),
  gate('currency missing', 'HOLD', {
    reasons: ['CURRENCY'],
    fits: (profile) => !profile.defaultCurrency,
    change: (bill) => void (bill.currency = null),
  }),
  gate('stale bill', 'DENY', {
    reasons: ['STALE_180'],
    fits: (profile) => Boolean(profile.contracts[0]?.limits.billDays),
    change: (bill, load, chance) => void (bill.invoiceDate = addDays(bill.deliveryDate, chance.whole(91, 108))),
  }),
];

/** Bills that nothing can be done with but to look. */
const strangers = [
  {
    ...{ kind: 'bill for a load nobody knows', touches, weight: 2, fits: everybody, alone: true },
    make(load, bill) {
      load.ghost = true;
      bill.gate = { outcome: 'HOLD', reasons: ['NO_SHIPMENT'] };
      return [label('BILL', ['NO_SHIPMENT'])];
    },
  },
];

const sums = [
  {
    ...{ kind: 'rate times quantity is another amount', touches: 'LINEHAUL', weight: 2 },
    fits: (profile) => profile.carrier === 'RDLN',
    make(load, bill, chance) {
      const { linehaul } = load.owed.known.lane ?? {};
      const own = lineFor(bill, 'LINEHAUL');
      const { parts } = load.owed.find('LINEHAUL', null);
      if (!own || !linehaul?.rate || parts?.atMinimum || !parts?.net) return null;
      const miles = load.facts.shipment.distance.value;
      Object.assign(own, { quantity: { value: miles, unit: 'MI' }, rate: linehaul.rate, rateBasis: 'PER_MILE' });
      Object.assign(own, { amount: plus(own.amount, chance.pick(['90.00', '27.00', '180.00'])), held: ['EXTENSION'] });
      return [label('LINEHAUL', ['EXTENSION'])];
    },
  },
  {
    ...{ kind: 'lines that do not foot', touches, fits: everybody },
    make(load, bill, chance) {
      bill.footing = exact(chance.pick(['12.00', '100.00', '0.35']));
      return [label('UNEXPLAINED', ['FOOTING'])];
    },
  },
  {
    ...{ kind: 'tax worked wrong', touches: 'TAX', weight: 4, fits: (profile) => Boolean(profile.contracts[0]?.taxes) },
    make(load, bill, chance) {
      const [tax] = taxesOf(bill.lines, load.owed.known.contract);
      if (!tax) return null;
      const wrong = cents(plus(times(tax.amount, `1.${chance.whole(12, 40)}`), '1.00'));
      bill.taxes = [{ ...tax, amount: wrong }];
      return [label('TAX', ['TAX_WRONG'])];
    },
  },
  {
    ...{ kind: 'code nobody has mapped', touches, fits: everybody },
    make(load, bill, chance) {
      const amount = cents(chance.decimal(800, 4000, 2));
      addLine(bill, { ...line(null, amount), rawCode: `Q${chance.whole(10, 99)}X`, held: ['UNMAPPED'] });
      return [label('UNMAPPED', ['UNMAPPED'])];
    },
  },
  {
    ...{ kind: 'line in another currency', touches, fits: everybody },
    make(load, bill) {
      const currency = bill.currency === 'USD' ? 'CAD' : 'USD';
      addLine(bill, { ...line('OTHER', cents('40.00')), currency, held: ['CURRENCY'], foreign: true });
      return [label('FINDING', ['CURRENCY'])];
    },
  },
  {
    ...{ kind: 'under-billing', touches: 'LINEHAUL', weight: 2, fits: hasContract, under: true },
    make(load, bill, chance) {
      const own = lineFor(bill, 'LINEHAUL');
      const less = cents(chance.decimal(3000, 6000, 2));
      if (!own || !above(minus(own.amount, less), '50')) return null;
      own.amount = minus(own.amount, less);
      return [label('LINEHAUL', ['UNDER_BILLED'])];
    },
  },
];

const happenings = [
  {
    ...{ kind: 'charges on a cancelled load', touches, weight: 2, alone: true },
    fits: (profile) => Boolean(entryOf(profile, 'TONU')),
    wish: (chance) => ({ cancelled: chance.pick(['AFTER_DISPATCH', 'BEFORE_DISPATCH']) }),
    make(load, bill, chance) {
      const charges = [
        line('LINEHAUL', cents(chance.decimal(70000, 190000, 2))),
        line('FUEL', cents(chance.decimal(9000, 30000, 2))),
      ];
      bill.lines = numbered(charges);
      return charges.map(({ charge }) => label(charge, ['SHIPMENT_CANCELLED']));
    },
  },
  {
    ...{ kind: 'TONU without dispatch', touches, weight: 2, alone: true },
    fits: (profile) => Boolean(entryOf(profile, 'TONU')),
    wish: () => ({ cancelled: 'BEFORE_DISPATCH' }),
    make(load, bill) {
      bill.lines = numbered([line('TONU', cents('250.00'))]);
      return [label('TONU', ['ACC_NO_EVIDENCE'])];
    },
  },
  {
    ...{ kind: 'not delivered', touches, weight: 2, alone: true, fits: hasContract },
    wish: () => ({ delivered: false }),
    make: (load, bill) => (bill.lines.length > 0 ? [label('ALL', ['NOT_DELIVERED'])] : null),
  },
  {
    ...{ kind: 'no proof of delivery', touches, weight: 2, alone: true },
    fits: (profile) => profile.contracts[0]?.evidence.pod === 'REQUIRED',
    wish: () => ({ pod: 'NEVER' }),
    make: () => [label('ALL', ['POD_MISSING'])],
  },
  {
    ...{
      kind: 'short or damaged',
      touches: 'GOODS',
      weight: 2,
      fits: (profile) => profile.contracts[0]?.evidence.pod === 'REQUIRED',
    },
    wish: (chance) => ({ pod: chance.pick(['SHORT', 'DAMAGED']) }),
    make: () => [label('FINDING', ['OS_D'])],
  },
  {
    ...{ kind: 'late delivery without the credit', touches: 'CREDIT', weight: 2 },
    fits: (profile) => Boolean(profile.contracts[0]?.lateDelivery),
    wish: (chance) => ({
      committed: { minutesAfterNoon: chance.whole(61, 700), attribution: chance.pick(['CARRIER', null]) },
    }),
    make(load, bill) {
      const credit = lineFor(bill, 'SERVICE_CREDIT');
      if (!credit) return null;
      bill.lines = numbered(bill.lines.filter((one) => one !== credit));
      return [label('SERVICE_CREDIT', ['SERVICE_LATE'])];
    },
  },
];

export const headMistakes = [...parties, ...strangers, ...sums, ...happenings];
