import type { GlRule } from '../../freight/terms.ts';
import type { ChargeCode, ReasonCode } from '../../freight/codes.ts';

/** What an account is chosen by. */
export interface AccountQuestion {
  legalEntity: string | null;
  mode: string | null;
  charge: ChargeCode;
  /** Why more than the expected is paid; null: it is not. */
  reason: ReasonCode | null;
}

function fits(rule: GlRule, question: AccountQuestion): boolean {
  const agrees = (wanted: string | null | undefined, is: string | null) => !wanted || wanted === is;
  return (
    agrees(rule.legalEntity, question.legalEntity) &&
    agrees(rule.mode, question.mode) &&
    agrees(rule.charge, question.charge) &&
    agrees(rule.reason, question.reason)
  );
}

function precision(rule: GlRule): number {
  return (rule.charge ? 4 : 0) + (rule.mode ? 2 : 0) + (rule.legalEntity ? 1 : 0);
}

/**
 * The GL rule for a charge where the shipment names no account, or (REASON) for what is paid of it beyond the expected:
 * the most specific that fits, charge before mode before entity; null: none.
 */
export function accountRule(
  rules: readonly GlRule[],
  question: AccountQuestion,
  of: 'CHARGE' | 'REASON',
): GlRule | null {
  const fitting = rules.filter((rule) => Boolean(rule.reason) === (of === 'REASON') && fits(rule, question));
  fitting.sort((a, b) => precision(b) - precision(a) || (a.rule < b.rule ? -1 : 1));
  return fitting[0] ?? null;
}
