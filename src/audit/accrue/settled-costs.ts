import { type ChargeCode, linehaulFamily } from '../../freight/codes.ts';
import { greatest, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';

/** A charge, at a stop or at none. */
export interface ChargeAt {
  charge: ChargeCode;
  stop: number | null;
}

/** An amount of a charge. */
export interface ChargeAmount extends ChargeAt {
  amount: Decimal;
}

/** One text for a charge at a stop; the charges that a carrier splits one linehaul into are one. */
export function chargeKey({ charge, stop }: ChargeAt): string {
  return linehaulFamily.includes(charge) ? 'LINEHAUL' : `${charge}@${stop ?? ''}`;
}

const chargeOf = (key: string): string => key.split('@')[0] ?? key;

/** Amounts by charge and stop; taxes are accrued and settled apart, and left out. */
export function byCharge(amounts: readonly ChargeAmount[]): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const one of amounts) {
    if (one.charge === 'TAX') continue;
    const key = chargeKey(one);
    sums.set(key, (sums.get(key) ?? zero).plus(one.amount));
  }
  return sums;
}

/**
 * How much of each expected charge is settled by what was posted. A charge posted at another stop, or at none, settles
 * what is left of the same charge. What was posted on a line beyond its own charge settles the charges that no line of
 * any bill speaks of: one amount was billed for several.
 *
 * @param expected by `chargeKey`
 * @param posted by `chargeKey`
 * @param spokenOf charges that a line of a bill bills, or that a bill is known to leave out
 * @returns by `chargeKey`: of what is expected at most that, and what is posted and not expected as it is
 */
export function settledCosts(
  expected: ReadonlyMap<string, Decimal>,
  posted: ReadonlyMap<string, Decimal>,
  spokenOf: ReadonlySet<string>,
): Map<string, Decimal> {
  const settled = new Map<string, Decimal>();
  const surplus: { key: string; left: Decimal }[] = [];
  for (const [key, amount] of posted) {
    const wanted = expected.get(key);
    const taken = wanted === undefined ? zero : within(amount, wanted);
    if (wanted !== undefined) settled.set(key, taken);
    if (amount.greaterThan(taken)) surplus.push({ key, left: amount.minus(taken) });
  }
  for (const more of surplus) spread(more, chargesFor(more.key, expected, spokenOf), { expected, settled });
  for (const { key, left } of surplus) if (!expected.has(key)) settled.set(key, left);
  return settled;
}

/** What a surplus may settle, in order: the same charge elsewhere; then, of a charge that is expected, what nobody named. */
function chargesFor(key: string, expected: ReadonlyMap<string, Decimal>, spokenOf: ReadonlySet<string>): string[] {
  const keys = [...expected.keys()].sort();
  const same = keys.filter((other) => other !== key && chargeOf(other) === chargeOf(key));
  const isOwn = [...expected.keys()].some((other) => chargeOf(other) === chargeOf(key));
  const unnamed = isOwn ? keys.filter((other) => !spokenOf.has(chargeOf(other))) : [];
  return [...same, ...unnamed];
}

function spread(
  more: { left: Decimal },
  keys: readonly string[],
  known: { expected: ReadonlyMap<string, Decimal>; settled: Map<string, Decimal> },
): void {
  for (const key of keys) {
    const before = known.settled.get(key) ?? zero;
    const taken = within(more.left, (known.expected.get(key) ?? zero).minus(before));
    known.settled.set(key, before.plus(taken));
    more.left = more.left.minus(taken);
  }
}

/** At most `limit`, and never less than nothing. */
function within(amount: Decimal, limit: Decimal): Decimal {
  const positive = greatest(amount, zero);
  return positive.greaterThan(limit) ? limit : positive;
}

/** The charges that these lines speak of, without their stops. */
export function chargesNamed(lines: readonly ChargeAt[]): Set<string> {
  return new Set(lines.map((line) => chargeOf(chargeKey(line))));
}
