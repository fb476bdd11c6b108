import { describe, expect, test } from '@jest/globals';
import { prepareRules } from './rule.ts';
import { RefusedRule, validateRule } from './validate.ts';

const good = {
  ...{ id: 'r', version: 1, title: 't', clause: 'c', source: 'ORGANISATION', priority: 0, scope: {}, checks: ['R-07'] },
  ...{ conditions: { all: [{ fact: 'check.difference', operator: 'money.gt', value: '10.00' }] }, outcome: 'REVIEW' },
};
const leaf = (changes: object) => ({ ...good, conditions: { all: [{ ...good.conditions.all[0], ...changes }] } });
const nested = (depth: number): object =>
  depth === 0 ? { fact: 'line.charge', operator: 'code.eq', value: 'FUEL' } : { all: [nested(depth - 1)] };
const at = '/conditions/all/0';

describe('saving a rule', () => {
  test('accepts a good one', () => {
    expect(validateRule(good)).toEqual([]);
  });
  test.each([
    ['an unknown fact', leaf({ fact: 'bill.colour' }), `${at}/fact`, 'unknown-fact'],
    ['an unknown operator', leaf({ operator: 'money.about' }), `${at}/operator`, 'unknown-operator'],
    ['an operator of the engine’s own', leaf({ operator: 'greaterThan' }), `${at}/operator`, 'unknown-operator'],
    ['an inherited name as operator', leaf({ operator: 'toString' }), `${at}/operator`, 'unknown-operator'],
    ['an operator of another type', leaf({ operator: 'code.eq' }), `${at}/operator`, 'wrong-type'],
    ['a number instead of a text', leaf({ value: 10 }), `${at}/value`, 'wrong-type'],
    ['a word instead of money', leaf({ value: 'ten' }), `${at}/value`, 'wrong-type'],
    [
      'a charge that nobody knows',
      leaf({ fact: 'line.charge', operator: 'code.eq', value: 'DETENTION' }),
      `${at}/value`,
      'unknown-code',
    ],
    [
      'one misspelt word among others',
      leaf({ fact: 'shipment.mode', operator: 'code.in', value: ['LTL', 'TRUCK'] }),
      `${at}/value`,
      'unknown-code',
    ],
    ['a list where one is meant', leaf({ value: ['10.00'] }), `${at}/value`, 'wrong-type'],
    ['another fact of another type', leaf({ value: { fact: 'line.charge' } }), `${at}/value/fact`, 'wrong-type'],
    ['a path', leaf({ path: '$.x' }), `${at}/path`, 'path-forbidden'],
    ['a path in a value', leaf({ value: { fact: 'line.billed', path: '$.x' } }), `${at}/value/path`, 'path-forbidden'],
    ['params', leaf({ params: {} }), `${at}/params`, 'unknown-field'],
    ['a condition by name', { ...good, conditions: { all: [{ condition: 'x' }] } }, `${at}/condition`, 'unknown-field'],
    ['an unknown outcome', { ...good, outcome: 'PAY' }, '/outcome', 'unknown-outcome'],
    ['an unknown reason', { ...good, reason: 'BECAUSE' }, '/reason', 'unknown-code'],
    ['an unknown check', { ...good, checks: ['Z-99'] }, '/checks/0', 'unknown-code'],
    ['a field nobody knows', { ...good, 'a/b': 1 }, '/a~1b', 'unknown-field'],
    ['a bare condition', { ...good, conditions: good.conditions.all[0] }, '/conditions', 'wrong-type'],
    ['an empty list', { ...good, conditions: { all: [] } }, '/conditions/all', 'wrong-type'],
    ['no reason where it is always asked', { ...good, always: true, checks: [] }, '/reason', 'missing'],
    [
      'conditions 9 deep',
      { ...good, conditions: nested(8) },
      '/conditions/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0',
      'too-deep',
    ],
    ['nesting without end', { ...good, conditions: nested(5000) }, '/conditions', 'too-deep'],
    [
      'more than 200 conditions',
      { ...good, conditions: { any: Array.from({ length: 200 }, () => nested(0)) } },
      '/conditions',
      'too-many-conditions',
    ],
    ['more than 64 kB', { ...good, title: 'x'.repeat(70_000) }, '', 'too-large'],
    // 3 bytes each: 21,900 of them are 65,700 bytes and far fewer letters
    ['more than 64 kB of long letters', { ...good, title: '€'.repeat(21_900) }, '', 'too-large'],
    ['no object at all', null, '', 'not-a-rule'],
    ['an id that is no part of a path', { ...good, id: 'a/b' }, '/id', 'not-allowed'],
    ['a mode nobody moves by', { ...good, scope: { mode: 'SLEIGH' } }, '/scope/mode', 'unknown-code'],
    [
      'an end before the beginning',
      { ...good, effective: { from: '2026-02-01', to: '2026-01-31' } },
      '/effective/to',
      'not-allowed',
    ],
    ['a day that is none', { ...good, effective: { from: '2026-02-30' } }, '/effective/from', 'wrong-type'],
    ['days that are no object', { ...good, effective: '2026-02-01' }, '/effective', 'wrong-type'],
    ['a third day', { ...good, effective: { until: '2026-02-01' } }, '/effective/until', 'unknown-field'],
    ['a verdict that needs no rule', { ...good, verdicts: ['PASS'] }, '/verdicts', 'unknown-code'],
    ['who as a number', { ...good, who: 7 }, '/who', 'wrong-type'],
  ])('refuses %s', (_, rule, pointer, code) => {
    expect(validateRule(rule)).toContainEqual(expect.objectContaining({ pointer, code }));
  });
  test('accepts 8 deep', () => {
    expect(validateRule({ ...good, conditions: nested(7) })).toEqual([]);
  });
  test('and preparing a bad one throws', () => {
    expect(() => prepareRules([{ ...good, outcome: 'PAY' }])).toThrow(RefusedRule);
  });
});
