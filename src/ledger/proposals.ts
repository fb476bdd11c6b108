import type { EntityManager } from 'typeorm';

/** States of a decision that waits for a second person, or has waited. */
export const proposalStates = ['OPEN', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** What one person asked for above their limit. Amounts are texts in the case's currency. */
export interface Proposal {
  proposalId: string;
  caseId: string;
  /** The decision as it was asked for. */
  body: object;
  /** Line key → canonical text of the judgement it was asked on. */
  judgements: Record<string, string>;
  /** The last revision in which that judgement was found unchanged. */
  revision: number;
  released: string;
  currency: string | null;
  askedBy: string;
  askedAt: Date;
  state: ProposalState;
  endedBy: string | null;
  endedAt: Date | null;
  comment: string | null;
  decisionId: string | null;
}

const columns = `p.proposal_id AS "proposalId", p.case_id AS "caseId", p.body, p.judgements, p.revision, p.released,
  p.currency, p.asked_by AS "askedBy", p.asked_at AS "askedAt", p.state, p.ended_by AS "endedBy", p.ended_at AS "endedAt",
  p.comment, p.decision_id AS "decisionId"`;

/** Keeps what was asked for. */
export async function writeProposal(
  tx: EntityManager,
  asked: Pick<Proposal, 'caseId' | 'body' | 'judgements' | 'revision' | 'released' | 'currency' | 'askedBy'>,
): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(
    `INSERT INTO decision_proposal (case_id, body, judgements, revision, released, currency, asked_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING proposal_id AS id`,
    [
      ...[asked.caseId, JSON.stringify(asked.body), JSON.stringify(asked.judgements), asked.revision],
      ...[asked.released, asked.currency, asked.askedBy],
    ],
  );
  if (!row) throw new Error('a proposal was not written');
  return row.id;
}

/** Ends an open proposal; false: it was ended before. */
export async function endProposal(
  tx: EntityManager,
  proposalId: string,
  end: { state: Exclude<ProposalState, 'OPEN'>; by: string; comment?: string | null; decisionId?: string },
): Promise<boolean> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE decision_proposal SET state = $2, ended_by = $3, ended_at = clock_now(), comment = $4, decision_id = $5
     WHERE proposal_id = $1 AND state = 'OPEN' RETURNING proposal_id`,
    [proposalId, end.state, end.by, end.comment ?? null, end.decisionId ?? null],
  );
  return rows.length > 0;
}

/** One proposal, locked until the transaction ends; null: there is none. */
export async function proposalForUpdate(tx: EntityManager, proposalId: string): Promise<Proposal | null> {
  const [row] = await tx.query<Proposal[]>(
    `SELECT ${columns} FROM decision_proposal p WHERE p.proposal_id = $1 FOR UPDATE`,
    [proposalId],
  );
  return row ?? null;
}

/** What waits for a second person on a case, oldest first. */
export async function openProposalsOf(db: { query: EntityManager['query'] }, caseId: string): Promise<Proposal[]> {
  return db.query<Proposal[]>(
    `SELECT ${columns} FROM decision_proposal p WHERE p.case_id = $1 AND p.state = 'OPEN' ORDER BY p.proposal_id`,
    [caseId],
  );
}

/** Which proposals. */
export interface ProposalsWanted {
  state?: ProposalState;
  caseId?: string;
  askedBy?: string;
  /** A proposal's id: those after it, newest first. */
  after: string | null;
  limit: number;
}

/** Proposals, newest first. */
export async function proposals(
  db: { query: EntityManager['query'] },
  { state, caseId, askedBy, after, limit }: ProposalsWanted,
): Promise<Proposal[]> {
  return db.query<Proposal[]>(
    `SELECT ${columns} FROM decision_proposal p
     WHERE ($1::text IS NULL OR p.state = $1) AND ($2::uuid IS NULL OR p.case_id = $2)
       AND ($3::text IS NULL OR p.asked_by = $3) AND ($4::uuid IS NULL OR p.proposal_id < $4)
     ORDER BY p.proposal_id DESC LIMIT $5`,
    [state ?? null, caseId ?? null, askedBy ?? null, after, limit],
  );
}

/** The case a proposal is on; null: there is no such proposal. */
export async function caseOfProposal(tx: EntityManager, proposalId: string): Promise<string | null> {
  const [row] = await tx.query<{ caseId: string }[]>(
    'SELECT case_id AS "caseId" FROM decision_proposal WHERE proposal_id = $1',
    [proposalId],
  );
  return row?.caseId ?? null;
}

/** Cases with open proposals that have been judged again since these were asked for, at most 200. */
export async function casesJudgedSince(tx: EntityManager): Promise<string[]> {
  const rows = await tx.query<{ caseId: string }[]>(
    `SELECT DISTINCT c.case_id AS "caseId" FROM decision_proposal p JOIN freight_case c USING (case_id)
     WHERE p.state = 'OPEN' AND c.revision <> p.revision LIMIT 200`,
  );
  return rows.map((row) => row.caseId);
}

/** Notes that the judgements these were asked on stand in later revisions too. */
export async function keepProposals(
  tx: EntityManager,
  kept: readonly Pick<Proposal, 'proposalId' | 'revision'>[],
): Promise<void> {
  if (kept.length === 0) return;
  await tx.query(
    `UPDATE decision_proposal p SET revision = row.revision
     FROM unnest($1::uuid[], $2::int[]) AS row (id, revision) WHERE p.proposal_id = row.id`,
    [kept.map((one) => one.proposalId), kept.map((one) => one.revision)],
  );
}
