import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceClient } from '../../../seeds/service-client.ts';
import { decimal, sum } from '../../../src/freight/money.ts';
import {
  agreeTerms,
  billed,
  carried,
  carryLoads,
  happening,
  invoice,
  pod,
  sendAll,
  shipment,
} from '../../builders/ltl-loads.ts';
import { endAllServices, keys, type ServiceProcess, startService, until } from '../../faults/service-process.ts';
import { ownDatabase } from '../../stories/approved-cases.ts';
import { startTryton, trytonHere, type TrytonProcess } from './server.ts';
import { setUpBooks, type TrytonReader, trytonReader } from './set-up.ts';

interface Case {
  caseId: string;
  invoiceNumber: string;
  reopenedCount: number;
  money: { approved: string };
}

interface PostingRow {
  postingId: string;
  type: string;
  state: string;
  gross: string;
}

/** Loads whose POD comes late; whose waiting time is proven late; and proven, paid, and then proven shorter. */
const lateProof = [1, 2, 3, 4];
const lateWaiting = [11, 12, 13, 14];
const shorterWaiting = [21, 22, 23, 24];

(trytonHere ? describe : describe.skip)('a whole service beside a real Tryton', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-erp-story-'));
  let end: () => Promise<void>;
  let tryton: TrytonProcess;
  let books: TrytonReader;
  let service: ServiceProcess;
  beforeAll(async () => {
    const own = await ownDatabase('tryton_story');
    end = own.end;
    tryton = await startTryton();
    books = await trytonReader(tryton.access);
    const vendors = ['ABCD', 'EFGH'];
    await setUpBooks(books, { vendors, accounts: ['6100', '6999'], years: [new Date().getUTCFullYear()] });
    const target = { kind: 'tryton', ...tryton.access, password: '$TRYTON_PASSWORD', defaultAccount: '6999' };
    writeFileSync(join(dataDir, 'erp-targets.json'), JSON.stringify({ default: target }));
    const { password } = tryton.access;
    service = await startService({ DATABASE_URL: own.url, DATA_DIR: dataDir, TRYTON_PASSWORD: password });
    await agreeTerms(service.client, serviceClient(service.url, keys.checker));
  }, 240_000);
  afterAll(async () => {
    await endAllServices();
    await tryton.stop();
    await end();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const theCase = async (n: number): Promise<Case | undefined> => {
    const { data } = (await service.client.get(`/v1/cases?invoiceNumber=INV-${n}`)) as { data: { caseId: string }[] };
    return data[0] && ((await service.client.get(`/v1/cases/${data[0].caseId}`)) as Case);
  };
  const postingsOf = async ({ caseId }: Case): Promise<PostingRow[]> =>
    ((await service.client.get(`/v1/postings?caseId=${caseId}`)) as { data: PostingRow[] }).data;
  const approvedAndPosted = (n: number, approved: string) =>
    until(
      async () => {
        const one = await theCase(n);
        if (one?.money.approved !== approved) return false;
        const postings = await postingsOf(one);
        const settled = postings.filter(({ state }) => state === 'ACKNOWLEDGED');
        return sum(settled.map(({ gross }) => decimal(gross))).equals(decimal(approved));
      },
      60,
      `INV-${n} posted with ${approved}`,
    );

  it('bills what is proven, and holds the rest', async () => {
    await carryLoads(service.client, lateProof);
    await sendAll(
      service.client,
      '/v1/invoices',
      lateProof.map((n) => invoice(n)),
    );
    const waiting = [...lateWaiting, ...shorterWaiting];
    await sendAll(
      service.client,
      '/v1/shipments',
      waiting.map((n) => shipment(n, 'EFGH')),
    );
    const arrived = { stop: 2, occurredAt: '2026-03-04T07:40:00-06:00', method: 'GEOFENCE' };
    await sendAll(
      service.client,
      '/v1/events',
      waiting.flatMap((n) => [...carried(n), happening(n, 'ARRIVED_AT_STOP', arrived)]),
    );
    for (const n of waiting) await service.client.send('POST', '/v1/documents', pod(n));
    const detention = { line: 5, charge: 'DETENTION_DELIVERY', stop: 2, amount: '120.00' };
    const more = { carrier: 'EFGH', total: '560.48', besides: [detention] };
    await sendAll(
      service.client,
      '/v1/invoices',
      waiting.map((n) => invoice(n, more)),
    );
    for (const n of waiting) await approvedAndPosted(n, billed);
    for (const n of lateProof) await approvedAndPosted(n, '0.00');
  }, 180_000);

  it('pays more when a late event proves it', async () => {
    for (const n of lateProof) await service.client.send('POST', '/v1/documents', pod(n));
    const departed = { stop: 2, occurredAt: '2026-03-04T11:52:00-06:00', method: 'GEOFENCE' };
    for (const n of [...lateWaiting, ...shorterWaiting])
      await service.client.send('POST', '/v1/events', happening(n, 'DEPARTED_STOP', departed));
    for (const n of lateProof) await approvedAndPosted(n, billed);
    for (const n of [...lateWaiting, ...shorterWaiting]) await approvedAndPosted(n, '560.48');
  }, 180_000);

  it('takes money back, once a person lets it go, when the event is corrected', async () => {
    for (const n of shorterWaiting) {
      // Arrived early for 08:00, two hours free, left at 10:52 by the yard's own book: 60.00 where 120.00 was paid.
      const departed = { stop: 2, occurredAt: '2026-03-04T10:52:00-06:00', method: 'GEOFENCE' };
      const corrected = { ...happening(n, 'DEPARTED_STOP', departed), eventId: `${n}-departed-corrected` };
      const retraction = {
        ...{ source: 'visibility', eventId: `${n}-retraction`, type: 'RETRACTED', classifier: 'ACTUAL' },
        ...{ occurredAt: '2026-03-09T08:00:00-06:00', retracts: `${n}-DEPARTED_STOP-2` },
      };
      await sendAll(service.client, '/v1/events', [retraction, corrected]);
    }
    for (const n of shorterWaiting) {
      let held: PostingRow | undefined;
      await until(
        async () => {
          const one = await theCase(n);
          held = one && (await postingsOf(one)).find(({ state }) => state === 'HELD');
          return held !== undefined;
        },
        60,
        `a credit for INV-${n}`,
      );
      expect(held).toMatchObject({ type: 'CREDIT', gross: '-60.00' });
      const release = { comment: 'agreed by phone' };
      const headers = { 'idempotency-key': randomUUID() };
      await service.client.send('POST', `/v1/postings/${held?.postingId ?? ''}/releases`, release, headers);
    }
    for (const n of shorterWaiting) await approvedAndPosted(n, '500.48');
  }, 180_000);

  it('has, case by case, exactly the approved amount in Tryton', async () => {
    const where = [['state', 'in', ['posted', 'paid']]];
    const invoices = await books.read('account.invoice', where, ['number', 'comment', 'total_amount']);
    const lines: string[] = [];
    for (const n of [...lateProof, ...lateWaiting, ...shorterWaiting]) {
      const one = await theCase(n);
      const ours = invoices.filter(({ comment }) => String(comment).includes(`case ${one?.caseId ?? '?'}`));
      const held = sum(ours.map(({ total_amount: total }) => decimal(total.decimal))).toFixed(2);
      const numbers = ours.map(({ number, total_amount: total }) => `${number} ${total.decimal}`).sort();
      lines.push(`INV-${n}: approved ${one?.money.approved ?? '?'}, in Tryton ${held} (${numbers.join(', ')})`);
      expect(held).toBe(one?.money.approved);
    }
    process.stdout.write(`\n${lines.join('\n')}\n`);
    // 4 × 440.48, 4 × (440.48 + 120.00), 4 × (440.48 + 120.00 − 60.00)
    const all = sum(invoices.map(({ total_amount: total }) => decimal(total.decimal))).toFixed(2);
    expect(invoices).toHaveLength(4 + 8 + 12);
    expect(all).toBe('6005.76');
    process.stdout.write(`all ${invoices.length} documents: approved 6005.76, in Tryton ${all}\n`);
  });
});
