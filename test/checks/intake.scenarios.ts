import { type Given, cannotAssess, passes, raises, type Scenario } from './scenario.ts';

const arithmetic: readonly Scenario[] = [
  // The lines come to 385.00, the document asks for 400.00: line 0 carries the 15.00.
  raises(
    'I-04',
    'lines that come to less than the total',
    { invoice: { total: '400.00' } },
    {
      ...{ line: 0, reason: 'FOOTING', amount: '15.00', state: 'IN_REVIEW' },
      money: { billed: '400.00', approved: '385.00', pending: '15.00' },
    },
  ),
  raises(
    'I-04',
    'a total without lines',
    { charges: [], bill: { total: '385.00' }, invoice: { total: '385.00' } },
    { line: 0, reason: 'FOOTING', amount: '385.00', money: { approved: '0.00', pending: '385.00' } },
  ),
  passes('I-04', 'lines that add up'),
  passes('I-04', 'lines and taxes that add up, on a bill with its own total', {
    contract: { taxes: [{ rate: '0.10', charges: 'ALL' }] },
    bill: { total: '423.50', taxes: [{ tax: 'GST', rate: '0.10', base: '385.00', amount: '38.50' }] },
  }),
  cannotAssess(
    'I-04',
    'a difference nobody explains',
    { invoice: { total: '385.01' } },
    { line: 0, reason: 'FOOTING' },
  ),
  // 4 pieces at 20.00 are 80.00, not 85.00: that line waits, the other is paid.
  raises(
    'I-05',
    'four pieces at 20.00 billed at 85.00',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        [
          'LIFTGATE_DELIVERY',
          '85.00',
          { stop: 2, quantity: { value: '4', unit: 'PIECES' }, rate: '20.00', rateBasis: 'PER_PIECE' },
        ],
      ],
    },
    {
      ...{ line: 2, reason: 'EXTENSION', amount: '85.00', state: 'IN_REVIEW' },
      money: { approved: '300.00', pending: '85.00' },
      charge: { outcome: 'HOLD', expected: null },
    },
  ),
  cannotAssess(
    'I-05',
    'a line whose three figures contradict each other',
    {
      charges: [
        ['LINEHAUL', '310.00', { quantity: { value: '100', unit: 'MI' }, rate: '3.00', rateBasis: 'PER_MILE' }],
        ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
      ],
    },
    { line: 1, reason: 'EXTENSION', charge: { outcome: 'HOLD' }, money: { approved: '85.00' } },
  ),
  raises(
    'A-11',
    'what is too much of a line that is held for its extension is told beside it',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        [
          'LIFTGATE_DELIVERY',
          '95.00',
          { stop: 2, quantity: { value: '4', unit: 'PIECES' }, rate: '20.00', rateBasis: 'PER_PIECE' },
        ],
      ],
    },
    {
      ...{ line: 2, reason: 'ACC_WRONG', amount: '10.00', state: 'IN_REVIEW' },
      ...{ sentence: /95\.00 billed, 85\.00 owed, 10\.00 too much/, money: { approved: '300.00', pending: '95.00' } },
    },
  ),
  passes(
    'I-05',
    'four pieces at 21.25',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        [
          'LIFTGATE_DELIVERY',
          '85.00',
          { stop: 2, quantity: { value: '4', unit: 'PCS' }, rate: '21.25', rateBasis: 'PER_PIECE' },
        ],
      ],
    },
    { line: 2 },
  ),
  passes('I-05', 'a quantity without a rate', {
    charges: [
      ['LINEHAUL', '300.00', { quantity: { value: '1850', unit: 'LB' } }],
      ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
    ],
  }),
];

const credited = (charges: Given['charges']): Given => ({
  further: [{ invoice: (_, { invoiceNumber }) => ({ kind: 'CREDIT', corrects: { invoiceNumber } }), charges }],
});

const signs: readonly Scenario[] = [
  raises('I-07', 'a credit that asks for money', credited([['LIFTGATE_DELIVERY', '85.00', { stop: 2 }]]), {
    line: null,
    reason: 'CREDIT_UNMATCHED',
    state: 'IN_REVIEW',
    money: { pending: '85.00' },
  }),
  raises(
    'I-07',
    'a first bill that gives back',
    { charges: [['LINEHAUL', '-300.00']] },
    { line: null, reason: 'CREDIT_UNMATCHED', state: 'IN_REVIEW' },
  ),
  raises(
    'I-07',
    'a bill that takes off a charge nobody billed',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
        ['LUMPER', '-40.00'],
      ],
    },
    { line: null, reason: 'CREDIT_UNMATCHED', state: 'IN_REVIEW', sentence: /40\.00 of lumper/ },
  ),
  passes('I-07', 'a discount', {
    charges: [
      ['LINEHAUL', '500.00'],
      ['DISCOUNT', '-200.00'],
      ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
    ],
  }),
  passes('I-07', 'a credit that gives back a charge', credited([['LIFTGATE_DELIVERY', '-85.00', { stop: 2 }]]), {
    state: ['APPROVED', 'SETTLED'],
  }),
  passes(
    'I-07',
    'a charge billed and taken off again on one bill',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
        ['APPOINTMENT', '25.00', { stop: 2 }],
        ['APPOINTMENT', '-25.00', { stop: 2 }],
      ],
    },
    { state: ['APPROVED', 'DISPUTED', 'IN_REVIEW'] },
  ),
];

