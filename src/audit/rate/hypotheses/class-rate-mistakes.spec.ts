import { describe, expect, it } from '@jest/globals';
import type { Item, Shipment } from '../../../freight/shipment.ts';
import type { SampleParts } from '../sample-dossier.ts';
import {
  sampleBreaks,
  sampleContract,
  sampleDocument,
  sampleEvent,
  sampleLane,
  samplePickup,
  sampleShipment,
} from '../sample-dossier.ts';
import { linehaulExplained } from '../sample-rating.ts';
import type { LinehaulBilling } from '../sample-rating.ts';

const kg = (value: string) => ({ value, unit: 'KG' as const });
const lb = (value: string) => ({ value, unit: 'LB' as const });

describe('what would make class rates right', () => {
  const straight = sampleBreaks({ deficit: false });
  const pallet = { length: '48', width: '40', height: '36', unit: 'IN' as const };
  const measured = (more: Partial<Item> = {}): Partial<Shipment> => ({
    items: [
      { item: 1, pieces: 4, packaging: 'PALLET', weight: lb('1850'), freightClass: '85', dimensions: pallet, ...more },
    ],
  });
  const densityClasses = [
    { fromPcf: '0', class: '85' },
    { fromPcf: '10', class: '70' },
  ];

  it.each<[string, string, LinehaulBilling]>([
    [
      '338.14', // 18.5 × 48.10 × 0.38
      'R-11 CLASS_WRONG: at the class of the order instead of that of its density',
      { linehaul: { ...straight, densityClasses }, shipment: measured() },
    ],
    [
      '338.14', // 1,650 lb: 16.5 × 48.10 × 0.38 = 301.59
      'R-14 WEIGHT_WRONG: with the weight of the pallets',
      { linehaul: { ...straight, palletAllowance: '50' }, shipment: measured() },
    ],
    [
      '338.14', // by the foot: 4 × 48 × 40 ÷ 96 in = 6 ft 8 in
      'R-13 LINEHAUL_WRONG: at class rates instead of linear feet',
      { linehaul: { ...straight, linearFoot: { overFeet: '6', ratePerFoot: '30.00' } }, shipment: measured() },
    ],
    [
      '200.00', // 6⅔ × 30
      'R-13 LINEHAUL_WRONG: by linear feet, of which it takes too few or is too dense',
      { linehaul: { ...straight, linearFoot: { overFeet: '8', ratePerFoot: '30.00' } }, shipment: measured() },
    ],
    [
      '315.78', // 20 × 41.55 × 0.38
      'R-12 CLASS_WRONG: with all goods at the highest class',
      {
        linehaul: sampleBreaks(),
        shipment: {
          items: [
            { item: 1, weight: lb('1200'), freightClass: '85' },
            { item: 2, weight: lb('600'), freightClass: '60' },
          ],
        },
      },
    ],
    [
      '306.43', // item 1 as 85, item 2 by FAK as 60: (12 × 48.10 + 6 × 38.20) × 0.38
      'CLASS_WRONG: with item 1 at class 85',
      {
        linehaul: { ...straight, fak: [{ fromClass: '50', toClass: '65', ratedAs: '60' }] },
        shipment: {
          items: [
            { item: 1, weight: lb('1200'), freightClass: '70' },
            { item: 2, weight: lb('600'), freightClass: '55' },
          ],
        },
      },
    ],
    [
      '301.87', // item 1 as 70, item 2 by its density as 85: (12 × 42.15 + 6 × 48.10) × 0.38
      'CLASS_WRONG: with item 1 at class 70',
      {
        linehaul: {
          ...straight,
          densityClasses: [
            { fromPcf: '0', class: '85' },
            { fromPcf: '20', class: '60' },
          ],
        },
        shipment: {
          items: [
            { item: 1, pieces: 1, weight: lb('1200'), freightClass: '85', dimensions: pallet }, // 30 LB/CFT
            { item: 2, pieces: 1, weight: lb('600'), freightClass: '70', dimensions: pallet }, // 15 LB/CFT
          ],
        },
      },
    ],
    ['296.32', 'R-33 ROUNDING: with each extension rounded to cents', { linehaul: straight }], // 779.78 − 483.46
    ['296.31', 'R-33 ROUNDING: rounded once at the end', { linehaul: { ...straight, extensionPlaces: 2 } }],
    ['338.85', 'R-07 LINEHAUL_WRONG: at the rates from 500 LB', { linehaul: straight }], // 18.5 × 48.20 × 0.38
    ['297.00', 'R-33 ROUNDING: rounded up to whole units of the currency', { linehaul: straight }],
    ['296.00', 'R-33 ROUNDING: rounded half up to whole units of the currency', { linehaul: straight }],
  ])('%s: %s', (billed, explanation, billing) => {
    expect(linehaulExplained(billed, billing)).toBe(explanation);
  });

  const corrected: SampleParts = {
    events: [samplePickup(), sampleEvent({ type: 'REWEIGHED' }), sampleEvent({ type: 'RECLASSIFIED' })],
    documents: [
      sampleDocument({ type: 'WEIGHT_CERTIFICATE', data: { weight: lb('1500') } }),
      sampleDocument({ type: 'INSPECTION_REPORT', data: { freightClass: '60' } }),
    ],
  };

  // Owed: 15 × 38.20 × 0.38 = 217.74.
  it.each([
    ['268.55', 'WEIGHT_WRONG: at the ordered weight instead of the certified one'], // 18.5 × 38.20 × 0.38
    ['240.26', 'CLASS_WRONG: at the ordered class instead of the inspected one'], // 15 × 42.15 × 0.38
  ])('%s after a reweigh and an inspection: %s', (billed, explanation) => {
    expect(linehaulExplained(billed, { linehaul: straight, parts: corrected })).toBe(explanation);
  });
});

describe('an old version that differs in one figure', () => {
  const road = (version: number, from: string, kgPerLoadingMetre: string) =>
    sampleContract({
      ...{ version, effective: { from, to: version === 1 ? '2025-12-31' : null } },
      lanes: [
        sampleLane({
          linehaul: {
            ...{ model: 'CHARGEABLE_WEIGHT', weightUnit: 'KG', kgPerLoadingMetre, per: '100' },
            breaks: [{ from: '0', rate: '10.00' }],
          },
        }),
      ],
    });
  const contracts = [road(1, '2025-01-01', '1850'), road(2, '2026-01-01', '1750')];
  const shipment = sampleShipment({ items: [{ item: 1, weight: kg('900'), loadingMetres: '2' }] });

  // 2 × 1,850 = 3,700 kg at 10.00; 2 × 1,500 = 3,000 kg
  it.each([
    ['370.00', 'RATE_EXPIRED: at version 1, in force until 2025-12-31'],
    ['300.00', 'WEIGHT_WRONG: with kilograms per loading metre of 1500 instead of 1750'],
  ])('%s: %s', (billed, explanation) => {
    const [contract] = contracts;
    const linehaul = contract?.lanes[0]?.linehaul ?? sampleBreaks();
    expect(linehaulExplained(billed, { linehaul, parts: { contracts, shipment } })).toBe(explanation);
  });
});
