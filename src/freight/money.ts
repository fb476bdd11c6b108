import { Decimal } from 'decimal.js';
import { minorPlaces } from './currencies.ts';

/** 40 significant digits between steps; nothing is rounded unless `roundTo` is called. */
export const Dec = Decimal.clone({ precision: 40, toExpNeg: -40, toExpPos: 40, rounding: Decimal.ROUND_HALF_UP });
export type { Decimal };

export const roundingModes = ['HALF_UP', 'HALF_EVEN', 'UP', 'DOWN'] as const;
export type RoundingMode = (typeof roundingModes)[number];
export interface Rounding {
  mode: RoundingMode;
  places: number;
}

/** Amounts, rates and quantities outside: plain decimal, no exponent, no leading zeros, at most 8 places. */
export const decimalPattern = /^-?(0|[1-9]\d{0,14})(\.\d{1,8})?$/;

export const zero = new Dec(0);

const decimalModes: Record<RoundingMode, Decimal.Rounding> = {
  HALF_UP: Decimal.ROUND_HALF_UP,
  HALF_EVEN: Decimal.ROUND_HALF_EVEN,
  UP: Decimal.ROUND_UP,
  DOWN: Decimal.ROUND_DOWN,
};

/** Numbers read before: rates and amounts come back bill after bill, and a Decimal never changes. */
const read = new Map<string, Decimal>();
const mostRead = 10_000;

/**
 * A decimal string of a fact as a number we may calculate with.
 *
 * @throws RangeError when the text is not a plain decimal (facts are validated before, so this is a bug)
 */
export function decimal(text: string): Decimal {
  const before = read.get(text);
  if (before !== undefined) return before;
  if (!decimalPattern.test(text)) throw new RangeError(`not a decimal: ${text.slice(0, 40)}`);
  const value = new Dec(text);
  if (read.size >= mostRead) read.clear();
  read.set(text, value);
  return value;
}

/** The one place where money is rounded. HALF_UP is away from zero on ties; UP and DOWN are away from and towards zero. */
export function roundTo(value: Decimal, rounding: Rounding): Decimal {
  const rounded = value.toDecimalPlaces(rounding.places, decimalModes[rounding.mode]);
  return rounded.isZero() ? zero : rounded;
}

/** An amount as the outside reads it: exactly the currency's minor places, never −0. Unknown or no currency: 2 places. */
export function amountText(value: Decimal, currency: string | null): string {
  const places = (currency === null ? undefined : minorPlaces(currency)) ?? 2;
  if (value.isZero()) return places === 0 ? '0' : '0.'.padEnd(places + 2, '0');
  const text = value.toFixed(places, Decimal.ROUND_HALF_UP);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

/** Any other decimal (rate, weight, percent, step of a working) as plain text without exponent, never −0. */
export function decimalText(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** Sum of no amounts is 0. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total: Decimal = zero;
  for (const value of values) if (!value.isZero()) total = total.isZero() ? value : total.plus(value);
  return total;
}

export function least(a: Decimal, b: Decimal): Decimal {
  return a.lessThanOrEqualTo(b) ? a : b;
}

export function greatest(a: Decimal, b: Decimal): Decimal {
  return a.greaterThanOrEqualTo(b) ? a : b;
}
