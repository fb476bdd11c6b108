import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ChargeCode } from '../../../freight/codes.ts';
import type { ContractVersion } from '../../../freight/contract.ts';
import { sampleContract, sampleShipment } from '../sample-dossier.ts';
import type { SampleParts } from '../sample-dossier.ts';
import { accessorialVerdict, chargeOf, ratedSample, verdictOf } from '../sample-rating.ts';
import { orderOfPercentages } from './in-order.ts';

type Percent = Extract<AccessorialTerms, { model: 'PERCENT' }>;

const liftgate: AccessorialTerms = {
  charge: 'LIFTGATE_DELIVERY',
  model: 'FLAT',
  amount: '85.00',
  authority: 'CONTRACT',
};
const percent = (charge: ChargeCode, share: string, ...of: ChargeCode[]): Percent => ({
  ...{ charge, model: 'PERCENT', percent: share, of, authority: 'CONTRACT' },
});
const amounts = (contract: Partial<ContractVersion>, parts: SampleParts = {}) =>
  Object.fromEntries(
    ratedSample({ contracts: [sampleContract(contract)], ...parts }).expected.map((one) => [
      one.charge,
      verdictOf(one),
    ]),
  );

// The sample: linehaul 276.64, fuel 28.5 % of it, 78.84, liftgate 85.00.
describe('a percentage of other charges', () => {
  it.each<[string, Percent, string]>([
    // 276.64 × 0.04 = 11.0656
    ['of linehaul', percent('PEAK', '0.04', 'LINEHAUL'), '11.07'],
    // 78.84 × 0.10 = 7.884: of the fuel as rounded, and rated after it
    ['of fuel', percent('PEAK', '0.10', 'FUEL'), '7.88'],
    // (276.64 + 85.00) × 0.025 = 9.041
    ['of several', percent('SECURITY', '0.025', 'LINEHAUL', 'LIFTGATE_DELIVERY'), '9.04'],
    ['of a charge that is not owed', percent('SECURITY', '0.025', 'TOLL'), '0.00'],
    ['at least a minimum', { ...percent('PEAK', '0.04', 'LINEHAUL'), minimum: '20.00' }, '20.00'],
    ['at most a maximum', { ...percent('PEAK', '0.04', 'LINEHAUL'), maximum: '10.00' }, '10.00'],
  ])('%s', (_, terms, amount) => {
    expect(amounts({ accessorials: [terms, liftgate] })[terms.charge]).toBe(amount);
  });

  it('is rated after the percentage it is of, whatever the order of the entries, and fuel after both', () => {
    const { fuel } = sampleContract();
    const base: ChargeCode[] = ['LINEHAUL', 'PEAK'];
    const rated = amounts({
      accessorials: [percent('SECURITY', '0.10', 'PEAK'), percent('PEAK', '0.04', 'LINEHAUL'), liftgate],
      fuel: fuel?.model === 'PERCENT_TABLE' ? { ...fuel, base } : null,
    });
    // 276.64 × 0.04 = 11.07; 11.07 × 0.10 = 1.107; (276.64 + 11.07) × 0.285 = 81.99735
    expect(rated).toEqual({
      LINEHAUL: '276.64',
      FUEL: '82.00',
      SECURITY: '1.11',
      PEAK: '11.07',
      LIFTGATE_DELIVERY: '85.00',
    });
  });

  it('leaves out what an exclusion or a cap takes away', () => {
    const inside: AccessorialTerms = { ...liftgate, charge: 'INSIDE_DELIVERY', amount: '120.00' };
    const security = percent('SECURITY', '0.10', 'LIFTGATE_DELIVERY', 'INSIDE_DELIVERY');
    const accessorials = [security, liftgate, inside];
    const exclusions: ChargeCode[][] = [['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY']];
    expect(amounts({ accessorials, exclusions }).SECURITY).toBe('12.00');
    const caps = [{ charges: ['INSIDE_DELIVERY' as const], maximum: '50.00' }];
    // 10 % of 50.00, the liftgate being excluded by a dearer charge before anything is capped
    expect(amounts({ accessorials, exclusions, caps }).SECURITY).toBe('5.00');
  });

  it('says what its base leaves out because it is not provable', () => {
    const terms = [
      { ...liftgate, requires: [{ document: 'PHOTO' as const }] },
      percent('SECURITY', '0.10', 'LIFTGATE_DELIVERY'),
    ];
    const charge = chargeOf(ratedSample({ contracts: [sampleContract({ accessorials: terms })] }), 'SECURITY');
    expect(charge).toMatchObject({ leavesOut: [{ charge: 'LIFTGATE_DELIVERY', stop: 2 }] });
  });
});

