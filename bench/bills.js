/**
 * The bill that everything is measured with: LTL, 1,850 lb of class 70 rated as 2,000 lb, 62 % discount, fuel, liftgate;
 * 440.48 in four lines. Shipment, milestones and POD make all of it payable.
 */
export const carrier = 'ABCD';
export const series = 'EIA-DIESEL-US';

/** The contract that owes 276.64 linehaul, 28.5 % fuel and 85.00 for an ordered liftgate. */
export const contract = {
  contractId: 'ABCD-LTL',
  carrier,
  legalEntities: ['ACME-US'],
  modes: ['LTL'],
  currency: 'USD',
  effective: { from: '2026-01-01', to: '2026-12-31' },
  dateRole: 'PICKUP',
  rounding: { mode: 'HALF_UP', places: 2 },
  lanes: [
    {
      lane: 'OH-TX',
      origin: { country: 'US', regions: ['OH'] },
      destination: { country: 'US', postalPrefixes: ['75', '76'] },
      linehaul: {
        model: 'WEIGHT_BREAKS',
        weightUnit: 'LB',
        per: '100',
        breaks: [
          { from: '0', rates: { 70: '55.10' } },
          { from: '500', rates: { 70: '48.20' } },
          { from: '1000', rates: { 70: '42.15' } },
          { from: '2000', rates: { 70: '36.40' } },
        ],
        deficit: true,
        discount: '0.62',
        minimum: '145.00',
      },
    },
  ],
  fuel: {
    index: series,
    publication: 'FIRST',
    dateRole: 'PICKUP',
    inForce: { addDays: 1 },
    model: 'PERCENT_TABLE',
    table: [{ from: '3.00', value: '0.24' }],
    beyond: { step: '0.06', value: '0.005' },
    base: ['LINEHAUL'],
  },
  accessorials: [{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' }],
  evidence: { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 },
  payment: { terms: 'NET_30', baseline: 'INVOICE_DATE', disagreement: 'SHORT_PAY', recovery: 'CLAIM', partial: 'POST' },
};

/** 28.5 % is nine full steps of six cents above 3.00. */
export const indexValue = {
  series,
  period: '2026-02-23',
  value: '3.55',
  unit: 'USD/GAL',
  publishedOn: '2026-02-23',
  revision: 0,
};

const pro = (n) => String(100_000_000 + n);

export const shipment = (n) => ({
  source: 'tms',
  shipmentId: `SHP-${n}`,
  version: 1,
  legalEntity: 'ACME-US',
  carrier,
  mode: 'LTL',
  terms: 'THIRD_PARTY',
  currency: 'USD',
  status: 'ORDERED',
  references: [
    { type: 'BOL', value: `BOL-${n}` },
    { type: 'PRO', value: pro(n) },
  ],
  stops: [
    {
      stop: 1,
      type: 'PICKUP',
      location: { city: 'Akron', region: 'OH', postalCode: '44301', country: 'US', timeZone: 'America/New_York' },
    },
    {
      stop: 2,
      type: 'DELIVERY',
      location: { city: 'Dallas', region: 'TX', postalCode: '75201', country: 'US', timeZone: 'America/Chicago' },
    },
  ],
  items: [{ item: 1, pieces: 4, packaging: 'PALLET', weight: { value: '1850', unit: 'LB' }, freightClass: '70' }],
  services: ['LIFTGATE_DELIVERY'],
});

export const events = (n) => [
  milestone(n, 'DEPARTED_STOP', 1, '2026-03-02T09:40:00-05:00'),
  milestone(n, 'DELIVERED', 2, '2026-03-04T08:30:00-06:00'),
];

const milestone = (n, type, stop, occurredAt) => ({
  source: 'visibility',
  eventId: `${n}-${type}`,
  type,
  classifier: 'ACTUAL',
  carrier,
  stop,
  occurredAt,
  references: [{ type: 'BOL', value: `BOL-${n}` }],
});

export const pod = (n) => ({
  source: 'dms',
  documentId: `POD-${n}`,
  type: 'POD',
  stop: 2,
  references: [{ type: 'BOL', value: `BOL-${n}` }],
  data: { signedBy: 'J. Doe', signedAt: '2026-03-04T08:30:00-06:00', piecesReceived: 4, exceptions: [] },
});

export const invoice = (n) => ({
  source: 'api:ABCD',
  documentId: `INV-${n}`,
  invoiceNumber: `INV-${n}`,
  carrier,
  legalEntity: 'ACME-US',
  invoiceDate: '2026-03-06',
  kind: 'ORIGINAL',
  currency: 'USD',
  total: '440.48',
  terms: 'THIRD_PARTY',
  bills: [
    {
      bill: 1,
      billNumber: pro(n),
      references: [{ type: 'BOL', value: `BOL-${n}` }],
      pickupDate: '2026-03-02',
      deliveryDate: '2026-03-04',
      weight: { value: '1850', unit: 'LB' },
      charges: [
        { line: 1, charge: 'LINEHAUL', rawCode: '400', freightClass: '70', amount: '728.00' },
        { line: 2, charge: 'DISCOUNT', amount: '-451.36' },
        { line: 3, charge: 'FUEL', rawCode: '405', amount: '78.84' },
        { line: 4, charge: 'LIFTGATE_DELIVERY', rawCode: 'LFT', stop: 2, amount: '85.00' },
      ],
    },
  ],
});
