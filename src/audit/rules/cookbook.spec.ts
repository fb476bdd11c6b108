import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { dictionary } from './dictionary.ts';
import { operators, presence } from './operators.ts';
import { scenarioMistakes } from './scenarios.ts';
import { validateRule } from './validate.ts';

const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
const readme = readFileSync(new URL('../../../rules/README.md', import.meta.url), 'utf8');
const cells = (row: string) => row.split('|').map((cell) => cell.trim());

/** Whatever stands between ```json and ``` and has conditions is a rule, or the part of one that matters. */
function rulesIn(text: string): { rule: Record<string, unknown> }[] {
  return [...text.matchAll(/```json\n([\s\S]*?)```/g)]
    .map(([, json = '']) => ({ rule: JSON.parse(json) as Record<string, unknown> }))
    .filter(({ rule }) => 'conditions' in rule);
}

describe('the cookbook', () => {
  test('lists every fact with its type and meaning, in the order of the dictionary', () => {
    const section = page.slice(page.indexOf('## Facts'), page.indexOf('## Recipes'));
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => cells(row).slice(1, 4))).toEqual(
      [...dictionary.values()].map(({ name, type, meaning }) => [`\`${name}\``, type, meaning]),
    );
  });

  test('names every operator', () => {
    const section = page.slice(page.indexOf('## Operators'), page.indexOf('## Facts'));
    const kinds = new Set(['money', 'percent', 'quantity'].flatMap((type) => [`${type}.gt`, `${type}.eq`]));
    for (const operator of [...Object.keys(operators), ...presence])
      if (kinds.has(operator) || !/^(money|percent|quantity)\./.test(operator))
        expect(section).toContain(`\`${operator}\``);
  });

  test.each([...rulesIn(page), ...rulesIn(readme)])(
    'has rules that can be kept: $rule.title $rule.outcome',
    ({ rule }) => {
      const { scenarios, ...written } = rule;
      const usual = { id: 'recipe', title: 'Recipe', clause: 'policy', source: 'ORGANISATION', priority: 0, scope: {} };
      expect(validateRule({ ...usual, version: 1, ...written })).toEqual([]);
      expect(scenarioMistakes(scenarios)).toEqual([]);
    },
  );
});
