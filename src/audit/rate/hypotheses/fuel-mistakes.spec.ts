import { describe, expect, it } from '@jest/globals';
import type { IndexValue } from '../../../freight/contract.ts';
import type { FuelProgramme } from '../../../freight/fuel.ts';
import { sampleContract, sampleIndexes, sampleLane, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { ratedSample, sampleBill } from '../sample-rating.ts';

// Linehaul 276.64, liftgate 85.00; the price in force is 4.012 and gives 28.5 %: 78.84.
const common = { index: 'EIA-DIESEL-US', inForce: { addDays: 1 } } as const;
const table = (more: object = {}): FuelProgramme => ({
  ...common,
  model: 'PERCENT_TABLE',
  table: [
    { from: '3.95', value: '0.28' },
    { from: '4.01', value: '0.285' },
    { from: '4.07', value: '0.29' },
  ],
  beyond: { step: '0.06', value: '0.005' },
  base: ['LINEHAUL'],
  ...more,
});
const percentFormula = (more: object = {}): FuelProgramme => ({
  ...common,
  model: 'PERCENT_FORMULA',
  ...{ peg: '3.00', step: '0.05', percentPerStep: '0.01', base: ['LINEHAUL'] },
  ...more,
});
const perMile: FuelProgramme = {
  ...common,
  ...{ model: 'PER_DISTANCE_FORMULA', peg: '1.20', perGallonDistance: '6', unit: 'MI' },
};
const milesTable: FuelProgramme = {
  ...common,
  ...{ model: 'PER_DISTANCE_TABLE', table: [{ from: '0', value: '0.45' }], unit: 'MI' },
};
/** The same price in every week, so that another week explains nothing. */
const steady = (price = '4.012') => sampleIndexes().map((one) => ({ ...one, value: price }));
const revised: IndexValue = {
  ...{ series: 'EIA-DIESEL-US', period: '2026-02-23', value: '4.075' },
  ...{ publishedOn: '2026-02-26', revision: 1 },
};
const west = steady('4.500').map((one) => ({ ...one, series: 'EIA-DIESEL-WEST' }));

function explained(billed: string, fuel: FuelProgramme, parts: SampleParts = {}): string | undefined {
  const bill = sampleBill({ distance: { value: '460', unit: 'MI' }, charges: [] });
  const contracts = parts.contracts ?? [sampleContract({ fuel })];
  const found = ratedSample({ indexes: steady(), ...parts, contracts }, bill)
    .hypotheses('FUEL', null)
    .find(({ amount }) => amount.toFixed(2) === billed);
  return found && `${found.check ?? '-'} ${found.label}`;
}

describe('a fuel surcharge comes out', () => {
  it.each<[string, string, FuelProgramme, SampleParts]>([
    [
      '80.23', // 29 % of 276.64 = 80.2256
      'F-02 with EIA-DIESEL-US of 2026-03-02 instead of 2026-02-23',
      table(),
      { indexes: sampleIndexes() },
    ],
    [
      '80.23',
      'F-09 with EIA-DIESEL-US of 2026-02-23 as revised instead of as first published',
      table(),
      { indexes: [...steady(), revised] },
    ],
    [
      '78.84',
      'F-09 with EIA-DIESEL-US of 2026-02-23 as first published instead of as revised',
      table({ publication: 'LATEST' }),
      { indexes: [...steady(), revised] },
    ],
    [
      '89.91', // 4.500 is seven steps past 4.07: 29 % + 3.5 % = 89.908
      'F-01 with EIA-DIESEL-WEST instead of EIA-DIESEL-US',
      table(),
      { indexes: [...steady(), ...west] },
    ],
  ])('at %s %s', (billed, label, fuel, parts) => {
    expect(explained(billed, fuel, parts)).toBe(label);
  });

  it.each<[string, string, FuelProgramme]>([
    ['103.07', 'F-05 on liftgate delivery at stop 2 too', table()], // 28.5 % of 361.64 = 103.0674
    [
      '78.84',
      'F-05 without liftgate delivery at stop 2 in its base',
      table({ base: ['LINEHAUL', 'LIFTGATE_DELIVERY'] }),
    ],
    ['207.48', 'F-05 on the gross linehaul instead of the net', table()], // 28.5 % of 728.00
    ['207.00', 'F-06 at the billed distance of 460 MI', milesTable], // 460 × 0.45
    ['78.84', 'F-07 without the maximum of 50.00', table({ maximum: '50.00' })],
    ['78.84', 'F-07 without the minimum of 95.00', table({ minimum: '95.00' })],
    ['80.23', 'F-03 with the row above, from 4.07', table()],
    ['77.46', 'F-03 with the row below, from 3.95', table()], // 28 % = 77.4592
    ['58.09', 'F-04 with each started step counted in full', percentFormula()], // 21 % = 58.0944
    ['55.33', 'F-04 with whole steps only', percentFormula({ stepRounding: 'UP' })], // 20 % = 55.328
    ['193.23', 'F-04 with the rate rounded to 3 places', perMile],
    ['193.64', 'F-04 with the rate rounded to 2 places', perMile],
    ['193.10', 'F-04 with the rate rounded to 4 places', perMile], // 0.4687 × 412 = 193.1044
    ['78.85', 'F-03 rounded up', table()], // 78.8424
  ])('at %s %s', (billed, label, fuel) => {
    expect(explained(billed, fuel)).toBe(label);
  });

  it('by no mistake where none comes to the cent', () => {
    expect(explained('78.86', table())).toBeUndefined();
  });

  it.each([
    // 4.199 is 2.15 steps past 4.07: owed 30 % = 82.99
    ['84.38', 'F-03 with each started step counted in full beyond the table'], // 30.5 % = 84.3752
    ['80.23', 'F-03 at the last row, with nothing for the steps beyond it'],
  ])('at %s %s', (billed, label) => {
    expect(explained(billed, table(), { indexes: steady('4.199') })).toBe(label);
  });

  it('at the terms of another version', () => {
    const old = sampleContract({
      ...{ version: 2, effective: { from: '2025-01-01', to: '2025-12-31' } },
      fuel: table({ table: [{ from: '3.95', value: '0.33' }] }),
    });
    const contracts = [sampleContract({ fuel: table() }), old];
    // 4.012 is one whole step past 3.95: 33 % + 0.5 % of 276.64 = 92.6744
    expect(explained('92.67', table(), { contracts })).toBe('- at version 2, in force until 2025-12-31');
  });
});

describe('of a fuel surcharge nothing is supposed', () => {
  it('where none is agreed, or the lane is all-in', () => {
    const fuels = [sampleContract({ fuel: null }), sampleContract({ lanes: [sampleLane({ fuel: 'NONE' })] })];
    for (const contract of fuels)
      expect(
        ratedSample({ contracts: [contract] })
          .hypotheses('FUEL', null)
          .map(({ label }) => label),
      ).toEqual([]);
  });

  it('where its price is not known', () => {
    expect(ratedSample({ indexes: [] }).hypotheses('FUEL', null)).toEqual([]);
  });

  it('beyond a bound, however long the table', () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({
      from: (3 + index / 100).toFixed(2),
      value: `0.${100 + index}`,
    }));
    const contracts = [sampleContract({ fuel: table({ table: rows, beyond: null }) })];
    const shipment = sampleShipment();
    const found = ratedSample({ contracts, shipment }).hypotheses('FUEL', null);
    expect(found.length).toBeLessThan(40);
  });
});
