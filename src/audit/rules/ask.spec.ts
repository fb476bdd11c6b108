import { describe, expect, test } from '@jest/globals';
import { decimal } from '../../freight/money.ts';
import { askRules, newEngine } from './ask.ts';
import { operators } from './operators.ts';
import { prepareRules, type PreparedRule, type Rule } from './rule.ts';
import { tryRule } from './try.ts';

const rule = (conditions: Rule['conditions']): Rule => ({
  ...{ id: 'r', version: 1, title: 't', clause: 'c', source: 'ORGANISATION', priority: 0, scope: {}, checks: ['ANY'] },
  ...{ conditions, outcome: 'REVIEW' },
});
const over = (value: string) => rule({ all: [{ fact: 'check.difference', operator: 'money.gt', value }] });

describe('the operators', () => {
  test.each(
    [
      'equal notEqual in notIn contains doesNotContain lessThan lessThanInclusive greaterThan greaterThanInclusive'.split(
        ' ',
      ),
      'not:equal someFact:equal everyFact:in swap:lessThan everyValue:equal someValue:in not:code.eq'.split(' '),
    ].flat(),
  )('%s, as the engine comes with it, cannot be reached', async (operator) => {
    const engine = newEngine();
    engine.addFact('a', '1');
    engine.addRule({ conditions: { all: [{ fact: 'a', operator, value: '1' }] }, event: { type: 'fired' } });
    await expect(engine.run()).rejects.toThrow(/operator/i);
  });
  test('are ours alone, whatever a later release of the engine brings', () => {
    const known = (
      newEngine() as unknown as { operators: { operators: Map<string, unknown>; decorators: Map<string, unknown> } }
    ).operators;
    expect([...known.operators.keys()].sort()).toEqual(
      [...Object.keys(operators), 'code.absent', 'code.present'].sort(),
    );
    expect([...known.decorators.keys()]).toEqual([]);
  });
  test('a path is refused when it runs', async () => {
    const engine = newEngine();
    engine.addFact('a', { b: '1' });
    const condition = { fact: 'a', operator: 'code.eq', value: '1', path: '$.b' };
    engine.addRule({ conditions: { all: [condition] }, event: { type: 'fired' } });
    await expect(engine.run()).rejects.toThrow(/path/);
  });

  test.each([
    ['9.00 is not more than 10.00', over('10.00'), { 'check.difference': '9.00' }, 'NOT_FIRED'],
    [
      '10.00 equals 10.0',
      rule({ all: [{ fact: 'line.billed', operator: 'money.eq', value: '10.0' }] }),
      { 'line.billed': '10.00' },
      'FIRED',
    ],
    [
      '12 % is more than 9 %',
      rule({ all: [{ fact: 'check.percent', operator: 'percent.gt', value: '0.09' }] }),
      { 'check.percent': '0.12' },
      'FIRED',
    ],
    [
      'noon in Chicago is after noon in Akron',
      rule({ all: [{ fact: 'shipment.deliveredAt', operator: 'time.after', value: '2026-03-04T12:00:00-05:00' }] }),
      { 'shipment.deliveredAt': '2026-03-04T12:00:00-06:00' },
      'FIRED',
    ],
    [
      'a date is before an instant of the next day',
      rule({ all: [{ fact: 'bill.invoiceDate', operator: 'time.before', value: '2026-03-05T00:00:00Z' }] }),
      { 'bill.invoiceDate': '2026-03-04' },
      'FIRED',
    ],
    [
      'TL is not in a list with LTL',
      rule({ all: [{ fact: 'shipment.mode', operator: 'code.in', value: ['LTL'] }] }),
      { 'shipment.mode': 'TL' },
      'NOT_FIRED',
    ],
    [
      'not, and any',
      rule({ not: { any: [{ fact: 'shipment.mode', operator: 'code.eq', value: 'TL' }] } }),
      { 'shipment.mode': 'LTL' },
      'FIRED',
    ],
    [
      'a negation over an absent fact says nothing',
      rule({ not: { fact: 'shipment.mode', operator: 'code.eq', value: 'TL' } }),
      {},
      'INDETERMINATE',
    ],
    [
      'presence can be asked of what is absent',
      rule({ all: [{ fact: 'shipment.mode', operator: 'code.present' }] }),
      {},
      'NOT_FIRED',
    ],
  ] as const)('%s', async (_, asked, facts, says) => {
    expect((await tryRule(asked, facts)).says).toBe(says);
  });
});

test('five hundred runs at once answer every rule, each about its own facts', async () => {
  const [prepared] = prepareRules([over('10.00')]).ofAnyCheck as [PreparedRule];
  const runs = Array.from({ length: 500 }, (_, run) =>
    askRules([5, 15, run].map((amount) => ({ prepared, facts: () => decimal(String(amount)) }))),
  );
  for (const [run, answers] of (await Promise.all(runs)).entries())
    expect(answers.map(({ says }) => says === 'FIRED')).toEqual([false, true, run > 10]);
});
