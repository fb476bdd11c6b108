import type { CarrierInvoice, FreightBill } from '../../../src/freight/bill.ts';
import type { Billing, Change, Line, Names, World } from '../scenario.ts';

/** The numbers of the first invoice. */
export const sameNumber: Change<CarrierInvoice> = (_, { invoiceNumber }) => ({ invoiceNumber });
/** A bill of three days later: bills are judged by their dates. */
export const onTheNinth: Billing = { invoice: { invoiceDate: '2026-03-09' } };
/** The liftgate alone. */
export const liftgate = (amount: string): Line[] => [['LIFTGATE_DELIVERY', amount, { stop: 2 }]];
/** A later document about the first: its kind, its lines, and the bill it names. */
export const later = (kind: CarrierInvoice['kind'], charges: Line[], more: Partial<CarrierInvoice> = {}): Billing => ({
  invoice: (_, { invoiceNumber }) => ({ kind, invoiceDate: '2026-03-12', corrects: { invoiceNumber }, ...more }),
  charges,
});
/** What the first invoice bills. */
export const wholeAgain: Line[] = [
  ['LINEHAUL', '300.00'],
  ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
];
/** A bill of a shipment of its own: nothing of the first but the carrier. */
export const ofOtherFreight = (change: (names: Names) => Partial<FreightBill>): Change<FreightBill> => {
  return (_, names) => ({ references: [{ type: 'BOL', value: `${names.bol}9` }], ...change(names) });
};
/** A second shipment, ordered and carried like the first. */
export const withSecondShipment = (world: World): void => {
  const { bol } = world.names;
  const again = <T extends { references?: { type: string; value: string }[] | null }>(fact: T): T => ({
    ...fact,
    references: (fact.references ?? [])
      .filter(({ type }) => type === 'BOL')
      .map((reference) => ({ ...reference, value: `${bol}9` })),
  });
  const [shipment] = world.shipments;
  if (shipment) world.shipments.push({ ...again(shipment), shipmentId: `${shipment.shipmentId}-2` });
  world.events.push(...world.events.map((event) => ({ ...again(event), eventId: `${event.eventId}-2` })));
  world.documents.push(...world.documents.map((each) => ({ ...again(each), documentId: `${each.documentId}-2` })));
};

/** Puts the bill of a document into it once more, as it is then; its total goes along. */
export function twice(invoice: CarrierInvoice | undefined, again: (bill: FreightBill) => FreightBill): void {
  const [bill] = invoice?.bills ?? [];
  if (!invoice || !bill) return;
  invoice.bills.push(again(bill));
  invoice.total = '770.00';
}
