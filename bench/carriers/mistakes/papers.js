/** Bills that are there already, in other clothes; and bills of bills that cannot be what they say. */
import { addDays } from '../calendar.js';
import { cents, line } from '../loads/bill.js';
import { superseded } from '../judge/chains.js';
import { addLine, label, numbered } from './kit.js';

const touches = 'BILL';
const everybody = () => true;
const shortPay = (profile) => profile.contracts[0]?.payment.disagreement === 'SHORT_PAY' && profile.carrier !== 'FXCA';
const lifted = (profile) => profile.carrier === 'NWLT';

const copyOf = (bill, more) => ({ ...structuredClone(bill), labels: [], oddities: [], ...more });

/** A second bill of the load that a gate stops. */
const again = (kind, { outcome, or, reasons, change, fits = everybody }) => ({
  ...{ kind, touches, alone: true, fits },
  make(load, bill, chance) {
    const second = copyOf(bill, change(bill, chance, load));
    second.gate = { outcome, reasons, or };
    second.labels = [label('BILL', reasons, { kind })];
    load.bills.push(second);
    return [];
  },
});

const duplicates = [
  again('same invoice sent again', {
    ...{ outcome: 'DENY', reasons: ['DUP_EXACT'] },
    change: (bill) => ({ documentId: `${bill.invoiceNumber}-ORIGINAL-copy`, remitTo: { name: 'Receivables' } }),
  }),
  again('same number, other amount', {
    ...{ outcome: 'HOLD', reasons: ['DUP_PROBABLE'] },
    change: (bill, chance) => ({
      documentId: `${bill.invoiceNumber}-ORIGINAL-other`,
      lines: bill.lines.map((one, index) =>
        index === 0 ? { ...one, amount: cents(chance.decimal(300000, 390000, 2)) } : one,
      ),
      taxes: null,
    }),
  }),
  again('same PRO, other invoice number', {
    ...{ outcome: 'HOLD', reasons: ['DUP_PROBABLE'] },
    change: (bill, chance) => ({
      ...{ invoiceNumber: `${bill.invoiceNumber.slice(0, 4)}9${bill.invoiceNumber.slice(5)}`, documentId: null },
      invoiceDate: addDays(bill.invoiceDate, chance.whole(1, 12)),
    }),
  }),
  again('suffix on the invoice number', {
    ...{ outcome: 'HOLD', reasons: ['DUP_PROBABLE'] },
    change: (bill, chance) => ({
      ...{ invoiceNumber: `${bill.invoiceNumber}${chance.pick(['-A', 'R', '/2'])}`, documentId: null },
      invoiceDate: addDays(bill.invoiceDate, 3),
    }),
  }),
  again('suffix on the PRO', {
    // No other number is like it, but the charges are: held as a likely copy, or denied charge by charge.
    ...{ outcome: 'HOLD', or: 'DENY', reasons: ['DUP_PROBABLE', 'ALREADY_ALLOWED'] },
    change: (bill, chance) => ({
      ...{ invoiceNumber: `${bill.invoiceNumber.slice(0, 4)}8${bill.invoiceNumber.slice(5)}`, documentId: null },
      ...{
        billNumber: `${bill.billNumber}${chance.pick(['-A', 'X', '-1'])}`,
        invoiceDate: addDays(bill.invoiceDate, 4),
      },
    }),
  }),
];

const reminders = [
  again('past-due notice of a bill', {
    // A notice asks for nothing new; whether it is held or denied is left open.
    ...{ outcome: 'HOLD', or: 'DENY', reasons: ['DUP_PROBABLE', 'DUP_EXACT', 'ALREADY_ALLOWED'] },
    change: (bill) => ({
      ...{ kind: 'PAST_DUE', documentId: null, invoiceDate: addDays(bill.invoiceDate, 40) },
      corrects: { invoiceNumber: bill.invoiceNumber, billNumber: bill.billNumber },
    }),
  }),
];

/** A second bill with lines of its own. */
function furtherBill(bill, { kind, number, lines, days = 6 }) {
  return copyOf(bill, {
    ...{ kind, invoiceNumber: `${bill.invoiceNumber}${number}`, documentId: null, taxes: null },
    ...{
      corrects:
        kind === 'ORIGINAL' || kind === 'SUPPLEMENTAL'
          ? null
          : { invoiceNumber: bill.invoiceNumber, billNumber: bill.billNumber },
    },
    ...{ invoiceDate: addDays(bill.invoiceDate, days), lines: numbered(lines) },
  });
}

