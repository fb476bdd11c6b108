import type { FuelProgramme } from '../../../freight/fuel.ts';
import { isProven, times } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { countOf } from '../linehaul/counts.ts';
import type { FuelClause } from './fuel-clause.ts';
import { lookUp } from './look-up.ts';

/** PER_UNIT_TABLE: count × the amount per unit of the row, as a bunker factor is for each container. */
export function perUnitTable(
  programme: Extract<FuelProgramme, { model: 'PER_UNIT_TABLE' }>,
  fuel: FuelClause,
  price: Figure,
): Price {
  const count = countOf(fuel.goods, programme.unit);
  if (!isProven(count)) return count;
  return times(count, lookUp(programme, fuel, price), { label: 'count × surcharge', unit: fuel.currency });
}
