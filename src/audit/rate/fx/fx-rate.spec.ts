import { describe, expect, it } from '@jest/globals';
import type { FxRate } from '../../../freight/contract.ts';
import { recompute } from '../../explain/recompute.ts';
import { rateOn } from './fx-rate.ts';

const ecb = (quote: string, date: string, rate: string, base = 'EUR'): FxRate => ({
  series: 'ECB',
  base,
  quote,
  date,
  rate,
});
const rates = [
  ecb('USD', '2026-02-27', '1.0800'),
  ecb('USD', '2026-03-02', '1.0842'),
  ecb('GBP', '2026-03-02', '0.8370'),
  ecb('USD', '2026-03-03', '1.0900'),
  { ...ecb('USD', '2026-03-02', '1.2000'), series: 'CUSTOMS' },
];
const on = (from: string, to: string, date: string, { maxAgeDays = 7, given = rates } = {}) => {
  const found = rateOn('ECB', { from, to }, given, { date, maxAgeDays });
  return found && [found.date, found.rate.value.toFixed(6)];
};

describe('the rate of exchange on a day', () => {
  it.each([
    ['as it is quoted', 'EUR', 'USD', ['2026-03-02', '1.084200']],
    ['the other way round', 'USD', 'EUR', ['2026-03-02', '0.922339']], // 1 ÷ 1.0842
    ['by way of the euro', 'USD', 'GBP', ['2026-03-02', '0.771998']], // 0.8370 ÷ 1.0842
    ['by way of the euro, back again', 'GBP', 'USD', ['2026-03-02', '1.295341']],
  ])('is taken %s', (_, from, to, rate) => {
    expect(on(from, to, '2026-03-02')).toEqual(rate);
  });

  it('is that of the Friday before on a Sunday', () => {
    expect(on('EUR', 'USD', '2026-03-01')).toEqual(['2026-02-27', '1.080000']);
  });

  it('is none where the last is older than the contract allows', () => {
    expect(on('EUR', 'USD', '2026-03-10')).toEqual(['2026-03-03', '1.090000']);
    expect(on('EUR', 'USD', '2026-03-11')).toBeNull();
    expect(on('EUR', 'USD', '2026-04-01', { maxAgeDays: 31 })).toEqual(['2026-03-03', '1.090000']);
    expect(on('EUR', 'USD', '2026-03-01', { maxAgeDays: 0 })).toBeNull();
  });

  it('is none before the first, and none of a currency nobody quotes', () => {
    expect(on('EUR', 'USD', '2026-02-26')).toBeNull();
    expect(on('USD', 'CAD', '2026-03-02')).toBeNull();
  });

  it('prefers what is quoted for the pair itself, in whatever order the rates came', () => {
    const own = [...rates, ecb('EUR', '2026-03-02', '0.9225', 'USD')];
    expect(on('USD', 'EUR', '2026-03-02', { given: own })).toEqual(['2026-03-02', '0.922500']);
    expect(on('USD', 'EUR', '2026-03-02', { given: own.reverse() })).toEqual(['2026-03-02', '0.922500']);
  });

  it('can be worked out anew from what was quoted', () => {
    const found = rateOn('ECB', { from: 'USD', to: 'GBP' }, rates, { date: '2026-03-02', maxAgeDays: 7 });
    expect(found && recompute(found.rate.working).faults).toEqual([]);
  });
});