describe('the order of percentages', () => {
  const none = { fuelBase: [], indexed: ['FUEL' as const, 'BUNKER' as const], exclusions: [], caps: [] };

  it('knows those that are of each other', () => {
    const accessorials = [
      percent('PEAK', '0.04', 'SECURITY'),
      percent('SECURITY', '0.10', 'PEAK'),
      percent('COD', '0.01', 'LINEHAUL'),
    ];
    expect(orderOfPercentages({ ...none, accessorials })).toEqual({
      order: ['COD', 'FUEL'],
      circular: ['PEAK', 'SECURITY'],
    });
  });

  it('rates what follows an index together: a percentage of the bunker surcharge comes after fuel', () => {
    const accessorials = [percent('PEAK', '0.04', 'BUNKER'), percent('SECURITY', '0.10', 'LINEHAUL')];
    const fuelBase: ChargeCode[] = ['LINEHAUL', 'SECURITY', 'FUEL'];
    expect(orderOfPercentages({ ...none, accessorials, fuelBase })).toEqual({
      order: ['SECURITY', 'FUEL', 'PEAK'],
      circular: [],
    });
  });

  it.each<[string, Parameters<typeof orderOfPercentages>[0]]>([
    ['of itself', { ...none, accessorials: [percent('PEAK', '0.04', 'PEAK')] }],
    ['of the fuel that is of it', { ...none, accessorials: [percent('PEAK', '0.04', 'FUEL')], fuelBase: ['PEAK'] }],
    [
      'of a charge that it excludes',
      { ...none, accessorials: [percent('PEAK', '0.04', 'TOLL')], exclusions: [['TOLL', 'PEAK']] },
    ],
    [
      'of a charge that it shares a cap with',
      { ...none, accessorials: [percent('PEAK', '0.04', 'TOLL')], caps: [{ charges: ['TOLL', 'PEAK'], maximum: '9' }] },
    ],
  ])('knows one that is %s', (_, hanging) => {
    expect(orderOfPercentages(hanging).circular).toContain('PEAK');
  });
});

describe('charges by the value or the way', () => {
  const insurance: AccessorialTerms = {
    charge: 'INSURANCE',
    model: 'PERCENT_OF_VALUE',
    percent: '0.003',
    authority: 'CONTRACT',
  };
  const worth = (amount: string, currency = 'USD') => ({
    shipment: sampleShipment({ declaredValue: { amount, currency } }),
  });

  it.each<[string, Partial<typeof insurance>, SampleParts, string]>([
    ['a declared value', {}, worth('48250.00'), '144.75'],
    ['at least', { minimum: '25.00' }, worth('1000.00'), '25.00'],
    ['nothing declared', {}, {}, 'null FACT_MISSING'],
    ['declared in pesos', {}, worth('1000.00', 'MXN'), 'null CURRENCY'],
  ])('insure %s', (_, more, parts, verdict) => {
    expect(accessorialVerdict({ ...insurance, ...more }, parts)).toBe(verdict);
  });

  it.each([
    ['MI', '824.00'], // 412 × 2.00
    ['KM', '1326.10'], // 412 × 1.609344 = 663.049728 × 2.00
  ] as const)('pay for the way in %s', (unit, verdict) => {
    const terms: AccessorialTerms = {
      ...{ charge: 'RECONSIGNMENT', model: 'PER_DISTANCE', rate: '2.00', unit, authority: 'CONTRACT' },
    };
    expect(accessorialVerdict(terms)).toBe(verdict);
  });
});
