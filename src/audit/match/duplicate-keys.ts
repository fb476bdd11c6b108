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

/** The end of a key that says: here is a bill whose invoice number alone may make it the same as another. */
const openEnd = ':OPEN';

/**
 * The keys by which a bill and its rivals find one another, those it holds: by invoice number and by freight bill number
 * (billNumber or PRO), numbers normalised with leading zeros kept; a number with leading zeros or letters added also under
 * the bare one. A bill whose carrier is not known has keys without a carrier. The company billed and the date are no part of
 * them: `dup:ABCD:INV88120`, `dup:ABCD:PRO:123456789`, `dup::INV88120`.
 *
 * Two bills that both have a freight bill number are the same by that or not at all: of the thousands in a summary invoice
 * none looks at the others. One without it, or that speaks of another, may be any of its invoice, and holds the further key
 * `dup:ABCD:INV88120:OPEN` under which all of them find it (`rivalKey`).
 */
export function duplicateKeys(invoice: InvoiceHead, bill: FreightBill): string[] {
  const head = `dup:${invoice.carrier ?? ''}:`;
  const isAbout = aboutAnother.includes(invoice.kind);
  const about = isAbout ? invoice.corrects : null;
  const invoices = [invoice.invoiceNumber, about?.invoiceNumber ?? ''].flatMap(spellings);
  const ends = isAbout || isBlank(bill.billNumber) ? ['', openEnd] : [''];
  const numbers = [...numbersOf(bill), about?.billNumber ?? ''].flatMap(spellings);
  return [
    ...new Set([
      ...ends.flatMap((end) => invoices.map((number) => `${head}${number}${end}`)),
      ...numbers.map((number) => `${head}PRO:${number}`),
    ]),
  ];
}

const isBlank = (number: string | null | undefined) => normaliseReference(number ?? '') === '';

/** The freight bill number and the PROs a bill names. */
function numbersOf({ billNumber, references }: FreightBill): string[] {
  const pros = (references ?? []).filter(({ type }) => type === 'PRO').map(({ value }) => value);
  return [billNumber ?? '', ...pros];
}

/**
 * The key under which the rivals of a bill that holds `key` are found: by a freight bill number the same; by an invoice
 * number alone only where one of the two is open.
 */
export function rivalKey(key: string): string {
  if (/^dup:.*:PRO:/.test(key)) return key;
  return key.endsWith(openEnd) ? key.slice(0, -openEnd.length) : `${key}${openEnd}`;
}

/** True for the keys of two bills that find one another. */
export function areRivals(keys: readonly string[], others: ReadonlySet<string>): boolean {
  return keys.some((key) => others.has(rivalKey(key)));
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
