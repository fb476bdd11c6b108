import type { EntityManager } from 'typeorm';
import type { DeadlinePassed } from '../audit/dossier.ts';

/** A deadline of a case. */
export interface Deadline {
  caseId: string;
  kind: DeadlinePassed['kind'];
  dueAt: string;
  /** null: it has not passed. */
  passedAt: string | null;
}

/** Every deadline of these cases, passed or not. */
export async function deadlinesOf(
  tx: { query: EntityManager['query'] },
  caseIds: readonly string[],
): Promise<Deadline[]> {
  return tx.query<Deadline[]>(
    `SELECT case_id AS "caseId", kind, ${instant('due_at')} AS "dueAt", ${instant('passed_at')} AS "passedAt"
     FROM deadline WHERE case_id = ANY($1::uuid[]) ORDER BY case_id, kind`,
    [caseIds],
  );
}

/** A timestamp as RFC 3339 text in UTC. */
function instant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/**
 * Sets the deadlines of cases as their latest judgement gives them; one that has passed stays as it was.
 *
 * @param before what `deadlinesOf` read in this transaction
 */
export async function keepDeadlines(
  tx: EntityManager,
  wanted: readonly Omit<Deadline, 'passedAt'>[],
  before: readonly Deadline[],
): Promise<void> {
  const key = (one: Pick<Deadline, 'caseId' | 'kind'>) => `${one.caseId} ${one.kind}`;
  const known = new Map(before.map((one) => [key(one), one]));
  const dropped = before.filter((one) => one.passedAt === null && !wanted.some((other) => key(other) === key(one)));
  if (dropped.length > 0)
    await tx.query(
      `DELETE FROM deadline USING unnest($1::uuid[], $2::text[]) AS row (case_id, kind)
       WHERE deadline.case_id = row.case_id AND deadline.kind = row.kind AND passed_at IS NULL`,
      [dropped.map((one) => one.caseId), dropped.map((one) => one.kind)],
    );
  const rows = wanted.filter((one) => {
    const earlier = known.get(key(one));
    return !earlier || (earlier.passedAt === null && Date.parse(earlier.dueAt) !== Date.parse(one.dueAt));
  });
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO deadline (case_id, kind, due_at) SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[])
     ON CONFLICT (case_id, kind) DO UPDATE SET due_at = excluded.due_at WHERE deadline.passed_at IS NULL`,
    [rows.map((row) => row.caseId), rows.map((row) => row.kind), rows.map((row) => row.dueAt)],
  );
}

/** Takes up to `limit` deadlines that have passed, and notes that they did; each is taken once, by one process. */
export async function takePassedDeadlines(tx: EntityManager, limit: number): Promise<DeadlinePassed[]> {
  const [rows] = await tx.query<[DeadlinePassed[], number]>(
    `UPDATE deadline d SET passed_at = clock_now() FROM (
       SELECT case_id, kind FROM deadline WHERE passed_at IS NULL AND due_at < clock_now()
       ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
     WHERE d.case_id = due.case_id AND d.kind = due.kind
     RETURNING d.case_id AS "caseId", d.kind, ${instant('d.due_at')} AS "dueAt"`,
    [limit],
  );
  return rows;
}
