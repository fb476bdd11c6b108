import type { Outcome, ReasonCode, Severity } from '../../freight/codes.ts';
import { checkOf } from '../checks/catalogue.ts';
import type { CheckVerdict } from '../judged.ts';
import type { Subject } from './dictionary.ts';

/** What a finding leads to. */
export interface Consequence {
  outcome: Outcome;
  reason: ReasonCode;
  severity: Severity;
  /** Who should look, in a rule's words; absent or null: whoever the work list gives it to. */
  who?: string | null;
}

/** Findings that need a person at once: waiting would bring nothing. */
const heldAtOnce: readonly ReasonCode[] = ['FOOTING', 'UNMAPPED', 'CREDIT_UNMATCHED', 'CURRENCY'];
const reviewedAtOnce: readonly ReasonCode[] = ['AMBIGUOUS_MATCH', 'ALIGNMENT_AMBIGUOUS', 'TAX_WRONG'];

/** What holds where no rule speaks; the shipped rules say the same in readable form. */
export function defaultConsequence(check: CheckVerdict, subject: Subject): Consequence {
  const reason = check.code ?? 'FACT_MISSING';
  const severity = checkOf(check.id)?.severity ?? 'WARNING';
  if (check.verdict === 'CANNOT_ASSESS') return { outcome: whileUnknown(reason, subject), reason, severity };
  if (check.direction === 'UNDER') return { outcome: 'APPROVE', reason: 'UNDER_BILLED', severity: 'INFO' };
  if (check.withinTolerance) return { outcome: 'APPROVE', reason: 'WITHIN_TOLERANCE', severity: 'INFO' };
  return { outcome: 'DISPUTE', reason, severity };
}

function whileUnknown(reason: ReasonCode, { context: { deadlinesPassed } }: Subject): Outcome {
  if (reason === 'NOT_DELIVERED' || reason === 'POD_MISSING')
    return deadlinesPassed.has('EVIDENCE') ? 'DISPUTE' : 'WAIT';
  if (heldAtOnce.includes(reason)) return 'HOLD';
  if (reviewedAtOnce.includes(reason)) return 'REVIEW';
  if (reason === 'NO_SHIPMENT') return deadlinesPassed.has('MATCH') ? 'REVIEW' : 'WAIT';
  return deadlinesPassed.has('EVIDENCE') ? 'REVIEW' : 'WAIT';
}
