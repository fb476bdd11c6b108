import type { FuelProgramme } from '../../../freight/fuel.ts';
import { isProven, times } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { distanceOf } from '../weight.ts';
import type { FuelClause } from './fuel-clause.ts';
import { lookUp } from './look-up.ts';

/** PER_DISTANCE_TABLE: distance × the amount per distance of the row. */
export function perDistanceTable(
  programme: Extract<FuelProgramme, { model: 'PER_DISTANCE_TABLE' }>,
  fuel: FuelClause,
  price: Figure,
): Price {
  const distance = distanceOf(fuel.goods, programme.unit);
  if (!isProven(distance)) return distance;
  return times(distance, lookUp(programme, fuel, price), { label: 'distance × fuel rate', unit: fuel.currency });
}
