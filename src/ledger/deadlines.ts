import type { EntityManager } from 'typeorm';
import type { AuditedClock, DeadlinePassed } from '../audit/dossier.ts';

/** Clocks the audit asks about: their passing is a fact. The others are for people. */
export const auditedClocks: readonly AuditedClock[] = ['MATCH', 'EVIDENCE', 'REVIEW', 'CONTEST'];

/** Every clock kept with a case. */
export type DeadlineKind = AuditedClock | 'DISPUTE_WINDOW' | 'BALANCE_DUE_WINDOW' | 'PAYMENT_DUE' | 'DISCOUNT';

/** A deadline as the latest judgement of its case sets it. */
export interface NewDeadline {
  caseId: string;
  kind: DeadlineKind;
  dueAt: string;
  /** From when on it is near; null: nobody is told before it passes. */
  nearAt: string | null;
}

/** A deadline of a case. */
export interface Deadline extends NewDeadline {
  /** null: it has not passed. */
  passedAt: string | null;
}

/** Every deadline of these cases, passed or not. */
export async function deadlinesOf(
  tx: { query: EntityManager['query'] },
  caseIds: readonly string[],
): Promise<Deadline[]> {
  return tx.query<Deadline[]>(
    `SELECT case_id AS "caseId", kind, ${instant('due_at')} AS "dueAt", ${instant('near_at')} AS "nearAt",
            ${instant('passed_at')} AS "passedAt"
     FROM deadline WHERE case_id = ANY($1::uuid[]) ORDER BY case_id, kind`,
    [caseIds],
  );
}

/** A timestamp as RFC 3339 text in UTC. */
function instant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/**
 * Sets the deadlines of cases as their latest judgement gives them; one that has passed stays as it was. One that moves may
 * come near again.
 *
 * @param before what `deadlinesOf` read in this transaction
 */
export async function keepDeadlines(
  tx: EntityManager,
  wanted: readonly NewDeadline[],
  before: readonly Deadline[],
): Promise<void> {
  const key = (one: Pick<Deadline, 'caseId' | 'kind'>) => `${one.caseId} ${one.kind}`;
  const known = new Map(before.map((one) => [key(one), one]));
  const keys = new Set(wanted.map(key));
  const dropped = before.filter((one) => one.passedAt === null && !keys.has(key(one)));
  if (dropped.length > 0)
    await tx.query(
      `DELETE FROM deadline USING unnest($1::uuid[], $2::text[]) AS row (case_id, kind)
       WHERE deadline.case_id = row.case_id AND deadline.kind = row.kind AND passed_at IS NULL`,
      [dropped.map((one) => one.caseId), dropped.map((one) => one.kind)],
    );
  const rows = wanted.filter((one) => moved(known.get(key(one)), one));
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO deadline (case_id, kind, due_at, near_at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[])
     ON CONFLICT (case_id, kind) DO UPDATE SET due_at = excluded.due_at, near_at = excluded.near_at, raised_at = NULL
     WHERE deadline.passed_at IS NULL`,
    [
      rows.map((row) => row.caseId),
      rows.map((row) => row.kind),
      rows.map((row) => row.dueAt),
      rows.map((row) => row.nearAt),
    ],
  );
}

function moved(earlier: Deadline | undefined, wanted: NewDeadline): boolean {
  if (!earlier) return true;
  const differ = (a: string | null, b: string | null) => Date.parse(a ?? '') !== Date.parse(b ?? '') && a !== b;
  return earlier.passedAt === null && (differ(earlier.dueAt, wanted.dueAt) || differ(earlier.nearAt, wanted.nearAt));
}

/** A deadline that has passed. */
export interface Passed extends Omit<DeadlinePassed, 'kind'> {
  kind: DeadlineKind;
}

/** True for one that the audit asks about. */
export function isAudited<T extends { kind: DeadlineKind }>(one: T): one is T & { kind: AuditedClock } {
  return auditedClocks.some((kind) => kind === one.kind);
}

/** Takes up to `limit` deadlines that have passed, and notes that they did; each is taken once, by one process. */
export async function takePassedDeadlines(tx: EntityManager, limit: number): Promise<Passed[]> {
  const [rows] = await tx.query<[Passed[], number]>(
    `UPDATE deadline d SET passed_at = clock_now() FROM (
       SELECT case_id, kind FROM deadline WHERE passed_at IS NULL AND due_at < clock_now()
       ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
     WHERE d.case_id = due.case_id AND d.kind = due.kind
     RETURNING d.case_id AS "caseId", d.kind, ${instant('d.due_at')} AS "dueAt"`,
    [limit],
  );
  return rows;
}

/**
 * Raises up to `limit` deadlines that have come near: each once, and only where somebody still has to mind it.
 *
 * @returns how many it looked at
 */
export async function raiseEscalations(tx: EntityManager, limit: number, role: string): Promise<number> {
  const [row] = await tx.query<{ near: number }[]>(
    `WITH due AS (
       SELECT case_id, kind FROM deadline WHERE raised_at IS NULL AND near_at <= clock_now()
       ORDER BY near_at LIMIT $1 FOR UPDATE SKIP LOCKED),
     near AS (
       UPDATE deadline d SET raised_at = clock_now() FROM due WHERE d.case_id = due.case_id AND d.kind = due.kind
       RETURNING d.case_id, d.kind, d.due_at),
     raised AS (
       INSERT INTO escalation (case_id, kind, due_at, role)
       SELECT near.case_id, near.kind, near.due_at, $2 FROM near JOIN open_clock USING (case_id, kind, due_at)
       ON CONFLICT DO NOTHING)
     SELECT count(*)::int AS near FROM near`,
    [limit, role],
  );
  return row?.near ?? 0;
}
