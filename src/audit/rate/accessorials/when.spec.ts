import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms, AccessorialWhen } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import type { Location } from '../../../freight/shipment.ts';
import {
  sampleContract,
  sampleDocument,
  sampleEvent,
  sampleLane,
  samplePickup,
  sampleShipment,
} from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { accessorialVerdict, chargeOf, ratedSample, verdictOf } from '../sample-rating.ts';

type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

const flat = (charge: AccessorialTerms['charge'], when: AccessorialWhen): AccessorialTerms => ({
  ...{ charge, model: 'FLAT', amount: '60.00', authority: 'CONTRACT', when },
});
const told = (...all: Told[]): SampleParts => ({ events: [samplePickup(), ...all.map(sampleEvent)] });
const arrived = (occurredAt: string): Told => ({ type: 'ARRIVED_AT_STOP', stop: 2, occurredAt });
const owed = '60.00';
const not = '0.00 ACC_CONDITION';

describe('on certain days and hours', () => {
  const weekend: AccessorialWhen = { days: ['SATURDAY', 'SUNDAY'] };
  // INSIDE_DELIVERY looks at stop 2 alone, in Dallas.
  it.each<[string, AccessorialWhen, string, string]>([
    ['a Friday evening there that is Saturday in UTC', weekend, '2026-03-07T04:30:00Z', not], // 22:30 on the 6th
    ['a Saturday just begun', weekend, '2026-03-07T06:00:00Z', owed],
    ['a Sunday that ends at six in UTC, before the clocks go forward', weekend, '2026-03-02T05:59:00Z', owed],
    // In summer time Monday begins at five.
    ['a Monday of summer time, an hour earlier in UTC', weekend, '2026-03-09T05:00:00Z', not],
    ['a named weekday', { days: ['WEDNESDAY'] }, '2026-03-04T15:00:00Z', owed],
    ['a holiday', { days: ['HOLIDAY'], holidays: ['2026-03-04'] }, '2026-03-05T05:59:00Z', owed],
    ['the day after it', { days: ['HOLIDAY'], holidays: ['2026-03-04'] }, '2026-03-05T06:00:00Z', not],
  ])('%s', (_, when, at, verdict) => {
    expect(accessorialVerdict(flat('INSIDE_DELIVERY', when), told(arrived(at)))).toBe(verdict);
  });

  const hours: AccessorialWhen = { outsideHours: { from: '08:00', to: '17:00' } };
  it.each([
    ['a minute before', '2026-03-04T07:59:00-06:00', owed],
    ['the first minute', '2026-03-04T08:00:00-06:00', not],
    ['the last minute', '2026-03-04T17:00:59-06:00', not],
    ['a minute after', '2026-03-04T17:01:00-06:00', owed],
    // 07:30 on the clocks of summer, though it would be 06:30 in winter time
    ['before hours in summer time', '2026-03-09T12:30:00Z', owed],
    ['in hours in summer time', '2026-03-09T13:00:00Z', not],
  ])('outside the usual hours: %s', (_, at, verdict) => {
    expect(accessorialVerdict(flat('INSIDE_DELIVERY', hours), told(arrived(at)))).toBe(verdict);
  });

  it('asks for both where both are given', () => {
    const both = flat('INSIDE_DELIVERY', { ...weekend, ...hours });
    expect(accessorialVerdict(both, told(arrived('2026-03-07T09:00:00-06:00')))).toBe(not);
    expect(accessorialVerdict(both, told(arrived('2026-03-07T18:00:00-06:00')))).toBe(owed);
  });

  it('goes by the event it names, and not by the arrival', () => {
    const delivered: Told = { type: 'DELIVERED', stop: 2, occurredAt: '2026-03-07T10:00:00-06:00' };
    const byDelivery = flat('INSIDE_DELIVERY', { ...weekend, event: 'DELIVERED' });
    const friday = arrived('2026-03-06T22:00:00-06:00');
    expect(accessorialVerdict(byDelivery, told(friday, delivered))).toBe(owed);
    expect(accessorialVerdict(flat('INSIDE_DELIVERY', weekend), told(friday, delivered))).toBe(not);
    expect(accessorialVerdict(byDelivery, told(friday))).toBe(not);
  });

  it('holds where any of its stops was served then, and can not be told while one may have been', () => {
    // Picked up in Akron on Monday the 2nd; WEEKEND looks at both stops.
    const anywhere = flat('WEEKEND', weekend);
    expect(accessorialVerdict(anywhere, told(arrived('2026-03-07T09:00:00-06:00')))).toBe(owed);
    expect(accessorialVerdict(anywhere, told(arrived('2026-03-06T09:00:00-06:00')))).toBe(not);
    expect(accessorialVerdict(anywhere, told())).toBe('null FACT_MISSING');
  });

  it('is not told by clocks nobody knows', () => {
    const shipment = sampleShipment();
    const stops = shipment.stops.map((stop) => ({ ...stop, location: { ...stop.location, timeZone: null } }));
    const parts = { ...told(arrived('2026-03-07T09:00:00-06:00')), shipment: { ...shipment, stops } };
    expect(accessorialVerdict(flat('INSIDE_DELIVERY', weekend), parts)).toBe('null TIME_ZONE_UNKNOWN');
  });

  it('is not told by two sources that disagree', () => {
    const other = { ...arrived('2026-03-07T12:00:00-06:00'), source: 'x12:BROK' };
    const parts = told(arrived('2026-03-07T09:00:00-06:00'), other);
    expect(accessorialVerdict(flat('INSIDE_DELIVERY', weekend), parts)).toBe('null EVIDENCE_CONFLICT');
  });
});

