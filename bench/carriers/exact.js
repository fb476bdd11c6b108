/**
 * Exact arithmetic of the simulator's own: fractions of whole numbers, so that nothing is ever rounded by accident.
 * Two amounts that come out of this file are equal or they are not; there is no precision to choose.
 */

/** @typedef {{ n: bigint, d: bigint }} Fraction a numerator over a denominator above zero */

const gcd = (a, b) => {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};

function fraction(n, d) {
  if (d === 0n) throw new Error('division by zero');
  if (d < 0n) [n, d] = [-n, -d];
  const common = gcd(n, d);
  return common > 1n ? { n: n / common, d: d / common } : { n, d };
}

export const zero = { n: 0n, d: 1n };

/**
 * Reads a decimal text, a whole number, or a fraction.
 * @param {string | number | bigint | Fraction} value
 * @returns {Fraction}
 */
export function exact(value) {
  if (typeof value === 'object') return value;
  if (typeof value === 'bigint') return { n: value, d: 1n };
  if (typeof value !== 'number') return decimal(value);
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is no whole number: write decimals as text`);
  return { n: BigInt(value), d: 1n };
}

/** Decimals that were read before: contracts say the same ones again and again. */
const remembered = new Map();

function decimal(text) {
  const known = remembered.get(text);
  if (known) return known;
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!parts) throw new Error(`${text} is no decimal`);
  const [, sign, whole, decimals = ''] = parts;
  const n = BigInt(whole + decimals);
  const read = fraction(sign === '-' ? -n : n, 10n ** BigInt(decimals.length));
  if (remembered.size < 50_000) remembered.set(text, read);
  return read;
}

export function plus(a, b) {
  const [x, y] = [exact(a), exact(b)];
  return fraction(x.n * y.d + y.n * x.d, x.d * y.d);
}

export const negative = (a) => ({ n: -exact(a).n, d: exact(a).d });
export const minus = (a, b) => plus(a, negative(b));

export function times(a, b) {
  const [x, y] = [exact(a), exact(b)];
  return fraction(x.n * y.n, x.d * y.d);
}

export function over(a, b) {
  const [x, y] = [exact(a), exact(b)];
  return fraction(x.n * y.d, x.d * y.n);
}

/** Below zero, zero or above, as a is below, equal to or above b. */
export function compare(a, b) {
  const [x, y] = [exact(a), exact(b)];
  const difference = x.n * y.d - y.n * x.d;
  return difference < 0n ? -1 : Number(difference > 0n);
}

export const equal = (a, b) => compare(a, b) === 0;
export const below = (a, b) => compare(a, b) < 0;
export const above = (a, b) => compare(a, b) > 0;
export const isZero = (a) => exact(a).n === 0n;
export const least = (...values) => values.map(exact).reduce((a, b) => (below(b, a) ? b : a));
export const greatest = (...values) => values.map(exact).reduce((a, b) => (above(b, a) ? b : a));
export const sum = (values) => values.reduce((total, value) => plus(total, value), zero);
export const magnitude = (a) => (below(a, 0) ? negative(a) : exact(a));

/** The whole number at or below. */
export function floor(a) {
  const { n, d } = exact(a);
  const quotient = n / d;
  return n < 0n && quotient * d !== n ? quotient - 1n : quotient;
}

/** The whole number at or above. */
export const ceiling = (a) => -floor(negative(a));

const goesUp = {
  UP: () => true,
  DOWN: () => false,
  HALF_UP: (twice) => twice >= 0,
  HALF_EVEN: (twice, whole) => twice > 0 || (twice === 0 && whole % 2n === 1n),
};

/**
 * Rounds to decimal places. UP and DOWN are away from and towards zero, HALF_UP is away from zero on ties.
 * @param {'HALF_UP' | 'HALF_EVEN' | 'UP' | 'DOWN'} mode
 */
export function rounded(value, places, mode) {
  const { n, d } = exact(value);
  const scale = 10n ** BigInt(places);
  const size = (n < 0n ? -n : n) * scale;
  const [whole, rest] = [size / d, size % d];
  const twice = compare({ n: rest * 2n, d: 1n }, { n: d, d: 1n });
  const result = rest !== 0n && goesUp[mode](twice, whole) ? whole + 1n : whole;
  return fraction(n < 0n ? -result : result, scale);
}

/**
 * Writes a value with exactly so many decimals.
 * @throws when it does not fit: rounding is never done here
 */
export function text(value, places = 2) {
  const { n, d } = exact(value);
  const scale = 10n ** BigInt(places);
  if ((n * scale) % d !== 0n) throw new Error(`${n}/${d} has more than ${places} decimals`);
  const whole = (n * scale) / d;
  const digits = String(whole < 0n ? -whole : whole).padStart(places + 1, '0');
  const sign = whole < 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Writes a decimal as short as it can be said; a value with more than eight decimals is an error. */
export const plain = (value) => text(value, 8).replace(/\.?0+$/, '');
