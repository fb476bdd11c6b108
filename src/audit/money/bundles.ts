import { greatest, least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { Rated } from '../expected.ts';
import type { AlignedLine } from '../judged.ts';
import type { LineMoney } from './line-money.ts';

/** A charge that a line bills in one amount with others. */
export interface Portion {
  /** Which charge and stop, the same on every bill of the shipment. */
  key: string;
  /** What is owed of it in all. */
  owed: Decimal;
  /** What of the line is billed for it. */
  billed: Decimal;
  /** What of the line's approved part is for it. */
  approved: Decimal;
}

/** The key of an expected charge by its place in what is owed for the shipment. */
export function placeKey(place: number): string {
  return `#${place}`;
}

/**
 * The charges that lines bill in one amount, by line; none for a line that bills one charge. Lines that are one amount
 * together (linehaul and its discount) share its charges: each fills them in their order with what is left of them; what
 * lowers the amount lowers the first charge.
 */
export function bundlesOf(
  lines: readonly AlignedLine[],
  places: ReadonlyMap<number, readonly number[]>,
  rated: Rated | null,
): Map<AlignedLine, Portion[]> {
  const together = new Map<string, { charges: readonly number[]; group: AlignedLine[] }>();
  for (const line of lines) {
    const charges = line.line === null ? [] : (places.get(line.line) ?? []);
    if (charges.length < 2) continue;
    const { group } = together.get(charges.join()) ?? { group: [] };
    together.set(charges.join(), { charges, group: [...group, line] });
  }
  const owedAt = (place: number) => [placeKey(place), rated?.expected[place]?.amount ?? zero] as const;
  return new Map(
    [...together.values()].flatMap(({ charges, group }) => portionsOf(group, new Map(charges.map(owedAt)))),
  );
}

function portionsOf(group: readonly AlignedLine[], owed: ReadonlyMap<string, Decimal>): [AlignedLine, Portion[]][] {
  const [first = ''] = owed.keys();
  const left = new Map(owed);
  const lowering = sum(group.map(({ billed }) => least(zero, billed)));
  left.set(first, (owed.get(first) ?? zero).minus(lowering));
  return group.map((line) => {
    const portions = [...owed].map(([key, amount]) => ({ key, owed: amount, billed: zero, approved: zero }));
    let toPlace = line.billed;
    for (const portion of portions) {
      if (line.billed.isNegative()) break;
      portion.billed = least(toPlace, left.get(portion.key) ?? zero);
      left.set(portion.key, (left.get(portion.key) ?? zero).minus(portion.billed));
      toPlace = toPlace.minus(portion.billed);
    }
    const [main] = portions;
    if (main) main.billed = main.billed.plus(toPlace);
    return [line, portions];
  });
}

/** True when a line bills this charge, by itself or with others. */
export function isFor({ key, bundle }: LineMoney, wanted: string): boolean {
  return bundle.length === 0 ? key === wanted : bundle.some((portion) => portion.key === wanted);
}

/** The charges a line bills. */
export function keysOf({ key, bundle }: LineMoney): string[] {
  return bundle.length === 0 ? [key] : bundle.map((portion) => portion.key);
}

/** What of a line was billed for one of its charges. */
export function billedFor({ line, bundle }: LineMoney, key: string): Decimal {
  return bundle.length === 0 ? line.billed : sum(bundle.filter((one) => one.key === key).map((one) => one.billed));
}

/** What of a line is approved for one of its charges. */
export function approvedFor(line: LineMoney, key: string): Decimal {
  divideApproved(line);
  if (line.bundle.length === 0) return line.parts.approved;
  return sum(line.bundle.filter((one) => one.key === key).map(({ approved }) => approved));
}

/** Takes so much of a line's approved part of one charge; the caller says where it goes. */
export function takeApproved(line: LineMoney, key: string, taken: Decimal): void {
  divideApproved(line);
  line.parts = { ...line.parts, approved: line.parts.approved.minus(taken) };
  const portion = line.bundle.find((one) => one.key === key);
  if (portion) portion.approved = portion.approved.minus(taken);
}

/** Divides what is approved of a bundle over its charges: what is not approved is the last charge's first. */
function divideApproved({ bundle, parts }: LineMoney): void {
  const divided = sum(bundle.map(({ approved }) => approved));
  if (bundle.length === 0 || divided.equals(parts.approved)) return;
  let left = parts.approved.minus(sum(bundle.map((portion) => portion.billed)));
  for (const portion of bundle) portion.approved = portion.billed;
  for (const portion of [...bundle].reverse()) {
    const change = left.isNegative() ? greatest(left, least(zero, portion.billed.negated())) : left;
    portion.approved = portion.approved.plus(change);
    left = left.minus(change);
  }
  const [first] = bundle;
  if (first) first.approved = first.approved.plus(left);
}
