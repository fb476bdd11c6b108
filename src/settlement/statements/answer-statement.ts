import { amountText, type Decimal, decimal, sum, zero } from '../../freight/money.ts';
import { standingPayments } from '../../freight/paid.ts';
import { normaliseReference } from '../../freight/references.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { RemittedInvoice, UnpaidPart } from '../remit/remittance.ts';
import type { StatementLine } from './read-statement.ts';

export const lineStatuses = [
  'UNKNOWN_CARRIER',
  'LISTED_TWICE',
  'NOT_RECEIVED',
  'OTHER_CURRENCY',
  'DUPLICATE',
  'CREDITED',
  'PAID',
  'POSTED',
  'APPROVED',
  'WITHHELD',
  'DENIED',
  'WAITING',
] as const;
export type LineStatus = (typeof lineStatuses)[number];

/** Why a carrier's open amount is not what we agree to owe. */
export const differenceReasons = [
  'UNKNOWN_CARRIER',
  'LISTED_TWICE',
  'NOT_RECEIVED',
  'OTHER_CURRENCY',
  'WITHHELD',
  'DENIED',
  'WAITING',
  'PAYMENT_NOT_CREDITED',
  'AMOUNT_DIFFERS',
] as const;
export type DifferenceReason = (typeof differenceReasons)[number];

/** The answer to one line: theirs = agreed + Σ differences. */
export interface LineAnswer extends StatementLine {
  status: LineStatus;
  sentence: string;
  /** Of their amount, what we agree is still to be paid: approved less paid. */
  agreed: string;
  differences: { reason: DifferenceReason; amount: string }[];
  /** How the invoice stands with us; null where we have none. */
  ours: Pick<
    RemittedInvoice,
    'billed' | 'approved' | 'withheld' | 'denied' | 'pending' | 'acknowledged' | 'payment' | 'unpaid' | 'currency'
  > | null;
  caseIds: string[];
  disputes: string[];
  documents: { documentNumber: string; postedOn: LocalDate | null; dueDate: LocalDate | null }[];
}

/** What both sides hold of one currency. */
export interface StatementBalance {
  currency: string | null;
  lines: number;
  theirs: string;
  agreed: string;
  differences: { reason: DifferenceReason; amount: string; lines: number }[];
}

/** The answer to a whole statement. */
export interface StatementAnswer {
  lines: LineAnswer[];
  balances: StatementBalance[];
}

/**
 * Answers each line of a carrier's statement, and says per currency on what both sides agree and what makes the rest.
 *
 * @param invoices what we have of this carrier under the numbers listed; null: we know no such carrier
 */
export function answerStatement(
  lines: readonly StatementLine[],
  invoices: readonly RemittedInvoice[] | null,
): StatementAnswer {
  const byNumber = new Map<string, RemittedInvoice[]>();
  for (const invoice of invoices ?? []) {
    const numbers = [invoice.invoiceNumber, ...invoice.bills.flatMap(({ billNumber }) => billNumber ?? [])];
    for (const number of new Set(numbers.map(normaliseReference)))
      byNumber.set(number, [...(byNumber.get(number) ?? []), invoice]);
  }
  const seen = new Map<string, number>();
  const answers = lines.map((line): LineAnswer => {
    if (invoices === null) return unanswered(line, 'UNKNOWN_CARRIER', 'We know no such carrier.');
    const found = invoiceOf(line, byNumber.get(normaliseReference(line.invoiceNumber)) ?? []);
    const key = `${normaliseReference(line.invoiceNumber)} ${line.currency ?? ''}`;
    const before = seen.get(key);
    seen.set(key, before ?? line.row);
    if (before !== undefined)
      return unanswered(line, 'LISTED_TWICE', `The statement lists it in row ${before} already.`);
    if (!found) return unanswered(line, 'NOT_RECEIVED', 'We have not received this invoice: please send it.');
    return answered(line, found);
  });
  return { lines: answers, balances: balancesOf(answers) };
}

/** Of several invoices of one number the one they mean: of that amount, else the first that is no duplicate. */
function invoiceOf(line: StatementLine, found: readonly RemittedInvoice[]): RemittedInvoice | undefined {
  const currency = found.filter((one) => line.currency === null || one.currency === line.currency);
  const own = currency.length > 0 ? currency : found;
  return (
    own.find((one) => decimal(one.billed).equals(decimal(line.amount)) && !isDuplicate(one)) ??
    own.find((one) => !isDuplicate(one)) ??
    own[0]
  );
}

function isDuplicate({ approved, pending, unpaid }: RemittedInvoice): boolean {
  const denied = unpaid.filter(({ what }) => what === 'DENIED');
  const nothingElse = decimal(approved).isZero() && decimal(pending).isZero();
  return nothingElse && denied.length > 0 && denied.every(({ reason }) => reason === 'DUP_EXACT');
}

function unanswered(line: StatementLine, reason: LineStatus & DifferenceReason, sentence: string): LineAnswer {
  const amount = amountText(decimal(line.amount), line.currency);
  const differences = decimal(amount).isZero() ? [] : [{ reason, amount }];
  const none = { ours: null, caseIds: [], disputes: [], documents: [] };
  return { ...line, amount, status: reason, sentence, agreed: amountText(zero, line.currency), differences, ...none };
}

