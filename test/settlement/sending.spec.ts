import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { erpFaults, type ErpSimulator, startErpSimulator } from '../../seeds/erp-simulator.ts';
import type { SendPostings } from '../../src/settlement/send-postings.ts';
import { postingsForUpdate, withdrawPostings, writePostings } from '../../src/ledger/postings.ts';
import { aDraft, anApprovedCase, ownDatabase } from '../stories/approved-cases.ts';
import { aPosting, aSender, eventually, postingOf, rowOf } from './sending.ts';

describe('sending postings to an ERP', () => {
  let db: DataSource;
  let end: () => Promise<void>;
  let erp: ErpSimulator;
  let sender: SendPostings;

  beforeAll(async () => ({ db, end } = await ownDatabase('sending')));
  afterAll(async () => {
    await end();
  });
  beforeEach(async () => {
    await db.query(`UPDATE posting SET state = 'WITHDRAWN' WHERE state <> 'ACKNOWLEDGED'; DELETE FROM posting_target`);
    erp = await startErpSimulator({ slowMs: 100 });
    sender = aSender(db, erp.url);
  });
  afterEach(async () => {
    await sender.stop();
    await erp.stop();
  });

  const state = async (postingId: string) => (await rowOf(db, postingId)).state;
  const reaches = (postingId: string, wanted: string) => eventually(async () => (await state(postingId)) === wanted);

  it('settles the case when the ERP acknowledges', async () => {
    const { postingId, caseId } = await aPosting(db);
    sender.start();
    await reaches(postingId, 'ACKNOWLEDGED');
    const [voucher] = erp.vouchers();
    expect(voucher).toMatchObject({ reference: postingId, idempotencyKey: postingId, amount: '100.00' });
    expect(await rowOf(db, postingId)).toMatchObject({
      document_number: voucher?.documentNumber,
      attempts: 1,
      claimed_by: null,
    });
    const [row] = await db.query('SELECT state FROM freight_case WHERE case_id = $1', [caseId]);
    expect(row).toEqual({ state: 'SETTLED' });
  });

  const recovering = erpFaults.filter((fault) => !['refuse', 'wrong-amount'].includes(fault));
  it.each(recovering)('makes one voucher when the ERP answers with %s', async (fault) => {
    erp.inject(fault);
    const { postingId } = await aPosting(db);
    sender.start();
    await reaches(postingId, 'ACKNOWLEDGED');
    expect(erp.vouchers().map((voucher) => voucher.reference)).toEqual([postingId]);
  });

  it.each(['timeout-after-commit', '500-before-commit', 'reset-after-commit'] as const)(
    'looks up before it sends again after %s',
    async (fault) => {
      erp.inject(fault);
      const { postingId } = await aPosting(db);
      sender.start();
      await reaches(postingId, 'ACKNOWLEDGED');
      const attempts: { kind: string; outcome: string }[] = await db.query(
        'SELECT kind, outcome FROM posting_attempt WHERE posting_id = $1 ORDER BY attempt',
        [postingId],
      );
      const kinds = attempts.map((attempt) => `${attempt.kind} ${attempt.outcome}`);
      const after = fault.endsWith('before-commit') ? ['LOOKUP ABSENT', 'POST ACKNOWLEDGED'] : ['LOOKUP FOUND'];
      expect(kinds).toEqual(['POST UNKNOWN', ...after]);
    },
  );

  it('keeps what the ERP said when it refuses, and goes on with the next', async () => {
    erp.inject('refuse');
    const refused = await aPosting(db);
    const next = await aPosting(db);
    sender.start();
    await reaches(next.postingId, 'ACKNOWLEDGED');
    expect(await rowOf(db, refused.postingId)).toMatchObject({
      state: 'REFUSED',
      last_answer: '422 Posting period 03/2026 is not open.',
    });
  });

  it('does not believe an acknowledgement of another amount', async () => {
    erp.inject('wrong-amount');
    const { postingId } = await aPosting(db);
    sender.start();
    await reaches(postingId, 'UNKNOWN');
    expect((await rowOf(db, postingId)).last_answer).toMatch(/is of 100.001, not 100.00/);
  });

  it('waits as long as a busy ERP asks, and keeps the order of the vendor', async () => {
    erp.inject('429');
    const postings = [];
    for (let n = 0; n < 4; n++) postings.push((await aPosting(db)).postingId);
    const begun = performance.now();
    sender.start();
    for (const postingId of postings) await reaches(postingId, 'ACKNOWLEDGED');
    expect(performance.now() - begun).toBeGreaterThan(900);
    expect(erp.vouchers().map((voucher) => voucher.reference)).toEqual(postings);
  });

  it('sends nothing while the ERP is down, and all when it is back', async () => {
    const port = Number(new URL(erp.url).port);
    await erp.stop();
    const { postingId } = await aPosting(db);
    sender.start();
    await eventually(async () => (await rowOf(db, postingId)).attempts !== (0 as never));
    expect(await state(postingId)).toBe('PENDING');
    erp = await startErpSimulator({ port });
    await reaches(postingId, 'ACKNOWLEDGED');
  });

  it('looks up what a killed sender left behind, whether it was sent or not', async () => {
    const sent = await aPosting(db);
    const unsent = await aPosting(db, { vendorId: 'V-8' });
    await fetch(`${erp.url}/vouchers`, {
      method: 'POST',
      headers: { 'idempotency-key': sent.postingId },
      body: JSON.stringify({
        reference: sent.postingId,
        gross: '100.00',
        vendorId: 'V-7',
        supplierReference: randomUUID().slice(0, 8),
      }),
    });
    await db.query(
      `UPDATE posting SET state = 'SENDING', claimed_by = 'the dead', lease_until = clock_now() - interval '1 second' WHERE posting_id = ANY($1::uuid[])`,
      [[sent.postingId, unsent.postingId]],
    );
    sender.start();
    for (const { postingId } of [sent, unsent]) await reaches(postingId, 'ACKNOWLEDGED');
    expect(erp.vouchers().map((voucher) => voucher.reference)).toEqual([sent.postingId, unsent.postingId]);
  });

  it('writes down what it sent as soon as the database is back', async () => {
    const { postingId } = await aPosting(db);
    let refusals = 2;
    const failing = new Proxy(db, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name !== 'transaction' || erp.vouchers().length === 0 || refusals === 0)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        refusals -= 1;
        return () => Promise.reject(Object.assign(new Error('the database system is starting up'), { code: '57P03' }));
      },
    });
    await sender.stop();
    sender = aSender(failing, erp.url);
    sender.start();
    await reaches(postingId, 'ACKNOWLEDGED');
    expect(refusals).toBe(0);
    expect(await rowOf(db, postingId)).toMatchObject({ attempts: 1 });
  });

  it('never sends a credit before the invoice it takes back', async () => {
    erp.inject('refuse');
    const bill = await anApprovedCase(db);
    const invoice = await postingOf(db, bill);
    const credit = await postingOf(db, bill, { revision: 2, type: 'CREDIT', gross: '-10.00' });
    const other = await aPosting(db);
    sender.start();
    await reaches(other.postingId, 'ACKNOWLEDGED');
    expect([await state(invoice.postingId), await state(credit.postingId)]).toEqual(['REFUSED', 'PENDING']);
  });

  it('makes one voucher each with three senders at once', async () => {
    const rivals = [aSender(db, erp.url), aSender(db, erp.url)];
    const postings = [];
    for (let n = 0; n < 60; n++) postings.push((await aPosting(db, { vendorId: `V-${n % 7}` })).postingId);
    for (const one of [sender, ...rivals]) one.start();
    await eventually(async () => {
      const [row] = await db.query(
        `SELECT count(*)::int AS open FROM posting WHERE state IN ('PENDING', 'SENDING', 'UNKNOWN')`,
      );
      return row.open === 0;
    });
    await Promise.all(rivals.map((one) => one.stop()));
    expect(
      erp
        .vouchers()
        .map((voucher) => voucher.reference)
        .sort(),
    ).toEqual(postings.sort());
    for (let vendor = 0; vendor < 7; vendor++) {
      const ofVendor = erp.vouchers().filter((voucher) => voucher.vendorId === `V-${vendor}`);
      expect(ofVendor.map((voucher) => voucher.reference)).toEqual(
        postings.filter((id) => ofVendor.some((v) => v.reference === id)).sort(),
      );
    }
  });

  it('leaves alone what an audit holds, which may then withdraw and write it anew', async () => {
    const bill = await anApprovedCase(db);
    const { postingId } = await postingOf(db, bill);
    await db.transaction(async (tx) => {
      const [held] = await postingsForUpdate(tx, [bill.caseId]);
      sender.start();
      await sender.wake();
      expect(held).toMatchObject({ postingId, claimed: false });
      await withdrawPostings(tx, [postingId]);
      await writePostings(tx, [aDraft(bill, { revision: 2, gross: '90.00' })]);
    });
    await eventually(() => Promise.resolve(erp.vouchers().length > 0));
    expect(erp.vouchers()).toMatchObject([{ amount: '90.00', supplierReference: bill.invoiceNumber }]);
  });

  it('sends the difference as a document of its own once the first is claimed', async () => {
    const bill = await anApprovedCase(db);
    const first = await postingOf(db, bill);
    sender.start();
    await reaches(first.postingId, 'ACKNOWLEDGED');
    const [claimed] = await db.transaction((tx) => postingsForUpdate(tx, [bill.caseId]));
    expect(claimed?.claimed).toBe(true);
    const more = await postingOf(db, bill, { revision: 2, type: 'ADDITIONAL', gross: '85.00' });
    await reaches(more.postingId, 'ACKNOWLEDGED');
    expect(erp.vouchers()).toMatchObject([
      { amount: '100.00', supplierReference: bill.invoiceNumber },
      { amount: '85.00', supplierReference: `${bill.invoiceNumber}A2` },
    ]);
  });

  it('posts nothing when it is woken again and again', async () => {
    const { postingId } = await aPosting(db);
    sender.start();
    await reaches(postingId, 'ACKNOWLEDGED');
    for (let n = 0; n < 5; n++) await sender.wake();
    expect(erp.vouchers()).toHaveLength(1);
  });

  it('still knows its vouchers after the ERP is started again', async () => {
    const dataFile = join(mkdtempSync(join(tmpdir(), 'erp-')), 'vouchers.jsonl');
    await erp.stop();
    erp = await startErpSimulator({ dataFile });
    await sender.stop();
    sender = aSender(db, erp.url);
    const { postingId } = await aPosting(db);
    sender.start();
    await reaches(postingId, 'ACKNOWLEDGED');
    await erp.stop();
    erp = await startErpSimulator({ dataFile });
    expect(erp.vouchers().map((voucher) => voucher.reference)).toEqual([postingId]);
    expect(await (await fetch(erp.url)).text()).toContain('1 vouchers');
  });
});
