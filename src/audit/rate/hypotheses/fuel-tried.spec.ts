import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { BilledLine, FreightBill } from '../../../freight/bill.ts';
import type { ContractVersion, IndexValue } from '../../../freight/contract.ts';
import type { FuelProgramme } from '../../../freight/fuel.ts';
import { sampleContract, sampleIndexes, sampleLane } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { ratedSample, sampleBill } from '../sample-rating.ts';

// Linehaul 276.64, liftgate 85.00; the price in force on 2 March is that of 23 February.
const common = { index: 'EIA-DIESEL-US', inForce: { addDays: 1 } } as const;
const percent = (value: string, more: object = {}): FuelProgramme => ({
  ...{ ...common, model: 'PERCENT_TABLE', table: [{ from: '0', value }], base: ['LINEHAUL'], ...more },
});
/** The same price in every week, so that another week explains nothing. */
const steady = sampleIndexes().map((one) => ({ ...one, value: '4.012' }));
const flat = (charge: 'HAZMAT' | 'PACKING' | 'TOLL', amount: string): AccessorialTerms => ({
  ...{ charge, model: 'FLAT', amount, authority: charge === 'TOLL' ? 'ORDERED' : 'CONTRACT' },
});

interface Tried {
  terms?: Partial<ContractVersion>;
  parts?: SampleParts;
  bill?: Partial<FreightBill>;
}
function tried(fuel: FuelProgramme, { terms, parts, bill }: Tried = {}) {
  const contracts = [sampleContract({ fuel, ...terms })];
  return ratedSample({ indexes: steady, contracts, ...parts }, sampleBill({ charges: [], ...bill })).hypotheses(
    'FUEL',
    null,
  );
}
const labels = (...given: Parameters<typeof tried>) => tried(...given).map(({ label }) => label);
const amounts = (...given: Parameters<typeof tried>) =>
  Object.fromEntries(tried(...given).map(({ label, amount }) => [label, amount.toFixed(2)]));

