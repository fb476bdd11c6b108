import { amountText, sum } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import { addToDate } from '../../freight/time.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { TermsInForce } from '../expected.ts';
import type { Finding } from '../report.ts';

/** Where no contract says otherwise: 49 USC 13710(a)(3)(B), from the receipt of the bill. */
export const usualDisputeDays = 180;

/** How many days after receipt somebody is told that a bill must be contested soon: 150 of 180, 25 of 30. */
export function contestAlarmDays({ disputeDays }: Pick<TermsInForce['limits'], 'disputeDays'>): number {
  return Math.floor((disputeDays * 5) / 6);
}

/**
 * L-04, or L-10 where the contract has a window of its own: most of the time to contest is over, and nobody has said yet
 * what becomes of a part of the bill. It moves no money; whoever reads it may dispute by way of precaution.
 *
 * @param pending what waits, line by line
 */
export function contestFindings(
  { disputeDays }: Pick<TermsInForce['limits'], 'disputeDays'>,
  pending: readonly Decimal[],
  { from, currency }: { from: LocalDate; currency: string | null },
): Finding[] {
  const open = sum(pending.map((amount) => amount.abs()));
  if (open.isZero()) return [];
  const amount = amountText(open, currency);
  const last = addToDate(from, { days: disputeDays });
  const sentence =
    `${amount} is undecided still, and what is not contested by ${last} (${disputeDays} days after receipt) ` +
    'can no longer be contested.';
  const check = disputeDays === usualDisputeDays ? 'L-04' : 'L-10';
  return [{ check, code: 'FACT_MISSING', line: null, amount, severity: 'WARNING', sentence }];
}
