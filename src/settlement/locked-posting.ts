import { ConflictException, NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PostingState } from '../freight/codes.ts';

/** What answers to a posting are decided on. */
export interface LockedPosting {
  /** null: an accrual, which belongs to no case. */
  case_id: string | null;
  state: PostingState;
  target: string;
  currency: string;
  gross: string;
  document_number: string | null;
}

/** Why something cannot be done to a posting as it stands. */
export interface Refusal {
  code: string;
  detail: string;
}

/**
 * A posting, locked until the transaction ends.
 *
 * @throws NotFoundException
 */
export async function lockedPosting(tx: EntityManager, id: string): Promise<LockedPosting> {
  const [row]: LockedPosting[] = await tx.query(
    `SELECT case_id, state, target, currency, body ->> 'gross' AS gross, document_number FROM posting WHERE posting_id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no posting ${id}` });
  return row;
}

/** The case whose state a posting tells of; none for an accrual. */
export function casesOf({ case_id }: Pick<LockedPosting, 'case_id'>): string[] {
  return case_id === null ? [] : [case_id];
}

/** Puts on record what somebody said of a posting. */
export async function noteAnswer(
  tx: EntityManager,
  postingId: string,
  said: { by: string; kind: 'ACKNOWLEDGE' | 'REFUSE' | 'RETRY'; outcome: string; answer: string },
): Promise<void> {
  await tx.query(
    `WITH counted AS (UPDATE posting SET attempts = attempts + 1 WHERE posting_id = $1 RETURNING attempts)
     INSERT INTO posting_attempt (posting_id, attempt, kind, outcome, answer, by) SELECT $1, attempts, $2, $3, $4, $5 FROM counted`,
    [postingId, said.kind, said.outcome, said.answer, said.by],
  );
}

/** The refusal of something that does not fit the posting's state. */
export function refusalIn(state: PostingState, done: string): Refusal {
  return { code: 'wrong-state', detail: `a posting that is ${state} cannot be ${done}` };
}

/** The same as an answer to a request. */
export function notIn(state: PostingState, done: string): ConflictException {
  return new ConflictException(refusalIn(state, done));
}
