import type { FuelProgramme } from '../../../freight/fuel.ts';
import { zero } from '../../../freight/money.ts';
import { added, leaf, less, named, ofBand, times, wholeUnits } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { bandHolding, clause } from '../linehaul/lane-price.ts';
import { contractSource } from '../sources.ts';
import type { FuelClause } from './fuel-clause.ts';

type FuelTable = Extract<FuelProgramme, { table: unknown }>;

interface Held {
  at: number;
  next: number | null;
}

function fromOf(programme: FuelTable, fuel: FuelClause, price: Figure, index: number): Figure {
  const step = { label: 'row from', unit: price.working.unit };
  return clause(fuel, programme.table[index]?.from, `table/${index}/from`, step) ?? price;
}

/** What lies beyond the last row: a value for each step past it; null when the table says nothing of it. */
function beyondTable(programme: FuelTable, fuel: FuelClause, price: Figure, last: number): Figure | null {
  const { beyond } = programme;
  const priceUnit = price.working.unit;
  const size = clause(fuel, beyond?.step, 'beyond/step', { label: 'step beyond the table', unit: priceUnit });
  const perStep = clause(fuel, beyond?.value, 'beyond/value', { label: 'for each step', unit: fuel.valueUnit });
  if (!size || !perStep || size.value.isZero()) return null;
  const past = less(price, fromOf(programme, fuel, price, last), { label: 'past the last row', unit: priceUnit });
  const steps = wholeUnits(past, size, beyond?.stepRounding ?? 'DOWN', { label: 'steps past the last row', unit: '1' });
  return times(steps, perStep, { label: 'beyond the table', unit: fuel.valueUnit });
}

/** What one row of the table gives for a price that it holds, with what lies beyond the last row added. */
function rowValue(programme: FuelTable, fuel: FuelClause, price: Figure, { at, next }: Held): Figure {
  const step = { label: `row from ${programme.table[at]?.from ?? ''}`, unit: fuel.valueUnit };
  const value = clause(fuel, programme.table[at]?.value, `table/${at}/value`, step) ?? price;
  const above = next === null ? null : fromOf(programme, fuel, price, next);
  const row = ofBand(price, { from: fromOf(programme, fuel, price, at), value, next: above }, step);
  const more = next === null ? beyondTable(programme, fuel, price, at) : null;
  return more ? added([row, more], { label: 'row and what lies beyond it', unit: fuel.valueUnit }) : row;
}

/**
 * What the table gives for a price: the row with the greatest `from` ≤ price; below the first row 0; above the last row
 * `beyond.value` for each whole `beyond.step` past it, or portion thereof (rating.md, Fuel).
 */
export function lookUp(programme: FuelTable, fuel: FuelClause, price: Figure): Figure {
  const held = bandHolding(
    programme.table.map(({ from }) => from),
    price.value,
  );
  if (held) return rowValue(programme, fuel, price, held);
  const source = contractSource(fuel.contract, `${fuel.pointer}/table`);
  const none = leaf(zero, { label: 'below the first row', unit: fuel.valueUnit }, source);
  return named(none, { label: 'no surcharge at this price', unit: fuel.valueUnit });
}
