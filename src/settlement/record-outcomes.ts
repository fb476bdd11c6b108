import type { EntityManager } from 'typeorm';
import { announcePostings } from '../ledger/announcements.ts';
import { refreshCaseState } from '../ledger/case-state.ts';
import { casesOf } from './locked-posting.ts';
import type { ErpVoucher } from './targets/erp-target.ts';

/** One call about a posting and what came of it. */
export interface Attempt {
  kind: 'POST' | 'LOOKUP';
  outcome: string;
  answer: string | null;
}

/** What became of a claimed posting. */
export interface Outcome {
  postingId: string;
  claim: string;
  state: 'ACKNOWLEDGED' | 'REFUSED' | 'UNKNOWN' | 'PENDING';
  voucher?: ErpVoucher;
  /** Seconds until the next look-up of an UNKNOWN one; null: a person must look. Absent: as it was. */
  waitSeconds?: number | null;
  /** Handed over for certain: it waits for the ERP, and the vendor's next do not wait for it. Absent: as it was. */
  delivered?: boolean;
  /** What a person should read; absent: the last attempt's answer. */
  words?: string;
  attempts: Attempt[];
}

/**
 * Writes what became of claimed postings: their states, every attempt, and the state of each case that is paid now.
 * An acknowledgement counts whoever holds the lease by now; anything else only while it is ours.
 *
 * @returns how many changed
 */
export async function recordOutcomes(tx: EntityManager, outcomes: readonly Outcome[], by: string): Promise<number> {
  if (outcomes.length === 0) return 0;
  const locked: { id: string; attempts: number; state: string }[] = await tx.query(
    `SELECT posting_id AS id, attempts, state FROM posting WHERE posting_id = ANY($1::uuid[]) ORDER BY posting_id FOR UPDATE`,
    [outcomes.map((outcome) => outcome.postingId)],
  );
  const before = new Map(locked.map((row) => [row.id, row.attempts]));
  const [changed]: [{ id: string; case_id: string | null; state: string }[], number] = await tx.query(
    `UPDATE posting p SET state = o.state, row_version = row_version + 1, claimed_by = NULL, lease_until = NULL,
            delivered = coalesce(o.delivered, p.delivered), attempts = p.attempts + o.calls, unanswered = p.unanswered + o.unanswered, last_answer = coalesce(o.words, p.last_answer),
            available_at = CASE WHEN o.state <> 'UNKNOWN' OR o.as_it_was THEN p.available_at
                                ELSE coalesce(clock_now() + make_interval(secs => o.wait_seconds), 'infinity') END,
            document_number = coalesce(o.document_number, p.document_number),
            posted_on = coalesce(o.posted_on, CASE WHEN o.state = 'ACKNOWLEDGED' THEN clock_now()::date END),
            acknowledged_amount = CASE WHEN o.state = 'ACKNOWLEDGED' THEN p.gross END,
            acknowledged_at = CASE WHEN o.state = 'ACKNOWLEDGED' THEN clock_now() END
       FROM json_to_recordset($1) AS o(posting_id uuid, claim text, state text, wait_seconds float, as_it_was boolean, delivered boolean,
            calls int, unanswered int, words text, document_number text, posted_on date)
      WHERE p.posting_id = o.posting_id AND p.state IN ('SENDING', 'UNKNOWN')
        AND (p.claimed_by = o.claim OR o.state = 'ACKNOWLEDGED')
      RETURNING p.posting_id AS id, p.case_id, p.state`,
    [JSON.stringify(outcomes.map(rowOf))],
  );
  await noteAttempts(tx, outcomes, { before, by });
  const stateBefore = new Map(locked.map((row) => [row.id, row.state]));
  const news = changed.filter((row) => row.state !== stateBefore.get(row.id));
  await announcePostings(
    tx,
    news.map((row) => row.id),
  );
  const paid = changed.filter((row) => row.state === 'ACKNOWLEDGED').flatMap(casesOf);
  if (paid.length > 0) await refreshCaseState(tx, [...new Set(paid)]);
  return changed.length;
}

function rowOf({
  postingId,
  claim,
  state,
  voucher,
  waitSeconds,
  delivered,
  words,
  attempts,
}: Outcome): Record<string, unknown> {
  return {
    posting_id: postingId,
    claim,
    state,
    wait_seconds: waitSeconds ?? null,
    as_it_was: waitSeconds === undefined,
    delivered: deliveredOf(delivered, attempts),
    calls: attempts.length,
    unanswered: attempts.filter(({ kind, outcome }) => kind === 'POST' && outcome === 'UNKNOWN').length,
    words: words ?? attempts.at(-1)?.answer ?? null,
    // A document with another amount is named in the answer, not taken as ours.
    document_number: state === 'ACKNOWLEDGED' ? voucher?.documentNumber : null,
    posted_on: state === 'ACKNOWLEDGED' ? voucher?.postedOn : null,
  };
}

/** What was sent again was not delivered any more, unless that call says so; what was only looked up is as it was. */
function deliveredOf(delivered: boolean | undefined, attempts: readonly Attempt[]): boolean | null {
  if (delivered !== undefined) return delivered;
  return attempts.some(({ kind }) => kind === 'POST') ? false : null;
}

/** Calls that were made are on the record even where the lease was lost on the way. */
async function noteAttempts(
  tx: EntityManager,
  outcomes: readonly Outcome[],
  { before, by }: { before: Map<string, number>; by: string },
): Promise<void> {
  const rows = outcomes.flatMap(({ postingId, attempts }) =>
    attempts.map((attempt, n) => ({
      posting_id: postingId,
      attempt: (before.get(postingId) ?? 0) + n + 1,
      by,
      ...attempt,
    })),
  );
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO posting_attempt (posting_id, attempt, kind, outcome, answer, by)
     SELECT r.* FROM json_to_recordset($1) AS r(posting_id uuid, attempt int, kind text, outcome text, answer text, by text)`,
    [JSON.stringify(rows)],
  );
}
