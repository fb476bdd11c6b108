import { amountText, decimal, sum } from '../../freight/money.ts';
import { entryOf } from '../../freight/entry.ts';
import type { JudgedBill, LineMoney } from './line-money.ts';
import { towardsZero } from './table.ts';

/**
 * The engine is an actor with its own limit (policy, by currency; none: no limit). Where more of a bill would be approved,
 * what nobody has decided and was not posted yet waits for a person; lines that approve nothing stay as they are.
 *
 * @returns what is to be said of the bill's lines; null within the limit
 */
export function holdOverLimit({ bill, currency }: JudgedBill, lines: readonly LineMoney[]): string | null {
  const limit = currency === null ? undefined : entryOf(bill.policy.engineLimit, currency);
  if (limit === undefined) return null;
  const approved = sum(lines.map((line) => line.parts.approved));
  if (approved.lessThanOrEqualTo(decimal(limit))) return null;
  const waiting = lines.filter((line) => line.decision === null && waits(line));
  if (waiting.length === 0) return null;
  for (const line of waiting) {
    const { parts, judgement, posted } = line;
    const kept = towardsZero(parts.approved, posted);
    parts.pending = parts.pending.plus(parts.approved).minus(kept);
    parts.approved = kept;
    if (judgement.outcome === 'APPROVE')
      line.judgement = { ...judgement, outcome: 'REVIEW', reason: judgement.reason ?? 'APPROVAL_LIMIT' };
  }
  const most = amountText(decimal(limit), currency);
  return `Above ${most} ${currency ?? ''} a person approves the bill.`;
}

/** Something of it would be approved that is not posted yet. */
function waits({ parts, posted, judgement }: LineMoney): boolean {
  if (!['APPROVE', 'SHORT_PAY', 'DISPUTE'].includes(judgement.outcome)) return false;
  return !towardsZero(parts.approved, posted).equals(parts.approved);
}