function answered(line: StatementLine, invoice: RemittedInvoice): LineAnswer {
  const { billed, approved, withheld, denied, pending, acknowledged, payment, unpaid, currency, bills } = invoice;
  const documents = invoice.postings.flatMap(({ documentNumber, postedOn, dueDate }) =>
    documentNumber === null ? [] : [{ documentNumber, postedOn, dueDate }],
  );
  const ours = {
    ours: { billed, approved, withheld, denied, pending, acknowledged, payment, unpaid, currency },
    caseIds: bills.map(({ caseId }) => caseId),
    disputes: [...new Set(unpaid.flatMap(({ dispute }) => dispute ?? []))],
    documents,
  };
  if (line.currency !== null && currency !== line.currency)
    return {
      ...unanswered(line, 'OTHER_CURRENCY', `We have it in ${currency ?? 'no currency'}, billed at ${billed}.`),
      ...ours,
    };
  const agreed = decimal(approved).minus(decimal(payment.paid)).minus(decimal(invoice.discountTaken));
  const parts: [DifferenceReason, Decimal][] = [
    ['WITHHELD', decimal(withheld)],
    ['DENIED', decimal(denied)],
    ['WAITING', decimal(pending)],
  ];
  const told = decimal(amountText(decimal(line.amount), currency));
  const rest = told.minus(agreed).minus(sum(parts.map(([, amount]) => amount)));
  const isTheirDelay = !rest.isZero() && rest.equals(decimal(payment.paid).plus(decimal(invoice.discountTaken)));
  const all = [...parts, [isTheirDelay ? 'PAYMENT_NOT_CREDITED' : 'AMOUNT_DIFFERS', rest] as const];
  const amountDiffers = !rest.isZero() && !isTheirDelay;
  const sentence = `${sentenceOf(invoice)}${amountDiffers ? ` The statement says ${amountText(told, currency)}, we were billed ${billed}.` : ''}`;
  return {
    ...line,
    currency,
    amount: amountText(told, currency),
    status: statusOf(invoice),
    sentence,
    agreed: amountText(agreed, currency),
    differences: all.flatMap(([reason, amount]) =>
      amount.isZero() ? [] : [{ reason, amount: amountText(amount, currency) }],
    ),
    ...ours,
  };
}

/** The first that applies, as a carrier would ask: is it paid, will it be, and if not why. */
function statusOf(invoice: RemittedInvoice): LineStatus {
  const { approved, withheld, pending, acknowledged, payment, kind } = invoice;
  const is = (amount: string) => !decimal(amount).isZero();
  if (isDuplicate(invoice)) return 'DUPLICATE';
  if (kind === 'CREDIT' || kind === 'CANCELLATION') return 'CREDITED';
  if (is(withheld)) return 'WITHHELD';
  if (is(pending)) return 'WAITING';
  if (['PAID', 'OVER', 'TWICE'].includes(payment.state)) return 'PAID';
  if (is(approved)) return decimal(acknowledged).equals(decimal(approved)) ? 'POSTED' : 'APPROVED';
  return 'DENIED';
}

/** The whole of it in words: what is paid or due, what is not, and why. */
function sentenceOf(invoice: RemittedInvoice): string {
  const said = [
    ...paidWords(invoice),
    ...dueWords(invoice),
    ...invoice.unpaid.map((part) => unpaidWords(part, invoice)),
  ];
  return said.length > 0 ? said.join(' ') : 'Nothing of it is open with us.';
}

const money = (amount: string, { currency }: RemittedInvoice): string => `${amount} ${currency ?? ''}`.trim();

function paidWords(invoice: RemittedInvoice): string[] {
  const payment = standingPayments(invoice.payments)[0];
  if (!payment) return [];
  const { date, instrument, paymentId } = payment;
  const how = instrument ? ` by ${instrument}` : '';
  return [`${money(invoice.payment.paid, invoice)} paid, on ${date}${how}, payment ${paymentId}.`];
}

function dueWords(invoice: RemittedInvoice): string[] {
  const { approved, acknowledged, payment, postings } = invoice;
  const booked = postings.find(({ documentNumber }) => documentNumber !== null);
  const due = postings.find(({ dueDate }) => dueDate !== null)?.dueDate;
  const when = due ? `, due on ${due}` : '';
  if (!booked) return decimal(approved).isZero() ? [] : [`${money(approved, invoice)} approved${when}.`];
  if (decimal(payment.open).isZero()) return [];
  return [`${money(acknowledged, invoice)} posted as ${booked.documentNumber ?? ''}${when}.`];
}

const partWords = { WITHHELD: 'withheld', DENIED: 'not owed', PENDING: 'waits' };

function unpaidWords({ what, amount, charge, words, dispute }: UnpaidPart, invoice: RemittedInvoice): string {
  const under = dispute ? ` under dispute ${dispute}` : '';
  return `${charge}: ${money(amount, invoice)} ${partWords[what]}${under}. ${words ?? ''}`.trim();
}

function balancesOf(lines: readonly LineAnswer[]): StatementBalance[] {
  const currencies = [...new Set(lines.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = lines.filter((line) => line.currency === currency);
    const total = (amounts: string[]) => amountText(sum(amounts.map((amount) => decimal(amount))), currency);
    const all = own.flatMap(({ differences }) => differences);
    return {
      currency,
      lines: own.length,
      theirs: total(own.map(({ amount }) => amount)),
      agreed: total(own.map(({ agreed }) => agreed)),
      differences: differenceReasons.flatMap((reason) => {
        const some = all.filter((one) => one.reason === reason);
        return some.length === 0
          ? []
          : [{ reason, amount: total(some.map(({ amount }) => amount)), lines: some.length }];
      }),
    };
  });
}
