import { linehaulFamily } from '../../freight/codes.ts';
import type { ChargeCode } from '../../freight/codes.ts';
import { Dec, sum } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { ExpectedCharge } from '../expected.ts';
import type { BillLine } from '../judged.ts';

/** What alignment puts beside an expected charge: one line, or the lines of the linehaul family summed to one. */
export interface Unit {
  lines: BillLine[];
  charge: ChargeCode;
  stop: number | null;
  amount: Decimal;
  /** Lowest line number of its lines. */
  first: number;
}

/** An expected charge on its way through the passes. */
export interface Owed {
  expected: ExpectedCharge;
  /** Its place in the list of what is owed for the shipment. */
  index: number;
  /** Another bill of the shipment has billed it before; one that nobody billed is taken first. */
  billedBefore: boolean;
}

const cent = new Dec('0.01');

/** Two amounts agree within 0.01. */
export function agree(a: Decimal, b: Decimal): boolean {
  return a.minus(b).abs().lessThanOrEqualTo(cent);
}

/** Linehaul, deficit, discount and minimum are one price in several lines. */
export function familyOf(charge: ChargeCode): ChargeCode {
  return linehaulFamily.includes(charge) ? 'LINEHAUL' : charge;
}

/** Lines that no contract prices: held (UNMAPPED, UNEXPLAINED) or judged with the totals (TAX). */
export function isAligned(line: BillLine): boolean {
  return line.charge !== 'TAX' && line.charge !== 'UNEXPLAINED' && line.charge !== 'UNMAPPED';
}

/** One line, or several as one price. */
export function unitOf(charge: ChargeCode, lines: BillLine[]): Unit {
  const first = Math.min(...lines.map((line) => line.line ?? 0));
  const stop = lines.length === 1 ? (lines[0]?.stop ?? null) : null;
  return { lines, charge, stop, amount: sum(lines.map((line) => line.billed)), first };
}

/** A line set aside because it repeats another. */
export interface Repeat {
  line: BillLine;
  of: BillLine;
}

/**
 * The linehaul lines of a bill, less those that repeat an equal one: a repeat is set aside only when what remains comes
 * closer to what is owed (two equal legs that sum to the price are no repeat). Nothing provable: nothing is set aside.
 */
export function linehaulLines(lines: BillLine[], owed: Decimal | null): { kept: BillLine[]; repeats: Repeat[] } {
  const kept: BillLine[] = [];
  const repeats: Repeat[] = [];
  for (const line of lines) {
    const of = kept.find((other) => other.charge === line.charge && other.billed.equals(line.billed));
    if (of) repeats.push({ line, of });
    else kept.push(line);
  }
  if (repeats.length === 0 || owed === null) return { kept: lines, repeats: [] };
  const whole = sum(lines.map((line) => line.billed)).minus(owed);
  const without = sum(kept.map((line) => line.billed)).minus(owed);
  return without.abs().lessThan(whole.abs()) ? { kept, repeats } : { kept: lines, repeats: [] };
}
