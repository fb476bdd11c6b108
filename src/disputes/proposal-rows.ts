import type { EntityManager } from 'typeorm';
import { amountText, decimal } from '../freight/money.ts';

/** What a proposal can be about: what is paid, or the rate or the quantity it comes from. */
export const proposedOn = ['AMOUNT', 'RATE', 'QUANTITY'] as const;
export type ProposedOn = (typeof proposedOn)[number];

/** One line of a proposal: `amount` is what would be paid of the line in all. */
export interface ProposedLine {
  place: number;
  on: ProposedOn;
  value: string;
  amount: string;
}

/** A word in the negotiation. */
export interface Proposal {
  /** 2 is the first after what was asked. */
  round: number;
  fromCarrier: boolean;
  lines: ProposedLine[];
  comment: string | null;
  by: string;
  at: Date;
}

/** Proposals of both sides, in their rounds. */
export async function proposalsOf(
  tx: { query: EntityManager['query'] },
  { disputeId, currency }: { disputeId: string; currency: string },
): Promise<Proposal[]> {
  const rows = await tx.query<Proposal[]>(
    `SELECT round, from_carrier AS "fromCarrier", lines, comment, by, at FROM dispute_proposal
     WHERE dispute_id = $1 ORDER BY round`,
    [disputeId],
  );
  return rows.map((row) => ({
    ...row,
    lines: row.lines.map((line) => ({ ...line, amount: amountText(decimal(line.amount), currency) })),
  }));
}

/** Keeps a proposal as the next round, and answers with the round. */
export async function writeProposal(
  tx: EntityManager,
  disputeId: string,
  proposal: Omit<Proposal, 'round' | 'at'>,
): Promise<number> {
  const [row] = await tx.query<{ round: number }[]>(
    `INSERT INTO dispute_proposal (dispute_id, round, from_carrier, lines, comment, by)
     SELECT $1::uuid, coalesce(max(round), 1) + 1, $2::boolean, $3::json, $4, $5 FROM dispute_proposal WHERE dispute_id = $1::uuid
     RETURNING round`,
    [disputeId, proposal.fromCarrier, JSON.stringify(proposal.lines), proposal.comment, proposal.by],
  );
  if (!row) throw new Error('a proposal was not written');
  return row.round;
}
