import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import { sampleContract, sampleDocument, sampleEvent, samplePickup, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { ratedSample, sampleBill } from '../sample-rating.ts';

type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;
type Terms<M extends AccessorialTerms['model']> = Extract<AccessorialTerms, { model: M }>;

const told = (...all: Told[]) => [samplePickup(), ...all.map(sampleEvent)];
const stay = (from: string, to: string): Told[] => [
  { type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: `2026-03-04T${from}:00-06:00` },
  { type: 'DEPARTED_STOP', stop: 2, occurredAt: `2026-03-04T${to}:00-06:00` },
];

/** What is found to give the billed amount: check where it is another's, reason, label. */
function explained(billed: string, terms: AccessorialTerms, parts: SampleParts, stop: number | null): string {
  const bill = sampleBill({ weight: { value: '1930', unit: 'LB' }, distance: { value: '460', unit: 'MI' } });
  const found = ratedSample({ contracts: [sampleContract({ accessorials: [terms] })], ...parts }, bill)
    .hypotheses(terms.charge, stop)
    .find(({ amount }) => amount.toFixed(2) === billed);
  return found ? [found.check, found.reason, found.label].filter(Boolean).join(' ') : 'nothing';
}

describe('what would make detention right', () => {
  const detention: Terms<'PER_TIME'> = {
    ...{ charge: 'DETENTION_DELIVERY', model: 'PER_TIME', rate: '60.00', perMinutes: 60, freeMinutes: 120 },
    ...{ incrementMinutes: 15, incrementRounding: 'UP', lateGraceMinutes: 15, whenLate: 'NONE', authority: 'CONTRACT' },
  };
  // 07:40 to 11:52 with the appointment at 08:00: 232 − 120 = 112 minutes, 8 units of 15.00.
  const early = { events: told(...stay('07:40', '11:52')) };
  // 08:30 to 11:52 is late by more than the grace: nothing; from arrival 202 − 120 = 82 minutes, 6 units.
  const late = { events: told(...stay('08:30', '11:52')) };

  it.each<[string, Partial<Terms<'PER_TIME'>>, SampleParts, string]>([
    ['240.00', {}, early, 'DETENTION_WRONG with the free time ignored'], // 232 minutes, 16 units
    ['135.00', {}, early, 'DETENTION_WRONG with the clock from arrival'], // 252 − 120 = 132 minutes, 9 units
    ['105.00', {}, early, 'DETENTION_WRONG with the increments rounded down'],
    ['112.00', {}, early, 'DETENTION_WRONG by the minute, without increments'],
    ['255.00', {}, early, 'DETENTION_WRONG with the clock from arrival and the free time ignored'], // 17 units
    ['90.00', {}, late, 'DETENTION_WRONG with the rule on late arrival ignored'],
    ['210.00', {}, late, 'DETENTION_WRONG with the free time and the rule on late arrival ignored'], // 202: 14 units
    ['120.00', { maximum: '100.00' }, early, 'A-38 DETENTION_WRONG without the maximum'],
    ['500.00', { maximum: '500.00' }, early, 'DETENTION_WRONG at the maximum'],
    // 232 − 160 = 72 minutes: 5 units, but 2 hours
    ['120.00', { freeMinutes: 160 }, early, 'DETENTION_WRONG by the hour or portion thereof'],
    ['119.00', {}, early, 'nothing'],
    ['120.00', { incrementRounding: 'NEAREST' }, early, 'DETENTION_WRONG with the increments rounded up'],
  ])('billed at %s', (billed, more, parts, explanation) => {
    expect(explained(billed, { ...detention, ...more }, parts, 2)).toBe(explanation);
  });

  it('billed until the truck left, though the work was done before', () => {
    const done: Told = { type: 'UNLOADED', stop: 2, occurredAt: '2026-03-04T11:00:00-06:00' };
    const parts = { events: told(...stay('07:40', '11:52'), done) };
    // Until 11:00 owed 60 minutes, 60.00.
    expect(explained('120.00', { ...detention, endsAt: 'WORK_DONE' }, parts, 2)).toBe(
      'DETENTION_WRONG with the clock until departure instead of until the work was done',
    );
  });

  it('billed without the notice it depends on', () => {
    expect(explained('120.00', { ...detention, notice: { minutesBefore: 30 } }, early, 2)).toBe(
      'DETENTION_WRONG with the notice ignored',
    );
  });

  it('billed with that of another stop', () => {
    const pickup: AccessorialTerms = { ...detention, charge: 'DETENTION_PICKUP', whenLate: 'FROM_ARRIVAL' };
    const events = [
      sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 1, occurredAt: '2026-03-02T08:00:00-05:00' }),
      // 150 − 120 = 30 minutes, 2 units: 30.00
      ...told(...stay('07:40', '11:52')),
    ];
    const contracts = [sampleContract({ accessorials: [detention, pickup] })];
    expect(explained('150.00', detention, { events, contracts }, 2)).toBe(
      'A-40 DETENTION_WRONG with the charge of stop 1 added again',
    );
  });
});

