/** Further bills of a shipment that are as they should be: supplements, corrections, credits, balances due. */
import { addDays } from '../calendar.js';
import { negative } from '../exact.js';
import { creditTaken, creditTakesWithheld, superseded } from '../judge/chains.js';
import { cents, line } from '../loads/bill.js';
import { addLine, label, lineFor, numbered } from '../mistakes/kit.js';
import { is } from './kit.js';

const lifted = is('NWLT');
const orderLiftgate = () => ({ services: ['LIFTGATE_DELIVERY'] });
const corrects = ({ invoiceNumber, billNumber }) => ({ invoiceNumber, billNumber });

/** A second bill after the first. */
function further(load, bill, { kind, suffix, lines, days, ...more }) {
  const copy = { ...structuredClone(bill), labels: [], oddities: [], documentId: null, taxes: null, ...more };
  Object.assign(copy, { kind, invoiceNumber: `${bill.invoiceNumber}${suffix}`, lines: numbered(lines) });
  if (kind !== 'SUPPLEMENTAL') copy.corrects = corrects(bill);
  copy.invoiceDate = addDays(bill.invoiceDate, days);
  load.bills.push(copy);
  return true;
}

/** Takes the ordered liftgate off the first bill; nothing when it is not there. */
function withoutLiftgate(bill) {
  const own = lineFor(bill, 'LIFTGATE_DELIVERY');
  if (own) bill.lines = numbered(bill.lines.filter((one) => one !== own));
  return own;
}

/** Bills a liftgate that nobody ordered. */
function withLiftgate(load, bill) {
  if (load.facts.shipment.services.length > 0) return null;
  const { amount } = load.owed.known.contract.accessorials[0];
  const own = line('LIFTGATE_DELIVERY', cents(amount), { stop: 2 });
  addLine(bill, own);
  return own;
}

const reversed = (lines) => lines.map((one) => ({ ...one, amount: negative(one.amount) }));

export const furtherBills = [
  {
    ...{ name: 'supplemental bill for an extra', fits: lifted, wish: orderLiftgate },
    make(load, bill) {
      const own = withoutLiftgate(bill);
      return Boolean(own) && further(load, bill, { kind: 'SUPPLEMENTAL', suffix: 'S', lines: [own], days: 8 });
    },
  },
  {
    ...{ name: 'balance due for what was forgotten', fits: lifted, wish: orderLiftgate },
    make(load, bill) {
      const own = withoutLiftgate(bill);
      return Boolean(own) && further(load, bill, { kind: 'BALANCE_DUE', suffix: 'D', lines: [own], days: 3 });
    },
  },
  {
    ...{ name: 'corrected by the carrier itself', fits: lifted },
    make(load, bill, chance) {
      const lines = [...bill.lines];
      if (!withLiftgate(load, bill)) return false;
      load.settle = superseded;
      return further(load, bill, { kind: chance.pick(['CORRECTED', 'REBILL']), suffix: 'K', lines, days: 4 });
    },
  },
  {
    ...{ name: 'cancelled and billed anew', fits: lifted },
    make(load, bill) {
      const lines = [...bill.lines];
      if (!withLiftgate(load, bill)) return false;
      further(load, bill, { kind: 'REBILL', suffix: 'K', lines, days: 5 });
      load.settle = superseded;
      return further(load, bill, { kind: 'CANCELLATION', suffix: 'X', lines: reversed(bill.lines), days: 4 });
    },
  },
  {
    ...{ name: 'credit for what was withheld', fits: lifted },
    make(load, bill) {
      const own = withLiftgate(load, bill);
      if (!own) return false;
      bill.labels.push(label('LIFTGATE_DELIVERY', ['ACC_NOT_AUTH', 'SUPERSEDED'], { kind: 'accessorial not ordered' }));
      load.settle = creditTakesWithheld;
      return further(load, bill, { kind: 'CREDIT', suffix: 'C', lines: reversed([own]), days: 9 });
    },
  },
  {
    ...{ name: 'credit for what was paid', fits: lifted },
    make(load, bill, chance) {
      load.settle = creditTaken;
      const lines = [line('LINEHAUL', cents(`-${chance.decimal(500, 2500, 2)}`))];
      return further(load, bill, { kind: 'CREDIT', suffix: 'C', lines, days: 9 });
    },
  },
];
