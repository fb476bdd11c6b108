import type { AccessorialTerms } from '../src/freight/accessorial.ts';
import { freightClasses } from '../src/freight/codes.ts';
import type { ContractVersion, Lane } from '../src/freight/contract.ts';
import type { WeightBreaksRate } from '../src/freight/linehaul.ts';
import type { FuelProgramme } from '../src/freight/fuel.ts';
import type { Carrier, GlRule, LegalEntity, PartnerProfile } from '../src/freight/terms.ts';
import { classRate, lastYearsLtlSheet, ltlSheet, type RateSheet } from './carrier-billing.ts';
import { dieselSeries, type DemoCalendar } from './demo-calendar.ts';

/** Who is who in the demo. */
export const legalEntities: LegalEntity[] = [
  {
    legalEntity: 'HARBOR-US',
    name: 'Harbor & Pine Home Goods Inc',
    timeZone: 'America/New_York',
    erpTarget: 'default',
  },
  { legalEntity: 'HARBOR-CA', name: 'Harbor & Pine Canada Ltd', timeZone: 'America/Toronto', erpTarget: 'default' },
];

const carrier = (code: string, name: string): Carrier => ({
  carrier: code,
  name,
  scacs: [code],
  vendors: [{ legalEntity: 'HARBOR-US', vendorId: `V-${code}` }],
  defaultCurrency: 'USD',
  disputeContact: `billing@${code.toLowerCase()}.example`,
  sources: [`x12:${code}`, `api:${code}`],
});

export const carriers: Carrier[] = [
  carrier('NWLT', 'Northwind LTL'),
  { ...carrier('CPLX', 'Cornerstone Less-Than-Truckload'), defaultCurrency: null },
  carrier('RDLN', 'Redline Truckload'),
  carrier('BHFR', 'Blue Heron Freight'),
  carrier('OAKB', 'Oakbridge Logistics (broker)'),
];

export const glRules: GlRule[] = [
  { rule: 'outbound-freight', legalEntity: 'HARBOR-US', glAccount: '6100', costCenter: 'LOGISTICS' },
  { rule: 'fuel', legalEntity: 'HARBOR-US', charge: 'FUEL', glAccount: '6110', costCenter: 'LOGISTICS' },
];

export const partners: Omit<PartnerProfile, 'version'>[] = [
  {
    source: 'x12:NWLT',
    carrier: 'NWLT',
    legalEntity: 'HARBOR-US',
    defaultCurrency: 'USD',
    defaultTimeZone: 'America/Chicago',
    charges: [{ rawCode: 'LFT', charge: 'LIFTGATE_DELIVERY' }],
  },
  {
    source: 'x12:RDLN',
    carrier: 'RDLN',
    legalEntity: 'HARBOR-US',
    defaultCurrency: 'USD',
    defaultTimeZone: 'America/New_York',
  },
];

const rates = (base: string) => Object.fromEntries(freightClasses.map((each) => [each, classRate(base, each)]));

const weightBreaks = (sheet: RateSheet, more: Partial<WeightBreaksRate>): WeightBreaksRate => ({
  model: 'WEIGHT_BREAKS',
  weightUnit: 'LB',
  per: '100',
  breaks: sheet.map((row) => ({ from: String(row.from), rates: rates(row.base) })),
  deficit: true,
  discount: '0.62',
  minimum: '98.00',
  extensionPlaces: 2,
  ...more,
});

const ltlFuel: FuelProgramme = {
  index: dieselSeries,
  publication: 'FIRST',
  dateRole: 'PICKUP',
  inForce: { addDays: 1 },
  model: 'PERCENT_TABLE',
  table: [{ from: '3.00', value: '0.24' }],
  beyond: { step: '0.06', value: '0.005' },
  base: ['LINEHAUL'],
};

const truckloadFuel: FuelProgramme = {
  index: dieselSeries,
  publication: 'FIRST',
  dateRole: 'PICKUP',
  inForce: { addDays: 1 },
  model: 'PER_DISTANCE_FORMULA',
  peg: '1.20',
  perGallonDistance: '6',
  ratePlaces: 3,
  unit: 'MI',
};

const ltlAccessorials: AccessorialTerms[] = [
  { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
  {
    charge: 'RESIDENTIAL_DELIVERY',
    model: 'FLAT',
    amount: '65.00',
    authority: 'CONTRACT',
    when: { siteTypes: ['RESIDENTIAL'] },
  },
  {
    charge: 'LIMITED_ACCESS_DELIVERY',
    model: 'FLAT',
    amount: '75.00',
    authority: 'CONTRACT',
    when: { siteTypes: ['LIMITED_ACCESS', 'CONSTRUCTION', 'SCHOOL', 'FARM'] },
  },
  {
    charge: 'INSIDE_DELIVERY',
    model: 'PER_WEIGHT',
    rate: '6.50',
    per: '100',
    weightUnit: 'LB',
    minimum: '60.00',
    maximum: '400.00',
    authority: 'ORDERED',
  },
  { charge: 'NOTIFY', model: 'FLAT', amount: '25.00', authority: 'ORDERED' },
  { charge: 'HAZMAT', model: 'FLAT', amount: '45.00', authority: 'CONTRACT', when: { hazardous: true } },
  {
    charge: 'REDELIVERY',
    model: 'FLAT',
    amount: '95.00',
    per: 'EVENT',
    authority: 'CONTRACT',
    when: { event: 'DELIVERY_ATTEMPTED', attribution: ['CONSIGNEE', 'SHIPPER'] },
  },
  {
    charge: 'REWEIGH',
    model: 'FLAT',
    amount: '30.00',
    authority: 'CONTRACT',
    requires: [{ document: 'WEIGHT_CERTIFICATE' }],
  },
];

const detention = (charge: 'DETENTION_PICKUP' | 'DETENTION_DELIVERY'): AccessorialTerms => ({
  charge,
  model: 'PER_TIME',
  rate: '60.00',
  perMinutes: 60,
  incrementMinutes: 15,
  incrementRounding: 'UP',
  freeMinutes: 120,
  lateGraceMinutes: 15,
  whenLate: 'NONE',
  maximum: '480.00',
  authority: 'CONTRACT',
});

const truckloadAccessorials: AccessorialTerms[] = [
  detention('DETENTION_PICKUP'),
  detention('DETENTION_DELIVERY'),
  { charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], fee: '10.00', authority: 'APPROVED' },
  { charge: 'DRIVER_ASSIST', model: 'FLAT', amount: '90.00', authority: 'APPROVED' },
  { charge: 'TONU', model: 'FLAT', amount: '250.00', authority: 'CONTRACT', when: { event: 'CANCELLED' } },
];

