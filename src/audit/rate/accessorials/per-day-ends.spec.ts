import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import { sampleContract, sampleEvent, samplePickup } from '../sample-dossier.ts';
import { ratedSample, verdictOf } from '../sample-rating.ts';

type PerDay = Extract<AccessorialTerms, { model: 'PER_DAY' }>;
type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

/** A dollar for each day, so that the amount is the days. */
const storage: PerDay = {
  ...{ charge: 'STORAGE', model: 'PER_DAY', from: 'AVAILABLE_FOR_PICKUP', to: 'GATE_OUT', freeDays: 0 },
  ...{ calendar: 'CALENDAR', tiers: [{ rate: '1.00' }], authority: 'CONTRACT' },
};
const rated = (more: Partial<PerDay>, ...all: Told[]) =>
  ratedSample({
    contracts: [sampleContract({ accessorials: [{ ...storage, ...more }] })],
    events: [samplePickup(), ...all.map(sampleEvent)],
  }).expected.filter(({ charge }) => charge === 'STORAGE');
const days = (more: Partial<PerDay>, ...all: Told[]) => rated(more, ...all).map(verdictOf);
const available = (occurredAt: string, more: Partial<FreightEvent> = {}): Told => ({
  ...{ type: 'AVAILABLE_FOR_PICKUP', stop: 1, occurredAt, ...more },
});
const gateOut = (occurredAt: string, more: Partial<FreightEvent> = {}): Told => ({
  ...{ type: 'GATE_OUT', stop: 1, occurredAt, ...more },
});
const container = (value: string) => ({ references: [{ type: 'CONTAINER' as const, value }] });

describe('business days', () => {
  it('leave out a Saturday that is the last', () => {
    // Tuesday the 3rd to Saturday the 7th are 5, less one.
    expect(
      days({ calendar: 'BUSINESS' }, available('2026-03-02T09:00:00-05:00'), gateOut('2026-03-07T09:00:00-05:00')),
    ).toEqual(['4.00']);
  });

  it('leave out the weekend that begins on the second day', () => {
    // From Friday the 6th: Saturday, Sunday, Monday the 9th.
    expect(
      days({ calendar: 'BUSINESS' }, available('2026-03-06T09:00:00-05:00'), gateOut('2026-03-09T09:00:00-04:00')),
    ).toEqual(['1.00']);
  });
});

describe('the ends of the days', () => {
  const monday = available('2026-03-02T09:00:00-05:00');

  it('may be one instant', () => {
    expect(days({}, monday, gateOut('2026-03-02T09:00:00-05:00'))).toEqual(['0.00 ACC_WRONG']);
  });

  it('are, of two sources on either side of midnight, those that claim less', () => {
    const late = (hour: string, source: string) => available(`2026-03-${hour}:00-05:00`, { source });
    // Ten minutes apart: the days begin on the 3rd.
    expect(
      days({}, late('02T23:55', 'x12:A'), late('03T00:05', 'x12:B'), gateOut('2026-03-05T09:00:00-05:00')),
    ).toEqual(['2.00']);
    const out = (hour: string, source: string) => gateOut(`2026-03-${hour}:00-05:00`, { source });
    // And end on the 4th.
    expect(days({}, monday, out('04T23:55', 'x12:A'), out('05T00:05', 'x12:B'))).toEqual(['2.00']);
  });

  it('contradict each other a minute further apart than sources may be', () => {
    const out = (hour: string, source: string) => gateOut(`2026-03-${hour}:00-05:00`, { source });
    expect(days({}, monday, out('04T23:55', 'x12:A'), out('05T00:11', 'x12:B'))).toEqual(['null EVIDENCE_CONFLICT']);
    expect(days({}, monday, out('04T23:55', 'x12:A'), out('05T00:10', 'x12:B'))).toEqual(['2.00']);
  });
});

describe('containers', () => {
  const monday = available('2026-03-02T09:00:00-05:00');

  it('are those that the two ends name, and nothing else is one', () => {
    const others: Told[] = [
      { type: 'GATE_IN', stop: 1, occurredAt: '2026-03-01T09:00:00-05:00', ...container('OTHR7654321') },
      gateOut('2026-03-04T09:00:00-05:00', {
        references: [
          { type: 'CONTAINER', value: 'MSCU1234567' },
          { type: 'BOL', value: '75027674' },
          { type: 'SEAL', value: 'S-1' },
        ],
      }),
    ];
    expect(days({}, monday, ...others)).toEqual(['2.00']);
  });

  it('are named in what is wanting only where there are several', () => {
    const one = available('2026-03-02T09:00:00-05:00', container('MSCU1234567'));
    const facts = (...all: Told[]) => rated({}, ...all).map(({ needs }) => needs.map(({ fact }) => fact).join());
    expect(facts(one)).toEqual(['event GATE_OUT']);
    const two = available('2026-03-02T10:00:00-05:00', container('TGHU7654321'));
    expect(facts(one, two)).toEqual([
      'event GATE_OUT of container MSCU1234567',
      'event GATE_OUT of container TGHU7654321',
    ]);
  });
});
