import type { WeightBreaksRate } from '../../src/freight/linehaul.ts';
import type { Item } from '../../src/freight/shipment.ts';
import { cannotAssess, type Given, passes, raises, type Scenario } from './scenario.ts';

/** 42.15 from 1,000 lb and 36.40 from 2,000 lb of class 70, 62 % off, at least 145.00. */
const classRates = (more: Partial<WeightBreaksRate> = {}): WeightBreaksRate => ({
  model: 'WEIGHT_BREAKS',
  weightUnit: 'LB',
  per: '100',
  breaks: [
    { from: '0', rates: { '60': '49.90', '70': '55.10', '85': '63.00' } },
    { from: '500', rates: { '60': '43.60', '70': '48.20', '85': '55.30' } },
    { from: '1000', rates: { '60': '38.20', '70': '42.15', '85': '48.10' } },
    { from: '2000', rates: { '60': '33.00', '70': '36.40', '85': '41.55' } },
  ],
  discount: '0.62',
  minimum: '145.00',
  ...more,
});

function under(more: Partial<WeightBreaksRate> = {}): Given['contract'] {
  const linehaul = classRates(more);
  return { lanes: [{ lane: 'US', origin: { country: 'US' }, destination: { country: 'US' }, linehaul }] };
}

const lb = (value: string) => ({ value, unit: 'LB' as const });
const pallet = { length: '48', width: '40', height: '36', unit: 'IN' as const };

/** 1,850 lb on four pallets of 40 cubic feet, class 70, unless the table says otherwise. */
function goods(more: Partial<Item> = {}): Item[] {
  const item: Item = { item: 1, pieces: 4, packaging: 'PALLET', weight: lb('1850'), freightClass: '70' };
  return [{ ...item, dimensions: pallet, ...more }];
}

/** A bill of the linehaul alone for these goods. */
function billed(amount: string, contract: Given['contract'], items: Item[] = goods(), more: Given = {}): Given {
  return { charges: [['LINEHAUL', amount]], contract, shipment: { services: [], items }, ...more };
}

const reweighed = { type: 'REWEIGHED', occurredAt: '2026-03-03T11:00:00-05:00' } as const;
const disputed = { line: 1, state: 'DISPUTED' } as const;

/** Straight: 18.5 × 42.15 = 779.775 × 0.38 = 296.31. At class 85: 18.5 × 48.10 × 0.38 = 338.14. */
const straight = under();
/** With the deficit 1,850 lb go as 2,000: 20 × 36.40 = 728.00 × 0.38 = 276.64. */
const withDeficit = under({ deficit: true });
const fak = under({ deficit: true, fak: [{ fromClass: '77.5', toClass: '92.5', ratedAs: '70' }] });

const two: Item[] = [
  { item: 1, pieces: 2, weight: lb('1200'), freightClass: '70' },
  { item: 2, pieces: 1, weight: lb('600'), freightClass: '60' },
];

