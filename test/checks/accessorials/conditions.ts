import type { AccessorialTerms } from '../../../src/freight/accessorial.ts';
import type { ChargeCode, SiteType } from '../../../src/freight/codes.ts';
import type { Item, Shipment } from '../../../src/freight/shipment.ts';
import { cannotAssess, passes, raises, type Given, type Scenario } from '../scenario.ts';
import { under, unproven } from './terms.ts';

const flat = (charge: ChargeCode, amount: string, more: Partial<AccessorialTerms> = {}): AccessorialTerms =>
  ({ charge, model: 'FLAT', amount, authority: 'CONTRACT', ...more }) as AccessorialTerms;

const notOwed = { line: 2, reason: 'ACC_CONDITION', charge: { expected: '0.00' } } as const;

/** Every stop with another location, and every item otherwise. */
const located = (more: Partial<Shipment['stops'][number]['location']>) => ({
  shipment: (usual: Shipment) => ({
    stops: usual.stops.map((stop) => (stop.stop === 2 ? { ...stop, location: { ...stop.location, ...more } } : stop)),
  }),
});
const packed = (more: Partial<Item>) => ({
  shipment: (usual: Shipment) => ({ items: (usual.items ?? []).map((item) => ({ ...item, ...more })) }),
});

function ofSite(check: string, charge: ChargeCode, siteType: SiteType, words: string): Scenario[] {
  const terms = flat(charge, '60.00', { when: { siteTypes: [siteType] } });
  const at = (type: SiteType | null): Given => ({
    ...under(terms, [charge, '60.00', { stop: 2 }]),
    ...(type ? located({ siteType: type }) : {}),
  });
  return [
    raises(check, `a warehouse billed as ${words}`, at('COMMERCIAL'), notOwed),
    passes(check, `a delivery to ${words}`, at(siteType), { line: 2 }),
    cannotAssess(check, `nobody says whether it is ${words}`, at(null), { line: 2, reason: 'FACT_MISSING' }),
  ];
}

const overlength = flat('OVERLENGTH', '90.00', { when: { minLengthIn: '96' } });
const long = (length: string | null): Given => ({
  ...under(overlength, ['OVERLENGTH', '90.00']),
  ...(length ? packed({ dimensions: { length, width: '40', height: '50', unit: 'IN' } }) : {}),
});
const hazmat = flat('HAZMAT', '45.00', { when: { hazardous: true } });

const goods: readonly Scenario[] = [
  raises('A-20', 'pallets of four feet billed as overlength', long('48'), notOwed),
  raises(
    'A-20',
    'less than the weight from which it is overweight',
    under(flat('OVERWEIGHT', '75.00', { when: { minWeightLb: '2000' } }), ['OVERWEIGHT', '75.00']),
    notOwed,
  ),
  passes('A-20', 'pipes of ten feet', long('120'), { line: 2 }),
  cannotAssess('A-20', 'nobody says how long the pieces are', long(null), { line: 2, reason: 'FACT_MISSING' }),
  raises('A-21', 'pumps billed as dangerous goods', under(hazmat, ['HAZMAT', '45.00']), notOwed),
  passes(
    'A-21',
    'paint declared as dangerous goods',
    { ...under(hazmat, ['HAZMAT', '45.00']), ...packed({ hazardous: true }) },
    { line: 2 },
  ),
];

const inside: AccessorialTerms = {
  ...{ charge: 'INSIDE_DELIVERY', model: 'PER_WEIGHT', rate: '4.00', per: '100', weightUnit: 'LB' },
  ...{ authority: 'CONTRACT', minimum: '50.00', maximum: '150.00' },
};
const insideFor = (amount: string): Given => under(inside, ['INSIDE_DELIVERY', amount, { stop: 2 }]);
const service = (charge: ChargeCode, billed: string, amount: string): Given => ({
  ...under(flat(charge, amount, { authority: 'ORDERED' }), [charge, billed]),
  shipment: { services: [charge] },
});

