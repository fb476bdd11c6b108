import type { CarrierInvoice, FreightBill } from '../../freight/bill.ts';
import { normaliseReference, strongReferences, weakReferences } from '../../freight/references.ts';
import type { Reference } from '../../freight/references.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { Carrier } from '../../freight/terms.ts';
import { daysBetween, writtenDate } from '../../freight/time.ts';
import type { LocalDate } from '../../freight/time.ts';

/** What a bill, event or document says of the shipment it belongs to; null and empty: it does not say. */
export interface Search {
  references: Reference[];
  carrier: string | null;
  legalEntity: string | null;
  currency: string | null;
  terms: string | null;
  pickupDate: LocalDate | null;
  deliveryDate: LocalDate | null;
  /** When it was written or happened, where neither pickup nor delivery is dated. */
  writtenOn: LocalDate | null;
  /** A bill's PRO counts with its carrier only; a happening that names no carrier is looked up for any. */
  proNeedsCarrier: boolean;
}

/** True when two names stand for one carrier: the same code, or SCACs of one carrier of the master data. */
export function sameCarrier(a: string, b: string, carriers: readonly Carrier[]): boolean {
  if (a === b) return true;
  return carriers.some((carrier) => {
    const codes = [carrier.carrier, ...(carrier.scacs ?? [])];
    return codes.includes(a) && codes.includes(b);
  });
}

/** What a freight bill says of its shipment: its references, its number as a PRO, its dates. */
export function searchOfBill(invoice: Omit<CarrierInvoice, 'bills'>, bill: FreightBill): Search {
  const own: Reference[] = bill.billNumber ? [{ type: 'PRO', value: bill.billNumber }] : [];
  return {
    references: [...(bill.references ?? []), ...own],
    carrier: invoice.carrier ?? null,
    legalEntity: invoice.legalEntity ?? null,
    currency: invoice.currency ?? null,
    terms: invoice.terms ?? null,
    pickupDate: bill.pickupDate ?? null,
    deliveryDate: bill.deliveryDate ?? null,
    writtenOn: invoice.invoiceDate,
    proNeedsCarrier: true,
  };
}

function referencesOf(shipment: Shipment): Reference[] {
  return [{ type: 'SHIPMENT', value: shipment.shipmentId }, ...(shipment.references ?? [])];
}

function carry(references: readonly Reference[], type: string, value: string): boolean {
  const wanted = normaliseReference(value);
  return wanted !== '' && references.some((own) => own.type === type && normaliseReference(own.value) === wanted);
}

/** The strong reference that finds this shipment, as `BOL 75027674`; null: none does. */
export function strongMatch(search: Search, shipment: Shipment, carriers: readonly Carrier[]): string | null {
  const theirs = referencesOf(shipment);
  for (const type of strongReferences)
    for (const reference of search.references.filter((own) => own.type === type)) {
      if (type === 'PRO' && !proCounts(search, shipment, carriers)) continue;
      if (carry(theirs, type, reference.value)) return `${type} ${reference.value}`;
    }
  const booking = search.references.find((own) => own.type === 'BOOKING' && carry(theirs, 'BOOKING', own.value));
  const container = search.references.find((own) => own.type === 'CONTAINER' && carry(theirs, 'CONTAINER', own.value));
  return booking && container ? `BOOKING ${booking.value} with CONTAINER ${container.value}` : null;
}

function proCounts(search: Search, shipment: Shipment, carriers: readonly Carrier[]): boolean {
  if (search.carrier === null) return !search.proNeedsCarrier;
  return sameCarrier(search.carrier, shipment.carrier, carriers);
}

/** How many weak references (PO, delivery note, …) of the search this shipment carries: they only choose. */
export function weakMatches(search: Search, shipment: Shipment): number {
  const theirs = referencesOf(shipment);
  const weak = search.references.filter((own) => weakReferences.includes(own.type));
  return weak.filter((own) => carry(theirs, own.type, own.value)).length;
}

interface ShipmentDates {
  pickup: LocalDate | null;
  delivery: LocalDate | null;
}

function datesOf(shipment: Shipment): ShipmentDates {
  const first = shipment.stops.find((stop) => stop.type === 'PICKUP')?.appointment?.from;
  const last = shipment.stops.findLast((stop) => stop.type === 'DELIVERY')?.appointment?.from;
  const delivery = last ?? shipment.committedDelivery?.from;
  return { pickup: first ? writtenDate(first) : null, delivery: delivery ? writtenDate(delivery) : null };
}

function gap(a: LocalDate | null, b: LocalDate | null): number | null {
  return a === null || b === null ? null : Math.abs(daysBetween(a, b));
}

/** Days between the dates of the search and of the shipment's order, pickup and delivery together; null: not known. */
export function daysApart(search: Search, shipment: Shipment): number | null {
  const { pickup, delivery } = datesOf(shipment);
  const gaps = [gap(search.pickupDate, pickup), gap(search.deliveryDate, delivery)].filter((days) => days !== null);
  return gaps.length === 0 ? null : gaps.reduce((a, b) => a + b, 0);
}

/** True when the shipment lies within the window of days around the search's dates, or either is not dated. */
export function withinWindow(search: Search, shipment: Shipment, windowDays: number): boolean {
  const { pickup, delivery } = datesOf(shipment);
  const ordered = shipment.issuedAt ? writtenDate(shipment.issuedAt) : null;
  const gaps = [
    gap(search.pickupDate, pickup ?? delivery ?? ordered),
    gap(search.deliveryDate, delivery ?? pickup ?? ordered),
  ].filter((days) => days !== null);
  if (gaps.length > 0) return Math.min(...gaps) <= windowDays;
  const written = gap(search.writtenOn, delivery ?? pickup ?? ordered);
  return written === null || written <= windowDays;
}
