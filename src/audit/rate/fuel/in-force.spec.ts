import { describe, expect, it } from '@jest/globals';
import type { IndexValue } from '../../../freight/contract.ts';
import type { FuelProgramme, InForce } from '../../../freight/fuel.ts';
import { inForceFrom, priceInForce } from './in-force.ts';

const value = (publishedOn: string, price: string, more: Partial<IndexValue> = {}): IndexValue => ({
  series: 'EIA',
  period: publishedOn,
  value: price,
  publishedOn,
  revision: 0,
  ...more,
});

describe('when a value comes into force', () => {
  it.each<[string, string, InForce | null, string]>([
    ['at once without a rule', '2026-03-02', null, '2026-03-02'],
    ['the day after', '2026-03-02', { addDays: 1 }, '2026-03-03'],
    ['on the 15th', '2018-01-01', { then: 'DAY_15' }, '2018-01-15'],
    ['on the 15th, that day itself', '2018-01-15', { then: 'DAY_15' }, '2018-01-15'],
    ['on the 15th of the next month', '2018-01-16', { then: 'DAY_15' }, '2018-02-15'],
    ['on the 1st of the year', '2025-12-02', { then: 'DAY_1' }, '2026-01-01'],
    ['two months later, clipped to the end of the month', '2025-12-31', { addMonths: 2 }, '2026-02-28'],
    ['months before days', '2026-01-31', { addMonths: 1, addDays: 1 }, '2026-03-01'],
    ['the next Tuesday after a Monday', '2026-03-02', { then: 'NEXT_TUESDAY' }, '2026-03-03'],
    ['a Monday, that day itself', '2026-03-02', { then: 'NEXT_MONDAY' }, '2026-03-02'],
    ['the Monday after a holiday Tuesday', '2026-03-03', { then: 'NEXT_MONDAY' }, '2026-03-09'],
    ['past the end of February', '2028-02-28', { addDays: 1 }, '2028-02-29'],
  ])('comes into force %s', (_, publishedOn, rule, date) => {
    expect(inForceFrom(publishedOn, rule)).toBe(date);
  });
});

describe('the price in force', () => {
  const programme: Pick<FuelProgramme, 'index' | 'publication' | 'inForce' | 'average'> = {
    index: 'EIA',
    inForce: { addDays: 1 },
  };
  const weeks = [value('2026-02-16', '3.90'), value('2026-03-02', '4.10'), value('2026-02-23', '4.00')];
  const priceOn = (date: string, more: Partial<typeof programme> = {}, values = weeks) =>
    priceInForce({ ...programme, ...more }, values, date)?.values.map((one) => one.value) ?? null;

  it.each([
    ['2026-02-16', null], // published, not yet in force
    ['2026-02-17', ['3.90']],
    ['2026-03-02', ['4.00']],
    ['2026-03-03', ['4.10']],
    ['2026-12-31', ['4.10']],
  ])('on %s is %s', (date, price) => {
    expect(priceOn(date)).toEqual(price);
  });

  it('is the first publication unless the contract wants the latest', () => {
    const revised = value('2026-02-26', '4.05', { period: '2026-02-23', revision: 1 });
    const values = [revised, ...weeks];
    expect(priceOn('2026-02-27', {}, values)).toEqual(['4.00']);
    expect(priceOn('2026-02-27', { publication: 'LATEST' }, values)).toEqual(['4.05']);
    // Revised on the 26th: a shipment of the 25th could not know.
    expect(priceOn('2026-02-25', { publication: 'LATEST' }, values)).toEqual(['4.00']);
  });

  it('averages the month and holds from its last publication', () => {
    const values = [...weeks, value('2026-02-09', '3.80')];
    expect(priceOn('2026-02-23', { average: 'MONTH' }, values)).toBeNull();
    expect(priceOn('2026-02-24', { average: 'MONTH' }, values)).toEqual(['3.80', '3.90', '4.00']);
  });
});
