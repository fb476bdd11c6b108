import 'reflect-metadata';
import { HttpException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../freight/accessorial.ts';
import type { ContractVersion } from '../freight/contract.ts';
import { type FieldProblem, validated } from '../masterdata/validated.ts';
import { accessorialProblems } from './accessorial-sanity.ts';
import { ContractDto } from './contract.dto.ts';

const flat = { charge: 'TOLL', model: 'FLAT', amount: '10.00', authority: 'CONTRACT' } as const;
const byDay = {
  ...{ charge: 'DEMURRAGE', model: 'PER_DAY', from: 'AVAILABLE_FOR_PICKUP', to: 'GATE_OUT', freeDays: 4 },
  ...{ calendar: 'BUSINESS', holidays: 'US', tiers: [{ days: 4, rate: '150.00' }, { rate: '250.00' }] },
  ...{ authority: 'CONTRACT', includeFirstDay: false, invoiceContent: 'FMC_541_6' },
} as const;
const percent = (charge: string, ...of: string[]) => ({
  charge,
  model: 'PERCENT',
  percent: '0.04',
  of,
  authority: 'CONTRACT',
});

/** What is wrong with the form of a contract's fields. */
function problemsIn(document: object): FieldProblem[] {
  try {
    validated(ContractDto, document);
    return [];
  } catch (refusal) {
    if (!(refusal instanceof HttpException)) throw refusal;
    return (refusal.getResponse() as { errors: FieldProblem[] }).errors;
  }
}

const contract = (accessorials: object[], more: object = {}) => ({
  ...{
    contractId: 'ABCD-LTL',
    version: 1,
    carrier: 'ABCD',
    legalEntities: ['ACME-US'],
    modes: ['LTL'],
    currency: 'USD',
  },
  ...{ effective: { from: '2026-01-01' }, dateRole: 'PICKUP', accessorials },
  lanes: [{ lane: 'US', origin: {}, destination: {}, linehaul: { model: 'FLAT', amount: '300.00' } }],
  ...more,
});

describe('the form of an accessorial', () => {
  const formProblems = (document: object) => problemsIn(document).map(({ pointer, code }) => `${pointer} ${code}`);
  const every: object[] = [
    { ...flat, per: 'STOP', minimum: '1.00', maximum: '20.00' },
    {
      charge: 'INSIDE_DELIVERY',
      model: 'PER_WEIGHT',
      rate: '4.00',
      per: '100',
      weightUnit: 'LB',
      authority: 'ORDERED',
    },
    { charge: 'RECONSIGNMENT', model: 'PER_DISTANCE', rate: '0.25', unit: 'MI', authority: 'APPROVED' },
    percent('PEAK', 'LINEHAUL'),
    { charge: 'INSURANCE', model: 'PERCENT_OF_VALUE', percent: '0.003', authority: 'CONTRACT' },
    byDay,
    { charge: 'STOP_OFF', model: 'TIERS', tiers: ['100.00', '175.00'], freeStops: 2, authority: 'CONTRACT' },
    { charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], fee: '5.00', authority: 'APPROVED' },
    {
      ...{ ...flat, charge: 'WEEKEND', when: { days: ['SATURDAY', 'HOLIDAY'], holidays: ['2026-07-03'] } },
      requires: [{ event: 'DELIVERED', minMethod: 'EDI' }],
    },
    {
      ...{ ...flat, charge: 'HIGH_COST_AREA' },
      when: {
        ...{ places: [{ country: 'US', postalPrefixes: ['100'] }], outsideHours: { from: '08:00', to: '17:00' } },
        weightChangedBy: '0.05',
      },
    },
  ];

  it('may be any of the models', () => {
    expect(formProblems(contract(every, { caps: [{ charges: ['TOLL'], maximum: '50.00' }] }))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an unknown model', { ...flat, model: 'PER_MOON' }, '/accessorials/0/model unknown-code'],
    ['an unknown field', { ...byDay, freeHours: 3 }, '/accessorials/0/freeHours unknown-field'],
    [
      'a rate that is a number',
      { ...byDay, tiers: [{ rate: 150 }] },
      '/accessorials/0/tiers/0/rate decimal-not-string',
    ],
    ['no tiers', { ...byDay, tiers: [] }, '/accessorials/0/tiers required'],
    ['a day that is none', { ...byDay, holidays: ['2026-02-30'] }, '/accessorials/0/holidays impossible-date'],
    [
      'another percentage than a fraction',
      { ...percent('PEAK', 'LINEHAUL'), percent: '4' },
      '/accessorials/0/percent not-a-fraction',
    ],
    ['a percentage of nothing', percent('PEAK'), '/accessorials/0/of required'],
    [
      'hours of no clock',
      { ...flat, when: { outsideHours: { from: '8', to: '17:00' } } },
      '/accessorials/0/when/outsideHours/from wrong-type',
    ],
    ['a day of no week', { ...flat, when: { days: ['MOONDAY'] } }, '/accessorials/0/when/days unknown-code'],
    ['contents nobody knows', { ...byDay, invoiceContent: 'ANY' }, '/accessorials/0/invoiceContent unknown-code'],
    [
      'a price by the stop that is a number',
      { charge: 'STOP_OFF', model: 'TIERS', tiers: [100], authority: 'CONTRACT' },
      '/accessorials/0/tiers decimal-not-string',
    ],
  ])('may not have %s', (_, entry, problem) => {
    expect(formProblems(contract([entry]))).toContain(problem);
  });

  it('may not have a cap without a maximum', () => {
    expect(formProblems(contract([], { caps: [{ charges: ['TOLL'] }] }))).toContain('/caps/0/maximum required');
  });
});

describe('the sense of an accessorial', () => {
  const problems = (accessorials: object[], more: object = {}) =>
    accessorialProblems(contract(accessorials, more) as unknown as ContractVersion).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );

  it('has nothing against what is right', () => {
    expect(problems([flat, byDay, percent('PEAK', 'LINEHAUL', 'TOLL')])).toEqual([]);
  });

  it.each<[string, object[], string]>([
    ['a charge twice', [flat, flat], '/accessorials/1/charge repeated'],
    ['the linehaul as an accessorial', [{ ...flat, charge: 'LINEHAUL' }], '/accessorials/0/charge not-allowed'],
    ['bounds that cross', [{ ...flat, minimum: '9.00', maximum: '8.00' }], '/accessorials/0/maximum out-of-order'],
    ['a requirement of nothing', [{ ...flat, requires: [{}] }], '/accessorials/0/requires/0 required'],
    ['notice of no clock', [{ ...flat, notice: { minutesBefore: 30 } }], '/accessorials/0/notice not-allowed'],
    ['contents of a toll', [{ ...flat, invoiceContent: 'FMC_541_6' }], '/accessorials/0/invoiceContent not-allowed'],
    ['events of no type', [{ ...flat, per: 'EVENT' }], '/accessorials/0/when/event required'],
    [
      'an attribution of nothing',
      [{ ...flat, when: { attribution: ['SHIPPER'] } }],
      '/accessorials/0/when/event required',
    ],
    ['holidays of no calendar', [{ ...flat, when: { days: ['HOLIDAY'] } }], '/accessorials/0/when/holidays required'],
    [
      'hours that end before they begin',
      [{ ...flat, when: { outsideHours: { from: '17:00', to: '08:00' } } }],
      '/accessorials/0/when/outsideHours/to out-of-order',
    ],
    [
      'a zone that the contract has not',
      [{ ...flat, when: { places: [{ zones: ['NORTH'] }] } }],
      '/accessorials/0/when/places/0/zones/0 unknown-code',
    ],
    [
      'a last tier that ends',
      [{ ...byDay, tiers: [{ days: 4, rate: '1' }] }],
      '/accessorials/0/tiers/0/days not-allowed',
    ],
    [
      'a tier that does not',
      [{ ...byDay, tiers: [{ rate: '1' }, { rate: '2' }] }],
      '/accessorials/0/tiers/0/days required',
    ],
    ['a percentage of itself', [percent('PEAK', 'PEAK')], '/accessorials circular'],
    ['percentages of each other', [percent('PEAK', 'COD'), percent('COD', 'PEAK')], '/accessorials circular'],
  ])('refuses %s', (_, accessorials, problem) => {
    expect(problems(accessorials)).toEqual([problem]);
  });

  it('knows a redelivery by its failed attempt', () => {
    const redelivery = { ...flat, charge: 'REDELIVERY', per: 'EVENT', when: { attribution: ['CONSIGNEE'] } };
    expect(problems([redelivery])).toEqual([]);
  });

  it('looks at the percentages of a lane as it replaces them', () => {
    const lane = { lane: 'US', origin: {}, destination: {}, linehaul: { model: 'FLAT', amount: '300.00' } };
    const lanes = [lane, { ...lane, lane: 'OWN', accessorials: [percent('PEAK', 'COD')] }];
    const accessorials: object[] = [percent('PEAK', 'LINEHAUL'), percent('COD', 'PEAK')];
    expect(problems(accessorials, { lanes })).toEqual(['/lanes/1/accessorials circular']);
  });

  it('looks at fuel that is of a percentage that is of fuel', () => {
    const fuel = {
      index: 'EIA',
      model: 'PERCENT_TABLE',
      table: [{ from: '0', value: '0.1' }],
      base: ['LINEHAUL', 'PEAK'],
    };
    expect(problems([percent('PEAK', 'FUEL')], { fuel })).toEqual(['/accessorials circular']);
  });

  it('looks at other surcharges that follow an index, which may be of the fuel', () => {
    const table = { index: 'VLSFO', model: 'PERCENT_TABLE', table: [{ from: '0', value: '0.1' }] };
    const bunker = (...base: string[]) => [{ ...table, charge: 'BUNKER', base }];
    const accessorials = [percent('PEAK', 'BUNKER')];
    expect(problems(accessorials, { surcharges: bunker('LINEHAUL', 'FUEL') })).toEqual([]);
    expect(problems(accessorials, { surcharges: bunker('PEAK') })).toEqual(['/accessorials circular']);
  });

  it('refuses caps of what is no accessorial, or of one charge twice', () => {
    const caps = [{ charges: ['FUEL', 'TOLL', 'TOLL'], maximum: '50.00' }];
    expect(problems([flat], { caps })).toEqual(['/caps/0/charges/0 not-allowed', '/caps/0/charges/2 repeated']);
  });
});

/** Every model has a form that the checks above know of: a model that is added is missed here. */
const models: Record<AccessorialTerms['model'], true> = {
  ...{ FLAT: true, PER_WEIGHT: true, PER_DISTANCE: true, PERCENT: true, PERCENT_OF_VALUE: true },
  ...{ PER_TIME: true, PER_DAY: true, TIERS: true, PASS_THROUGH: true },
};

it('has a form for each model', () => {
  for (const model of Object.keys(models)) {
    const codes = problemsIn(contract([{ charge: 'TOLL', model, authority: 'CONTRACT' }]));
    expect(codes.filter(({ pointer }) => pointer === '/accessorials/0/model')).toEqual([]);
  }
});
