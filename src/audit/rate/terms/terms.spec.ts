import { describe, expect, it } from '@jest/globals';
import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { PlaceSelector } from '../../../freight/place.ts';
import {
  sampleContract,
  sampleEvent,
  sampleIndexes,
  sampleLane,
  samplePickup,
  sampleShipment,
} from '../sample-dossier.ts';
import { chargeOf, ratedSample, sampleBill, verdictOf } from '../sample-rating.ts';
import { laneOf } from './lane.ts';

const flat = (amount: string): Lane['linehaul'] => ({ model: 'FLAT', amount });
const version = (number: number, from: string, to: string, more: Partial<ContractVersion> = {}) =>
  sampleContract({
    version: number,
    effective: { from, to },
    lanes: [sampleLane({ linehaul: flat(`${number}00.00`) })],
    ...more,
  });
const halves = [version(1, '2026-01-01', '2026-03-01'), version(2, '2026-03-02', '2026-12-31')];
const withoutAppointments = sampleShipment({
  stops: sampleShipment().stops.map((stop) => ({ ...stop, appointment: null })),
});

describe('which version', () => {
  it.each([
    ['2026-03-01T23:30:00-05:00', '100.00'], // the last day of version 1 in Akron, already the 2nd in Greenwich
    ['2026-03-02T00:00:00-05:00', '200.00'],
  ])('is that of the day the truck left, there: %s', (occurredAt, amount) => {
    const rated = ratedSample({
      contracts: halves,
      events: [sampleEvent({ type: 'DEPARTED_STOP', stop: 1, occurredAt })],
    });
    expect(verdictOf(chargeOf(rated, 'LINEHAUL'))).toBe(amount);
    expect(rated.ratingDate).toBe(occurredAt.slice(0, 10));
  });

  it.each([
    ['the appointment alone', sampleShipment(), null, 2],
    ['the bill’s date alone', withoutAppointments, '2026-03-01', 1],
    ['two dates of one version', sampleShipment(), '2026-03-03', 2],
    ['two dates of two versions', sampleShipment(), '2026-03-01', 'FACT_MISSING'],
    ['no date at all', withoutAppointments, null, 'FACT_MISSING'],
  ])('without a departure is told by %s', (_, shipment, pickupDate, chosen) => {
    const rated = ratedSample({ contracts: halves, shipment, events: [] }, sampleBill({ pickupDate }));
    expect(rated.terms.contract?.version ?? rated.missingTerms?.reason).toBe(chosen);
  });

  it('lacks a lane, not a contract, where the versions of both dates have none', () => {
    const contracts = halves.map((one) => ({ ...one, lanes: [sampleLane({ destination: { country: 'MX' } })] }));
    const rated = ratedSample({ contracts, events: [] }, sampleBill({ pickupDate: '2026-03-01' }));
    expect(rated.missingTerms?.reason).toBe('LANE_MISSING');
  });

  it('leaves only the fuel open when two dates agree on the version but not on the index', () => {
    // The appointment is the 2nd (4.012 in force), the bill says the 3rd (4.090).
    const rated = ratedSample({ events: [] }, sampleBill({ pickupDate: '2026-03-03' }));
    expect(rated.expected.slice(0, 2).map(verdictOf)).toEqual(['276.64', 'null FACT_MISSING']);
    expect(ratedSample({ events: [] }).expected.slice(0, 2).map(verdictOf)).toEqual(['276.64', '78.84']);
  });

  it.each<[string, ContractVersion[], string]>([
    ['none of the carrier', [sampleContract({ carrier: 'WXYZ' })], 'CONTRACT_MISSING'],
    ['none of the entity', [sampleContract({ legalEntities: ['ACME-MX'] })], 'CONTRACT_MISSING'],
    ['none of the mode', [sampleContract({ modes: ['TL'] })], 'CONTRACT_MISSING'],
    ['only a neighbouring version', [version(1, '2026-01-01', '2026-03-01')], 'CONTRACT_MISSING'],
    ['two', [sampleContract(), sampleContract({ contractId: 'ABCD-SPOT' })], 'CONTRACT_AMBIGUOUS'],
    ['no lane', [sampleContract({ lanes: [sampleLane({ destination: { country: 'MX' } })] })], 'LANE_MISSING'],
    ['two equal lanes', [sampleContract({ lanes: [sampleLane(), sampleLane({ lane: 'again' })] })], 'LANE_AMBIGUOUS'],
  ])('can not be told where there is %s', (_, contracts, reason) => {
    const rated = ratedSample({ contracts });
    expect(rated.missingTerms?.reason).toBe(reason);
    expect(rated.expected).toEqual([]);
    expect(verdictOf(rated.unnamed('LINEHAUL', null))).toBe(`null ${reason}`);
  });

  it('is of the one contract that has a lane', () => {
    const other = sampleContract({ contractId: 'ABCD-MX', lanes: [sampleLane({ destination: { country: 'MX' } })] });
    expect(ratedSample({ contracts: [other, sampleContract()] }).terms.contract?.contractId).toBe('ABCD-LTL');
  });
});

