import type { FuelProgramme } from '../../../freight/fuel.ts';
import { rounded, times } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { FuelClause } from './fuel-clause.ts';

/** A programme whose surcharge is a fraction of other charges. */
export type PercentProgramme = Extract<FuelProgramme, { base: unknown }>;

/** Σ of the base charges × a percent, the percent rounded to `percentPlaces` where given, by the contract's mode. */
export function percentOfBase(programme: PercentProgramme, fuel: FuelClause, found: Figure): Figure {
  const places = programme.percentPlaces ?? null;
  const percent =
    places === null
      ? found
      : rounded(found, { mode: fuel.rounding.mode, places }, { label: 'percent rounded', unit: fuel.valueUnit });
  return times(fuel.base, percent, { label: 'base × fuel percent', unit: fuel.currency });
}
