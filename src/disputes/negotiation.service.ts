import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FieldProblem } from '../masterdata/validated.ts';
import { invalid } from '../masterdata/validated.ts';
import { decimal } from '../freight/money.ts';
import { amountProblem, openLine, proposedLines } from './amounts.ts';
import type { ProposalDto } from './answers.dto.ts';
import { answerDay, wrongState } from './disputes.service.ts';
import { type DisputeRow, happened, linesOf, type LineRow, lockDispute, say } from './dispute-rows.ts';
import { type Effect, Effects } from './effects.ts';
import { type Proposal, type ProposedLine, proposalsOf, writeProposal } from './proposal-rows.ts';

/** A carrier's answer, however it came: typed in, from an 824, or by the carrier itself. */
export interface CarrierAnswer {
  disputeId: string;
  /** Who wrote it down, or the carrier itself. */
  by: string;
  via: 'API' | 'EMAIL' | 'X12_824' | 'CARRIER_VIEW';
  /** Of the whole dispute; null: line by line, or only in words. */
  answer: 'ACCEPTED' | 'REJECTED' | null;
  /** `amount`: what the carrier would take for the line in all; null: no counter-proposal. */
  lines: { place: number; answer: 'ACCEPTED' | 'REJECTED'; amount: string | null; why: string | null }[];
  /** Verbatim; null: none. */
  text: string | null;
  /** The sender's own id: taken once. */
  answerId: string | null;
}

/** Rounds of proposals, and the carrier's answers. */
@Injectable()
export class NegotiationService {
  constructor(
    private readonly db: DataSource,
    private readonly effects: Effects,
  ) {}

  /**
   * Keeps a proposal as the next round: ours goes out and asks for an answer anew, the carrier's is an answer.
   *
   * @throws HttpException 409 before it is sent and after it has ended; 422 naming each line that is out of reach
   */
  async propose(by: string, disputeId: string, asked: ProposalDto, ifMatch: string | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      const dispute = await lockDispute(tx, disputeId, ifMatch);
      const lines = await proposable(tx, dispute, asked);
      const fromCarrier = asked.fromCarrier ?? false;
      const round = await writeProposal(tx, disputeId, { fromCarrier, lines, comment: asked.comment ?? null, by });
      await happened(tx, disputeId, 'PROPOSED', { by, round, fromCarrier, lines });
      if (fromCarrier) await answered(tx, dispute);
      else await askAgain(tx, dispute, { by, round, text: asked.comment ?? null });
    });
  }

  /**
   * What a proposal would do to each case and to its next posting, were it accepted. Nothing is kept.
   *
   * @throws HttpException as `propose` does
   */
  async tried(disputeId: string, asked: ProposalDto): Promise<Effect[]> {
    const { lines, proposed } = await this.db.transaction(async (tx) => {
      const dispute = await lockDispute(tx, disputeId, null);
      return { proposed: await proposable(tx, dispute, asked), lines: await linesOf(tx, disputeId) };
    });
    return this.effects.of(disputeId, lines, proposed);
  }

  /**
   * Takes a carrier's answer: kept verbatim, with its counter-proposal as a round. It moves no money: somebody resolves the
   * dispute, with the limits that decisions have.
   *
   * @returns false when the answer of this id was taken before
   * @throws HttpException 404 for an unknown dispute, 409 for one that was not sent or has ended, 422 naming each line that
   *   is not in it
   */
  async takeAnswer(given: CarrierAnswer): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const { disputeId, by, via, text, answer } = given;
      const dispute = await lockDispute(tx, disputeId, null);
      if (await isKnown(tx, given)) return false;
      if (dispute.state !== 'SENT' && dispute.state !== 'ANSWERED') throw wrongState(dispute, 'answered');
      const lines = await linesOf(tx, disputeId);
      const counter = counterIn(given, lines, dispute);
      const body = { answer, lines: given.lines };
      const said = { direction: 'IN', kind: 'ANSWER', via, text, body, by, externalId: given.answerId } as const;
      await say(tx, disputeId, said);
      await happened(tx, disputeId, 'ANSWERED', { by, via, ...body });
      if (counter.length > 0) {
        const proposal = { fromCarrier: true, lines: counter, comment: text, by };
        const round = await writeProposal(tx, disputeId, proposal);
        await happened(tx, disputeId, 'PROPOSED', { by, round, fromCarrier: true, lines: counter });
      }
      await answered(tx, dispute);
      return true;
    });
  }
}

async function isKnown(tx: EntityManager, { disputeId, answerId }: CarrierAnswer): Promise<boolean> {
  if (answerId === null) return false;
  const known = await tx.query<unknown[]>('SELECT 1 FROM dispute_message WHERE dispute_id = $1 AND external_id = $2', [
    disputeId,
    answerId,
  ]);
  return known.length > 0;
}

/** The counter-proposal in an answer; every line of it must be open and in reach. */
function counterIn(
  { lines: answers }: CarrierAnswer,
  lines: readonly LineRow[],
  { currency }: DisputeRow,
): ProposedLine[] {
  const problems: FieldProblem[] = [];
  const counter: ProposedLine[] = [];
  for (const [n, { place, amount }] of answers.entries()) {
    const line = openLine(lines, place, `/lines/${n}/place`);
    if ('pointer' in line) problems.push(line);
    else if (amount !== null) {
      const problem = amountProblem(line, decimal(amount), currency, `/lines/${n}/amount`);
      if (problem) problems.push(problem);
      else counter.push({ place, on: 'AMOUNT', value: amount, amount });
    }
  }
  if (problems.length > 0) throw invalid(problems);
  return counter;
}

async function proposable(tx: EntityManager, dispute: DisputeRow, asked: ProposalDto): Promise<ProposedLine[]> {
  if (dispute.state !== 'SENT' && dispute.state !== 'ANSWERED') throw wrongState(dispute, 'negotiated');
  const { lines, problems } = await proposedLines(tx, dispute, await linesOf(tx, dispute.disputeId), asked.lines);
  if (problems.length > 0) throw invalid(problems);
  return lines;
}

async function answered(tx: EntityManager, { disputeId }: DisputeRow): Promise<void> {
  await tx.query(`UPDATE dispute SET state = 'ANSWERED', answered_at = clock_now() WHERE dispute_id = $1`, [disputeId]);
}

/** Our word goes out, and the carrier has its days again. */
async function askAgain(
  tx: EntityManager,
  dispute: DisputeRow,
  { by, round, text }: { by: string; round: number; text: string | null },
): Promise<void> {
  const { disputeId } = dispute;
  const { answerBy, dueAt } = await answerDay(tx, dispute, null);
  await tx.query(
    `UPDATE dispute SET state = 'SENT', answer_by = $2, answer_due_at = $3, escalated_at = NULL WHERE dispute_id = $1`,
    [disputeId, answerBy, dueAt],
  );
  await say(tx, disputeId, {
    ...{ direction: 'OUT', kind: 'PROPOSAL', via: 'ANY', by, text },
    body: { round, answerBy },
  });
}

/** The amounts of a round, by place. */
export async function amountsOfRound(
  tx: EntityManager,
  dispute: DisputeRow,
  round: number,
): Promise<Map<number, string> | null> {
  const found: Proposal | undefined = (await proposalsOf(tx, dispute)).find((one) => one.round === round);
  return found ? new Map(found.lines.map(({ place, amount }) => [place, amount])) : null;
}
