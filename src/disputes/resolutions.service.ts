import { ConflictException, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DecideWithin } from '../cases/decide-within.ts';
import { type LockedCase, lockCases } from '../cases/locked-case.ts';
import { untilAudited } from '../cases/until-audited.ts';
import type { DisputeLineState } from '../freight/dispute.ts';
import { amountText, type Decimal, decimal } from '../freight/money.ts';
import { type FieldProblem, invalid } from '../masterdata/validated.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { Wake } from '../wake/wake.ts';
import { amountProblem, mostPaid, openLine } from './amounts.ts';
import type { ResolutionDto } from './answers.dto.ts';
import { decisionFor } from './decision-for.ts';
import { wrongState } from './disputes.service.ts';
import { type DisputeRow, happened, linesOf, type LineRow, lockDispute, resolveIfOver, say } from './dispute-rows.ts';
import { followOne } from './follow.ts';
import { amountsOfRound } from './negotiation.service.ts';

/** A line with what it comes to. */
interface Ending {
  line: LineRow;
  amount: Decimal;
}

/** How disputes end. Money moves by decisions on the cases, with their limits and their second person, and no other way. */
@Injectable()
export class ResolutionsService {
  constructor(
    private readonly db: DataSource,
    private readonly decisions: DecideWithin,
    private readonly log: AuditLog,
    private readonly wake: Wake,
  ) {}

  /**
   * Ends every open line of a dispute. ACCEPTED: the carrier gives in. REJECTED: we give in, and so does WITHDRAWN once it
   * was sent; a draft that is withdrawn was never told to anybody and moves nothing. PARTIAL: an amount for each line. A line
   * whose decision waits for a second person stays open until that person has spoken.
   *
   * @throws HttpException 409 in the wrong state, 422 naming each amount that is missing or out of reach
   */
  async resolve(by: Principal, disputeId: string, wanted: ResolutionDto, ifMatch: string): Promise<void> {
    const decided = await this.db.transaction(async (tx) => {
      await lockDispute(tx, disputeId, ifMatch);
      await followOne(tx, disputeId);
      const dispute = await lockDispute(tx, disputeId, null);
      refuseState(dispute, wanted);
      const open = (await linesOf(tx, disputeId)).filter(({ state }) => state === 'OPEN');
      await this.record(tx, by, dispute, wanted);
      if (dispute.state === 'DRAFT') await withdrawAll(tx, dispute, by.person);
      else await this.decideAll(tx, by, { dispute, endings: await endingsOf(tx, dispute, open, wanted), wanted });
      await resolveIfOver(tx, disputeId, by.person);
      return dispute.state === 'DRAFT' ? [] : [...new Set(open.map(({ caseId }) => caseId))];
    });
    if (decided.length === 0) return;
    this.wake.ring('audit');
    for (const caseId of decided.slice(0, 20)) await untilAudited(this.db, caseId);
  }

  private async decideAll(
    tx: EntityManager,
    by: Principal,
    { dispute, endings, wanted }: { dispute: DisputeRow; endings: readonly Ending[]; wanted: ResolutionDto },
  ): Promise<void> {
    const cases = await lockCases(tx, [...new Set(endings.map(({ line }) => line.caseId))]);
    for (const { line } of endings)
      if (cases.get(line.caseId)?.rowVersion !== line.caseVersion)
        throw new ConflictException({
          code: 'changed',
          detail: `the case of line ${line.place} has just changed: look again`,
        });
    for (const ending of endings) await this.decideOne(tx, by, { dispute, ending, cases, wanted });
    if (endings.length === 0) return;
    await say(tx, dispute.disputeId, {
      ...{ direction: 'OUT', kind: 'RESOLUTION', via: 'ANY', by: by.person, text: wanted.comment ?? null },
      body: {
        resolution: wanted.resolution,
        lines: endings.map(({ line: { place }, amount }) => ({ place, amount: amountText(amount, dispute.currency) })),
      },
    });
  }

