import { duplicateKeys, paymentKey, paymentKeys } from '../audit/match/duplicate-keys.ts';
import type { CarrierInvoice, FreightBill, Payment } from '../freight/bill.ts';
import type { EventType } from '../freight/codes.ts';
import type { FreightDocument } from '../freight/document.ts';
import type { FreightEvent } from '../freight/event.ts';
import { referenceKeys } from '../freight/references.ts';
import type { Shipment } from '../freight/shipment.ts';
import { shipmentKey } from '../wake/keys.ts';

/**
 * Milestones that nothing is priced or proven by: they are kept, and wake nobody. Of all others a contract may count days
 * (`from`, `to`), ask for proof (`requires`) or make a charge depend on them (`when`).
 */
const unread: ReadonlySet<EventType> = new Set(['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'TENDER_DECLINED']);

/** The keys a shipment is found under: its id, its number as a reference, its references. */
export function keysOfShipment(shipment: Shipment): string[] {
  const own = { type: 'SHIPMENT' as const, value: shipment.shipmentId };
  return [shipmentKey(shipment.source, shipment.shipmentId), ...referenceKeys([own, ...(shipment.references ?? [])])];
}

/** The keys an event or document is found under. */
export function keysOfPaper(paper: FreightEvent | FreightDocument): string[] {
  return referenceKeys(paper.references ?? []);
}

/** The key a payment is found under: that of the invoice it pays. It names it, or the posting it pays does. */
export function keysOfPayment(payment: Payment, paid: PaidInvoice | undefined): string[] {
  const carrier = payment.carrier ?? paid?.carrier ?? null;
  const invoiceNumber = payment.invoiceNumber ?? paid?.invoiceNumber ?? null;
  return carrier === null || invoiceNumber === null ? [] : [paymentKey(carrier, invoiceNumber)];
}

/** The invoice that a posting pays. */
export interface PaidInvoice {
  carrier: string | null;
  invoiceNumber: string;
}

/** Whether an event can change any answer: only what happened does, appointments and retractions apart. */
export function wakes(event: FreightEvent): boolean {
  if (event.type === 'RETRACTED') return true;
  if (unread.has(event.type)) return false;
  return event.classifier === 'ACTUAL' || event.type === 'APPOINTMENT_SET';
}

/**
 * The keys a bill waits under from the moment it is taken in; matching adds further ones. What thousands of bills share
 * (carrier, terms, policy) the audit notes on the case.
 */
export function keysOfBill(invoice: CarrierInvoice, bill: FreightBill): string[] {
  const number = bill.billNumber ? [{ type: 'PRO' as const, value: bill.billNumber }] : [];
  const references = referenceKeys([...number, ...(bill.references ?? [])]);
  return [...references, ...duplicateKeys(invoice, bill), ...paymentKeys(invoice)];
}
