import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { write820 } from '../../formats/x12/write-820.ts';
import { amountText, Dec, decimal, sum } from '../../freight/money.ts';
import type { Paid } from '../../freight/paid.ts';
import type { RemittedInvoice, UnpaidPart } from '../remit/remittance.ts';
import { answerStatement } from './answer-statement.ts';
import { readStatement, type StatementLine } from './read-statement.ts';

describe('a carrier’s statement', () => {
  it('is read from CSV whatever its columns are called, its amounts as people type them', () => {
    const csv = [
      'Inv #;Invoice Date;Balance Due;Ccy',
      'INV-1;03/06/2026;"$1,440.48";usd',
      ';;;',
      'CR-7;03/07/2026;(85.00);',
    ].join('\r\n');
    expect(readStatement(csv, 'CSV', 'MM/DD/YYYY')).toEqual({
      lines: [
        { row: 2, invoiceNumber: 'INV-1', invoiceDate: '2026-03-06', amount: '1440.48', currency: 'USD' },
        { row: 4, invoiceNumber: 'CR-7', invoiceDate: '2026-03-07', amount: '-85.00', currency: null },
      ],
      refused: [],
    });
  });

  it('loses no line that it cannot read: each is told with row and column', () => {
    const csv = 'Invoice,Amount,Date,Currency\n,10.00,,\nA,ten,,\nB,1.00,2026-02-30,\nC,1.00,,XQZ\nD,1.00,,USD\n';
    const { lines, refused } = readStatement(csv, 'CSV');
    expect(lines.map(({ row, invoiceNumber }) => [row, invoiceNumber])).toEqual([[6, 'D']]);
    expect(refused.map(({ row, column }) => [row, column])).toEqual([
      [2, 'Invoice'],
      [3, 'Amount'],
      [4, 'Date'],
      [5, 'Currency'],
    ]);
  });

  it('is read from JSON and from an 820', () => {
    const line = { invoiceNumber: 'INV-1', invoiceDate: '2026-03-06', amount: '440.48', currency: 'USD' };
    expect(readStatement(JSON.stringify([line, { amount: 5 }]), 'JSON')).toEqual({
      lines: [{ row: 1, ...line }],
      refused: [{ row: 2, column: 'invoiceNumber', detail: 'the invoice number is missing' }],
    });
    const party = { code: 'X', name: null };
    const advised = { ...line, billed: '440.48', advised: '440.48', adjustments: [] };
    const x12 = write820(
      [{ reference: 'R', date: '2026-04-01', currency: 'USD', payer: party, payee: party, invoices: [advised] }],
      { sender: 'ABCD', receiver: 'US', control: '1', date: '2026-04-01', time: '08:00' },
    );
    expect(readStatement(x12, 'X12').lines).toMatchObject([line]);
  });

  it.each([
    ['a page of HTML', '<html><body>welcome</body></html>', 'CSV', /names no invoice number/],
    ['nothing', '', 'CSV', /names no/],
    ['a header alone', 'invoice,amount\n', 'CSV', /no line/],
    ['a broken quote', 'invoice,amount\n"A,1.00\n', 'CSV', /no CSV/],
    ['no JSON', 'x', 'JSON', /no JSON/],
    ['another JSON', '{}', 'JSON', /neither/],
    ['an interchange without an 820', 'ISA*', 'X12', /./],
  ] as const)('that is %s is none', (_, text, type, problem) => {
    expect(readStatement(text, type).problem).toMatch(problem);
  });
});

const none: Paid = { state: 'NOT_PAID', paid: '0.00', open: '0.00' };

function invoice(number: string, changes: Partial<RemittedInvoice> = {}): RemittedInvoice {
  const amounts = { billed: '440.48', approved: '440.48', withheld: '0.00', denied: '0.00', pending: '0.00' };
  return {
    ...{ invoiceNumber: number, invoiceDate: '2026-03-06', kind: 'ORIGINAL', legalEntity: 'ACME-US', currency: 'USD' },
    ...{ bills: [{ caseId: `case-${number}`, billNumber: `PRO-${number}`, shipmentId: null, state: 'APPROVED' }] },
    ...{
      ...amounts,
      acknowledged: '0.00',
      advised: '0.00',
      creditsTaken: '0.00',
      discountTaken: '0.00',
      payment: none,
    },
    ...{ payments: [], unpaid: [], openItems: [], postings: [] },
    ...changes,
  };
}

const line = (invoiceNumber: string, changes: Partial<StatementLine> = {}): StatementLine => ({
  ...{ row: 2, invoiceNumber, invoiceDate: null, amount: '440.48', currency: 'USD' },
  ...changes,
});

const withheld: UnpaidPart = {
  ...{ caseId: 'case-W', line: 4, charge: 'LIFTGATE_DELIVERY', what: 'WITHHELD', amount: '85.00' },
  ...{ reason: 'ACC_NOT_AUTH', words: 'Nobody ordered it.', x12_426: '46', dispute: 'D-000012' },
};

