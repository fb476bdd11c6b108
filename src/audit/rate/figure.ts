import { Dec, decimal, decimalText, greatest, least, roundTo, sum } from '../../freight/money.ts';
import type { Decimal, Rounding } from '../../freight/money.ts';
import type { Need } from '../expected.ts';
import type { Working, WorkingOp, WorkingSource } from '../working.ts';

/** A number with the tree of steps that led to it: the two are never made apart. */
export interface Figure {
  value: Decimal;
  working: Working;
}

/** A number that can not be proved yet, and what is wanting. */
export interface Unproven {
  needs: Need[];
  /** The check that asks for it, where that is not the charge's own. */
  check?: string;
}

/** What a rater answers. */
export type Price = Figure | Unproven;

/** What a step is called and counted in. */
export interface Step {
  label: string;
  unit: string;
}

/** True when the price could be worked out. */
export function isProven(price: Price): price is Figure {
  return 'value' in price;
}

function figure(value: Decimal, op: WorkingOp, step: Step, inputs: readonly Figure[]): Figure {
  const { label, unit } = step;
  return { value, working: { value: decimalText(value), unit, op, label, inputs: inputs.map((one) => one.working) } };
}

/** A number as a contract, fact or index says it. */
export function leaf(value: Decimal | string, step: Step, source: WorkingSource): Figure {
  const number = typeof value === 'string' ? decimal(value) : value;
  const { label, unit } = step;
  return { value: number, working: { value: decimalText(number), unit, op: 'LEAF', label, inputs: [], source } };
}

/** Adds; one alone stays as it is, nothing added is 0. */
export function added(inputs: readonly Figure[], step: Step): Figure {
  const [only, ...more] = inputs;
  if (only && more.length === 0) return only;
  return figure(sum(inputs.map(({ value }) => value)), 'SUM', step, inputs);
}

/** The first less the second. */
export function less(first: Figure, second: Figure, step: Step): Figure {
  return figure(first.value.minus(second.value), 'DIFFERENCE', step, [first, second]);
}

/** One times the other. */
export function times(first: Figure, second: Figure, step: Step): Figure {
  return figure(first.value.times(second.value), 'PRODUCT', step, [first, second]);
}

/** All of at least one multiplied. */
export function product(inputs: readonly [Figure, ...Figure[]], step: Step): Figure {
  const value = inputs.reduce((total, one) => total.times(one.value), new Dec(1));
  return figure(value, 'PRODUCT', step, inputs);
}

/** The first divided by the second, to 40 significant digits. */
export function dividedBy(first: Figure, second: Figure, step: Step): Figure {
  return figure(first.value.dividedBy(second.value), 'QUOTIENT', step, [first, second]);
}

/** The greatest of at least one; one alone stays as it is. */
export function greatestOf(inputs: readonly [Figure, ...Figure[]], step: Step): Figure {
  if (inputs.length === 1) return inputs[0];
  return figure(inputs.map(({ value }) => value).reduce(greatest), 'MAXIMUM', step, inputs);
}

/** The least of at least one; one alone stays as it is. */
export function leastOf(inputs: readonly [Figure, ...Figure[]], step: Step): Figure {
  if (inputs.length === 1) return inputs[0];
  return figure(inputs.map(({ value }) => value).reduce(least), 'MINIMUM', step, inputs);
}

/** Rounded as the contract says: the only places where anything is rounded. */
export function rounded(input: Figure, rounding: Rounding, step: Step): Figure {
  const { value, working } = figure(roundTo(input.value, rounding), 'ROUND', step, [input]);
  return { value, working: Object.assign(working, { rounding }) };
}

const unitRoundings: Record<'DOWN' | 'UP' | 'NEAREST', { op: WorkingOp; mode: Decimal.Rounding }> = {
  DOWN: { op: 'FLOOR_UNITS', mode: Dec.ROUND_FLOOR },
  UP: { op: 'CEIL_UNITS', mode: Dec.ROUND_CEIL },
  NEAREST: { op: 'NEAREST_UNITS', mode: Dec.ROUND_HALF_UP },
};

/** How many whole times the second goes into the first: down, up (or portion thereof), or to the nearest, ties up. */
export function wholeUnits(first: Figure, second: Figure, way: 'DOWN' | 'UP' | 'NEAREST', step: Step): Figure {
  const { op, mode } = unitRoundings[way];
  return figure(first.value.dividedBy(second.value).toDecimalPlaces(0, mode), op, step, [first, second]);
}

/** A row of a table: its value, because from ≤ key < next. */
export function ofBand(key: Figure, row: { from: Figure; value: Figure; next: Figure | null }, step: Step): Figure {
  const inputs = [key, row.from, row.value];
  return figure(row.value.value, 'BAND', step, row.next ? [...inputs, row.next] : inputs);
}

/** A row of a table that ends with its own key: its value, because above < key ≤ upTo. */
export function ofRow(key: Figure, row: { upTo: Figure; value: Figure; above: Figure | null }, step: Step): Figure {
  const inputs = [key, row.upTo, row.value];
  return figure(row.value.value, 'UP_TO', step, row.above ? [...inputs, row.above] : inputs);
}

/** The least multiple of `multiple` that is not below the input: 200.2 in halves is 200.5. */
export function upToMultiple(input: Figure, multiple: Figure, step: Step): Figure {
  if (input.value.modulo(multiple.value).isZero()) return input;
  const label = `${step.label}: started multiples of ${decimalText(multiple.value)}`;
  return times(wholeUnits(input, multiple, 'UP', { label, unit: '1' }), multiple, step);
}

/** The same number under another name. */
export function named(input: Figure, step: Step): Figure {
  return figure(input.value, 'SAME', step, [input]);
}

/** At least `minimum`, then at most `maximum`, where given. */
export function bounded(input: Figure, bounds: { minimum: Figure | null; maximum: Figure | null }): Figure {
  const { unit } = input.working;
  const raised = bounds.minimum ? greatestOf([input, bounds.minimum], { label: 'at least the minimum', unit }) : input;
  return bounds.maximum ? leastOf([raised, bounds.maximum], { label: 'at most the maximum', unit }) : raised;
}

/** What could not be proved, as a question of another check than the charge's own. */
export function askedBy(check: string, price: Price): Price {
  return isProven(price) ? price : { ...price, check };
}

/** What could not be proved of several, together; asked by the check that asks first. null when all could. */
export function openOf(prices: readonly Price[]): Unproven | null {
  const [first, ...more] = prices.flatMap((price) => (isProven(price) ? [] : [price]));
  return first ? { ...first, needs: [first, ...more].flatMap(({ needs }) => needs) } : null;
}

/** Only the figures that could not be proved, as one list of needs; null when all could. */
export function needsOf(prices: readonly Price[]): Need[] | null {
  const needs = prices.flatMap((price) => (isProven(price) ? [] : price.needs));
  return needs.length > 0 ? needs : null;
}

/** A number for reading: `1,850`, `42.15`. */
export function grouped(value: Decimal | string): string {
  const text = typeof value === 'string' ? value : decimalText(value);
  const [whole = '', fraction] = text.split('.');
  if (whole.length <= 3) return text;
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}
