import type { BilledLine, CarrierInvoice, FreightBill } from '../src/freight/bill.ts';
import type { ChargeCode } from '../src/freight/codes.ts';
import type { FreightDocument } from '../src/freight/document.ts';
import type { FreightEvent } from '../src/freight/event.ts';
import type { Location, Shipment } from '../src/freight/shipment.ts';
import { total } from './carrier-billing.ts';
import type { DemoCalendar } from './demo-calendar.ts';

/** What becomes known about one shipment, and what the carrier did: `mistake` is null for an honest bill. */
export interface Story {
  title: string;
  mistake: string | null;
  shipments: Shipment[];
  events: FreightEvent[];
  documents: FreightDocument[];
  invoices: CarrierInvoice[];
  /** Arrives only later. */
  late?: FreightDocument;
  /** Sent as X12 210 and 214 instead of JSON. */
  asX12?: boolean;
}

/** Winter and summer alike, the demo writes its times at this offset; the stops' zones say what is local. */
export const offset = '-05:00';

const ohio: Location = {
  code: 'PLANT-4',
  name: 'Harbor & Pine, Plant 4',
  city: 'Akron',
  region: 'OH',
  postalCode: '44301',
  country: 'US',
  timeZone: 'America/New_York',
  siteType: 'COMMERCIAL',
};
export const places = {
  ohio,
  dallas: {
    city: 'Dallas',
    region: 'TX',
    postalCode: '75201',
    country: 'US',
    timeZone: 'America/Chicago',
    siteType: 'COMMERCIAL',
  },
  atlanta: {
    city: 'Atlanta',
    region: 'GA',
    postalCode: '30303',
    country: 'US',
    timeZone: 'America/New_York',
    siteType: 'COMMERCIAL',
  },
  chicago: {
    city: 'Chicago',
    region: 'IL',
    postalCode: '60605',
    country: 'US',
    timeZone: 'America/Chicago',
    siteType: 'COMMERCIAL',
  },
  albany: {
    city: 'Albany',
    region: 'NY',
    postalCode: '12207',
    country: 'US',
    timeZone: 'America/New_York',
    siteType: 'COMMERCIAL',
  },
  erie: {
    city: 'Erie',
    region: 'PA',
    postalCode: '16501',
    country: 'US',
    timeZone: 'America/New_York',
    siteType: 'COMMERCIAL',
  },
  home: {
    city: 'Madison',
    region: 'WI',
    postalCode: '53703',
    country: 'US',
    timeZone: 'America/Chicago',
    siteType: 'RESIDENTIAL',
  },
  school: {
    city: 'Toledo',
    region: 'OH',
    postalCode: '43604',
    country: 'US',
    timeZone: 'America/New_York',
    siteType: 'SCHOOL',
  },
} satisfies Record<string, Location>;

export interface Load {
  calendar: DemoCalendar;
  /** The shipment's number in the demo, e.g. 1001. */
  number: number;
  carrier: string;
  mode: Shipment['mode'];
  to: Location;
  /** Day of pickup, relative to today (negative). Delivery is two days later. */
  pickup: number;
  pounds: number;
  freightClass?: string;
  miles?: number;
  pallets?: number;
  more?: Partial<Shipment>;
}

export const shipmentId = (load: Load): string => `SHP-${load.number}`;
export const proOf = (load: Load): string => `${load.carrier === 'NWLT' ? '0' : ''}${48_000_000 + load.number * 37}`;
const bolOf = (load: Load): string => `BOL-${load.number}`;

/** The order as the shipper's transport system sent it. */
export function order(load: Load): Shipment {
  const { calendar, pickup } = load;
  return {
    source: 'tms',
    shipmentId: shipmentId(load),
    version: 1,
    issuedAt: calendar.at(pickup - 3, '09:00', offset),
    legalEntity: 'HARBOR-US',
    carrier: load.carrier,
    mode: load.mode,
    equipment: 'DRY_VAN_53',
    terms: 'THIRD_PARTY',
    currency: 'USD',
    status: 'ORDERED',
    references: [
      { type: 'BOL', value: bolOf(load) },
      { type: 'PRO', value: proOf(load) },
      { type: 'PO', value: `PO-${7000 + load.number}` },
    ],
    stops: [
      {
        stop: 1,
        type: 'PICKUP',
        location: places.ohio,
        appointment: { from: calendar.at(pickup, '08:00', offset), to: calendar.at(pickup, '10:00', offset) },
      },
      {
        stop: 2,
        type: 'DELIVERY',
        location: load.to,
        appointment: { from: calendar.at(pickup + 2, '08:00', offset), to: calendar.at(pickup + 2, '10:00', offset) },
      },
    ],
    items: [
      {
        item: 1,
        description: 'Home goods',
        pieces: load.pallets ?? 4,
        packaging: 'PALLET',
        weight: { value: String(load.pounds), unit: 'LB' },
        freightClass: load.freightClass ?? '70',
        hazardous: false,
      },
    ],
    distance: load.miles === undefined ? null : { value: String(load.miles), unit: 'MI', source: 'practical miles' },
    services: [],
    allocations: [
      { glAccount: '6100', costCenter: 'RETAIL', share: '2' },
      { glAccount: '6100', costCenter: 'ONLINE', share: '1' },
    ],
    ...load.more,
  };
}

