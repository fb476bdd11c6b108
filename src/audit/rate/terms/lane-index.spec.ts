import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Lane } from '../../../freight/contract.ts';
import type { PlaceSelector } from '../../../freight/place.ts';
import type { Location } from '../../../freight/shipment.ts';
import { sampleContract, sampleShipment } from '../sample-dossier.ts';
import { laneOf } from './lane.ts';

const country = fc.constantFrom('US', 'CA');
const some = <T>(...values: T[]) => fc.option(fc.shuffledSubarray(values, { minLength: 1 }), { nil: null });
const selector: fc.Arbitrary<PlaceSelector> = fc.record({
  country: fc.option(country, { nil: null }),
  regions: some('TX', 'OH', 'O.H'),
  cities: some('Dallas', 'AKRON', 'Fort Worth'),
  postalPrefixes: some('7', '75', '752', '44 3', 'M5V'),
  postalRanges: some({ from: '75000', to: '75299' }, { from: '44', to: '45' }),
  unlocodes: some('USDAL', 'USCAK'),
  zones: some('SOUTH', 'NORTH'),
});
const zones: Record<string, PlaceSelector[]> = {
  SOUTH: [{ country: 'US', regions: ['TX'] }],
  NORTH: [{ country: 'US', postalPrefixes: ['44'] }, { country: 'CA' }],
};
const lane = fc.record({
  origin: selector,
  destination: selector,
  equipment: some('REEFER', 'DRY_VAN_53'),
  services: fc.constant(null),
  linehaul: fc.constant({ model: 'FLAT', amount: '1.00' } as const),
});
const place: fc.Arbitrary<Location> = fc.record({
  country,
  region: fc.constantFrom('TX', 'OH', null),
  city: fc.constantFrom('dallas', 'Akron', 'Fort-Worth', null),
  postalCode: fc.constantFrom('75201', '75 201', '44301', 'M5V 3L9', '', null),
  unlocode: fc.constantFrom('USDAL', null),
});

it('a contract of many lanes gives the lane that the same lanes give when each is asked alone', () => {
  fc.assert(
    fc.property(fc.array(lane, { minLength: 25, maxLength: 40 }), place, place, (drawn, from, to) => {
      const lanes: Lane[] = drawn.map((one, index) => ({ ...one, lane: `L${index}` }));
      const [first, last] = sampleShipment().stops;
      if (!first || !last) throw new Error('two stops');
      const stops = [
        { ...last, location: to },
        { ...first, location: from },
      ];
      const shipment = sampleShipment({ stops, equipment: 'REEFER' });
      const alone = (some: Lane[]) => laneOf(sampleContract({ lanes: some, zones }), shipment);
      const serving = lanes.filter((one) => alone([one]) !== 'LANE_MISSING');
      // Of two lanes the narrower one stands; one that stands against every other is the lane.
      const beatsAll = serving.filter((one) =>
        serving.every((other) => {
          const pair = one === other ? alone([one]) : alone([one, other]);
          return typeof pair !== 'string' && pair.lane === one;
        }),
      );
      const chosen = laneOf(sampleContract({ lanes, zones }), shipment);
      const expected = serving.length === 0 ? 'LANE_MISSING' : (beatsAll[0]?.lane ?? 'LANE_AMBIGUOUS');
      expect(typeof chosen === 'string' ? chosen : chosen.lane.lane).toBe(expected);
    }),
    { numRuns: 200 },
  );
});
