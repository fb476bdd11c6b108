import { entityNamed, type GateQuestion } from './governing.ts';
import type { DossierBill } from '../dossier.ts';
import type { Gate } from '../judged.ts';
import { lookAlike } from '../match/near-numbers.ts';
import {
  type Billed,
  billWords,
  invoiceNumberOf,
  isAnotherDocument,
  oneMovement,
  otherMovement,
  prosOf,
  rivalsOf,
  sameAmount,
  sameNumbers,
  samePro,
  sentenceStart,
  speaksForItself,
} from './rivals.ts';

/** D-01, D-02, D-03, D-05, D-07, D-08: the bill repeats one that stands before it, exactly or probably. */
export function notRepeated(question: GateQuestion): Gate | null {
  const before = rivalsOf(question)
    .filter((rival) => rival.first)
    .map((rival) => rival.billed);
  const others = before.filter((other) => isAnotherDocument(other, question.bill));
  return exact(question, others) ?? inOneDocument(question.bill, before) ?? probable(question.bill, others);
}

/** D-01; D-07 where the first was billed to another of our companies, or in another year. */
function exact(question: GateQuestion, others: readonly Billed[]): Gate | null {
  const { bill } = question;
  const first = others.find((other) => sameKind(other, bill) && sameNumbers(other, bill) && sameAmount(other, bill));
  if (!first) return null;
  const denied = { code: 'DUP_EXACT', outcome: 'DENY' } as const;
  const elsewhere = elsewhereWords(question, first);
  if (elsewhere === '') return { check: 'D-01', ...denied, sentence: `We have this bill as ${billWords(first)}.` };
  return { check: 'D-07', ...denied, sentence: `We have this bill as ${billWords(first)}, ${elsewhere}.` };
}

/** A past-due notice that was taken for the bill itself, and paid, is the bill. */
function sameKind(first: Billed, bill: Billed): boolean {
  const { kind } = first.invoice;
  return kind === bill.invoice.kind || (kind === 'PAST_DUE' && bill.invoice.kind === 'ORIGINAL');
}

function elsewhereWords({ dossier, bill }: GateQuestion, first: Billed): string {
  const [theirs, ours] = [first, bill].map(({ invoice }) => entityNamed(dossier, invoice.legalEntity ?? null));
  if (theirs && ours && theirs !== ours) return `billed to ${theirs}`;
  const [then, now] = [first, bill].map(({ invoice }) => invoice.invoiceDate.slice(0, 4));
  return then === now ? '' : `billed in ${then ?? ''}`;
}

/** D-08: one freight bill twice in a summary invoice. */
function inOneDocument(bill: DossierBill, before: readonly Billed[]): Gate | null {
  const first = before.find(
    (other) =>
      !isAnotherDocument(other, bill) && samePro(other, bill) && sameAmount(other, bill) && !otherMovement(other, bill),
  );
  if (!first) return null;
  const sentence = `Bill ${bill.bill.bill} of the document is its bill ${first.bill.bill} once more: PRO ${prosOf(bill)[0] ?? ''}.`;
  return { check: 'D-08', code: 'DUP_EXACT', outcome: 'DENY', sentence };
}

function held(check: string, sentence: string): Gate {
  return { check, code: 'DUP_PROBABLE', outcome: 'HOLD', sentence };
}

function probable(bill: DossierBill, before: readonly Billed[]): Gate | null {
  if (!speaksForItself(bill) || bill.invoice.kind === 'PAST_DUE') return null;
  const others = before.filter(speaksForItself);
  const otherAmount = others.find((other) => sameNumbers(other, bill) && !sameAmount(other, bill));
  if (otherAmount)
    return held(
      'D-02',
      `${sentenceStart(billWords(otherAmount))} has the same numbers and another amount, and this is no correction.`,
    );
  const ofTheAmount = others.filter((other) => sameAmount(other, bill));
  const otherNumber = ofTheAmount.find(
    (other) => invoiceNumberOf(other) !== invoiceNumberOf(bill) && samePro(other, bill),
  );
  if (otherNumber)
    return held('D-03', `${sentenceStart(billWords(otherNumber))} has the same PRO and the same amount.`);
  const alike = ofTheAmount.find((other) => sameDay(other, bill) && alikeNumbers(other, bill));
  if (!alike || otherMovement(alike, bill)) return null;
  return held('D-05', `${sentenceStart(billWords(alike))} has the same amount and day and almost the same number.`);
}

/** Both were picked up and delivered on one day, as far as they say; where they say nothing, they name one movement. */
function sameDay(a: Billed, b: Billed): boolean {
  const days = (['pickupDate', 'deliveryDate'] as const).map((day) => [a.bill[day], b.bill[day]]);
  const known = days.filter(([one, other]) => one && other);
  return known.length > 0 ? known.every(([one, other]) => one === other) : oneMovement(a, b);
}

/** One PRO looks like the other; where one of the bills has none, one invoice number like the other. */
function alikeNumbers(a: Billed, b: Billed): boolean {
  const [mine, theirs] = [prosOf(a), prosOf(b)];
  if (mine.some((pro) => theirs.some((other) => lookAlike(pro, other)))) return true;
  const mayBeOne = mine.length === 0 || theirs.length === 0;
  return mayBeOne && lookAlike(a.invoice.invoiceNumber, b.invoice.invoiceNumber);
}
