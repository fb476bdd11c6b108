import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../freight/accessorial.ts';
import type { Calendar } from '../../freight/terms.ts';
import { besideBilled } from './left-out.ts';
import {
  sampleBreaks,
  sampleContract,
  sampleEvent,
  sampleLane,
  samplePickup,
  sampleShipment,
} from './sample-dossier.ts';
import { chargeOf, linehaulVerdict, ratedSample } from './sample-rating.ts';
import { laneOf } from './terms/lane.ts';

describe('what is said of a charge', () => {
  it('is never for certain while something is owed', () => {
    expect(ratedSample().expected.map(({ certain }) => certain)).toEqual([false, false, false]);
  });

  it('names each missing fact once', () => {
    const requires = [{ document: 'PHOTO' }, { document: 'PHOTO' }, { document: 'BOL' }] as const;
    const terms: AccessorialTerms = {
      ...{ charge: 'TOLL', model: 'FLAT', amount: '40.00', authority: 'CONTRACT', requires: [...requires] },
    };
    const { expected } = ratedSample({ contracts: [sampleContract({ accessorials: [terms] })] });
    expect(expected.at(-1)?.needs.map(({ fact }) => fact)).toEqual(['document PHOTO', 'document BOL']);
  });

  it('is asked by its own question where its base is wanting, and of fuel by that of the base', () => {
    const toll: AccessorialTerms = {
      ...{ charge: 'TOLL', model: 'FLAT', amount: '40.00', authority: 'CONTRACT', requires: [{ document: 'PHOTO' }] },
    };
    const peak: AccessorialTerms = {
      ...{ charge: 'PEAK', model: 'PERCENT', percent: '0.1', of: ['LINEHAUL', 'TOLL'], authority: 'CONTRACT' },
    };
    const fuel = {
      ...{ index: 'EIA-DIESEL-US', inForce: { addDays: 1 }, model: 'PERCENT_TABLE' as const },
      ...{ table: [{ from: '0', value: '0.2' }], base: ['LINEHAUL' as const, 'TOLL' as const] },
    };
    const rated = ratedSample({ contracts: [sampleContract({ accessorials: [toll, peak], fuel })] });
    const beside = besideBilled(rated, [{ charge: 'TOLL', stop: null }]);
    expect(chargeOf(beside, 'PEAK')).toMatchObject({ check: 'A-33', amount: null });
    expect(chargeOf(beside, 'FUEL')).toMatchObject({ check: 'F-05', amount: null });
  });

  it('names the version of the calendar that its holidays are from, where it has one', () => {
    const storage: AccessorialTerms = {
      ...{ charge: 'STORAGE', model: 'PER_DAY', from: 'AVAILABLE_FOR_PICKUP', to: 'GATE_OUT', freeDays: 0 },
      ...{ calendar: 'BUSINESS', holidays: 'PORT', tiers: [{ rate: '1.00' }], authority: 'CONTRACT' },
    };
    const events = [
      samplePickup(),
      sampleEvent({ type: 'AVAILABLE_FOR_PICKUP', stop: 1, occurredAt: '2026-03-02T09:00:00-05:00' }),
      sampleEvent({ type: 'GATE_OUT', stop: 1, occurredAt: '2026-03-06T09:00:00-05:00' }),
    ];
    const said = (calendar: Calendar) =>
      JSON.stringify(
        chargeOf(
          ratedSample({ events, calendars: [calendar], contracts: [sampleContract({ accessorials: [storage] })] }),
          'STORAGE',
        )?.working,
      );
    const port = { calendar: 'PORT', holidays: ['2026-03-05'] };
    expect(said({ ...port, version: 7 })).toContain('"id":"calendar PORT","version":"7"');
    expect(said(port as Calendar)).toContain('"id":"calendar PORT","version":null');
  });
});

it('pounds stay pounds beside one line in kilograms', () => {
  const linehaul = sampleBreaks({
    ...{ breaks: [{ from: '0', rates: { '70': '100' } }], deficit: false, discount: null, minimum: null },
  });
  const line = (item: number, value: string, unit: 'LB' | 'KG') => ({
    item,
    weight: { value, unit },
    freightClass: '70',
  });
  // 1,000 + 100 lb, and 200 kg = 440.9245… lb
  const items = [line(1, '1000', 'LB'), line(2, '100', 'LB'), line(3, '200', 'KG')];
  expect(linehaulVerdict(linehaul, { items })).toBe('1540.92');
});

it('an order of one stop goes from it to itself', () => {
  const stops = sampleShipment().stops.slice(0, 1);
  const lanes = [sampleLane({ lane: 'local', origin: { cities: ['Akron'] }, destination: { cities: ['Akron'] } })];
  expect(laneOf(sampleContract({ lanes }), sampleShipment({ stops }))).toMatchObject({ lane: { lane: 'local' } });
});
