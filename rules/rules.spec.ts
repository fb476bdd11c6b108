import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type RuleScenario, runScenarios, scenarioMistakes } from '../src/audit/rules/scenarios.ts';
import { prepareRules, type Rule } from '../src/audit/rules/rule.ts';
import { validateRule } from '../src/audit/rules/validate.ts';

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'reasons.json');
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const ruleOf = (name: string) => JSON.parse(read(name)) as Rule;

describe.each(files)('%s', (file) => {
  const rule = ruleOf(file);
  const scenarios = parse(read(file.replace('.json', '.scenarios.yaml'))) as RuleScenario[];

  test('is a rule, named like its file', () => {
    expect(validateRule(rule)).toEqual([]);
    expect(`${rule.id}.json`).toBe(file);
    expect(rule.source).toBe('SHIPPED');
  });

  test('has a scenario that raises it, one that passes and one that cannot tell', () => {
    const findings = scenarios.map(({ finding }) => finding);
    expect(findings.some((finding) => finding.startsWith(rule.outcome))).toBe(true);
    expect(findings).toContain('none');
    expect(findings).toContain('indeterminate');
    expect(scenarioMistakes(scenarios)).toEqual([]);
  });

  test.each(scenarios)('$title', async (scenario) => {
    const [run] = await runScenarios(rule, [scenario]);
    expect(run?.said).toBe(scenario.finding);
  });
});

test('the shipped rules are one set, whatever order they are read in', () => {
  const rules = files.map(ruleOf);
  expect(prepareRules(rules).digest).toBe(prepareRules([...rules].reverse()).digest);
});
