import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import { Dec, sum, zero } from '../../../freight/money.ts';
import { sampleContract, sampleEvent, samplePickup } from '../sample-dossier.ts';
import { ratedSample } from '../sample-rating.ts';

const runs = { numRuns: 60 };
const rate = fc.integer({ min: 0, max: 50_000 }).map((cents) => new Dec(cents).dividedBy(100).toFixed(2));
const bounds = fc.record({ minimum: fc.option(rate), maximum: fc.constant(null) });

const perTime: fc.Arbitrary<Extract<AccessorialTerms, { model: 'PER_TIME' }>> = fc.record({
  charge: fc.constant('DETENTION_DELIVERY' as const),
  model: fc.constant('PER_TIME' as const),
  rate,
  perMinutes: fc.constantFrom(30, 60),
  incrementMinutes: fc.constantFrom(1, 7, 15, 60),
  incrementRounding: fc.constantFrom('UP', 'DOWN', 'NEAREST'),
  freeMinutes: fc.integer({ min: 0, max: 300 }),
  lateGraceMinutes: fc.integer({ min: 0, max: 60 }),
  whenLate: fc.constantFrom('NONE', 'FROM_ARRIVAL'),
  authority: fc.constant('CONTRACT' as const),
});
const tiers = fc
  .tuple(fc.array(fc.record({ days: fc.integer({ min: 1, max: 9 }), rate }), { maxLength: 3 }), rate)
  .map(([first, last]) => [...first, { rate: last }]);
const perDay: fc.Arbitrary<Extract<AccessorialTerms, { model: 'PER_DAY' }>> = fc.record({
  charge: fc.constant('DEMURRAGE' as const),
  model: fc.constant('PER_DAY' as const),
  from: fc.constant('AVAILABLE_FOR_PICKUP' as const),
  to: fc.constant('GATE_OUT' as const),
  freeDays: fc.integer({ min: 0, max: 10 }),
  calendar: fc.constantFrom('CALENDAR', 'BUSINESS'),
  holidays: fc.constantFrom(null, ['2026-03-05', '2026-03-10']),
  tiers,
  includeFirstDay: fc.boolean(),
  authority: fc.constant('CONTRACT' as const),
});

const instant = (minutes: number) => new Date(Date.UTC(2026, 2, 4, 12) + minutes * 60_000).toISOString();
/** What is owed for a stay, or days, from one minute to another; rating a sample re-computes every working. */
function owed(terms: AccessorialTerms, from: number, to: number) {
  const [first, last] =
    terms.model === 'PER_DAY'
      ? (['AVAILABLE_FOR_PICKUP', 'GATE_OUT'] as const)
      : (['ARRIVED_AT_STOP', 'DEPARTED_STOP'] as const);
  const events = [
    samplePickup(),
    sampleEvent({ type: first, stop: 2, occurredAt: instant(from) }),
    sampleEvent({ type: last, stop: 2, occurredAt: instant(to) }),
  ];
  const rated = ratedSample({ contracts: [sampleContract({ accessorials: [terms] })], events });
  const amounts = rated.expected.filter(({ charge }) => charge === terms.charge).map(({ amount }) => amount ?? zero);
  return sum(amounts);
}

const stay = fc.tuple(fc.integer({ min: -300, max: 600 }), fc.integer({ min: 0, max: 1500 }));
const days = fc.tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 60_000 }));

describe('time charges', () => {
  it('are never negative, and never fall when the truck leaves later', () => {
    fc.assert(
      fc.property(perTime, bounds, stay, fc.integer({ min: 0, max: 300 }), (terms, more, [from, long], longer) => {
        const entry = { ...terms, ...more };
        const amount = owed(entry, from, from + long);
        expect(amount.isNegative()).toBe(false);
        expect(owed(entry, from, from + long + longer).greaterThanOrEqualTo(amount)).toBe(true);
      }),
      runs,
    );
  });

  it('never rise with more free time, and are least rounded down', () => {
    fc.assert(
      fc.property(perTime, stay, fc.integer({ min: 1, max: 120 }), (terms, [from, long], free) => {
        const amount = owed(terms, from, from + long);
        expect(
          owed({ ...terms, freeMinutes: terms.freeMinutes + free }, from, from + long).lessThanOrEqualTo(amount),
        ).toBe(true);
        expect(owed({ ...terms, incrementRounding: 'DOWN' }, from, from + long).lessThanOrEqualTo(amount)).toBe(true);
        expect(owed({ ...terms, incrementRounding: 'UP' }, from, from + long).greaterThanOrEqualTo(amount)).toBe(true);
      }),
      runs,
    );
  });
});

describe('charges by days', () => {
  it('are never negative, and never fall when the container leaves later', () => {
    fc.assert(
      fc.property(perDay, days, fc.integer({ min: 0, max: 20_000 }), (terms, [from, long], longer) => {
        const amount = owed(terms, from, from + long);
        expect(amount.isNegative()).toBe(false);
        expect(owed(terms, from, from + long + longer).greaterThanOrEqualTo(amount)).toBe(true);
      }),
      runs,
    );
  });

  it('never rise with more free days or holidays, and count no fewer days with the first or the weekends', () => {
    fc.assert(
      fc.property(perDay, days, (terms, [from, long]) => {
        const amount = owed(terms, from, from + long);
        const less = [
          { ...terms, freeDays: terms.freeDays + 1 },
          { ...terms, calendar: 'BUSINESS' as const, holidays: ['2026-03-05', '2026-03-10', '2026-03-12'] },
          { ...terms, includeFirstDay: false },
        ];
        for (const other of less) expect(owed(other, from, from + long).lessThanOrEqualTo(amount)).toBe(true);
        expect(owed({ ...terms, calendar: 'CALENDAR' }, from, from + long).greaterThanOrEqualTo(amount)).toBe(true);
      }),
      runs,
    );
  });

  it('come to the days at each tier, however the tiers are cut', () => {
    fc.assert(
      fc.property(perDay, days, rate, fc.integer({ min: 1, max: 5 }), (terms, [from, long], price, cut) => {
        const whole = owed({ ...terms, tiers: [{ rate: price }] }, from, from + long);
        expect(
          owed({ ...terms, tiers: [{ days: cut, rate: price }, { rate: price }] }, from, from + long).equals(whole),
        ).toBe(true);
      }),
      runs,
    );
  });
});

it('caps never raise a charge, nor let all come to more than they allow', () => {
  const flat = fc.tuple(rate, rate, rate).map((amounts) =>
    (['HAZMAT', 'TOLL', 'SECURITY'] as const).map((charge, index): AccessorialTerms => ({
      charge,
      model: 'FLAT',
      amount: amounts[index] ?? '0',
      authority: 'CONTRACT',
    })),
  );
  fc.assert(
    fc.property(flat, rate, (accessorials, maximum) => {
      const under = (caps: { charges: AccessorialTerms['charge'][]; maximum: string }[]) =>
        ratedSample({ contracts: [sampleContract({ accessorials, caps, fuel: null })] })
          .expected.slice(1)
          .map(({ amount }) => amount ?? zero);
      const free = under([]);
      const capped = under([{ charges: ['TOLL', 'SECURITY', 'HAZMAT'], maximum }]);
      for (const [place, amount] of capped.entries())
        expect(amount.lessThanOrEqualTo(free[place] ?? zero) && !amount.isNegative()).toBe(true);
      const [all, allowed] = [sum(free), new Dec(maximum)];
      expect(sum(capped).equals(all.lessThan(allowed) ? all : allowed)).toBe(true);
    }),
    runs,
  );
});
