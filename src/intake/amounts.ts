import type { CarrierInvoice, Payment } from '../freight/bill.ts';
import { minorPlaces } from '../freight/currencies.ts';
import type { DocumentData } from '../freight/document.ts';
import type { Shipment } from '../freight/shipment.ts';
import type { Problem } from './shape.ts';

/** Writes amounts as their currency has them: exactly its minor places; more are a problem. */
class Amounts {
  constructor(
    private readonly places: number | undefined,
    private readonly currency: string | null | undefined,
    private readonly problems: Problem[],
  ) {}

  /** Puts one amount field right, in place; an absent amount stays absent, one without currency as it is. */
  put<K extends string>(holder: Partial<Record<K, string | null>>, field: K, at: string): void {
    const given = holder[field];
    if (this.places === undefined || typeof given !== 'string') return;
    const [units = '', decimals = ''] = given.split('.');
    if (decimals.length > this.places) {
      const detail = `${given} has more than the ${this.places} decimal places of ${this.currency ?? ''}`;
      this.problems.push({ pointer: `${at}/${field}`, code: 'too-many-decimals', detail });
      return;
    }
    const padded = this.places === 0 ? units : `${units}.${decimals.padEnd(this.places, '0')}`;
    holder[field] = /^-0(\.0*)?$/.test(padded) ? padded.slice(1) : padded;
  }
}

function amountsIn(currency: string | null | undefined, problems: Problem[]): Amounts {
  return new Amounts(currency ? minorPlaces(currency) : undefined, currency, problems);
}

/** Every amount of an invoice; `otherwise` is the partner's currency where the document names none. */
export function invoiceAmounts(invoice: CarrierInvoice, otherwise: string | null, problems: Problem[]): void {
  const currency = invoice.currency ?? otherwise;
  const own = amountsIn(currency, problems);
  own.put(invoice, 'total', '');
  for (const [index, bill] of invoice.bills.entries()) {
    const at = `/bills/${index}`;
    own.put(bill, 'total', at);
    for (const [position, line] of bill.charges.entries()) {
      const amounts = line.currency && line.currency !== currency ? amountsIn(line.currency, problems) : own;
      amounts.put(line, 'amount', `${at}/charges/${position}`);
    }
    for (const [position, tax] of (bill.taxes ?? []).entries()) {
      own.put(tax, 'amount', `${at}/taxes/${position}`);
      own.put(tax, 'base', `${at}/taxes/${position}`);
    }
  }
}

/** Agreed prices, authorised limits and the declared value of a shipment. */
export function shipmentAmounts(shipment: Shipment, problems: Problem[]): void {
  const { agreed, declaredValue } = shipment;
  const agreedIn = amountsIn(agreed?.currency, problems);
  for (const [index, charge] of (agreed?.charges ?? []).entries())
    agreedIn.put(charge, 'amount', `/agreed/charges/${index}`);
  const own = amountsIn(shipment.currency, problems);
  for (const [index, authorisation] of (shipment.authorisations ?? []).entries())
    own.put(authorisation, 'limit', `/authorisations/${index}`);
  if (declaredValue) amountsIn(declaredValue.currency, problems).put(declaredValue, 'amount', '/declaredValue');
}

/** The amount of a receipt. */
export function receiptAmount(data: DocumentData, problems: Problem[]): void {
  amountsIn(data.currency, problems).put(data, 'amount', '/data');
}

/** The amount of a payment. */
export function paymentAmount(payment: Payment, problems: Problem[]): void {
  amountsIn(payment.currency, problems).put(payment, 'amount', '');
}
