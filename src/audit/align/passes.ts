import type { Decimal } from '../../freight/money.ts';
import { compose, type Composition, isAmong, waysToCompose } from './compositions.ts';
import { agree, unitOf } from './units.ts';
import type { Owed, Unit } from './units.ts';

/** A billed unit put beside an expected charge by one of the passes; a bundle stands beside several. */
export interface Pairing {
  unit: Unit;
  owed: [Owed, ...Owed[]];
  pass: number;
}

/** What is left to align, and what has been put together so far. */
export interface Board {
  units: Unit[];
  owed: Owed[];
  pairings: Pairing[];
  /** Units that repeat an equal one for one expected charge: set aside before pass 5. */
  repeats: { unit: Unit; of: Unit }[];
  /** Units that could be paired in two different ways of equal rank: to a person. */
  ambiguous: { unit: Unit; pass: number; owed: Owed[] }[];
}

interface Pass {
  pass: number;
  /** Moves units from the board to its pairings, its repeats or its ambiguous ones. */
  run: (board: Board, pass: number) => void;
  /** Looks for amounts that others come to: left out where a dossier is very large. */
  composes?: true;
}

type Fits = (unit: Unit, owed: Owed) => boolean;

const sameCharge: Fits = (unit, { expected }) => unit.charge === expected.charge;
const sameChargeAndStop: Fits = (unit, owed) => sameCharge(unit, owed) && unit.stop === owed.expected.stop;
const amountsAgree: Fits = (unit, { expected }) => expected.amount !== null && agree(unit.amount, expected.amount);

/** Charges nobody billed before come first, then those another bill has billed. */
function ranked(candidates: Owed[]): Owed[] {
  const fresh = candidates.filter((one) => !one.billedBefore);
  return fresh.length > 0 ? fresh : candidates;
}

function take(board: Board, unit: Unit, owed: [Owed, ...Owed[]], pass: number): void {
  board.units = board.units.filter((other) => other !== unit);
  board.owed = board.owed.filter((other) => !owed.includes(other));
  board.pairings.push({ unit, owed, pass });
}

/** To a person: these units could be put beside these charges in more than one way. */
function leaveOpen(board: Board, units: readonly Unit[], owed: Owed[], pass: number): void {
  board.units = board.units.filter((other) => !units.includes(other));
  for (const unit of units) board.ambiguous.push({ unit, pass, owed });
}

/** One of these charges may be what a line is for that a person is asked about. */
function isClaimed({ ambiguous }: Board, owed: readonly Owed[]): boolean {
  return ambiguous.some((open) => open.owed.some((one) => owed.includes(one)));
}

/** What no line was put beside yet, nor may be by a person. */
function unclaimed(board: Board): Owed[] {
  return board.ambiguous.length === 0 ? board.owed : board.owed.filter((owed) => !isClaimed(board, [owed]));
}

/** Amounts that agree leave nothing to choose: the lowest line takes the first charge it agrees with, exactly if it can. */
const agreeing = (fits: Fits) => (board: Board, pass: number) => {
  const exactly = (unit: Unit, { expected }: Owed) => expected.amount?.equals(unit.amount) ?? false;
  for (const closeness of [exactly, amountsAgree])
    for (const unit of [...board.units]) {
      const [first] = ranked(board.owed.filter((owed) => fits(unit, owed) && closeness(unit, owed)));
      if (first) take(board, unit, [first], pass);
    }
};

function sameAmounts(amounts: (Decimal | null)[]): boolean {
  const [first] = amounts;
  if (first === undefined) return true;
  return amounts.every((amount) => (amount === null || first === null ? amount === first : amount.equals(first)));
}

