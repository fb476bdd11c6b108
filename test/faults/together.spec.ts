import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { dataSourceFor } from '../../src/data-source.ts';
import type { CarrierInvoice } from '../../src/freight/bill.ts';
import { markDossiers } from '../../src/wake/marks.ts';
import { resolveMarks } from '../../src/wake/resolve.ts';
import { aMilestone, anInvoice, aPod, aShipment } from '../builders/flat-shipments.ts';
import { freshDatabase } from '../stories/service.ts';
import { auditAll, aWorker, setTerms, tell, type Worker } from './audit-bench.ts';

let db: DataSource;
let worker: Worker;

beforeAll(async () => {
  const url = await freshDatabase();
  db = await dataSourceFor(url, 4).initialize();
  await setTerms(db);
  worker = await aWorker(url);
}, 60_000);

afterAll(async () => {
  await db.destroy();
  await worker.db.destroy();
});

const delivered = (name: string) => [aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED'), aPod(name)];

/** It corrects the invoice of this name, and bills no liftgate. */
function aCorrection(name: string): CarrierInvoice {
  const own = { documentId: `COR-${name}`, invoiceNumber: `COR-${name}`, invoiceDate: '2026-03-09' };
  const corrects = { invoiceNumber: `INV-${name}` };
  return anInvoice(
    name,
    { ...own, kind: 'CORRECTED', corrects, total: '300.00' },
    { charges: [{ line: 1, charge: 'LINEHAUL', amount: '300.00' }] },
  );
}

const states = (name: string): Promise<unknown[]> =>
  db.query(
    `SELECT invoice_number AS invoice, state, approved::text FROM freight_case WHERE bill_number = $1 ORDER BY 1`,
    [`PRO${name}`],
  );

/** Another worker has taken the bill of this document and is slow; `work` goes on beside it. */
async function whileTaken(documentId: string, work: () => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    const taken: unknown[] = await tx.query(
      `SELECT mark_id FROM mark WHERE dossier IN
         (SELECT dossier FROM bill JOIN fact USING (fact_id) WHERE external_id = $1) FOR UPDATE`,
      [documentId],
    );
    expect(taken).not.toEqual([]);
    await work();
  });
}

describe('bills of one shipment that came before it is judged are judged together', () => {
  it('where the shipment comes last and one of them is in other hands', async () => {
    await tell(db, anInvoice('T1'), aCorrection('T1'), ...delivered('T1'));
    await auditAll(worker);
    await tell(db, aShipment('T1'));
    await resolveMarks(db);
    await whileTaken('COR-T1', async () => {
      await worker.audits.next();
      await worker.audits.next();
    });
    await auditAll(worker);
    expect(await states('T1')).toEqual([
      { invoice: 'COR-T1', state: 'APPROVED', approved: '300.00' },
      { invoice: 'INV-T1', state: 'DENIED', approved: '0.00' },
    ]);
  });

  it('where one of them waits for its place while something else wakes the shipment', async () => {
    const looks = () =>
      db.query<{ n: number }[]>(`SELECT checked_count AS n FROM freight_case WHERE bill_number = 'PROT2'`);
    await tell(db, aShipment('T2'), anInvoice('T2'), ...delivered('T2'));
    await auditAll(worker);
    const before = await looks();
    await tell(db, aCorrection('T2'));
    await whileTaken('COR-T2', async () => {
      await worker.db.transaction((tx) => markDossiers(tx, ['S:tms:SHP-T2']));
      await worker.audits.next();
      expect(await looks()).toEqual(before);
    });
    await auditAll(worker);
    expect(await states('T2')).toEqual([
      { invoice: 'COR-T2', state: 'APPROVED', approved: '-85.00' },
      { invoice: 'INV-T2', state: 'APPROVED', approved: '385.00' },
    ]);
  });
});
