import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import type { Shipment } from '../../../freight/shipment.ts';
import { sampleEvent, samplePickup, sampleShipment } from '../sample-dossier.ts';
import { accessorialVerdict } from '../sample-rating.ts';

/** A unit of 1.00 for each minute: the amount is the minutes on the clock. */
const byMinute: AccessorialTerms = {
  ...{ charge: 'DETENTION_DELIVERY', model: 'PER_TIME', rate: '1.00', perMinutes: 1, freeMinutes: 0 },
  ...{ incrementMinutes: 1, incrementRounding: 'UP', lateGraceMinutes: 15, whenLate: 'NONE', authority: 'CONTRACT' },
};

function shipmentWith(appointment: Shipment['stops'][number]['appointment'], timeZone = 'America/Chicago'): Shipment {
  const shipment = sampleShipment();
  const stops = shipment.stops.map((stop) =>
    stop.stop === 2 ? { ...stop, appointment: appointment ?? null, location: { ...stop.location, timeZone } } : stop,
  );
  return { ...shipment, stops };
}

type Time = Pick<FreightEvent, 'occurredAt' | 'occurredLocal'>;
const minutes = (arrived: Time, left: Time, shipment: Shipment): string => {
  const events = [
    samplePickup(),
    sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 2, ...arrived }),
    sampleEvent({ type: 'DEPARTED_STOP', stop: 2, ...left }),
  ];
  return accessorialVerdict(byMinute, { shipment, events }, 2);
};
const at = (occurredAt: string): Time => ({ occurredAt });
const local = (occurredLocal: string): Time => ({ occurredLocal });

describe('minutes on the clock', () => {
  it.each<[string, Time, Time, string]>([
    ['of an ordinary night', local('2026-03-05T01:30:00'), local('2026-03-05T03:30:00'), '120.00'],
    // On 8 March 2026 two o'clock in Chicago is three: 01:30 −06:00 to 03:30 −05:00 is an hour.
    ['of the night the clocks go forward', local('2026-03-08T01:30:00'), local('2026-03-08T03:30:00'), '60.00'],
    ['told with offsets', at('2026-03-08T01:30:00-06:00'), at('2026-03-08T03:30:00-05:00'), '60.00'],
    // 02:30 does not exist and is shifted to 03:30.
    ['until an hour that does not exist', local('2026-03-08T01:30:00'), local('2026-03-08T02:30:00'), '60.00'],
    // On 1 November one o'clock comes twice; 01:30 is the earlier, in summer time: half an hour after 01:00 of it.
    ['until an hour that comes twice', local('2026-11-01T00:30:00'), local('2026-11-01T01:30:00'), '60.00'],
    // 00:30 −05:00 to 02:30 −06:00 are three hours.
    ['over the night the clocks go back', local('2026-11-01T00:30:00'), local('2026-11-01T02:30:00'), '180.00'],
    ['not yet whole', at('2026-03-05T08:00:00-06:00'), at('2026-03-05T08:10:59-06:00'), '10.00'],
    ['told in other offsets', at('2026-03-05T14:00:00Z'), at('2026-03-05T10:00:00-05:00'), '60.00'],
  ])('%s', (_, arrived, left, expected) => {
    expect(minutes(arrived, left, shipmentWith(null))).toBe(expected);
  });

  it('reads local times in the zone of the stop, not of the shipper', () => {
    // 08:00 in Phoenix, which has no summer time, is 15:00 UTC; the departure is told in UTC.
    expect(
      minutes(local('2026-06-05T08:00:00'), at('2026-06-05T16:30:00Z'), shipmentWith(null, 'America/Phoenix')),
    ).toBe('90.00');
    // 08:00 in Dallas is 13:00 UTC then.
    expect(minutes(local('2026-06-05T08:00:00'), at('2026-06-05T16:30:00Z'), shipmentWith(null))).toBe('210.00');
  });

  it('compares the appointment as an instant', () => {
    // 09:00 in Chicago, written in the shipper's offset; the truck is an hour early by any clock.
    const appointment = { from: '2026-03-05T10:00:00-05:00', to: '2026-03-05T10:30:00-05:00' };
    const shipment = shipmentWith(appointment);
    expect(minutes(local('2026-03-05T08:00:00'), local('2026-03-05T10:00:00'), shipment)).toBe('60.00');
    // 09:45 is within the grace of a quarter of an hour past 09:30; 09:46 is not.
    expect(minutes(local('2026-03-05T09:45:00'), local('2026-03-05T10:45:00'), shipment)).toBe('60.00');
    expect(minutes(local('2026-03-05T09:46:00'), local('2026-03-05T10:46:00'), shipment)).toBe('0.00 DETENTION_WRONG');
  });
});
