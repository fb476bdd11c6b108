import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import { sampleContract, sampleEvent, samplePickup, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { ratedSample, sampleBill } from '../sample-rating.ts';

type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;
type Terms<M extends AccessorialTerms['model']> = Extract<AccessorialTerms, { model: M }>;

const told = (...all: Told[]) => ({ events: [samplePickup(), ...all.map(sampleEvent)] });
const flat = (charge: AccessorialTerms['charge'], more: object = {}) =>
  ({ charge, model: 'FLAT', amount: '85.00', authority: 'CONTRACT', ...more }) as AccessorialTerms;

/** What is tried for a charge: `amount label`, in order. */
function tried(terms: AccessorialTerms, parts: SampleParts = {}, stop: number | null = null): string[] {
  const contracts = [sampleContract({ accessorials: [terms] })];
  return ratedSample({ contracts, ...parts }, sampleBill())
    .hypotheses(terms.charge, stop)
    .map(({ amount, label }) => `${amount.toFixed(2)} ${label}`);
}

describe('tried for days are', () => {
  const storage: Terms<'PER_DAY'> = {
    ...{ charge: 'STORAGE', model: 'PER_DAY', from: 'AVAILABLE_FOR_PICKUP', to: 'GATE_OUT', freeDays: 4 },
    ...{ calendar: 'CALENDAR', tiers: [{ rate: '100.00' }], authority: 'CONTRACT' },
  };
  // The 3rd to the 13th are 11 days, with a weekend among them.
  const parts = told(
    { type: 'AVAILABLE_FOR_PICKUP', stop: 1, occurredAt: '2026-03-02T09:00:00-05:00' },
    { type: 'GATE_OUT', stop: 1, occurredAt: '2026-03-13T15:00:00-04:00' },
  );

  it('of calendar days, free time and the first', () => {
    expect(tried(storage, parts)).toEqual([
      '1100.00 with the free days ignored',
      '800.00 with the first day counted',
      '1200.00 with the free days ignored and the first day counted',
      '1400.00 when it is counted twice',
    ]);
    expect(tried({ ...storage, includeFirstDay: true }, parts)).toEqual([
      '1200.00 with the free days ignored',
      '1600.00 when it is counted twice',
    ]);
  });

  it('of business days, the calendar besides', () => {
    expect(tried({ ...storage, calendar: 'BUSINESS' }, parts)).toEqual([
      '900.00 with the free days ignored', // 9 days
      '600.00 with the first day counted', // 10 − 4
      '700.00 by calendar days instead of business days',
      '800.00 by calendar days, the first counted',
      '1000.00 with the free days ignored and the first day counted',
    ]);
  });
});

describe('tried for a flat charge are', () => {
  const visit = (stop: number, hour: string): Told[] => [
    { type: 'ARRIVED_AT_STOP', stop, occurredAt: `2026-03-04T${hour}:00:00-06:00` },
    { type: 'DEPARTED_STOP', stop, occurredAt: `2026-03-04T${hour}:30:00-06:00` },
  ];
  const seen = {
    events: [...visit(1, '04'), ...visit(2, '08'), ...visit(2, '11'), ...visit(2, '14')].map(sampleEvent),
  };
  const items = [
    { item: 1, pieces: 5, weight: { value: '900', unit: 'LB' as const }, freightClass: '70' },
    { item: 2, weight: { value: '950', unit: 'LB' as const }, freightClass: '70' },
  ];
  const counted = { ...seen, shipment: sampleShipment({ items }) };

  it('its stops, visits and pieces', () => {
    expect(tried(flat('HAZMAT'), counted)).toEqual([
      '170.00 for each of 2 stops, though it is owed once',
      '340.00 for each of 4 visits, though it is owed once',
      '425.00 for each of 5 pieces, though it is owed once',
    ]);
  });

  it('the visits of its own stop', () => {
    expect(tried(flat('DRIVER_ASSIST', { per: 'STOP' }), counted, 2)).toEqual([
      '170.00 for each of 2 stops, though it is owed once',
      '255.00 for each of 3 visits, though it is owed once',
      '425.00 for each of 5 pieces, though it is owed once',
    ]);
  });

  it('nothing of it where nothing is known to be counted', () => {
    const uncounted = { shipment: sampleShipment({ items: items.slice(1) }), events: [] };
    expect(tried(flat('LIFTGATE_DELIVERY'), uncounted, 2)).toEqual(['170.00 when it is counted twice']);
    expect(tried(flat('PACKING', { per: 'PIECE' }), counted)).not.toContain(
      '425.00 for each of 5 pieces, though it is owed once',
    );
  });

  it('other versions of the same contract, the nearest first, of two the later', () => {
    const version = (number: number, year: string, amount: string, more: object = {}) =>
      sampleContract({
        ...{ version: number, effective: { from: `${year}-01-01`, to: `${year}-12-31` } },
        ...{ accessorials: [flat('LIFTGATE_DELIVERY', { amount })], ...more },
      });
    const contracts = [
      version(1, '2023', '50.00'),
      version(2, '2024', '55.00', { accessorials: [] }),
      version(3, '2025', '60.00'),
      version(4, '2026', '85.00'),
      version(5, '2027', '95.00'),
      version(9, '2020', '99.00', { contractId: 'ABCD-OLD' }),
    ];
    const found = tried(flat('LIFTGATE_DELIVERY'), { contracts }, 2);
    expect(found.filter((one) => one.includes('at version'))).toEqual([
      '95.00 at version 5, in force until 2027-12-31',
      '60.00 at version 3, in force until 2025-12-31',
      '50.00 at version 1, in force until 2023-12-31',
    ]);
  });
});

describe('tried for waiting are', () => {
  const waiting: Terms<'PER_TIME'> = {
    ...{ charge: 'DETENTION_DELIVERY', model: 'PER_TIME', rate: '60.00', perMinutes: 60, freeMinutes: 120 },
    ...{ incrementMinutes: 15, incrementRounding: 'UP', lateGraceMinutes: 15, whenLate: 'NONE', authority: 'CONTRACT' },
  };
  // From 08:00, when it was due, to 11:41: 221 − 120 = 101 minutes, 7 units of 15.00.
  const stay = told(
    { type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-04T08:00:00-06:00' },
    { type: 'DEPARTED_STOP', stop: 2, occurredAt: '2026-03-04T11:41:00-06:00' },
  );

  it('other units and no free time', () => {
    expect(tried(waiting, stay, 2)).toEqual([
      '225.00 with the free time ignored', // 15 units
      '90.00 with the increments rounded down',
      '101.00 by the minute, without increments',
      '120.00 by the hour or portion thereof',
      '210.00 when it is counted twice',
    ]);
    expect(tried({ ...waiting, incrementMinutes: 1 }, stay, 2)).toEqual([
      '221.00 with the free time ignored',
      '120.00 by the hour or portion thereof',
      '202.00 when it is counted twice',
    ]);
  });
});

describe('tried for a percentage are', () => {
  const peak = (of: AccessorialTerms['charge'][]): AccessorialTerms => ({
    ...{ charge: 'PEAK', model: 'PERCENT', percent: '0.10', of, authority: 'CONTRACT' },
  });

  it('the gross linehaul, and the fuel it is not of', () => {
    expect(tried(peak(['LINEHAUL']))).toEqual([
      '72.80 as a percentage of the gross linehaul instead of the net', // of 728.00
      '35.55 as a percentage of the fuel surcharge too', // of 276.64 + 78.84
      '55.32 when it is counted twice', // 2 × 27.66
    ]);
    expect(tried(peak(['FUEL']))).toEqual(['15.76 when it is counted twice']); // 2 × 7.88
  });
});
