import { describe, expect, it } from '@jest/globals';
import type { FreightEvent } from '../../freight/event.ts';
import type { Shipment, Stop } from '../../freight/shipment.ts';
import type { PartnerProfile } from '../../freight/terms.ts';
import { sampleDocument, sampleDossier, sampleEvent, sampleShipment } from '../rate/sample-dossier.ts';
import type { SampleParts } from '../rate/sample-dossier.ts';
import type { Milestone } from './evidence.ts';
import { readEvidence } from './read-evidence.ts';

type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

const at = (time: string) => `2026-03-04T${time}:00-06:00`;
const profile = (more: Partial<PartnerProfile>): PartnerProfile => ({ source: 'x12:ABCD', version: 1, ...more });

function read(told: Told[], parts: SampleParts = {}, profiles: Record<string, PartnerProfile> = {}) {
  return readEvidence({ ...sampleDossier({ ...parts, events: told.map(sampleEvent) }), profiles }, 15);
}

/** Status and time of a milestone, for comparing. */
function shown(milestone: Milestone | null | undefined): string {
  if (!milestone) return 'NONE';
  return milestone.status === 'STANDS' ? `${milestone.at.slice(11, 16)} ${milestone.method}` : milestone.status;
}

const arrived = (time: string, more: Partial<FreightEvent> = {}): Told => ({
  type: 'ARRIVED_AT_STOP',
  stop: 2,
  occurredAt: at(time),
  ...more,
});
describe('which shipment, which facts', () => {
  it('takes the highest version of the order, wherever it stands in the list', () => {
    const dossier = sampleDossier();
    const versions = [2, 3, 1].map((version) => ({
      factId: `${version}`,
      source: 'tms',
      id: `SHP-10042#${version}`,
      receivedAt: '2026-03-05T12:00:00Z',
      body: sampleShipment({ version }),
    }));
    expect(readEvidence({ ...dossier, shipments: versions }, 15).shipment?.body.version).toBe(3);
  });

  it('orders versions without a number by the time they were issued', () => {
    const dossier = sampleDossier();
    const versions = ['2026-03-01T10:00:00Z', '2026-03-01T12:00:00+05:00'].map((issuedAt, index) => ({
      factId: `${index}`,
      source: 'tms',
      id: `SHP-10042#${issuedAt}`,
      receivedAt: '2026-03-05T12:00:00Z',
      body: sampleShipment({ version: null, issuedAt }),
    }));
    // 12:00 at +05:00 is 07:00 in Greenwich: the earlier one.
    expect(readEvidence({ ...dossier, shipments: versions }, 15).shipment?.body.issuedAt).toBe('2026-03-01T10:00:00Z');
  });

  it('lets only actual happenings prove anything', () => {
    const evidence = read([arrived('08:00', { classifier: 'PLANNED' }), arrived('09:00', { classifier: 'ESTIMATED' })]);
    expect(evidence.events).toEqual([]);
    expect(evidence.stops[1]?.visits).toEqual([]);
  });

  it.each<[string, Told[], number]>([
    [
      'a retraction before what it retracts',
      [{ type: 'RETRACTED', eventId: 'R', retracts: 'A' }, arrived('08:00', { eventId: 'A' })],
      0,
    ],
    [
      'a retraction of another source',
      [{ type: 'RETRACTED', source: 'gps', eventId: 'R', retracts: 'A' }, arrived('08:00', { eventId: 'A' })],
      1,
    ],
    [
      'a retraction by a person',
      [{ type: 'RETRACTED', source: 'person', eventId: 'R', retracts: 'A' }, arrived('08:00', { eventId: 'A' })],
      0,
    ],
    [
      'a retraction that is retracted',
      [
        { type: 'RETRACTED', eventId: 'R', retracts: 'A' },
        { type: 'RETRACTED', eventId: 'S', retracts: 'R' },
        arrived('08:00', { eventId: 'A' }),
      ],
      1,
    ],
    [
      'a retraction whose retraction is retracted',
      [
        { type: 'RETRACTED', eventId: 'R', retracts: 'A' },
        { type: 'RETRACTED', eventId: 'S', retracts: 'R' },
        { type: 'RETRACTED', eventId: 'T', retracts: 'S' },
        arrived('08:00', { eventId: 'A' }),
      ],
      0,
    ],
    [
      'two that retract each other',
      [
        { type: 'RETRACTED', eventId: 'R', retracts: 'S' },
        { type: 'RETRACTED', eventId: 'S', retracts: 'R' },
        arrived('08:00', { eventId: 'A' }),
      ],
      1,
    ],
    [
      'a planned retraction',
      [{ type: 'RETRACTED', classifier: 'PLANNED', eventId: 'R', retracts: 'A' }, arrived('08:00', { eventId: 'A' })],
      1,
    ],
  ])('hears %s', (_, told, standing) => {
    const evidence = read(told);
    expect(evidence.events).toHaveLength(standing);
    expect(evidence.retracted).toHaveLength(1 - standing);
  });

  it('leaves out a proof of delivery that was withdrawn', () => {
    const pod = sampleDocument({ type: 'POD', documentId: 'POD-1', stop: 2, data: { signedAt: at('09:00') } });
    const evidence = read([{ type: 'RETRACTED', eventId: 'R', retractsDocument: 'POD-1' }], { documents: [pod] });
    expect(evidence.podMissing.map(({ fact }) => fact)).toEqual(['document POD at stop 2']);
    expect(evidence.delivery.status).toBe('MISSING');
  });
});

