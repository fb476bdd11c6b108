import { billTotal } from '../../freight/bill.ts';
import type { InvoiceKind } from '../../freight/codes.ts';
import { normaliseReference, strongReferences } from '../../freight/references.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { DossierBill, PostedDocument, RivalBill } from '../dossier.ts';
import { sameCarrier } from '../match/candidates.ts';
import { orderBills } from '../match/bill-order.ts';
import { carrierOf, type GateQuestion } from './governing.ts';

/** A bill of this dossier, or one of another found under its numbers. */
export type Billed = DossierBill | RivalBill;

/** Another bill that may be the same as the one under audit. */
export interface Rival {
  billed: Billed;
  /** It stands before the bill under audit. */
  first: boolean;
  /** So it does by content, whatever was sent. */
  earlier: boolean;
}

/** Kinds that speak of an earlier bill by their nature: the same number or PRO again is what they are for. */
const correcting: readonly InvoiceKind[] = [
  'CORRECTED',
  'REBILL',
  'SUPPLEMENTAL',
  'BALANCE_DUE',
  'ADJUSTMENT',
  'CREDIT',
  'CANCELLATION',
  'REBUTTAL',
];

const sentStates: readonly PostedDocument['state'][] = ['SENDING', 'ACKNOWLEDGED', 'UNKNOWN', 'REFUSED'];

const isOfDossier = (billed: Billed): billed is DossierBill => 'postings' in billed;

/** A bill that asks for freight as if no other did: no kind that speaks of an earlier one. */
export function speaksForItself(billed: Billed): boolean {
  return !correcting.includes(billed.invoice.kind);
}

/** The currency a bill asks in; null: nobody says. */
export function currencyAsked(billed: Billed): string | null {
  return isOfDossier(billed) ? currencyOf(billed) : (billed.invoice.currency ?? null);
}

/** Its invoice number, for comparing; one without a letter or digit as it is written. */
export function invoiceNumberOf({ invoice }: Billed): string {
  return normaliseReference(invoice.invoiceNumber) || invoice.invoiceNumber.trim();
}

const billNumberOf = ({ bill }: Billed) => normaliseReference(bill.billNumber ?? '');

/** Its freight bill number and PROs as they are written. */
export function prosOf({ bill }: Billed): string[] {
  const named = (bill.references ?? []).filter((reference) => reference.type === 'PRO');
  return [bill.billNumber ?? '', ...named.map((each) => each.value)].filter((pro) => normaliseReference(pro) !== '');
}

/** Same invoice number and same freight bill number. */
export function sameNumbers(a: Billed, b: Billed): boolean {
  return invoiceNumberOf(a) === invoiceNumberOf(b) && billNumberOf(a) === billNumberOf(b);
}

/** One currency, one amount. */
export function sameAmount(a: Billed, b: Billed): boolean {
  const [ofA, ofB] = [currencyAsked(a), currencyAsked(b)];
  return ofA === ofB && billTotal(a.bill, ofA).equals(billTotal(b.bill, ofB));
}

/** One of the PROs of both is the same. */
export function samePro(a: Billed, b: Billed): boolean {
  const theirs = new Set(prosOf(b).map(normaliseReference));
  return prosOf(a).some((pro) => theirs.has(normaliseReference(pro)));
}

/** Not two bills of one document. */
export function isAnotherDocument(a: Billed, b: Billed): boolean {
  return a.invoice.source !== b.invoice.source || a.invoice.documentId !== b.invoice.documentId;
}

/** Strong references but the PRO, which the bills are compared by already: of both bills, type by type. */
function referencesOfBoth(a: Billed, b: Billed): [string[], string[]][] {
  const valuesOf = ({ bill }: Billed, type: string) =>
    (bill.references ?? []).filter((own) => own.type === type).map(({ value }) => normaliseReference(value));
  return strongReferences
    .filter((type) => type !== 'PRO')
    .map((type): [string[], string[]] => [valuesOf(a, type), valuesOf(b, type)])
    .filter(([mine, theirs]) => mine.length > 0 && theirs.length > 0);
}

/** True when both name a movement by the same BOL or the like. */
export function oneMovement(a: Billed, b: Billed): boolean {
  return referencesOfBoth(a, b).some(([mine, theirs]) => mine.some((value) => theirs.includes(value)));
}

/** True when both name a movement by a BOL or the like, and none of these are the same. */
export function otherMovement(a: Billed, b: Billed): boolean {
  return referencesOfBoth(a, b).length > 0 && !oneMovement(a, b);
}

function billerOf(billed: Billed): string {
  return (isOfDossier(billed) ? carrierOf(billed) : billed.invoice.carrier) ?? '';
}

/** Something of it was handed to the ERP, or may have been. */
export function isSent(billed: Billed): boolean {
  if (!isOfDossier(billed)) return billed.sent;
  return billed.postings.some((posting) => posting.claimed || sentStates.includes(posting.state));
}

/** Other bills of the carrier in the order by content: the first stands; before it, one whose posting was sent. */
export function rivalsOf({ dossier, bill, order }: GateQuestion): Rival[] {
  const carrier = carrierOf(bill);
  const alone = order.length === 1 && dossier.rivals.length === 0;
  if (carrier === null || alone) return [];
  const all = orderBills<Billed>([...order, ...dossier.rivals]);
  const place = all.indexOf(bill);
  const sent = isSent(bill);
  return all
    .map((billed, index) => ({
      billed,
      first: isSent(billed) === sent ? index < place : isSent(billed),
      earlier: index < place,
    }))
    .filter(({ billed }) => billed !== bill)
    .filter(({ billed }) => sameCarrier(billerOf(billed), carrier, dossier.carriers));
}

/** A bill as people name it: `invoice INV-88120 of 2026-03-06, PRO 123456789`. */
export function billWords({ invoice, bill }: Billed): string {
  const pro = bill.billNumber ?? null;
  return `invoice ${invoice.invoiceNumber} of ${invoice.invoiceDate}${pro === null ? '' : `, PRO ${pro}`}`;
}

/** With a capital, to begin a sentence. */
export function sentenceStart(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
