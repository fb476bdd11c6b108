import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import type { ChargeResult } from '../audit/report.ts';

/** A revision's judgement with its full working; `body` is compact JSON, written once. */
export interface StoredReport {
  caseId: string;
  revision: number;
  digest: string;
  engine: string;
  body: string;
}

/** Keeps the reports of new revisions. */
export async function writeReports(tx: EntityManager, reports: readonly StoredReport[]): Promise<void> {
  if (reports.length === 0) return;
  await prepared(
    tx,
    `INSERT INTO report (case_id, revision, digest, engine, body)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], string_to_array($5, E'\\n'))`,
    [
      reports.map((row) => row.caseId),
      reports.map((row) => row.revision),
      reports.map((row) => row.digest),
      reports.map((row) => row.engine),
      // Compact JSON has no line break of its own; as elements of an array every quote of it would be escaped.
      reports.map((row) => row.body).join('\n'),
    ],
  );
}

/** The text of the report of each case's revision asked for, by case. */
export async function reportBodies(
  tx: { query: EntityManager['query'] },
  asked: readonly { caseId: string; revision: number }[],
): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map();
  const rows = await tx.query<{ case_id: string; body: string }[]>(
    `SELECT case_id, body FROM report JOIN unnest($1::uuid[], $2::int[]) AS asked (case_id, revision)
       USING (case_id, revision)`,
    [asked.map((row) => row.caseId), asked.map((row) => row.revision)],
  );
  return new Map(rows.map((row) => [row.case_id, row.body]));
}

/** The charge lines of one case, as people filter and sum them. */
export interface CaseCharges {
  caseId: string;
  charges: readonly ChargeResult[];
}

/**
 * Puts the lines of the latest judgement in the place of those before.
 *
 * @param again cases that have lines already
 */
export async function replaceCharges(
  tx: EntityManager,
  cases: readonly CaseCharges[],
  again: readonly string[],
): Promise<void> {
  if (again.length > 0) await prepared(tx, 'DELETE FROM case_charge WHERE case_id = ANY($1::uuid[])', [again]);
  const rows = cases.flatMap(({ caseId, charges }) =>
    charges.map((charge, position) => ({ caseId, position, charge })),
  );
  if (rows.length === 0) return;
  await prepared(
    tx,
    `INSERT INTO case_charge (case_id, position, line, charge, stop, raw_code, billed, expected, approved, disputed, denied,
                              pending, verdict, outcome, reason)
     SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::int[], $4::text[], $5::int[], $6::text[], $7::numeric[],
       $8::numeric[], $9::numeric[], $10::numeric[], $11::numeric[], $12::numeric[], $13::text[], $14::text[], $15::text[])`,
    [
      rows.map((row) => row.caseId),
      rows.map((row) => row.position),
      ...(['line', 'charge', 'stop', 'rawCode', 'billed', 'expected', 'approved', 'disputed', 'denied'] as const).map(
        (field) => rows.map((row) => row.charge[field]),
      ),
      ...(['pending', 'verdict', 'outcome', 'reason'] as const).map((field) => rows.map((row) => row.charge[field])),
    ],
  );
}

/** What happened to a case: `body` is compact JSON text. */
export interface TimelineEntry {
  caseId: string;
  revision: number;
  kind: 'AUDITED' | 'REOPENED' | 'REVISED' | 'STATE' | 'PARKED' | 'DECIDED' | 'PROPOSED' | 'PROPOSAL_ENDED';
  body: string;
}

/** Adds entries, each numbered after the case's last one; in the order given. */
export async function writeTimeline(tx: EntityManager, entries: readonly TimelineEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await prepared(
    tx,
    `INSERT INTO timeline (case_id, entry, revision, kind, body)
     SELECT new.case_id, coalesce((SELECT max(entry) FROM timeline t WHERE t.case_id = new.case_id), 0)
              + row_number() OVER (PARTITION BY new.case_id ORDER BY new.n), new.revision, new.kind, new.body::json
     FROM unnest($1::uuid[], $2::int[], $3::text[], string_to_array($4, E'\\n'))
       WITH ORDINALITY AS new (case_id, revision, kind, body, n)`,
    [
      entries.map((row) => row.caseId),
      entries.map((row) => row.revision),
      entries.map((row) => row.kind),
      entries.map((row) => row.body).join('\n'),
    ],
  );
}
