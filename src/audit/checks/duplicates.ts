import type { InvoiceKind } from '../../freight/codes.ts';
import { billTotal } from '../../freight/bill.ts';
import { normaliseReference } from '../../freight/references.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { DossierBill, PostedDocument, RivalBill } from '../dossier.ts';
import type { Gate } from '../judged.ts';
import { sameCarrier } from '../match/candidates.ts';
import { orderBills } from '../match/bill-order.ts';
import { carrierOf, type GateQuestion } from './governing.ts';

type Billed = DossierBill | RivalBill;

const isOfDossier = (billed: Billed): billed is DossierBill => 'postings' in billed;

/** Another bill with what is compared of it. */
interface Rival {
  billed: Billed;
  /** It stands before the bill under audit. */
  first: boolean;
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

function currency(billed: Billed): string | null {
  return isOfDossier(billed) ? currencyOf(billed) : (billed.invoice.currency ?? null);
}

const number = ({ invoice }: Billed) => normaliseReference(invoice.invoiceNumber);
const billNumber = ({ bill }: Billed) => normaliseReference(bill.billNumber ?? '');

function pros({ bill }: Billed): Set<string> {
  const named = (bill.references ?? []).filter((reference) => reference.type === 'PRO');
  return new Set([bill.billNumber ?? '', ...named.map((each) => each.value)].map(normaliseReference).filter(Boolean));
}

const sameNumbers = (a: Billed, b: Billed) => number(a) === number(b) && billNumber(a) === billNumber(b);
const sameAmount = (a: Billed, b: Billed) => {
  const [ofA, ofB] = [currency(a), currency(b)];
  return ofA === ofB && billTotal(a.bill, ofA).equals(billTotal(b.bill, ofB));
};
const samePro = (a: Billed, b: Billed) => [...pros(a)].some((pro) => pros(b).has(pro));
const isAnotherDocument = (a: Billed, b: Billed) =>
  a.invoice.source !== b.invoice.source || a.invoice.documentId !== b.invoice.documentId;
const repeatsNothing = (billed: Billed) => !correcting.includes(billed.invoice.kind);

function billerOf(billed: Billed): string {
  return (isOfDossier(billed) ? carrierOf(billed) : billed.invoice.carrier) ?? '';
}

function isSent(billed: Billed): boolean {
  if (!isOfDossier(billed)) return billed.sent;
  return billed.postings.some((posting) => posting.claimed || sentStates.includes(posting.state));
}

/** Other documents of the carrier in the order by content: the first stands; before it, one whose posting was sent. */
function rivalsOf({ dossier, bill, order }: GateQuestion): Rival[] {
  const carrier = carrierOf(bill);
  if (carrier === null) return [];
  const all = orderBills<Billed>([...order, ...dossier.rivals]);
  const place = all.indexOf(bill);
  const sent = isSent(bill);
  return all
    .map((billed, index) => ({ billed, first: isSent(billed) === sent ? index < place : isSent(billed) }))
    .filter(({ billed }) => billed !== bill && isAnotherDocument(billed, bill))
    .filter(({ billed }) => sameCarrier(billerOf(billed), carrier, dossier.carriers));
}

function nameOf({ invoice, bill }: Billed): string {
  const pro = bill.billNumber ?? null;
  return `invoice ${invoice.invoiceNumber} of ${invoice.invoiceDate}${pro === null ? '' : `, PRO ${pro}`}`;
}

/** D-01, D-02, D-03, D-13: the bill repeats one that stands before it, exactly or probably. */
export function notRepeated(question: GateQuestion): Gate | null {
  const { bill } = question;
  const rivals = rivalsOf(question);
  const before = rivals.filter((rival) => rival.first).map((rival) => rival.billed);
  const exact = before.find(
    (other) => other.invoice.kind === bill.invoice.kind && sameNumbers(other, bill) && sameAmount(other, bill),
  );
  if (exact)
    return { check: 'D-01', code: 'DUP_EXACT', outcome: 'DENY', sentence: `We have this bill as ${nameOf(exact)}.` };
  return probable(bill, before) ?? pastDue(bill, rivals);
}

function held(check: string, sentence: string): Gate {
  return { check, code: 'DUP_PROBABLE', outcome: 'HOLD', sentence };
}

function probable(bill: DossierBill, before: Billed[]): Gate | null {
  if (!repeatsNothing(bill) || bill.invoice.kind === 'PAST_DUE') return null;
  const others = before.filter(repeatsNothing);
  const otherAmount = others.find((other) => sameNumbers(other, bill) && !sameAmount(other, bill));
  if (otherAmount)
    return held(
      'D-02',
      `${capital(nameOf(otherAmount))} has the same numbers and another amount, and this is no correction.`,
    );
  const otherNumber = others.find(
    (other) => number(other) !== number(bill) && samePro(other, bill) && sameAmount(other, bill),
  );
  if (otherNumber) return held('D-03', `${capital(nameOf(otherNumber))} has the same PRO and the same amount.`);
  return null;
}

function pastDue(bill: DossierBill, rivals: Rival[]): Gate | null {
  if (bill.invoice.kind !== 'PAST_DUE') return null;
  const of = rivals.find(({ billed }) => billed.invoice.kind !== 'PAST_DUE' && sameNumbers(billed, bill));
  return of ? held('D-13', `This is a past-due notice for ${nameOf(of.billed)}, which is audited by itself.`) : null;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
