import type { EntityManager } from 'typeorm';
import { caseState, type CaseSummary } from '../audit/settle/case-state.ts';
import type { CaseState } from '../freight/codes.ts';
import { announceCases } from './announcements.ts';
import { writeTimeline } from './judgements.ts';

interface CaseMoney extends CaseSummary {
  caseId: string;
  state: CaseState;
  revision: number;
}

interface PostedSums {
  caseId: string;
  posted: string;
  acknowledged: string;
  held: boolean;
}

/**
 * Brings what is posted, acknowledged and held on these cases, and with it their state, in line with their postings. Call
 * it after postings have changed, in that transaction: what the ERP acknowledged settles a case without an audit. A case
 * whose state or money changed gets a new ETag; the revision stays, for the answer is the same.
 */
export async function refreshCaseState(tx: EntityManager, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  // Locked first, in the order everybody locks cases; the sums are read by a later statement, when nobody else writes.
  const cases = await tx.query<CaseMoney[]>(
    `SELECT case_id AS "caseId", state, revision, state = 'PARKED' AS parked, awaiting_match AS "awaitingMatch",
            needs_review AS "needsReview", held, at_risk AS "atRisk", disputed, pending, approved, posted, acknowledged
     FROM freight_case WHERE case_id = ANY($1::uuid[]) ORDER BY case_id FOR UPDATE`,
    [caseIds],
  );
  const sums = await tx.query<PostedSums[]>(
    `SELECT c.case_id AS "caseId", coalesce(sum(p.gross), 0)::text AS posted,
            coalesce(sum(p.gross) FILTER (WHERE p.state = 'ACKNOWLEDGED'), 0)::text AS acknowledged,
            coalesce(bool_or(p.state = 'HELD'), false) AS held
     FROM unnest($1::uuid[]) AS c (case_id) LEFT JOIN posting p ON p.case_id = c.case_id AND p.state <> 'WITHDRAWN'
       AND p.type NOT IN ('ACCRUAL', 'ACCRUAL_REVERSAL')
     GROUP BY c.case_id`,
    [caseIds],
  );
  const byCase = new Map(sums.map((row) => [row.caseId, row]));
  const changed = cases.flatMap((before) => {
    const posted = byCase.get(before.caseId);
    if (!posted) return [];
    const state = caseState({ ...before, ...posted });
    return [{ ...posted, before, state }];
  });
  await tx.query(
    `UPDATE freight_case c SET posted = row.posted, acknowledged = row.acknowledged, held = row.held, state = row.state,
            row_version = c.row_version + 1
     FROM unnest($1::uuid[], $2::numeric[], $3::numeric[], $4::boolean[], $5::text[])
       AS row (case_id, posted, acknowledged, held, state)
     WHERE c.case_id = row.case_id
       AND (c.posted, c.acknowledged, c.held, c.state) IS DISTINCT FROM (row.posted, row.acknowledged, row.held, row.state)`,
    [
      changed.map((one) => one.caseId),
      changed.map((one) => one.posted),
      changed.map((one) => one.acknowledged),
      changed.map((one) => one.held),
      changed.map((one) => one.state),
    ],
  );
  const moved = changed.filter((one) => one.before.state !== one.state);
  await writeTimeline(
    tx,
    moved.map(({ caseId, before, state, posted, acknowledged }) => ({
      caseId,
      revision: before.revision,
      kind: 'STATE',
      body: JSON.stringify({
        arrived: [],
        state: { before: before.state, after: state },
        posted: { before: before.posted, after: posted },
        acknowledged: { before: before.acknowledged, after: acknowledged },
      }),
    })),
  );
  await announceCases(
    tx,
    moved.map(({ caseId, before }) => ({ caseId, stateBefore: before.state, answer: 'STATE' })),
  );
}
