import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WeightBreaksRate } from '../../freight/linehaul.ts';
import { Dec, decimal } from '../../freight/money.ts';
import type { Item } from '../../freight/shipment.ts';
import {
  sampleContract,
  sampleDocument,
  sampleEvent,
  sampleLane,
  samplePickup,
  sampleShipment,
} from './sample-dossier.ts';
import { chargeOf, ratedSample } from './sample-rating.ts';

const cents = (max: number) => fc.integer({ min: 100, max }).map((value) => new Dec(value).dividedBy(100).toFixed(2));
const classes = ['60', '70', '85'];

/** Class rates that fall from break to break, as rates do. */
const breaks = fc.array(cents(4000), { minLength: 4, maxLength: 4 }).map((steps) =>
  ['0', '500', '1000', '2000'].map((from, index) => {
    const above = steps.slice(index).reduce((total, step) => total.plus(step), new Dec(0));
    return {
      from,
      rates: Object.fromEntries(classes.map((one) => [one, above.times(one).dividedBy(50).toFixed(2)])),
    };
  }),
);
const rate: fc.Arbitrary<WeightBreaksRate> = fc.record({
  model: fc.constant('WEIGHT_BREAKS' as const),
  weightUnit: fc.constantFrom('LB', 'KG'),
  per: fc.constant('100'),
  breaks,
  deficit: fc.boolean(),
  discount: fc.constantFrom(null, '0.62', '0.333', '0.8125'),
  minimum: fc.option(cents(30_000)),
  grossMinimum: fc.option(cents(30_000)),
  weightPlaces: fc.constantFrom(null, 0),
  extensionPlaces: fc.constantFrom(null, 2),
});
const item = (number: number): fc.Arbitrary<Item> =>
  fc.record({
    item: fc.constant(number),
    weight: fc.record({ value: fc.integer({ min: 1, max: 3000 }).map(String), unit: fc.constantFrom('LB', 'KG') }),
    freightClass: fc.constantFrom(...classes),
  });
const items = fc.tuple(item(1), item(2), item(3));

const linehaulOf = (linehaul: WeightBreaksRate, goods: Item[]) => {
  const contracts = [sampleContract({ lanes: [sampleLane({ linehaul })] })];
  // Rating a sample re-computes every working from its leaves.
  const charge = chargeOf(ratedSample({ contracts, shipment: sampleShipment({ items: goods }) }), 'LINEHAUL');
  return charge?.amount ?? new Dec(-1);
};

describe('class rates', () => {
  it('are never below the minimum, and the deficit never makes them dearer', () => {
    fc.assert(
      fc.property(rate, items, (linehaul, goods) => {
        const owed = linehaulOf({ ...linehaul, deficit: true }, goods);
        expect(owed.greaterThanOrEqualTo(decimal(linehaul.minimum ?? '0'))).toBe(true);
        expect(owed.lessThanOrEqualTo(linehaulOf({ ...linehaul, deficit: false }, goods))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('with the deficit never fall when a shipment gets heavier', () => {
    fc.assert(
      fc.property(rate, items, fc.integer({ min: 1, max: 500 }), (linehaul, goods, more) => {
        const heavier = goods.map((one) => ({
          ...one,
          weight: one.weight ? { ...one.weight, value: decimal(one.weight.value).plus(more).toFixed() } : null,
        }));
        // Of one class: a heavier mix can move the lowest class rate of the deficit.
        const alike = (all: Item[]) => all.map((one) => ({ ...one, freightClass: '70' }));
        // Rounded extensions may lose a cent between them: 18.62 + 10.59 at 1,275 kg, 18.63 + 10.57 at 1,276 kg.
        const terms = { ...linehaul, deficit: true, extensionPlaces: null };
        expect(linehaulOf(terms, alike(heavier)).greaterThanOrEqualTo(linehaulOf(terms, alike(goods)))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

it('owes the same from the facts in any order', () => {
  const events = [
    samplePickup(),
    sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-04T07:40:00-06:00' }),
    sampleEvent({ type: 'DEPARTED_STOP', stop: 2, occurredAt: '2026-03-04T11:52:00-06:00' }),
    sampleEvent({ type: 'REWEIGHED' }),
    sampleEvent({ type: 'DELIVERED', stop: 2, occurredAt: '2026-03-04T09:52:00-06:00' }),
  ];
  const documents = ['1900', '1950', '1920'].map((value) =>
    sampleDocument({ type: 'WEIGHT_CERTIFICATE', data: { weight: { value, unit: 'LB' } } }),
  );
  const contracts = [
    sampleContract(),
    sampleContract({ version: 2, effective: { from: '2025-01-01', to: '2025-12-31' } }),
  ];
  const plain = (parts: Parameters<typeof ratedSample>[0]) => JSON.stringify(ratedSample(parts));
  const expected = plain({ events, documents, contracts });
  fc.assert(
    fc.property(
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.shuffledSubarray(documents, { minLength: documents.length }),
      fc.shuffledSubarray(contracts, { minLength: contracts.length }),
      (told, papers, versions) => {
        expect(plain({ events: told, documents: papers, contracts: versions })).toBe(expected);
      },
    ),
    { numRuns: 50 },
  );
});

it('takes the certified weight only together with the reweigh', () => {
  const certificate = sampleDocument({ type: 'WEIGHT_CERTIFICATE', data: { weight: { value: '2500', unit: 'LB' } } });
  const amount = (events: Parameters<typeof ratedSample>[0]) =>
    chargeOf(ratedSample(events), 'LINEHAUL')?.amount?.toFixed(2);
  expect(amount({ documents: [certificate] })).toBe('276.64');
  expect(amount({ events: [samplePickup(), sampleEvent({ type: 'REWEIGHED' })] })).toBe('276.64');
  // 25 × 36.40 × 0.38
  expect(amount({ documents: [certificate], events: [samplePickup(), sampleEvent({ type: 'REWEIGHED' })] })).toBe(
    '345.80',
  );
});
