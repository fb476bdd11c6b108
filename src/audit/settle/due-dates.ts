import type { PaymentTerms } from '../../freight/contract.ts';
import { amountText, type Decimal, decimal } from '../../freight/money.ts';
import type { PostingDiscount } from '../../freight/posting.ts';
import { addToDate } from '../../freight/time.ts';
import type { LocalDate } from '../../freight/time.ts';

/** Dates from which a payment term may run; null: not known. */
export interface BaselineDates {
  invoiceDate: LocalDate;
  receivedOn: LocalDate | null;
  deliveredOn: LocalDate | null;
}

/** The date the term runs from, by the contract's baseline; the invoice date where that one is not known. */
export function baselineDate(baseline: PaymentTerms['baseline'], dates: BaselineDates): LocalDate {
  if (baseline === 'RECEIPT_DATE') return dates.receivedOn ?? dates.invoiceDate;
  if (baseline === 'DELIVERY_DATE') return dates.deliveredOn ?? dates.invoiceDate;
  return dates.invoiceDate;
}

/** What may be kept of an amount (tax apart) that is paid early, half up; null: nothing is agreed, or nothing to be paid. */
export function earlyDiscount(
  agreed: PaymentTerms['discount'],
  of: { net: Decimal; currency: string | null; baseline: LocalDate },
): PostingDiscount | null {
  const amount = of.net.times(decimal(agreed?.percent ?? '0'));
  if (!agreed || !amount.greaterThan(0)) return null;
  return {
    percent: agreed.percent,
    date: addToDate(of.baseline, { days: agreed.days }),
    amount: amountText(amount, of.currency),
  };
}

/** When payment is due under terms NET_n (n calendar days from the baseline); null: no such terms. */
export function dueDate(terms: string | null, baseline: LocalDate): LocalDate | null {
  const days = /^NET_(\d{1,3})$/.exec(terms ?? '')?.[1];
  return days === undefined ? null : addToDate(baseline, { days: parseInt(days, 10) });
}
