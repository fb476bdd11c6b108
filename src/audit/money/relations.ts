import { billTotal } from '../../freight/bill.ts';
import type { InvoiceKind } from '../../freight/codes.ts';
import { concerns, nameTheSame } from '../match/bill-order.ts';
import type { DossierBill } from '../dossier.ts';
import type { Gate } from '../judged.ts';

/** A bill with the gates that did not open for it. */
export interface GatedBill {
  bill: DossierBill;
  gates: Gate[];
}

const corrections: readonly InvoiceKind[] = ['CORRECTED', 'REBILL'];
const wholeBills: readonly InvoiceKind[] = ['ORIGINAL', 'CORRECTED', 'REBILL'];

/** A bill that replaces an earlier one. */
export function isCorrection({ bill }: GatedBill): boolean {
  return corrections.includes(bill.invoice.kind);
}

/** The check of a bill that takes the place of another, by its kind; null: it takes none. */
export function correctionCheck(kind: InvoiceKind): 'D-09' | 'D-10' | null {
  if (kind === 'REBILL') return 'D-10';
  return kind === 'CORRECTED' ? 'D-09' : null;
}

/** The check of a document by which the carrier gives back. */
export function creditCheck(kind: InvoiceKind): 'D-15' | 'D-16' {
  return kind === 'CANCELLATION' ? 'D-15' : 'D-16';
}

/** A document by which the carrier gives back: a credit, a cancellation, an adjustment below zero. */
export function givesBack({ invoice, bill }: DossierBill): boolean {
  if (invoice.kind !== 'ADJUSTMENT') return invoice.kind === 'CREDIT' || invoice.kind === 'CANCELLATION';
  const total = billTotal(bill, invoice.currency ?? null);
  return total.isNegative() && !total.isZero();
}

/** A bill by which the carrier gives back. */
export function isCredit({ bill }: GatedBill): boolean {
  return givesBack(bill);
}

/** A bill that asks for more on top of earlier ones, by its nature a difference. */
export function isBalance({ bill }: GatedBill): boolean {
  const { kind } = bill.invoice;
  return kind === 'BALANCE_DUE' || (kind === 'ADJUSTMENT' && !givesBack(bill));
}

/** A bill that no gate stopped. */
export function takesPart({ gates }: GatedBill): boolean {
  return gates.length === 0;
}

function namesItsTarget({ bill }: GatedBill): boolean {
  return Boolean(bill.invoice.corrects?.invoiceNumber ?? bill.invoice.corrects?.billNumber);
}

/** The earlier bills a correction speaks of: those it names; naming none, those of its number; else all whole bills. */
function spokenOf<B extends GatedBill>(correction: B, earlier: readonly B[]): B[] {
  const possible = earlier.filter((other) => !isCredit(other) && !isBalance(other));
  const named = possible.filter((other) => concerns(correction.bill, other.bill));
  if (namesItsTarget(correction)) return named;
  const whole = (list: readonly B[]) => list.filter((other) => wholeBills.includes(other.bill.invoice.kind));
  const ofItsNumber = whole(named);
  return ofItsNumber.length > 0 ? ofItsNumber : whole(possible);
}

/**
 * For each correction (CORRECTED, REBILL) that takes part: the earlier bills it replaces, those that they replaced
 * included. A correction of a correction takes back what both were allowed; so does a second correction of one bill, even
 * while that bill has not come.
 */
export function replacedBy<B extends GatedBill>(order: readonly B[]): Map<B, ReadonlySet<B>> {
  const replaced = new Map<B, ReadonlySet<B>>();
  for (const [place, bill] of order.entries()) {
    if (!isCorrection(bill) || !takesPart(bill)) continue;
    const direct = spokenOf(bill, order.slice(0, place));
    const all = new Set(direct.flatMap((other) => [other, ...(replaced.get(other) ?? [])]));
    const together = order.slice(0, place).filter((other) => {
      if (isCorrection(other) && takesPart(other) && nameTheSame(bill.bill, other.bill)) return true;
      return [...(replaced.get(other) ?? [])].some((old) => all.has(old));
    });
    for (const other of together) all.add(other);
    if (all.size > 0) replaced.set(bill, all);
  }
  return replaced;
}
