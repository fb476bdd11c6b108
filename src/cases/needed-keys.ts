import { duplicateKeys, paymentKeys } from '../audit/match/duplicate-keys.ts';
import type { InvoiceHead, MatchResult } from '../audit/dossier.ts';
import type { CarrierInvoice, FreightBill } from '../freight/bill.ts';
import type { Recorded } from '../freight/fact.ts';
import { type Reference, referenceKeys } from '../freight/references.ts';
import type { Shipment } from '../freight/shipment.ts';
import { shipmentKey } from '../wake/keys.ts';

/** The references a freight bill is found by: its own, and its number as a PRO. */
export function billReferences(bill: FreightBill): Reference[] {
  const own: Reference[] = bill.billNumber ? [{ type: 'PRO', value: bill.billNumber }] : [];
  return [...own, ...(bill.references ?? [])];
}

/** The references of every version of a shipment, and its number as one. */
export function shipmentReferences(versions: readonly Recorded<Shipment>[]): Reference[] {
  return versions.flatMap(({ body }) => [
    { type: 'SHIPMENT', value: body.shipmentId } satisfies Reference,
    ...(body.references ?? []),
  ]);
}

/** A bill and where matching puts it. */
export interface MatchedBill {
  invoice: CarrierInvoice | InvoiceHead;
  bill: FreightBill;
  match: MatchResult;
}

/**
 * The keys a dossier looks under: references of its bills and of every version of its shipment, its shipment and every
 * other candidate of its bills, and the duplicate keys of its bills.
 */
export function neededKeys(versions: readonly Recorded<Shipment>[], bills: readonly MatchedBill[]): Set<string> {
  const keys = new Set<string>(referenceKeys(shipmentReferences(versions)));
  for (const { body } of versions) keys.add(shipmentKey(body.source, body.shipmentId));
  for (const { invoice, bill, match } of bills) {
    for (const key of referenceKeys(billReferences(bill))) keys.add(key);
    for (const key of [...duplicateKeys(invoice, bill), ...paymentKeys(invoice)]) keys.add(key);
    for (const one of match.candidates) keys.add(shipmentKey(one.shipmentSource, one.shipmentId));
    if (match.shipmentSource !== null && match.shipmentId !== null)
      keys.add(shipmentKey(match.shipmentSource, match.shipmentId));
  }
  return keys;
}

/** The dossier a match puts a bill in: its shipment's, or its own. */
export function dossierOf(caseId: string, match: MatchResult): string {
  return match.status === 'MATCHED' && match.shipmentSource !== null && match.shipmentId !== null
    ? `S:${match.shipmentSource}:${match.shipmentId}`
    : `B:${caseId}`;
}
