import type { BilledTax } from '../../src/freight/bill.ts';
import type { ContractVersion, TaxTerms } from '../../src/freight/contract.ts';
import { cannotAssess, type Given, type Line, passes, raises, type Scenario } from './scenario.ts';

const usual: Line[] = [
  ['LINEHAUL', '300.00'],
  ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
];
const lumper: ContractVersion['accessorials'] = [
  { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
  { charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], authority: 'CONTRACT' },
];
const vat: TaxTerms = { rate: '0.19', charges: 'ALL' };
const tax = (amount: string): { taxes: BilledTax[] } => ({ taxes: [{ tax: 'VAT', rate: '0.19', amount }] });

/** 19 % agreed on everything, billed on line 3: 73.15 on 385.00. */
function taxed(amount: string, more: Given = {}, terms: Partial<ContractVersion> = {}): Given {
  return { contract: { taxes: [vat], ...terms }, bill: tax(amount), ...more };
}

const payment = (disagreement: 'HOLD_ALL' | 'PAY_AND_CLAIM') => ({ payment: { terms: 'NET_30', disagreement } });

const withLumper: Line[] = [...usual, ['LUMPER', '50.00', { stop: 2 }]];

const ofTax: readonly Scenario[] = [
  raises('T-01', 'tax where the contract says that there is none', taxed('73.15', {}, { taxes: [] }), {
    ...{ line: 3, reason: 'TAX_WRONG', amount: '73.15', state: 'DISPUTED' },
    charge: { expected: '0.00', disputed: '73.15' },
    money: { approved: '385.00' },
  }),
  raises(
    'T-01',
    'no tax where the contract has one',
    { contract: { taxes: [vat] } },
    { line: null, reason: 'TAX_WRONG', amount: '73.15', severity: 'WARNING', state: 'APPROVED' },
  ),
  passes('T-01', 'the tax agreed', taxed('73.15'), { money: { approved: '458.15' } }),
  passes('T-01', 'no tax where the contract says nothing of it', {}),
  cannotAssess('T-01', 'tax of which the contract says nothing', taxed('73.15', {}, { taxes: null }), {
    ...{ line: 3, reason: 'TAX_WRONG', state: 'IN_REVIEW', money: { approved: '385.00', pending: '73.15' } },
  }),
  raises('T-02', 'tax that does not come out', taxed('80.00'), {
    ...{ line: 3, reason: 'TAX_WRONG', amount: '6.85', state: 'DISPUTED' },
    charge: { expected: '73.15', approved: '73.15', disputed: '6.85' },
  }),
  passes('T-02', 'tax that does', taxed('73.15'), { line: 3 }),
  passes('T-02', 'a tax on one charge only', taxed('57.00', {}, { taxes: [{ rate: '0.19', charges: ['LINEHAUL'] }] })),
  cannotAssess(
    'T-02',
    'a charge that the tax is on is not proven yet',
    taxed('82.65', { charges: withLumper }, { accessorials: lumper }),
    // 19 % of 435.00; 73.15 of it are on what is approved.
    {
      ...{ line: 4, money: { approved: '458.15', pending: '59.50' } },
      charge: { approved: '73.15', pending: '9.50' },
      state: 'AWAITING_EVIDENCE',
    },
  ),
  cannotAssess(
    'T-02',
    'a charge that the tax is on is not proven yet, where tax is law: all of it waits',
    taxed('82.65', { charges: withLumper }, { accessorials: lumper, ...payment('HOLD_ALL') }),
    {
      ...{ line: 4, money: { approved: '385.00', pending: '132.65' }, state: 'AWAITING_EVIDENCE' },
      charge: { outcome: 'WAIT', reason: 'FACT_MISSING', approved: '0.00', pending: '82.65' },
      sentence: /Tax: 82.65 billed, not provable yet — missing: document LUMPER_RECEIPT/,
    },
  ),
  cannotAssess(
    'T-02',
    'a charge that the tax is on is of no known kind, where tax is law',
    taxed('82.65', { charges: [...usual, [null, '50.00', { rawCode: 'ZZ9' }]] }, payment('HOLD_ALL')),
    {
      ...{ line: 4, money: { approved: '385.00', pending: '132.65' }, state: 'IN_REVIEW' },
      charge: { outcome: 'WAIT', approved: '0.00', pending: '82.65' },
    },
  ),
  passes(
    'T-02',
    'the tax is paid whole once the charge it waited for is proven',
    taxed(
      '82.65',
      {
        charges: withLumper,
        afterwards: ({ send, names: { carrier, bol } }) =>
          send('documents', {
            ...{ source: `api:${carrier}`, documentId: `lumper-${bol}`, type: 'LUMPER_RECEIPT', stop: 2 },
            ...{ references: [{ type: 'BOL', value: bol }], data: { amount: '50.00', currency: 'USD' } },
          }),
      },
      { accessorials: lumper, ...payment('HOLD_ALL') },
    ),
    { line: 4, money: { approved: '517.65', pending: '0.00' } },
  ),
];

