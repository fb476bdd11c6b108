import { BadRequestException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { amountText, Dec } from '../freight/money.ts';
import { type Proposal, proposals, type ProposalsWanted } from '../ledger/proposals.ts';
import type { Decided } from './decided.ts';

/** A decision that waits for a second person, or has waited, as everyone reads it: `said` is the second one's comment. */
export type ProposalView = Decided &
  Omit<Proposal, 'body' | 'judgements' | 'revision' | 'comment'> & { said: string | null };

/** A proposal as everyone reads it; what it binds to stays with us. */
export function proposalView(proposal: Proposal): ProposalView {
  const { proposalId, caseId, released, currency, askedBy, askedAt, state, endedBy, endedAt, decisionId } = proposal;
  return {
    ...(proposal.body as Decided),
    ...{ proposalId, caseId, currency, askedBy, askedAt, state, endedBy, endedAt, decisionId },
    released: amountText(new Dec(released), currency),
    said: proposal.comment,
  };
}

/**
 * Proposals a part at a time, newest first.
 *
 * @throws BadRequestException when the cursor is not one of ours
 */
export async function proposalList(
  db: { query: EntityManager['query'] },
  { cursor, limit, ...wanted }: Omit<ProposalsWanted, 'after'> & { cursor?: string },
): Promise<{ data: ProposalView[]; page: { nextCursor: string | null } }> {
  if (cursor !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor))
    throw new BadRequestException({ code: 'bad-cursor', detail: 'the cursor is not one we gave' });
  const rows = await proposals(db, { ...wanted, after: cursor ?? null, limit: limit + 1 });
  const part = rows.slice(0, limit);
  return {
    data: part.map(proposalView),
    page: { nextCursor: rows.length > limit ? (part.at(-1)?.proposalId ?? null) : null },
  };
}
