import { createHash } from 'node:crypto';
import type { BilledLine, CarrierInvoice, FreightBill } from '../../src/freight/bill.ts';
import type { ContractVersion } from '../../src/freight/contract.ts';
import type { FreightDocument } from '../../src/freight/document.ts';
import type { FreightEvent } from '../../src/freight/event.ts';
import { amountText, decimal, sum } from '../../src/freight/money.ts';
import type { Shipment } from '../../src/freight/shipment.ts';
import type { Carrier } from '../../src/freight/terms.ts';
import type { Billing, Change, Given, Line, Names, World } from './scenario.ts';

/** The company every scenario is about, unless it names another. */
export const entity = {
  ...{ legalEntity: 'ACME-US', name: 'Acme Inc', timeZone: 'America/New_York' },
  aliases: ['Acme Incorporated'],
};

/** The carrier of the scenarios that have the usual terms. */
export const usualCarrier = 'USUAL';

/** Numbers that differ in most digits from those of any other scenario, so that no two look alike by chance. */
export function namesOf(code: string, carrier: string): Names {
  const digits = (what: string, count: number) =>
    BigInt(`0x${createHash('sha256').update(`${what}:${code}`).digest('hex').slice(0, 24)}`)
      .toString()
      .slice(-count);
  const letters = Array.from(createHash('sha256').update(`scac:${carrier}`).digest().subarray(0, 4));
  return {
    code,
    carrier,
    scac: letters.map((byte) => String.fromCharCode(65 + (byte % 26))).join(''),
    contractId: `${carrier}-TERMS`,
    shipmentId: `SHP-${code}`,
    bol: `BOL${digits('bol', 9)}`,
    pro: digits('pro', 10),
    invoiceNumber: `INV-${digits('invoice', 9)}`,
  };
}

