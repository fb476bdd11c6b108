import type { EntityManager } from 'typeorm';
import type { Decision } from '../freight/decision.ts';

/** Every decision on these cases, oldest first. */
export async function decisionsOf(
  tx: { query: EntityManager['query'] },
  caseIds: readonly string[],
): Promise<Decision[]> {
  return tx.query<Decision[]>(
    `SELECT decision_id AS "decisionId", d.case_id AS "caseId", kind, line, charge, amount, reason, comment,
            shipment_source AS "shipmentSource", shipment_id AS "shipmentId", hold_until::text AS until,
            ${instant('h.ended_at')} AS "endedAt", decided_by AS by, dispute_id AS "disputeId",
            approved_by AS "approvedBy",
            ${instant('decided_at')} AS at, judgements
     FROM decision d LEFT JOIN decision_hold h USING (decision_id)
     WHERE d.case_id = ANY($1::uuid[]) ORDER BY decision_id`,
    [caseIds],
  );
}

/** A timestamp as RFC 3339 text in UTC. */
function instant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** A decision to be kept; its id and time are given here. */
export interface NewDecision extends Omit<Decision, 'decisionId' | 'at' | 'endedAt'> {
  /** By how much the approved money of the case grows with it, or what of a claim it gives up; absent: nothing. */
  released?: string;
}

/** Keeps a decision. */
export async function writeDecision(tx: EntityManager, decision: NewDecision): Promise<{ decisionId: string }> {
  const rows = await tx.query<{ decisionId: string }[]>(
    `INSERT INTO decision (case_id, kind, line, charge, amount, reason, comment, shipment_source, shipment_id, judgements,
                           decided_by, hold_until, approved_by, released, dispute_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING decision_id AS "decisionId"`,
    [
      ...[decision.caseId, decision.kind, decision.line],
      ...(['charge', 'amount', 'reason', 'comment', 'shipmentSource', 'shipmentId'] as const).map(
        (field) => decision[field] ?? null,
      ),
      ...[JSON.stringify(decision.judgements), decision.by],
      ...(['until', 'approvedBy'] as const).map((field) => decision[field] ?? null),
      ...[decision.released ?? '0', decision.disputeId ?? null],
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('a decision was not written');
  return row;
}

/** Sets when a hold ends. */
export async function writeHold(
  tx: EntityManager,
  hold: { decisionId: string; caseId: string; dueAt: string },
): Promise<void> {
  await tx.query('INSERT INTO decision_hold (decision_id, case_id, due_at) VALUES ($1, $2, $3)', [
    hold.decisionId,
    hold.caseId,
    hold.dueAt,
  ]);
}

/** Ends up to `limit` holds whose day is over; each is ended once, by one process. */
export async function endHolds(
  tx: EntityManager,
  limit: number,
): Promise<{ decisionId: string; caseId: string; dueAt: string }[]> {
  const [rows] = await tx.query<[{ decisionId: string; caseId: string; dueAt: string }[], number]>(
    `UPDATE decision_hold h SET ended_at = clock_now() FROM (
       SELECT decision_id FROM decision_hold WHERE ended_at IS NULL AND due_at < clock_now()
       ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
     WHERE h.decision_id = due.decision_id
     RETURNING h.decision_id AS "decisionId", h.case_id AS "caseId", ${instant('h.due_at')} AS "dueAt"`,
    [limit],
  );
  return rows;
}