const stop = (number: number, type: Stop['type'], location: Stop['location']): Stop => ({
  stop: number,
  type,
  location,
});
const threeStops: Shipment = sampleShipment({
  stops: [
    stop(1, 'PICKUP', { code: 'PL4', city: 'Akron', region: 'OH', postalCode: '44301', timeZone: 'America/New_York' }),
    stop(2, 'DELIVERY', {
      code: 'DC1',
      city: 'Dallas',
      region: 'TX',
      postalCode: '75201',
      timeZone: 'America/Chicago',
    }),
    stop(3, 'DELIVERY', { code: 'DC2', city: 'Dallas', region: 'TX', postalCode: '75202' }),
  ],
});

describe('where and when', () => {
  it.each<[string, Told, number | string]>([
    ['its number', { type: 'DELIVERED', stop: 3 }, 3],
    ['a sequence', { type: 'DELIVERED', place: { sequence: 2 } }, 2],
    ['the location code', { type: 'ARRIVED_AT_STOP', place: { code: 'dc-2', city: 'Akron', region: 'OH' } }, 3],
    ['the postal code', { type: 'ARRIVED_AT_STOP', place: { postalCode: '75201', city: 'Dallas', region: 'TX' } }, 2],
    ['the first five digits of a ZIP+4', { type: 'ARRIVED_AT_STOP', place: { postalCode: '75201-1234' } }, 2],
    ['city and region', { type: 'DEPARTED_STOP', place: { city: 'AKRON', region: 'OH' } }, 1],
    ['the only pickup', { type: 'LOADED' }, 1],
    ['the only pickup, said by the sender', { type: 'ARRIVED_AT_STOP', data: { stopType: 'PICKUP' } }, 1],
    ['no place at all of a delivery: the last', { type: 'DELIVERED' }, 3],
    ['a city of two stops', { type: 'ARRIVED_AT_STOP', place: { city: 'Dallas', region: 'TX' } }, 'STOP_UNKNOWN'],
    [
      'a city of no stop, of two deliveries',
      { type: 'DELIVERED', place: { city: 'Houston', region: 'TX' } },
      'STOP_UNKNOWN',
    ],
    ['no place of an arrival', { type: 'ARRIVED_AT_STOP' }, 'STOP_UNKNOWN'],
  ])('finds the stop by %s', (_, told, found) => {
    const evidence = read([{ occurredAt: at('09:00'), ...told }], { shipment: threeStops });
    expect(evidence.events[0]?.stop ?? evidence.unplaced[0]?.need.reason).toBe(found);
  });

  it.each([
    ['as it is', '2026-03-04T07:40:00', '2026-03-04T13:40:00Z'],
    ['that occurs twice as the earlier', '2026-11-01T01:30:00', '2026-11-01T06:30:00Z'],
    ['that does not exist as shifted forward', '2026-03-08T02:30:00', '2026-03-08T08:30:00Z'],
  ])('reads a local time %s in the zone of the stop', (_, occurredLocal, instant) => {
    expect(read([{ type: 'ARRIVED_AT_STOP', stop: 2, occurredLocal }]).events[0]?.at).toBe(instant);
  });

  it('can not read a local time at a stop whose zone nobody knows, unless the sender has one', () => {
    const told: Told = { type: 'DELIVERED', stop: 3, occurredLocal: '2026-03-04T09:00:00' };
    const evidence = read([told], { shipment: threeStops });
    expect(evidence.unplaced[0]?.need.reason).toBe('TIME_ZONE_UNKNOWN');
    expect(evidence.stops[2]?.delivered).toMatchObject({ status: 'MISSING', need: { reason: 'TIME_ZONE_UNKNOWN' } });
    const helped = read(
      [told],
      { shipment: threeStops },
      { 'x12:ABCD': profile({ defaultTimeZone: 'America/Chicago' }) },
    );
    expect(shown(helped.stops[2]?.delivered)).toBe('15:00 EDI');
  });

  it('lowers a claim to what its partner may prove, with a note', () => {
    const told = [arrived('08:00', { source: 'app', method: 'GEOFENCE' })];
    const evidence = read(told, {}, { app: profile({ source: 'app', maxMethod: 'EDI' }) });
    expect(evidence.events[0]?.method).toBe('EDI');
    expect(evidence.notes).toHaveLength(1);
  });

  it('takes EDI for X12 and EDIFACT, by hand for others', () => {
    const told = ['x12:ABCD', 'edifact:MAEU', 'tms'].map((source) => arrived('08:00', { source }));
    expect(read(told).events.map(({ method }) => method)).toEqual(['EDI', 'MANUAL', 'EDI']);
  });

  it.each([
    ['the sender’s own word', { code: 'AG', attribution: 'SHIPPER' } as const, [], 'SHIPPER'],
    ['the partner’s overlay', { code: 'AG' }, [{ code: 'AG', attribution: 'OUTSIDE' }] as const, 'OUTSIDE'],
    ['the standard: AG is the consignee', { code: 'AG' }, [], 'CONSIGNEE'],
    ['nobody where the code is none of the standard', { code: 'ZZ9' }, [], null],
  ])('says who caused it by %s', (_, reason, reasons, attribution) => {
    const told = [arrived('08:00', { source: 'app', reason })];
    const evidence = read(told, {}, { app: profile({ source: 'app', reasons: [...reasons] }) });
    expect(evidence.events[0]?.attribution).toBe(attribution);
  });
});
