import type { EntityManager } from 'typeorm';
import type { Decision } from '../freight/decision.ts';

/** Every decision on these cases, oldest first. */
export async function decisionsOf(
  tx: { query: EntityManager['query'] },
  caseIds: readonly string[],
): Promise<Decision[]> {
  return tx.query<Decision[]>(
    `SELECT decision_id AS "decisionId", case_id AS "caseId", kind, line, charge, amount, reason, comment,
            shipment_source AS "shipmentSource", shipment_id AS "shipmentId", decided_by AS by,
            dispute_id AS "disputeId",
            to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, judgements
     FROM decision WHERE case_id = ANY($1::uuid[]) ORDER BY decision_id`,
    [caseIds],
  );
}

/** Keeps a decision; its id and time are given here. */
export async function writeDecision(
  tx: EntityManager,
  decision: Omit<Decision, 'decisionId' | 'at'>,
): Promise<{ decisionId: string }> {
  const rows = await tx.query<{ decisionId: string }[]>(
    `INSERT INTO decision (case_id, kind, line, charge, amount, reason, comment, shipment_source, shipment_id, judgements,
                           decided_by, dispute_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING decision_id AS "decisionId"`,
    [
      decision.caseId,
      decision.kind,
      decision.line,
      decision.charge ?? null,
      decision.amount ?? null,
      decision.reason ?? null,
      decision.comment ?? null,
      decision.shipmentSource ?? null,
      decision.shipmentId ?? null,
      JSON.stringify(decision.judgements),
      decision.by,
      decision.disputeId ?? null,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('a decision was not written');
  return row;
}
