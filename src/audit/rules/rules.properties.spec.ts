import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aBill, aContext, billed, owed } from '../../../test/builders/judged-bill.ts';
import { type Outcome, outcomes } from '../../freight/codes.ts';
import { decimal } from '../../freight/money.ts';
import { verdictsOf } from '../checks/verdicts.ts';
import { newEngine } from './ask.ts';
import { dictionary } from './dictionary.ts';
import { judgeLines } from './judge.ts';
import { operators, presence } from './operators.ts';
import { prepareRules, type Rule } from './rule.ts';
import { validateRule } from './validate.ts';

/** Linehaul billed 300.00 and owed 276.64 under ABCD-LTL, an LTL load of ABCD: every rule below speaks for it. */
const line = billed('300.00', owed('LINEHAUL', '276.64', { check: 'R-06' }));
const scopes: Rule['scope'][] = [{}, { mode: 'LTL' }, { carrier: 'ABCD' }, { contract: 'ABCD-LTL' }];
const byScope = (scope: Rule['scope']) => scopes.findIndex((one) => Object.keys(one)[0] === Object.keys(scope)[0]);

const base: Omit<Rule, 'id'> = {
  ...{ version: 1, title: 't', clause: 'c', source: 'ORGANISATION', priority: 0, scope: {}, checks: ['R-06'] },
  ...{ conditions: { all: [{ fact: 'check.id', operator: 'code.present' }] }, outcome: 'REVIEW' },
};
const someRules = fc.array(
  fc.record({
    source: fc.constantFrom('SHIPPED' as const, 'ORGANISATION' as const),
    scope: fc.constantFrom(...scopes),
    priority: fc.integer({ min: -2, max: 2 }),
    outcome: fc.constantFrom(...outcomes),
  }),
  { minLength: 1, maxLength: 8 },
);

async function judged(rules: Rule[]): Promise<string> {
  const context = aContext();
  const bill = aBill();
  const [said] = await judgeLines(prepareRules(rules), bill, verdictsOf(context, bill, [line]), context);
  return `${said?.outcome ?? ''} ${said?.reason ?? ''}`;
}

/** The order of the specification, each criterion asked only of those that the one before it leaves. */
function wanted(rules: readonly Rule[]): string {
  const own = rules.filter(({ source }) => source === 'ORGANISATION');
  let left = own.length > 0 ? own : rules;
  const narrowest = Math.max(...left.map(({ scope }) => byScope(scope)));
  left = left.filter(({ scope }) => byScope(scope) === narrowest);
  const highest = Math.max(...left.map(({ priority }) => priority));
  const said = new Set<Outcome>(left.filter(({ priority }) => priority === highest).map(({ outcome }) => outcome));
  const [only] = said;
  return said.size === 1 ? `${only ?? ''} LINEHAUL_WRONG` : 'REVIEW RULE_CONFLICT';
}

describe('for any set of rules that all hold', () => {
  test('organisation comes before shipped, contract before carrier before mode before all, then priority; equals conflict', async () => {
    await fc.assert(
      fc.asyncProperty(someRules, async (drawn) => {
        const rules = drawn.map((one, index): Rule => ({ ...base, ...one, id: `r-${index}` }));
        expect(await judged(rules)).toBe(wanted(rules));
      }),
      { numRuns: 300 },
    );
  });
  test('the order in which they are given changes nothing, nor does the digest', async () => {
    await fc.assert(
      fc.asyncProperty(someRules, async (drawn) => {
        const rules = drawn.map((one, index): Rule => ({ ...base, ...one, id: `r-${index % 3}`, version: index + 1 }));
        const turned = [...rules].reverse();
        expect(await judged(turned)).toBe(await judged(rules));
        expect(prepareRules(turned).digest).toBe(prepareRules(rules).digest);
      }),
      { numRuns: 100 },
    );
  });
});

const builtIn =
  'equal notEqual in notIn contains doesNotContain lessThan lessThanInclusive greaterThan greaterThanInclusive';
const decorators = ['', 'not:', 'swap:', 'someFact:', 'everyFact:', 'someValue:', 'everyValue:', 'not:swap:'];
const theirs = fc
  .tuple(fc.constantFrom(...decorators), fc.constantFrom(...builtIn.split(' '), ...Object.keys(operators)))
  .filter(([decorator, name]) => decorator !== '' || !Object.hasOwn(operators, name))
  .map(([decorator, name]) => decorator + name);
const anyFact = fc.constantFrom(...dictionary.values());
const anyValue = fc.oneof(
  fc.constantFrom('9.00', '10.00', 'FUEL', '2026-03-04', ''),
  fc.array(fc.string()),
  fc.anything(),
);

describe('an operator that the engine comes with', () => {
  test('is refused with every fact and value when a rule is saved', () => {
    fc.assert(
      fc.property(anyFact, theirs, anyValue, ({ name }, operator, value) => {
        const rule = { ...base, id: 'r', conditions: { all: [{ fact: name, operator, value }] } };
        const mistakes = validateRule(JSON.parse(JSON.stringify(rule)));
        expect(mistakes).toContainEqual(expect.objectContaining({ code: 'unknown-operator' }));
      }),
      { numRuns: 1000 },
    );
  });
  test('is unknown to the engine itself, whatever the fact', async () => {
    await fc.assert(
      fc.asyncProperty(theirs, anyValue, fc.boolean(), async (operator, value, isDecimal) => {
        const engine = newEngine();
        engine.addFact('a', isDecimal ? decimal('9.00') : '9.00');
        engine.addRule({ conditions: { all: [{ fact: 'a', operator, value }] }, event: { type: 'fired' } });
        await expect(engine.run()).rejects.toThrow(/operator/i);
      }),
      { numRuns: 300 },
    );
  });
  test('leaves ours: every fact can be asked by those of its type, and only by those', () => {
    const known = [...Object.keys(operators), ...presence];
    for (const { name, type, among } of dictionary.values())
      for (const operator of known) {
        const code = among?.[0] ?? 'X';
        const value = { money: '1.00', percent: '0.1', quantity: '1', time: '2026-03-04', code }[type];
        const given = presence.includes(operator as never) ? {} : { value: operator.endsWith('n') ? [value] : value };
        const rule = { ...base, id: 'r', conditions: { all: [{ fact: name, operator, ...given }] } };
        const fits = presence.includes(operator as never) || operator.startsWith(`${type}.`);
        expect([name, operator, validateRule(rule).length === 0]).toEqual([name, operator, fits]);
      }
  });
});
