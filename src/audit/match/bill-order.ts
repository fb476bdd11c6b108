import { billTotal } from '../../freight/bill.ts';
import type { CarrierInvoice, FreightBill } from '../../freight/bill.ts';
import type { InvoiceKind } from '../../freight/codes.ts';
import { sameReference } from '../../freight/references.ts';

/** A bill with the head of the document it came in: one of the dossier, or a rival of another. */
export interface OrderedBill {
  invoice: Omit<CarrierInvoice, 'bills'>;
  bill: FreightBill;
}

/** Credits and cancellations before the corrections that replace what they took away. */
const kindOrder: Record<InvoiceKind, number> = {
  ORIGINAL: 0,
  SUPPLEMENTAL: 1,
  CREDIT: 2,
  CANCELLATION: 3,
  CORRECTED: 4,
  REBILL: 5,
  BALANCE_DUE: 6,
  ADJUSTMENT: 7,
  PAST_DUE: 8,
  REBUTTAL: 9,
};

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sortKeys({ invoice, bill }: OrderedBill): (string | number)[] {
  return [
    invoice.kind === 'ORIGINAL' ? 0 : 1,
    invoice.invoiceDate,
    kindOrder[invoice.kind],
    invoice.invoiceNumber,
    bill.billNumber ?? '',
    invoice.source,
    invoice.documentId,
    bill.bill,
  ];
}

function byContent(a: OrderedBill, b: OrderedBill): number {
  const theirs = sortKeys(b);
  for (const [position, mine] of sortKeys(a).entries()) {
    const order = compare(mine, theirs[position] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function sameNumber(a: string | null | undefined, b: string | null | undefined): boolean {
  return typeof a === 'string' && typeof b === 'string' && sameReference(a, b);
}

/** True when `later` says it corrects `earlier`: by invoice number, bill number or both, whichever it names. */
export function names(later: OrderedBill, earlier: OrderedBill): boolean {
  const target = later.invoice.corrects;
  if (!target || (!target.invoiceNumber && !target.billNumber)) return false;
  const invoiceFits = !target.invoiceNumber || sameNumber(target.invoiceNumber, earlier.invoice.invoiceNumber);
  const billFits = !target.billNumber || sameNumber(target.billNumber, earlier.bill.billNumber);
  return invoiceFits && billFits;
}

/** True when both name the same bill as the one they correct, whether or not it has come. */
export function nameTheSame(one: OrderedBill, other: OrderedBill): boolean {
  const numbers = (['invoiceNumber', 'billNumber'] as const).map((field) => [
    one.invoice.corrects?.[field],
    other.invoice.corrects?.[field],
  ]);
  const named = numbers.filter(([a, b]) => a && b);
  return named.length > 0 && named.every(([a, b]) => sameNumber(a, b));
}

/** True when `later` concerns `earlier`: it names it, or names nothing and carries the same freight bill or invoice number. */
export function concerns(later: OrderedBill, earlier: OrderedBill): boolean {
  const target = later.invoice.corrects;
  if (target?.invoiceNumber || target?.billNumber) return names(later, earlier);
  if (later.bill.billNumber && earlier.bill.billNumber)
    return sameNumber(later.bill.billNumber, earlier.bill.billNumber);
  return sameNumber(later.invoice.invoiceNumber, earlier.invoice.invoiceNumber);
}

function isWholeCredit(credit: OrderedBill, of: OrderedBill): boolean {
  if (credit.invoice.kind === 'CANCELLATION') return true;
  const currency = credit.invoice.currency ?? of.invoice.currency ?? null;
  return billTotal(credit.bill, currency).negated().equals(billTotal(of.bill, currency));
}

/** True when `credit` takes away a whole bill that `rebill` bills again: it belongs before it whatever the dates. */
function makesRoomFor(credit: OrderedBill, rebill: OrderedBill, all: readonly OrderedBill[]): boolean {
  if (credit.invoice.kind !== 'CREDIT' && credit.invoice.kind !== 'CANCELLATION') return false;
  return all.some(
    (bill) =>
      bill !== credit &&
      bill !== rebill &&
      kindOrder[bill.invoice.kind] !== kindOrder.CREDIT &&
      kindOrder[bill.invoice.kind] !== kindOrder.CANCELLATION &&
      concerns(rebill, bill) &&
      concerns(credit, bill) &&
      isWholeCredit(credit, bill),
  );
}

/**
 * The bills of a shipment, or rival duplicates, in the order they are judged in: by their content, never by arrival.
 * ORIGINAL first, then invoice date, then kind (credits before corrections), then numbers, source, document and bill;
 * a credit of a bill's whole amount counts as its CANCELLATION and comes before its REBILL whatever the dates.
 */
export function orderBills<B extends OrderedBill>(bills: readonly B[]): B[] {
  const ordered = [...bills].sort(byContent);
  for (const rebill of ordered.filter((bill) => bill.invoice.kind === 'REBILL')) {
    const place = ordered.indexOf(rebill);
    const late = ordered.slice(place + 1).filter((bill) => makesRoomFor(bill, rebill, bills));
    for (const credit of late) ordered.splice(ordered.indexOf(credit), 1);
    ordered.splice(place, 0, ...late);
  }
  return ordered;
}
