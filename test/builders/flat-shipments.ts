import type { CarrierInvoice, FreightBill } from '../../src/freight/bill.ts';
import type { EventType } from '../../src/freight/codes.ts';

/** An LTL contract of ABCD with ACME-US: 300.00 flat from Ohio to Dallas, liftgate 85.00 where ordered; POD required. */
export const flatContract = {
  contractId: 'ABCD-FLAT',
  carrier: 'ABCD',
  legalEntities: ['ACME-US'],
  modes: ['LTL'],
  currency: 'USD',
  effective: { from: '2026-01-01', to: '2026-12-31' },
  dateRole: 'PICKUP',
  lanes: [
    {
      lane: 'OH-TX',
      origin: { country: 'US', regions: ['OH'] },
      destination: { country: 'US', postalPrefixes: ['75'] },
      linehaul: { model: 'FLAT', amount: '300.00' },
    },
  ],
  accessorials: [{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' }],
  payment: { terms: 'NET_30', disagreement: 'SHORT_PAY' },
  evidence: { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10 },
};

export const flatCarrier = {
  carrier: 'ABCD',
  name: 'Abcd Freight',
  scacs: ['ABCD'],
  sources: ['x12:ABCD'],
  vendors: [{ legalEntity: 'ACME-US', vendorId: 'V-7' }],
};
export const flatEntity = { legalEntity: 'ACME-US', timeZone: 'America/New_York' };

/** Shipment SHP-<name>, known as BOL<name> and PRO<name>, with a liftgate ordered. */
export function aShipment(name: string, change: object = {}) {
  const akron = { city: 'Akron', region: 'OH', postalCode: '44301', country: 'US', timeZone: 'America/New_York' };
  const dallas = { city: 'Dallas', region: 'TX', postalCode: '75201', country: 'US', timeZone: 'America/Chicago' };
  return {
    source: 'tms',
    shipmentId: `SHP-${name}`,
    version: 1,
    legalEntity: 'ACME-US',
    carrier: 'ABCD',
    mode: 'LTL',
    terms: 'THIRD_PARTY',
    currency: 'USD',
    status: 'ORDERED',
    references: [
      { type: 'BOL', value: `BOL${name}` },
      { type: 'PRO', value: `PRO${name}` },
    ],
    stops: [
      { stop: 1, type: 'PICKUP', location: akron },
      { stop: 2, type: 'DELIVERY', location: dallas },
    ],
    items: [{ item: 1, pieces: 4, weight: { value: '1850', unit: 'LB' }, freightClass: '70' }],
    services: ['LIFTGATE_DELIVERY'],
    ...change,
  };
}

/** A 214 of ABCD that names the PRO. */
export function aMilestone(name: string, type: EventType, change: object = {}) {
  const pickup = type === 'DEPARTED_STOP';
  return {
    source: 'x12:ABCD',
    eventId: `${type}-${name}`,
    type,
    classifier: 'ACTUAL',
    stop: pickup ? 1 : 2,
    occurredAt: pickup ? '2026-03-02T10:00:00-05:00' : '2026-03-04T09:00:00-06:00',
    references: [{ type: 'PRO', value: `PRO${name}` }],
    ...change,
  };
}

/** A signed proof of delivery that names the BOL. */
export function aPod(name: string) {
  return {
    source: 'tms',
    documentId: `POD-${name}`,
    type: 'POD',
    references: [{ type: 'BOL', value: `BOL${name}` }],
    stop: 2,
    data: { signedBy: 'Jones', signedAt: '2026-03-04T09:10:00-06:00', piecesReceived: 4 },
  };
}

/** Invoice INV-<name> with one bill of 385.00: linehaul 300.00 and liftgate 85.00. */
export function anInvoice(
  name: string,
  head: Partial<CarrierInvoice> = {},
  bill: Partial<FreightBill> = {},
): CarrierInvoice {
  return {
    source: 'x12:ABCD',
    documentId: `DOC-${name}`,
    invoiceNumber: `INV-${name}`,
    carrier: 'ABCD',
    legalEntity: 'ACME-US',
    invoiceDate: '2026-03-06',
    kind: 'ORIGINAL',
    currency: 'USD',
    total: '385.00',
    terms: 'THIRD_PARTY',
    bills: [
      {
        bill: 1,
        billNumber: `PRO${name}`,
        references: [{ type: 'BOL', value: `BOL${name}` }],
        pickupDate: '2026-03-02',
        deliveryDate: '2026-03-04',
        charges: [
          { line: 1, charge: 'LINEHAUL', amount: '300.00' },
          { line: 2, charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '85.00' },
        ],
        ...bill,
      },
    ],
    ...head,
  };
}
