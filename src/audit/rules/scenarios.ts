import type { Rule } from './rule.ts';
import { dictionary } from './dictionary.ts';
import { type FactsByName, tryRule } from './try.ts';
import { isOfType, isTooLarge, pointerPart, type RuleMistake } from './validate.ts';
import type { Answer } from './ask.ts';

/** Facts in, finding out: kept with a rule and run whenever it is checked. */
export interface RuleScenario {
  title: string;
  /** Texts by the names of the dictionary; what is not named is absent. */
  facts: FactsByName;
  /** The rule's outcome and, where it gives one of its own, its reason; `none`; `indeterminate`. */
  finding: string;
}

/** A scenario as it was run. */
export interface RunScenario {
  title: string;
  wanted: string;
  said: string;
  holds: boolean;
}

const mostScenarios = 100;

/** What a rule's answer is called in a scenario. */
export function findingOf({ outcome, reason }: Pick<Rule, 'outcome' | 'reason'>, answer: Answer): string {
  const fired = reason ? `${outcome} ${reason}` : outcome;
  return { FIRED: fired, NOT_FIRED: 'none', INDETERMINATE: 'indeterminate' }[answer.says];
}

/** What is wrong with scenarios as somebody wants to keep them; absent or null: there are none. Pointers begin at the rule. */
export function scenarioMistakes(scenarios: unknown): RuleMistake[] {
  if (scenarios === undefined || scenarios === null) return [];
  const at = '/scenarios';
  if (!Array.isArray(scenarios)) return [{ pointer: at, code: 'wrong-type', detail: 'scenarios is a list' }];
  if (scenarios.length > mostScenarios || isTooLarge(scenarios))
    return [{ pointer: at, code: 'too-large', detail: `at most ${mostScenarios} scenarios, 64 kB in all` }];
  return scenarios.flatMap((scenario: unknown, index) => mistakesOf(scenario, `${at}/${index}`));
}

function mistakesOf(scenario: unknown, at: string): RuleMistake[] {
  if (!isObject(scenario)) return [{ pointer: at, code: 'wrong-type', detail: 'a scenario is an object' }];
  const { title, finding, facts, ...others } = scenario;
  const mistakes: RuleMistake[] = Object.keys(others).map((name) => ({
    pointer: `${at}/${pointerPart(name)}`,
    code: 'unknown-field',
    detail: `a scenario has no ${name}`,
  }));
  for (const [name, value] of Object.entries({ title, finding }))
    if (typeof value !== 'string' || value === '')
      mistakes.push({ pointer: `${at}/${name}`, code: 'missing', detail: `${name} is a text` });
  if (isObject(facts)) mistakes.push(...factMistakes(facts, `${at}/facts`));
  else mistakes.push({ pointer: `${at}/facts`, code: 'missing', detail: 'facts is an object: texts by name' });
  return mistakes;
}

function factMistakes(facts: Record<string, unknown>, at: string): RuleMistake[] {
  return Object.entries(facts).flatMap(([name, value]): RuleMistake[] => {
    const pointer = `${at}/${pointerPart(name)}`;
    const fact = dictionary.get(name);
    if (!fact) return [{ pointer, code: 'unknown-fact', detail: `there is no fact ${name}` }];
    return isOfType(fact.type, value) ? [] : [{ pointer, code: 'wrong-type', detail: `${name} is ${fact.type}` }];
  });
}

/**
 * Runs a rule's scenarios, which must be without mistakes.
 *
 * @throws RefusedRule when the rule is none
 */
export async function runScenarios(rule: Rule, scenarios: readonly RuleScenario[]): Promise<RunScenario[]> {
  const run: RunScenario[] = [];
  for (const { title, facts, finding: wanted } of scenarios) {
    const said = findingOf(rule, await tryRule(rule, facts));
    run.push({ title, wanted, said, holds: said === wanted });
  }
  return run;
}

/** Scenarios that do not come out as written, each as a mistake of the rule. */
export function failing(run: readonly RunScenario[]): RuleMistake[] {
  return run.flatMap(({ title, wanted, said, holds }, index): RuleMistake[] =>
    holds
      ? []
      : [
          {
            pointer: `/scenarios/${index}/finding`,
            code: 'scenario-fails',
            detail: `“${title}”: ${wanted} was wanted, ${said} came out`,
          },
        ],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
