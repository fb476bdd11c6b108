import { billTotal } from '../../freight/bill.ts';
import type { Payment } from '../../freight/bill.ts';
import { standingPayments } from '../../freight/paid.ts';
import { amountText, decimal, greatest, sum } from '../../freight/money.ts';
import type { Dossier } from '../dossier.ts';
import type { Gate } from '../judged.ts';
import { sameCarrier } from '../match/candidates.ts';
import { names } from '../match/bill-order.ts';
import { normaliseReference } from '../../freight/references.ts';
import type { GateQuestion } from './governing.ts';
import { type Billed, billWords, currencyAsked, rivalsOf, sameAmount, sameNumbers, samePro } from './rivals.ts';

/** The bill a notice is about: the one it names, else that of its numbers, else that of its PRO and amount. */
function subjectOf(notice: Billed, others: readonly Billed[]): Billed | null {
  return (
    others.find((other) => names(notice, other)) ??
    others.find((other) => sameNumbers(other, notice)) ??
    others.find((other) => samePro(other, notice) && sameAmount(other, notice)) ??
    null
  );
}

/**
 * D-13: a past-due notice is no further bill. One of a bill that was paid in full is denied and answered with the payment;
 * one of a bill still on its way, or paid in part, goes to a person. Without the bill it duns, it is taken for the bill.
 */
export function pastDue(question: GateQuestion): Gate | null {
  const { bill } = question;
  if (bill.invoice.kind !== 'PAST_DUE') return null;
  const before = rivalsOf(question).filter(({ first, earlier }) => first && earlier);
  const bills = before.map(({ billed }) => billed).filter(({ invoice }) => invoice.kind !== 'PAST_DUE');
  const of = subjectOf(bill, bills);
  if (of === null) return null;
  const dunned = `This is a past-due notice of ${billWords(of)}`;
  const payments = paymentsOf(question, of);
  if (payments.length === 0)
    return { check: 'D-13', code: 'DUP_PROBABLE', outcome: 'HOLD', sentence: `${dunned}, which is audited by itself.` };
  const paid = sum(payments.map(({ amount }) => decimal(amount)));
  const answer = payments.map(paymentWords).join('; ');
  const asked = greatest(totalOf(of), totalOf(bill));
  if (paid.greaterThanOrEqualTo(asked))
    return { check: 'D-13', code: 'DUP_EXACT', outcome: 'DENY', sentence: `${dunned}, which was paid: ${answer}.` };
  const sentence = `${dunned}, of which a part was paid: ${answer}.`;
  return { check: 'D-13', code: 'DUP_PROBABLE', outcome: 'HOLD', sentence, amount: asked.minus(paid) };
}

const totalOf = (billed: Billed) => billTotal(billed.bill, currencyAsked(billed));

/** Payments of a bill in its currency, oldest first: by its postings, or by the number of its invoice. */
function paymentsOf({ dossier }: GateQuestion, of: Billed): Payment[] {
  const currency = currencyAsked(of);
  return standingPayments((dossier.payments ?? []).map(({ body }) => body))
    .filter((payment) => pays(payment, of, dossier) && (!payment.currency || payment.currency === currency))
    .sort((a, b) => (`${a.date} ${a.paymentId}` < `${b.date} ${b.paymentId}` ? -1 : 1));
}

function pays({ posting, invoiceNumber, carrier }: Payment, of: Billed, { carriers }: Dossier): boolean {
  if (posting && 'postings' in of) return of.postings.some(({ postingId }) => postingId === posting);
  if (carrier && !sameCarrier(carrier, of.invoice.carrier ?? '', carriers)) return false;
  return !invoiceNumber || normaliseReference(invoiceNumber) === normaliseReference(of.invoice.invoiceNumber);
}

function paymentWords({ paymentId, date, amount, currency, instrument }: Payment): string {
  const money = `${amountText(decimal(amount), currency ?? null)}${currency ? ` ${currency}` : ''}`;
  return `${money} on ${date}${instrument ? ` by ${instrument}` : ''}, payment ${paymentId}`;
}

/**
 * D-14: a rebuttal asks for no more than the bill it stands up for: it is denied, and goes with that bill as the carrier's
 * answer. Of a bill we do not have it is held.
 */
export function rebuttal(question: GateQuestion): Gate | null {
  const { bill } = question;
  if (bill.invoice.kind !== 'REBUTTAL') return null;
  const others = rivalsOf(question).map(({ billed }) => billed);
  const of = subjectOf(
    bill,
    others.filter(({ invoice }) => invoice.kind !== 'REBUTTAL'),
  );
  if (of === null) {
    const sentence = 'It answers the refusal of a bill that we do not have.';
    return { check: 'D-14', code: 'DUP_PROBABLE', outcome: 'HOLD', sentence };
  }
  const sentence = `It answers the refusal of ${billWords(of)}, and is weighed there.`;
  return { check: 'D-14', code: 'DUP_EXACT', outcome: 'DENY', sentence };
}

/** The rebuttals that stand up for a bill, in their order: the carrier's answer to what of it was refused. */
export function rebuttalsOf(question: GateQuestion): Billed[] {
  const { bill, order, dossier } = question;
  if (![...order, ...dossier.rivals].some(({ invoice }) => invoice.kind === 'REBUTTAL')) return [];
  if (bill.invoice.kind === 'REBUTTAL') return [];
  const all = rivalsOf(question).map(({ billed }) => billed);
  const answers = all.filter(({ invoice }) => invoice.kind === 'REBUTTAL');
  const others = [bill, ...all.filter(({ invoice }) => invoice.kind !== 'REBUTTAL')];
  return answers.filter((answer) => subjectOf(answer, others) === bill);
}