describe('in certain places', () => {
  const anyLane = sampleLane({ origin: {}, destination: {}, linehaul: { model: 'FLAT', amount: '300.00' } });
  const inPlaces = (places: AccessorialWhen['places'], location: Location) => {
    const shipment = sampleShipment();
    const stops = shipment.stops.map((stop) => ({ ...stop, location }));
    const accessorials = [flat('HIGH_COST_AREA', { places: places ?? [] })];
    const contracts = [sampleContract({ accessorials, lanes: [anyLane] })];
    const rated = ratedSample({ shipment: { ...shipment, stops }, contracts });
    return verdictOf(chargeOf(rated, 'HIGH_COST_AREA'));
  };
  const dallas = { city: 'Dallas', region: 'TX', postalCode: '75201', country: 'US' };
  it.each<[string, AccessorialWhen['places'], string]>([
    ['the postal list', [{ country: 'US', postalPrefixes: ['100', '752'] }], owed],
    ['a range', [{ country: 'US', postalRanges: [{ from: '75200', to: '75299' }] }], owed],
    ['another range', [{ country: 'US', postalRanges: [{ from: '75300', to: '75399' }] }], not],
    [
      'one of several',
      [
        { country: 'US', cities: ['Boston'] },
        { country: 'US', cities: ['DALLAS'] },
      ],
      owed,
    ],
    ['another country', [{ country: 'CA' }], not],
  ])('%s', (_, places, verdict) => {
    expect(inPlaces(places, dallas)).toBe(verdict);
  });

  it('can not be told without the part of the address that the list goes by', () => {
    const list = [{ country: 'US', postalPrefixes: ['100'] }];
    expect(inPlaces(list, { ...dallas, postalCode: null })).toBe('null FACT_MISSING');
    expect(inPlaces(list, { ...dallas, country: null })).toBe('null FACT_MISSING');
    expect(inPlaces([{ country: 'US', regions: ['NY'] }], { ...dallas, postalCode: null })).toBe(not);
  });
});

describe('for a weight that was wrong', () => {
  const fee = flat('REWEIGH', { weightChangedBy: '0.05' });
  const certified = (value: string, unit: 'LB' | 'KG' = 'LB') => [
    sampleDocument({ type: 'WEIGHT_CERTIFICATE', data: { weight: { value, unit } } }),
  ];
  const reweighed = told({ type: 'REWEIGHED' });

  // Ordered 1,850 lb; five percent are 92.5 lb.
  it.each<[string, SampleParts, string]>([
    ['92.5 lb more is not more than five percent', { ...reweighed, documents: certified('1942.5') }, not],
    ['93 lb more is', { ...reweighed, documents: certified('1943') }, owed],
    ['93 lb less is', { ...reweighed, documents: certified('1757') }, owed],
    ['881 kg are 1,942.27 lb', { ...reweighed, documents: certified('881', 'KG') }, not],
    ['882 kg are 1,944.48 lb', { ...reweighed, documents: certified('882', 'KG') }, owed],
    ['no certificate', reweighed, 'null ACC_NO_EVIDENCE'],
    ['a certificate, and nobody told of a reweigh', { documents: certified('2500') }, not],
  ])('%s', (_, parts, verdict) => {
    expect(accessorialVerdict(fee, parts)).toBe(verdict);
  });
});

describe('what proves a condition', () => {
  const signed = sampleDocument({ type: 'POD', data: { signedAt: '2026-03-04T09:40:00-06:00' } });
  it('takes a signed proof of delivery as a delivery', () => {
    const terms = flat('INSIDE_DELIVERY', { event: 'DELIVERED' });
    expect(accessorialVerdict(terms, { documents: [signed] })).toBe(owed);
    expect(accessorialVerdict(terms)).toBe(not);
    const strict: AccessorialTerms = {
      ...terms,
      when: null,
      requires: [{ event: 'DELIVERED', minMethod: 'SIGNED_DOCUMENT' }],
    };
    expect(accessorialVerdict(strict, { documents: [signed] })).toBe(owed);
    const message = told({ type: 'DELIVERED', stop: 2, occurredAt: '2026-03-04T09:40:00-06:00' });
    expect(accessorialVerdict(strict, message)).toBe('null ACC_NO_EVIDENCE');
  });

  it('takes no paper that says it is for another charge', () => {
    const terms: AccessorialTerms = { ...flat('INSIDE_DELIVERY', {}), requires: [{ document: 'RECEIPT' }] };
    const paper = (charge: 'TOLL' | 'INSIDE_DELIVERY') => [sampleDocument({ type: 'RECEIPT', data: { charge } })];
    expect(accessorialVerdict(terms, { documents: paper('TOLL') })).toBe('null ACC_NO_EVIDENCE');
    expect(accessorialVerdict(terms, { documents: paper('INSIDE_DELIVERY') })).toBe(owed);
  });

  it('says where an event it requires was told of, and nobody knows at which stop', () => {
    const terms: AccessorialTerms = { ...flat('INSIDE_DELIVERY', {}), requires: [{ event: 'ARRIVED_AT_STOP' }] };
    const lost = told({ type: 'ARRIVED_AT_STOP', occurredAt: '2026-03-04T09:00:00-06:00' });
    expect(accessorialVerdict(terms, lost)).toBe('null STOP_UNKNOWN');
  });
});
