import type { BilledLine } from '../../src/freight/bill.ts';
import type { ChargeCode } from '../../src/freight/codes.ts';
import { align } from '../../src/audit/align/align.ts';
import { billLines } from '../../src/audit/align/bill-lines.ts';
import type { ExpectedCharge, Rated } from '../../src/audit/expected.ts';
import { owed, ratedUnder } from './judged-bill.ts';
import { ltlBill } from './ltl-bills.ts';

/** What rating says when just these charges are owed; any other is not contracted. */
export function ratedAs(expected: ExpectedCharge[]): Rated {
  const unnamed = (charge: ChargeCode, stop: number | null) =>
    owed(charge, '0.00', { stop, reason: 'ACC_NOT_CONTRACTED' });
  return { ...ratedUnder(), expected, unnamed };
}

/** A line as a carrier bills it: charge, amount, stop. */
export type Billed = [charge: ChargeCode, amount: string, stop?: number];

/** Lines of a bill, numbered from 1. */
export function linesOf(amounts: Billed[]): BilledLine[] {
  return amounts.map(([charge, amount, stop], place) => ({ line: place + 1, charge, amount, stop: stop ?? null }));
}

/**
 * Each line of a bill as `expected pass`, with what is peculiar about it. `before`: places of charges that another bill
 * has billed.
 */
export function aligned(amounts: Billed[], expected: ExpectedCharge[], before: number[] = []): string[] {
  const { lines } = billLines(ltlBill({ lines: linesOf(amounts) }));
  return align(lines, ratedAs(expected), { billedBefore: new Set(before) }).lines.map((line) =>
    [line.expected?.toFixed(2) ?? 'unknown', line.pass, line.duplicateOf, line.ambiguous ? 'ambiguous' : null]
      .filter((each) => each !== null)
      .join(' '),
  );
}
