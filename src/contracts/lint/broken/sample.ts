import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { FuelProgramme } from '../../../freight/fuel.ts';
import type { ChargeableWeightRate, LinehaulRate, TableRate, ZoneTableRate } from '../../../freight/linehaul.ts';
import type { PlaceSelector } from '../../../freight/place.ts';
import { contractExample } from '../../examples.ts';
import type { LintCode } from '../codes.ts';
import type { LintContext } from '../finding.ts';

/** A finding, where it is, and what must be changed in the sample contract for it. */
export type Broken = [code: LintCode, pointer: string, change: Partial<ContractVersion>, context?: LintContext];

/** The sample contract of the model. */
export const sample = contractExample as unknown as ContractVersion;
const [sampleLane] = sample.lanes;

/** Its fuel programme. */
export const sampleFuel = contractExample.fuel as unknown as FuelProgramme;

/** A lane with one price. */
export const lane = (name: string, from: PlaceSelector, to: PlaceSelector, more: Partial<Lane> = {}): Lane => ({
  lane: name,
  origin: from,
  destination: to,
  linehaul: { model: 'FLAT', amount: '100.00' },
  ...more,
});
/** A place in the United States. */
export const us = (place: PlaceSelector = {}): PlaceSelector => ({ country: 'US', ...place });
export const ohio = us({ regions: ['OH'] });

export const withLanes = (...lanes: Lane[]): Partial<ContractVersion> => ({ lanes });
/** One lane with this linehaul. */
export const priced = (linehaul: LinehaulRate): Partial<ContractVersion> =>
  withLanes(lane('A', ohio, us(), { linehaul }));
/** The sample's class rates, changed. */
export const breaks = (change: object): Partial<ContractVersion> =>
  priced({ ...sampleLane?.linehaul, ...change } as LinehaulRate);
/** The sample's fuel programme, changed. */
export const fuelled = (change: object): Partial<ContractVersion> => ({
  fuel: { ...sample.fuel, ...change } as FuelProgramme,
});
/** Accessorials, flat and ordered unless said otherwise. */
export const accessorial = (...entries: object[]): Partial<ContractVersion> => ({
  accessorials: entries.map((entry) => ({
    authority: 'ORDERED',
    model: 'FLAT',
    amount: '1.00',
    ...entry,
  })) as AccessorialTerms[],
  exclusions: [],
});

/** Sound rates of some models. */
export const air: ChargeableWeightRate = {
  model: 'CHARGEABLE_WEIGHT',
  weightUnit: 'KG',
  volumeDivisor: '6000',
  breaks: [
    { from: '0', rate: '9.80' },
    { from: '100', rate: '8.40' },
  ],
};
export const parcel: ZoneTableRate = {
  model: 'ZONE_TABLE',
  zones: [
    { zone: '2', destination: us({ postalPrefixes: ['441'] }) },
    { zone: '3', destination: us({ postalPrefixes: ['75'] }) },
  ],
  weightUnit: 'LB',
  dimDivisor: '139',
  rates: { '2': [{ upTo: '1', amount: '8.10' }], '3': [{ upTo: '1', amount: '9.10' }] },
  perExtra: '0.50',
};
export const table: TableRate = {
  model: 'TABLE',
  rows: { by: 'WEIGHT', unit: 'LB', bands: ['0', '500'] },
  columns: { by: 'DISTANCE', unit: 'MI', bands: ['0', '100'] },
  cells: [
    ['10.00', '20.00'],
    ['15.00', '30.00'],
  ],
  cell: 'AMOUNT',
};
