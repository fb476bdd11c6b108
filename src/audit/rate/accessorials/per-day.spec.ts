import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import type { Calendar } from '../../../freight/terms.ts';
import { sampleContract, sampleEvent, samplePickup, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { accessorialVerdict, chargeOf, ratedSample, verdictOf } from '../sample-rating.ts';

type PerDay = Extract<AccessorialTerms, { model: 'PER_DAY' }>;
type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

// Four days free, then 150.00 a day for four days, then 250.00.
const demurrage: PerDay = {
  charge: 'DEMURRAGE',
  model: 'PER_DAY',
  from: 'AVAILABLE_FOR_PICKUP',
  to: 'GATE_OUT',
  freeDays: 4,
  calendar: 'CALENDAR',
  tiers: [{ days: 4, rate: '150.00' }, { rate: '250.00' }],
  authority: 'CONTRACT',
};

const told = (...all: Told[]): SampleParts => ({ events: [samplePickup(), ...all.map(sampleEvent)] });
const available = (occurredAt: string, more: Partial<FreightEvent> = {}): Told => ({
  ...{ type: 'AVAILABLE_FOR_PICKUP', stop: 1, occurredAt },
  ...more,
});
const gateOut = (occurredAt: string, more: Partial<FreightEvent> = {}): Told => ({
  ...{ type: 'GATE_OUT', stop: 1, occurredAt },
  ...more,
});

// Monday 2 March 2026, 09:00, and Friday 13 March, 15:00, in New York.
const monday = '2026-03-02T09:00:00-05:00';
const friday = '2026-03-13T15:00:00-04:00';
const verdict = (more: Partial<PerDay>, parts: SampleParts = told(available(monday), gateOut(friday))) =>
  accessorialVerdict({ ...demurrage, ...more }, parts);

describe('demurrage from Monday the 2nd to Friday the 13th', () => {
  it.each<[string, Partial<PerDay>, string]>([
    // 3rd to 13th are 11 days, less 4 free: 7 days, 4 × 150.00 + 3 × 250.00
    ['of 7 chargeable days', {}, '1350.00'],
    // 12 − 4 = 8: 4 × 150.00 + 4 × 250.00
    ['with the first day', { includeFirstDay: true }, '1600.00'],
    // 11 less Saturday the 7th and Sunday the 8th, less 4 free: 5 days
    ['of business days', { calendar: 'BUSINESS' }, '850.00'],
    // ... less Thursday the 5th and Tuesday the 10th: 3 days; the holiday on a Sunday takes nothing away
    ['and holidays', { calendar: 'BUSINESS', holidays: ['2026-03-05', '2026-03-10', '2026-03-08'] }, '450.00'],
    // the first day being a holiday is no business day either: 12 − 2 − 1 − 4 = 5
    ['and a holiday first', { calendar: 'BUSINESS', holidays: ['2026-03-02'], includeFirstDay: true }, '850.00'],
    ['with holidays that calendar days do not leave out', { holidays: ['2026-03-05'] }, '1350.00'],
    ['within free time', { freeDays: 11 }, '0.00 ACC_WRONG'],
    ['within free time, for which no minimum makes something', { freeDays: 30, minimum: '90.00' }, '0.00 ACC_WRONG'],
    ['with a minimum', { freeDays: 10, minimum: '400.00' }, '400.00'],
    ['capped', { maximum: '1000.00' }, '1000.00'],
    ['at one rate', { tiers: [{ rate: '100.00' }] }, '700.00'],
    // 2 × 10.00 + 3 × 20.00 + 2 × 30.00
    ['in three tiers', { tiers: [{ days: 2, rate: '10' }, { days: 3, rate: '20' }, { rate: '30' }] }, '140.00'],
    ['with tiers that end too early', { tiers: [{ days: 2, rate: '10' }] }, 'null RATE_MISSING'],
  ])('%s', (_, more, expected) => {
    expect(verdict(more)).toBe(expected);
  });

  const business: Partial<PerDay> = { calendar: 'BUSINESS', holidays: 'PORT' };
  const withCalendars = (calendars: Calendar[]) => ({ ...told(available(monday), gateOut(friday)), calendars });

  it('takes holidays from the calendar of the master data', () => {
    // 11 − 2 − 1 − 4 = 4
    expect(verdict(business, withCalendars([{ calendar: 'PORT', version: 2, holidays: ['2026-03-05'] }]))).toBe(
      '600.00',
    );
  });

  it('asks us for a calendar that is not there', () => {
    const accessorials = [{ ...demurrage, ...business }];
    const rated = ratedSample({ ...withCalendars([]), contracts: [sampleContract({ accessorials })] });
    expect(chargeOf(rated, 'DEMURRAGE')).toMatchObject({
      amount: null,
      needs: [{ fact: 'calendar PORT of the master data', from: 'US' }],
      afterDeadline: null,
    });
  });
});

describe('the day of an event', () => {
  const days = (from: Told, to: Told, more: SampleParts = {}) =>
    verdict({ freeDays: 0, tiers: [{ rate: '1.00' }] }, { ...told(from, to), ...more });

  it.each<[string, Told, Told, string]>([
    // Both on Monday at the stop: it came and went on one day.
    ['one day in New York, two in London', available('2026-03-02T14:00:00Z'), gateOut('2026-03-03T03:30:00Z'), '0.00'],
    // 04:30 UTC on the 9th is 00:30 in New York since the clocks went forward on the 8th; it would be the 8th before.
    ['after the clocks went forward', available('2026-03-08T17:00:00Z'), gateOut('2026-03-09T04:30:00Z'), '1.00'],
    // 04:30 UTC on the 8th is 23:30 on the 7th: the clocks go forward at two.
    ['before they do', available('2026-03-07T17:00:00Z'), gateOut('2026-03-08T04:30:00Z'), '0.00'],
    // The clocks go back on 1 November; a day of 25 hours is one day.
    ['of 25 hours', available('2026-11-01T00:10:00-04:00'), gateOut('2026-11-02T00:10:00-05:00'), '1.00'],
  ])('is %s', (_, from, to, expected) => {
    expect(days(from, to).slice(0, 4)).toBe(expected);
  });

  it('is read at the stop each happened at', () => {
    // 04:30 UTC on the 10th is 00:30 in New York, but 23:30 on the 9th in Chicago.
    const out = (stop: number) => gateOut('2026-03-10T04:30:00Z', { stop });
    expect(days(available('2026-03-09T12:00:00-04:00'), out(1))).toBe('1.00');
    expect(days(available('2026-03-09T12:00:00-04:00'), out(2)).slice(0, 4)).toBe('0.00');
  });

  it('is not known of an instant in UTC without a stop, where the order has two zones', () => {
    expect(days(available(monday), gateOut('2026-03-03T03:30:00Z', { stop: null }))).toBe('null TIME_ZONE_UNKNOWN');
    expect(days(available(monday), gateOut('2026-03-04T03:30:00-05:00', { stop: null }))).toBe('2.00');
  });

  it('is not known of a local time whose zone nobody knows', () => {
    const local: Told = { type: 'GATE_OUT', stop: null, occurredLocal: '2026-03-04T10:00:00' };
    expect(days(available(monday), local)).toBe('null TIME_ZONE_UNKNOWN');
  });
});

describe('what the days rest on', () => {
  it('waits for the event that ends them, and without it by the deadline owes nothing', () => {
    const rated = ratedSample({
      ...told(available(monday)),
      contracts: [sampleContract({ accessorials: [demurrage] })],
    });
    expect(chargeOf(rated, 'DEMURRAGE')).toMatchObject({
      amount: null,
      needs: [{ fact: 'event GATE_OUT', reason: 'FACT_MISSING', from: 'CARRIER' }],
      afterDeadline: 'ACC_NO_EVIDENCE',
    });
  });

  it('is contradictory when it ends before it begins', () => {
    expect(verdict({}, told(available(friday), gateOut(monday)))).toBe('null EVIDENCE_CONFLICT');
  });

  it('takes the stronger source, of equals the smaller claim when they name one day, else neither', () => {
    const at = (occurredAt: string, source: string) => gateOut(occurredAt, { source });
    const edi = at('2026-03-13T15:00:00-04:00', 'x12:ABCD');
    const both = (other: Told) => verdict({}, told(available(monday), edi, other));
    expect(both({ ...at('2026-03-12T15:00:00-04:00', 'gate'), method: 'GEOFENCE' })).toBe('1100.00');
    expect(both(at('2026-03-13T09:00:00-04:00', 'x12:PORT'))).toBe('1350.00');
    expect(both(at('2026-03-12T15:00:00-04:00', 'x12:PORT'))).toBe('null EVIDENCE_CONFLICT');
  });

  it('counts each container by its own events', () => {
    const container = (value: string) => ({ references: [{ type: 'CONTAINER' as const, value }] });
    const parts = told(
      available(monday),
      gateOut('2026-03-10T15:00:00-04:00', container('MSCU 123456-7')),
      gateOut(friday, container('TGHU7654321')),
    );
    const rated = ratedSample({ ...parts, contracts: [sampleContract({ accessorials: [demurrage] })] });
    // 8 − 4 = 4 days, and 7.
    const charges = rated.expected.filter(({ charge }) => charge === 'DEMURRAGE').map(verdictOf);
    expect(charges).toEqual(['600.00', '1350.00']);
  });
});

describe('days of a stay', () => {
  const stay = (stop: number, from: string, to: string): Told[] => [
    { type: 'ARRIVED_AT_STOP', stop, occurredAt: from },
    { type: 'DEPARTED_STOP', stop, occurredAt: to },
  ];
  const pickup = stay(1, '2026-03-02T08:00:00-05:00', '2026-03-02T10:30:00-05:00');
  const verdicts = (terms: PerDay, ...events: Told[]) =>
    ratedSample({
      events: [...pickup, ...events].map(sampleEvent),
      contracts: [sampleContract({ accessorials: [terms], fuel: null })],
    })
      .expected.filter(({ charge }) => charge === terms.charge)
      .map((one) => `${one.stop ?? '-'} ${one.check} ${verdictOf(one)}`);

  const trailer: PerDay = {
    ...demurrage,
    ...{ charge: 'DETENTION_DELIVERY', from: 'ARRIVED_AT_STOP', to: 'DEPARTED_STOP', freeDays: 2 },
    tiers: [{ rate: '40.00' }],
  };

  it('are those of a trailer dropped and fetched again: from its spotting to its last departure', () => {
    // Dropped on the 4th by a truck that leaves at once, fetched on the 9th: 5 − 2 = 3 days.
    const dropped = stay(2, '2026-03-04T08:00:00-06:00', '2026-03-04T08:20:00-06:00');
    const fetched = stay(2, '2026-03-09T13:00:00-05:00', '2026-03-09T13:30:00-05:00');
    expect(verdicts(trailer, ...dropped, ...fetched)).toEqual(['2 A-03 120.00']);
    expect(verdicts(trailer, { type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-04T08:00:00-06:00' })).toEqual([
      '2 A-03 null FACT_MISSING',
    ]);
  });

  it('are the nights of a layover, at the stop where the truck stood', () => {
    const layover: PerDay = { ...trailer, charge: 'LAYOVER', freeDays: 0, tiers: [{ rate: '250.00' }] };
    const overnight = stay(2, '2026-03-04T15:00:00-06:00', '2026-03-05T09:00:00-06:00');
    expect(verdicts(layover, ...overnight)).toEqual(['2 A-05 250.00']);
    const sameDay = stay(2, '2026-03-04T08:00:00-06:00', '2026-03-04T18:00:00-06:00');
    expect(verdicts(layover, ...sameDay)).toEqual(['1 A-05 0.00 ACC_WRONG']);
  });

  it('end with the delivery where the contract says so', () => {
    const storage: PerDay = {
      ...demurrage,
      charge: 'STORAGE',
      from: 'ARRIVED_AT_TERMINAL',
      to: 'DELIVERED',
      freeDays: 1,
    };
    const terminal: Told = { type: 'ARRIVED_AT_TERMINAL', occurredAt: '2026-03-03T20:00:00-06:00' };
    const delivered: Told = { type: 'DELIVERED', stop: 2, occurredAt: '2026-03-06T09:00:00-06:00' };
    const shipment = sampleShipment();
    const parts = { shipment, events: [terminal, delivered].map(sampleEvent) };
    // 3 − 1 = 2 days.
    expect(accessorialVerdict(storage, parts)).toBe('300.00');
  });
});
