import type { FuelProgramme } from '../../../freight/contract.ts';
import { rounded, times } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import type { FuelClause } from './fuel-clause.ts';
import { lookUp } from './look-up.ts';

/** PERCENT_TABLE: Σ of the base charges × the percent of the row, rounded to `percentPlaces` where given. */
export function percentTable(
  programme: Extract<FuelProgramme, { model: 'PERCENT_TABLE' }>,
  fuel: FuelClause,
  price: Figure,
): Price {
  const found = lookUp(programme, fuel, price);
  const places = programme.percentPlaces ?? null;
  const percent =
    places === null
      ? found
      : rounded(found, { mode: fuel.rounding.mode, places }, { label: 'percent rounded', unit: fuel.valueUnit });
  return times(fuel.base, percent, { label: 'base × fuel percent', unit: fuel.currency });
}
