import { createHash } from 'node:crypto';
import type { Report } from '../audit/report.ts';
import type { CaseState } from '../freight/codes.ts';
import { Dec } from '../freight/money.ts';
import type { CaseBefore } from '../ledger/cases.ts';

/** The digest of a judgement: of its frozen canonical text. */
export function digestOf(report: Pick<Report, 'canonical'>): string {
  return createHash('sha256').update(report.canonical).digest('hex');
}

/**
 * What an audit is to a case: its first, a changed answer, the same answer in another state (money was acknowledged
 * meanwhile, say), or a look that found nothing new.
 */
export type Change = 'FIRST' | 'REVISED' | 'STATE' | 'SAME';

/** A judgement and what the money posted for it makes of the case. */
export interface NewAnswer {
  digest: string;
  state: CaseState;
  posted: string;
  acknowledged: string;
  held: boolean;
}

/** Compares by what was judged: the same inputs never make a new revision. */
export function changeOf(before: CaseBefore | undefined, now: NewAnswer): Change {
  if (!before) return 'FIRST';
  if (before.digest !== now.digest) return 'REVISED';
  const money = differ(before.posted, now.posted) || differ(before.acknowledged, now.acknowledged);
  return before.state === now.state && before.held === now.held && !money ? 'SAME' : 'STATE';
}

function differ(a: string, b: string): boolean {
  return !new Dec(a).equals(b);
}

/** The revision of an answer with this digest: only a changed one counts. */
export function revisionOf(before: CaseBefore | undefined, digest: string): number {
  if (!before) return 1;
  return before.digest === digest ? before.revision : before.revision + 1;
}

/** True when a changed answer takes the case out of a state somebody could rely on. */
export function isReopened(before: CaseBefore | undefined, change: Change, state: CaseState): boolean {
  return before !== undefined && change === 'REVISED' && leavesRelied(before.state, state);
}

function leavesRelied(from: CaseState, to: CaseState): boolean {
  switch (from) {
    case 'DISPUTED':
    case 'APPROVED':
    case 'DENIED':
    case 'SETTLED':
      return from !== to;
    case 'PARKED':
    case 'AWAITING_MATCH':
    case 'IN_REVIEW':
    case 'AWAITING_EVIDENCE':
      return false;
  }
}
