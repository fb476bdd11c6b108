import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { DeadlinePass } from '../../src/cases/deadline-pass.ts';
import { staleness } from '../../src/wake/claim.ts';
import { expandInvalidations } from '../../src/wake/invalidations.ts';
import { writeInvalidation } from '../../src/wake/marks.ts';
import { aMilestone, anInvoice, aPod, aShipment } from '../builders/flat-shipments.ts';
import { eventually, freshDatabase, type RunningService, startService } from '../stories/service.ts';
import { auditAll, aWorker, keepAuditing, setTerms, tell } from './audit-bench.ts';

let running: RunningService;
let db: DataSource;
beforeAll(async () => {
  running = await startService();
  db = await new DataSource({ type: 'postgres', url: running.databaseUrl }).initialize();
  await setTerms(db);
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await running.close();
});

const stateOf = async (invoiceNumber: string): Promise<string | undefined> => {
  const rows = await db.query<{ state: string }[]>('SELECT state FROM freight_case WHERE invoice_number = $1', [
    invoiceNumber,
  ]);
  return rows[0]?.state;
};

/** Kills the writer after its commit; resolves to the signal it died of. */
function dieAfterCommit(invoice: object): Promise<NodeJS.Signals | null> {
  const script = fileURLToPath(new URL('dies-after-commit.js', import.meta.url));
  const child = spawn(process.execPath, [script, running.databaseUrl, JSON.stringify(invoice)], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => {
      resolve(signal);
    });
  });
}

it('a bill whose writer was killed between commit and ring is found by the sweeper', async () => {
  await tell(db, aShipment('K1'), aMilestone('K1', 'DEPARTED_STOP'), aMilestone('K1', 'DELIVERED'), aPod('K1'));
  expect(await dieAfterCommit(anInvoice('K1'))).toBe('SIGKILL');
  await eventually(async () => {
    expect(await stateOf('INV-K1')).toBe('APPROVED');
  }, 5);
}, 30_000);

it('facts nobody rang for are found within two seconds', async () => {
  await tell(db, aShipment('K2'), anInvoice('K2'));
  await eventually(async () => {
    expect(await stateOf('INV-K2')).toBe('AWAITING_EVIDENCE');
  }, 2);
}, 30_000);

it('a worker cut off in the middle of its audits loses nothing, and another one does them', async () => {
  const url = running.databaseUrl;
  const names = Array.from({ length: 60 }, (_, n) => `K3-${n}`);
  const cut = await aWorker(url);
  const loop = keepAuditing(cut);
  for (const name of names) await tell(db, aShipment(name), anInvoice(name));
  // As if the process had died: PostgreSQL ends its sessions in whatever they are doing.
  await db.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND state = 'active' AND query NOT LIKE '%bullmq%'`,
  );
  await loop.stop().catch(() => undefined);
  await cut.db.destroy();
  await eventually(async () => {
    const [row] = await db.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM freight_case WHERE invoice_number LIKE 'INV-K3-%' AND state = 'AWAITING_EVIDENCE'`,
    );
    expect(row?.n).toBe(names.length);
  }, 10);
}, 30_000);