const wordsAndDates: readonly Scenario[] = [
  raises(
    'I-08',
    'a bill in Canadian dollars under a contract in US dollars',
    { invoice: { currency: 'CAD' } },
    { line: null, reason: 'CURRENCY', state: 'IN_REVIEW', money: { pending: '385.00' } },
  ),
  raises(
    'I-08',
    'a bill without currency of a sender who has no usual one',
    { invoice: { currency: null } },
    { line: null, reason: 'CURRENCY', state: 'IN_REVIEW' },
  ),
  raises(
    'I-08',
    'one line in euros',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
        ['CUSTOMS', '40.00', { currency: 'EUR' }],
      ],
    },
    { line: 3, reason: 'CURRENCY', amount: '40.00', money: { billed: '385.00', approved: '385.00' } },
  ),
  passes('I-08', 'a bill without currency of a carrier that always bills in dollars', {
    carrier: { defaultCurrency: 'USD' },
    invoice: { currency: null },
  }),
  passes('I-08', 'a bill in the contract’s currency'),
  raises(
    'I-09',
    'a code of the carrier that nobody has mapped',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        [null, '85.00', { stop: 2, rawCode: 'LG7' }],
      ],
    },
    {
      line: 2,
      reason: 'UNMAPPED',
      amount: '85.00',
      state: 'IN_REVIEW',
      money: { approved: '300.00', pending: '85.00' },
    },
  ),
  cannotAssess(
    'I-09',
    'a line with words and no code',
    {
      charges: [
        ['LINEHAUL', '300.00'],
        [null, '85.00', { description: 'tail lift' }],
      ],
    },
    { line: 2, reason: 'UNMAPPED' },
  ),
  passes('I-09', 'a code that the crosswalk of the sender names', {
    partner: { charges: [{ rawCode: 'LG7', charge: 'LIFTGATE_DELIVERY' }] },
    charges: [
      ['LINEHAUL', '300.00'],
      [null, '85.00', { stop: 2, rawCode: 'LG7' }],
    ],
  }),
  passes('I-09', 'words that the crosswalk of the sender names', {
    partner: { charges: [{ text: 'tail lift', charge: 'LIFTGATE_DELIVERY' }] },
    charges: [
      ['LINEHAUL', '300.00'],
      [null, '85.00', { stop: 2, description: 'Tail Lift at site' }],
    ],
  }),
  raises(
    'I-10',
    'delivered before it was picked up',
    { bill: { pickupDate: '2026-03-04', deliveryDate: '2026-03-02' } },
    { line: null, reason: 'EVIDENCE_CONFLICT', state: 'IN_REVIEW', money: { pending: '385.00' } },
  ),
  raises(
    'I-10',
    'an invoice dated in another century',
    { invoice: { invoiceDate: '2106-03-06' } },
    { line: null, reason: 'EVIDENCE_CONFLICT', state: 'IN_REVIEW' },
  ),
  raises(
    'I-10',
    'an invoice dated twenty years before its freight',
    { invoice: { invoiceDate: '2006-03-06' } },
    { line: null, reason: 'EVIDENCE_CONFLICT', state: 'IN_REVIEW' },
  ),
  passes('I-10', 'freight paid half a year ahead', { invoice: { invoiceDate: '2025-09-01' } }),
  passes('I-10', 'picked up and delivered on one day', {
    bill: { pickupDate: '2026-03-04', deliveryDate: '2026-03-04' },
    invoice: { invoiceDate: '2026-03-04' },
  }),
  passes('I-10', 'a bill without dates of its own', { bill: { pickupDate: null, deliveryDate: null } }),
  passes('I-10', 'invoiced on the day of the pickup', { invoice: { invoiceDate: '2026-03-02' } }),
];

/** Arithmetic, signs, codes and dates of a bill; messages that cannot be read are in a table of their own. */
export const intake: readonly Scenario[] = [...arithmetic, ...signs, ...wordsAndDates];