const ofWithheldTax: readonly Scenario[] = [
  raises('T-04', 'tax on a liftgate that nobody ordered', taxed('73.15', { shipment: { services: [] } }), {
    ...{ line: 3, reason: 'TAX_WRONG', amount: '16.15', state: 'DISPUTED' },
    charge: { expected: '57.00', approved: '57.00', disputed: '16.15' },
    money: { approved: '357.00', disputed: '101.15' },
  }),
  raises(
    'T-04',
    'the same where tax is law: nothing is scaled, all of it waits for a corrected invoice',
    taxed('73.15', { shipment: { services: [] } }, payment('HOLD_ALL')),
    {
      ...{ line: 3, reason: 'TAX_WRONG', state: 'DISPUTED', sentence: /held for a corrected invoice or a credit note/ },
      money: { approved: '0.00', disputed: '101.15', pending: '357.00' },
    },
  ),
  raises(
    'T-04',
    'the same where all is paid and the rest is claimed',
    taxed('73.15', { shipment: { services: [] } }, payment('PAY_AND_CLAIM')),
    { line: 3, reason: 'TAX_WRONG', money: { approved: '458.15', disputed: '0.00' } },
  ),
  raises(
    'T-04',
    'tax on a charge that an earlier bill was allowed',
    taxed('73.15', {
      further: [
        {
          charges: [['LIFTGATE_DELIVERY', '85.00', { stop: 2 }]],
          bill: tax('16.15'),
          invoice: { kind: 'SUPPLEMENTAL' },
        },
      ],
    }),
    { line: 2, reason: 'ALREADY_ALLOWED', amount: '16.15', charge: { denied: '16.15' }, money: { approved: '0.00' } },
  ),
  passes(
    'T-04',
    'tax on what a supplement bills for the first time',
    taxed('57.00', {
      charges: [['LINEHAUL', '300.00']],
      further: [
        {
          charges: [['LIFTGATE_DELIVERY', '85.00', { stop: 2 }]],
          bill: tax('16.15'),
          invoice: { kind: 'SUPPLEMENTAL' },
        },
      ],
    }),
    { money: { approved: '101.15' } },
  ),
];

const ecb = (series: string, date: string, rate: string) => ({ series, base: 'EUR', quote: 'USD', date, rate });

/** A bill in euro under a contract in dollars: at 1.0842 of 2 March, 300.00 are 276.70 and 85.00 are 78.40. */
function inEuro(series: string, lines: Line[], more: Given = {}): Given {
  return {
    contract: { fx: { series, dateRole: 'PICKUP' } },
    fxRates: [ecb(series, '2026-02-27', '1.0800'), ecb(series, '2026-03-02', '1.0842')],
    invoice: { currency: 'EUR' },
    charges: lines,
    ...more,
  };
}

const euros: Line[] = [
  ['LINEHAUL', '276.70'],
  ['LIFTGATE_DELIVERY', '78.40', { stop: 2 }],
];