it('an audit that fails parks its own case alone, with the error, and nothing of it is approved', async () => {
  const worker = await aWorker(await freshDatabase());
  await setTerms(worker.db);
  for (const name of ['K4', 'K5'])
    await tell(
      worker.db,
      aShipment(name),
      ...[aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED'), aPod(name), anInvoice(name)],
    );
  // An amount no intake lets through: the engine cannot read it.
  await worker.db.query(`ALTER TABLE fact DISABLE TRIGGER fact_append_only`);
  await worker.db.query(
    `UPDATE fact SET body = replace(body::text, '"300.00"', '"3e2"')::json WHERE external_id = 'DOC-K4'`,
  );
  await auditAll(worker);
  expect(
    await worker.db.query(
      `SELECT invoice_number AS invoice, state, approved, reasons, parked_error AS error, held FROM freight_case ORDER BY 1`,
    ),
  ).toMatchObject([
    { invoice: 'INV-K4', state: 'PARKED', approved: '0.00', reasons: ['ENGINE_FAILED'], error: 'not a decimal: 3e2' },
    { invoice: 'INV-K5', state: 'APPROVED', approved: '385.00', error: null },
  ]);
  // The cause is gone: a person has it tried again.
  const mended = await aWorker(String((worker.db.options as { url?: string }).url));
  await worker.db.query(
    `UPDATE fact SET body = replace(body::text, '"3e2"', '"300.00"')::json WHERE external_id = 'DOC-K4'`,
  );
  await worker.db.query(`INSERT INTO mark (key) SELECT 'case:' || case_id FROM freight_case WHERE state = 'PARKED'`);
  await auditAll(mended);
  expect(await worker.db.query(`SELECT state, revision FROM freight_case WHERE invoice_number = 'INV-K4'`)).toEqual([
    { state: 'APPROVED', revision: 2 },
  ]);
  for (const one of [worker, mended]) await one.db.destroy();
}, 30_000);

describe('a deadline', () => {
  it('that passes without evidence disputes, and evidence that comes after still counts', async () => {
    const url = await freshDatabase();
    const today = await aWorker(url);
    await setTerms(today.db);
    await tell(today.db, aShipment('K6'), aMilestone('K6', 'DEPARTED_STOP'), anInvoice('K6'));
    await auditAll(today);
    const read = () =>
      today.db.query<{ state: string; reopened: number }[]>(
        'SELECT state, reopened_count AS reopened FROM freight_case',
      );
    expect(await read()).toEqual([{ state: 'AWAITING_EVIDENCE', reopened: 0 }]);
    const later = await aWorker(url, 12);
    await new DeadlinePass(later.db).run();
    await auditAll(later);
    expect(await read()).toEqual([{ state: 'DISPUTED', reopened: 0 }]);
    expect(
      await today.db.query(`SELECT external_id ~ '^EVIDENCE:' AS evidence FROM fact WHERE kind = 'clock'`),
    ).toEqual([{ evidence: true }]);
    await tell(later.db, aMilestone('K6', 'DELIVERED'), aPod('K6'));
    await auditAll(later);
    expect(await read()).toEqual([{ state: 'APPROVED', reopened: 1 }]);
    for (const one of [today, later]) await one.db.destroy();
  }, 30_000);
});

it('a wide change reaches every case that looked under it, also one audited while it came', async () => {
  const url = await freshDatabase();
  const worker = await aWorker(url);
  await setTerms(worker.db);
  const names = Array.from({ length: 120 }, (_, n) => `W${n}`);
  for (const name of names)
    await tell(
      worker.db,
      ...[
        aShipment(name),
        aMilestone(name, 'DEPARTED_STOP'),
        aMilestone(name, 'DELIVERED'),
        aPod(name),
        anInvoice(name),
      ],
    );
  const audited = auditAll(worker);
  await worker.db.transaction(async (tx) => {
    await tx.query(`UPDATE contract_version SET body = replace(body::text, '300.00', '250.00')::json`);
    await writeInvalidation(tx, { key: 'terms:ABCD', from: '2026-01-01', to: '2026-12-31' });
  });
  await audited;
  for (;;) {
    const expanded = await expandInvalidations(worker.db);
    await auditAll(worker);
    if (!expanded) break;
  }
  expect(
    await worker.db.query(
      `SELECT state, approved::text, disputed::text, count(*)::int AS n FROM freight_case GROUP BY 1, 2, 3`,
    ),
  ).toEqual([{ state: 'DISPUTED', approved: '335.00', disputed: '50.00', n: names.length }]);
  expect(await staleness(worker.db)).toMatchObject({ staleCases: 0 });
  await worker.db.destroy();
}, 30_000);