let eventNumber = 0;

/** A milestone of the carrier, `day` counted from the pickup. */
export function milestone(
  load: Load,
  type: FreightEvent['type'],
  when: [day: number, time: string],
  more: Partial<FreightEvent> = {},
): FreightEvent {
  eventNumber += 1;
  return {
    source: `api:${load.carrier}`,
    eventId: `${shipmentId(load)}-${type}-${eventNumber}`,
    type,
    classifier: 'ACTUAL',
    occurredAt: load.calendar.at(load.pickup + when[0], when[1], offset),
    references: [{ type: 'SHIPMENT', value: shipmentId(load) }],
    ...more,
  };
}

/** Picked up and delivered on time, without waiting. */
export function smoothRun(load: Load): FreightEvent[] {
  return [
    milestone(load, 'ARRIVED_AT_STOP', [0, '08:10'], { stop: 1 }),
    milestone(load, 'DEPARTED_STOP', [0, '09:20'], { stop: 1 }),
    milestone(load, 'ARRIVED_AT_STOP', [2, '08:20'], { stop: 2 }),
    milestone(load, 'DELIVERED', [2, '09:00'], { stop: 2 }),
    milestone(load, 'DEPARTED_STOP', [2, '09:15'], { stop: 2 }),
  ];
}

/** A document of the dock or of the carrier. */
export function paper(
  load: Load,
  type: FreightDocument['type'],
  data: FreightDocument['data'],
  stop: number | null = 2,
): FreightDocument {
  return {
    source: 'dms',
    documentId: `${type}-${load.number}`,
    type,
    references: [{ type: 'SHIPMENT', value: shipmentId(load) }],
    stop,
    issuedAt: load.calendar.at(load.pickup + 2, '12:00', offset),
    data,
  };
}

/** A clean proof of delivery. */
export function pod(load: Load): FreightDocument {
  return paper(load, 'POD', {
    signedBy: 'R. Alvarez',
    signedAt: load.calendar.at(load.pickup + 2, '09:00', offset),
    piecesReceived: load.pallets ?? 4,
    exceptions: [],
  });
}

export type Line = [charge: ChargeCode | null, amount: string, more?: Partial<BilledLine>];

/** One invoice with one freight bill, dated the day after delivery; `onBill` changes that bill's own fields. */
export function bill(
  load: Load,
  lines: Line[],
  more: Partial<CarrierInvoice> = {},
  onBill: Partial<FreightBill> = {},
): CarrierInvoice {
  const { calendar, pickup } = load;
  const invoiceNumber = more.invoiceNumber ?? `${load.carrier}-${70_000 + load.number}`;
  return {
    source: `api:${load.carrier}`,
    documentId: `${invoiceNumber}-${more.kind ?? 'ORIGINAL'}-${load.number}`,
    invoiceNumber,
    carrier: load.carrier,
    legalEntity: 'HARBOR-US',
    billTo: { name: 'Harbor & Pine Home Goods Inc' },
    remitTo: { name: load.carrier },
    invoiceDate: calendar.day(pickup + 3),
    kind: 'ORIGINAL',
    currency: 'USD',
    total: total(lines.map(([, amount]) => amount)),
    terms: 'THIRD_PARTY',
    ...more,
    bills: [
      {
        bill: 1,
        billNumber: proOf(load),
        references: [{ type: 'BOL', value: bolOf(load) }],
        pickupDate: calendar.day(pickup),
        deliveryDate: calendar.day(pickup + 2),
        weight: { value: String(load.pounds), unit: 'LB' },
        distance: load.miles === undefined ? null : { value: String(load.miles), unit: 'MI' },
        charges: lines.map(([charge, amount, details], index) => ({ line: index + 1, charge, amount, ...details })),
        ...onBill,
      },
    ],
  };
}

/** A whole story of one shipment that ran smoothly and was delivered with a POD, unless `more` says otherwise. */
export function story(
  [title, mistake]: [title: string, mistake: string | null],
  load: Load,
  invoices: CarrierInvoice[],
  more: Partial<Story> = {},
): Story {
  return {
    title,
    mistake,
    shipments: [order(load)],
    events: smoothRun(load),
    documents: [pod(load)],
    invoices,
    ...more,
  };
}
