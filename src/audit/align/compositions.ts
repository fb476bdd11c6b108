import type { Decimal } from '../../freight/money.ts';

/** The most parts that one amount is looked for in. */
const partsAtMost = 8;

/** How many steps a search for one amount may take; one that is longer finds nothing. */
const stepsAtMost = 20_000;

/** How many different ways to compose one amount are of interest: two are a tie already. */
const waysAtMost = 16;

/** Something with an amount. Two of one `kind` and amount are equal: the first of them stands for either. */
export interface Amounted {
  kind: string;
  amount: Decimal;
}

/** An amount and parts that come to it exactly. */
export interface Composition<W, P> {
  whole: W;
  parts: P[];
}

/** A part on its way through a search. */
interface Item<P> {
  part: P;
  place: number;
  /** In the smallest unit any amount has. */
  amount: bigint;
  /** The place of the last equal part before it; −1: none. */
  lastEqual: number;
}

interface Search<P> {
  items: Item<P>[];
  /** From each place on: what the parts above zero, and those below it, come to. */
  above: bigint[];
  below: bigint[];
  steps: number;
  found: P[][];
}

const places = 8;

function units(amount: Decimal): bigint {
  return BigInt(amount.toFixed(places).replace('.', ''));
}

function running(items: readonly Item<Amounted>[], counts: (amount: bigint) => boolean): bigint[] {
  const sums: bigint[] = [0n];
  for (const { amount } of [...items].reverse()) sums.unshift((sums[0] ?? 0n) + (counts(amount) ? amount : 0n));
  return sums;
}

/**
 * The ways in which 2 to 8 of the parts come exactly to an amount, in the order of the parts; parts of 0.00 are left out,
 * and of equal parts the first ones are taken. At most 16 ways; none where the search would take too long.
 */
export function waysToCompose<P extends Amounted>(whole: Decimal, given: readonly P[]): P[][] {
  const parts = given.filter((part) => !part.amount.isZero());
  if (parts.length < 2) return [];
  const items = parts.map((part, place): Item<P> => {
    const lastEqual = parts.findLastIndex((other, at) => at < place && isAmong(part, [other]));
    return { part, place, amount: units(part.amount), lastEqual };
  });
  const above = running(items, (amount) => amount > 0n);
  const below = running(items, (amount) => amount < 0n);
  const search: Search<P> = { items, above, below, steps: 0, found: [] };
  choose(search, 0, units(whole), []);
  return search.steps > stepsAtMost ? [] : search.found;
}

function choose<P extends Amounted>(search: Search<P>, from: number, left: bigint, chosen: P[]): void {
  search.steps += 1;
  if (left === 0n && chosen.length >= 2) search.found.push(chosen);
  if (isOver(search) || chosen.length === partsAtMost || !isWithinReach(search, from, left)) return;
  for (const { part, place, amount, lastEqual } of search.items.slice(from))
    if (lastEqual < from) choose(search, place + 1, left - amount, [...chosen, part]);
}

function isOver({ steps, found }: Search<Amounted>): boolean {
  return steps > stepsAtMost || found.length >= waysAtMost;
}

/** The parts from this place on can still come to what is left. */
function isWithinReach<P extends Amounted>({ above, below }: Search<P>, from: number, left: bigint): boolean {
  return left <= (above[from] ?? 0n) && left >= (below[from] ?? 0n);
}

/** True when an equal one, of the same kind and amount, is among them. */
export function isAmong(part: Amounted, others: readonly Amounted[]): boolean {
  return others.some((other) => other.kind === part.kind && other.amount.equals(part.amount));
}

/** What may be told of composed amounts: those in one way only, and those between which nothing decides. */
export interface Composed<W, P> {
  compositions: Composition<W, P>[];
  ties: Composition<W, P>[][];
}

/**
 * Composes each of the wholes of parts, no part twice. A whole that can be composed in one way, of parts that no other
 * whole could have, is composed so; of equal wholes the first comes first. Wholes that can be composed in several ways, or
 * compete for a part, are a tie.
 */
export function compose<W extends Amounted, P extends Amounted>(
  wholes: readonly W[],
  waysOf: (whole: W, taken: ReadonlySet<P>) => P[][],
): Composed<W, P> {
  const composed: Composed<W, P> = { compositions: [], ties: [] };
  const taken = new Set<P>();
  let open = [...wholes];
  while (open.length > 0) {
    const possible = open.flatMap((whole) => waysOf(whole, taken).map((parts) => ({ whole, parts })));
    const [first] = possible;
    if (!first) break;
    const competing = competingWith(first, possible);
    if (competing.length === 1) composed.compositions.push(first);
    else composed.ties.push(competing);
    for (const part of competing.flatMap(({ parts }) => parts)) taken.add(part);
    const settled = new Set(competing.map(({ whole }) => whole));
    open = open.filter((whole) => !settled.has(whole));
  }
  return composed;
}

/** All that cannot stand beside one another, starting with one composition; an equal whole is no rival. */
function competingWith<W extends Amounted, P extends Amounted>(
  first: Composition<W, P>,
  possible: readonly Composition<W, P>[],
): Composition<W, P>[] {
  const competing = [first];
  for (const one of competing)
    for (const other of possible) {
      if (competing.includes(other)) continue;
      const equal = one.whole !== other.whole && isAmong(other.whole, [one.whole]);
      const clashes = one.whole === other.whole || other.parts.some((part) => one.parts.includes(part));
      if (clashes && !equal) competing.push(other);
    }
  return competing;
}
