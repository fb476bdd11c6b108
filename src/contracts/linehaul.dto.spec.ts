import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { type HttpException } from '@nestjs/common';
import type { ContractVersion } from '../freight/contract.ts';
import type { LinehaulRate } from '../freight/linehaul.ts';
import { validated } from '../masterdata/validated.ts';
import { ContractDto } from './contract.dto.ts';
import { contractExample } from './examples.ts';
import { contractProblems } from './sanity.ts';

interface Problem {
  pointer: string;
  code: string;
}

const withLinehaul = (linehaul: object) => ({
  ...contractExample,
  lanes: [{ ...contractExample.lanes[0], linehaul }],
});

/** What the form of a linehaul is refused for: `code at pointer`, the pointer from the clause on. */
function refusals(linehaul: object): string[] {
  try {
    validated(ContractDto, withLinehaul(linehaul));
    return [];
  } catch (error) {
    const { errors } = (error as HttpException).getResponse() as { errors: Problem[] };
    return errors.map(({ code, pointer }) => `${code} at ${pointer.replace('/lanes/0/linehaul', '')}`);
  }
}

/** What a linehaul of the right form is refused for. */
function senses(linehaul: LinehaulRate, zones: ContractVersion['zones'] = {}): string[] {
  const contract = { ...withLinehaul(linehaul), version: 1, zones } as unknown as ContractVersion;
  return contractProblems(contract).map(
    ({ code, pointer }) => `${code} at ${pointer.replace('/lanes/0/linehaul', '')}`,
  );
}

const byDistance: LinehaulRate = {
  ...{ model: 'PER_DISTANCE', unit: 'MI', distanceSource: 'PC*MILER 17 practical', minimum: '1', maximum: '2' },
  bands: [
    { from: '0', amount: '350.00' },
    { from: '100', rate: '3.10' },
  ],
};
const byUnit: LinehaulRate = {
  ...{ model: 'PER_UNIT', unit: 'HOUR', rate: '45.00', incrementMinutes: 15, minimum: '1', maximum: '2' },
  equipmentRates: { '40HC': '50.00' },
};
const byClass: LinehaulRate = {
  ...{ model: 'WEIGHT_BREAKS', weightUnit: 'LB', per: '100', deficit: true, discount: '0.62', minimum: '145.00' },
  ...{ grossMinimum: '0.00', weightPlaces: 0, extensionPlaces: 2, mixedClasses: 'HIGHEST', palletAllowance: '50' },
  breaks: [
    { from: '0', rates: { '70': '55.10' } },
    { from: '500', rates: { '70': '48.20' } },
  ],
  fak: [{ fromClass: '50', toClass: '85', ratedAs: '70' }],
  densityClasses: [
    { fromPcf: '0', class: '85' },
    { fromPcf: '10', class: '70' },
  ],
  linearFoot: { overFeet: '12', underPcf: '6', ratePerFoot: '95.00', minimum: '500.00', trailerWidth: '96' },
};
const byRoom: LinehaulRate = {
  ...{ model: 'CHARGEABLE_WEIGHT', weightUnit: 'KG', volumeDivisor: '6000', kgPerCbm: '333', kgPerPallet: '250' },
  ...{ kgPerLoadingMetre: '1750', roundUpTo: '0.5', minimumWeight: '0', per: '100', nextBreak: true },
  ...{ minimum: '75.00', maximum: '900.00' },
  breaks: [
    { from: '0', rate: '9.80' },
    { from: '100', rate: '8.40' },
  ],
};
const byMeasure: LinehaulRate = {
  ...{ model: 'WEIGHT_OR_MEASURE', rate: '65.00', minimumUnits: '1', minimum: '65.00', maximum: '900.00' },
};
const byZone: LinehaulRate = {
  ...{ model: 'ZONE_TABLE', weightUnit: 'LB', roundUpTo: '1', dimDivisor: '139', dimRounding: 'HALF_UP' },
  ...{ perExtra: '0.62', minimum: '9.85' },
  zones: [{ zone: '5', destination: { country: 'US', zones: ['SOUTH'] } }],
  rates: {
    '5': [
      { upTo: '1', amount: '9.85' },
      { upTo: '2', amount: '10.40' },
    ],
  },
  hundredweight: { fromWeight: '200', fromPackages: 2, per: '100', rates: { '5': '48.20' }, minimum: '60.00' },
};
const byTable: LinehaulRate = {
  ...{ model: 'TABLE', cell: 'RATE_PER', per: '100', factor: '1.05', minimum: '1', maximum: '2' },
  rows: { by: 'WEIGHT', unit: 'LB', bands: ['0', '500'] },
  columns: { by: 'DISTANCE', unit: 'MI', bands: ['0', '100'] },
  cells: [
    ['1.00', '2.00'],
    ['3.00', null],
  ],
};
const byValue: LinehaulRate = { model: 'PERCENT_OF_VALUE', percent: '0.0035', minimum: '25.00', maximum: '400.00' };
const flat: LinehaulRate = { model: 'FLAT', amount: '300.00' };
const south = { SOUTH: [{ country: 'US', regions: ['TX'] }] };

