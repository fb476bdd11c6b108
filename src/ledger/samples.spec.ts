import { describe, expect, it } from '@jest/globals';
import { isSampled } from './samples.ts';

const cases = Array.from({ length: 2_000 }, (_, n) => ({ caseId: `case-${n}`, digest: `digest-${n % 7}` }));
const chosen = (rate: string) => cases.filter((one) => isSampled({ ...one, rate }));

describe('the sample of what the engine approved', () => {
  it('is nothing at 0, everything at 1, and about the share between', () => {
    expect(chosen('0')).toEqual([]);
    expect(chosen('1')).toEqual(cases);
    // 10 % of 2,000 is 200; four standard deviations are 54.
    expect(Math.abs(chosen('0.1').length - 200)).toBeLessThan(54);
  });

  it('is the same at every look, and a greater share holds the smaller one', () => {
    expect(chosen('0.1')).toEqual(chosen('0.1'));
    expect(chosen('0.2')).toEqual(expect.arrayContaining(chosen('0.1')));
  });

  it('hangs on what was judged as well as on the case', () => {
    const chosenAtHalf = new Set<object | undefined>(chosen('0.5'));
    const others = cases.map((one) => ({ ...one, digest: `${one.digest}-changed` }));
    const same = others.filter((one, n) => isSampled({ ...one, rate: '0.5' }) === chosenAtHalf.has(cases[n]));
    expect(same.length).toBeLessThan(1_200);
  });
});
