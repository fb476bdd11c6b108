import type { Decimal } from '../../freight/money.ts';
import { epochMs, writtenDate } from '../../freight/time.ts';

/** What a fact is: amounts of money, fractions, other quantities, dates and instants, and words of a list. */
export const factTypes = ['money', 'percent', 'quantity', 'time', 'code'] as const;
export type FactType = (typeof factTypes)[number];

/** A fact as the operators see it; absent facts have no value at all. */
export type FactValue = Decimal | string;

type Comparison = (fact: FactValue, value: FactValue | FactValue[]) => boolean;

function decimals(compare: (fact: Decimal, value: Decimal) => boolean): Comparison {
  return (fact, value) => {
    if (typeof fact === 'string' || typeof value === 'string' || Array.isArray(value))
      throw new RangeError('a number is compared with a word');
    return compare(fact, value);
  };
}

const numeric = {
  gt: decimals((fact, value) => fact.greaterThan(value)),
  gte: decimals((fact, value) => fact.greaterThanOrEqualTo(value)),
  lt: decimals((fact, value) => fact.lessThan(value)),
  lte: decimals((fact, value) => fact.lessThanOrEqualTo(value)),
  eq: decimals((fact, value) => fact.equals(value)),
};

// A date against an instant compares dates: the instant's is the one it was written with.
function earlier(one: string, other: string): boolean {
  if (one.length === 10 || other.length === 10) return writtenDate(one) < writtenDate(other);
  return epochMs(one) < epochMs(other);
}

function times(compare: (fact: string, value: string) => boolean): Comparison {
  return (fact, value) => {
    if (typeof fact !== 'string' || typeof value !== 'string') throw new RangeError('a time is compared with a number');
    return compare(fact, value);
  };
}

const isAmong: Comparison = (fact, value) => Array.isArray(value) && value.includes(fact);

/** Every operator a rule may use, by name; the first part is the type of the facts it takes. */
export const operators: Readonly<Record<string, Comparison>> = {
  ...Object.fromEntries(
    ['money', 'percent', 'quantity'].flatMap((type) =>
      Object.entries(numeric).map(([name, compare]) => [`${type}.${name}`, compare]),
    ),
  ),
  'time.before': times(earlier),
  'time.after': times((fact, value) => earlier(value, fact)),
  'code.eq': (fact, value) => fact === value,
  'code.ne': (fact, value) => fact !== value,
  'code.in': isAmong,
  'code.notIn': (fact, value) => !isAmong(fact, value),
};

/** Operators that ask whether a fact of any type is there: the only ones that run without it. */
export const presence = ['code.present', 'code.absent'] as const;

/** Operators whose value is a list of words. */
export const listOperators: readonly string[] = ['code.in', 'code.notIn'];
