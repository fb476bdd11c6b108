import { sum } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import { agree, unitOf } from './units.ts';
import type { Owed, Unit } from './units.ts';

/** A billed unit put beside an expected charge by one of the passes. */
export interface Pairing {
  unit: Unit;
  owed: Owed;
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

function take(board: Board, unit: Unit, owed: Owed, pass: number): void {
  board.units = board.units.filter((other) => other !== unit);
  board.owed = board.owed.filter((other) => other !== owed);
  board.pairings.push({ unit, owed, pass });
}

/** Amounts that agree leave nothing to choose: the lowest line takes the first charge it agrees with, exactly if it can. */
const agreeing = (fits: Fits) => (board: Board, pass: number) => {
  const exactly = (unit: Unit, { expected }: Owed) => expected.amount?.equals(unit.amount) ?? false;
  for (const closeness of [exactly, amountsAgree])
    for (const unit of [...board.units]) {
      const [first] = ranked(board.owed.filter((owed) => fits(unit, owed) && closeness(unit, owed)));
      if (first) take(board, unit, first, pass);
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
    if (oneWay(units, owed)) pairInOrder(board, units, owed, pass);
    else if (owed.every((one) => one.expected.amount?.isZero())) nothingForAll(board, units, owed, pass);
    else {
      board.units = board.units.filter((other) => !units.includes(other));
      for (const each of units) board.ambiguous.push({ unit: each, pass, owed });
    }
  }
};

function oneWay(units: readonly Unit[], owed: readonly Owed[]): boolean {
  if (units.length === 1 && owed.length === 1) return true;
  return sameAmounts(units.map((unit) => unit.amount)) && sameAmounts(owed.map((one) => one.expected.amount));
}

function pairInOrder(board: Board, units: readonly Unit[], owed: readonly Owed[], pass: number): void {
  for (const [place, unit] of units.entries()) {
    const charge = owed[place];
    if (charge) take(board, unit, charge, pass);
  }
}

/** Of nothing each line is owed nothing, whichever it is put beside: that is no tie. */
function nothingForAll(board: Board, units: readonly Unit[], owed: readonly Owed[], pass: number): void {
  for (const unit of units) {
    const own = owed.find((one) => one.expected.stop === unit.stop) ?? owed[0];
    if (own) take(board, unit, own, pass);
  }
}

/** The most lines that one charge is looked for in. */
const splitAtMost = 8;

/** Split: the lines left of one charge come exactly to the only charge owed of its kind. */
function split(board: Board, pass: number): void {
  for (const owed of [...board.owed]) {
    const { amount, stop, charge } = owed.expected;
    const units = board.units.filter((unit) => sameCharge(unit, owed));
    const isOnly = board.owed.every((other) => other === owed || other.expected.charge !== charge);
    const elsewhere = units.some((unit) => unit.stop !== null && stop !== null && unit.stop !== stop);
    if (amount === null || !isOnly || elsewhere || units.length < 2 || units.length > splitAtMost) continue;
    if (!sum(units.map((unit) => unit.amount)).equals(amount)) continue;
    const lines = units.flatMap((unit) => unit.lines);
    board.units = board.units.filter((unit) => !units.includes(unit));
    take(board, unitOf(charge, lines), owed, pass);
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

/**
 * The passes in their order; each takes what it can from the board and leaves the rest to the next. Left over after the
 * last (pass 8): billed without expected is unexpected, expected without billed is unbilled.
 */
export const passes: readonly Pass[] = [
  { pass: 1, run: agreeing(sameChargeAndStop) },
  { pass: 2, run: agreeing(sameCharge) },
  { pass: 4, run: split },
  { pass: 4, run: setRepeatsAside },
  { pass: 5, run: differing(sameChargeAndStop) },
  { pass: 6, run: differing(sameCharge) },
];
