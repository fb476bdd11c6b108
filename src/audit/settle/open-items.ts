import { amountText, decimal, greatest, zero } from '../../freight/money.ts';
import type { PostingLine } from '../../freight/posting.ts';
import { lineKey } from '../money/line-money.ts';
import type { OpenItemDraft, Report } from '../report.ts';

/**
 * What is open with the carrier after settling: what is withheld and claimed, and what a HELD posting keeps back. An
 * amount that was paid and is to be taken back is one item, the held one, not a withheld one besides. `heldLines`: lines
 * of the case's HELD postings.
 */
export function openItems(report: Report, heldLines: readonly PostingLine[]): OpenItemDraft[] {
  const held = new Map<string, OpenItemDraft>();
  for (const { line, charge, stop = null, amount } of heldLines) {
    const key = lineKey({ line, charge, stop });
    const before = held.get(key)?.amount ?? '0';
    const total = amountText(decimal(before).plus(decimal(amount)), report.currency);
    held.set(key, { kind: 'HELD_POSTING', line, charge, stop, amount: total });
  }
  const withheld = report.openItems.flatMap((item) => {
    const kept = held.get(lineKey(item));
    if (!kept || item.kind !== 'WITHHELD') return [item];
    const rest = greatest(zero, decimal(item.amount).plus(decimal(kept.amount)));
    return rest.isZero() ? [] : [{ ...item, amount: amountText(rest, report.currency) }];
  });
  return [...withheld, ...held.values()];
}