/** LTL within the US at 300.00 flat, a liftgate where ordered at 85.00, delivery and POD required. */
function usualContract({ carrier, contractId }: Names): ContractVersion {
  return {
    contractId,
    version: 1,
    carrier,
    legalEntities: ['ACME-US'],
    modes: ['LTL'],
    currency: 'USD',
    effective: { from: '2026-01-01', to: '2026-12-31' },
    dateRole: 'PICKUP',
    lanes: [
      {
        lane: 'US',
        origin: { country: 'US' },
        destination: { country: 'US' },
        linehaul: { model: 'FLAT', amount: '300.00' },
      },
    ],
    accessorials: [{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' }],
    payment: { terms: 'NET_30', disagreement: 'SHORT_PAY' },
    evidence: { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10 },
  };
}

function usualCarrierRecord({ carrier, scac }: Names): Carrier {
  return {
    carrier,
    name: `${carrier} Freight`,
    scacs: [scac],
    sources: [`api:${carrier}`],
    vendors: [{ legalEntity: 'ACME-US', vendorId: `V-${carrier}` }],
  };
}

/** Akron to Dallas, picked up on Monday 2 March 2026, delivered on the 4th, with a liftgate. */
function usualShipment({ shipmentId, carrier, bol, pro }: Names): Shipment {
  const akron = { city: 'Akron', region: 'OH', postalCode: '44301', country: 'US', timeZone: 'America/New_York' };
  const dallas = { city: 'Dallas', region: 'TX', postalCode: '75201', country: 'US', timeZone: 'America/Chicago' };
  return {
    source: 'tms',
    shipmentId,
    version: 1,
    legalEntity: 'ACME-US',
    carrier,
    mode: 'LTL',
    terms: 'THIRD_PARTY',
    currency: 'USD',
    status: 'ORDERED',
    references: [
      { type: 'BOL', value: bol },
      { type: 'PRO', value: pro },
    ],
    stops: [
      {
        ...{ stop: 1, type: 'PICKUP', location: akron },
        appointment: { from: '2026-03-02T08:00:00-05:00', to: '2026-03-02T10:00:00-05:00' },
      },
      {
        ...{ stop: 2, type: 'DELIVERY', location: dallas },
        appointment: { from: '2026-03-04T08:00:00-06:00', to: '2026-03-04T09:00:00-06:00' },
      },
    ],
    items: [
      {
        ...{ item: 1, description: 'Pumps', pieces: 4, packaging: 'PALLET', freightClass: '70' },
        weight: { value: '1850', unit: 'LB' },
      },
    ],
    distance: { value: '412', unit: 'MI', source: 'practical miles' },
    services: ['LIFTGATE_DELIVERY'],
  };
}

const usualRun: [FreightEvent['type'], stop: number, occurredAt: string][] = [
  ['ARRIVED_AT_STOP', 1, '2026-03-02T08:10:00-05:00'],
  ['DEPARTED_STOP', 1, '2026-03-02T09:20:00-05:00'],
  ['ARRIVED_AT_STOP', 2, '2026-03-04T08:20:00-06:00'],
  ['DELIVERED', 2, '2026-03-04T09:00:00-06:00'],
  ['DEPARTED_STOP', 2, '2026-03-04T09:15:00-06:00'],
];

const usualCharges: Line[] = [
  ['LINEHAUL', '300.00'],
  ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
];

function changed<T>(usual: T, change: Change<T> | undefined, names: Names): T {
  const fields = typeof change === 'function' ? change(usual, names) : change;
  return { ...usual, ...fields };
}

function event(
  names: Names,
  number: number,
  more: Given['events'] & object extends (infer E)[] ? E : never,
): FreightEvent {
  return {
    source: `api:${names.carrier}`,
    eventId: `${names.code}-${more.type}-${number}`,
    classifier: 'ACTUAL',
    references: [{ type: 'BOL', value: names.bol }],
    ...more,
  };
}

function eventsOf(names: Names, given: Given): FreightEvent[] {
  const without = new Set(given.without);
  const usual = usualRun
    .filter(([type, stop]) => !without.has(type) && !without.has(`${type} ${stop}`))
    .map(([type, stop, occurredAt]) => ({ type, stop, occurredAt }));
  return [...usual, ...(given.events ?? [])].map((each, index) => event(names, index + 1, each));
}

function documentsOf(names: Names, { without = [], pod, documents = [] }: Given): FreightDocument[] {
  const usual = {
    type: 'POD' as const,
    stop: 2,
    data: { signedBy: 'R. Alvarez', signedAt: '2026-03-04T09:00:00-06:00', piecesReceived: 4, ...pod },
  };
  return [...(without.includes('POD') ? [] : [usual]), ...documents].map((each, index) => ({
    source: 'dms',
    documentId: `${names.code}-${each.type}-${index + 1}`,
    references: [{ type: 'BOL', value: names.bol }],
    ...each,
  }));
}

/** The n-th invoice of a scenario, one bill of the usual charges; its totals are the sums of the lines it ends up with. */
export function billing(
  names: Names,
  number: number,
  { invoice, bill, charges = usualCharges }: Billing,
): CarrierInvoice {
  const [lead, ...rest] = names.invoiceNumber.split('-');
  const freightBill: FreightBill = changed(
    {
      bill: 1,
      billNumber: names.pro,
      references: [{ type: 'BOL', value: names.bol }],
      pickupDate: '2026-03-02',
      deliveryDate: '2026-03-04',
      weight: { value: '1850', unit: 'LB' },
      distance: { value: '412', unit: 'MI' },
      charges: charges.map(([charge, amount, more], index): BilledLine => ({
        line: index + 1,
        ...(charge === null ? {} : { charge }),
        amount,
        ...more,
      })),
    },
    bill,
    names,
  );
  const usual: CarrierInvoice = {
    source: `api:${names.carrier}`,
    documentId: `${names.code}-INVOICE-${number + 1}`,
    invoiceNumber:
      number === 0
        ? names.invoiceNumber
        : `${lead ?? ''}-${String(number)}${rest.join('').split('').reverse().join('')}`,
    carrier: names.carrier,
    legalEntity: 'ACME-US',
    billTo: { name: 'Acme Inc' },
    invoiceDate: '2026-03-06',
    kind: 'ORIGINAL',
    currency: 'USD',
    total: '',
    terms: 'THIRD_PARTY',
    bills: [freightBill],
  };
  const whole = changed(usual, invoice, names);
  return whole.total === '' ? { ...whole, total: totalOf(whole) } : whole;
}

function totalOf({ bills, currency }: CarrierInvoice): string {
  const amounts = bills.flatMap(({ charges, taxes }) => [
    ...charges.filter((line) => (line.currency ?? currency) === currency),
    ...(taxes ?? []),
  ]);
  return amountText(sum(amounts.map(({ amount }) => decimal(amount))), currency ?? null);
}

/** All that is posted for a scenario. */
export function worldOf(names: Names, given: Given): World {
  const terms = given.contracts ?? (given.contract === null ? [] : [given.contract ?? {}]);
  const world: World = {
    names,
    carriers: [changed(usualCarrierRecord(names), given.carrier, names)],
    contracts: terms.map((change, index) => changed({ ...usualContract(names), version: index + 1 }, change, names)),
    partners: given.partner ? [{ source: `api:${names.carrier}`, carrier: names.carrier, ...given.partner }] : [],
    shipments: [changed(usualShipment(names), given.shipment, names)],
    events: eventsOf(names, given),
    documents: documentsOf(names, given),
    invoices: [given, ...(given.further ?? [])].map((each, index) => billing(names, index, each)),
  };
  given.change?.(world);
  return world;
}