/** Amounts differ: pairs only where there is one way to do it, or where all ways come to the same money. */
const differing = (fits: Fits) => (board: Board, pass: number) => {
  for (const unit of [...board.units]) {
    if (!board.units.includes(unit)) continue;
    const owed = ranked(board.owed.filter((one) => fits(unit, one)));
    const units = board.units.filter((other) => owed.some((one) => fits(other, one)));
    if (owed.length === 0) continue;
    if (isClaimed(board, owed)) leaveOpen(board, units, owed, pass);
    else if (oneWay(units, owed)) pairInOrder(board, units, owed, pass);
    else if (owed.every((one) => one.expected.amount?.isZero())) nothingForAll(board, units, owed, pass);
    else leaveOpen(board, units, owed, pass);
  }
};

function oneWay(units: readonly Unit[], owed: readonly Owed[]): boolean {
  if (units.length === 1 && owed.length === 1) return true;
  return sameAmounts(units.map((unit) => unit.amount)) && sameAmounts(owed.map((one) => one.expected.amount));
}

function pairInOrder(board: Board, units: readonly Unit[], owed: readonly Owed[], pass: number): void {
  for (const [place, unit] of units.entries()) {
    const charge = owed[place];
    if (charge) take(board, unit, [charge], pass);
  }
}

/** Of nothing each line is owed nothing, whichever it is put beside: that is no tie. */
function nothingForAll(board: Board, units: readonly Unit[], owed: readonly Owed[], pass: number): void {
  for (const unit of units) {
    const own = owed.find((one) => one.expected.stop === unit.stop) ?? owed[0];
    if (own) take(board, unit, [own], pass);
  }
}

/** An expected charge as a part, or as what parts come to. */
interface Sought {
  owed: Owed;
  kind: string;
  amount: Decimal;
}

function sought(owed: readonly Owed[]): Sought[] {
  return owed.flatMap((one) => {
    const { amount, charge } = one.expected;
    return amount === null || amount.isZero() ? [] : [{ owed: one, kind: charge, amount }];
  });
}

/** A unit as what parts come to, or as a part. */
interface Billed {
  unit: Unit;
  kind: string;
  amount: Decimal;
}

function billed(units: readonly Unit[]): Billed[] {
  return units
    .filter((unit) => !unit.amount.isZero())
    .map((unit) => ({ unit, kind: `${unit.charge} ${unit.stop ?? ''}`, amount: unit.amount }));
}

/**
 * Bundle: one line comes exactly to several charges owed. Charges nobody billed before come first. A line whose own charge
 * is owed by itself bundles nothing that leaves it out; nor does it take what another bill has billed, nor a charge for
 * which the bill has a line of its own.
 */
function bundle(board: Board, pass: number): void {
  const parts = sought(unclaimed(board));
  if (parts.length < 2) return;
  const ways = ({ unit, amount }: Billed, taken: ReadonlySet<Sought>): Sought[][] => {
    const others = board.units.filter((other) => other.charge !== unit.charge);
    const left = parts.filter((part) => !taken.has(part) && !others.some((other) => sameCharge(other, part.owed)));
    const own = board.owed.some((owed) => sameCharge(unit, owed));
    const hasOwn = (way: Sought[]) => way.some(({ owed }) => sameCharge(unit, owed));
    const fresh = waysToCompose(
      amount,
      left.filter(({ owed }) => !owed.billedBefore),
    ).filter((way) => !own || hasOwn(way));
    return fresh.length > 0 ? fresh : waysToCompose(amount, left).filter(hasOwn);
  };
  const { compositions, ties } = compose(billed(board.units), ways);
  for (const { whole, parts: members } of compositions) {
    const [first, ...more] = members.map(({ owed }) => owed);
    if (first) take(board, whole.unit, [first, ...more], pass);
  }
  for (const tie of ties)
    leaveOpen(
      board,
      each(tie, (one) => [one.whole.unit]),
      each(tie, allOwed),
      pass,
    );
}

function allOwed({ parts }: Composition<Billed, Sought>): Owed[] {
  return parts.map(({ owed }) => owed);
}

function each<C, T>(tie: readonly C[], of: (one: C) => T[]): T[] {
  return [...new Set(tie.flatMap(of))];
}

