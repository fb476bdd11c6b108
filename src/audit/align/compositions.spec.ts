import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Dec, decimal, sum } from '../../freight/money.ts';
import { waysToCompose } from './compositions.ts';

const parts = (...amounts: string[]) => amounts.map((amount) => ({ kind: amount, amount: decimal(amount) }));
const ways = (whole: string, ...amounts: string[]) =>
  waysToCompose(decimal(whole), parts(...amounts)).map((way) => way.map(({ amount }) => amount.toFixed(2)).join('+'));

describe('amounts that come to another', () => {
  it.each([
    ['100.00', ['60.00', '40.00', '25.00'], ['60.00+40.00']],
    ['100.00', ['60.00', '40.00', '75.00', '25.00'], ['60.00+40.00', '75.00+25.00']],
    ['100.00', ['100.00', '0.00'], []],
    ['60.00', ['30.00', '30.00', '30.00'], ['30.00+30.00']],
    ['285.00', ['300.00', '-15.00'], ['300.00+-15.00']],
    ['-20.00', ['-15.00', '-5.00', '10.00'], ['-15.00+-5.00']],
    ['9.00', Array<string>(9).fill('1.00'), []],
    ['8.00', Array<string>(9).fill('1.00'), ['1.00+1.00+1.00+1.00+1.00+1.00+1.00+1.00']],
  ])('%s of %j', (whole, amounts, expected) => {
    expect(ways(whole, ...amounts)).toEqual(expected);
  });
  it('are found exactly, 2 to 8 of them, each taken once', () => {
    const cents = fc.integer({ min: -3000, max: 9000 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 2, maxLength: 10 }), fc.nat(), (all, which) => {
        const given = all.map((cent, place) => ({ kind: `charge ${place}`, amount: new Dec(cent).dividedBy(100) }));
        const wanted = given.filter((_, place) => (which >> place) % 2 === 1 && place < 8);
        const whole = sum(wanted.map(({ amount }) => amount));
        const found = waysToCompose(whole, given);
        for (const way of found) {
          expect(new Set(way).size).toBe(way.length);
          expect(way.length).toBeGreaterThanOrEqual(2);
          expect(sum(way.map(({ amount }) => amount)).equals(whole)).toBe(true);
        }
        if (wanted.filter(({ amount }) => !amount.isZero()).length >= 2) expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
  it('are given up where the search takes too long', () => {
    const many = Array.from({ length: 60 }, (_, place) => `${1000 + place * 7}.${10 + place}`);
    expect(ways('9999.99', ...many)).toEqual([]);
  });
});