describe('tried for a fuel surcharge are', () => {
  it('eight weeks on either side, the nearest first', () => {
    const monday = (weeks: number) => new Date(Date.UTC(2026, 1, 23 + 7 * weeks)).toISOString().slice(0, 10);
    const indexes = Array.from({ length: 21 }, (_, place): IndexValue => {
      const period = monday(place - 10);
      return { series: 'EIA-DIESEL-US', period, publishedOn: period, value: `3.${10 + place}`, revision: 0 };
    });
    const byMiles: FuelProgramme = {
      ...{ ...common, model: 'PER_DISTANCE_FORMULA', peg: '1.20', perGallonDistance: '6', unit: 'MI' },
    };
    const weeks = labels(byMiles, { parts: { indexes } }).filter((label) => label.startsWith('with EIA-DIESEL-US of'));
    expect(weeks).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8]
        .flatMap((away) => [away, -away])
        .map((away) => `with EIA-DIESEL-US of ${monday(away)} instead of 2026-02-23`),
    );
  });

  it('six rows on either side, the nearest first', () => {
    // 4.012 lies in the row from 4.0.
    const table = Array.from({ length: 20 }, (_, row) => ({ from: `${(30 + row) / 10}`, value: `0.${20 + row}` }));
    const rows = labels(percent('0', { table })).filter((label) => label.startsWith('with the row'));
    expect(rows).toEqual([
      ...['with the row below, from 3.9', 'with the row above, from 4.1', 'with the row from 3.8'],
      ...['with the row from 4.2', 'with the row from 3.7', 'with the row from 4.3', 'with the row from 3.6'],
      ...['with the row from 4.4', 'with the row from 3.5', 'with the row from 4.5', 'with the row from 3.4'],
      ...['with the row from 4.6'],
    ]);
  });

  it('the rows above where the price is below all', () => {
    const table = [
      { from: '5', value: '0.30' },
      { from: '6', value: '0.31' },
    ];
    expect(labels(percent('0', { table })).filter((label) => label.startsWith('with the row'))).toEqual([
      'with the row above, from 5',
      'with the row from 6',
    ]);
  });

  it('other bases: gross, wider, narrower, all', () => {
    const liftgate: AccessorialTerms = {
      ...{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
    };
    const accessorials = [liftgate, flat('HAZMAT', '40.00'), flat('PACKING', '10.00'), flat('TOLL', '5.00')];
    const bases = (base: string[]) =>
      Object.fromEntries(
        tried(percent('0.30', { base }), { terms: { accessorials } })
          .filter(({ check }) => check === 'F-05')
          .map(({ label, amount }) => [label, amount.toFixed(2)]),
      );
    // Of 276.64 and 85.00: 361.64.
    expect(bases(['LINEHAUL', 'LIFTGATE_DELIVERY'])).toEqual({
      'on the gross linehaul instead of the net': '218.40', // 728.00
      'on hazmat too': '120.49', // 401.64
      'on packing too': '111.49', // 371.64
      'without linehaul in its base': '25.50', // 85.00
      'without liftgate delivery at stop 2 in its base': '82.99', // 276.64
      'on all charges instead of its base': '123.49', // 411.64
    });
    expect(Object.keys(bases(['LINEHAUL']))).toEqual([
      'on the gross linehaul instead of the net',
      'on liftgate delivery at stop 2 too',
      'on hazmat too',
      'on packing too',
      'on all charges instead of its base',
    ]);
  });

  it('what is billed for its base', () => {
    const charges: BilledLine[] = [
      { line: 1, charge: 'LINEHAUL', amount: '300.00' },
      { line: 2, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '80.00' },
    ];
    const onBilled = (base: string[], lines = charges) => {
      const found = amounts(percent('0.30', { base }), { bill: { charges: lines } });
      return [found['on the billed linehaul'], found['on what is billed for the charges of its base']];
    };
    expect(onBilled(['LINEHAUL'])).toEqual(['90.00', undefined]);
    expect(onBilled(['LINEHAUL', 'LIFTGATE_DELIVERY'])).toEqual([undefined, '114.00']); // 380.00
    expect(onBilled(['LINEHAUL'], charges.slice(1))).toEqual([undefined, undefined]);
  });

  it('the way that a bill names, of its freight or fuel', () => {
    const byMiles: FuelProgramme = {
      ...{ ...common, model: 'PER_DISTANCE_TABLE', table: [{ from: '0', value: '0.50' }], unit: 'MI' },
    };
    const way = (charge: BilledLine['charge'], value: string, unit: string) => {
      const line = { line: 1, charge, amount: '1.00', quantity: { value, unit } } as BilledLine;
      const found = tried(byMiles, { bill: { charges: [line] } }).filter(({ check }) => check === 'F-06');
      return found.map(({ label, amount }) => `${amount.toFixed(2)} ${label}`);
    };
    expect(way('FUEL', '450', 'MI')).toEqual(['225.00 at the billed distance of 450 MI']);
    expect(way('LINEHAUL', '450', 'MI')).toEqual(['225.00 at the billed distance of 450 MI']);
    // 700 ÷ 1.609344 = 434.9598… miles
    expect(way('FUEL', '700', 'KM')).toEqual(['217.48 at the billed distance of 700 KM']);
    expect(way('LIFTGATE_DELIVERY', '450', 'MI')).toEqual([]);
    expect(way('LINEHAUL', '450', 'LB')).toEqual([]);
  });

  it('the percent to other places', () => {
    // 28.554 % of 276.64 = 78.99…; 29 % = 80.2256; 28.6 % = 79.1190…
    expect(amounts(percent('0.28554'))).toMatchObject({
      'with the percent rounded to 2 places': '80.23',
      'with the percent rounded to 3 places': '79.12',
    });
    expect(amounts(percent('0.28554', { percentPlaces: 3 }))).toMatchObject({
      'with the percent not rounded': '78.99',
      'with the percent rounded to 2 places': '80.23',
    });
  });

  it('versions of the contract that have a programme', () => {
    const older = (version: number, year: string, more: Partial<ContractVersion>) =>
      sampleContract({ version, effective: { from: `${year}-01-01`, to: `${year}-12-31` }, ...more });
    const contracts = [
      sampleContract({ version: 4, fuel: percent('0.30') }),
      older(3, '2025', { lanes: [sampleLane({ fuel: 'NONE' })] }),
      older(2, '2024', { fuel: null }),
      older(1, '2023', { fuel: percent('0.25') }),
    ];
    const found = labels(percent('0.30'), { parts: { contracts } });
    expect(found.filter((label) => label.startsWith('at version'))).toEqual([
      'at version 1, in force until 2023-12-31',
    ]);
  });

  it('none on a lane that is all-in', () => {
    expect(labels(percent('0.30'), { terms: { lanes: [sampleLane({ fuel: 'NONE' })] } })).toEqual([]);
  });
});
