import { greatest, least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { Rated } from '../expected.ts';
import type { AlignedLine } from '../judged.ts';
import type { LineMoney } from './line-money.ts';

/** A charge that a line bills in one amount with others. */
export interface Portion {
  /** Which charge and stop, the same on every bill of the shipment. */
  key: string;
  owed: Decimal;
  /** What of the line's approved part is for it. */
  approved: Decimal;
}

/** The key of an expected charge by its place in what is owed for the shipment. */
export function placeKey(place: number): string {
  return `#${place}`;
}

/** The charges that a line bills in one amount; none for a line that bills one charge. */
export function bundleOf(
  line: AlignedLine,
  places: ReadonlyMap<number, readonly number[]>,
  rated: Rated | null,
): Portion[] {
  const own = line.line === null ? [] : (places.get(line.line) ?? []);
  if (own.length < 2) return [];
  return own.map((place) => ({
    key: placeKey(place),
    owed: rated?.expected[place]?.amount ?? zero,
    approved: zero,
  }));
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
  return bundle.length === 0 ? line.billed : sum(bundle.filter((one) => one.key === key).map(({ owed }) => owed));
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

/** Divides what is approved of a bundle over its charges, in their order, each up to what is owed of it. */
function divideApproved({ bundle, parts }: LineMoney): void {
  const divided = sum(bundle.map(({ approved }) => approved));
  if (bundle.length === 0 || divided.equals(parts.approved)) return;
  const owed = sum(bundle.map((portion) => portion.owed));
  let left = parts.approved.minus(owed);
  for (const portion of bundle) portion.approved = portion.owed;
  for (const portion of [...bundle].reverse()) {
    const change = left.isNegative() ? greatest(left, least(zero, portion.owed.negated())) : left;
    portion.approved = portion.approved.plus(change);
    left = left.minus(change);
  }
  const [first] = bundle;
  if (first) first.approved = first.approved.plus(left);
}
