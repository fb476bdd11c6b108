import { type Outcome, outcomes } from '../../freight/codes.ts';
import type { PreparedRule } from './rule.ts';

/** Organisation over shipped; contract over carrier over mode over everybody; then priority. Positive: `a` outranks. */
export function compareRank(a: PreparedRule, b: PreparedRule): number {
  const [sourceA, scopeA, priorityA] = a.rank;
  const [sourceB, scopeB, priorityB] = b.rank;
  return sourceA - sourceB || scopeA - scopeB || priorityA - priorityB;
}

/** The rules of the highest rank among some. */
export function highest(rules: readonly PreparedRule[]): PreparedRule[] {
  const [first, ...rest] = rules;
  if (first === undefined) return [];
  const top = rest.reduce((best, each) => (compareRank(each, best) > 0 ? each : best), first);
  return rules.filter((each) => compareRank(each, top) === 0);
}

/** True when the first outcome is stricter: DENY before DISPUTE before SHORT_PAY … before APPROVE. */
export function isStricter(one: Outcome, other: Outcome): boolean {
  return outcomes.indexOf(one) < outcomes.indexOf(other);
}
