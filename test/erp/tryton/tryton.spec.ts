import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Posting, PostingLine } from '../../../src/freight/posting.ts';
import { TrytonTarget } from '../../../src/settlement/targets/tryton.ts';
import { startTryton, trytonHere, type TrytonProcess } from './server.ts';
import { setUpBooks, trytonDate, type TrytonReader, trytonReader } from './set-up.ts';

const thisYear = new Date().getUTCFullYear();
let tryton: TrytonProcess;
let books: TrytonReader;
let target: TrytonTarget;

beforeAll(async () => {
  if (!trytonHere) return;
  tryton = await startTryton();
  books = await trytonReader(tryton.access);
  await setUpBooks(books, { vendors: ['V-7', 'V-8'], accounts: ['6100', '6200'], years: [thisYear - 1, thisYear] });
  target = new TrytonTarget(tryton.access);
}, 180_000);

afterAll(async () => {
  if (trytonHere) await tryton.stop();
});

function aLine(changes: Partial<PostingLine> = {}): PostingLine {
  return {
    line: 1,
    charge: 'LINEHAUL',
    amount: '355.48',
    glAccount: '6100',
    costCenter: 'CC10',
    purchaseOrder: null,
    taxCode: null,
    shipmentId: 'SHP-10042',
    allocationShare: null,
    ...changes,
  };
}

let numbers = 0;

function aPosting(changes: Partial<Posting> = {}): Posting {
  const gross = changes.gross ?? '355.48';
  const number = `INV-${++numbers}`;
  return {
    postingId: randomUUID(),
    caseId: randomUUID(),
    revision: 1,
    sequence: 1,
    type: 'INVOICE',
    state: 'SENDING',
    legalEntity: 'ACME-US',
    carrier: 'ABCD',
    vendorId: 'V-7',
    payee: null,
    invoiceNumber: number,
    supplierReference: number,
    invoiceDate: `${thisYear}-01-06`,
    currency: 'USD',
    net: gross,
    tax: '0.00',
    gross,
    terms: 'NET_30',
    baselineDate: `${thisYear}-01-06`,
    dueDate: `${thisYear}-02-05`,
    discount: null,
    lines: [aLine({ amount: gross })],
    withheld: [{ charge: 'LIFTGATE_DELIVERY', amount: '85.00', reason: 'ACC_NOT_AUTH' }],
    evidence: { reportDigest: 'sha256:0', url: '/v1/cases/1' },
    ...changes,
  };
}

const held = (posting: Posting): Promise<ReturnType<typeof JSON.parse>[]> =>
  books.read(
    'account.invoice',
    [['description', '=', `Tallyman ${posting.postingId}`]],
    ['state', 'number', 'reference', 'total_amount', 'tax_amount', 'untaxed_amount', 'comment', 'invoice_date', 'move'],
  );

