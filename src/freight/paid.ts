import { amountText, decimal, sum, zero } from './money.ts';
import type { LocalDate } from './time.ts';

/** A payment as we were told of it. */
export interface PaymentTold {
  source: string;
  paymentId: string;
  date: LocalDate;
  amount: string;
  /** null: that of what it pays. */
  currency: string | null;
  instrument: string | null;
  /** The payment of the same source that it takes back: neither of them counts. */
  retracts: string | null;
}

export const paidStates = ['NOTHING_DUE', 'NOT_PAID', 'PAID', 'SHORT', 'OVER', 'TWICE', 'OTHER_CURRENCY'] as const;
export type PaidState = (typeof paidStates)[number];

/** Whether something was paid, as far as we were told. */
export interface Paid {
  state: PaidState;
  /** Σ payments in its currency. */
  paid: string;
  /** What is still to be paid; below zero where too much was. */
  open: string;
}

/** Payments that count: one that was taken back does not, nor does its taking back. */
export function standingPayments<T extends { source: string; paymentId: string; retracts?: string | null }>(
  payments: readonly T[],
): T[] {
  const nameOf = (source: string, id: string) => JSON.stringify([source, id]);
  const retracted = new Set(payments.flatMap(({ source, retracts }) => (retracts ? [nameOf(source, retracts)] : [])));
  return payments.filter((one) => !one.retracts && !retracted.has(nameOf(one.source, one.paymentId)));
}

/**
 * What was kept for paying early: the whole discount, where exactly the rest was paid by its day; else nothing. What
 * is paid of a posting less than that is short.
 */
export function discountTaken(
  gross: string,
  discount: { date: LocalDate; amount: string } | null,
  payments: readonly PaymentTold[],
): string {
  const standing = standingPayments(payments);
  const paid = sum(standing.map(({ amount }) => decimal(amount)));
  const isEarly = discount !== null && standing.length > 0 && standing.every(({ date }) => date <= discount.date);
  return isEarly && paid.equals(decimal(gross).minus(decimal(discount.amount))) ? discount.amount : '0';
}

/** Whether a discount for paying early can still be had, was taken, or is lost. */
export type DiscountState = 'OPEN' | 'TAKEN' | 'LOST';

/** What became of a discount by a day; null: there is none. It is lost after its day, and to who pays all before. */
export function discountState(
  gross: string,
  discount: { date: LocalDate; amount: string } | null,
  payments: readonly PaymentTold[],
  today: LocalDate,
): DiscountState | null {
  if (discount === null) return null;
  if (discountTaken(gross, discount, payments) !== '0') return 'TAKEN';
  const paid = sum(standingPayments(payments).map(({ amount }) => decimal(amount)));
  return today > discount.date || paid.greaterThanOrEqualTo(decimal(gross)) ? 'LOST' : 'OPEN';
}

/** Whether an amount due was paid: in full, short, over, twice, or in another currency. Nothing is converted. */
export function paidOf(due: string, currency: string | null, payments: readonly PaymentTold[]): Paid {
  const standing = standingPayments(payments);
  const own = standing.filter((payment) => payment.currency === null || payment.currency === currency);
  const paid = sum(own.map(({ amount }) => decimal(amount)));
  const open = decimal(due).minus(paid);
  const whole = own.filter(({ amount }) => decimal(amount).equals(decimal(due)));
  const stateOf = (): PaidState => {
    if (own.length < standing.length) return 'OTHER_CURRENCY';
    if (open.isZero()) return own.length === 0 ? 'NOTHING_DUE' : 'PAID';
    if (own.length === 0 || paid.isZero()) return 'NOT_PAID';
    if (whole.length > 1) return 'TWICE';
    return open.isNegative() === decimal(due).isNegative() ? 'SHORT' : 'OVER';
  };
  return {
    state: stateOf(),
    paid: amountText(paid, currency),
    open: amountText(open.isZero() ? zero : open, currency),
  };
}
