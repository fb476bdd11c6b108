import type { AccessorialTerms } from '../../freight/accessorial.ts';
import type { ContractVersion, IndexValue, Lane } from '../../freight/contract.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { FreightEvent } from '../../freight/event.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { WeightBreaksRate } from '../../freight/linehaul.ts';
import type { Shipment } from '../../freight/shipment.ts';
import type { Calendar } from '../../freight/terms.ts';
import type { Dossier } from '../dossier.ts';

/** When every sample fact came in: what is audited never depends on it. */
const receivedAt = '2026-03-05T12:00:00Z';

/** An LTL shipment Akron–Dallas, 1,850 lb class 70, 412 miles, liftgate ordered: the one of the specification's examples. */
export function sampleShipment(more: Partial<Shipment> = {}): Shipment {
  return {
    source: 'tms',
    shipmentId: 'SHP-10042',
    version: 1,
    legalEntity: 'ACME-US',
    carrier: 'ABCD',
    mode: 'LTL',
    stops: [
      {
        stop: 1,
        type: 'PICKUP',
        location: {
          code: 'PL4',
          city: 'Akron',
          region: 'OH',
          postalCode: '44301',
          country: 'US',
          timeZone: 'America/New_York',
          siteType: 'COMMERCIAL',
        },
        appointment: { from: '2026-03-02T08:00:00-05:00', to: '2026-03-02T10:00:00-05:00' },
      },
      {
        stop: 2,
        type: 'DELIVERY',
        location: { city: 'Dallas', region: 'TX', postalCode: '75201', country: 'US', timeZone: 'America/Chicago' },
        appointment: { from: '2026-03-04T08:00:00-06:00', to: '2026-03-04T08:00:00-06:00' },
      },
    ],
    items: [{ item: 1, pieces: 4, packaging: 'PALLET', weight: { value: '1850', unit: 'LB' }, freightClass: '70' }],
    distance: { value: '412', unit: 'MI' },
    services: ['LIFTGATE_DELIVERY'],
    ...more,
  };
}

/** The class rates of the specification: 42.15 from 1,000 lb, 36.40 from 2,000 lb, deficit, 62 % off, at least 145.00. */
export function sampleBreaks(more: Partial<WeightBreaksRate> = {}): WeightBreaksRate {
  return {
    model: 'WEIGHT_BREAKS',
    weightUnit: 'LB',
    per: '100',
    breaks: [
      { from: '0', rates: { '60': '49.90', '70': '55.10', '85': '63.00' } },
      { from: '500', rates: { '60': '43.60', '70': '48.20', '85': '55.30' } },
      { from: '1000', rates: { '60': '38.20', '70': '42.15', '85': '48.10' } },
      { from: '2000', rates: { '60': '33.00', '70': '36.40', '85': '41.55' } },
    ],
    deficit: true,
    discount: '0.62',
    minimum: '145.00',
    ...more,
  };
}

/** Terms of detention at delivery. */
type Detention = Extract<AccessorialTerms, { model: 'PER_TIME' }>;

/** Detention at delivery: 60.00 an hour by started quarters of an hour after two hours, none when the truck came late. */
export function sampleDetention(more: Partial<Detention> = {}): Detention {
  return {
    charge: 'DETENTION_DELIVERY',
    model: 'PER_TIME',
    rate: '60.00',
    perMinutes: 60,
    incrementMinutes: 15,
    incrementRounding: 'UP',
    freeMinutes: 120,
    lateGraceMinutes: 15,
    whenLate: 'NONE',
    authority: 'CONTRACT',
    ...more,
  };
}

/** The lane Ohio–Dallas. */
export function sampleLane(more: Partial<Lane> = {}): Lane {
  return {
    lane: 'OH-TX',
    origin: { country: 'US', regions: ['OH'] },
    destination: { country: 'US', postalPrefixes: ['75', '76'] },
    linehaul: sampleBreaks(),
    ...more,
  };
}