const evidence = { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 } as const;
const payment = {
  terms: 'NET_30',
  baseline: 'INVOICE_DATE',
  disagreement: 'SHORT_PAY',
  recovery: 'CLAIM',
  partial: 'POST',
} as const;
const everywhere = { country: 'US' };

function contract(
  id: string,
  more: Pick<ContractVersion, 'effective' | 'modes' | 'lanes'> & Partial<ContractVersion>,
): ContractVersion {
  return {
    contractId: id,
    version: 1,
    carrier: id.slice(0, 4),
    legalEntities: ['HARBOR-US'],
    currency: 'USD',
    dateRole: 'PICKUP',
    rounding: { mode: 'HALF_UP', places: 2 },
    evidence,
    payment,
    ...more,
  };
}

const ltlLane = (sheet: RateSheet, more: Partial<WeightBreaksRate>): Lane[] => [
  { lane: 'US-48', origin: everywhere, destination: everywhere, linehaul: weightBreaks(sheet, more) },
];

/** A little slack on everything that is owed: five dollars and two percent. */
const tolerances: ContractVersion['tolerances'] = [
  { scope: { charge: 'ANY' }, over: { amount: '5.00', percent: '0.02', combine: 'ALL' }, under: { amount: '250.00' } },
];

const mileLane = (lane: string, region: string, rate: string, more: Partial<Lane> = {}): Lane => ({
  lane,
  origin: { country: 'US', regions: ['OH'] },
  destination: { country: 'US', regions: [region] },
  linehaul: { model: 'PER_DISTANCE', unit: 'MI', rate, minimum: '750.00' },
  ...more,
});

/** Every contract version of the demo, in the order they are activated. */
export function contracts(calendar: DemoCalendar): ContractVersion[] {
  const lastTerm = { from: calendar.day(-420), to: calendar.day(-121) };
  const thisTerm = { from: calendar.day(-120), to: calendar.day(245) };
  const fak = [{ fromClass: '50', toClass: '85', ratedAs: '70' }];
  const northwind = { modes: ['LTL'] as const, fuel: ltlFuel, accessorials: ltlAccessorials, tolerances };
  return [
    contract('NWLT-LTL', {
      ...northwind,
      modes: ['LTL'],
      effective: lastTerm,
      lanes: ltlLane(lastYearsLtlSheet, { fak }),
    }),
    contract('NWLT-LTL', {
      ...northwind,
      version: 2,
      modes: ['LTL'],
      effective: thisTerm,
      lanes: ltlLane(ltlSheet, { fak }),
      exclusions: [['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY']],
      limits: { billDays: 90, balanceDueDays: 180, disputeDays: 180 },
    }),
    contract('CPLX-LTL', {
      modes: ['LTL'],
      effective: thisTerm,
      lanes: ltlLane(ltlSheet, { deficit: false, discount: '0.55', minimum: '120.00' }),
      fuel: ltlFuel,
      accessorials: ltlAccessorials,
    }),
    contract('RDLN-TL', {
      modes: ['TL'],
      effective: thisTerm,
      lanes: [mileLane('OH-TX', 'TX', '2.15'), mileLane('OH-GA', 'GA', '2.32'), mileLane('OH-IL', 'IL', '2.48')],
      fuel: truckloadFuel,
      accessorials: truckloadAccessorials,
      lateDelivery: [
        {
          afterMinutes: 60,
          percentOfLinehaul: '0.05',
          maximum: '150.00',
          excused: ['SHIPPER', 'CONSIGNEE', 'OUTSIDE'],
        },
      ],
    }),
    contract('BHFR-TL', {
      modes: ['TL'],
      effective: thisTerm,
      lanes: [
        { ...mileLane('OH-NY', 'NY', '0'), linehaul: { model: 'FLAT', amount: '1450.00' }, fuel: 'NONE' },
        {
          ...mileLane('OH-PA', 'PA', '0'),
          linehaul: { model: 'PER_UNIT', unit: 'PALLET', rate: '62.00', minimum: '620.00' },
        },
      ],
      fuel: truckloadFuel,
      accessorials: truckloadAccessorials,
    }),
  ];
}
