import { expect, it } from '@jest/globals';
import type { Recorded } from '../freight/fact.ts';
import type { Location, Shipment } from '../freight/shipment.ts';
import { atKnownLocations, locationCodes } from './locations.ts';

const order = (location: Location): Recorded<Shipment> => ({
  factId: 'f',
  source: 'tms',
  id: 'S#1',
  receivedAt: '2026-03-01T00:00:00Z',
  body: {
    source: 'tms',
    shipmentId: 'S',
    legalEntity: 'ACME-US',
    carrier: 'ABCD',
    mode: 'LTL',
    stops: [{ stop: 1, type: 'PICKUP', location }],
  },
});
const plant: Location = { code: 'PL4', city: 'Akron', timeZone: 'America/New_York', siteType: 'COMMERCIAL' };
const places = new Map([['PL4', plant]]);

it.each<[string, Location, Location]>([
  ['is filled in where the order says nothing', { code: 'PL4', city: null }, plant],
  ['gives way to what the order says', { code: 'PL4', siteType: 'FARM' }, { ...plant, siteType: 'FARM' }],
  ['says nothing of a place without its code', { city: 'Akron' }, { city: 'Akron' }],
  ['says nothing of another place', { code: 'PL5' }, { code: 'PL5' }],
])('what is known of a place %s', (_, said, known) => {
  expect(atKnownLocations(order(said), places).body.stops[0]?.location).toEqual(known);
});

it('leaves an order as it is that names no known place', () => {
  const unknown = order({ code: 'PL5' });
  expect(atKnownLocations(unknown, places)).toBe(unknown);
  expect(locationCodes([unknown, order({ city: 'Akron' })])).toEqual(['PL5']);
});
