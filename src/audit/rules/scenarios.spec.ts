import { describe, expect, test } from '@jest/globals';
import type { Rule } from './rule.ts';
import { failing, runScenarios, scenarioMistakes } from './scenarios.ts';

const rule: Rule = {
  ...{ id: 'detention-300', version: 1, title: 't', clause: 'c', source: 'ORGANISATION', priority: 0, scope: {} },
  ...{ checks: [], always: true, outcome: 'REVIEW', reason: 'ACC_CONDITION' },
  conditions: { all: [{ fact: 'line.billed', operator: 'money.gt', value: '300.00' }] },
};
const above = { title: '340.00', facts: { 'line.billed': '340.00' }, finding: 'REVIEW ACC_CONDITION' };

test('scenarios kept with a rule are run, and one that comes out otherwise is named', async () => {
  const run = await runScenarios(rule, [
    above,
    { title: '90.00', facts: { 'line.billed': '90.00' }, finding: 'none' },
    { title: 'no amount', facts: {}, finding: 'indeterminate' },
    { title: 'just 300.00', facts: { 'line.billed': '300.00' }, finding: 'REVIEW ACC_CONDITION' },
  ]);
  expect(run.map(({ said, holds }) => [said, holds])).toEqual([
    ['REVIEW ACC_CONDITION', true],
    ['none', true],
    ['indeterminate', true],
    ['none', false],
  ]);
  expect(failing(run)).toEqual([
    {
      pointer: '/scenarios/3/finding',
      code: 'scenario-fails',
      detail: '“just 300.00”: REVIEW ACC_CONDITION was wanted, none came out',
    },
  ]);
});

describe('scenarios', () => {
  test.each([
    ['none at all', undefined],
    ['a good one', [above]],
  ])('are fine: %s', (_, scenarios) => {
    expect(scenarioMistakes(scenarios)).toEqual([]);
  });
  test.each([
    ['no list', { title: 'x' }, '/scenarios', 'wrong-type'],
    ['no object', ['x'], '/scenarios/0', 'wrong-type'],
    [
      'a fact nobody knows',
      [{ ...above, facts: { 'bill.colour': 'red' } }],
      '/scenarios/0/facts/bill.colour',
      'unknown-fact',
    ],
    [
      'money that is a word',
      [{ ...above, facts: { 'line.billed': 'much' } }],
      '/scenarios/0/facts/line.billed',
      'wrong-type',
    ],
    [
      'money that is a number',
      [{ ...above, facts: { 'line.billed': 9 } }],
      '/scenarios/0/facts/line.billed',
      'wrong-type',
    ],
    ['no finding', [{ ...above, finding: undefined }], '/scenarios/0/finding', 'missing'],
    ['a field nobody knows', [{ ...above, then: 'x' }], '/scenarios/0/then', 'unknown-field'],
    ['too many', Array.from({ length: 101 }, () => above), '/scenarios', 'too-large'],
  ])('are refused: %s', (_, scenarios, pointer, code) => {
    expect(scenarioMistakes(scenarios)).toContainEqual(expect.objectContaining({ pointer, code }));
  });
});
