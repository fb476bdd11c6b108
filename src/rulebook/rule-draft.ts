import type { Rule } from '../audit/rules/rule.ts';
import {
  failing,
  type RunScenario,
  type RuleScenario,
  runScenarios,
  scenarioMistakes,
} from '../audit/rules/scenarios.ts';
import { type RuleMistake, validateRule } from '../audit/rules/validate.ts';
import { invalid } from '../masterdata/validated.ts';
import { shippedRules } from './shipped-rules.ts';

/** A rule as somebody wants to keep it, with its scenarios. */
export interface RuleDraft {
  rule: Rule;
  scenarios: RuleScenario[];
  /** False where the number was left to us. */
  numbered: boolean;
}

/** What checking a rule says. */
export interface RuleCheck {
  holds: boolean;
  errors: RuleMistake[];
  scenarios: RunScenario[];
}

const mostMistakes = 100;

/** Paths beside those of rules have these names. */
const reserved = ['checks', 'dictionary', 'sets'];

/** Everything wrong with a body as a rule of the organisation's own, at most 100 mistakes; none: it can be kept. */
export function draftMistakes(body: unknown): RuleMistake[] {
  const { rule, scenarios } = partsOf(body);
  const mistakes = [
    ...sourceMistakes(body),
    ...nameMistakes(rule),
    ...validateRule(rule),
    ...scenarioMistakes(scenarios),
  ];
  return mistakes.slice(0, mostMistakes);
}

/**
 * A body as a rule of the organisation's own: priority 0 and everybody where it does not say.
 *
 * @throws UnprocessableEntityException naming the place of every mistake
 */
export function readDraft(body: unknown): RuleDraft {
  const mistakes = draftMistakes(body);
  if (mistakes.length > 0) throw invalid(mistakes);
  const { rule, scenarios, numbered } = partsOf(body);
  return { rule: rule as Rule, scenarios: (scenarios ?? []) as RuleScenario[], numbered };
}

/** Checks a rule without keeping it: its mistakes, else how its scenarios come out. */
export async function checkRule(body: unknown): Promise<RuleCheck> {
  const errors = draftMistakes(body);
  if (errors.length > 0) return { holds: false, errors, scenarios: [] };
  const { rule, scenarios } = readDraft(body);
  return outcomeOf(rule, scenarios);
}

/** Checks a rule that is kept: what was fine when it was written may not be any more, the dictionary grows with the service. */
export async function checkKept(rule: Rule, scenarios: readonly RuleScenario[]): Promise<RuleCheck> {
  const errors = [...validateRule(rule), ...scenarioMistakes(scenarios)].slice(0, mostMistakes);
  return errors.length > 0 ? { holds: false, errors, scenarios: [] } : outcomeOf(rule, scenarios);
}

async function outcomeOf(rule: Rule, scenarios: readonly RuleScenario[]): Promise<RuleCheck> {
  const run = await runScenarios(rule, scenarios);
  const errors = failing(run);
  return { holds: errors.length === 0, errors, scenarios: run };
}

function partsOf(body: unknown): { rule: unknown; scenarios: unknown; numbered: boolean } {
  if (!isObject(body)) return { rule: body, scenarios: null, numbered: false };
  const { scenarios, version, ...rest } = body;
  const numbered = version !== undefined && version !== null;
  const rule = { priority: 0, scope: {}, ...rest, version: numbered ? version : 1, source: 'ORGANISATION' };
  return { rule, scenarios, numbered };
}

function sourceMistakes(body: unknown): RuleMistake[] {
  const source = isObject(body) ? body.source : undefined;
  if (source === undefined || source === 'ORGANISATION') return [];
  return [{ pointer: '/source', code: 'not-allowed', detail: 'a rule written here is of source ORGANISATION' }];
}

function nameMistakes(rule: unknown): RuleMistake[] {
  const { id, version } = isObject(rule) ? rule : {};
  const mistakes: RuleMistake[] = [];
  if (typeof id === 'string' && reserved.includes(id))
    mistakes.push({ pointer: '/id', code: 'not-allowed', detail: `${id} is the name of something else here` });
  if (shippedRules().some((shipped) => shipped.id === id))
    mistakes.push({ pointer: '/id', code: 'not-allowed', detail: 'a rule of this name comes with the service' });
  if (typeof version === 'number' && (version < 1 || version > 1_000_000))
    mistakes.push({ pointer: '/version', code: 'not-allowed', detail: 'versions count from 1' });
  return mistakes;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