const liftgate = (load) =>
  line('LIFTGATE_DELIVERY', cents(load.owed.known.contract.accessorials[0].amount), { stop: 2 });

const further = [
  {
    ...{ kind: 'charge billed again on a later bill', touches, alone: true, weight: 2, fits: lifted },
    wish: () => ({ services: ['LIFTGATE_DELIVERY'] }),
    make(load, bill, chance) {
      const own = bill.lines.find(({ charge }) => charge === 'LIFTGATE_DELIVERY');
      if (!own) return null;
      const second = furtherBill(bill, {
        kind: chance.pick(['SUPPLEMENTAL', 'ORIGINAL']),
        number: 'B',
        lines: [liftgate(load)],
      });
      second.labels = [label('LIFTGATE_DELIVERY', ['ALREADY_ALLOWED'], { kind: this.kind })];
      load.bills.push(second);
      return [];
    },
  },
  {
    ...{ kind: 'balance due already denied', touches, alone: true, weight: 2, fits: lifted },
    make(load, bill) {
      if (load.facts.shipment.services.length > 0) return null;
      addLine(bill, liftgate(load));
      const second = furtherBill(bill, { kind: 'BALANCE_DUE', number: 'D', lines: [liftgate(load)] });
      second.gate = { outcome: 'DENY', reasons: ['BAL_DUE_DECLINED'] };
      second.labels = [label('BILL', ['BAL_DUE_DECLINED'], { kind: this.kind })];
      load.bills.push(second);
      return [label('LIFTGATE_DELIVERY', ['ACC_NOT_AUTH'], { kind: 'accessorial not ordered' })];
    },
  },
  {
    ...{ kind: 'balance due too late', touches, alone: true, weight: 2, fits: lifted },
    wish: () => ({ services: ['LIFTGATE_DELIVERY'] }),
    make(load, bill) {
      const own = bill.lines.find(({ charge }) => charge === 'LIFTGATE_DELIVERY');
      if (!own) return null;
      bill.lines = numbered(bill.lines.filter((one) => one !== own));
      bill.unbilled = ['LIFTGATE_DELIVERY'];
      const second = furtherBill(bill, { kind: 'BALANCE_DUE', number: 'L', lines: [liftgate(load)], days: 30 });
      Object.assign(second, { arrives: 2, gate: { outcome: 'DENY', reasons: ['BAL_DUE_DECLINED'] } });
      second.labels = [label('BILL', ['BAL_DUE_DECLINED'], { kind: this.kind })];
      load.bills.push(second);
      return [];
    },
  },
  {
    ...{ kind: 'credit that refers to nothing', touches, alone: true, weight: 2, fits: shortPay },
    make(load, bill, chance) {
      const lines = [line('LINEHAUL', cents(`-${chance.decimal(1000, 9000, 2)}`))];
      const second = furtherBill(bill, { kind: 'CREDIT', number: 'C', lines });
      second.corrects = { invoiceNumber: `${bill.carrier}${chance.whole(1000, 9999)}` };
      second.gate = { outcome: 'HOLD', reasons: ['CREDIT_UNMATCHED'] };
      second.labels = [label('BILL', ['CREDIT_UNMATCHED'], { kind: this.kind })];
      load.bills.push(second);
      return [];
    },
  },
  {
    ...{ kind: 're-sent after its correction', touches, alone: true, weight: 2, fits: lifted },
    make(load, bill) {
      if (load.facts.shipment.services.length > 0) return null;
      const right = furtherBill(bill, { kind: 'CORRECTED', number: 'K', lines: bill.lines });
      addLine(bill, liftgate(load));
      const resent = copyOf(bill, {
        documentId: `${bill.invoiceNumber}-ORIGINAL-late`,
        remitTo: { name: 'Receivables' },
      });
      resent.gate = { outcome: 'DENY', reasons: ['DUP_EXACT', 'SUPERSEDED'] };
      resent.labels = [label('BILL', ['DUP_EXACT', 'SUPERSEDED'], { kind: this.kind })];
      load.bills.push(right, resent);
      load.settle = superseded;
      return [];
    },
  },
];

export const paperMistakes = [...duplicates, ...reminders, ...further];
