import type { FuelProgramme } from '../../../freight/fuel.ts';
import type { Figure } from '../figure.ts';
import type { FuelClause } from './fuel-clause.ts';
import { lookUp } from './look-up.ts';
import { percentOfBase } from './percent-of-base.ts';

/** PERCENT_TABLE: Σ of the base charges × the percent of the row. */
export function percentTable(
  programme: Extract<FuelProgramme, { model: 'PERCENT_TABLE' }>,
  fuel: FuelClause,
  price: Figure,
): Figure {
  return percentOfBase(programme, fuel, lookUp(programme, fuel, price));
}