describe('which lane', () => {
  const lane = (name: string, destination: PlaceSelector, more: Partial<Lane> = {}) =>
    sampleLane({ lane: name, destination, ...more });
  const chosen = (lanes: Lane[]) => {
    const zones = { texas: [{ country: 'US', regions: ['TX'] }] };
    const choice = laneOf(sampleContract({ lanes, zones }), sampleShipment({ equipment: 'REEFER' }));
    return typeof choice === 'string' ? choice : choice.lane.lane;
  };
  const ladder: [string, PlaceSelector][] = [
    ['five digits', { postalPrefixes: ['75201'] }],
    ['a range of a hundred', { postalRanges: [{ from: '75200', to: '75299' }] }],
    ['a range of two hundred', { postalRanges: [{ from: '75200', to: '75399' }] }],
    ['two digits', { country: 'US', postalPrefixes: ['75'] }],
    ['the city', { cities: ['dallas'] }],
    ['a zone', { zones: ['texas'] }],
    ['the region', { regions: ['TX'] }],
    ['the country', { country: 'US' }],
    ['anywhere', {}],
  ];

  it.each(ladder.slice(1).map((less, index) => [ladder[index], less] as const))('%s goes before %s', (more, less) => {
    expect(chosen([lane('less', less[1]), lane('more', more?.[1] ?? {})])).toBe('more');
  });

  it('looks at the origin before the destination', () => {
    const near = sampleLane({ lane: 'near', origin: { cities: ['Akron'] }, destination: {} });
    expect(chosen([lane('far', { postalPrefixes: ['75201'] }), near])).toBe('near');
  });

  it('puts a lane that names the equipment first, and one that names another nowhere', () => {
    const any = lane('any', { country: 'US' });
    expect(chosen([any, lane('reefer', { country: 'US' }, { equipment: ['REEFER'] })])).toBe('reefer');
    expect(chosen([any, lane('van', { country: 'US' }, { equipment: ['DRY_VAN'] })])).toBe('any');
  });

  it('puts a lane that names two things before one that names one, and alike ones beside each other', () => {
    const of = (lanes: Lane[]) => {
      const order = sampleShipment({ equipment: 'REEFER', service: 'EXPRESS' });
      const choice = laneOf(sampleContract({ lanes }), order);
      return typeof choice === 'string' ? choice : choice.lane.lane;
    };
    const us = { country: 'US' };
    const reefer = lane('reefer', us, { equipment: ['REEFER'] });
    const express = lane('express', us, { services: ['EXPRESS'] });
    const both = lane('both', us, { equipment: ['DRY_VAN', 'REEFER'], services: ['EXPRESS'] });
    expect(of([reefer, express, both])).toBe('both');
    expect(of([both, express, reefer])).toBe('both');
    expect(of([reefer, express])).toBe('LANE_AMBIGUOUS');
    expect(of([lane('any', us), lane('none', us, { services: [] })])).toBe('LANE_AMBIGUOUS');
    expect(of([lane('any', us), lane('standard', us, { services: ['STANDARD'] })])).toBe('any');
  });

  it('goes from the first stop to the last by their numbers, in whatever order they are listed', () => {
    const [akron, dallas] = sampleShipment().stops;
    if (!akron || !dallas) throw new Error('two stops');
    const between = { ...dallas, stop: 2, location: { ...dallas.location, city: 'Tulsa', region: 'OK' } };
    const last = { ...dallas, stop: 3 };
    const lanes = [
      sampleLane({ lane: 'right', origin: { cities: ['Akron'] }, destination: { cities: ['Dallas'] } }),
      sampleLane({ lane: 'wrong', origin: { cities: ['Tulsa'] }, destination: { cities: ['Dallas'] } }),
    ];
    for (const stops of [
      [akron, between, last],
      [last, between, akron],
      [between, last, akron],
      [between, akron, last],
    ])
      expect(laneOf(sampleContract({ lanes }), sampleShipment({ stops }))).toMatchObject({ lane: { lane: 'right' } });
  });

  it('says of which day there is no contract, and of which carrier', () => {
    const rated = ratedSample({ contracts: [sampleContract({ carrier: 'WXYZ' })] });
    expect(rated.missingTerms?.fact).toBe('contract of ABCD with ACME-US (LTL)');
    const past = ratedSample({ contracts: [version(1, '2026-01-01', '2026-03-01')] });
    expect(past.missingTerms?.fact).toBe('contract of ABCD with ACME-US (LTL) for 2026-03-02');
  });
});

