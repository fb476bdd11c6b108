import type { DataSource, EntityManager } from 'typeorm';
import { reportBodies, writeTimeline } from '../ledger/judgements.ts';
import {
  casesJudgedSince,
  endProposal,
  keepProposals,
  openProposalsOf,
  type Proposal,
  type ProposalState,
} from '../ledger/proposals.ts';
import { AuditLog } from '../people/audit-log.ts';
import { touch } from './decide-within.ts';
import { lockCases } from './locked-case.ts';
import { readStored } from './stored-report.ts';

/** Ends what was asked for on judgements that have changed since. Returns how many cases it looked at. */
export async function expireProposals(db: DataSource): Promise<number> {
  return db.transaction(async (tx) => {
    const caseIds = await casesJudgedSince(tx);
    if (caseIds.length === 0) return 0;
    const judged = await lockCases(tx, caseIds);
    const reports = await reportBodies(tx, [...judged.values()]);
    const kept: Pick<Proposal, 'proposalId' | 'revision'>[] = [];
    for (const [caseId, { revision }] of judged) {
      const { judgements } = readStored(reports.get(caseId) ?? '');
      for (const proposal of await openProposalsOf(tx, caseId))
        if (isStanding(proposal, judgements)) kept.push({ proposalId: proposal.proposalId, revision });
        else await expireOne(tx, { proposalId: proposal.proposalId, caseId, revision });
    }
    await keepProposals(tx, kept);
    return judged.size;
  });
}

/** The judgements it was asked on are those of now. */
export function isStanding({ judgements }: Pick<Proposal, 'judgements'>, now: Record<string, string>): boolean {
  return Object.entries(judgements).every(([key, text]) => now[key] === text);
}

async function expireOne(
  tx: EntityManager,
  of: { proposalId: string; caseId: string; revision: number },
): Promise<void> {
  const comment = 'the judgement it was asked on has changed';
  await endProposal(tx, of.proposalId, { state: 'EXPIRED', by: 'engine', comment });
  await touch(tx, of.caseId);
  await recordEnd(tx, new AuditLog(), { ...of, state: 'EXPIRED', by: 'engine', comment });
}

/** How a proposal ended stands in the timeline and the audit log. */
export async function recordEnd(
  tx: EntityManager,
  log: AuditLog,
  ended: {
    proposalId: string;
    caseId: string;
    revision: number;
    state: ProposalState;
    by: string;
    comment: string | null;
  },
): Promise<void> {
  const { proposalId, caseId, revision, state, by, comment } = ended;
  const body = JSON.stringify({ arrived: [], proposal: { proposalId, state, by, comment } });
  await writeTimeline(tx, [{ caseId, revision, kind: 'PROPOSAL_ENDED', body }]);
  await log.write(tx, {
    person: by,
    action: `proposal.${state.toLowerCase()}`,
    subject: `case:${caseId}`,
    detail: { proposalId, comment },
  });
}
