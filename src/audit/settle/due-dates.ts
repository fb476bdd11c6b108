import type { PaymentTerms } from '../../freight/contract.ts';
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

/** When payment is due under terms NET_n (n calendar days from the baseline); null: no such terms. */
export function dueDate(terms: string | null, baseline: LocalDate): LocalDate | null {
  const days = /^NET_(\d{1,3})$/.exec(terms ?? '')?.[1];
  return days === undefined ? null : addToDate(baseline, { days: parseInt(days, 10) });
}
