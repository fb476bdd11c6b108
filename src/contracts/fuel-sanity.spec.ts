import { describe, expect, it } from '@jest/globals';
import { sampleContract, sampleLane } from '../audit/rate/sample-dossier.ts';
import type { ContractVersion } from '../freight/contract.ts';
import type { FuelProgramme, IndexedSurcharge } from '../freight/fuel.ts';
import { fuelProblems, surchargeProblems } from './fuel-sanity.ts';

const table: FuelProgramme = {
  ...{ index: 'EIA', model: 'PERCENT_TABLE', base: ['LINEHAUL'] },
  table: [
    { from: '3.00', value: '0.24' },
    { from: '3.06', value: '0.25' },
  ],
};
const found = (fuel: FuelProgramme) => fuelProblems(fuel, '/fuel').map(({ pointer, code }) => `${pointer} ${code}`);

describe('a fuel programme', () => {
  it.each<[string, FuelProgramme, string[]]>([
    ['is in order', table, []],
    ['has rows that do not rise', { ...table, table: [...table.table].reverse() }, ['/fuel/table/1/from out-of-order']],
    ['has a most below its least', { ...table, minimum: '50.00', maximum: '40.00' }, ['/fuel/maximum out-of-order']],
    ['is a percentage of itself', { ...table, base: ['LINEHAUL', 'FUEL'] }, ['/fuel/base/1 no-base']],
    ['is a percentage of tax', { ...table, base: ['TAX'] }, ['/fuel/base/0 no-base']],
    ['is twice of the linehaul', { ...table, base: ['LINEHAUL', 'LINEHAUL'] }, ['/fuel/base/1 repeated']],
  ])('%s', (_, fuel, problems) => {
    expect(found(fuel)).toEqual(problems);
  });
});

describe('surcharges beside fuel', () => {
  const bunker: IndexedSurcharge = { ...table, charge: 'BUNKER' };
  const currency: IndexedSurcharge = { ...table, charge: 'CURRENCY_ADJUSTMENT' };
  const of = (more: Partial<ContractVersion>) =>
    surchargeProblems(sampleContract(more)).map(({ pointer, code }) => `${pointer} ${code}`);

  it.each<[string, Partial<ContractVersion>, string[]]>([
    ['are in order', { surcharges: [bunker, { ...currency, base: ['LINEHAUL', 'FUEL', 'BUNKER'] }] }, []],
    [
      'are a percentage of one that comes after',
      { surcharges: [{ ...bunker, base: ['CURRENCY_ADJUSTMENT'] }, currency] },
      ['/surcharges/0/base/0 no-base'],
    ],
    ['stand twice', { surcharges: [bunker, bunker] }, ['/surcharges/1/charge repeated']],
    [
      'stand among the accessorials too',
      {
        surcharges: [bunker],
        accessorials: [{ charge: 'BUNKER', model: 'FLAT', amount: '10.00', authority: 'CONTRACT' }],
      },
      ['/surcharges/0/charge repeated'],
    ],
    [
      'of a lane have rows that do not rise',
      { lanes: [sampleLane({ surcharges: [{ ...bunker, table: [...table.table].reverse() }] })] },
      ['/lanes/0/surcharges/0/table/1/from out-of-order'],
    ],
  ])('%s', (_, more, problems) => {
    expect(of(more)).toEqual(problems);
  });
});
