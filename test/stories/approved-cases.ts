import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { PostingDraft } from '../../src/ledger/postings.ts';
import { dataSourceFor } from '../../src/data-source.ts';
import { dropDatabase } from '../database/drop.ts';

/** A database of one specification, migrated and empty; `end` drops it. */
export async function ownDatabase(name: string): Promise<{ db: DataSource; url: string; end: () => Promise<void> }> {
  const server = new URL(process.env.TEST_PG_URL ?? '');
  const admin = await new DataSource({ type: 'postgres', url: server.href }).initialize();
  const database = `${name}_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`CREATE DATABASE ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  const db = await dataSourceFor(url.href).initialize();
  await db.runMigrations();
  return {
    db,
    url: url.href,
    end: async () => {
      if (db.isInitialized) await db.destroy();
      await dropDatabase((sql, values) => admin.query(sql, values), database);
      await admin.destroy();
    },
  };
}

let invoices = 0;

/** A case approved in full at 100.00 whose audit is done; only what settling looks at is real. */
export async function anApprovedCase(
  db: DataSource,
  approved = '100.00',
): Promise<{ caseId: string; invoiceNumber: string }> {
  const invoiceNumber = `INV-${++invoices}`;
  const [fact]: { fact_id: string }[] = await db.query(
    `INSERT INTO fact (kind, source, external_id, content_hash, body) VALUES ('invoice', 'test', $1, '', '{}') RETURNING fact_id`,
    [randomUUID()],
  );
  const [bill]: { case_id: string }[] = await db.query(
    `INSERT INTO bill (fact_id, bill, invoice_number, carrier, dossier) VALUES ($1, 1, $2, 'ABCD', 'B:' || gen_random_uuid()) RETURNING case_id`,
    [fact?.fact_id, invoiceNumber],
  );
  const caseId = bill?.case_id ?? '';
  await db.query(
    `INSERT INTO freight_case (case_id, dossier, state, revision, source, document_id, bill, kind, invoice_number, invoice_date,
       carrier, legal_entity, currency, billed, approved, disputed, denied, pending, digest, received_at)
     VALUES ($1::uuid, 'B:' || $1::text, 'APPROVED', 1, 'test', $2, 1, 'ORIGINAL', $2, '2026-03-06', 'ABCD', 'ACME-US', 'USD', $3, $3, 0, 0, 0, '', now())`,
    [caseId, invoiceNumber, approved],
  );
  return { caseId, invoiceNumber };
}

/** What settling would post for such a case. */
export function aDraft(
  of: { caseId: string; invoiceNumber: string },
  changes: Partial<PostingDraft> = {},
): PostingDraft {
  const gross = changes.gross ?? '100.00';
  return {
    caseId: of.caseId,
    revision: 1,
    type: 'INVOICE',
    state: 'PENDING',
    target: 'default',
    legalEntity: 'ACME-US',
    carrier: 'ABCD',
    vendorId: 'V-7',
    payee: null,
    invoiceNumber: of.invoiceNumber,
    invoiceDate: '2026-03-06',
    currency: 'USD',
    net: gross,
    tax: '0.00',
    gross,
    terms: 'NET_30',
    baselineDate: '2026-03-06',
    dueDate: '2026-04-05',
    lines: [
      {
        line: 1,
        charge: 'LINEHAUL',
        amount: gross,
        glAccount: '6100',
        costCenter: null,
        purchaseOrder: null,
        taxCode: null,
        shipmentId: 'SHP-1',
        allocationShare: null,
      },
    ],
    withheld: [],
    evidence: { reportDigest: 'sha256:0', url: `/v1/cases/${of.caseId}` },
    bill: 1,
    billsInDocument: 1,
    ...changes,
  };
}
