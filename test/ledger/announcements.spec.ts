import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { announce, announceCases, announcePostings, type News } from '../../src/ledger/announcements.ts';
import { refreshCaseState } from '../../src/ledger/case-state.ts';
import { writePostings } from '../../src/ledger/postings.ts';
import { aDraft, anApprovedCase, ownDatabase } from '../stories/approved-cases.ts';

describe('what is told outside', () => {
  let db: DataSource;
  let end: () => Promise<void>;
  beforeAll(async () => ({ db, end } = await ownDatabase('announcements')));
  afterAll(async () => {
    await end();
  });

  const told = async (subject: string): Promise<{ type: string; sequence: string; data: Record<string, unknown> }[]> =>
    db.query('SELECT type, sequence, data FROM announcement WHERE subject = $1 ORDER BY sequence', [subject]);
  const news = (subject: string, n: number): News => ({
    type: 'freight.dispute.answered.v1',
    subject,
    carrier: 'ABCD',
    legalEntity: null,
    data: { n },
  });

  it('is not kept while nobody subscribes', async () => {
    const { caseId } = await anApprovedCase(db);
    await db.transaction(async (tx) => {
      await announceCases(tx, [{ caseId, stateBefore: null, answer: 'OPENED' }]);
      await announce(tx, [news('dispute:0', 1)]);
    });
    expect([await told(`case:${caseId}`), await told('dispute:0')]).toEqual([[], []]);
    expect(await db.query('SELECT subject FROM announced_subject')).toEqual([]);
    await db.query(
      `INSERT INTO webhook (url, types, created_by) VALUES ('https://receiver.example/in', '{*}', 'test')`,
    );
  });

  it('numbers the events of each subject from 1 in the order told, without gaps, whoever tells at once', async () => {
    await db.transaction((tx) => announce(tx, [news('dispute:a', 1), news('dispute:b', 1), news('dispute:a', 2)]));
    const more = Array.from({ length: 8 }, (_, n) => db.transaction((tx) => announce(tx, [news('dispute:a', 3 + n)])));
    await Promise.all(more);
    const rows = await told('dispute:a');
    expect(rows.map((row) => row.sequence)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect(rows.slice(0, 2).map((row) => row.data.n)).toEqual([1, 2]);
    expect(await told('dispute:b')).toMatchObject([{ sequence: '1' }]);
  });

  it('ends with the transaction that would have told it', async () => {
    const undone = db.transaction(async (tx) => {
      await announce(tx, [news('dispute:c', 1)]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await told('dispute:c')).toEqual([]);
  });

  it('says of a new case that it is opened, and in which state it came out', async () => {
    const { caseId, invoiceNumber } = await anApprovedCase(db);
    await db.transaction((tx) => announceCases(tx, [{ caseId, stateBefore: null, answer: 'OPENED' }]));
    const rows = await told(`case:${caseId}`);
    expect(rows.map((row) => row.type)).toEqual(['freight.case.opened.v1', 'freight.case.approved.v1']);
    expect(rows[0]?.data).toEqual({
      caseId,
      state: 'APPROVED',
      stateBefore: null,
      revision: 1,
      reopenedCount: 0,
      invoiceNumber,
      billNumber: null,
      carrier: 'ABCD',
      legalEntity: 'ACME-US',
      shipmentId: null,
      currency: 'USD',
      money: {
        billed: '100.00',
        approved: '100.00',
        disputed: '0.00',
        denied: '0.00',
        pending: '0.00',
        posted: '0.00',
        acknowledged: '0.00',
        expected: null,
      },
      reasons: [],
      url: `/v1/cases/${caseId}`,
    });
  });

  it('says that money changed where neither the answer nor the state did', async () => {
    const { caseId } = await anApprovedCase(db);
    await db.transaction((tx) => announceCases(tx, [{ caseId, stateBefore: 'APPROVED', answer: 'STATE' }]));
    expect(await told(`case:${caseId}`)).toMatchObject([{ type: 'freight.case.changed.v1' }]);
  });

  it('tells of a posting the ERP took, and of the case that this settles', async () => {
    const bill = await anApprovedCase(db);
    const [posting] = await db.transaction((tx) => writePostings(tx, [aDraft(bill)]));
    const postingId = posting?.postingId ?? '';
    await db.transaction(async (tx) => {
      await announcePostings(tx, [postingId]);
      await tx.query(`UPDATE posting SET state = 'ACKNOWLEDGED', document_number = '4711' WHERE posting_id = $1`, [
        postingId,
      ]);
      await announcePostings(tx, [postingId]);
      await refreshCaseState(tx, [bill.caseId]);
    });
    expect(await told(`posting:${postingId}`)).toMatchObject([
      {
        type: 'freight.posting.acknowledged.v1',
        data: { caseId: bill.caseId, gross: '100.00', currency: 'USD', documentNumber: '4711' },
      },
    ]);
    expect(await told(`case:${bill.caseId}`)).toMatchObject([
      { type: 'freight.case.settled.v1', data: { stateBefore: 'APPROVED', state: 'SETTLED' } },
    ]);
  });
});
