import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import {
  postingsForUpdate,
  releasePostings,
  usedSupplierReferences,
  withdrawPostings,
  writePostings,
} from '../../src/ledger/postings.ts';
import { aDraft, anApprovedCase, ownDatabase } from '../stories/approved-cases.ts';

describe('postings in the ledger', () => {
  let db: DataSource;
  let end: () => Promise<void>;
  beforeAll(async () => ({ db, end } = await ownDatabase('postings')));
  afterAll(async () => {
    await end();
  });

  const write = (...drafts: ReturnType<typeof aDraft>[]) => db.transaction((tx) => writePostings(tx, drafts));

  it('writes a posting under the invoice number', async () => {
    const bill = await anApprovedCase(db);
    const [posting] = await write(aDraft(bill));
    expect(posting).toMatchObject({
      sequence: 1,
      state: 'PENDING',
      supplierReference: bill.invoiceNumber,
      gross: '100.00',
    });
    const [locked] = await db.transaction((tx) => postingsForUpdate(tx, [bill.caseId]));
    expect(locked).toMatchObject({ postingId: posting?.postingId, claimed: false, net: '100.00', sequence: 1 });
  });

  it('names a further posting by its kind and sequence, a bill of many by its number', async () => {
    const bill = await anApprovedCase(db);
    const [, more, less] = await write(
      aDraft(bill, { billsInDocument: 2, bill: 2 }),
      aDraft(bill, { billsInDocument: 2, bill: 2, type: 'ADDITIONAL', gross: '5.00' }),
      aDraft(bill, { billsInDocument: 2, bill: 2, type: 'CREDIT', gross: '-5.00', state: 'HELD' }),
    );
    expect([more?.supplierReference, less?.supplierReference]).toEqual([
      `${bill.invoiceNumber}/2A2`,
      `${bill.invoiceNumber}/2C3`,
    ]);
  });

  it('cuts a long invoice number to what an ERP takes', async () => {
    const bill = { ...(await anApprovedCase(db)), invoiceNumber: 'A-VERY-LONG-INVOICE-NUMBER-1' };
    const [posting] = await write(aDraft(bill));
    expect(posting?.supplierReference).toMatch(/^A-VERY-LONG-[0-9A-F]{4}$/);
  });

  it('gives two bills that race for one number two numbers', async () => {
    const bills = await Promise.all(Array.from({ length: 8 }, () => anApprovedCase(db)));
    const written = await Promise.all(bills.map((bill) => write(aDraft({ ...bill, invoiceNumber: 'RACE' }))));
    const numbers = written.flat().map((posting) => posting.supplierReference);
    expect(new Set(numbers).size).toBe(8);
    expect(numbers).toContain('RACE');
    const asked = { vendorId: 'V-7', carrier: 'ABCD', legalEntity: 'ACME-US' };
    const used = await usedSupplierReferences(db.manager, [
      { ...asked, supplierReference: 'RACE' },
      { ...asked, supplierReference: 'NEVER' },
    ]);
    expect(used.map((one) => one.supplierReference)).toEqual(['RACE']);
  });

  it('withdraws what no sender has taken, and writes it again under the same number', async () => {
    const bill = await anApprovedCase(db);
    const [first] = await write(aDraft(bill));
    await db.transaction(async (tx) => {
      await withdrawPostings(tx, [first?.postingId ?? '']);
      const [second] = await writePostings(tx, [aDraft(bill, { gross: '90.00' })]);
      expect(second).toMatchObject({ sequence: 2, supplierReference: bill.invoiceNumber });
    });
    await db.query(`UPDATE posting SET state = 'SENDING', claimed_by = 'x' WHERE case_id = $1 AND sequence = 2`, [
      bill.caseId,
    ]);
    const [sending] = await db.transaction((tx) => postingsForUpdate(tx, [bill.caseId]));
    expect(sending?.claimed).toBe(true);
    await expect(db.transaction((tx) => withdrawPostings(tx, [sending?.postingId ?? '']))).rejects.toThrow('claimed');
  });

  it('refuses lines that do not make the sum, and a second posting of one revision', async () => {
    const bill = await anApprovedCase(db);
    await expect(write(aDraft(bill, { net: '99.00', gross: '99.00', lines: aDraft(bill).lines }))).rejects.toThrow(
      'posting_lines_make_net',
    );
    await write(aDraft(bill));
    await expect(write(aDraft(bill))).rejects.toThrow('posting_once');
  });

  it("sends a released credit under the carrier's number, or the next that is free", async () => {
    const bill = await anApprovedCase(db);
    const other = await anApprovedCase(db);
    const held = await write(
      aDraft(bill, { type: 'CREDIT', gross: '-5.00', state: 'HELD' }),
      aDraft(other, { type: 'CREDIT', gross: '-5.00', state: 'HELD' }),
    );
    for (const posting of held)
      expect(await db.transaction((tx) => releasePostings(tx, [posting.postingId], 'credit', 'CM-1'))).toHaveLength(1);
    const rows = await db.transaction((tx) => postingsForUpdate(tx, [bill.caseId, other.caseId]));
    expect(rows.map((row) => row.supplierReference).sort()).toEqual([
      'CM-1',
      expect.stringMatching(/^CM-1[0-9A-F]{4}$/),
    ]);
    expect(rows.map((row) => row.state)).toEqual(['PENDING', 'PENDING']);
  });
});
