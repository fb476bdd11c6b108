import type { AccessorialTerms } from '../../../src/freight/accessorial.ts';
import type { ChargeCode } from '../../../src/freight/codes.ts';
import { cannotAssess, passes, raises, type Given, type Scenario } from '../scenario.ts';
import { under } from './terms.ts';

const flat = (charge: ChargeCode, amount: string, more: Partial<AccessorialTerms> = {}): AccessorialTerms =>
  ({ charge, model: 'FLAT', amount, authority: 'CONTRACT', ...more }) as AccessorialTerms;

const insurance: AccessorialTerms = {
  ...{ charge: 'INSURANCE', model: 'PERCENT_OF_VALUE', percent: '0.003', authority: 'CONTRACT', minimum: '25.00' },
};
const worth = (billed: string, amount: string | null): Given => ({
  ...under(insurance, ['INSURANCE', billed]),
  ...(amount ? { shipment: { declaredValue: { amount, currency: 'USD' } } } : {}),
});

const peak: AccessorialTerms = {
  ...{ charge: 'PEAK', model: 'PERCENT', percent: '0.04', of: ['LINEHAUL', 'TOLL'], authority: 'CONTRACT' },
};
const toll: AccessorialTerms = {
  ...{ charge: 'TOLL', model: 'PASS_THROUGH', receipts: ['RECEIPT'], authority: 'CONTRACT' },
};

const percentages: readonly Scenario[] = [
  // 48,250.00 × 0.003 = 144.75
  raises('A-32', 'insurance of more than the declared value', worth('180.00', '48250.00'), {
    ...{ line: 2, reason: 'ACC_WRONG', amount: '35.25', charge: { expected: '144.75' } },
  }),
  passes('A-32', 'insurance by the declared value', worth('144.75', '48250.00'), { line: 2 }),
  passes('A-32', 'insurance at its minimum', worth('25.00', '1000.00'), { line: 2 }),
  cannotAssess('A-32', 'nobody declared a value', worth('144.75', null), { line: 2, reason: 'FACT_MISSING' }),
  // 300.00 × 0.04 = 12.00
  raises('A-33', 'a peak surcharge at another percentage', under(peak, ['PEAK', '18.00']), {
    ...{ line: 2, reason: 'ACC_WRONG', amount: '6.00', charge: { expected: '12.00' } },
  }),
  passes('A-33', 'a peak surcharge as agreed', under(peak, ['PEAK', '12.00']), { line: 2 }),
  cannotAssess(
    'A-33',
    'a peak surcharge on a toll without receipt',
    under([peak, toll], ['PEAK', '15.00'], ['TOLL', '75.00']),
    {
      ...{ line: 2, reason: 'ACC_NO_EVIDENCE' },
    },
  ),
];

const liftgate = flat('LIFTGATE_DELIVERY', '85.00');
const inside = flat('INSIDE_DELIVERY', '120.00');
const both: Given = {
  ...under([liftgate, inside], ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }], ['INSIDE_DELIVERY', '120.00', { stop: 2 }]),
  contract: { accessorials: [liftgate, inside], exclusions: [['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY']] },
};

const exclusions: readonly Scenario[] = [
  raises('A-37', 'a liftgate beside inside delivery, which has it in its price', both, {
    ...{ line: 2, reason: 'ACC_EXCLUDED', amount: '85.00', charge: { expected: '0.00' } },
    money: { approved: '420.00' },
  }),
  passes('A-37', 'the dearer of two that exclude each other', {
    ...both,
    charges: [
      ['LINEHAUL', '300.00'],
      ['INSIDE_DELIVERY', '120.00', { stop: 2 }],
    ],
  }),
];

const capped = (first: string, second: string): Given => ({
  ...under([flat('HAZMAT', '60.00'), flat('TOLL', '50.00')], ['HAZMAT', first], ['TOLL', second]),
  contract: {
    accessorials: [flat('HAZMAT', '60.00'), flat('TOLL', '50.00')],
    caps: [{ charges: ['HAZMAT', 'TOLL'], maximum: '100.00' }],
  },
});
const bounded: AccessorialTerms = {
  ...{ charge: 'TOLL', model: 'PER_WEIGHT', rate: '4.00', per: '100', weightUnit: 'LB' },
  ...{ authority: 'CONTRACT', maximum: '50.00' },
};

const caps: readonly Scenario[] = [
  raises('A-38', 'two charges that come to more together than agreed', capped('60.00', '50.00'), {
    ...{ line: 3, reason: 'ACC_OVER_LIMIT', amount: '10.00', sentence: /the contract caps it at 40\.00/ },
    charge: { expected: '40.00' },
    money: { approved: '400.00' },
  }),
  raises('A-38', 'a charge beyond its own maximum', under(bounded, ['TOLL', '74.00']), {
    line: 2,
    reason: 'ACC_WRONG',
    amount: '24.00',
    sentence: /without the maximum/,
  }),
  passes('A-38', 'two charges at their cap', capped('60.00', '40.00')),
];

const lumper = flat('LUMPER', '150.00', { authority: 'APPROVED' });

const authority: readonly Scenario[] = [
  raises(
    'A-39',
    'a charge that the contract does not name',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
        ['PEAK', '40.00'],
      ],
    },
    {
      ...{ line: 3, reason: 'ACC_NOT_CONTRACTED', amount: '40.00', charge: { expected: '0.00' } },
    },
  ),
  raises(
    'A-39',
    'a lumper dearer than he was authorised for',
    {
      ...under(lumper, ['LUMPER', '150.00', { stop: 2 }]),
      shipment: { authorisations: [{ charge: 'LUMPER', stop: 2, limit: '100.00' }] },
    },
    { line: 2, reason: 'ACC_OVER_LIMIT', amount: '50.00', sentence: /authorised up to 100\.00/ },
  ),
  passes('A-39', 'a lumper within what two people authorised', {
    ...under(lumper, ['LUMPER', '150.00', { stop: 2 }]),
    shipment: {
      authorisations: [
        { charge: 'LUMPER', limit: '100.00' },
        { charge: 'LUMPER', limit: '60.00' },
      ],
    },
  }),
];

const paper = flat('DOCUMENTATION', '15.00', { requires: [{ document: 'OTHER' }] });

const counts: readonly Scenario[] = [
  raises(
    'A-40',
    'a flat charge billed for each of four pallets',
    under(flat('SECURITY', '20.00'), ['SECURITY', '80.00']),
    {
      ...{ line: 2, reason: 'ACC_WRONG', amount: '60.00', sentence: /for each of 4 pieces, though it is owed once/ },
    },
  ),
  raises(
    'A-40',
    'a charge per piece billed twice over',
    under(flat('PACKING', '5.00', { per: 'PIECE' }), ['PACKING', '40.00']),
    {
      ...{
        line: 2,
        reason: 'ACC_WRONG',
        amount: '20.00',
        sentence: /when it is counted twice/,
        charge: { expected: '20.00' },
      },
    },
  ),
  passes(
    'A-40',
    'a charge for each of four pallets',
    under(flat('PACKING', '5.00', { per: 'PIECE' }), ['PACKING', '20.00']),
    { line: 2 },
  ),
  cannotAssess('A-40', 'a document fee without the document', under(paper, ['DOCUMENTATION', '15.00']), {
    ...{ line: 2, reason: 'ACC_NO_EVIDENCE' },
  }),
];

/** What other clauses make of a charge: percentages, exclusions, caps, authority, counts. */
export const ofClauses: readonly Scenario[] = [...percentages, ...exclusions, ...caps, ...authority, ...counts];
