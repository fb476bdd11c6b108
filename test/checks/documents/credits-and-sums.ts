import { type Line, passes, raises, type Scenario } from '../scenario.ts';
import { later, liftgate, onTheNinth, twice, wholeAgain, withSecondShipment } from './bills.ts';

const givenBack: Line[] = [
  ['LINEHAUL', '-300.00'],
  ['LIFTGATE_DELIVERY', '-85.00', { stop: 2 }],
];

/** What a carrier gives back, and bills that belong together. */
export const creditsAndSums: readonly Scenario[] = [
  raises(
    'D-15',
    'a cancellation of a bill that we do not have',
    { ...later('CANCELLATION', givenBack) },
    {
      ...{ line: 1, reason: 'CREDIT_UNMATCHED', state: 'IN_REVIEW', money: { pending: '-385.00' } },
    },
  ),
  passes(
    'D-15',
    'a cancellation of the whole bill',
    { further: [later('CANCELLATION', givenBack)] },
    { money: { approved: '-385.00' } },
  ),
  raises(
    'D-16',
    'a credit that names a bill we do not have',
    {
      further: [later('CREDIT', liftgate('-85.00'), { corrects: { invoiceNumber: 'NEVER-SEEN' } })],
    },
    { line: 1, reason: 'CREDIT_UNMATCHED', state: 'IN_REVIEW', money: { pending: '-85.00' } },
  ),
  raises(
    'D-16',
    'a credit for a liftgate that we have not paid',
    { shipment: { services: [] }, further: [later('CREDIT', liftgate('-85.00'))] },
    { line: 1, reason: 'ALREADY_TAKEN', amount: '85.00', state: 'DENIED', money: { denied: '-85.00' } },
  ),
  raises(
    'D-16',
    'an adjustment below zero is a credit too',
    { shipment: { services: [] }, further: [later('ADJUSTMENT', liftgate('-85.00'))] },
    { line: 1, reason: 'ALREADY_TAKEN', amount: '85.00', state: 'DENIED' },
  ),
  passes(
    'D-16',
    'a credit for a liftgate that was allowed',
    { further: [later('CREDIT', liftgate('-85.00'))] },
    {
      ...{ line: 1, money: { approved: '-85.00' } },
    },
  ),
  raises(
    'D-17',
    'the bills of a summary invoice are 15.00 less than its total',
    {
      change: (world) => {
        withSecondShipment(world);
        const references = [{ type: 'BOL' as const, value: `${world.names.bol}9` }];
        const [invoice] = world.invoices;
        twice(invoice, (bill) => ({ ...bill, bill: 2, billNumber: null, references }));
        if (invoice) invoice.total = '785.00';
      },
    },
    {
      line: 0,
      reason: 'FOOTING',
      amount: '15.00',
      state: 'IN_REVIEW',
      money: { approved: '385.00', pending: '15.00' },
    },
  ),
  passes(
    'D-17',
    'the other bills of such an invoice are paid',
    {
      change: (world) => {
        withSecondShipment(world);
        const references = [{ type: 'BOL' as const, value: `${world.names.bol}9` }];
        const [invoice] = world.invoices;
        twice(invoice, (bill) => ({ ...bill, bill: 2, billNumber: null, references }));
        if (invoice) invoice.total = '785.00';
      },
    },
    { bill: 2 },
  ),
  raises(
    'D-18',
    'a sum that could be either of two pairs of charges',
    {
      contract: {
        accessorials: (['NOTIFY', 'APPOINTMENT', 'TOLL', 'PEAK'] as const).map((charge, place) => ({
          ...{ charge, model: 'FLAT' as const, authority: 'CONTRACT' as const },
          amount: ['60.00', '40.00', '70.00', '30.00'][place] ?? '',
        })),
      },
      charges: [
        ['LINEHAUL', '300.00'],
        ['OTHER', '100.00'],
      ],
    },
    { line: 2, reason: 'ALIGNMENT_AMBIGUOUS', state: 'IN_REVIEW', money: { approved: '300.00', pending: '100.00' } },
  ),
  passes(
    'D-18',
    'linehaul and liftgate in one amount',
    { charges: [['LINEHAUL', '385.00']] },
    {
      ...{ money: { approved: '385.00', expected: '385.00' } },
    },
  ),
  passes(
    'D-18',
    'a linehaul in two parts over two bills',
    {
      charges: [['LINEHAUL', '180.00']],
      further: [{ ...onTheNinth, charges: [['LINEHAUL', '120.00'], ...liftgate('85.00')] }],
    },
    { money: { approved: '205.00' } },
  ),
  raises(
    'D-19',
    'the subordinate bill of a split load bills the linehaul again',
    {
      further: [
        {
          ...onTheNinth,
          bill: (_, { pro }) => ({ billNumber: pro.split('').reverse().join('') }),
          charges: [['LINEHAUL', '300.00']],
        },
      ],
    },
    { line: 1, reason: 'ALREADY_ALLOWED', amount: '300.00', state: 'DENIED' },
  ),
  passes('D-19', 'the subordinate bill of a split load bills its liftgate', {
    charges: wholeAgain.slice(0, 1),
    further: [{ bill: (_, { pro }) => ({ billNumber: pro.split('').reverse().join('') }), charges: liftgate('85.00') }],
  }),
];
