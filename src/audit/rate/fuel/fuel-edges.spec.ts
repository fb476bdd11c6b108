import { describe, expect, it } from '@jest/globals';
import type { ContractVersion, IndexValue } from '../../../freight/contract.ts';
import type { FuelProgramme } from '../../../freight/fuel.ts';
import { sampleContract, sampleIndexes, sampleLane, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { chargeOf, ratedSample, sampleBill, verdictOf } from '../sample-rating.ts';
import { priceInForce, publications } from './in-force.ts';

const common = { index: 'EIA-DIESEL-US', inForce: { addDays: 1 } } as const;
const fuelOf = (fuel: ContractVersion['fuel'], parts: SampleParts = {}) =>
  chargeOf(ratedSample({ contracts: [sampleContract({ fuel })], ...parts }), 'FUEL');
const byMiles = (more: object = {}): FuelProgramme => ({
  ...{ ...common, model: 'PER_DISTANCE_FORMULA', peg: '1.20', perGallonDistance: '6', unit: 'MI', ...more },
});
const bySteps = (more: object = {}): FuelProgramme => ({
  ...{ ...common, model: 'PERCENT_FORMULA', peg: '3.00', step: '0.05', percentPerStep: '0.01', base: ['LINEHAUL'] },
  ...more,
});
const byTable = (more: object = {}): FuelProgramme => ({
  ...{ ...common, model: 'PERCENT_TABLE', table: [{ from: '4.00', value: '0.25' }], base: ['LINEHAUL'], ...more },
});

describe('a fuel clause', () => {
  it('that divides by nothing has no rate', () => {
    expect(verdictOf(fuelOf(byMiles({ perGallonDistance: '0' })))).toBe('null RATE_MISSING');
    expect(verdictOf(fuelOf(bySteps({ step: '0' })))).toBe('null RATE_MISSING');
  });

  it('adds nothing beyond its table for steps of nothing', () => {
    // 25 % of 276.64
    expect(verdictOf(fuelOf(byTable({ beyond: { step: '0', value: '0.05' } })))).toBe('69.16');
  });

  it('owes nothing while the price is below its peg', () => {
    expect(verdictOf(fuelOf(byMiles({ peg: '4.50' })))).toBe('0.00');
  });

  it('counts its rows in percent, or in money for each mile', () => {
    const units = (fuel: FuelProgramme) => JSON.stringify(fuelOf(fuel)?.working);
    expect(units(byTable())).toContain('"unit":"fraction","op":"BAND"');
    const table = [{ from: '0', value: '0.45' }];
    expect(units({ ...common, model: 'PER_DISTANCE_TABLE', table, unit: 'MI' })).toContain(
      '"unit":"USD/MI","op":"BAND"',
    );
  });

  it('takes one price as it is, and no average of it', () => {
    expect(JSON.stringify(fuelOf(byTable())?.working)).not.toContain('average');
    const monthly = byTable({ average: 'MONTH', inForce: { then: 'DAY_1' } });
    // (3.950 + 4.012) ÷ 2 = 3.981
    const row = { ...monthly, table: [{ from: '3.98', value: '0.25' }] } as FuelProgramme;
    expect(JSON.stringify(fuelOf(row)?.working)).toContain('average of EIA-DIESEL-US over the month');
  });

  it('is for certain nothing on a lane that is all-in, because the contract says so', () => {
    const contracts = [sampleContract({ lanes: [sampleLane({ fuel: 'NONE' })] })];
    expect(chargeOf(ratedSample({ contracts }), 'FUEL')).toMatchObject({
      ...{ check: 'F-08', basis: 'CONTRACT', certain: true, reason: 'FUEL_WRONG' },
      working: { label: 'the lane is all-in: no fuel surcharge', source: { pointer: '/lanes/0/fuel' } },
    });
  });

  it('asks for the departure where a bill and an appointment tell days of two prices', () => {
    const two = ratedSample({ events: [] }, sampleBill({ pickupDate: '2026-03-03' }));
    expect(chargeOf(two, 'FUEL')?.needs).toMatchObject([{ reason: 'FACT_MISSING', from: 'CARRIER' }]);
    const stops = sampleShipment().stops.map((stop) => ({ ...stop, appointment: null }));
    const lanes = [sampleLane({ surcharges: [] })];
    const contracts = [sampleContract({ lanes, dateRole: 'INVOICE', fuel: { ...byTable(), dateRole: 'PICKUP' } })];
    const none = ratedSample({ contracts, events: [], shipment: sampleShipment({ stops }) }, sampleBill());
    expect(chargeOf(none, 'FUEL')).toMatchObject({ check: 'F-02', reason: 'FACT_MISSING' });
  });

  it('stands under the lane or the contract, with whatever else follows an index', () => {
    const bunker = (value: string) => ({
      ...{ index: 'EIA-DIESEL-US', charge: 'BUNKER' as const, model: 'PER_UNIT_TABLE' as const, unit: 'LOAD' as const },
      ...{ table: [{ from: '0', value }] },
    });
    const pointer = (more: Partial<ContractVersion>) =>
      JSON.stringify(chargeOf(ratedSample({ contracts: [sampleContract(more)] }), 'BUNKER')?.working);
    expect(pointer({ surcharges: [bunker('9.00')] })).toContain('"/surcharges/0/table/0/value"');
    expect(pointer({ lanes: [sampleLane({ surcharges: [bunker('9.00')] })] })).toContain(
      '"/lanes/0/surcharges/0/table/0/value"',
    );
  });
});

describe('the values of an index', () => {
  const value = (period: string, price: string, more: Partial<IndexValue> = {}): IndexValue => ({
    ...{ series: 'EIA', period, value: price, publishedOn: period, revision: 0, ...more },
  });
  const programme = { index: 'EIA', inForce: { addDays: 1 } };
  const priceOn = (date: string, values: IndexValue[], more: object = {}) =>
    priceInForce({ ...programme, ...more }, values, date)?.values.map((one) => one.value) ?? null;

  it('are first published at their lowest revision, whatever other periods and series have', () => {
    const first = value('2026-02-23', '4.01', { publishedOn: '2026-02-24', revision: 1 });
    const second = value('2026-02-23', '4.02', { publishedOn: '2026-02-26', revision: 2 });
    const others = [value('2026-02-23', '9.00', { series: 'OTHER' }), value('2026-02-16', '3.90')];
    for (const values of [
      [...others, first, second],
      [second, first, ...others],
    ]) {
      expect(priceOn('2026-02-25', values)).toEqual(['4.01']);
      expect(priceOn('2026-03-01', values)).toEqual(['4.01']);
    }
  });

  it('are revised from the very day the revision is published, each its own', () => {
    const values = [
      value('2026-02-23', '4.01'),
      value('2026-02-23', '4.02', { publishedOn: '2026-02-26', revision: 1 }),
      value('2026-02-23', '9.00', { series: 'OTHER', publishedOn: '2026-02-24', revision: 5 }),
      value('2026-02-16', '3.95', { publishedOn: '2026-02-25', revision: 3 }),
      value('2026-02-16', '3.90'),
    ];
    const latest = { publication: 'LATEST' };
    expect(priceOn('2026-02-25', values, latest)).toEqual(['4.01']);
    expect(priceOn('2026-02-26', values, latest)).toEqual(['4.02']);
  });

  it('of two periods published on one day count for the later', () => {
    const values = [value('2026-02-16', '3.90', { publishedOn: '2026-02-23' }), value('2026-02-23', '4.00')];
    expect(priceOn('2026-03-01', values)).toEqual(['4.00']);
    expect(priceOn('2026-03-01', [...values].reverse())).toEqual(['4.00']);
    const order = (given: IndexValue[]) => publications(programme, given).map((one) => one.values[0]?.period);
    expect(order(values)).toEqual(['2026-02-23', '2026-02-16']);
    expect(order([...values, value('2026-03-02', '4.10')])).toEqual(['2026-03-02', '2026-02-23', '2026-02-16']);
  });

  it('that are old do not come back when an earlier one is read later', () => {
    const values = [value('2026-03-02', '4.10'), value('2026-02-23', '4.00'), ...sampleIndexes()];
    expect(priceOn('2026-03-09', values)).toEqual(['4.10']);
  });
});
