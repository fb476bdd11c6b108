import type { CarrierInvoice } from '../../../src/freight/bill.ts';
import { passes, raises, type Scenario } from '../scenario.ts';
import { liftgate, ofOtherFreight, onTheNinth, sameNumber, twice, wholeAgain, withSecondShipment } from './bills.ts';

/** Another document for the same freight, of the day before. */
const earlierOf = ({ documentId, invoiceNumber }: CarrierInvoice): Partial<CarrierInvoice> => ({
  ...{ documentId: `${documentId}-BEFORE`, invoiceNumber: `B${invoiceNumber}`, invoiceDate: '2026-03-05' },
});

/** A bill that repeats another. */
export const repeated: readonly Scenario[] = [
  raises(
    'D-01',
    'the same invoice sent again as another document',
    { further: [{ invoice: sameNumber }] },
    {
      ...{ reason: 'DUP_EXACT', state: 'DENIED', money: { denied: '385.00' } },
    },
  ),
  raises(
    'D-01',
    'the same invoice with its number in small letters',
    {
      further: [
        { invoice: (_, { invoiceNumber }) => ({ invoiceNumber: invoiceNumber.toLowerCase().replace('-', ' ') }) },
      ],
    },
    { reason: 'DUP_EXACT', state: 'DENIED' },
  ),
  passes('D-01', 'the first of two equal bills stands', { further: [{ invoice: sameNumber }] }, { of: 0 }),
  raises(
    'D-02',
    'the same numbers with another amount',
    { further: [{ invoice: sameNumber, charges: [['LINEHAUL', '300.00']] }] },
    { reason: 'DUP_PROBABLE', state: 'IN_REVIEW', money: { pending: '300.00' } },
  ),
  passes(
    'D-02',
    'the same numbers with another amount, as a correction',
    {
      further: [
        { invoice: (_, { invoiceNumber }) => ({ invoiceNumber, kind: 'CORRECTED' }), charges: wholeAgain.slice(0, 1) },
      ],
    },
    { state: ['APPROVED', 'IN_REVIEW', 'DENIED', 'SETTLED'] },
  ),
  raises(
    'D-03',
    'the same PRO and amount under another invoice number',
    { further: [onTheNinth] },
    {
      ...{ reason: 'DUP_PROBABLE', state: 'IN_REVIEW', money: { pending: '385.00' } },
    },
  ),
  raises(
    'D-03',
    'a bill that waits for its shipment, when one of an earlier day with its PRO and amount comes',
    {
      bill: (_, { pro }) => ({ billNumber: pro.split('').reverse().join(''), references: [] }),
      afterwards: ({ world, send }) =>
        send('invoices', ...world.invoices.map((first) => ({ ...first, ...earlierOf(first) }))),
    },
    { reason: 'DUP_PROBABLE', state: 'AWAITING_MATCH', money: { pending: '385.00' } },
  ),
  passes('D-03', 'two shipments of one price, each with its PRO', {
    change: withSecondShipment,
    further: [{ bill: ofOtherFreight(({ pro }) => ({ billNumber: pro.split('').reverse().join('') })) }],
  }),
  raises(
    'D-04',
    'a liftgate that the first bill was allowed',
    { further: [{ ...onTheNinth, charges: liftgate('85.00') }] },
    { line: 1, reason: 'ALREADY_ALLOWED', amount: '85.00', charge: { denied: '85.00' }, state: 'DENIED' },
  ),
  raises(
    'D-04',
    'the bill sent again as another document without its freight bill number',
    {
      further: [
        {
          invoice: (_, { invoiceNumber }) => ({ invoiceNumber, invoiceDate: '2026-03-09' }),
          bill: () => ({ billNumber: null }),
        },
      ],
    },
    {
      ...{ line: 1, reason: 'ALREADY_ALLOWED', amount: '300.00', charge: { denied: '300.00' } },
      ...{ money: { denied: '385.00' }, state: 'DENIED' },
    },
  ),
  raises(
    'D-01',
    'a bill without a freight bill number sent twice',
    {
      bill: () => ({ billNumber: null }),
      further: [{ invoice: sameNumber, bill: () => ({ billNumber: null }) }],
    },
    { reason: 'DUP_EXACT', state: 'DENIED' },
  ),
  raises(
    'D-04',
    'a liftgate twice on one bill',
    { charges: [...wholeAgain, ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }]] },
    { line: 3, reason: 'DUP_CHARGE', amount: '85.00', charge: { disputed: '85.00' }, money: { approved: '385.00' } },
  ),
  passes('D-04', 'a charge that the first bill did not bill', {
    charges: wholeAgain.slice(0, 1),
    further: [{ ...onTheNinth, charges: liftgate('85.00') }],
  }),
  raises(
    'D-05',
    'the same bill with a letter after its PRO',
    { further: [{ ...onTheNinth, bill: (_, { pro }) => ({ billNumber: `${pro}-A` }) }] },
    { reason: 'DUP_PROBABLE', state: 'IN_REVIEW', money: { pending: '385.00' } },
  ),
  raises(
    'D-05',
    'the same bill with a check digit after its PRO',
    { further: [{ ...onTheNinth, bill: (_, { pro }) => ({ billNumber: `${pro}7` }) }] },
    { reason: 'DUP_PROBABLE', state: 'IN_REVIEW' },
  ),
  raises(
    'D-05',
    'the same bill with a zero before its PRO, matched to no shipment',
    { further: [{ ...onTheNinth, bill: (_, { pro }) => ({ billNumber: `0${pro}`, references: [] }) }] },
    { reason: 'DUP_PROBABLE' },
  ),
  passes('D-05', 'PROs that follow one another, of one day and price', {
    change: withSecondShipment,
    further: [{ bill: ofOtherFreight(({ pro }) => ({ billNumber: String(BigInt(pro) + 1n) })) }],
  }),
  passes('D-05', 'PROs with a letter each, for two BOLs', {
    change: withSecondShipment,
    bill: (_, { pro }) => ({ billNumber: `${pro}A` }),
    further: [{ bill: ofOtherFreight(({ pro }) => ({ billNumber: `${pro}B` })) }],
  }),
  raises(
    'D-06',
    'the carrier bills a load beside the broker it was given to',
    {
      further: [
        {
          invoice: (_, { code }) => ({ carrier: `T${code}`, source: `api:T${code}` }),
          bill: (_, { pro }) => ({ billNumber: pro.split('').reverse().join('') }),
        },
      ],
    },
    { reason: 'DUP_PROBABLE', state: 'IN_REVIEW', money: { pending: '385.00' } },
  ),
  raises(
    'D-06',
    'a factor wants to be paid for a load that the carrier has billed',
    {
      invoice: { remitTo: { name: 'Abcd Freight' } },
      further: [
        {
          invoice: { remitTo: { name: 'Swift Factoring' }, invoiceDate: '2026-03-09' },
          bill: (_, { pro }) => ({ billNumber: pro.split('').reverse().join('') }),
          charges: [['LINEHAUL', '290.00']],
        },
      ],
    },
    { reason: 'DUP_PROBABLE', state: 'IN_REVIEW' },
  ),
  passes(
    'D-06',
    'the broker the load was given to is paid, whoever else bills it',
    {
      further: [
        {
          invoice: (_, { code }) => ({ carrier: `T${code}`, source: `api:T${code}` }),
          bill: (_, { pro }) => ({ billNumber: pro.split('').reverse().join('') }),
        },
      ],
    },
    { of: 0 },
  ),
  raises(
    'D-07',
    'a bill that another company of ours has had',
    {
      masterData: { 'legal-entities': [{ legalEntity: 'ACME-EU', name: 'Acme Europe', timeZone: 'Europe/Berlin' }] },
      shipment: {},
      further: [{ invoice: (_, { invoiceNumber }) => ({ invoiceNumber, legalEntity: 'ACME-EU' }) }],
    },
    { reason: 'DUP_EXACT', state: 'DENIED', money: { denied: '385.00' } },
  ),
  raises(
    'D-07',
    'a bill of last year',
    { further: [{ invoice: (_, { invoiceNumber }) => ({ invoiceNumber, invoiceDate: '2027-01-04' }) }] },
    { reason: 'DUP_EXACT', state: 'DENIED' },
  ),
  passes(
    'D-07',
    'the same company by another of its names is the same company',
    { further: [{ invoice: (_, { invoiceNumber }) => ({ invoiceNumber, legalEntity: 'Acme Incorporated' }) }] },
    { state: 'DENIED' },
  ),
  raises(
    'D-08',
    'a summary invoice that holds a bill twice',
    {
      change: ({ invoices: [invoice] }) => {
        twice(invoice, (bill) => ({ ...bill, bill: 2 }));
      },
    },
    { bill: 2, reason: 'DUP_EXACT', state: 'DENIED', money: { denied: '385.00' } },
  ),
  passes(
    'D-08',
    'a summary invoice of two shipments at one price',
    {
      change: (world) => {
        withSecondShipment(world);
        const references = [{ type: 'BOL' as const, value: `${world.names.bol}9` }];
        twice(world.invoices[0], (bill) => ({ ...bill, bill: 2, billNumber: null, references }));
      },
    },
    { bill: 2 },
  ),
];
