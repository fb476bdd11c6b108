import { amountText, decimal, sum } from '../../freight/money.ts';
import type { LocalDate } from '../../freight/time.ts';
import { type Envelope, writeInterchange, type WrittenSet } from './write-envelope.ts';

/** Why an invoice is not paid as billed: the amount is below zero where less is paid. */
export interface AdvisedAdjustment {
  amount: string;
  /** X12 element 426; `ZZ` where it has none that fits. */
  code: string;
  /** Our own reason. */
  reason: string | null;
}

/** One invoice of a remittance advice: billed + Σ adjustments = advised. */
export interface AdvisedInvoice {
  invoiceNumber: string;
  invoiceDate: LocalDate | null;
  billed: string;
  advised: string;
  adjustments: AdvisedAdjustment[];
}

/** What a carrier is told of its invoices in one currency. */
export interface RemittanceAdvice {
  reference: string;
  date: LocalDate;
  currency: string;
  payer: { code: string; name: string | null };
  payee: { code: string; name: string | null };
  invoices: AdvisedInvoice[];
}

/** Names are short in X12: element 93 ends at 60 characters, 127 at 50. */
const name = (text: string | null): string => (text ?? '').slice(0, 60);
const reference = (text: string): string => text.slice(0, 50);
const day = (date: LocalDate): string => date.replaceAll('-', '');

/**
 * An invoice as RMR (paid in 04, billed in 05), its date, and an ADX for each adjustment.
 *
 * @throws RangeError when it does not balance: that would tell the carrier something untrue
 */
function invoiceSegments({ invoiceNumber, invoiceDate, billed, advised, adjustments }: AdvisedInvoice): string[][] {
  const explained = sum(adjustments.map(({ amount }) => decimal(amount))).plus(decimal(billed));
  if (!explained.equals(decimal(advised)))
    throw new RangeError(`the advice of invoice ${invoiceNumber} does not balance`);
  return [
    ['RMR', 'IV', reference(invoiceNumber), 'PO', advised, billed],
    ...(invoiceDate ? [['DTM', '003', day(invoiceDate)]] : []),
    ...adjustments.map(({ amount, code, reason }) => ['ADX', amount, code, ...(reason ? ['ZZ', reason] : [])]),
  ];
}

/** Advice only (BPR-01 I): the money goes by the ERP. BPR-02 is Σ RMR-04, as a debit where the carrier owes. */
function adviceSet(advice: RemittanceAdvice): WrittenSet {
  const total = sum(advice.invoices.map(({ advised }) => decimal(advised)));
  const owes = total.isNegative() && !total.isZero();
  const bpr = ['BPR', 'I', amountText(total.abs(), advice.currency), owes ? 'D' : 'C', 'NON'];
  return {
    type: '820',
    segments: [
      [...bpr, ...Array<string>(11).fill(''), day(advice.date)],
      ['TRN', '1', reference(advice.reference)],
      ['CUR', 'PR', advice.currency],
      ['DTM', '097', day(advice.date)],
      ['N1', 'PR', name(advice.payer.name ?? advice.payer.code), '92', advice.payer.code],
      ['N1', 'PE', name(advice.payee.name ?? advice.payee.code), '2', advice.payee.code],
      ['ENT', '1'],
      ...advice.invoices.flatMap(invoiceSegments),
    ],
  };
}

/** Writes remittance advices as X12 820, one set for each currency. */
export function write820(advices: readonly RemittanceAdvice[], envelope: Envelope): string {
  return writeInterchange(envelope, [{ code: 'RA', sets: advices.map(adviceSet) }]);
}
