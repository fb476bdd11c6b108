import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Stop } from '../../../freight/shipment.ts';
import { sampleEvent, sampleShipment } from '../sample-dossier.ts';
import { accessorialVerdict } from '../sample-rating.ts';

type Tiers = Extract<AccessorialTerms, { model: 'TIERS' }>;

const stopOff: Tiers = { charge: 'STOP_OFF', model: 'TIERS', tiers: ['100.00', '175.00'], authority: 'CONTRACT' };

const [first, last] = sampleShipment().stops;
const stopNumber = (stop: number): Stop => ({
  ...(stop === 1 ? first : last),
  ...{ stop, type: stop === 1 ? 'PICKUP' : 'DELIVERY', location: last?.location ?? {} },
});

/** An order of so many stops, with the truck seen at those named. */
function run(stops: number, seen: readonly number[]) {
  const shipment = sampleShipment({ stops: Array.from({ length: stops }, (_, index) => stopNumber(index + 1)) });
  shipment.stops[0] = first ?? stopNumber(1);
  const events = seen.flatMap((stop) => [
    sampleEvent({ type: 'ARRIVED_AT_STOP', stop, occurredAt: `2026-03-0${stop + 1}T08:00:00-06:00` }),
    sampleEvent({ type: 'DEPARTED_STOP', stop, occurredAt: `2026-03-0${stop + 1}T09:00:00-06:00` }),
  ]);
  return { shipment, events };
}

describe('stop-off', () => {
  it.each<[string, Partial<Tiers>, number, string]>([
    ['of two stops', {}, 2, '0.00 ACC_CONDITION'],
    ['of three', {}, 3, '100.00'],
    ['of four', {}, 4, '275.00'],
    // past the last tier the last repeats
    ['of six', {}, 6, '625.00'],
    ['of four with three free', { freeStops: 3 }, 4, '100.00'],
    ['of two with none free', { freeStops: 0 }, 2, '275.00'],
    ['capped', { maximum: '250.00' }, 4, '250.00'],
  ])('%s', (_, more, stops, verdict) => {
    const all = Array.from({ length: stops }, (__, index) => index + 1);
    expect(accessorialVerdict({ ...stopOff, ...more }, run(stops, all))).toBe(verdict);
  });

  it.each<[string, number, number[], string]>([
    ['the third of three', 3, [1, 2], '0.00 ACC_CONDITION'],
    ['the third of four', 4, [1, 2, 4], '100.00'],
    // The free ones are the first two of the order, seen or not.
    ['the second of four', 4, [1, 3, 4], '275.00'],
  ])('counts no stop that nobody told of a visit at: %s', (_, stops, seen, verdict) => {
    expect(accessorialVerdict(stopOff, run(stops, seen))).toBe(verdict);
  });

  it('can not be told while a visit was told of at no known stop', () => {
    const { shipment, events } = run(3, [1, 2]);
    events.push(sampleEvent({ type: 'ARRIVED_AT_STOP', occurredAt: '2026-03-06T08:30:00-06:00' }));
    expect(accessorialVerdict(stopOff, { shipment, events })).toBe('null STOP_UNKNOWN');
  });

  it('waits for nothing once every stop was visited, nor for what is no visit', () => {
    const all = run(3, [1, 2, 3]);
    const lost = sampleEvent({ type: 'ARRIVED_AT_STOP', occurredAt: '2026-03-06T08:30:00-06:00' });
    expect(accessorialVerdict(stopOff, { ...all, events: [...all.events, lost] })).toBe('100.00');
    const notice = sampleEvent({ type: 'NOTICE_GIVEN', occurredAt: '2026-03-06T08:30:00-06:00' });
    const two = run(3, [1, 2]);
    expect(accessorialVerdict(stopOff, { ...two, events: [...two.events, notice] })).toBe('0.00 ACC_CONDITION');
  });

  it('counts a stop where goods were delivered, though nobody told of the arrival', () => {
    const { shipment, events } = run(3, [1, 3]);
    events.push(sampleEvent({ type: 'DELIVERED', stop: 2, occurredAt: '2026-03-03T08:30:00-06:00' }));
    expect(accessorialVerdict(stopOff, { shipment, events })).toBe('100.00');
  });
});
