import type { AccessorialTerms } from '../../src/freight/accessorial.ts';
import type { Mode } from '../../src/freight/codes.ts';
import type { ChargeableWeightRate, LinehaulRate } from '../../src/freight/linehaul.ts';
import type { Item } from '../../src/freight/shipment.ts';
import { cannotAssess, type Given, type Line, passes, raises, type Scenario } from './scenario.ts';

const kg = (value: string) => ({ value, unit: 'KG' as const });

/** What one mode is carried for, and the goods carried. */
interface Carriage {
  mode: Mode;
  linehaul: LinehaulRate;
  items: Item[];
  equipment?: string;
  accessorials?: AccessorialTerms[];
}

function billed(
  lines: Line[],
  { mode, linehaul, items, equipment, accessorials = [] }: Carriage,
  more: Given = {},
): Given {
  return {
    charges: lines,
    contract: {
      modes: [mode],
      accessorials,
      lanes: [{ lane: 'US', origin: { country: 'US' }, destination: { country: 'US' }, linehaul }],
    },
    shipment: { mode, services: [], items, equipment: equipment ?? null },
    ...more,
  };
}
const freight = (amount: string): Line[] => [['LINEHAUL', amount]];
const disputed = { line: 1, state: 'DISPUTED' } as const;

/** 8.40 from 100 kg, 7.10 from 300 kg, 6,000 cubic centimetres a kilogram. */
const air: ChargeableWeightRate = {
  ...{ model: 'CHARGEABLE_WEIGHT', weightUnit: 'KG', volumeDivisor: '6000', roundUpTo: '0.5' },
  breaks: [
    { from: '0', rate: '9.80' },
    { from: '100', rate: '8.40' },
    { from: '300', rate: '7.10' },
  ],
  ...{ nextBreak: true, minimum: '75.00' },
};
/** Ten cartons of 60 × 40 × 50 cm count for 200 kg. */
function byAir(weight: string, more: Partial<Item> = {}): Carriage {
  const dimensions = { length: '60', width: '40', height: '50', unit: 'CM' as const };
  const item: Item = { item: 1, pieces: 10, packaging: 'CARTON', weight: kg(weight), dimensions };
  return { mode: 'AIR', linehaul: air, items: [{ ...item, ...more }] };
}

