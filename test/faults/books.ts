import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Voucher } from '../../seeds/erp-simulator.ts';
import { billed } from '../builders/ltl-loads.ts';

/** What the tables say of everything together. */
interface Books {
  bills: number;
  cases: number;
  settled: number;
  parked: number;
  marks: number;
  openPostings: number;
  /** Cases whose parts do not make what was billed, or whose lines do not make the parts. */
  unbalanced: number;
  /** Cases whose postings, or what the ERP acknowledged of them, are not what was approved. */
  misposted: number;
}

/** Reads the books in one statement, and so as of one moment. */
export async function readBooks(db: DataSource): Promise<Books> {
  const rows: Books[] = await db.query(
    `WITH lines AS (
       SELECT case_id, sum(billed) AS billed, sum(approved) AS approved, sum(disputed) AS disputed, sum(denied) AS denied,
              sum(pending) AS pending FROM case_charge GROUP BY case_id),
     posted AS (
       SELECT case_id, sum(gross) AS gross, sum(acknowledged_amount) AS acknowledged
       FROM posting WHERE state <> 'WITHDRAWN' GROUP BY case_id)
     SELECT (SELECT count(*) FROM bill)::int AS bills,
            count(*)::int AS cases,
            count(*) FILTER (WHERE state = 'SETTLED')::int AS settled,
            count(*) FILTER (WHERE state = 'PARKED')::int AS parked,
            (SELECT count(*) FROM mark)::int AS marks,
            (SELECT count(*) FROM posting WHERE state NOT IN ('ACKNOWLEDGED', 'WITHDRAWN'))::int AS "openPostings",
            count(*) FILTER (WHERE c.billed <> c.approved + c.disputed + c.denied + c.pending
              OR (c.billed, c.approved, c.disputed, c.denied, c.pending) IS DISTINCT FROM
                 (l.billed, l.approved, l.disputed, l.denied, l.pending))::int AS unbalanced,
            count(*) FILTER (WHERE (c.approved, c.posted, c.acknowledged) IS DISTINCT FROM
              (coalesce(p.gross, 0), coalesce(p.gross, 0), coalesce(p.acknowledged, 0)))::int AS misposted
     FROM freight_case c LEFT JOIN lines l USING (case_id) LEFT JOIN posted p USING (case_id)`,
  );
  if (!rows[0]) throw new Error('the books are empty');
  return rows[0];
}

/** The books once nothing is marked and nothing is on its way to the ERP; as they stand after half a minute otherwise. */
async function quietBooks(db: DataSource): Promise<Books> {
  for (let tries = 0; tries < 300; tries += 1) {
    const books = await readBooks(db);
    if (books.marks === 0 && books.openPostings === 0) return books;
    await sleep(100);
  }
  return readBooks(db);
}

/** All bills audited, none twice, none parked; every one of them paid once, by its own number, to the cent. */
export async function expectAllPaidOnce(db: DataSource, vouchers: readonly Voucher[], bills: number): Promise<void> {
  expect(await quietBooks(db)).toEqual({
    ...{ bills, cases: bills, settled: bills, parked: 0, marks: 0, openPostings: 0, unbalanced: 0, misposted: 0 },
  });
  const invoices: { number: string }[] = await db.query('SELECT invoice_number AS number FROM freight_case');
  const paid = vouchers.map(({ supplierReference, amount }) => `${supplierReference} ${amount}`);
  expect(paid.sort()).toEqual(invoices.map(({ number }) => `${number} ${billed}`).sort());
}

/**
 * Lets the leases of senders that are dead come to their end, as they do by themselves after 45 seconds. Only for when
 * no sender lives.
 */
export async function endLeases(db: DataSource): Promise<void> {
  await db.query(
    `UPDATE posting SET lease_until = clock_now() WHERE lease_until IS NOT NULL AND state IN ('SENDING', 'UNKNOWN')`,
  );
}

/** Empties the queue where it lies on PostgreSQL: whatever was rung is forgotten. */
export async function emptyQueue(db: DataSource): Promise<void> {
  const tables: { name: string }[] = await db.query(
    `SELECT format('bullmq.%I', tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
  );
  await db.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
}