const ofCurrency: readonly Scenario[] = [
  raises(
    'T-07',
    'amounts converted at the rate of the Friday before',
    inEuro('ECB-LATE', [
      ['LINEHAUL', '277.78'],
      ['LIFTGATE_DELIVERY', '78.40', { stop: 2 }],
    ]), // 300.00 ÷ 1.08
    {
      ...{ line: 1, reason: 'FX_WRONG', amount: '1.08', state: 'DISPUTED' },
      sentence: /ECB-LATE rate of 2026-02-27 instead of 2026-03-02/,
      charge: { expected: '276.70', approved: '276.70' },
    },
  ),
  raises(
    'T-07',
    'dollars billed as euro',
    inEuro('ECB-LATE', [
      ['LINEHAUL', '300.00'],
      ['LIFTGATE_DELIVERY', '78.40', { stop: 2 }],
    ]),
    { line: 1, reason: 'FX_WRONG', amount: '23.30', sentence: /not converted/ },
  ),
  passes('T-07', 'amounts converted at the agreed rate', inEuro('ECB-LATE', euros), { money: { approved: '355.10' } }),
  cannotAssess('T-07', 'no rate for the day yet', inEuro('ECB-NONE', euros, { fxRates: [] }), {
    ...{ line: 1, reason: 'FX_MISSING', state: 'AWAITING_EVIDENCE', money: { approved: '0.00', pending: '355.10' } },
  }),
  passes(
    'T-07',
    'the rate comes after the bill: it is judged then',
    inEuro('ECB-TARDY', euros, {
      fxRates: [],
      afterwards: async ({ maker, settled }) => {
        await maker.post('/v1/fx-rates', [ecb('ECB-TARDY', '2026-03-02', '1.0842')]);
        await settled();
      },
    }),
    { money: { approved: '355.10' } },
  ),
  passes(
    'T-07',
    'by way of the euro, where neither currency is quoted against the other',
    // 300.00 × 0.8370 ÷ 1.0842 = 231.5993…, 85.00 × 0.8370 ÷ 1.0842 = 65.6198…
    inEuro(
      'ECB-CROSS',
      [
        ['LINEHAUL', '231.60'],
        ['LIFTGATE_DELIVERY', '65.62', { stop: 2 }],
      ],
      {
        invoice: { currency: 'GBP' },
        fxRates: [
          ecb('ECB-CROSS', '2026-03-02', '1.0842'),
          { series: 'ECB-CROSS', base: 'EUR', quote: 'GBP', date: '2026-03-02', rate: '0.8370' },
        ],
      },
    ),
    { money: { approved: '297.22' } },
  ),
  raises(
    'T-08',
    'a currency surcharge beside converted amounts',
    inEuro('ECB-LATE', [...euros, ['CURRENCY_ADJUSTMENT', '10.00']]),
    {
      ...{ line: 3, reason: 'FX_WRONG', amount: '10.00', state: 'DISPUTED' },
      charge: { expected: '0.00', disputed: '10.00' },
    },
  ),
  passes(
    'T-08',
    'a currency surcharge that the contract has all the same',
    inEuro('ECB-LATE', [...euros, ['CURRENCY_ADJUSTMENT', '10.00']], {
      contract: {
        fx: { series: 'ECB-LATE', dateRole: 'PICKUP' },
        accessorials: [
          { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
          { charge: 'CURRENCY_ADJUSTMENT', model: 'FLAT', amount: '10.84', authority: 'CONTRACT' },
        ],
      },
    }),
    { money: { approved: '365.10' } },
  ),
];

const other = (amount: string, description: string): Line[] => [...usual, ['OTHER', amount, { description }]];

const ofPayment: readonly Scenario[] = [
  raises(
    'T-10',
    'other terms of payment than agreed',
    { invoice: { paymentTerms: { terms: 'NET 15', dueDate: '2026-03-21' } } },
    {
      ...{ line: null, reason: 'TERMS_WRONG', severity: 'INFO', state: 'APPROVED' },
      sentence: /says NET 15, payment by 2026-03-21; it is paid by .*NET_30, due on 2026-04-05/,
    },
  ),
  passes('T-10', 'the agreed terms in the carrier’s words', {
    invoice: { paymentTerms: { terms: 'Net 30 days', dueDate: '2026-04-05' } },
  }),
  raises(
    'T-11',
    'two percent for paying within ten days',
    { invoice: { paymentTerms: { discount: { percent: '0.02', days: 10 } } } },
    {
      ...{ line: null, reason: 'TERMS_WRONG', amount: '7.70', state: 'APPROVED' }, // 2 % of 385.00
      sentence: /2 % off when it is paid by 2026-03-16/,
    },
  ),
  passes('T-11', 'an invoice that offers nothing', { invoice: { paymentTerms: { terms: 'NET 30' } } }),
  raises(
    'T-12',
    'a fee for paying late',
    { charges: other('12.00', 'LATE PAYMENT CHARGE 1.5 %') },
    {
      ...{ line: 3, reason: 'ACC_NOT_CONTRACTED', amount: '12.00', state: 'DISPUTED' },
      charge: { expected: '0.00' },
    },
  ),
  passes('T-12', 'another charge that the contract has', {
    charges: other('12.00', 'Interest in your goods'),
    contract: {
      accessorials: [
        { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
        { charge: 'OTHER', model: 'FLAT', amount: '12.00', authority: 'CONTRACT' },
      ],
    },
  }),
  raises(
    'T-14',
    'less billed than owed: paid as billed',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        ['LIFTGATE_DELIVERY', '80.00', { stop: 2 }],
      ],
    },
    {
      ...{ line: 2, reason: 'UNDER_BILLED', amount: '5.00', severity: 'INFO', state: 'APPROVED' },
      charge: { expected: '85.00', approved: '80.00', outcome: 'APPROVE' },
    },
  ),
  passes('T-14', 'what is owed, no less'),
];

/** Tax, currency, terms of payment and totals. */
export const totals: readonly Scenario[] = [...ofTax, ...ofWithheldTax, ...ofCurrency, ...ofPayment];