const airFreight: readonly Scenario[] = [
  raises('R-23', 'air freight with a divisor of 5,000 instead of 6,000', billed(freight('2016.00'), byAir('150')), {
    // 1,200,000 ÷ 5,000 = 240 kg × 8.40
    ...{ ...disputed, reason: 'WEIGHT_WRONG', amount: '336.00', sentence: /divisor of 5000 instead of 6000/ },
  }),
  passes('R-23', '150 kg that count for 200', billed(freight('1680.00'), byAir('150')), { line: 1 }),
  cannotAssess('R-23', 'cartons without dimensions', billed(freight('1680.00'), byAir('150', { dimensions: null })), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
  raises('R-24', '260 kg not rated as 300', billed(freight('2184.00'), byAir('260')), {
    // 260 × 8.40; 300 × 7.10 = 2,130.00
    ...{ ...disputed, reason: 'DEFICIT_IGNORED', amount: '54.00' },
  }),
  raises('R-24', '200 kg at the rate of the first break', billed(freight('1960.00'), byAir('150')), {
    ...{ ...disputed, reason: 'LINEHAUL_WRONG', amount: '280.00', sentence: /at the rate from 0 KG/ },
  }),
  passes('R-24', '260 kg rated as 300', billed(freight('2130.00'), byAir('260'))),
];

/** 65.00 a tonne or cubic metre; 3,100 kg in 2.4 cubic metres are 201.50. */
function lcl(more: Partial<Item> = {}): Carriage {
  const item: Item = { item: 1, pieces: 3, weight: kg('3100'), volume: { value: '2.4', unit: 'CBM' } };
  return { mode: 'OCEAN_LCL', linehaul: { model: 'WEIGHT_OR_MEASURE', rate: '65.00' }, items: [{ ...item, ...more }] };
}
/** Two containers. */
function fcl(equipment: string): Carriage {
  return {
    ...{ mode: 'OCEAN_FCL', equipment },
    linehaul: { model: 'PER_UNIT', unit: 'CONTAINER', equipmentRates: { '40HC': '2350.00', '45HC': '2600.00' } },
    items: [{ item: 1, pieces: 2, packaging: 'CONTAINER' }],
    accessorials: [
      { charge: 'TERMINAL_HANDLING', model: 'FLAT', amount: '210.00', per: 'PIECE', authority: 'CONTRACT' },
    ],
  };
}
const withHandling = (amount: string, handling: string): Line[] => [
  ['LINEHAUL', amount],
  ['TERMINAL_HANDLING', handling],
];

const oceanFreight: readonly Scenario[] = [
  raises(
    'R-20',
    'two 40-foot containers billed as 45-foot ones',
    billed(withHandling('5200.00', '420.00'), fcl('40HC')),
    {
      ...{ ...disputed, reason: 'LINEHAUL_WRONG', amount: '500.00', sentence: /at the rate of 45HC/ },
    },
  ),
  passes('R-20', 'two 40-foot containers', billed(withHandling('4700.00', '420.00'), fcl('40HC')), { line: 1 }),
  cannotAssess('R-20', 'a container type without a rate', billed(withHandling('4700.00', '420.00'), fcl('20GP')), {
    ...{ line: 1, reason: 'RATE_MISSING' },
  }),
  cannotAssess(
    'R-20',
    'a container type whose name is a word of programming languages',
    billed(withHandling('4700.00', '420.00'), fcl('constructor')),
    { line: 1, reason: 'RATE_MISSING', sentence: /rate for equipment constructor/ },
  ),
  raises('R-21', 'terminal handling above the contract’s', billed(withHandling('4700.00', '500.00'), fcl('40HC')), {
    ...{ line: 2, state: 'DISPUTED', reason: 'ACC_WRONG', amount: '80.00' },
  }),
  passes('R-21', 'terminal handling by container', billed(withHandling('4700.00', '420.00'), fcl('40HC')), { line: 2 }),
  raises('R-22', 'started tonnes charged in full', billed(freight('260.00'), lcl()), {
    ...{ ...disputed, reason: 'WEIGHT_WRONG', amount: '58.50', sentence: /with started units charged in full/ },
  }),
  passes('R-22', 'by weight, which is more', billed(freight('201.50'), lcl()), { line: 1 }),
  cannotAssess('R-22', 'a volume that nobody measured', billed(freight('201.50'), lcl({ volume: null })), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
];

/** 20.00 per 100 kg, a loading metre counting for 1,750 kg, a pallet for 250. */
const road: ChargeableWeightRate = {
  ...{ model: 'CHARGEABLE_WEIGHT', weightUnit: 'KG', kgPerLoadingMetre: '1750', kgPerPallet: '250', roundUpTo: '10' },
  ...{ per: '100', breaks: [{ from: '0', rate: '20.00' }] },
};
/** Four pallets on 1.6 metres: 2,800 kg. */
function byRoad(more: Partial<Item> = {}, accessorials: AccessorialTerms[] = []): Carriage {
  const item: Item = { item: 1, pieces: 4, packaging: 'PALLET', weight: kg('800'), loadingMetres: '1.6' };
  return { mode: 'ROAD_EU', linehaul: road, items: [{ ...item, ...more }], accessorials };
}
/** 412 mi = 663.049728 km × 0.348 = 230.74. */
const tollByTable: AccessorialTerms = {
  ...{ charge: 'TOLL', model: 'PER_DISTANCE', rate: '0.348', unit: 'KM', authority: 'CONTRACT' },
};
const tollByReceipt: AccessorialTerms = {
  ...{ charge: 'TOLL', model: 'PASS_THROUGH', receipts: ['RECEIPT'], authority: 'CONTRACT' },
};
const withToll = (toll: string): Line[] => [
  ['LINEHAUL', '560.00'],
  ['TOLL', toll],
];
const receipt = (amount: string): Given => ({
  documents: [{ type: 'RECEIPT', data: { charge: 'TOLL', number: 'T-1', amount, currency: 'USD' } }],
});

const roadFreight: readonly Scenario[] = [
  raises('R-27', 'a loading metre counted for 1,850 kg instead of 1,750', billed(freight('592.00'), byRoad()), {
    // 1.6 × 1,850 = 2,960 kg
    ...{ ...disputed, reason: 'WEIGHT_WRONG', amount: '32.00', sentence: /loading metre of 1850 instead of 1750/ },
  }),
  passes('R-27', 'loading metres that count for more than the weight', billed(freight('560.00'), byRoad()), {
    line: 1,
  }),
  cannotAssess('R-27', 'pallets without loading metres', billed(freight('560.00'), byRoad({ loadingMetres: null })), {
    ...{ line: 1, reason: 'FACT_MISSING' },
  }),
  raises('R-28', 'a toll above the table', billed(withToll('260.00'), byRoad({}, [tollByTable])), {
    ...{ line: 2, state: 'DISPUTED', reason: 'ACC_WRONG', amount: '29.26' },
  }),
  passes('R-28', 'a toll by kilometre', billed(withToll('230.74'), byRoad({}, [tollByTable])), { line: 2 }),
  raises('R-28', 'a toll above its receipt', billed(withToll('95.00'), byRoad({}, [tollByReceipt]), receipt('88.40')), {
    line: 2,
    state: 'DISPUTED',
    reason: 'ACC_WRONG',
    amount: '6.60',
  }),
  passes('R-28', 'a toll with its receipt', billed(withToll('88.40'), byRoad({}, [tollByReceipt]), receipt('88.40')), {
    line: 2,
  }),
  cannotAssess('R-28', 'a toll whose receipt has not come', billed(withToll('88.40'), byRoad({}, [tollByReceipt])), {
    ...{ line: 2, reason: 'ACC_NO_EVIDENCE' },
  }),
];

export const byRoom: readonly Scenario[] = [...airFreight, ...oceanFreight, ...roadFreight];
