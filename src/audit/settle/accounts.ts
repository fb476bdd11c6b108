import type { GlRule } from '../../freight/terms.ts';
import type { ChargeCode } from '../../freight/codes.ts';

/** What an account is chosen by. */
export interface AccountQuestion {
  legalEntity: string | null;
  mode: string | null;
  charge: ChargeCode;
}

function fits(rule: GlRule, question: AccountQuestion): boolean {
  const agrees = (wanted: string | null | undefined, is: string | null) => !wanted || wanted === is;
  if (rule.reason) return false;
  return (
    agrees(rule.legalEntity, question.legalEntity) &&
    agrees(rule.mode, question.mode) &&
    agrees(rule.charge, question.charge)
  );
}

function precision(rule: GlRule): number {
  return (rule.charge ? 4 : 0) + (rule.mode ? 2 : 0) + (rule.legalEntity ? 1 : 0);
}

/** The GL rule for a charge where the shipment names no account: the most specific that fits, charge before mode before entity. */
export function accountRule(rules: readonly GlRule[], question: AccountQuestion): GlRule | null {
  const fitting = rules.filter((rule) => fits(rule, question));
  fitting.sort((a, b) => precision(b) - precision(a) || (a.rule < b.rule ? -1 : 1));
  return fitting[0] ?? null;
}
