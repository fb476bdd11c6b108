import { describe, expect, it } from '@jest/globals';
import type { Mode } from '../../../freight/codes.ts';
import type { LinehaulRate } from '../../../freight/linehaul.ts';
import { linehaulCheck } from './linehaul.ts';

const flat: LinehaulRate = { model: 'FLAT', amount: '500.00' };
const perContainer: LinehaulRate = { model: 'PER_UNIT', unit: 'CONTAINER', rate: '1450.00' };
const byDistance: LinehaulRate = { model: 'PER_DISTANCE', unit: 'MI', rate: '2.15' };
const inBands: LinehaulRate = { model: 'PER_DISTANCE', unit: 'MI', bands: [{ from: '0', amount: '350.00' }] };
const byWeight: LinehaulRate = { model: 'CHARGEABLE_WEIGHT', weightUnit: 'KG', breaks: [{ from: '0', rate: '1' }] };
const lcl: LinehaulRate = { model: 'WEIGHT_OR_MEASURE', rate: '65' };

describe('the question of the catalogue that a linehaul is asked', () => {
  it.each<[string, LinehaulRate, Mode, string]>([
    ['miles', byDistance, 'TL', 'R-01'],
    ['bands of miles', inBands, 'TL', 'R-04'],
    ['bands of miles at sea', inBands, 'OCEAN_FCL', 'R-04'],
    ['a full container', perContainer, 'OCEAN_FCL', 'R-20'],
    ['a full container at one price', flat, 'OCEAN_FCL', 'R-20'],
    ['a container by rail', perContainer, 'RAIL', 'R-03'],
    ['a truckload at one price', flat, 'TL', 'R-03'],
    ['goods in a shared container', lcl, 'OCEAN_LCL', 'R-22'],
    ['goods at sea by weight', byWeight, 'OCEAN_FCL', 'R-23'],
    ['European roads by weight', byWeight, 'ROAD_EU', 'R-27'],
    ['European roads at one price', flat, 'ROAD_EU', 'R-03'],
    ['air', byWeight, 'AIR', 'R-23'],
  ])('of %s', (_, rate, mode, check) => {
    expect(linehaulCheck(rate, mode)).toBe(check);
  });
});
