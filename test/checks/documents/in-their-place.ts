import { passes, raises, type Scenario } from '../scenario.ts';
import { later, liftgate, wholeAgain } from './bills.ts';

/** Bills that speak of an earlier one: corrections, balances, notices, rebuttals. */
export const inTheirPlace: readonly Scenario[] = [
  raises(
    'D-09',
    'a correction leaves the liftgate out',
    { further: [later('CORRECTED', [['LINEHAUL', '300.00']])] },
    // The first is not sent yet: it gives way, and the correction is paid in full.
    { of: 0, reason: 'SUPERSEDED', line: 2, amount: '85.00', state: 'DENIED', money: { denied: '385.00' } },
  ),
  passes('D-09', 'a correction of a bill that never came', { ...later('CORRECTED', wholeAgain, { corrects: null }) }),
  raises(
    'D-10',
    'a re-bill takes the place of the first',
    { further: [later('REBILL', [['LINEHAUL', '300.00']])] },
    { of: 0, reason: 'SUPERSEDED', line: 1, amount: '300.00', state: 'DENIED' },
  ),
  passes('D-10', 'a re-bill of a bill that never came', { ...later('REBILL', wholeAgain, { corrects: null }) }),
  raises(
    'D-11',
    'a balance due for a liftgate that nobody ordered',
    { shipment: { services: [] }, further: [later('BALANCE_DUE', liftgate('85.00'))] },
    { line: 1, reason: 'BAL_DUE_DECLINED', amount: '85.00', state: 'DENIED', money: { denied: '85.00' } },
  ),
  passes('D-11', 'a balance due for what was billed too low', {
    charges: [
      ['LINEHAUL', '280.00'],
      ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
    ],
    further: [later('BALANCE_DUE', [['LINEHAUL', '20.00']])],
  }),
  passes(
    'T-14',
    'a balance due for more than is left of the linehaul, which the first bill asks for',
    {
      charges: [
        ['LINEHAUL', '280.00'],
        ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
      ],
      further: [later('BALANCE_DUE', [['LINEHAUL', '30.00']])],
    },
    // 300.00 are owed in all: 20.00 of the 30.00.
    { money: { approved: '20.00', denied: '10.00' } },
  ),
  raises(
    'D-12',
    'a supplemental bill for a liftgate that was allowed',
    { further: [later('SUPPLEMENTAL', liftgate('85.00'))] },
    { line: 1, reason: 'ALREADY_ALLOWED', amount: '85.00', state: 'DENIED' },
  ),
  passes('D-12', 'a supplemental bill for the liftgate alone', {
    charges: wholeAgain.slice(0, 1),
    further: [later('SUPPLEMENTAL', liftgate('85.00'), { corrects: null })],
  }),
  raises(
    'D-13',
    'a past-due notice of a bill on its way',
    {
      further: [
        { invoice: (_, { invoiceNumber }) => ({ invoiceNumber, kind: 'PAST_DUE', invoiceDate: '2026-04-20' }) },
      ],
    },
    { reason: 'DUP_PROBABLE', state: 'IN_REVIEW', money: { pending: '385.00' } },
  ),
  raises(
    'D-13',
    'a past-due notice of a bill that was paid',
    {
      further: [
        { invoice: (_, { invoiceNumber }) => ({ invoiceNumber, kind: 'PAST_DUE', invoiceDate: '2026-04-20' }) },
      ],
      afterwards: ({ names: { carrier, code, invoiceNumber }, send }) =>
        send('payments', {
          ...{ source: 'bank', paymentId: `PAY-${code}`, carrier, invoiceNumber, currency: 'USD' },
          ...{ date: '2026-04-05', amount: '385.00', instrument: 'ACH' },
        }),
    },
    { reason: 'DUP_EXACT', state: 'DENIED', sentence: /paid: 385\.00 USD on 2026-04-05 by ACH, payment PAY-/ },
  ),
  raises(
    'D-13',
    'a past-due notice of a bill that was paid in part',
    {
      further: [
        { invoice: (_, { invoiceNumber }) => ({ invoiceNumber, kind: 'PAST_DUE', invoiceDate: '2026-04-20' }) },
      ],
      afterwards: async ({ names: { code }, caseOf, maker, send }) => {
        const { caseId } = await caseOf(0);
        const { body } = await maker.get(`/v1/postings?caseId=${caseId as string}`);
        const [{ postingId: posting }] = body.data;
        await send('payments', {
          ...{ source: 'bank', paymentId: `PART-${code}`, posting, date: '2026-04-05', amount: '300.00' },
        });
      },
    },
    { reason: 'DUP_PROBABLE', amount: '85.00', state: 'IN_REVIEW', sentence: /a part was paid: 300\.00/ },
  ),
  passes('D-13', 'a past-due notice of a bill that never came is the bill', { invoice: { kind: 'PAST_DUE' } }),
  raises(
    'D-14',
    'the carrier stands up for a liftgate that was refused',
    {
      shipment: { services: [] },
      further: [
        { invoice: (_, { invoiceNumber }) => ({ invoiceNumber, kind: 'REBUTTAL', invoiceDate: '2026-03-20' }) },
      ],
    },
    {
      ...{ of: 0, line: 2, reason: 'EVIDENCE_CONFLICT', amount: '85.00', severity: 'WARNING' },
      ...{ state: 'IN_REVIEW', money: { approved: '300.00', disputed: '85.00' } },
    },
  ),
  raises(
    'D-14',
    'the rebuttal itself is paid nothing',
    {
      shipment: { services: [] },
      further: [
        { invoice: (_, { invoiceNumber }) => ({ invoiceNumber, kind: 'REBUTTAL', invoiceDate: '2026-03-20' }) },
      ],
    },
    { reason: 'DUP_EXACT', state: 'DENIED', money: { denied: '385.00' } },
  ),
  raises(
    'D-14',
    'a rebuttal of a bill that we do not have',
    { invoice: { kind: 'REBUTTAL' } },
    {
      ...{ reason: 'DUP_PROBABLE', state: 'IN_REVIEW' },
    },
  ),
  passes(
    'D-14',
    'a rebuttal of a bill of which nothing was refused',
    {
      further: [
        { invoice: (_, { invoiceNumber }) => ({ invoiceNumber, kind: 'REBUTTAL', invoiceDate: '2026-03-20' }) },
      ],
    },
    { of: 0 },
  ),
];
