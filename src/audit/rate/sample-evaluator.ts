import { Decimal } from 'decimal.js';
import type { Rounding } from '../../freight/money.ts';
import type { Working, WorkingOp } from '../working.ts';

// A second reading of the operators, which shares nothing with the raters: whoever checks a working needs no more.
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });

const modes: Record<Rounding['mode'], Decimal.Rounding> = { HALF_UP: 4, HALF_EVEN: 6, UP: 0, DOWN: 1 };

const operators: Record<Exclude<WorkingOp, 'LEAF' | 'ROUND'>, (inputs: Decimal[]) => Decimal> = {
  SUM: (inputs) => inputs.reduce((total, one) => total.plus(one), new Exact(0)),
  DIFFERENCE: ([first, ...rest]) => rest.reduce((total, one) => total.minus(one), first ?? new Exact(NaN)),
  PRODUCT: (inputs) => inputs.reduce((total, one) => total.times(one), new Exact(1)),
  QUOTIENT: ([first, second]) => (first ?? new Exact(NaN)).dividedBy(second ?? NaN),
  MAXIMUM: (inputs) => Exact.max(...inputs),
  MINIMUM: (inputs) => Exact.min(...inputs),
  FLOOR_UNITS: ([first, second]) => (first ?? new Exact(NaN)).dividedBy(second ?? NaN).floor(),
  CEIL_UNITS: ([first, second]) => (first ?? new Exact(NaN)).dividedBy(second ?? NaN).ceil(),
  NEAREST_UNITS: ([first, second]) => (first ?? new Exact(NaN)).dividedBy(second ?? NaN).toDecimalPlaces(0, 4),
  BAND: ([key, from, value, next]) => {
    const held = key !== undefined && from !== undefined && key.gte(from) && (next === undefined || key.lt(next));
    return held && value ? value : new Exact(NaN);
  },
  SAME: ([only]) => only ?? new Exact(NaN),
};

function roundedAs(value: Decimal | undefined, rounding: Rounding | undefined): Decimal {
  if (!rounding) throw new Error('a rounding step that does not say how');
  return (value ?? new Exact(NaN)).toDecimalPlaces(rounding.places, modes[rounding.mode]);
}

function leafValue({ value, source, label }: Working): Decimal {
  if (!source) throw new Error(`a leaf without source: ${label}`);
  return new Exact(value ?? NaN);
}

/** The value of a working from its leaves alone; a step that says another value than it comes to throws. */
export function recomputed(working: Working): Decimal {
  if (working.op === 'LEAF') return leafValue(working);
  const inputs = working.inputs.map(recomputed);
  const value = working.op === 'ROUND' ? roundedAs(inputs[0], working.rounding) : operators[working.op](inputs);
  if (working.value === null || !value.equals(working.value))
    throw new Error(`${working.label}: says ${working.value ?? 'nothing'}, comes to ${value.toFixed()}`);
  return value;
}

/** Checks that a working comes to the amount it explains; of what is not provable there is none. */
export function expectRecomputed(working: Working, amount: Decimal | null): void {
  if (amount === null) return;
  const value = recomputed(working);
  if (!value.equals(amount.toFixed()))
    throw new Error(`${working.label}: ${value.toFixed()} is not ${amount.toFixed()}`);
}
