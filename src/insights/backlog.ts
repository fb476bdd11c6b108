import type { EntityManager } from 'typeorm';
import { type Staleness, staleness } from '../wake/claim.ts';
import { type PostingState, postingStates } from '../freight/codes.ts';

/** States of postings that are or were on their way; WITHDRAWN ones never were. */
type CountedState = Exclude<PostingState, 'WITHDRAWN'>;

/** How much is still to be done. */
export interface Backlog {
  /** Cases not up to date: 0 means that no mark and no wide change is left, and every answer is final. */
  staleCases: number;
  /** Messages not understood and not replayed since. */
  quarantinedMessages: number;
  /** Cases the engine failed on. */
  parkedCases: number;
  postings: Record<CountedState, number>;
  /** What our books and the ERPs' differ in and nobody has explained, and targets whose last comparison failed. */
  reconciliation: { openDifferences: number; failedTargets: number };
  /** Since when the oldest of the stale waits; 0 when nothing is stale. */
  oldestStaleSeconds: number;
}

type Row = Omit<Backlog, 'postings' | keyof Staleness> & { postings: Partial<Record<PostingState, number>> | null };

/**
 * What is still to be done. Staleness is read first: when nothing is stale, what those answers led to is counted with
 * the rest.
 */
export async function backlog(db: EntityManager): Promise<Backlog> {
  const { staleCases, oldestStaleSeconds } = await staleness(db);
  const [row]: Row[] = await db.query(
    `WITH sent AS (SELECT state, count(*) AS n FROM posting WHERE state <> 'WITHDRAWN' GROUP BY state)
     SELECT (SELECT count(*) FROM message WHERE state = 'QUARANTINED' AND replayed_as IS NULL)::int AS "quarantinedMessages",
            (SELECT count(*) FROM freight_case WHERE state = 'PARKED')::int AS "parkedCases",
            (SELECT json_object_agg(state, n) FROM sent) AS postings,
            json_build_object(
              'openDifferences', (SELECT count(*) FROM reconciliation_difference WHERE state = 'OPEN'),
              'failedTargets', (SELECT count(*) FROM (SELECT DISTINCT ON (target) state FROM reconciliation
                 WHERE finished_at IS NOT NULL ORDER BY target, reconciliation_id DESC) AS last WHERE state = 'FAILED')
            ) AS reconciliation`,
  );
  if (!row) throw new Error('an aggregate has always one row');
  const counted = postingStates.filter((state): state is CountedState => state !== 'WITHDRAWN');
  const postings = Object.fromEntries(counted.map((state) => [state, row.postings?.[state] ?? 0]));
  return { staleCases, ...row, postings: postings as Backlog['postings'], oldestStaleSeconds };
}
