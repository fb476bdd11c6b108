import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FreightEvent } from '../../freight/event.ts';
import type { Shipment, Stop } from '../../freight/shipment.ts';
import { sampleDocument, sampleDossier, sampleEvent, sampleShipment } from '../rate/sample-dossier.ts';
import type { SampleParts } from '../rate/sample-dossier.ts';
import type { Milestone } from './evidence.ts';
import { readEvidence } from './read-evidence.ts';

type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

const at = (time: string) => `2026-03-04T${time}:00-06:00`;

function read(told: Told[], parts: SampleParts = {}) {
  return readEvidence(sampleDossier({ ...parts, events: told.map(sampleEvent) }), 15);
}

/** Status and time of a milestone, for comparing. */
function shown(milestone: Milestone | null | undefined): string {
  if (!milestone) return 'NONE';
  return milestone.status === 'STANDS' ? `${milestone.at.slice(11, 16)} ${milestone.method}` : milestone.status;
}

function visitsAt(told: Told[], stop = 2): string[] {
  const evidence = read(told).stops.find((one) => one.stop.stop === stop);
  return (evidence?.visits ?? []).map(({ arrival, departure }) => `${shown(arrival)} – ${shown(departure)}`);
}

const arrived = (time: string, more: Partial<FreightEvent> = {}): Told => ({
  type: 'ARRIVED_AT_STOP',
  stop: 2,
  occurredAt: at(time),
  ...more,
});
const left = (time: string, more: Partial<FreightEvent> = {}): Told => ({
  type: 'DEPARTED_STOP',
  stop: 2,
  occurredAt: at(time),
  ...more,
});
const geofence = { source: 'gps', method: 'GEOFENCE' } as const;

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

describe('visits and ranking', () => {
  it.each<[string, Told[], string[]]>([
    ['one stay', [arrived('08:00'), left('10:00')], ['08:00 EDI – 10:00 EDI']],
    [
      'a correction issued later, though it claims more',
      [arrived('08:00', { issuedAt: at('08:05') }), arrived('07:30', { issuedAt: at('08:30') }), left('10:00')],
      ['07:30 EDI – 10:00 EDI'],
    ],
    [
      'two times of one source without time of issue: the smaller claim',
      [arrived('08:00'), arrived('08:10'), left('10:00'), left('10:20')],
      ['08:10 EDI – 10:00 EDI'],
    ],
    [
      'one time that a source tells by two methods: the stronger',
      [arrived('08:00'), arrived('08:00', { eventId: '0', method: 'GEOFENCE' }), arrived('07:30', { source: 'tms' })],
      ['08:00 GEOFENCE – MISSING'],
    ],
    [
      'the same whichever of the two comes first by name',
      [arrived('08:00'), arrived('08:00', { eventId: 'z', method: 'GEOFENCE' }), arrived('07:30', { source: 'tms' })],
      ['08:00 GEOFENCE – MISSING'],
    ],
    [
      'the geofence before the message',
      [arrived('07:30'), left('11:00'), arrived('08:00', geofence), left('10:00', geofence)],
      ['08:00 GEOFENCE – 10:00 GEOFENCE'],
    ],
    [
      'two equal sources that agree within fifteen minutes: the smaller claim',
      [
        arrived('08:00'),
        arrived('08:15', { source: 'x12:BROK' }),
        left('10:00'),
        left('09:50', { source: 'x12:BROK' }),
      ],
      ['08:15 EDI – 09:50 EDI'],
    ],
    [
      'two equal sources further apart',
      [arrived('08:00'), arrived('08:16', { source: 'x12:BROK' }), left('10:00')],
      ['CONFLICT – 10:00 EDI'],
    ],
    [
      'a failed attempt and a second visit',
      [
        arrived('08:00'),
        { type: 'DELIVERY_ATTEMPTED', stop: 2, occurredAt: at('09:00') },
        arrived('13:00'),
        left('15:00'),
      ],
      ['08:00 EDI – 09:00 EDI', '13:00 EDI – 15:00 EDI'],
    ],
    [
      'visits cut by the strongest method, other claims to the nearest',
      [
        arrived('08:00', geofence),
        left('09:00', geofence),
        arrived('13:00', geofence),
        left('15:00', geofence),
        arrived('07:00'),
        left('16:00'),
      ],
      ['08:00 GEOFENCE – 09:00 GEOFENCE', '13:00 GEOFENCE – 15:00 GEOFENCE'],
    ],
    [
      'no method with both ends: all events together',
      [arrived('08:00', geofence), left('10:00', { source: 'tms' })],
      ['08:00 GEOFENCE – 10:00 MANUAL'],
    ],
    [
      'a lone departure before a lone arrival: one contradictory stay',
      [left('09:00'), arrived('10:00')],
      ['10:00 EDI – 09:00 EDI'],
    ],
    ['no departure', [arrived('08:00')], ['08:00 EDI – MISSING']],
  ])('cuts and ranks %s', (_, told, visits) => {
    expect(visitsAt(told)).toEqual(visits);
  });

  it('takes the signature on the proof of delivery before the message', () => {
    const documents = [sampleDocument({ type: 'POD', source: 'tms', data: { signedAt: at('09:40') } })];
    const evidence = read([{ type: 'DELIVERED', occurredAt: at('09:00') }], { documents });
    expect(shown(evidence.delivery)).toBe('09:40 SIGNED_DOCUMENT');
    expect(evidence.podMissing).toEqual([]);
  });

  it('calls a shipment delivered when every delivery stop is', () => {
    const first: Told = { type: 'DELIVERED', stop: 2, occurredAt: at('09:00') };
    const second: Told = { type: 'DELIVERED', stop: 3, occurredAt: at('12:00') };
    expect(read([first], { shipment: threeStops }).delivery).toMatchObject({
      status: 'MISSING',
      need: { fact: 'event DELIVERED at stop 3', reason: 'NOT_DELIVERED' },
    });
    expect(shown(read([second, first], { shipment: threeStops }).delivery)).toBe('12:00 EDI');
  });

  it.each([
    ['before the arrival replaces the order’s', '07:00', '09:00'],
    ['after the arrival changes nothing', '08:30', '08:00'],
  ])('hears that an appointment set %s', (_, issued, from) => {
    const told: Told[] = [
      arrived('08:10'),
      { type: 'APPOINTMENT_SET', stop: 2, issuedAt: at(issued), data: { from: at('09:00'), to: at('09:30') } },
    ];
    expect(read(told).stops[1]?.appointment?.from).toBe(at(from));
  });
});

