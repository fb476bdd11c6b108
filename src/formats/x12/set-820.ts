import { amountText, decimal, decimalPattern, sum } from '../../freight/money.ts';
import { isDate, type LocalDate } from '../../freight/time.ts';
import type { X12Set } from './envelope.ts';
import { element, type Note, noteAt, quoted, type Segment, told } from './segments.ts';

/** An invoice of an 820: what is paid of it, what it was billed at, and why they differ. */
export interface RemittedInvoice {
  invoiceNumber: string;
  invoiceDate: LocalDate | null;
  /** RMR-04; null: not told. */
  paid: string | null;
  /** RMR-05; null: not told. */
  billed: string | null;
  adjustments: { amount: string; code: string; reason: string | null }[];
  /** Where it stands, counted from ST. */
  segment: number;
}

/** What an 820 says. */
export interface Remitted {
  /** BPR-02, below zero where the flag is a debit. */
  total: string | null;
  date: LocalDate | null;
  reference: string | null;
  currency: string | null;
  payer: string | null;
  payee: string | null;
  invoices: RemittedInvoice[];
}

/** An 820 as far as it can be read; a segment that cannot is noted and left out. */
export interface Reading820 {
  remitted: Remitted;
  problems: Note[];
}

const numberPattern = /^-?\d*(\.\d+)?$/;

/** Element type R: a decimal with its point, maybe without leading zero. */
function amountAt(segment: Segment, place: number, problems: Note[]): string | null {
  const text = told(segment, place);
  if (text === null) return null;
  const plain = text.replace(/^(-?)0*(?=\d)/, '$1').replace(/^(-?)\./, '$10.');
  if (numberPattern.test(text) && decimalPattern.test(plain)) return plain;
  problems.push(noteAt('AMOUNT_UNREADABLE', `${quoted(text)} is no amount`, segment, place));
  return null;
}

function dateAt(segment: Segment, place: number, problems: Note[]): LocalDate | null {
  const text = told(segment, place);
  if (text === null) return null;
  const date = text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  if (isDate(date)) return date;
  problems.push(noteAt('DATE_UNREADABLE', `${quoted(text)} is no date CCYYMMDD`, segment, place));
  return null;
}

type Reader = (segment: Segment, into: Reading820) => void;

/** What is read of each segment; those not named here are passed over. */
const readers: Readonly<Record<string, Reader>> = {
  BPR: (segment, { remitted, problems }) => {
    const total = amountAt(segment, 2, problems);
    const debit = element(segment, 3) === 'D';
    remitted.total = total !== null && debit ? decimal(total).negated().toFixed() : total;
    remitted.date = dateAt(segment, 16, problems);
  },
  TRN: (segment, { remitted }) => {
    remitted.reference = told(segment, 2);
  },
  CUR: (segment, { remitted }) => {
    remitted.currency = told(segment, 2);
  },
  N1: (segment, { remitted }) => {
    const code = told(segment, 4) ?? told(segment, 2);
    if (element(segment, 1) === 'PR') remitted.payer ??= code;
    if (element(segment, 1) === 'PE') remitted.payee ??= code;
  },
  RMR: (segment, { remitted, problems }) => {
    const invoiceNumber = told(segment, 2);
    if (invoiceNumber === null) {
      problems.push(noteAt('NUMBER_MISSING', 'the invoice has no number', segment, 2));
      return;
    }
    remitted.invoices.push({
      invoiceNumber,
      invoiceDate: null,
      paid: amountAt(segment, 4, problems),
      billed: amountAt(segment, 5, problems),
      adjustments: [],
      segment: segment.number,
    });
  },
  DTM: (segment, { remitted, problems }) => {
    const invoice = remitted.invoices.at(-1);
    if (invoice && element(segment, 1) === '003') invoice.invoiceDate = dateAt(segment, 2, problems);
  },
  ADX: (segment, { remitted, problems }) => {
    const amount = amountAt(segment, 1, problems);
    const reason = element(segment, 3) === 'ZZ' ? told(segment, 4) : null;
    if (amount !== null) remitted.invoices.at(-1)?.adjustments.push({ amount, code: element(segment, 2), reason });
  },
};

/** Reads a payment order or remittance advice; nothing is thrown. */
export function read820(set: X12Set): Reading820 {
  const remitted: Remitted = {
    total: null,
    date: null,
    reference: null,
    currency: null,
    payer: null,
    payee: null,
    invoices: [],
  };
  const reading: Reading820 = { remitted, problems: set.problem ? [set.problem] : [] };
  for (const segment of set.segments) if (Object.hasOwn(readers, segment.tag)) readers[segment.tag]?.(segment, reading);
  return reading;
}

/** Whether an 820 adds up: its total is the sum of what is paid, and each invoice is explained. */
export function balances({ total, currency, invoices }: Remitted): boolean {
  const paid = sum(invoices.map((invoice) => decimal(invoice.paid ?? '0')));
  const explained = invoices.every(({ billed, paid: told, adjustments }) =>
    sum([decimal(billed ?? told ?? '0'), ...adjustments.map(({ amount }) => decimal(amount))]).equals(
      decimal(told ?? '0'),
    ),
  );
  return explained && amountText(paid, currency) === amountText(decimal(total ?? '0'), currency);
}