function mayBePartOf(unit: Unit, owed: Owed): boolean {
  const { stop } = owed.expected;
  return sameCharge(unit, owed) && (unit.stop === null || stop === null || unit.stop === stop);
}

/** Split: several lines of one charge come exactly to what is owed of it, at one stop where they name one. */
function split(board: Board, pass: number): void {
  if (board.units.length < 2) return;
  const parts = billed(board.units);
  const ways = (whole: Sought, taken: ReadonlySet<Billed>): Billed[][] =>
    waysToCompose(
      whole.amount,
      parts.filter((part) => !taken.has(part) && mayBePartOf(part.unit, whole.owed)),
    );
  const { compositions, ties } = compose(sought(unclaimed(board)), ways);
  for (const { whole, parts: members } of compositions) {
    const lines = members.flatMap(({ unit }) => unit.lines);
    board.units = board.units.filter((unit) => !members.some((member) => member.unit === unit));
    take(board, unitOf(whole.owed.expected.charge, lines), [whole.owed], pass);
  }
  for (const tie of ties) {
    const units = each(tie, (one) => one.parts.map(({ unit }) => unit));
    leaveOpen(
      board,
      units,
      each(tie, (one) => [one.whole.owed]),
      pass,
    );
  }
}

/** A second equal line for one expected charge is billed twice, unless another charge of its kind is still to be billed. */
function setRepeatsAside(board: Board): void {
  const standing = board.pairings.map((pairing) => pairing.unit);
  const room = (unit: Unit) => board.owed.filter((owed) => sameCharge(unit, owed)).length;
  for (const unit of [...board.units]) {
    const equal = (other: Unit) =>
      other.charge === unit.charge && other.stop === unit.stop && other.amount.equals(unit.amount);
    const of = standing.find(equal) ?? board.units.find((other) => other !== unit && equal(other));
    if (!of) continue;
    const claimants = board.units.filter((other) => other.charge === unit.charge && other.first < unit.first).length;
    const isSecond = standing.includes(of) || of.first < unit.first;
    if (!isSecond || claimants < room(unit) || (!standing.includes(of) && room(unit) === 0)) continue;
    board.units = board.units.filter((other) => other !== unit);
    board.repeats.push({ unit, of });
  }
}

/** Mis-coded: a line of a charge nobody owes comes to one that is owed and that no bill has billed. */
function misCoded(board: Board, pass: number): void {
  const parts = sought(unclaimed(board)).filter(({ owed }) => !owed.billedBefore);
  if (parts.length === 0 || board.units.length === 0) return;
  const ways = ({ unit, amount }: Billed, taken: ReadonlySet<Sought>): Sought[][] => {
    const fitting = parts.filter((part) => !taken.has(part) && agree(part.amount, amount));
    const here = fitting.filter(({ owed }) => unit.stop !== null && owed.expected.stop === unit.stop);
    const nearest = here.length > 0 ? here : fitting;
    return nearest.filter((part, place) => !isAmong(part, nearest.slice(0, place))).map((part) => [part]);
  };
  const { compositions, ties } = compose(billed(board.units), ways);
  for (const {
    whole,
    parts: [part],
  } of compositions)
    if (part) take(board, whole.unit, [part.owed], pass);
  for (const tie of ties)
    leaveOpen(
      board,
      each(tie, (one) => [one.whole.unit]),
      each(tie, allOwed),
      pass,
    );
}

/**
 * The passes in their order; each takes what it can from the board and leaves the rest to the next. Left over after the
 * last (pass 8): billed without expected is unexpected, expected without billed is unbilled.
 */
export const passes: readonly Pass[] = [
  { pass: 1, run: agreeing(sameChargeAndStop) },
  { pass: 2, run: agreeing(sameCharge) },
  { pass: 3, run: bundle, composes: true },
  { pass: 4, run: split, composes: true },
  { pass: 4, run: setRepeatsAside },
  { pass: 5, run: differing(sameChargeAndStop) },
  { pass: 6, run: differing(sameCharge) },
  { pass: 7, run: misCoded },
];
