import type { FreightBill } from '../../src/freight/bill.ts';
import { write210 } from '../../src/formats/x12/write-210.ts';
import { type Given, type Message, passes, raises, type Scenario, type World } from './scenario.ts';

/** X12 has no code of its own for a liftgate; this one the partner's crosswalk names. */
const withCode = (bill: FreightBill): FreightBill => ({
  ...bill,
  charges: bill.charges.map((line) => (line.charge === 'LIFTGATE_DELIVERY' ? { ...line, rawCode: 'LG7' } : line)),
});

/** The first invoice of a world as its carrier sends it in X12, with some of the text put in another's place. */
const asX12 =
  (...changes: [from: string | RegExp, to: string][]) =>
  ({ names, invoices: [invoice] }: World): Message => {
    if (!invoice) throw new Error('there is no invoice to send');
    const envelope = { sender: names.scac, receiver: 'ACME', control: '7', date: '2026-03-06', time: '09:00' };
    const coded = { ...invoice, carrier: names.scac, legalEntity: null, bills: invoice.bills.map(withCode) };
    const whole = write210([coded], { ...envelope, version: '004010' });
    const text = changes.reduce((sent, [from, to]) => sent.replace(from, to), whole);
    if (changes.length > 0 && text === whole) throw new Error('nothing of the message was changed');
    return { path: '/v1/edi', text, source: `x12:${names.scac}` };
  };

/** Sent in X12 by a carrier whose own code for a liftgate is known. */
const sent = (...changes: [from: string | RegExp, to: string][]): Given => ({
  alone: true,
  change: ({ names: { scac, carrier }, partners }) => {
    partners.push({ source: `x12:${scac}`, carrier, charges: [{ rawCode: 'LG7', charge: 'LIFTGATE_DELIVERY' }] });
  },
  message: asX12(...changes),
});

/** The same as JSON, with a change of its text. */
const asJson =
  (change: (text: string) => string) =>
  ({ invoices: [invoice] }: World): Message => ({ path: '/v1/invoices', text: change(JSON.stringify(invoice)) });

const paid = { state: 'APPROVED', money: { billed: '385.00', approved: '385.00' } } as const;

/** What comes is read, or it is kept and the answer says why it was not; one table for both ways in. */
export const messages: readonly Scenario[] = [
  raises('I-01', 'a file cut off in the middle', sent([/\*400[^]*$/, '']), { problem: 'TRUNCATED' }),
  raises('I-01', 'a set that ends under another number', sent([/SE\*(\d+)\*\d+/, 'SE*$1*9999']), {
    problem: 'CONTROL_MISMATCH',
  }),
  raises(
    'I-01',
    'no X12 at all',
    { message: () => ({ path: '/v1/edi', text: 'Dear Sir or Madam' }) },
    {
      problem: 'NO_INTERCHANGE',
    },
  ),
  raises('I-01', 'a count of segments that is wrong, in a set that is whole', sent([/SE\*\d+/, 'SE*99']), {
    problem: 'COUNT_WRONG',
    ...paid,
  }),
  raises(
    'I-01',
    'a field that nobody knows',
    { message: asJson((text) => text.replace('"kind"', '"knid"')) },
    {
      problem: 'unknown-field',
    },
  ),
  passes('I-01', 'a whole message', sent(), paid),
  raises('I-02', 'a freight invoice in the group of the statuses', sent(['GS*IM', 'GS*QM']), {
    problem: 'GROUP_CODE',
    ...paid,
  }),
  passes('I-02', 'a freight invoice in its own group', sent(), paid),
  raises('I-03', 'a bill without the date of its invoice', sent(['*20260306*38500', '**38500']), {
    problem: 'B3_DATE',
  }),
  raises('I-03', 'a bill without its header', sent([/B3\*[^~]*~\n?/, '']), { problem: 'SEGMENT_MISSING' }),
  raises(
    'I-03',
    'an invoice without a number',
    { message: asJson((text) => text.replace(/"invoiceNumber":"[^"]*",/, '')) },
    {
      problem: 'required',
    },
  ),
  passes('I-03', 'all that must be there', sent(), paid),
  raises('I-06', 'amounts with and without a point in one message', sent(['*8500*', '*85.00*']), {
    problem: 'MIXED_DECIMALS',
  }),
  raises('I-06', 'an amount in words', sent(['*8500*', '*EIGHTY*']), { problem: 'AMOUNT_UNREADABLE' }),
  raises(
    'I-06',
    'an amount as a JSON number',
    { message: asJson((text) => text.replace('"85.00"', '85.00')) },
    {
      problem: 'decimal-not-string',
    },
  ),
  raises(
    'I-06',
    'a thousandth of a dollar',
    { message: asJson((text) => text.replace('"85.00"', '"85.001"')) },
    {
      problem: 'too-many-decimals',
    },
  ),
  // 38500 in an N2 element is 385.00.
  passes('I-06', 'two decimals implied', sent(), paid),
];
