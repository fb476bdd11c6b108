import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import { sampleContract, sampleDocument, sampleEvent, samplePickup, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { ratedSample, verdictOf } from '../sample-rating.ts';

type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

const [akron, dallas] = sampleShipment().stops;
if (!akron || !dallas) throw new Error('two stops');
/** Akron, Dallas, Fort Worth. */
const threeStops = sampleShipment({
  stops: [
    akron,
    dallas,
    { ...dallas, stop: 3, location: { ...dallas.location, city: 'Fort Worth', postalCode: '76102' } },
  ],
});
const flat = (charge: AccessorialTerms['charge'], more: Partial<AccessorialTerms> = {}) =>
  ({ charge, model: 'FLAT', amount: '40.00', authority: 'CONTRACT', ...more }) as AccessorialTerms;
const told = (...all: Told[]): SampleParts => ({ events: [samplePickup(), ...all.map(sampleEvent)] });
const rated = (terms: AccessorialTerms, parts: SampleParts = {}) =>
  ratedSample({
    contracts: [sampleContract({ accessorials: [terms] })],
    shipment: threeStops,
    ...parts,
  }).expected.filter(({ charge }) => charge === terms.charge);
const lines = (terms: AccessorialTerms, parts: SampleParts = {}) =>
  rated(terms, parts).map((one) => `${one.stop ?? '-'} ${verdictOf(one)}`);
const held = (stop?: number, more: Partial<FreightEvent> = {}): Told => ({
  ...{ type: 'CUSTOMS_HELD', occurredAt: '2026-03-03T10:00:00-05:00', ...more },
  ...(stop === undefined ? {} : { stop }),
});

describe('an event that a charge is for', () => {
  const perStop = flat('CUSTOMS', { per: 'STOP', when: { event: 'CUSTOMS_HELD' } });

  it('counts at its own stop, and everywhere when it names none', () => {
    const no = '0.00 ACC_CONDITION';
    expect(lines(perStop, told(held(3)))).toEqual([`1 ${no}`, `2 ${no}`, '3 40.00']);
    expect(lines(perStop, told(held()))).toEqual(['1 40.00', '2 40.00', '3 40.00']);
    expect(lines(flat('CUSTOMS', { when: { event: 'CUSTOMS_HELD' } }), told(held(3)))).toEqual(['- 40.00']);
  });

  it('counts for a delivery charge at deliveries alone', () => {
    const inside = flat('INSIDE_DELIVERY', { when: { event: 'CUSTOMS_HELD' } });
    expect(lines(inside, told(held(1)))).toEqual(['- 0.00 ACC_CONDITION']);
    expect(lines(inside, told(held(2)))).toEqual(['- 40.00']);
    expect(lines(inside, told(held()))).toEqual(['- 40.00']);
  });

  it('may be a signed proof of delivery, at the stop it is for', () => {
    const documents = [sampleDocument({ type: 'POD', stop: 2, data: { signedAt: '2026-03-04T09:40:00-06:00' } })];
    const delivered = { when: { event: 'DELIVERED' } } as const;
    expect(lines(flat('INSIDE_DELIVERY', { per: 'STOP', ...delivered }), { documents })).toEqual([
      '2 40.00',
      '3 0.00 ACC_CONDITION',
    ]);
    expect(lines(flat('INSIDE_DELIVERY', delivered), { documents })).toEqual(['- 40.00']);
  });

  it('need have been caused by only one of those it is owed for', () => {
    const terms = flat('CUSTOMS', { when: { event: 'CUSTOMS_HELD', attribution: ['SHIPPER'] } });
    const by = (attribution: 'SHIPPER' | 'CARRIER', hour: string) =>
      held(2, { reason: { attribution }, occurredAt: `2026-03-03T${hour}:00-05:00` });
    expect(lines(terms, told(by('CARRIER', '08:00'), by('SHIPPER', '12:00')))).toEqual(['- 40.00']);
    expect(rated(terms, told(by('CARRIER', '08:00')))).toMatchObject([{ reason: 'ACC_CONDITION', certain: false }]);
    expect(rated(terms)).toMatchObject([{ reason: 'ACC_CONDITION', certain: false }]);
  });
});

describe('a redelivery of which the contract says nothing but the price', () => {
  const redelivery = flat('REDELIVERY');
  const attempt = (attribution: 'CONSIGNEE' | 'CARRIER') =>
    told({ type: 'DELIVERY_ATTEMPTED', stop: 2, occurredAt: '2026-03-04T09:00:00-06:00', reason: { attribution } });

  it('is owed for a failed attempt that the carrier did not cause', () => {
    expect(lines(redelivery, attempt('CONSIGNEE'))).toEqual(['2 40.00']);
    expect(lines(redelivery, attempt('CARRIER'))).toEqual(['2 0.00 ACC_CONDITION']);
    expect(lines(redelivery)).toEqual(['- 0.00 ACC_CONDITION']);
    expect(rated(redelivery)[0]?.working.label).toBe('no DELIVERY_ATTEMPTED was reported');
  });
});

describe('what a charge requires', () => {
  const perStop = (requires: AccessorialTerms['requires']) => flat('CUSTOMS', { per: 'STOP', requires });
  const missing = 'null ACC_NO_EVIDENCE';

  it('is a paper of its own stop, or of none', () => {
    const photo = (stop?: number) => ({ documents: [sampleDocument({ type: 'PHOTO', ...(stop ? { stop } : {}) })] });
    const terms = perStop([{ document: 'PHOTO' }]);
    expect(lines(terms, photo(2))).toEqual([`1 ${missing}`, '2 40.00', `3 ${missing}`]);
    expect(lines(terms, photo())).toEqual(['1 40.00', '2 40.00', '3 40.00']);
    expect(lines(flat('CUSTOMS', { requires: [{ document: 'PHOTO' }] }), photo(2))).toEqual(['- 40.00']);
  });

  it('is an event of its own stop, or of none, among whatever else happened', () => {
    const terms = perStop([{ event: 'CUSTOMS_RELEASED' }]);
    const released: Told = { type: 'CUSTOMS_RELEASED', occurredAt: '2026-03-03T11:00:00-05:00' };
    expect(lines(terms, told(held(1), { ...released, stop: 2 }))).toEqual([`1 ${missing}`, '2 40.00', `3 ${missing}`]);
    expect(lines(terms, told(held(1), released))).toEqual(['1 40.00', '2 40.00', '3 40.00']);
  });

  it.each([
    ['GEOFENCE', missing],
    ['EDI', '40.00'],
    ['MANUAL', '40.00'],
    [null, '40.00'],
  ] as const)('told by a message and asked for as %s: %s', (minMethod, verdict) => {
    const terms = flat('CUSTOMS', { requires: [{ event: 'CUSTOMS_HELD', minMethod }] });
    expect(lines(terms, told(held(2)))).toEqual([`- ${verdict}`]);
  });
});

describe('a load that is not used', () => {
  const tonu = (attribution?: 'SHIPPER') =>
    flat('TONU', { when: { event: 'CANCELLED', ...(attribution ? { attribution: [attribution] } : {}) } });
  const dispatched = sampleEvent({ type: 'DISPATCHED', occurredAt: '2026-03-02T05:00:00-05:00' });
  const cancelled = (more: Partial<FreightEvent> = {}) =>
    sampleEvent({ type: 'CANCELLED', occurredAt: '2026-03-02T07:00:00-05:00', ...more });

  it('is nothing when it was cancelled after pickup', () => {
    const late = cancelled({ occurredAt: '2026-03-02T12:00:00-05:00' });
    expect(lines(tonu(), { events: [dispatched, samplePickup(), late] })).toEqual(['- 0.00 ACC_CONDITION']);
  });

  it('is owed for who cancelled it, not for who caused something else', () => {
    const delayed = sampleEvent({
      ...{ type: 'DELAYED', occurredAt: '2026-03-02T06:00:00-05:00', reason: { attribution: 'SHIPPER' } },
    });
    const by = (attribution: 'SHIPPER' | 'CARRIER') => cancelled({ reason: { attribution } });
    expect(lines(tonu('SHIPPER'), { events: [dispatched, delayed, by('CARRIER')] })).toEqual(['- 0.00 ACC_CONDITION']);
    expect(lines(tonu('SHIPPER'), { events: [dispatched, delayed, by('SHIPPER')] })).toEqual(['- 40.00']);
  });
});

describe('once the deadline for evidence has passed', () => {
  const clock: Omit<Extract<AccessorialTerms, { model: 'PER_TIME' }>, 'charge'> = {
    ...{ model: 'PER_TIME', rate: '60.00', perMinutes: 60, incrementMinutes: 15, incrementRounding: 'UP' },
    ...{ freeMinutes: 120, lateGraceMinutes: 15, whenLate: 'NONE', authority: 'CONTRACT' },
  };
  const days: Omit<Extract<AccessorialTerms, { model: 'PER_DAY' }>, 'charge'> = {
    ...{ model: 'PER_DAY', from: 'AVAILABLE_FOR_PICKUP', to: 'GATE_OUT', freeDays: 2, calendar: 'CALENDAR' },
    ...{ tiers: [{ rate: '90.00' }], authority: 'CONTRACT' },
  };

  it.each<[string, AccessorialTerms, (string | null)[]]>([
    ['waiting by the clock is unproven', { ...clock, charge: 'DRIVER_ASSIST' }, Array(3).fill('DETENTION_UNPROVEN')],
    ['so is detention by the day', { ...days, charge: 'DETENTION_DELIVERY' }, ['DETENTION_UNPROVEN']],
    ['storage has no evidence', { ...days, charge: 'STORAGE' }, ['ACC_NO_EVIDENCE']],
    [
      'detention lacks its hours, whatever paper it lacks besides',
      {
        ...{ ...clock, charge: 'DETENTION_PICKUP', when: { days: ['SATURDAY'], weightChangedBy: '0.05' } },
      },
      ['DETENTION_UNPROVEN'],
    ],
    [
      'a person looks where something is wanting from us too',
      flat('INSIDE_DELIVERY', { when: { siteTypes: ['RESIDENTIAL'], days: ['SATURDAY'] } }),
      [null],
    ],
    [
      'nothing is owed where only the carrier could have told',
      flat('INSIDE_DELIVERY', { when: { days: ['SATURDAY'] } }),
      ['ACC_NO_EVIDENCE'],
    ],
  ])('%s', (_, terms, verdicts) => {
    const events = [sampleEvent({ type: 'REWEIGHED' })];
    const found = ratedSample({
      ...{ contracts: [sampleContract({ accessorials: [terms] })], shipment: threeStops, events },
    }).expected.filter(({ charge }) => charge === terms.charge);
    expect(found.map((one) => one.afterDeadline)).toEqual(verdicts);
  });
});