const services: readonly Scenario[] = [
  raises(
    'A-11',
    'a liftgate dearer than agreed',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        ['LIFTGATE_DELIVERY', '95.00', { stop: 2 }],
      ],
    },
    { line: 2, reason: 'ACC_WRONG', amount: '10.00', charge: { expected: '85.00' } },
  ),
  passes('A-11', 'the liftgate as agreed', {}, { line: 2 }),
  // 18.5 × 4.00 = 74.00
  raises('A-14', 'inside delivery by a weight of a ton', insideFor('80.00'), {
    ...{ line: 2, reason: 'ACC_WRONG', amount: '6.00', charge: { expected: '74.00' } },
  }),
  raises(
    'A-11',
    'a liftgate whose amount happens to be its own price and that of the inside delivery on the next line',
    under(
      [
        { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'CONTRACT' },
        { charge: 'INSIDE_DELIVERY', model: 'FLAT', amount: '60.00', authority: 'CONTRACT' },
      ],
      ['LIFTGATE_DELIVERY', '145.00', { stop: 2 }],
      ['INSIDE_DELIVERY', '70.00', { stop: 2 }],
    ),
    {
      ...{ line: 2, reason: 'ACC_WRONG', amount: '60.00', charge: { expected: '85.00' }, state: 'DISPUTED' },
      money: { approved: '445.00', disputed: '70.00' },
    },
  ),
  passes('A-14', 'inside delivery by the weight ordered', insideFor('74.00'), { line: 2 }),
  cannotAssess(
    'A-14',
    'nobody says what the goods weigh',
    { ...insideFor('74.00'), ...packed({ weight: null }) },
    { line: 2, reason: 'FACT_MISSING' },
  ),
  raises('A-15', 'an appointment dearer than agreed', service('APPOINTMENT', '35.00', '28.00'), {
    ...{ line: 2, reason: 'ACC_WRONG', amount: '7.00' },
  }),
  passes('A-15', 'a notice of arrival that was ordered', service('NOTIFY', '28.00', '28.00'), { line: 2 }),
  raises('A-22', 'a reefer dearer than agreed', service('TEMPERATURE_CONTROL', '175.00', '120.00'), {
    ...{ line: 2, reason: 'ACC_WRONG', amount: '55.00', charge: { expected: '120.00' } },
  }),
  passes('A-22', 'a reefer that was ordered', service('TEMPERATURE_CONTROL', '120.00', '120.00'), { line: 2 }),
];

// The usual delivery is on a Wednesday, 08:20 in Dallas.
const weekend = flat('WEEKEND', '110.00', {
  when: { days: ['SATURDAY', 'SUNDAY', 'HOLIDAY'], holidays: ['2026-03-04'] },
});
const early = flat('WEEKEND', '110.00', { when: { outsideHours: { from: '08:30', to: '17:00' }, event: 'DELIVERED' } });
const area = flat('HIGH_COST_AREA', '42.00', { when: { places: [{ country: 'US', postalPrefixes: ['752', '100'] }] } });
const elsewhere = flat('HIGH_COST_AREA', '42.00', { when: { places: [{ country: 'US', postalPrefixes: ['100'] }] } });

const whenAndWhere: readonly Scenario[] = [
  raises(
    'A-30',
    'a Wednesday billed as a weekend',
    under(flat('WEEKEND', '110.00', { when: { days: ['SATURDAY', 'SUNDAY'] } }), ['WEEKEND', '110.00']),
    notOwed,
  ),
  raises(
    'A-30',
    'nine o’clock in Dallas billed as after hours, since it is ten in Akron',
    under(early, ['WEEKEND', '110.00', { stop: 2 }]),
    notOwed,
  ),
  passes('A-30', 'a delivery on a holiday of the contract', under(weekend, ['WEEKEND', '110.00']), { line: 2 }),
  cannotAssess(
    'A-30',
    'nobody told when it was delivered',
    {
      ...unproven(weekend, {}, ['WEEKEND', '110.00']),
      without: ['ARRIVED_AT_STOP 2', 'DEPARTED_STOP 2', 'DELIVERED', 'POD'],
    },
    { line: 2, reason: 'FACT_MISSING' },
  ),
  raises('A-31', 'Dallas, by a list that has New York', under(elsewhere, ['HIGH_COST_AREA', '42.00']), notOwed),
  passes('A-31', 'Dallas, by a list that has it', under(area, ['HIGH_COST_AREA', '42.00']), { line: 2 }),
  cannotAssess(
    'A-31',
    'nobody says which postal code it was',
    { ...under(elsewhere, ['HIGH_COST_AREA', '42.00']), ...located({ postalCode: null }) },
    { line: 2, reason: 'FACT_MISSING' },
  ),
];

/** What hangs on the place, the goods, the day and what was ordered. */
export const ofConditions: readonly Scenario[] = [
  ...ofSite('A-12', 'RESIDENTIAL_DELIVERY', 'RESIDENTIAL', 'a residence'),
  ...ofSite('A-13', 'LIMITED_ACCESS_DELIVERY', 'SCHOOL', 'a school'),
  ...[...goods, ...services, ...whenAndWhere],
];