describe('what would make days right', () => {
  const demurrage: Terms<'PER_DAY'> = {
    ...{ charge: 'DEMURRAGE', model: 'PER_DAY', from: 'AVAILABLE_FOR_PICKUP', to: 'GATE_OUT', freeDays: 4 },
    ...{ calendar: 'BUSINESS', holidays: ['2026-03-05'], authority: 'CONTRACT' },
    tiers: [{ days: 4, rate: '150.00' }, { rate: '250.00' }],
  };
  const parts = {
    events: told(
      { type: 'AVAILABLE_FOR_PICKUP', stop: 1, occurredAt: '2026-03-02T09:00:00-05:00' },
      { type: 'GATE_OUT', stop: 1, occurredAt: '2026-03-13T15:00:00-04:00' },
    ),
  };

  // Owed 11 days less a weekend, a holiday and 4 free: 4 × 150.00.
  it.each([
    ['1600.00', 'with the free days ignored'], // 8 days
    ['850.00', 'with the first day counted'], // 5 days
    ['1350.00', 'by calendar days instead of business days'], // 7 days
    ['1000.00', 'with all days at the rate of tier 2'], // 4 × 250.00
    ['1850.00', 'with the free days ignored and the first day counted'], // 9 days
  ])('billed at %s', (billed, label) => {
    expect(explained(billed, demurrage, parts, null)).toBe(`ACC_WRONG ${label}`);
  });

  it('billed with the holidays counted', () => {
    const terms = { ...demurrage, tiers: [{ rate: '100.00' }], holidays: ['2026-03-05', '2026-03-06'] };
    // Owed 11 − 2 − 2 − 4 = 3; with the holidays counted 5; with the first day 4.
    expect(explained('500.00', terms, parts, null)).toBe('ACC_WRONG with the holidays counted');
  });
});

describe('what would make other accessorials right', () => {
  const flat: Terms<'FLAT'> = { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'CONTRACT' };

  it.each<[string, AccessorialTerms, number | null, string]>([
    ['340.00', flat, 2, 'A-40 ACC_WRONG for each of 4 pieces, though it is owed once'],
    ['170.00', { ...flat, charge: 'HAZMAT' }, null, 'A-40 ACC_WRONG for each of 2 stops, though it is owed once'],
    ['170.00', flat, 2, 'A-40 ACC_WRONG when it is counted twice'],
    ['20.00', { ...flat, minimum: '100.00', maximum: '20.00' }, 2, 'nothing'],
    ['85.00', { ...flat, minimum: '100.00' }, 2, 'ACC_WRONG without the minimum'],
    // 1,930 lb ÷ 100 × 4.00
    [
      '77.20',
      { ...flat, charge: 'INSIDE_DELIVERY', model: 'PER_WEIGHT', rate: '4.00', per: '100', weightUnit: 'LB' },
      2,
      'ACC_WRONG at the billed weight of 1,930 LB',
    ],
    [
      '230.00',
      { charge: 'RECONSIGNMENT', model: 'PER_DISTANCE', rate: '0.50', unit: 'MI', authority: 'CONTRACT' },
      null,
      'ACC_WRONG at the billed distance of 460 MI',
    ],
  ])('billed at %s', (billed, terms, stop, explanation) => {
    expect(explained(billed, terms, {}, stop)).toBe(explanation);
  });

  it.each([
    // Gross 728.00 × 0.04
    ['29.12', 'ACC_WRONG as a percentage of the gross linehaul instead of the net'],
    // (276.64 + 78.84) × 0.04 = 14.2192
    ['14.22', 'ACC_WRONG as a percentage of the fuel surcharge too'],
  ])('a percentage billed at %s', (billed, explanation) => {
    const peak: AccessorialTerms = {
      ...{ charge: 'PEAK', model: 'PERCENT', percent: '0.04', of: ['LINEHAUL'], authority: 'CONTRACT' },
    };
    expect(explained(billed, peak, {}, null)).toBe(explanation);
  });

  const lumper: Terms<'PASS_THROUGH'> = {
    ...{ charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], fee: '5.00', authority: 'CONTRACT' },
  };
  it.each([
    ['150.00', 'ACC_WRONG with the receipts alone, without the fee'],
    ['160.00', 'ACC_WRONG with the fee twice'],
    ['310.00', 'A-40 ACC_WRONG when it is counted twice'],
  ])('a lumper billed at %s', (billed, explanation) => {
    const data = { number: 'L-1', amount: '150.00', currency: 'USD' };
    const documents = [sampleDocument({ type: 'LUMPER_RECEIPT', stop: 2, data })];
    expect(explained(billed, lumper, { documents }, 2)).toBe(explanation);
  });

  it.each([
    ['275.00', 'ACC_WRONG with 1 stop free instead of 2'],
    ['450.00', 'ACC_WRONG with no stop free instead of 2'],
    ['175.00', 'ACC_WRONG with every stop at tier 2'],
    ['200.00', 'A-40 ACC_WRONG when it is counted twice'],
  ])('a stop-off billed at %s', (billed, explanation) => {
    const stopOff: AccessorialTerms = {
      ...{ charge: 'STOP_OFF', model: 'TIERS', tiers: ['100.00', '175.00'], authority: 'CONTRACT' },
    };
    const [first, last] = sampleShipment().stops;
    const stops = first && last ? [first, { ...last, stop: 2 }, { ...last, stop: 3 }] : [];
    const seen = [1, 2, 3].map((stop): Told => ({
      type: 'ARRIVED_AT_STOP',
      stop,
      occurredAt: `2026-03-0${stop + 1}T08:00:00-06:00`,
    }));
    const parts = { shipment: sampleShipment({ stops }), events: told(...seen) };
    expect(explained(billed, stopOff, parts, null)).toBe(explanation);
  });
});