describe('the answer', () => {
  it.each<[string, StatementLine, RemittedInvoice[], object]>([
    [
      'not received',
      line('N-1'),
      [],
      { status: 'NOT_RECEIVED', agreed: '0.00', differences: [{ reason: 'NOT_RECEIVED', amount: '440.48' }] },
    ],
    ['approved', line('inv 1'), [invoice('INV-1')], { status: 'APPROVED', agreed: '440.48', differences: [] }],
    ['found by its bill', line('PRO-INV-1'), [invoice('INV-1')], { status: 'APPROVED', caseIds: ['case-INV-1'] }],
    [
      'withheld in part, with the dispute',
      line('W'),
      [invoice('W', { approved: '355.48', withheld: '85.00', unpaid: [withheld] })],
      {
        status: 'WITHHELD',
        agreed: '355.48',
        disputes: ['D-000012'],
        differences: [{ reason: 'WITHHELD', amount: '85.00' }],
      },
    ],
    [
      'waiting',
      line('P'),
      [invoice('P', { approved: '0.00', pending: '440.48' })],
      { status: 'WAITING', agreed: '0.00', differences: [{ reason: 'WAITING', amount: '440.48' }] },
    ],
    [
      'paid, and not yet credited over there',
      line('Y'),
      [invoice('Y', { acknowledged: '440.48', payment: { state: 'PAID', paid: '440.48', open: '0.00' } })],
      { status: 'PAID', agreed: '0.00', differences: [{ reason: 'PAYMENT_NOT_CREDITED', amount: '440.48' }] },
    ],
    [
      'of another amount',
      line('A', { amount: '500.00' }),
      [invoice('A')],
      { agreed: '440.48', differences: [{ reason: 'AMOUNT_DIFFERS', amount: '59.52' }] },
    ],
    [
      'of another currency',
      line('C', { currency: 'CAD' }),
      [invoice('C')],
      { status: 'OTHER_CURRENCY', agreed: '0.00', differences: [{ reason: 'OTHER_CURRENCY', amount: '440.48' }] },
    ],
    [
      'a duplicate',
      line('D'),
      [
        invoice('D', {
          approved: '0.00',
          denied: '440.48',
          unpaid: [{ ...withheld, what: 'DENIED', reason: 'DUP_EXACT' }],
        }),
      ],
      { status: 'DUPLICATE', differences: [{ reason: 'DENIED', amount: '440.48' }] },
    ],
  ])('to an invoice %s', (_, told, invoices, expected) => {
    const [answer] = answerStatement([told], invoices).lines;
    expect(answer).toMatchObject(expected);
    expect(answer?.sentence).toMatch(/\.$/);
  });

  it('counts an invoice once that the statement lists twice, and says so of a carrier nobody knows', () => {
    const { lines, balances } = answerStatement([line('INV-1'), line('INV-1', { row: 3 })], [invoice('INV-1')]);
    expect(lines.map(({ status }) => status)).toEqual(['APPROVED', 'LISTED_TWICE']);
    expect(balances).toMatchObject([{ theirs: '880.96', agreed: '440.48' }]);
    expect(answerStatement([line('INV-1')], null).lines).toMatchObject([{ status: 'UNKNOWN_CARRIER' }]);
  });

  it('always explains the whole difference, line by line and in sum', () => {
    const cents = fc.integer({ min: -90_000, max: 90_000 });
    const usd = (n: number) => amountText(new Dec(n).div(100), 'USD');
    const ours = fc.array(
      fc.record({ number: fc.integer({ min: 1, max: 6 }), parts: fc.tuple(cents, cents, cents, cents), paid: cents }),
      { maxLength: 6 },
    );
    const theirs = fc.array(fc.record({ number: fc.integer({ min: 1, max: 8 }), cents }), { maxLength: 10 });
    fc.assert(
      fc.property(ours, theirs, fc.boolean(), (drawn, listed, known) => {
        const invoices = drawn.map(({ number, parts: [a, b, c, d], paid }) =>
          invoice(`I${number}`, {
            ...{ billed: usd(a + b + c + d), approved: usd(a), withheld: usd(b), denied: usd(c), pending: usd(d) },
            payment: { state: 'SHORT', paid: usd(paid), open: usd(a - paid) },
          }),
        );
        const lines = listed.map(({ number, cents: amount }, n) =>
          line(`I${number}`, { row: n + 2, amount: usd(amount) }),
        );
        const answer = answerStatement(lines, known ? invoices : null);
        expect(answer.lines.map(({ row }) => row)).toEqual(lines.map(({ row }) => row));
        for (const part of [...answer.lines.map((one) => ({ ...one, theirs: one.amount })), ...answer.balances]) {
          const explained = sum(
            [part.agreed, ...part.differences.map(({ amount }) => amount)].map((one) => decimal(one)),
          );
          expect(amountText(explained, 'USD')).toBe(part.theirs);
        }
      }),
    );
  });
});