const plain: readonly Scenario[] = [
  raises('R-06', 'goods of class 70 billed at class 85', billed('338.14', straight), {
    ...{ ...disputed, reason: 'CLASS_WRONG', amount: '41.83', sentence: /at class 85/ },
  }),
  raises('R-06', 'one item of two billed in a dearer class', billed('306.43', straight, two), {
    // (12 × 48.10 + 6 × 38.20) × 0.38; owed (12 × 42.15 + 6 × 38.20) × 0.38 = 279.30
    ...{ ...disputed, reason: 'CLASS_WRONG', amount: '27.13', sentence: /with item 1 at class 85/ },
  }),
  raises(
    'R-06',
    'a reweigh without a certificate, and the bill at the other weight',
    billed('309.13', straight, goods(), { bill: { weight: lb('1930') }, events: [reweighed] }), // 19.3 × 42.15 × 0.38
    { ...disputed, reason: 'WEIGHT_WRONG', amount: '12.82', sentence: /at the billed weight of 1,930 LB/ },
  ),
  passes('R-06', 'class rates straight', billed('296.31', straight), { line: 1 }),
  passes(
    'R-06',
    'a reweigh with its certificate',
    billed('309.13', straight, goods(), {
      events: [reweighed],
      documents: [{ type: 'WEIGHT_CERTIFICATE', data: { weight: lb('1930') } }],
    }),
    { line: 1 },
  ),
  cannotAssess('R-06', 'goods without a class', billed('296.31', straight, goods({ freightClass: null })), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
  cannotAssess('R-06', 'a class without a rate', billed('296.31', straight, goods({ freightClass: '100' })), {
    ...{ line: 1, reason: 'RATE_MISSING' },
  }),
  raises('R-07', 'the deficit weight left out', billed('296.31', withDeficit), {
    ...{ ...disputed, reason: 'DEFICIT_IGNORED', amount: '19.67' },
  }),
  raises('R-07', 'the rates of a lower break', billed('338.85', straight), {
    // 18.5 × 48.20 × 0.38 = 338.846
    ...{ ...disputed, reason: 'LINEHAUL_WRONG', amount: '42.54', sentence: /at the rates from 500 LB/ },
  }),
  passes('R-07', 'the deficit weight taken', billed('276.64', withDeficit)),
  raises('R-08', 'the discount forgotten', billed('728.00', withDeficit), {
    ...{ ...disputed, reason: 'DISCOUNT_WRONG', amount: '451.36' },
  }),
  passes('R-08', 'gross and discount on lines of their own', {
    ...billed('276.64', withDeficit),
    charges: [
      ['LINEHAUL', '728.00'],
      ['DISCOUNT', '-451.36'],
    ],
  }),
  raises(
    'R-09',
    'a minimum above the agreed one',
    { ...billed('276.64', withDeficit), charges: [['MINIMUM', '400.00']] },
    { ...disputed, reason: 'MINIMUM_WRONG', amount: '123.36' },
  ),
  // 2 × 55.10 = 110.20 × 0.38 = 41.88, so the minimum.
  passes('R-09', 'the minimum, undiscounted', billed('145.00', straight, goods({ weight: lb('200') }))),
  raises(
    'R-10',
    'class 85 billed as such where 77.5 to 92.5 go as 70',
    billed('315.78', fak, goods({ freightClass: '85' })),
    {
      ...{ ...disputed, reason: 'FAK_NOT_APPLIED', amount: '39.14' }, // 20 × 41.55 × 0.38
    },
  ),
  passes('R-10', 'class 85 rated as class 70', billed('276.64', fak, goods({ freightClass: '85' }))),
];

/** 1,850 lb in 160 cubic feet: 11.56 lb a cubic foot, class 70 whatever the order says. */
const byDensity = under({
  densityClasses: [
    { fromPcf: '0', class: '85' },
    { fromPcf: '10', class: '70' },
  ],
});
const twoClasses: Item[] = [
  { item: 1, weight: lb('1200'), freightClass: '85' },
  { item: 2, weight: lb('600'), freightClass: '60' },
];
/** Twelve pallets take 12 × 48 × 40 ÷ 96 in = 20 feet. */
const twelve = (weight: string): Item[] => goods({ pieces: 12, weight: lb(weight) });
const linearFoot = { overFeet: '12', underPcf: '6' };
const byTheFoot = under({ linearFoot: { ...linearFoot, ratePerFoot: '95.00' } });
const lessPallets = under({ palletAllowance: '50' });

const terms: readonly Scenario[] = [
  raises(
    'R-11',
    'the class of the order where density gives a lower one',
    billed('338.14', byDensity, goods({ freightClass: '85' })),
    {
      ...{ ...disputed, reason: 'CLASS_WRONG', amount: '41.83' },
    },
  ),
  passes('R-11', 'the class of the density', billed('296.31', byDensity, goods({ freightClass: '85' }))),
  cannotAssess('R-11', 'goods that nobody measured', billed('296.31', byDensity, goods({ dimensions: null })), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
  // As 2,000 lb: 12 × 41.55 + 6 × 33.00 + 2 × 33.00 = 762.60 × 0.38 = 289.79; all of class 85: 20 × 41.55 × 0.38 = 315.78.
  raises('R-12', 'two classes billed at the higher one', billed('315.78', withDeficit, twoClasses), {
    ...{ ...disputed, reason: 'CLASS_WRONG', amount: '25.99', sentence: /all goods at the highest class/ },
  }),
  passes('R-12', 'two classes, each at its own', billed('289.79', withDeficit, twoClasses)),
  passes(
    'R-12',
    'two classes at the higher one, as the contract says',
    billed('329.00', under({ mixedClasses: 'HIGHEST' }), twoClasses), // 18 × 48.10 × 0.38 = 329.004
  ),
  // 2,880 lb in 480 cubic feet are 6 lb a cubic foot: class rates, 28.8 × 36.40 × 0.38 = 398.36.
  raises('R-13', 'goods that are dense billed by the foot', billed('1900.00', byTheFoot, twelve('2880')), {
    ...{ ...disputed, reason: 'LINEHAUL_WRONG', amount: '1501.64', sentence: /by linear feet/ },
  }),
  passes('R-13', 'twenty feet of light goods at 95.00', billed('1900.00', byTheFoot, twelve('2400'))),
  cannotAssess(
    'R-13',
    'twenty feet of light goods where the contract asks for a quote',
    billed('1900.00', under({ linearFoot }), twelve('2400')),
    { line: 1, reason: 'RATE_MISSING' },
  ),
  cannotAssess('R-13', 'pallets without dimensions', billed('1900.00', byTheFoot, goods({ dimensions: null })), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
  // 1,850 − 4 × 50 = 1,650 lb: 16.5 × 42.15 × 0.38 = 264.28.
  raises('R-14', 'the pallets weighed with the goods', billed('296.31', lessPallets), {
    ...{ ...disputed, reason: 'WEIGHT_WRONG', amount: '32.03', sentence: /with the weight of the pallets/ },
  }),
  passes('R-14', 'the goods without their pallets', billed('264.28', lessPallets)),
  cannotAssess('R-14', 'pallets that nobody counted', billed('264.28', lessPallets, goods({ pieces: null })), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
];

export const byClass: readonly Scenario[] = [...plain, ...terms];