describe('an agreed price', () => {
  const agreed = {
    kind: 'QUOTE',
    reference: 'Q-1',
    currency: 'USD',
    charges: [{ charge: 'LINEHAUL', amount: '1000.00' }],
  } as const;
  const shipment = (more: object) =>
    sampleShipment({ agreed: { ...agreed, charges: [...agreed.charges], otherwise: 'CONTRACT', ...more } });

  it('comes before the contract, and the rest is by contract', () => {
    // 28.5 % of 1,000.00
    expect(ratedSample({ shipment: shipment({}) }).expected.map(verdictOf)).toEqual(['1000.00', '285.00', '85.00']);
  });

  it('makes 0.00 of what it includes', () => {
    const { expected } = ratedSample({ shipment: shipment({ allIn: ['FUEL', 'LIFTGATE_DELIVERY'] }) });
    expect(expected.map(verdictOf)).toEqual(['1000.00', '0.00 AGREED_EXCEEDED', '0.00 AGREED_EXCEEDED']);
  });

  it('needs no contract when it is all that is owed', () => {
    const rated = ratedSample({ shipment: shipment({ otherwise: 'NOTHING' }), contracts: [] });
    expect(rated.missingTerms).toBeNull();
    expect(rated.expected.map(verdictOf)).toEqual(['1000.00']);
    expect(verdictOf(rated.unnamed('DETENTION_DELIVERY', 2))).toBe('0.00 ACC_NOT_CONTRACTED');
    expect(verdictOf(rated.unnamed('FUEL', null))).toBe('0.00 AGREED_EXCEEDED');
  });
});

describe('a late delivery', () => {
  const lateDelivery: ContractVersion['lateDelivery'] = [
    { afterMinutes: 60, percentOfLinehaul: '0.05', excused: ['CONSIGNEE'] },
    { afterMinutes: 240, percentOfLinehaul: '0.50', maximum: '100.00', excused: ['CONSIGNEE'] },
  ];
  const shipment = sampleShipment({
    committedDelivery: { from: '2026-03-04T08:00:00-06:00', to: '2026-03-04T12:00:00-06:00' },
  });
  const credit = (time: string, attribution: 'CONSIGNEE' | null = null) => {
    const delivered = sampleEvent({ type: 'DELIVERED', stop: 2, occurredAt: `2026-03-04T${time}:00-06:00` });
    const delayed = sampleEvent({ type: 'DELAYED', occurredAt: '2026-03-04T07:00:00-06:00', reason: { attribution } });
    const events = [samplePickup(), delivered, delayed];
    return verdictOf(
      chargeOf(ratedSample({ shipment, events, contracts: [sampleContract({ lateDelivery })] }), 'SERVICE_CREDIT'),
    );
  };

  it('is credited by the band it passed, up to its maximum, unless excused', () => {
    expect(credit('13:00')).toBe('absent');
    expect(credit('13:01')).toBe('-13.83'); // 5 % of 276.64 = 13.832
    expect(credit('16:01')).toBe('-100.00'); // 50 % = 138.32, at most 100.00
    expect(credit('13:01', 'CONSIGNEE')).toBe('0.00');
  });
});

describe('what the terms do not name', () => {
  it('is not contracted', () => {
    expect(ratedSample().unnamed('TOLL', null)).toMatchObject({
      reason: 'ACC_NOT_CONTRACTED',
      check: 'A-39',
      certain: true,
    });
  });

  it('is 0.00 for fuel on an all-in lane, which stands among the expected', () => {
    const rated = ratedSample({ contracts: [sampleContract({ lanes: [sampleLane({ fuel: 'NONE' })] })] });
    expect(verdictOf(chargeOf(rated, 'FUEL'))).toBe('0.00 FUEL_WRONG');
  });

  it('waits for an index that nobody published', () => {
    expect(verdictOf(chargeOf(ratedSample({ indexes: [] }), 'FUEL'))).toBe('null INDEX_MISSING');
  });

  it('goes by steps above the last row', () => {
    // 4.07 → 29 %; 4.19 is two whole steps of 0.06 on: 30 % of 276.64.
    const indexes = sampleIndexes().map((index) => ({ ...index, value: '4.199' }));
    expect(verdictOf(chargeOf(ratedSample({ indexes }), 'FUEL'))).toBe('82.99');
  });
});
