import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChargeableWeightRate, LinehaulRate, TableRate, ZoneTableRate } from '../../../freight/linehaul.ts';
import { Dec, decimal } from '../../../freight/money.ts';
import type { Item, Shipment } from '../../../freight/shipment.ts';
import { sampleContract, sampleLane, sampleShipment } from '../sample-dossier.ts';
import { chargeOf, ratedSample } from '../sample-rating.ts';

/** What is owed; rating a sample re-computes every working from its leaves. */
function owed(linehaul: LinehaulRate, shipment: Partial<Shipment>) {
  const contracts = [sampleContract({ lanes: [sampleLane({ linehaul })], accessorials: [], fuel: null })];
  const charge = chargeOf(ratedSample({ contracts, shipment: sampleShipment(shipment) }), 'LINEHAUL');
  if (!charge?.amount) throw new Error(`not provable: ${charge?.needs.map(({ fact }) => fact).join(', ') ?? ''}`);
  return charge.amount;
}
const runs = { numRuns: 60 };
const figure = (most: number, places = 2) =>
  fc.integer({ min: 1, max: most * 10 ** places }).map((value) => new Dec(value).dividedBy(10 ** places).toFixed());
const side = fc.record({ length: figure(120, 1), width: figure(120, 1), height: figure(120, 1) });
const item = fc.record({
  item: fc.constant(1),
  pieces: fc.integer({ min: 1, max: 20 }),
  packaging: fc.constantFrom('PALLET', 'CARTON'),
  weight: fc.record({ value: figure(3000), unit: fc.constantFrom('LB', 'KG') }),
  dimensions: fc
    .tuple(side, fc.constantFrom('IN' as const, 'CM' as const))
    .map(([sides, unit]) => ({ ...sides, unit })),
  loadingMetres: figure(14, 1),
}) satisfies fc.Arbitrary<Item>;
const heavier = (one: Item, by: number): Item => ({
  ...one,
  weight: one.weight ? { ...one.weight, value: decimal(one.weight.value).plus(by).toFixed() } : null,
});
const bigger = (one: Item): Item => ({
  ...one,
  dimensions: one.dimensions ? { ...one.dimensions, height: decimal(one.dimensions.height).plus(1).toFixed() } : null,
});

const byWeight = fc.record({
  model: fc.constant('CHARGEABLE_WEIGHT' as const),
  weightUnit: fc.constantFrom('KG' as const, 'LB' as const),
  volumeDivisor: fc.option(fc.constantFrom('6000', '5000')),
  kgPerCbm: fc.option(fc.constantFrom('167', '333')),
  kgPerLoadingMetre: fc.option(fc.constantFrom('1750')),
  kgPerPallet: fc.option(fc.constantFrom('250')),
  roundUpTo: fc.option(fc.constantFrom('0.5', '1', '10')),
  minimumWeight: fc.option(figure(100)),
  per: fc.constantFrom(null, '100'),
  breaks: fc
    .array(figure(20), { minLength: 3, maxLength: 3 })
    .map((rates) => ['0', '100', '500'].map((from, index) => ({ from, rate: rates[index] ?? '1' }))),
  nextBreak: fc.constant(true),
  minimum: fc.option(figure(200)),
}) satisfies fc.Arbitrary<ChargeableWeightRate>;

describe('chargeable weight', () => {
  it('with the next break never costs less for goods that are heavier or take more room', () => {
    fc.assert(
      fc.property(byWeight, item, fc.integer({ min: 1, max: 500 }), (rate, one, more) => {
        const before = owed(rate, { items: [one] });
        expect(owed(rate, { items: [heavier(one, more)] }).greaterThanOrEqualTo(before)).toBe(true);
        expect(owed(rate, { items: [bigger(one)] }).greaterThanOrEqualTo(before)).toBe(true);
      }),
      runs,
    );
  });

  it('never costs more with the next break than without, and never less than the minimum', () => {
    fc.assert(
      fc.property(byWeight, item, (rate, one) => {
        const amount = owed(rate, { items: [one] });
        expect(amount.lessThanOrEqualTo(owed({ ...rate, nextBreak: false }, { items: [one] }))).toBe(true);
        expect(amount.greaterThanOrEqualTo(decimal(rate.minimum ?? '0'))).toBe(true);
      }),
      runs,
    );
  });

  it('is the same for goods on one line or on two, where no piece is cut', () => {
    fc.assert(
      fc.property(byWeight, item, (rate, one) => {
        const twice = {
          ...one,
          pieces: one.pieces * 2,
          weight: { ...one.weight, value: decimal(one.weight.value).times(2).toFixed() },
        };
        const doubled = { ...twice, loadingMetres: decimal(one.loadingMetres).times(2).toFixed() };
        expect(owed(rate, { items: [one, { ...one, item: 2 }] })).toEqual(owed(rate, { items: [doubled] }));
      }),
      runs,
    );
  });
});

