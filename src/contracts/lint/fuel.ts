import type { ContractVersion } from '../../freight/contract.ts';
import type { FuelProgramme } from '../../freight/fuel.ts';
import { decimal } from '../../freight/money.ts';
import { firstMove } from './bands.ts';
import type { LintContext, Note } from './finding.ts';
import { chargesWithTerms, fuelsOf } from './terms.ts';

type FuelTable = Extract<FuelProgramme, { table: unknown }>;

/** No fuel is charged so much a mile or kilometre; a percentage written whole is. */
const mostPerDistance = 5;

/** Of so many rows or more a table has a step of its own. */
const rowsWithStep = 5;

/** Fuel programmes: when a price holds, what the surcharge is on, how the table runs. */
export function lintFuel(contract: ContractVersion, note: Note, { knownSeries }: LintContext): void {
  const owed = chargesWithTerms(contract);
  for (const { at, is: fuel } of fuelsOf(contract)) {
    if (!fuel.inForce)
      note('FUEL_IN_FORCE_ABSENT', at, `Nothing says when a price of ${fuel.index}, once published, holds.`);
    if (knownSeries && !knownSeries.has(fuel.index))
      note('SERIES_UNKNOWN', `${at}/index`, `There is no value of a series ${fuel.index}.`);
    if (fuel.model === 'PER_DISTANCE_FORMULA' && (fuel.ratePlaces ?? null) === null)
      note('FUEL_ROUNDING_ABSENT', at, 'The rate by distance is not rounded before it is multiplied.');
    if ('base' in fuel) lintBase(fuel.base, { at, owed }, note);
    if ('table' in fuel) lintTable(fuel, at, note);
  }
  lintUse(contract, note);
}

function lintBase(base: readonly string[], { at, owed }: { at: string; owed: ReadonlySet<string> }, note: Note): void {
  for (const [index, charge] of base.entries()) {
    const pointer = `${at}/base/${index}`;
    if (['DISCOUNT', 'DEFICIT', 'MINIMUM'].includes(charge))
      note('FUEL_BASE_WITHIN_LINEHAUL', pointer, `${charge} is never expected by itself: it is within LINEHAUL.`);
    else if (charge !== 'FUEL' && !owed.has(charge))
      note('FUEL_BASE_WITHOUT_TERMS', pointer, `The surcharge is on ${charge}, which nothing here makes due.`);
  }
}

function lintTable(fuel: FuelTable, at: string, note: Note): void {
  const { table } = fuel;
  const fall = firstMove(
    table.map(({ value }) => value),
    'FALLS',
  );
  if (fall)
    note(
      'FUEL_TABLE_FALLS',
      `${at}/table/${fall.index}/value`,
      `From ${table[fall.index]?.from ?? ''} the surcharge falls from ${fall.before} to ${fall.after}.`,
    );
  if (fuel.model === 'PER_DISTANCE_TABLE' && table.some(({ value }) => decimal(value).greaterThan(mostPerDistance)))
    note(
      'FUEL_VALUE_LOOKS_LIKE_PERCENT',
      `${at}/table`,
      `More than ${mostPerDistance} for each ${fuel.unit} is charged.`,
    );
  lintEnds(fuel, at, note);
  lintSteps(fuel, at, note);
}

function lintEnds({ table, beyond }: FuelTable, at: string, note: Note): void {
  const [first] = table;
  if (first && decimal(first.value).greaterThan(0) && decimal(first.from).greaterThan(0))
    note(
      'FUEL_TABLE_BEGINS',
      `${at}/table/0`,
      `Below ${first.from} no surcharge is due; at ${first.from} it is ${first.value}.`,
    );
  if (!beyond)
    note('FUEL_TABLE_ENDS', `${at}/table`, `Above ${table.at(-1)?.from ?? ''} the surcharge stays as it is.`);
}

/** A step twice as wide as nearly all others is a row left out, mostly. */
function lintSteps({ table }: FuelTable, at: string, note: Note): void {
  if (table.length < rowsWithStep) return;
  const steps = table.slice(1).map(({ from }, index) => decimal(from).minus(decimal(table[index]?.from ?? '0')));
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step.toFixed(), (counts.get(step.toFixed()) ?? 0) + 1);
  const [usual, times] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['0', 0];
  if (times < steps.length - 2 || times === steps.length) return;
  const odd = steps.findIndex((step) => step.greaterThan(decimal(usual)));
  if (odd >= 0)
    note(
      'FUEL_TABLE_STEP',
      `${at}/table/${odd + 1}/from`,
      `The row before begins ${steps[odd]?.toFixed() ?? ''} lower, but rows mostly lie ${usual} apart.`,
    );
}

function lintUse({ fuel, lanes }: ContractVersion, note: Note): void {
  if (fuel && lanes.length > 0 && lanes.every((lane) => lane.fuel))
    note('FUEL_IDLE', '/fuel', 'Every lane has fuel terms of its own, so the contract’s are never asked.');
}
