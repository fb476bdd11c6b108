import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Stop } from '../../../freight/shipment.ts';
import { sampleContract, sampleEvent, sampleShipment } from '../sample-dossier.ts';
import { accessorialVerdict, chargeOf, ratedSample } from '../sample-rating.ts';

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

  const charge = (stops: number, seen: number[]) =>
    chargeOf(
      ratedSample({ ...run(stops, seen), contracts: [sampleContract({ accessorials: [stopOff] })] }),
      'STOP_OFF',
    );

  it('waits for the visit that nobody told of, and without any by the deadline owes nothing', () => {
    expect(charge(3, [1, 3])).toMatchObject({
      amount: null,
      needs: [{ fact: 'event ARRIVED_AT_STOP at stop 2', from: 'CARRIER' }],
      afterDeadline: 'ACC_NO_EVIDENCE',
    });
  });

  it('goes to a person after the deadline where some of it is proven', () => {
    expect(charge(4, [1, 2, 4])).toMatchObject({ amount: null, afterDeadline: null });
  });

  it('counts a stop where goods were delivered, though nobody told of the arrival', () => {
    const { shipment, events } = run(3, [1, 3]);
    events.push(sampleEvent({ type: 'DELIVERED', stop: 2, occurredAt: '2026-03-03T08:30:00-06:00' }));
    expect(accessorialVerdict(stopOff, { shipment, events })).toBe('100.00');
  });
});
