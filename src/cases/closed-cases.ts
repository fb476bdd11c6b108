import type { CaseBefore } from '../ledger/cases.ts';
import type { ClosedCase } from '../rulebook/rules-in-force.ts';

/** True for a case that later rules, policies and profiles do not touch: it was settled or denied before them. */
export function isClosed(before: Pick<CaseBefore, 'state'> | undefined): before is CaseBefore {
  return before?.state === 'SETTLED' || before?.state === 'DENIED';
}

/** The cases that go on being judged by the rules of their last judgement. */
export function closedCases({ before }: { before: ReadonlyMap<string, CaseBefore> }): ClosedCase[] {
  return [...before.values()].filter(isClosed).map(({ caseId, rules }) => ({ caseId, rules }));
}
