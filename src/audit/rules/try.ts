import { decimal } from '../../freight/money.ts';
import { type Answer, askRules } from './ask.ts';
import { dictionary } from './dictionary.ts';
import type { FactValue } from './operators.ts';
import { listensTo, prepareRules, type Rule } from './rule.ts';
import type { Verdict } from '../../freight/codes.ts';

/** Facts as texts by their names in the dictionary; those not named are absent. */
export type FactsByName = Record<string, string>;

/**
 * What one rule says about given facts: a scenario, or somebody trying a rule out before saving it. A verdict or a
 * check (`check.verdict`, `check.id`) that it does not listen to leaves it silent.
 *
 * @throws RefusedRule when it is no rule; RangeError for a fact that the dictionary does not have
 */
export async function tryRule(rule: Rule, facts: FactsByName): Promise<Answer> {
  const rules = prepareRules([rule]);
  const [check = rule.checks[0] ?? '', verdict = rule.verdicts?.[0] ?? 'VARIANCE'] = [
    facts['check.id'],
    facts['check.verdict'],
  ];
  if (rule.always !== true && !listensTo(rule, check, verdict as Verdict)) return { says: 'NOT_FIRED' };
  const prepared = [...rules.byCheck.values(), rules.always].flat()[0];
  const known = new Map(Object.entries(facts).map(([name, text]) => [name, typed(name, text)]));
  if (!prepared) throw new RangeError('a rule listens to a check or is always asked');
  const [answer] = await askRules([{ prepared, facts: (name) => known.get(name) ?? null }]);
  if (!answer) throw new Error(`rule ${rule.id} gave no answer`);
  return answer;
}

function typed(name: string, text: string): FactValue {
  const type = dictionary.get(name)?.type;
  if (type === undefined) throw new RangeError(`there is no fact ${name}`);
  return type === 'code' || type === 'time' ? text : decimal(text);
}