/** Contract ABCD-LTL of 2026 with a 28.5 % fuel row at 4.01 and liftgate 85.00 where ordered. */
export function sampleContract(more: Partial<ContractVersion> = {}): ContractVersion {
  return {
    contractId: 'ABCD-LTL',
    version: 3,
    carrier: 'ABCD',
    legalEntities: ['ACME-US'],
    modes: ['LTL'],
    currency: 'USD',
    effective: { from: '2026-01-01', to: '2026-12-31' },
    dateRole: 'PICKUP',
    lanes: [sampleLane()],
    fuel: {
      index: 'EIA-DIESEL-US',
      model: 'PERCENT_TABLE',
      inForce: { addDays: 1 },
      table: [
        { from: '3.95', value: '0.28' },
        { from: '4.01', value: '0.285' },
        { from: '4.07', value: '0.29' },
      ],
      beyond: { step: '0.06', value: '0.005' },
      base: ['LINEHAUL'],
    },
    accessorials: [{ charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' }],
    ...more,
  };
}

/** Diesel as published on the Mondays around the shipment. */
export function sampleIndexes(): IndexValue[] {
  return [
    { series: 'EIA-DIESEL-US', period: '2026-02-16', value: '3.950', publishedOn: '2026-02-16', revision: 0 },
    { series: 'EIA-DIESEL-US', period: '2026-02-23', value: '4.012', publishedOn: '2026-02-23', revision: 0 },
    { series: 'EIA-DIESEL-US', period: '2026-03-02', value: '4.090', publishedOn: '2026-03-02', revision: 0 },
  ];
}

/** An ACTUAL happening, as its source tells it. */
export function sampleEvent(more: Partial<FreightEvent> & Pick<FreightEvent, 'type'>): Recorded<FreightEvent> {
  const body: FreightEvent = {
    source: 'x12:ABCD',
    eventId: [more.source, more.type, more.stop, more.occurredAt ?? more.occurredLocal].join('|'),
    classifier: 'ACTUAL',
    ...more,
  };
  return { factId: `${body.source} ${body.eventId}`, source: body.source, id: body.eventId, receivedAt, body };
}

/** A paper about the shipment. */
export function sampleDocument(
  more: Partial<FreightDocument> & Pick<FreightDocument, 'type'>,
): Recorded<FreightDocument> {
  const body: FreightDocument = {
    source: 'x12:ABCD',
    documentId: [more.type, more.stop, more.data?.number, more.data?.weight?.value, more.issuedAt].join('|'),
    ...more,
  };
  return { factId: `${body.source} ${body.documentId}`, source: body.source, id: body.documentId, receivedAt, body };
}

/** The truck leaves Akron on 2 March 2026. */
export function samplePickup(): Recorded<FreightEvent> {
  return sampleEvent({ type: 'DEPARTED_STOP', stop: 1, occurredAt: '2026-03-02T10:30:00-05:00' });
}

/** What a sample dossier is made of; what is not named is the specification's example. */
export interface SampleParts {
  shipment?: Shipment;
  contracts?: ContractVersion[];
  events?: Recorded<FreightEvent>[];
  documents?: Recorded<FreightDocument>[];
  indexes?: IndexValue[];
  calendars?: Calendar[];
}

/** A dossier without bills: what is owed does not depend on them. */
export function sampleDossier(parts: SampleParts = {}): Dossier {
  const body = parts.shipment ?? sampleShipment();
  return {
    key: `shipment:${body.source}:${body.shipmentId}`,
    shipments: [{ factId: 's1', source: body.source, id: `${body.shipmentId}#1`, receivedAt, body }],
    events: parts.events ?? [samplePickup()],
    documents: parts.documents ?? [],
    bills: [],
    rivals: [],
    deadlines: [],
    contracts: (parts.contracts ?? [sampleContract()]).map((contract) => ({ contract, activatedAt: receivedAt })),
    indexes: parts.indexes ?? sampleIndexes(),
    fxRates: [],
    carriers: [],
    legalEntities: [],
    calendars: parts.calendars ?? [],
    profiles: {},
  };
}
