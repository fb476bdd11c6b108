import { describe, expect, it } from '@jest/globals';
import type { ContractVersion, FxRate } from '../../../freight/contract.ts';
import { sampleContract } from '../sample-dossier.ts';
import { exchangeOf } from './exchange.ts';
import { rateOn } from './fx-rate.ts';

const ecb = (base: string, quote: string, date: string, rate: string): FxRate => ({
  ...{ series: 'ECB', base, quote, date, rate },
});
const need = { fact: 'event DEPARTED_STOP at stop 1', reason: 'FACT_MISSING', from: 'CARRIER' } as const;

function exchange(
  dates: string[],
  { rates, to = 'EUR', ...terms }: { rates: FxRate[]; to?: string } & Partial<ContractVersion>,
) {
  const contract = sampleContract({ fx: { series: 'ECB', dateRole: 'PICKUP' }, ...terms });
  return exchangeOf({ contract, rates, datesOf: () => ({ dates, need, facts: [] }) }, { from: 'USD', to });
}
const rates = [ecb('USD', 'EUR', '2026-03-02', '0.92'), ecb('USD', 'EUR', '2026-03-04', '0.93')];

describe('the rate that a contract converts at', () => {
  it('is that of its day', () => {
    expect(exchange(['2026-03-02'], { rates })).toMatchObject({ label: 'in EUR at the ECB rate of 2026-03-02' });
  });

  it('is told by a bill and an appointment where both days have one rate, and by nobody where they have two', () => {
    // Nothing is quoted on the 3rd: the rate of the 2nd still holds.
    expect(exchange(['2026-03-02', '2026-03-03'], { rates })).toMatchObject({
      label: 'in EUR at the ECB rate of 2026-03-02',
    });
    expect(exchange(['2026-03-02', '2026-03-04'], { rates })).toEqual({ needs: [need] });
    expect(exchange([], { rates })).toEqual({ needs: [need] });
    expect(exchange(['2026-02-01', '2026-02-02'], { rates })).toMatchObject({ needs: [{ reason: 'FX_MISSING' }] });
  });

  it('holds a week, or as long as the contract says', () => {
    expect(exchange(['2026-03-11'], { rates })).toMatchObject({ label: 'in EUR at the ECB rate of 2026-03-04' });
    expect(exchange(['2026-03-12'], { rates })).toMatchObject({ needs: [{ reason: 'FX_MISSING' }] });
    const fx = { series: 'ECB', dateRole: 'PICKUP', maxAgeDays: 8 } as const;
    expect(exchange(['2026-03-12'], { rates, fx })).toMatchObject({ label: 'in EUR at the ECB rate of 2026-03-04' });
  });

  it.each<[string, string, Partial<ContractVersion>, object]>([
    ['half up to cents', 'EUR', {}, { mode: 'HALF_UP', places: 2 }],
    ['to whole yen', 'JPY', {}, { mode: 'HALF_UP', places: 0 }],
    ['to cents of a currency nobody knows', 'XXQ', {}, { mode: 'HALF_UP', places: 2 }],
    ['as the contract rounds', 'EUR', { rounding: { mode: 'DOWN' } }, { mode: 'DOWN', places: 2 }],
    [
      'to the places that the contract converts to',
      'JPY',
      { fx: { series: 'ECB', dateRole: 'PICKUP', places: 1 } },
      { mode: 'HALF_UP', places: 1 },
    ],
  ])('is rounded %s', (_, to, terms, rounding) => {
    const quoted = [ecb('USD', to, '2026-03-02', '2')];
    expect(exchange(['2026-03-02'], { rates: quoted, to, ...terms })).toMatchObject({ rounding });
  });

  it('may have been that of any day within ten, but for itself', () => {
    const days = ['2026-02-19', '2026-02-20', '2026-03-02', '2026-03-12', '2026-03-13'];
    const found = exchange(['2026-03-02'], {
      rates: days.map((date, place) => ecb('USD', 'EUR', date, `0.9${place}`)),
    });
    const others = found && 'others' in found ? found.others().map(({ label }) => label) : [];
    expect(others).toEqual([
      'at the ECB rate of 2026-03-12 instead of 2026-03-02',
      'at the ECB rate of 2026-02-20 instead of 2026-03-02',
      'when the USD amount is billed as EUR, not converted',
      'when it is converted the wrong way round',
    ]);
  });

  it('goes by way of the third currency that comes first by name, where there are two', () => {
    const third = (base: string, usd: string, gbp: string) => [
      ecb(base, 'USD', '2026-03-02', usd),
      ecb(base, 'GBP', '2026-03-02', gbp),
    ];
    for (const given of [
      [...third('EUR', '1.10', '0.88'), ...third('CHF', '1.25', '0.75')],
      [...third('CHF', '1.25', '0.75'), ...third('EUR', '1.10', '0.88')],
    ])
      // 0.75 ÷ 1.25; by way of the euro it would be 0.80.
      expect(
        rateOn('ECB', { from: 'USD', to: 'GBP' }, given, { date: '2026-03-02', maxAgeDays: 7 })?.rate.value.toFixed(2),
      ).toBe('0.60');
  });
});
