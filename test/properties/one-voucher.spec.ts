import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { type ErpFault, erpFaults, startErpSimulator } from '../../seeds/erp-simulator.ts';
import { ownDatabase } from '../stories/approved-cases.ts';
import { aPosting, aSender, eventually } from '../settlement/sending.ts';

interface History {
  faults: ErpFault[];
  /** One posting each: whose, how much in cents, and whether its sender died before or after the call. */
  postings: { vendor: number; cents: number; died: 'no' | 'before the call' | 'after the call' }[];
  senders: number;
}

const histories: fc.Arbitrary<History> = fc.record({
  faults: fc.array(fc.constantFrom(...erpFaults), { maxLength: 10 }),
  postings: fc.array(
    fc.record({
      vendor: fc.nat(2),
      cents: fc.integer({ min: -50_000, max: 50_000 }).filter((cents) => cents !== 0),
      died: fc.constantFrom('no' as const, 'no' as const, 'before the call' as const, 'after the call' as const),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  senders: fc.integer({ min: 1, max: 3 }),
});

const text = (cents: number): string => `${cents < 0 ? '-' : ''}${(Math.abs(cents) / 100).toFixed(2)}`;

describe('whatever an ERP does', () => {
  let db: DataSource;
  let end: () => Promise<void>;
  beforeAll(async () => ({ db, end } = await ownDatabase('one_voucher')));
  afterAll(async () => {
    await end();
  });

  /** Plays a history to its end; what the ERP has, and what we believe. */
  async function play(history: History): Promise<void> {
    await db.query(`UPDATE posting SET state = 'WITHDRAWN'; DELETE FROM posting_target`);
    const erp = await startErpSimulator({ slowMs: 50, retryAfterSeconds: 0 });
    const ids: string[] = [];
    for (const { vendor, cents, died } of history.postings) {
      const { postingId } = await aPosting(db, { vendorId: `V-${vendor}`, gross: text(cents) });
      ids.push(postingId);
      if (died === 'no') continue;
      if (died === 'after the call') await sendLikeTheDead(erp.url, postingId);
      await db.query(
        `UPDATE posting SET state = 'SENDING', claimed_by = 'the dead', claimed_at = clock_now(), lease_until = clock_now() WHERE posting_id = $1`,
        [postingId],
      );
    }
    erp.inject(...history.faults);
    const senders = Array.from({ length: history.senders }, () => aSender(db, erp.url, 120));
    for (const sender of senders) sender.start();
    try {
      await eventually(async () => (await unsettled()) === 0, 30);
    } finally {
      await Promise.all(senders.map((sender) => sender.stop()));
      await erp.stop();
    }
    const references = erp.vouchers().map((voucher) => voucher.reference);
    expect(new Set(references).size).toBe(references.length);
    const rows: { id: string; state: string; gross: string; last_answer: string | null }[] = await db.query(
      'SELECT posting_id AS id, state, gross, last_answer FROM posting WHERE posting_id = ANY($1::uuid[])',
      [ids],
    );
    const there = new Map(erp.vouchers().map((voucher) => [voucher.reference, voucher.amount]));
    for (const row of rows)
      if (row.state === 'ACKNOWLEDGED') expect(there.get(row.id)).toBe(row.gross);
      else if (row.state === 'UNKNOWN') expect(row.last_answer).toContain('is of');
      else expect([row.state, there.has(row.id)]).toEqual(['REFUSED', false]);
  }

  /** The call got through, the answer did not: the ERP has it, we do not know. */
  async function sendLikeTheDead(url: string, postingId: string): Promise<void> {
    const [row] = await db.query('SELECT body FROM posting WHERE posting_id = $1', [postingId]);
    await fetch(`${url}/vouchers`, {
      method: 'POST',
      headers: { 'idempotency-key': postingId },
      body: JSON.stringify({ ...row.body, reference: postingId }),
    });
  }

  async function unsettled(): Promise<number> {
    const [row]: { open: number }[] = await db.query(
      `SELECT count(*)::int AS open FROM posting WHERE state IN ('PENDING', 'SENDING') OR (state = 'UNKNOWN' AND available_at < 'infinity')`,
    );
    return row?.open ?? 0;
  }

  it('no posting ever makes two vouchers, and what we believe acknowledged is what the ERP has', async () => {
    await fc.assert(fc.asyncProperty(histories, play), { numRuns: 15, endOnFailure: true });
  }, 240_000);
});
