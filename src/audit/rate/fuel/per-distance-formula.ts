import type { FuelProgramme } from '../../../freight/fuel.ts';
import { zero } from '../../../freight/money.ts';
import { dividedBy, greatestOf, isProven, leaf, less, rounded, times } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import { ruleSource } from '../sources.ts';
import { distanceOf } from '../weight.ts';
import type { FuelClause } from './fuel-clause.ts';

/**
 * PER_DISTANCE_FORMULA: (price − peg) ÷ perGallonDistance, never below 0, rounded to `ratePlaces` where given, × distance
 * (rating.md, Fuel).
 */
export function perDistanceFormula(
  programme: Extract<FuelProgramme, { model: 'PER_DISTANCE_FORMULA' }>,
  fuel: FuelClause,
  price: Figure,
): Price {
  const distance = distanceOf(fuel.goods, programme.unit);
  if (!isProven(distance)) return distance;
  const priceUnit = price.working.unit;
  const unit = `${fuel.currency}/${programme.unit}`;
  const peg = clause(fuel, programme.peg, 'peg', { label: 'peg', unit: priceUnit });
  const perGallon = { label: 'distance per gallon', unit: `${programme.unit}/gallon` };
  const distancePerGallon = clause(fuel, programme.perGallonDistance, 'perGallonDistance', perGallon);
  if (!peg || !distancePerGallon || distancePerGallon.value.isZero()) return rateMissing(fuel, 'fuel');
  const above = less(price, peg, { label: 'price above the peg', unit: priceUnit });
  const floor = leaf(zero, { label: 'never below nothing', unit }, ruleSource('fuel-formula', '/floor'));
  const raw = dividedBy(above, distancePerGallon, { label: 'per distance', unit });
  const rate = greatestOf([raw, floor], { label: 'fuel rate', unit });
  const places = programme.ratePlaces ?? null;
  const rounding = { mode: fuel.rounding.mode, places: places ?? 0 };
  const held = places === null ? rate : rounded(rate, rounding, { label: 'fuel rate rounded', unit });
  return times(distance, held, { label: 'distance × fuel rate', unit: fuel.currency });
}