  private async decideOne(
    tx: EntityManager,
    by: Principal,
    on: { dispute: DisputeRow; ending: Ending; cases: ReadonlyMap<string, LockedCase>; wanted: ResolutionDto },
  ): Promise<void> {
    const { dispute, ending, cases, wanted } = on;
    const { line, amount } = ending;
    const { disputeId, place } = line;
    const locked = cases.get(line.caseId);
    if (!locked) throw new Error(`case ${line.caseId} of a dispute is gone`);
    const { decisionId, proposalId } = await this.decisions.decide(tx, by, locked, {
      ...decisionFor(line, amount),
      ...(line.line === null ? { charge: line.charge } : { line: line.line }),
      reason: line.reason,
      ...(wanted.comment === undefined ? {} : { comment: wanted.comment }),
      disputeId,
    });
    const said = { by: by.person, place, amount: amountText(amount, dispute.currency) };
    if (decisionId === null) {
      await happened(tx, disputeId, 'SECOND_PERSON_ASKED', { ...said, proposalId });
      return;
    }
    await tx.query(
      `UPDATE dispute_line SET state = $3, agreed = $4, ended = $5, decision_id = $6 WHERE dispute_id = $1 AND place = $2`,
      [disputeId, place, stateOf(ending, wanted), amount.toFixed(), wanted.comment ?? null, decisionId],
    );
    await happened(tx, disputeId, 'LINE_DECIDED', { ...said, decisionId });
  }

  private async record(
    tx: EntityManager,
    by: Principal,
    { disputeId }: DisputeRow,
    wanted: ResolutionDto,
  ): Promise<void> {
    const { resolution, round, comment, lines } = wanted;
    await this.log.write(tx, {
      person: by.person,
      action: 'dispute.resolve',
      subject: `dispute:${disputeId}`,
      detail: { resolution, round, comment, lines: lines?.map(({ place, amount }) => ({ place, amount })) },
    });
  }
}

function refuseState(dispute: DisputeRow, { resolution }: ResolutionDto): void {
  const { state } = dispute;
  if (state === 'RESOLVED') throw wrongState(dispute, 'resolved again');
  if (state === 'DRAFT' && resolution !== 'WITHDRAWN') throw wrongState(dispute, `resolved as ${resolution}`);
}

function stateOf({ line, amount }: Ending, { resolution }: ResolutionDto): DisputeLineState {
  if (resolution === 'WITHDRAWN') return 'WITHDRAWN';
  return amount.equals(mostPaid(line)) ? 'REJECTED' : 'ACCEPTED';
}

/** What each open line comes to. */
async function endingsOf(
  tx: EntityManager,
  dispute: DisputeRow,
  open: readonly LineRow[],
  wanted: ResolutionDto,
): Promise<Ending[]> {
  switch (wanted.resolution) {
    case 'ACCEPTED':
      return open.map((line) => ({ line, amount: decimal(line.leastPaid) }));
    case 'REJECTED':
    case 'WITHDRAWN':
      return open.map((line) => ({ line, amount: mostPaid(line) }));
    case 'PARTIAL':
      return partly(open, await saidAmounts(tx, dispute, wanted), dispute.currency);
  }
}

interface SaidAmount {
  place: number;
  amount: string;
  pointer: string;
}

async function saidAmounts(tx: EntityManager, dispute: DisputeRow, wanted: ResolutionDto): Promise<SaidAmount[]> {
  const own = (wanted.lines ?? []).map(({ place, amount }, n) => ({ place, amount, pointer: `/lines/${n}` }));
  if (wanted.round === undefined) return own;
  const agreed = await amountsOfRound(tx, dispute, wanted.round);
  if (!agreed)
    throw invalid([{ pointer: '/round', code: 'no-such-round', detail: `there is no round ${wanted.round}` }]);
  const named = new Set(own.map(({ place }) => place));
  const rest = [...agreed].filter(([place]) => !named.has(place));
  return [...own, ...rest.map(([place, amount]) => ({ place, amount, pointer: '/round' }))];
}

function partly(open: readonly LineRow[], said: readonly SaidAmount[], currency: string): Ending[] {
  const problems: FieldProblem[] = [];
  const endings: Ending[] = [];
  for (const { place, amount, pointer } of said) {
    const own = pointer === '/round' ? pointer : `${pointer}/place`;
    const line = openLine(open, place, own);
    const problem =
      'pointer' in line ? line : amountProblem(line, decimal(amount), currency, own.replace(/place$/, 'amount'));
    if (problem) problems.push(problem);
    else if (!('pointer' in line)) endings.push({ line, amount: decimal(amount) });
  }
  for (const { place } of open)
    if (!said.some((one) => one.place === place))
      problems.push({ pointer: '/lines', code: 'required', detail: `line ${place} needs an amount` });
  if (problems.length > 0) throw invalid(problems);
  return endings;
}

/** Nobody was told of it: nothing moves, and what it asked for is not gathered again by itself. */
async function withdrawAll(tx: EntityManager, { disputeId }: DisputeRow, by: string): Promise<void> {
  await tx.query(`UPDATE dispute_line SET state = 'WITHDRAWN', ended = $2 WHERE dispute_id = $1 AND state = 'OPEN'`, [
    disputeId,
    `the draft was withdrawn by ${by}`,
  ]);
}