describe('a linehaul clause', () => {
  it.each([flat, byDistance, byUnit, byClass, byRoom, byMeasure, byZone, byTable, byValue])(
    'of $model is taken with every field it has',
    (linehaul) => {
      expect(refusals(linehaul)).toEqual([]);
      expect(senses(linehaul, south)).toEqual([]);
    },
  );

  it.each<[LinehaulRate, object, string]>([
    [flat, { amount: 300 }, 'decimal-not-string at /amount'],
    [flat, { amount: '300.00', rate: '1' }, 'unknown-field at /rate'],
    [flat, { model: 'FLATT' }, 'unknown-code at /model'],
    [byDistance, { unit: 'NM' }, 'unknown-code at /unit'],
    [byDistance, { distanceSource: '' }, 'wrong-type at /distanceSource'],
    [byUnit, { incrementMinutes: 0 }, 'wrong-type at /incrementMinutes'],
    [byUnit, { equipmentRates: { '40HC': '-1' } }, 'not-a-decimal at /equipmentRates'],
    [byClass, { densityClasses: [{ fromPcf: '0', class: '71' }] }, 'unknown-code at /densityClasses/0/class'],
    [byClass, { densityClasses: [] }, 'required at /densityClasses'],
    [byClass, { linearFoot: { underPcf: '6' } }, 'required at /linearFoot/overFeet'],
    [byClass, { linearFoot: { overFeet: '12', trailerWidth: '0' } }, 'not-a-decimal at /linearFoot/trailerWidth'],
    [byClass, { mixedClasses: 'LOWEST' }, 'unknown-code at /mixedClasses'],
    [byClass, { palletAllowance: '-50' }, 'not-a-decimal at /palletAllowance'],
    [byRoom, { volumeDivisor: '0' }, 'not-a-decimal at /volumeDivisor'],
    [byRoom, { roundUpTo: '0' }, 'not-a-decimal at /roundUpTo'],
    [byRoom, { breaks: [] }, 'required at /breaks'],
    [byRoom, { breaks: [{ from: '0' }] }, 'required at /breaks/0/rate'],
    [byMeasure, { rate: undefined }, 'required at /rate'],
    [byZone, { dimRounding: 'DOWN' }, 'unknown-code at /dimRounding'],
    [byZone, { rates: { '5': [{ upTo: '1', amount: 9.85 }] } }, 'not-rows at /rates'],
    [byZone, { rates: { '5': [{ upTo: '1', amount: '9.85', zone: '5' }] } }, 'not-rows at /rates'],
    [byZone, { zones: [{ zone: '5' }] }, 'required at /zones/0/destination'],
    [byZone, { hundredweight: { fromWeight: '200', per: '0', rates: {} } }, 'not-a-decimal at /hundredweight/per'],
    [byTable, { cells: [['1.00', 2]] }, 'not-cells at /cells'],
    [byTable, { rows: { by: 'PIECES', bands: ['0'] } }, 'unknown-code at /rows/by'],
    [byTable, { rows: { by: 'WEIGHT', unit: 'LB', bands: [0] } }, 'decimal-not-string at /rows/bands'],
    [byValue, { percent: '3.5' }, 'not-a-fraction at /percent'],
  ])('$model with %j is refused: %s', (linehaul, change, refusal) => {
    expect(refusals({ ...linehaul, ...change })).toContain(refusal);
  });

  it.each<[LinehaulRate, object, string]>([
    [
      byDistance,
      {
        bands: [
          { from: '100', rate: '1' },
          { from: '100', rate: '2' },
        ],
      },
      'out-of-order at /bands/1/from',
    ],
    [byDistance, { bands: [{ from: '0' }] }, 'required at /bands/0'],
    [byDistance, { bands: null }, 'required at /rate'],
    [byDistance, { minimum: '3' }, 'out-of-order at /maximum'],
    [byUnit, { rate: null, equipmentRates: null }, 'required at /rate'],
    [byUnit, { unit: 'PALLET' }, 'out-of-place at /incrementMinutes'],
    [byClass, { breaks: [{ from: '0', rates: { '71': '1' } }] }, 'unknown-code at /breaks/0/rates/71'],
    [
      byClass,
      {
        densityClasses: [
          { fromPcf: '10', class: '70' },
          { fromPcf: '5', class: '85' },
        ],
      },
      'out-of-order at /densityClasses/1/fromPcf',
    ],
    [byClass, { fak: [{ fromClass: '85', toClass: '50', ratedAs: '70' }] }, 'out-of-order at /fak/0'],
    [
      byRoom,
      {
        breaks: [
          { from: '100', rate: '1' },
          { from: '50', rate: '2' },
        ],
      },
      'out-of-order at /breaks/1/from',
    ],
    [byMeasure, { minimum: '1000' }, 'out-of-order at /maximum'],
    [byZone, { rates: { '6': [] } }, 'unknown-code at /rates/6'],
    [
      byZone,
      {
        rates: {
          '5': [
            { upTo: '2', amount: '1' },
            { upTo: '1', amount: '2' },
          ],
        },
      },
      'out-of-order at /rates/5/1/upTo',
    ],
    [
      byZone,
      { zones: [{ zone: '5', destination: { zones: ['WEST'] } }] },
      'unknown-code at /zones/0/destination/zones/0',
    ],
    [
      byZone,
      { hundredweight: { fromWeight: '1', per: '100', rates: { '9': '1' } } },
      'unknown-code at /hundredweight/rates/9',
    ],
    [byTable, { cells: [['1.00', '2.00']] }, 'wrong-size at /cells'],
    [byTable, { cells: [['1.00'], ['3.00', null]] }, 'wrong-size at /cells/0'],
    [byTable, { rows: { by: 'WEIGHT', unit: 'MI', bands: ['0', '500'] } }, 'unknown-unit at /rows/unit'],
    [byTable, { rows: { by: 'PALLETS', unit: 'LB', bands: ['0', '500'] } }, 'unknown-unit at /rows/unit'],
    [byTable, { rows: { by: 'PALLETS', bands: ['0', '500'] } }, 'out-of-place at /cell'],
    [byTable, { columns: { by: 'WEIGHT', unit: 'LB', bands: ['0', '100'] } }, 'repeated at /columns/by'],
    [byTable, { columns: { by: 'DISTANCE', unit: 'MI', bands: ['100', '0'] } }, 'out-of-order at /columns/bands/1'],
  ])('$model with %j makes no sense: %s', (linehaul, change, problem) => {
    expect(senses({ ...linehaul, ...change }, south)).toContain(problem);
  });
});
