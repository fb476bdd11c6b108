import { Decimal } from 'decimal.js';
import type { Rounding } from '../../freight/money.ts';
import type { Working, WorkingOp } from '../working.ts';

// A second reading of the operators: it shares no code with the raters, so that one cannot repeat the other's mistake.
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });

const unknown = new Exact(NaN);

const modes: Record<Rounding['mode'], Decimal.Rounding> = {
  HALF_UP: Decimal.ROUND_HALF_UP,
  HALF_EVEN: Decimal.ROUND_HALF_EVEN,
  UP: Decimal.ROUND_UP,
  DOWN: Decimal.ROUND_DOWN,
};

const quotient = ([first = unknown, second = unknown]: Decimal[]): Decimal => first.dividedBy(second);

const operators: Record<Exclude<WorkingOp, 'LEAF' | 'ROUND'>, (inputs: Decimal[]) => Decimal> = {
  SUM: (inputs) => inputs.reduce((total, one) => total.plus(one), new Exact(0)),
  DIFFERENCE: ([first = unknown, ...rest]) => rest.reduce((total, one) => total.minus(one), first),
  PRODUCT: (inputs) => inputs.reduce((total, one) => total.times(one), new Exact(1)),
  QUOTIENT: quotient,
  MAXIMUM: (inputs) => Exact.max(...inputs),
  MINIMUM: (inputs) => Exact.min(...inputs),
  FLOOR_UNITS: (inputs) => quotient(inputs).floor(),
  CEIL_UNITS: (inputs) => quotient(inputs).ceil(),
  NEAREST_UNITS: (inputs) => quotient(inputs).toDecimalPlaces(0, Decimal.ROUND_HALF_UP),
  BAND: ([key = unknown, from = unknown, value = unknown, next]) =>
    key.gte(from) && (next === undefined || key.lt(next)) ? value : unknown,
  UP_TO: ([key = unknown, upTo = unknown, value = unknown, above]) =>
    key.lte(upTo) && (above === undefined || key.gt(above)) ? value : unknown,
  SAME: ([only = unknown]) => only,
};

/** Every operator a step may have. */
export const workingOps: readonly WorkingOp[] = ['LEAF', 'ROUND', ...(Object.keys(operators) as WorkingOp[])];

/** A step of a working that does not come to what it says. */
export interface WorkingFault {
  /** JSON pointer of the step in its working. */
  pointer: string;
  label: string;
  says: string | null;
  /** null where its inputs do not allow it to come to anything. */
  comesTo: string | null;
}

/** A working computed anew from its leaves. */
export interface Recomputed {
  /** What the whole comes to; null where a fact that it needs is missing. */
  value: string | null;
  /** Steps looked at, shared ones once. */
  steps: number;
  faults: WorkingFault[];
}

/**
 * Computes every step of a working anew, from nothing but its leaves and the operators (audit.md, the explanation). A
 * step with a missing input has to say that it has no value; a leaf with a value has to name its source.
 */
export function recompute(working: Working): Recomputed {
  const known = new Map<Working, Decimal | null>();
  const faults: WorkingFault[] = [];
  const valueOf = (step: Working, pointer: string): Decimal | null => {
    const before = known.get(step);
    if (before !== undefined) return before;
    const inputs = step.inputs.map((input, place) => valueOf(input, `${pointer}/inputs/${place}`));
    const value = comesTo(step, inputs);
    known.set(step, value);
    if (!agrees(step, value))
      faults.push({
        pointer,
        label: step.label,
        says: step.value,
        comesTo: value?.isFinite() ? value.toFixed() : null,
      });
    return value;
  };
  const value = valueOf(working, '');
  return { value: value?.isFinite() ? value.toFixed() : null, steps: known.size, faults };
}

function comesTo({ op, value, source, rounding }: Working, inputs: (Decimal | null)[]): Decimal | null {
  if (op === 'LEAF') return value === null ? null : source === undefined ? unknown : decimalOf(value);
  if (value === null && (inputs.length === 0 || inputs.includes(null))) return null;
  const given = inputs.map((input) => input ?? unknown);
  if (op !== 'ROUND') return operators[op](given);
  return rounding ? (given[0] ?? unknown).toDecimalPlaces(rounding.places, modes[rounding.mode]) : unknown;
}

function agrees({ value }: Working, comes: Decimal | null): boolean {
  if (value === null || comes === null) return value === comes;
  return comes.equals(decimalOf(value));
}

function decimalOf(text: string): Decimal {
  return /^-?\d+(\.\d+)?$/.test(text) ? new Exact(text) : unknown;
}
