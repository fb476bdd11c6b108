import type { FreightBill } from '../../freight/bill.ts';
import type { InvoiceKind } from '../../freight/codes.ts';
import { normaliseReference } from '../../freight/references.ts';
import type { InvoiceHead } from '../dossier.ts';
import { bareNumber } from './near-numbers.ts';

/** Documents that repeat a bill to say something of it: they are looked up by its numbers too. */
const aboutAnother: readonly InvoiceKind[] = ['PAST_DUE', 'REBUTTAL'];

/** A number, and where something was added to it the bare one. */
function spellings(value: string): string[] {
  return [...new Set([normaliseReference(value), bareNumber(value)])].filter((number) => number !== '');
}

/**
 * The keys under which a bill and its rivals find one another: by invoice number and by freight bill number (billNumber
 * or PRO), numbers normalised with leading zeros kept; a number with leading zeros or letters added also under the bare
 * one. A bill whose carrier is not known has keys without a carrier. The company billed and the date are no part of them:
 * `dup:ABCD:INV88120`, `dup:ABCD:PRO:123456789`, `dup::INV88120`.
 */
export function duplicateKeys(invoice: InvoiceHead, bill: FreightBill): string[] {
  const carrier = invoice.carrier ?? '';
  const about = aboutAnother.includes(invoice.kind) ? invoice.corrects : null;
  const invoices = [invoice.invoiceNumber, about?.invoiceNumber ?? ''];
  const pros = (bill.references ?? []).filter(isPro).map((reference) => reference.value);
  const numbers = [bill.billNumber ?? '', about?.billNumber ?? '', ...pros];
  return [
    ...new Set([
      ...invoices.flatMap(spellings).map((number) => `dup:${carrier}:${number}`),
      ...numbers.flatMap(spellings).map((number) => `dup:${carrier}:PRO:${number}`),
    ]),
  ];
}

function isPro(reference: { type: string }): boolean {
  return reference.type === 'PRO';
}

/** The key under which payments of a carrier's invoice are found: `paid:ABCD:INV88120`. */
export function paymentKey(carrier: string, invoiceNumber: string): string {
  return `paid:${carrier}:${normaliseReference(invoiceNumber)}`;
}

/** The keys under which a bill looks for payments: a past-due notice asks whether what it duns was paid. */
export function paymentKeys(invoice: InvoiceHead): string[] {
  if (invoice.kind !== 'PAST_DUE' || !invoice.carrier) return [];
  const { carrier } = invoice;
  const numbers = [invoice.invoiceNumber, invoice.corrects?.invoiceNumber ?? ''].filter((number) => number !== '');
  return [...new Set(numbers.map((number) => paymentKey(carrier, number)))];
}