describe('weight or measure', () => {
  it('is the dearer of both, and at least the minimum units', () => {
    fc.assert(
      fc.property(figure(90), figure(40_000), figure(60), figure(5), (rate, kilograms, volume, minimumUnits) => {
        const items = [
          {
            item: 1,
            weight: { value: kilograms, unit: 'KG' as const },
            volume: { value: volume, unit: 'CBM' as const },
          },
        ];
        const units = Dec.max(decimal(kilograms).dividedBy(1000), decimal(volume), decimal(minimumUnits));
        const amount = owed({ model: 'WEIGHT_OR_MEASURE', rate, minimumUnits }, { items });
        expect(amount).toEqual(units.times(decimal(rate)).toDecimalPlaces(2, Dec.ROUND_HALF_UP));
      }),
      runs,
    );
  });
});

describe('parcels', () => {
  const sheet: ZoneTableRate = {
    ...{ model: 'ZONE_TABLE', weightUnit: 'LB', dimDivisor: '139', dimRounding: 'HALF_UP', perExtra: '0.75' },
    zones: [{ zone: '5', destination: {} }],
    rates: { '5': ['1', '10', '50', '150'].map((upTo) => ({ upTo, amount: `${upTo}.25` })) },
  };

  it('never cost less with the sides rounded up, for bigger packages or for heavier ones', () => {
    fc.assert(
      fc.property(item, fc.integer({ min: 1, max: 300 }), (one, more) => {
        const before = owed(sheet, { items: [one] });
        const rivals = [heavier(one, more), bigger(one)].map((other) => owed(sheet, { items: [other] }));
        for (const amount of [owed({ ...sheet, dimRounding: 'UP' }, { items: [one] }), ...rivals])
          expect(amount.greaterThanOrEqualTo(before)).toBe(true);
      }),
      runs,
    );
  });

  it('cost together at most what they cost one by one, and as many times as there are packages', () => {
    const together = {
      ...sheet,
      hundredweight: { fromWeight: '0', fromPackages: 1, per: '100', rates: { '5': '40' } },
    };
    fc.assert(
      fc.property(item, (one) => {
        const each = owed(sheet, { items: [one] });
        expect(owed(together, { items: [one] }).lessThanOrEqualTo(each)).toBe(true);
        expect(owed(sheet, { items: [one, { ...one, item: 2 }] })).toEqual(each.times(2));
      }),
      runs,
    );
  });
});

describe('a rate sheet', () => {
  it('gives the cell of the bands that hold weight and distance', () => {
    const bands = ['0', '500', '1000', '2000'];
    const sheet: TableRate = {
      ...{ model: 'TABLE', cell: 'AMOUNT', factor: '1.1' },
      rows: { by: 'WEIGHT', unit: 'LB', bands },
      columns: { by: 'DISTANCE', unit: 'MI', bands },
      cells: bands.map((_, row) => bands.map((__, column) => `${row * 10 + column}.00`)),
    };
    const bandOf = (value: string) =>
      bands.filter((from) => decimal(from).lessThanOrEqualTo(decimal(value))).length - 1;
    fc.assert(
      fc.property(figure(3000, 1), figure(3000, 1), (weight, distance) => {
        const items = [{ item: 1, weight: { value: weight, unit: 'LB' as const } }];
        const cell = new Dec(bandOf(weight) * 10 + bandOf(distance));
        expect(owed(sheet, { items, distance: { value: distance, unit: 'MI' } })).toEqual(cell.times('1.1'));
      }),
      runs,
    );
  });
});