if (!trytonHere) console.warn('SKIPPED: a real Tryton; npm run test:erp');
(trytonHere ? describe : describe.skip)('a real Tryton', () => {
  test('holds a bill under the carrier’s number, to the cent, due on our day, on the account of each line', async () => {
    const posting = aPosting({
      gross: '355.48',
      lines: [aLine({ amount: '270.48' }), aLine({ line: 2, charge: 'FUEL', amount: '85.00', glAccount: '6200' })],
    });
    const answer = await target.post(posting);
    expect(answer).toMatchObject({ kind: 'ACKNOWLEDGED', voucher: { amount: '355.48' } });
    const [invoice, ...others] = await held(posting);
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({
      state: 'posted',
      reference: posting.supplierReference,
      total_amount: { decimal: '355.48' },
      number: `BILL-${thisYear}-1`,
      invoice_date: trytonDate(thisYear, 1, 6),
    });
    expect(invoice.comment).toContain('withheld LIFTGATE_DELIVERY 85.00 USD: ACC_NOT_AUTH');
    const entries = await books.read(
      'account.move.line',
      [['move', '=', invoice.move]],
      ['account.code', 'debit', 'credit', 'maturity_date'],
    );
    const booked = entries.map((entry) => [entry['account.'].code, entry.debit.decimal, entry.credit.decimal]);
    expect(booked).toEqual(
      expect.arrayContaining([
        ['6100', '270.48', expect.anything()],
        ['6200', '85.00', expect.anything()],
        [null, expect.anything(), '355.48'],
      ]),
    );
    expect(entries.find((entry) => entry.maturity_date !== null).maturity_date).toEqual(trytonDate(thisYear, 2, 5));
  });

  test('books what is taken back as a credit note', async () => {
    const posting = aPosting({ type: 'CREDIT', gross: '-85.00' });
    expect(await target.post(posting)).toMatchObject({ kind: 'ACKNOWLEDGED', voucher: { amount: '-85' } });
    expect(await held(posting)).toMatchObject([
      { number: `CREDIT-${thisYear}-1`, total_amount: { decimal: '-85.00' } },
    ]);
  });

  test('books a tax by its code with the carrier’s amount, even where Tryton would round another way', async () => {
    // 19 % of 100.03 is 19.0057, so 19.01; the carrier billed 19.00.
    const lines = [
      aLine({ amount: '100.03', taxCode: 'V19' }),
      aLine({ line: 2, charge: 'TAX', amount: '19.00', taxCode: 'V19' }),
    ];
    const posting = aPosting({ gross: '119.03', tax: '19.00', lines });
    expect(await target.post(posting)).toMatchObject({ kind: 'ACKNOWLEDGED', voucher: { amount: '119.03' } });
    expect(await held(posting)).toMatchObject([
      { untaxed_amount: { decimal: '100.03' }, tax_amount: { decimal: '19.00' }, total_amount: { decimal: '119.03' } },
    ]);
  });

  test('finishes a draft that a crash left between creating and posting, and makes no second', async () => {
    const posting = aPosting({ gross: '41.10' });
    await target.post(posting);
    const [whole] = await held(posting);
    const left = aPosting({ gross: '41.10' });
    // Tryton's own copy of the invoice is the draft that creating leaves behind.
    const [draft] = await books.call(
      'model.account.invoice.copy',
      [whole.id],
      {
        description: `Tallyman ${left.postingId}`,
        reference: left.supplierReference,
        invoice_date: trytonDate(thisYear, 1, 6),
      },
      { company: 1 },
    );
    expect(await target.findByReference(left.postingId)).toMatchObject({ kind: 'ABSENT' });
    expect(await target.health()).toMatchObject({ reachable: true, words: expect.stringContaining('1 draft of ours') });
    expect(await target.post(left)).toMatchObject({ kind: 'ACKNOWLEDGED', voucher: { amount: '41.1' } });
    expect(await held(left)).toMatchObject([{ id: draft, state: 'posted' }]);
    expect(await target.post(left)).toMatchObject({ kind: 'ACKNOWLEDGED' });
    expect(await held(left)).toHaveLength(1);
  });

  test('refuses with its words what it has no account, vendor or open period for, and keeps no draft of it', async () => {
    const noAccount = aPosting({ lines: [aLine({ glAccount: '9999' })] });
    expect(await target.post(noAccount)).toEqual({ kind: 'REFUSED', words: 'Tryton has no account 9999' });
    const noVendor = aPosting({ vendorId: 'V-99' });
    expect(await target.post(noVendor)).toEqual({ kind: 'REFUSED', words: 'Tryton has no party with code V-99' });
    const onInvoiceDate = new TrytonTarget({ ...tryton.access, accountingDate: 'INVOICE_DATE' });
    const [march] = await books.read('account.period', [['name', '=', `${thisYear - 1}-03`]], []);
    await books.call('model.account.period.close', [march.id], { company: 1 });
    const closed = aPosting({ invoiceDate: `${thisYear - 1}-03-06` });
    expect(await onInvoiceDate.post(closed)).toMatchObject({
      kind: 'REFUSED',
      words: expect.stringMatching(/period/i),
    });
    expect(await held(closed)).toEqual([]);
    await books.call('model.account.period.reopen', [march.id], { company: 1 });
    expect(await onInvoiceDate.post(closed)).toMatchObject({
      kind: 'ACKNOWLEDGED',
      voucher: { postedOn: `${thisYear - 1}-03-06` },
    });
  });

  test('is not asked to take a vendor’s number twice, which it would', async () => {
    const first = aPosting();
    await target.post(first);
    const again = aPosting({ supplierReference: first.supplierReference });
    expect(await target.post(again)).toMatchObject({
      kind: 'REFUSED',
      words: expect.stringContaining(`the vendor's number is taken: invoice BILL-${thisYear}-`),
    });
    const ofAnother = aPosting({ supplierReference: first.supplierReference, vendorId: 'V-8' });
    expect(await target.post(ofAnother)).toMatchObject({ kind: 'ACKNOWLEDGED' });
  });

  test('lists what was posted in a range of days by the ids it was sent under', async () => {
    const posting = aPosting({ gross: '12.34' });
    await target.post(posting);
    const today = new Date().toISOString().slice(0, 10);
    const listed = await target.listPosted(today, today);
    expect(listed).toMatchObject({
      kind: 'LISTED',
      vouchers: expect.arrayContaining([
        expect.objectContaining({ reference: posting.postingId, amount: '12.34', postedOn: today }),
      ]),
    });
    expect(await target.listPosted('2001-01-01', '2001-12-31')).toEqual({ kind: 'LISTED', vouchers: [] });
  });

  test('lets us in again when the session has ended', async () => {
    await target.health();
    // Setting a password ends every session of the user.
    await books.call('model.res.user.write', [1], { password: tryton.access.password }, {});
    await expect(books.read('party.party', [], [])).rejects.toThrow('401');
    books = await trytonReader(tryton.access);
    expect(await target.post(aPosting())).toMatchObject({ kind: 'ACKNOWLEDGED' });
  });

  test('that does not know us, or is not there, takes nothing', async () => {
    const stranger = new TrytonTarget({ ...tryton.access, user: 'nobody' });
    expect(await stranger.post(aPosting())).toMatchObject({ kind: 'BUSY', words: expect.stringContaining('nobody') });
    const elsewhere = new TrytonTarget({ ...tryton.access, database: 'nowhere' });
    expect(await elsewhere.post(aPosting())).toMatchObject({ kind: 'BUSY' });
    const gone = new TrytonTarget({ ...tryton.access, url: 'http://127.0.0.1:9' });
    expect(await gone.health()).toMatchObject({ reachable: false });
  });
});
