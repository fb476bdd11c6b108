import { caseStates } from '../../freight/codes.ts';
import type { CaseState } from '../../freight/codes.ts';
import { decimal } from '../../freight/money.ts';

/** What a case's state depends on. Amounts as text, in the case's currency. */
export interface CaseSummary {
  /** The engine failed on it. */
  parked: boolean;
  awaitingMatch: boolean;
  /** A line in REVIEW or HOLD, a decision loosened by new facts, or a deadline passed unanswered. */
  needsReview: boolean;
  /** A posting is HELD. */
  held: boolean;
  /** Posted on lines now in doubt that no decision covers. */
  atRisk: string;
  disputed: string;
  pending: string;
  approved: string;
  /** Net of postings not withdrawn. */
  posted: string;
  /** Net of postings the ERP acknowledged. */
  acknowledged: string;
}

function isNothing(amount: string): boolean {
  return decimal(amount).isZero();
}

/** When each state applies, from what could not be judged at all to what waits for the ERP. */
const states: Record<CaseState, (summary: CaseSummary) => boolean> = {
  PARKED: ({ parked }) => parked,
  AWAITING_MATCH: ({ awaitingMatch, posted }) => awaitingMatch && isNothing(posted),
  IN_REVIEW: ({ needsReview, held, atRisk }) => needsReview || held || !isNothing(atRisk),
  DISPUTED: ({ disputed }) => !isNothing(disputed),
  AWAITING_EVIDENCE: ({ pending }) => !isNothing(pending),
  SETTLED: ({ approved, acknowledged }) => !isNothing(approved) && decimal(approved).equals(decimal(acknowledged)),
  DENIED: ({ approved, posted }) => isNothing(approved) && isNothing(posted),
  APPROVED: () => true,
};

/** The state of a case: the first that applies, in the order of the closed list of states. */
export function caseState(summary: CaseSummary): CaseState {
  return caseStates.find((state) => states[state](summary)) ?? 'APPROVED';
}
