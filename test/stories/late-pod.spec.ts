import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type ErpSimulator, startErpSimulator } from '../../seeds/erp-simulator.ts';
import { serviceClient } from '../../seeds/service-client.ts';
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
} from '../builders/ltl-loads.ts';
import { endAllServices, keys, type ServiceProcess, startService, until } from '../faults/service-process.ts';
import { ownDatabase } from './approved-cases.ts';

/** What a late POD may take, from its acceptance until the ERP has acknowledged. */
const atMostSeconds = 5;

/** Loads whose evidence deadline passes; the engine disputes them, and their PODs come one after the other. */
const overdue = Array.from({ length: 60 }, (_, n) => 100 + n);

describe('a proof of delivery that comes late', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-late-pod-'));
  let db: DataSource;
  let url: string;
  let end: () => Promise<void>;
  let erp: ErpSimulator;
  let service: ServiceProcess;

  const start = (offsetDays: number) =>
    startService({ DATABASE_URL: url, DATA_DIR: dataDir, ERP_URL: erp.url, CLOCK_OFFSET_DAYS: String(offsetDays) });

  beforeAll(async () => {
    ({ db, url, end } = await ownDatabase('late_pod'));
    erp = await startErpSimulator();
    // A call without an answer is given up soon; how long is the operator's to say.
    writeFileSync(join(dataDir, 'erp-targets.json'), JSON.stringify({ default: { url: erp.url, timeoutMs: 500 } }));
    service = await start(0);
    await agreeTerms(service.client, serviceClient(service.url, keys.checker));
  }, 60_000);

  afterAll(async () => {
    await endAllServices();
    await erp.stop();
    await end();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const found = async (n: number) => {
    const { data } = (await service.client.get(`/v1/cases?invoiceNumber=INV-${n}`)) as { data: { caseId: string }[] };
    return data[0] ? ((await service.client.get(`/v1/cases/${data[0].caseId}`)) as Case) : undefined;
  };
  const theCase = async (n: number): Promise<Case> => {
    const one = await found(n);
    if (!one) throw new Error(`there is no case of INV-${n}`);
    return one;
  };
  const reaches = (n: number, state: string, seconds = 10) =>
    until(async () => (await found(n))?.state === state, seconds, `INV-${n} ${state}`);
  const statesOf = async ({ caseId }: Case) => {
    const { data } = (await service.client.get(`/v1/cases/${caseId}/timeline`)) as { data: TimelineEntry[] };
    return data.flatMap(({ state }) => (state && state.before !== state.after ? [state.after] : []));
  };
  const vouchersOf = (n: number) =>
    erp
      .vouchers()
      .filter(({ supplierReference }) => supplierReference.startsWith(`INV-${n}`))
      .map(({ supplierReference, amount }) => [supplierReference, amount]);
  const upToDate = () =>
    until(async () => {
      const backlog = (await service.client.get('/v1/insights/backlog')) as { staleCases: number };
      return backlog.staleCases === 0;
    });
  const billLoad = async (n: number) => {
    await carryLoads(service.client, [n]);
    await service.client.send('POST', '/v1/invoices', invoice(n));
  };

  /** Takes the POD in, and answers with the settled case and how long that took. */
  const settledByPod = async (n: number): Promise<Case> => {
    await service.client.send('POST', '/v1/documents', pod(n));
    const accepted = performance.now();
    await reaches(n, 'SETTLED', atMostSeconds);
    console.log(`POD of INV-${n} accepted → settled: ${((performance.now() - accepted) / 1000).toFixed(2)} s`);
    return theCase(n);
  };

  it('settles a case that waited for it', async () => {
    await billLoad(1);
    await reaches(1, 'AWAITING_EVIDENCE');
    expect(await theCase(1)).toMatchObject({ money: { billed, approved: '0.00', pending: billed } });
    const settled = await settledByPod(1);
    expect(settled).toMatchObject({ reopenedCount: 0, revision: 2, money: { approved: billed, pending: '0.00' } });
    expect(await statesOf(settled)).toEqual(['AWAITING_EVIDENCE', 'APPROVED', 'SETTLED']);
    expect(vouchersOf(1)).toEqual([['INV-1', billed]]);
  }, 30_000);

  it("ends a person's dispute by itself", async () => {
    await billLoad(2);
    await reaches(2, 'AWAITING_EVIDENCE');
    const { caseId, etag } = await theCase(2);
    const decision = { kind: 'DISPUTE', reason: 'POD_MISSING', comment: 'Please send the POD.' };
    const headers = { 'if-match': etag, 'idempotency-key': randomUUID() };
    await service.client.send('POST', `/v1/cases/${caseId}/decisions`, decision, headers);
    await reaches(2, 'DISPUTED');
    expect(await theCase(2)).toMatchObject({ money: { approved: '0.00', disputed: billed, pending: '0.00' } });
    const settled = await settledByPod(2);
    expect(settled).toMatchObject({ reopenedCount: 1, money: { approved: billed, disputed: '0.00' }, findings: [] });
    expect(await statesOf(settled)).toEqual(['AWAITING_EVIDENCE', 'DISPUTED', 'APPROVED', 'SETTLED']);
    expect(vouchersOf(2)).toEqual([['INV-2', billed]]);
  }, 30_000);

  it('makes one voucher when the ERP goes silent after it committed', async () => {
    await billLoad(3);
    await reaches(3, 'AWAITING_EVIDENCE');
    erp.inject('timeout-after-commit');
    expect(await settledByPod(3)).toMatchObject({ reopenedCount: 0, money: { approved: billed } });
    expect(vouchersOf(3)).toEqual([['INV-3', billed]]);
  }, 30_000);

  it('goes to a person when it is retracted after the case was settled, and moves no money, until the retraction is retracted', async () => {
    const before = await postingsOf(service, await theCase(1));
    const retraction = {
      ...{ source: 'dms', eventId: 'R-1', type: 'RETRACTED', classifier: 'ACTUAL' },
      occurredAt: '2026-03-09T08:00:00-06:00',
    };
    await service.client.send('POST', '/v1/events', { ...retraction, retractsDocument: 'POD-1' });
    await reaches(1, 'IN_REVIEW', atMostSeconds);
    const doubted = await theCase(1);
    expect(doubted).toMatchObject({ atRisk: billed, reopenedCount: 1, money: { approved: billed, pending: '0.00' } });
    await upToDate();
    expect(await postingsOf(service, doubted)).toEqual(before);
    expect(before).toMatchObject([{ state: 'ACKNOWLEDGED', gross: billed }]);
    expect(vouchersOf(1)).toEqual([['INV-1', billed]]);

    await service.client.send('POST', '/v1/events', { ...retraction, eventId: 'R-2', retracts: 'R-1' });
    await reaches(1, 'SETTLED', atMostSeconds);
    expect(await postingsOf(service, doubted)).toEqual(before);
  }, 30_000);

  it('is too late for the deadline: the engine disputes every line', async () => {
    await carryLoads(service.client, overdue);
    await sendAll(
      service.client,
      '/v1/invoices',
      overdue.map((n) => invoice(n)),
    );
    await sendAll(service.client, '/v1/shipments', [shipment(4, 'EFGH')]);
    await sendAll(service.client, '/v1/events', [
      ...carried(4),
      happening(4, 'ARRIVED_AT_STOP', { stop: 2, occurredAt: '2026-03-04T07:40:00-06:00', method: 'GEOFENCE' }),
    ]);
    await service.client.send('POST', '/v1/documents', pod(4));
    const detention = { line: 5, charge: 'DETENTION_DELIVERY', stop: 2, amount: '120.00' };
    const waited = invoice(4, { carrier: 'EFGH', total: '560.48', besides: [detention] });
    await service.client.send('POST', '/v1/invoices', waited);
    await reaches(4, 'AWAITING_EVIDENCE');
    await upToDate();
    expect(await service.stop()).toBe(0);

    service = await start(11);
    for (const n of [4, ...overdue]) await reaches(n, 'DISPUTED', 20);
    for (const n of overdue.slice(0, 3)) {
      const { charges, money, reopenedCount } = await theCase(n);
      expect(charges.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(
        Array(4).fill('DISPUTE POD_MISSING'),
      );
      expect(money).toMatchObject({ disputed: billed, approved: '0.00', pending: '0.00' });
      expect(reopenedCount).toBe(0);
    }
    expect(vouchersOf(overdue[0] ?? 0)).toEqual([]);
  }, 60_000);

  it('reopens what the engine disputed, and settles it', async () => {
    const [first = 0] = overdue;
    const settled = await settledByPod(first);
    expect(settled).toMatchObject({ reopenedCount: 1, money: { approved: billed, disputed: '0.00' } });
    expect(await statesOf(settled)).toEqual(['AWAITING_EVIDENCE', 'DISPUTED', 'APPROVED', 'SETTLED']);
    expect(vouchersOf(first)).toEqual([[`INV-${first}`, billed]]);
  }, 30_000);

  it('reopens it with one voucher when the ERP goes silent after it committed', async () => {
    const [, second = 0] = overdue;
    erp.inject('timeout-after-commit');
    expect(await settledByPod(second)).toMatchObject({ reopenedCount: 1, money: { approved: billed } });
    expect(vouchersOf(second)).toEqual([[`INV-${second}`, billed]]);
  }, 30_000);

  it('reopens the others as their PODs come, each within seconds', async () => {
    const rest = overdue.slice(2);
    for (const n of rest) await service.client.send('POST', '/v1/documents', pod(n));
    for (const n of rest) await reaches(n, 'SETTLED');
    const seconds = await secondsToReopen(db);
    const p95 = seconds[Math.ceil(seconds.length * 0.95) - 1] ?? Infinity;
    console.log(`late POD → case reopened, ${seconds.length} cases: p95 ${p95.toFixed(3)} s`);
    expect(seconds).toHaveLength(overdue.length);
    expect(p95).toBeLessThan(atMostSeconds);
    for (const n of rest) expect(vouchersOf(n)).toEqual([[`INV-${n}`, billed]]);
  }, 60_000);

  it('pays waiting time once a departure proves it', async () => {
    const unproven = await theCase(4);
    expect(unproven.money).toMatchObject({ approved: billed, disputed: '120.00', pending: '0.00' });
    expect(unproven.charges[4]).toMatchObject({ expected: '0.00', outcome: 'DISPUTE', reason: 'DETENTION_UNPROVEN' });
    expect(vouchersOf(4)).toEqual([['INV-4', billed]]);
    const departed = { stop: 2, occurredAt: '2026-03-04T11:52:00-06:00', method: 'GEOFENCE' };
    await service.client.send('POST', '/v1/events', happening(4, 'DEPARTED_STOP', departed));
    await reaches(4, 'SETTLED', atMostSeconds);
    const settled = await theCase(4);
    expect(settled).toMatchObject({ reopenedCount: 1, money: { approved: '560.48', disputed: '0.00' } });
    expect(settled.charges[4]).toMatchObject({ expected: '120.00', outcome: 'APPROVE' });
    expect(vouchersOf(4)).toEqual([
      ['INV-4', billed],
      ['INV-4A2', '120.00'],
    ]);
  }, 30_000);
});

interface Case {
  caseId: string;
  etag: string;
  state: string;
  revision: number;
  reopenedCount: number;
  atRisk?: string;
  money: Record<string, string>;
  charges: { expected: string; outcome: string; reason: string }[];
}

interface TimelineEntry {
  /** Absent on a decision, which changes no state by itself. */
  state?: { before: string | null; after: string };
}

async function postingsOf({ client }: ServiceProcess, { caseId }: Case): Promise<unknown[]> {
  return ((await client.get(`/v1/postings?caseId=${caseId}`)) as { data: unknown[] }).data;
}

/** From a POD's receipt to the reopening it caused, in ascending order. */
async function secondsToReopen(db: DataSource): Promise<number[]> {
  const rows: { seconds: number }[] = await db.query(
    `SELECT extract(epoch FROM t.at - f.received_at)::float AS seconds
     FROM timeline t JOIN freight_case c USING (case_id)
       JOIN fact f ON f.kind = 'document' AND f.external_id = replace(c.invoice_number, 'INV', 'POD')
     WHERE t.kind = 'REOPENED' AND f.received_at > c.received_at + interval '10 days' ORDER BY seconds`,
  );
  return rows.map(({ seconds }) => seconds);
}