describe('an appointment that is planned', () => {
  const window = { from: '2026-03-04T09:00:00', to: '2026-03-04T09:30:00' };
  const planned = (more: Partial<FreightEvent> = {}): Told => ({
    ...{ type: 'APPOINTMENT_SET', classifier: 'PLANNED', stop: 2, issuedAt: at('07:00'), data: window },
    ...more,
  });
  const heldFrom = (told: Told[]) => {
    const { from, setBy } = read(told).stops[1]?.appointment ?? {};
    return [from, setBy?.body.type ?? 'the order'];
  };

  it('replaces the order’s, its local times read in the zone of the stop', () => {
    // 09:00 in Dallas in winter.
    expect(heldFrom([arrived('08:10'), planned()])).toEqual(['2026-03-04T15:00:00Z', 'APPOINTMENT_SET']);
    expect(read([arrived('08:10'), planned()]).events.map(({ type }) => type)).toEqual(['ARRIVED_AT_STOP']);
  });

  it('is set when we are told, where nobody says when: its own time is only when it is to be', () => {
    // Received on 5 March, after the truck of the 4th and before that of the 6th.
    const untold = planned({ issuedAt: null, occurredLocal: window.from });
    expect(heldFrom([arrived('10:10'), untold])).toEqual([at('08:00'), 'the order']);
    expect(heldFrom([arrived('10:10', { occurredAt: '2026-03-06T10:10:00-06:00' }), untold])[1]).toBe(
      'APPOINTMENT_SET',
    );
  });

  it('sets nothing while it is an estimate', () => {
    expect(heldFrom([arrived('08:10'), planned({ classifier: 'ESTIMATED' })])).toEqual([at('08:00'), 'the order']);
  });

  it('in local times of a place without a zone proves nothing, and says so', () => {
    const nowhere = { ...threeStops, stops: threeStops.stops.slice(2) };
    const { unplaced } = read([planned({ stop: 3, occurredAt: at('07:00') })], { shipment: nowhere });
    expect(unplaced.map(({ need }) => need.reason)).toEqual(['TIME_ZONE_UNKNOWN']);
  });
});

describe('cancelled shipments', () => {
  const cancelled: Told = { type: 'CANCELLED', occurredAt: '2026-03-02T09:00:00-05:00' };
  const departed = (time: string): Told => ({
    type: 'DEPARTED_STOP',
    stop: 1,
    occurredAt: `2026-03-02T${time}:00-05:00`,
  });

  it.each<[string, Told[], boolean | null]>([
    ['before any pickup', [cancelled], false],
    ['after dispatch', [{ type: 'DISPATCHED', occurredAt: '2026-03-02T06:00:00-05:00' }, cancelled], true],
    ['after the pickup', [departed('08:30'), cancelled], null],
    ['after loading', [{ type: 'LOADED', occurredAt: '2026-03-02T08:59:00-05:00' }, cancelled], null],
    ['before a later departure', [departed('10:00'), cancelled], false],
  ])('knows a load cancelled %s', (_, told, dispatched) => {
    expect(read(told).cancelled?.dispatchedBefore ?? null).toBe(dispatched);
  });
});

it('reads the same from the facts in any order', () => {
  const told: Told[] = [
    arrived('08:00'),
    left('10:00'),
    arrived('08:10', { source: 'x12:BROK' }),
    left('10:40', geofence),
    arrived('08:20', geofence),
    { type: 'DELIVERED', stop: 2, occurredAt: at('09:30') },
    { type: 'DELIVERY_ATTEMPTED', stop: 2, occurredAt: at('08:40') },
    { type: 'RETRACTED', eventId: 'R', retracts: 'x12:ABCD|DEPARTED_STOP|2' },
    arrived('13:00'),
    { type: 'APPOINTMENT_SET', stop: 2, issuedAt: at('07:00'), data: { from: at('09:00') } },
    { type: 'DAMAGED', stop: 2, data: { pieces: 1 } },
    { type: 'CANCELLED' },
  ];
  const expected = read(told);
  fc.assert(
    fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (shuffled) => {
      expect(read(shuffled)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});
