import type { Receipt } from './intake.service.ts';

/** What became of a whole array or stream, next to what became of each. */
export interface Totals {
  accepted: number;
  duplicates: number;
  refused: number;
}

/** One item's outcome in the answer to an array or stream; a conflict counts as refused, though it is kept. */
export interface ItemResult extends Receipt {
  index: number;
}

/** No items counted yet. */
export function noTotals(): Totals {
  return { accepted: 0, duplicates: 0, refused: 0 };
}

/** Adds receipts to totals, and numbers them from `first`. */
export function count(totals: Totals, receipts: readonly Receipt[], first: number): ItemResult[] {
  for (const { status } of receipts) {
    if (status === 'ACCEPTED') totals.accepted += 1;
    else if (status === 'DUPLICATE') totals.duplicates += 1;
    else totals.refused += 1;
  }
  return receipts.map((receipt, position) => ({ index: first + position, ...receipt }));
}
