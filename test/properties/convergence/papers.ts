import type { InvoiceKind } from '../../../src/freight/codes.ts';

/** What everything of one shipment is called; no two shipments of a run share a name. */
export interface Names {
  /** Six characters that stand in every name and nowhere else. */
  tag: string;
  carrier: string;
  legalEntity: string;
  bol: string;
  pro: string;
  series: string;
  shipmentId: string;
}

export function namesOf(number: number): Names {
  const tag = `ZQ${String(number).padStart(4, '0')}`;
  return {
    tag,
    carrier: `C${tag}`,
    legalEntity: `E${tag}`,
    bol: `B${tag}`,
    pro: `7${tag}`,
    series: `DIESEL-${tag}`,
    shipmentId: `SHP-${tag}`,
  };
}

type Body = Record<string, unknown>;

const city = (name: string, region: string, postalCode: string, timeZone: string): Body => ({
  ...{ city: name, region, postalCode, timeZone },
  country: 'US',
});

const appointment = (from: string, to: string): Body => ({ from: `2026-03-${from}`, to: `2026-03-${to}` });

/** The order: Akron to Dallas, 1,850 lb of class 70. */
export function shipment(names: Names, more: Body = {}): Body {
  return {
    source: 'tms',
    shipmentId: names.shipmentId,
    version: 1,
    legalEntity: names.legalEntity,
    carrier: names.carrier,
    mode: 'LTL',
    terms: 'THIRD_PARTY',
    currency: 'USD',
    status: 'ORDERED',
    references: [
      { type: 'BOL', value: names.bol },
      { type: 'PRO', value: names.pro },
    ],
    stops: [
      {
        ...{ stop: 1, type: 'PICKUP', location: city('Akron', 'OH', '44301', 'America/New_York') },
        appointment: appointment('02T08:00:00-05:00', '02T10:00:00-05:00'),
      },
      {
        ...{ stop: 2, type: 'DELIVERY', location: city('Dallas', 'TX', '75201', 'America/Chicago') },
        appointment: appointment('04T08:00:00-06:00', '04T09:00:00-06:00'),
      },
    ],
    items: [{ item: 1, pieces: 4, packaging: 'PALLET', weight: { value: '1850', unit: 'LB' }, freightClass: '70' }],
    services: [],
    authorisations: [{ charge: 'LUMPER', stop: 2, limit: '200.00', by: 'dock lead', reference: 'A-77' }],
    allocations: [
      { glAccount: '6100', costCenter: 'CC10', share: '600' },
      { glAccount: '6100', costCenter: 'CC20', share: '1250' },
    ],
    ...more,
  };
}

/** A milestone of the carrier's telematics, on the given day and hour of March 2026. */
export function milestone(names: Names, id: string, type: string, more: Body): Body {
  const references = [{ type: 'BOL', value: names.bol }];
  return { source: 'visibility', eventId: `${names.tag}-${id}`, type, method: 'GEOFENCE', references, ...more };
}

export function paper(names: Names, id: string, type: string, data: Body): Body {
  const references = [{ type: 'BOL', value: names.bol }];
  return { source: 'dms', documentId: `${names.tag}-${id}`, type, stop: 2, references, data };
}

export function indexValue({ series }: Names, period: string, value: string): Body {
  return { series, period, value, unit: 'USD/GAL', publishedOn: period, revision: 0 };
}

/** A billed line: charge, amount, stop. */
export type Line = [charge: string, amount: string, stop?: number];

/** What a bill is made of, besides its lines. */
export interface BillOf {
  id: string;
  kind?: InvoiceKind;
  date?: string;
  /** The number it goes by, where it is not its own id. */
  number?: string;
  corrects?: string;
  billNumber?: string | null;
  source?: string;
  pickupDate?: string | null;
  /** It names no shipment: its own number alone may find one. */
  bare?: boolean;
  lines: readonly Line[];
}

