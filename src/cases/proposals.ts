import { ConflictException, ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { caseOfProposal, endProposal, type Proposal, proposalForUpdate } from '../ledger/proposals.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { Wake } from '../wake/wake.ts';
import type { Decided } from './decided.ts';
import { DecideWithin, type Deciding, touch } from './decide-within.ts';
import { isStanding, recordEnd } from './expire-proposals.ts';
import { judgementOf, lockCase, type LockedCase } from './locked-case.ts';
import { untilAudited } from './until-audited.ts';

/** The second person's side of decisions above a limit. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly db: DataSource,
    private readonly wake: Wake,
    private readonly log: AuditLog,
    private readonly within: DecideWithin,
  ) {}

  /**
   * Agrees: the decision stands from now on, with both names.
   *
   * @throws HttpException 403 when the same person asked for it or it is above this one's limit too, 409 when it has ended
   */
  async approve(by: Principal, proposalId: string): Promise<Deciding & { caseId: string }> {
    const deciding = await this.db.transaction(async (tx) => {
      const { locked, proposal } = await lockProposal(tx, proposalId);
      const { caseId } = locked;
      if (proposal.askedBy === by.person)
        throw new ForbiddenException({ code: 'second-person-required', detail: 'somebody else must agree to it' });
      const { judgements } = await judgementOf(tx, locked);
      if (!isStanding(proposal, judgements))
        throw new ConflictException({
          code: 'judgement-changed',
          detail: 'the judgement it was asked on has changed: look at the case and decide anew',
        });
      const asked = { locked, decided: proposal.body as Decided, by: proposal.askedBy, proposalId };
      return { caseId, ...(await this.within.agree(tx, by, asked)) };
    });
    this.wake.ring('audit');
    await untilAudited(this.db, deciding.caseId);
    return deciding;
  }

  /**
   * Ends it without a decision: REJECTED by somebody else, WITHDRAWN by whoever asked.
   *
   * @throws ForbiddenException when the wrong one of the two does it
   */
  async end(
    by: Principal,
    proposalId: string,
    { state, comment }: { state: 'REJECTED' | 'WITHDRAWN'; comment: string | null },
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { locked, proposal } = await lockProposal(tx, proposalId);
      const { caseId } = locked;
      const { askedBy } = proposal;
      if (state === 'REJECTED' && askedBy === by.person)
        throw new ForbiddenException({
          code: 'second-person-required',
          detail: 'withdraw what you asked for yourself',
        });
      if (state === 'WITHDRAWN' && askedBy !== by.person)
        throw new ForbiddenException({ code: 'not-yours', detail: `${askedBy} asked for it: reject it instead` });
      await endProposal(tx, proposalId, { state, by: by.person, comment });
      await touch(tx, caseId);
      await recordEnd(tx, this.log, { proposalId, caseId, revision: locked.revision, state, by: by.person, comment });
    });
  }
}

/** The case first, then what was asked for on it: in the order in which deciding locks them. */
async function lockProposal(
  tx: EntityManager,
  proposalId: string,
): Promise<{ locked: LockedCase; proposal: Proposal }> {
  const caseId = await caseOfProposal(tx, proposalId);
  if (caseId === null)
    throw new NotFoundException({ code: 'not-found', detail: `nothing was asked for as ${proposalId}` });
  const locked = await lockCase(tx, caseId);
  const proposal = await proposalForUpdate(tx, proposalId);
  if (proposal?.state !== 'OPEN')
    throw new ConflictException({ code: 'already-ended', detail: `it is ${proposal?.state ?? 'gone'} already` });
  return { locked, proposal };
}
