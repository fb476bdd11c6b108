import type { FreightBill } from '../../freight/bill.ts';
import { normaliseReference } from '../../freight/references.ts';
import type { InvoiceHead } from '../dossier.ts';

/**
 * The keys under which a bill and its rivals find one another: by invoice number and by freight bill number (billNumber
 * or PRO), numbers normalised with leading zeros kept. A bill whose carrier is not known has keys without a carrier:
 * `dup:ABCD:INV88120`, `dup:ABCD:PRO:123456789`, `dup::INV88120`.
 */
export function duplicateKeys(invoice: InvoiceHead, bill: FreightBill): string[] {
  const carrier = invoice.carrier ?? '';
  const numbers = [bill.billNumber ?? '', ...(bill.references ?? []).filter(isPro).map((reference) => reference.value)];
  const keys = [`dup:${carrier}:${normaliseReference(invoice.invoiceNumber)}`];
  for (const number of numbers.map(normaliseReference)) if (number !== '') keys.push(`dup:${carrier}:PRO:${number}`);
  return [...new Set(keys)];
}

function isPro(reference: { type: string }): boolean {
  return reference.type === 'PRO';
}
