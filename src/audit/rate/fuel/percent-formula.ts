import type { FuelProgramme } from '../../../freight/fuel.ts';
import { zero } from '../../../freight/money.ts';
import { greatestOf, leaf, less, times, wholeUnits } from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import { ruleSource } from '../sources.ts';
import type { FuelClause } from './fuel-clause.ts';
import { percentOfBase } from './percent-of-base.ts';

/**
 * PERCENT_FORMULA: steps above the peg × percentPerStep of the base charges; whole steps, or with `stepRounding` UP each
 * portion of one (rating.md, Fuel). At or below the peg there is no step.
 */
export function percentFormula(
  programme: Extract<FuelProgramme, { model: 'PERCENT_FORMULA' }>,
  fuel: FuelClause,
  price: Figure,
): Price {
  const priceUnit = price.working.unit;
  const peg = clause(fuel, programme.peg, 'peg', { label: 'peg', unit: priceUnit });
  const step = clause(fuel, programme.step, 'step', { label: 'step above the peg', unit: priceUnit });
  const per = clause(fuel, programme.percentPerStep, 'percentPerStep', {
    label: 'for each step',
    unit: fuel.valueUnit,
  });
  if (!peg || !per || !step || step.value.isZero()) return rateMissing(fuel, 'fuel');
  const floor = leaf(zero, { label: 'never below nothing', unit: priceUnit }, ruleSource('fuel-formula', '/floor'));
  const above = less(price, peg, { label: 'price less the peg', unit: priceUnit });
  const past = greatestOf([above, floor], { label: 'price above the peg', unit: priceUnit });
  const steps = wholeUnits(past, step, programme.stepRounding ?? 'DOWN', { label: 'steps above the peg', unit: '1' });
  return percentOfBase(programme, fuel, times(steps, per, { label: 'fuel percent', unit: fuel.valueUnit }));
}