/** A document of one freight bill; it foots. */
export function invoice(names: Names, of: BillOf): Body {
  const cents = of.lines.reduce((sum, [, amount]) => sum + Math.round(Number(amount) * 100), 0);
  return {
    source: of.source ?? 'billing',
    documentId: `${names.tag}-${of.id}`,
    invoiceNumber: `${names.tag}${of.number ?? of.id}`,
    carrier: names.carrier,
    legalEntity: names.legalEntity,
    invoiceDate: of.date ?? '2026-03-06',
    kind: of.kind ?? 'ORIGINAL',
    currency: 'USD',
    terms: 'THIRD_PARTY',
    total: (cents / 100).toFixed(2),
    ...(of.corrects === undefined ? {} : { corrects: { invoiceNumber: `${names.tag}${of.corrects}` } }),
    bills: [billOf(names, of)],
  };
}

function billOf(names: Names, of: BillOf): Body {
  const billNumber = of.billNumber === undefined ? names.pro : of.billNumber;
  return {
    bill: 1,
    ...(billNumber === null ? {} : { billNumber }),
    references: of.bare ? [] : [{ type: 'BOL', value: names.bol }],
    ...(of.pickupDate === null ? {} : { pickupDate: of.pickupDate ?? '2026-03-02' }),
    deliveryDate: '2026-03-04',
    charges: of.lines.map(([charge, amount, stop], place) => ({
      ...{ line: place + 1, charge, amount },
      ...(stop === undefined ? {} : { stop }),
    })),
  };
}

/** How a contract settles where we disagree. */
export interface PaymentOf {
  disagreement: 'SHORT_PAY' | 'PAY_AND_CLAIM' | 'HOLD_ALL';
  recovery: 'CLAIM' | 'OFFSET';
  partial: 'POST' | 'WAIT';
}

const linehaul = {
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
};

const accessorials = [
  { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
  { charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], fee: '10.00', authority: 'APPROVED' },
  {
    ...{ charge: 'DETENTION_DELIVERY', model: 'PER_TIME', rate: '60.00', perMinutes: 60, incrementMinutes: 15 },
    ...{ incrementRounding: 'UP', freeMinutes: 120, lateGraceMinutes: 15, whenLate: 'NONE', authority: 'CONTRACT' },
  },
];

const lane = (name: string, postalPrefixes: string[], more: Body = {}): Body => ({
  ...{ lane: name, origin: { country: 'US', regions: ['OH'] }, destination: { country: 'US', postalPrefixes } },
  linehaul: { ...linehaul, ...more },
});

/** 276.64 linehaul to Dallas, 28.5 % fuel, 85.00 for an ordered liftgate, detention after two hours, lumpers by receipt. */
export function contract(names: Names, payment: PaymentOf): Body {
  return {
    contractId: `${names.tag}-LTL`,
    version: 1,
    carrier: names.carrier,
    legalEntities: [names.legalEntity],
    modes: ['LTL'],
    currency: 'USD',
    effective: { from: '2026-01-01', to: '2026-12-31' },
    dateRole: 'PICKUP',
    rounding: { mode: 'HALF_UP', places: 2 },
    lanes: [lane('OH-DALLAS', ['75']), lane('OH-FT-WORTH', ['76'], { discount: '0.55' })],
    fuel: {
      ...{ index: names.series, publication: 'FIRST', dateRole: 'PICKUP', inForce: { addDays: 1 } },
      ...{ model: 'PERCENT_TABLE', table: [{ from: '3.00', value: '0.24' }], base: ['LINEHAUL'] },
      beyond: { step: '0.06', value: '0.005' },
    },
    accessorials,
    evidence: { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 },
    payment: { terms: 'NET_30', baseline: 'INVOICE_DATE', ...payment },
    lateDelivery: [
      { afterMinutes: 60, percentOfLinehaul: '0.05', maximum: '150.00', excused: ['SHIPPER', 'CONSIGNEE', 'OUTSIDE'] },
    ],
  };
}
