import type { AccessorialTerms } from '../../../src/freight/accessorial.ts';
import type { ChargeCode, DocumentType } from '../../../src/freight/codes.ts';
import { cannotAssess, passes, raises, type Given, type Scenario } from '../scenario.ts';
import { under, unproven } from './terms.ts';

const byReceipt = (charge: ChargeCode, receipts: DocumentType[]): AccessorialTerms => ({
  ...{ charge, model: 'PASS_THROUGH', receipts, authority: 'CONTRACT' },
});
const lumper = { ...byReceipt('LUMPER', ['LUMPER_RECEIPT']), fee: '10.00' } as AccessorialTerms;
const receipt = (type: DocumentType, number: string, amount: string, charge: ChargeCode | null = null) => ({
  ...{ type, stop: 2 },
  data: { number, amount, currency: 'USD', ...(charge ? { charge } : {}) },
});
const withReceipts = (...documents: NonNullable<Given['documents']>): Given => ({ documents });

const lumpers: readonly Scenario[] = [
  raises(
    'A-09',
    'more than the lumper’s receipt and the fee',
    {
      ...under(lumper, ['LUMPER', '200.00', { stop: 2 }]),
      ...withReceipts(receipt('LUMPER_RECEIPT', 'L-1', '150.00')),
    },
    { line: 2, reason: 'ACC_WRONG', amount: '40.00', charge: { expected: '160.00' } },
  ),
  raises(
    'A-09',
    'one receipt sent twice',
    {
      ...under(lumper, ['LUMPER', '310.00', { stop: 2 }]),
      ...withReceipts(receipt('LUMPER_RECEIPT', 'L-1', '150.00'), receipt('LUMPER_RECEIPT', 'l 1', '150.00')),
    },
    { line: 2, reason: 'ACC_WRONG', amount: '150.00', charge: { expected: '160.00' } },
  ),
  passes(
    'A-09',
    'the receipts and the fee',
    {
      ...under(lumper, ['LUMPER', '210.00', { stop: 2 }]),
      ...withReceipts(receipt('LUMPER_RECEIPT', 'L-1', '150.00'), receipt('LUMPER_RECEIPT', 'L-2', '50.00')),
    },
    { line: 2 },
  ),
  cannotAssess('A-09', 'no receipt has come', under(lumper, ['LUMPER', '160.00', { stop: 2 }]), {
    ...{ line: 2, reason: 'ACC_NO_EVIDENCE', charge: { outcome: 'WAIT', pending: '160.00' } },
  }),
  cannotAssess(
    'A-09',
    'a receipt in pesos',
    {
      ...under(lumper, ['LUMPER', '160.00', { stop: 2 }]),
      documents: [{ type: 'LUMPER_RECEIPT', stop: 2, data: { number: 'L-1', amount: '2700.00', currency: 'MXN' } }],
    },
    { line: 2, reason: 'CURRENCY' },
  ),
  raises(
    'A-09',
    'no receipt came in time',
    { ...under(lumper, ['LUMPER', '160.00', { stop: 2 }]), daysLater: 12 },
    { line: 2, reason: 'ACC_NO_EVIDENCE', amount: '160.00', charge: { expected: '0.00', disputed: '160.00' } },
  ),
];

/** A charge passed on by receipt: more than it, as much, and none. */
function passedOn(check: string, charge: ChargeCode, words: string): Scenario[] {
  const terms = byReceipt(charge, ['RECEIPT']);
  const paid = withReceipts(receipt('RECEIPT', 'R-7', '64.50', charge));
  return [
    raises(
      check,
      `${words} rounded up beyond the receipt`,
      { ...under(terms, [charge, '70.00']), ...paid },
      { line: 2, reason: 'ACC_WRONG', amount: '5.50', charge: { expected: '64.50' } },
    ),
    passes(check, `${words} by its receipt`, { ...under(terms, [charge, '64.50']), ...paid }, { line: 2 }),
    cannotAssess(
      check,
      `${words} with a receipt for something else`,
      { ...under(terms, [charge, '64.50']), ...withReceipts(receipt('RECEIPT', 'R-8', '64.50', 'STORAGE')) },
      { line: 2, reason: 'ACC_NO_EVIDENCE' },
    ),
  ];
}

const redelivery: AccessorialTerms = {
  ...{ charge: 'REDELIVERY', model: 'FLAT', amount: '70.00', authority: 'CONTRACT' },
  when: { event: 'DELIVERY_ATTEMPTED', attribution: ['SHIPPER', 'CONSIGNEE'] },
};
const attempted = (attribution: 'CARRIER' | 'CONSIGNEE' | null): Given => ({
  without: ['ARRIVED_AT_STOP 2'],
  events: [
    { type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-03T15:00:00-06:00' },
    {
      ...{ type: 'DELIVERY_ATTEMPTED', stop: 2, occurredAt: '2026-03-03T15:20:00-06:00' },
      ...(attribution ? { reason: { attribution } } : {}),
    },
    { type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-04T08:20:00-06:00' },
  ],
});
const redelivered = (attribution: 'CARRIER' | 'CONSIGNEE' | null): Given => ({
  ...under(redelivery, ['REDELIVERY', '70.00', { stop: 2 }]),
  ...attempted(attribution),
});

const redeliveries: readonly Scenario[] = [
  raises('A-16', 'the carrier itself had missed the first delivery', redelivered('CARRIER'), {
    ...{ line: 2, reason: 'ACC_CONDITION', amount: '70.00', charge: { expected: '0.00' } },
  }),
  raises('A-16', 'nobody told of a first attempt', under(redelivery, ['REDELIVERY', '70.00', { stop: 2 }]), {
    ...{ line: 2, reason: 'ACC_CONDITION', amount: '70.00' },
  }),
  passes('A-16', 'the consignee was closed', redelivered('CONSIGNEE'), { line: 2 }),
  cannotAssess('A-16', 'nobody says why the first attempt failed', redelivered(null), {
    ...{ line: 2, reason: 'FACT_MISSING' },
  }),
];

const reweigh: AccessorialTerms = {
  ...{ charge: 'REWEIGH', model: 'FLAT', amount: '25.00', authority: 'CONTRACT', when: { weightChangedBy: '0.02' } },
};
// Ordered 1,850 lb: two percent are 37 lb.
const weighed = (certified: string | null): Given => ({
  ...under(reweigh, ['REWEIGH', '25.00']),
  events: [{ type: 'REWEIGHED', occurredAt: '2026-03-03T02:00:00-05:00' }],
  documents: certified ? [{ type: 'WEIGHT_CERTIFICATE', data: { weight: { value: certified, unit: 'LB' } } }] : [],
});

const reclass: AccessorialTerms = {
  ...{ charge: 'RECLASS', model: 'FLAT', amount: '30.00', authority: 'CONTRACT', when: { event: 'RECLASSIFIED' } },
  requires: [{ document: 'INSPECTION_REPORT' }],
};
const inspected = (told: boolean, written: boolean): Given => ({
  ...under(reclass, ['RECLASS', '30.00']),
  events: told ? [{ type: 'RECLASSIFIED', occurredAt: '2026-03-03T02:00:00-05:00' }] : [],
  documents: written ? [{ type: 'INSPECTION_REPORT', data: { freightClass: '85' } }] : [],
});

const corrections: readonly Scenario[] = [
  raises('A-18', 'a reweigh that found the ordered weight', weighed('1880'), {
    ...{ line: 2, reason: 'ACC_CONDITION', amount: '25.00', charge: { expected: '0.00' } },
  }),
  passes('A-18', 'a reweigh that found 2,100 lb', weighed('2100'), { line: 2 }),
  cannotAssess('A-18', 'a reweigh without its certificate', weighed(null), { line: 2, reason: 'ACC_NO_EVIDENCE' }),
  raises('A-19', 'a reclass that nobody reported', inspected(false, false), {
    ...{ line: 2, reason: 'ACC_CONDITION', amount: '30.00', charge: { expected: '0.00' } },
  }),
  passes('A-19', 'a reclass with its inspection report', inspected(true, true), { line: 2 }),
  cannotAssess('A-19', 'a reclass without a report', inspected(true, false), { line: 2, reason: 'ACC_NO_EVIDENCE' }),
];

const tonu: AccessorialTerms = {
  ...{ charge: 'TONU', model: 'FLAT', amount: '250.00', authority: 'CONTRACT', when: { event: 'CANCELLED' } },
};
const cancelled = (amount: string, dispatched: boolean): Given => ({
  ...unproven(tonu, {}),
  charges: [['TONU', amount]],
  without: ['ARRIVED_AT_STOP', 'DEPARTED_STOP', 'DELIVERED', 'POD'],
  events: [
    ...(dispatched ? [{ type: 'DISPATCHED' as const, occurredAt: '2026-03-02T05:00:00-05:00' }] : []),
    { type: 'CANCELLED', occurredAt: '2026-03-02T07:00:00-05:00' },
  ],
});

const unused: readonly Scenario[] = [
  raises('A-06', 'more for a truck not used than agreed', cancelled('300.00', true), {
    ...{ line: 1, reason: 'ACC_WRONG', amount: '50.00', charge: { expected: '250.00' } },
  }),
  raises('A-06', 'a truck not used on a load that was delivered', under(tonu, ['TONU', '250.00']), {
    ...{ line: 2, reason: 'ACC_CONDITION', amount: '250.00', charge: { expected: '0.00' } },
  }),
  passes('A-06', 'cancelled when the truck was under way', cancelled('250.00', true), { line: 1 }),
  cannotAssess('A-06', 'nobody told that a truck was sent', cancelled('250.00', false), {
    ...{ line: 1, reason: 'ACC_NO_EVIDENCE' },
  }),
];

const diverted: AccessorialTerms = {
  ...{ charge: 'RECONSIGNMENT', model: 'PER_DISTANCE', rate: '0.25', unit: 'MI', authority: 'APPROVED' },
  requires: [{ document: 'CORRESPONDENCE' }],
};
const divertedFor = (amount: string, asked: boolean): Given => ({
  ...under(diverted, ['RECONSIGNMENT', amount]),
  shipment: { authorisations: [{ charge: 'RECONSIGNMENT', by: 'traffic desk' }] },
  documents: asked ? [{ type: 'CORRESPONDENCE', data: {} }] : [],
});
const helped: AccessorialTerms = {
  ...{ charge: 'DRIVER_ASSIST', model: 'FLAT', amount: '75.00', authority: 'APPROVED' },
  requires: [{ document: 'BOL' }],
};
const helpedFor = (amount: string, marked: boolean): Given => ({
  ...under(helped, ['DRIVER_ASSIST', amount, { stop: 2 }]),
  shipment: { authorisations: [{ charge: 'DRIVER_ASSIST', stop: 2, by: 'dock lead' }] },
  documents: marked ? [{ type: 'BOL', data: {} }] : [],
});

const asked: readonly Scenario[] = [
  // 412 × 0.25 = 103.00; over 460 miles it would be 115.00
  raises('A-17', 'a diversion over more miles than ordered', divertedFor('115.00', true), {
    ...{ line: 2, reason: 'ACC_WRONG', amount: '12.00', charge: { expected: '103.00' } },
  }),
  passes('A-17', 'a diversion that was asked for in writing', divertedFor('103.00', true), { line: 2 }),
  cannotAssess('A-17', 'a diversion that nobody has in writing', divertedFor('103.00', false), {
    ...{ line: 2, reason: 'ACC_NO_EVIDENCE' },
  }),
  raises('A-10', 'the driver’s help dearer than agreed', helpedFor('100.00', true), {
    ...{ line: 2, reason: 'ACC_WRONG', amount: '25.00', charge: { expected: '75.00' } },
  }),
  passes('A-10', 'the driver’s help, marked on the bill of lading', helpedFor('75.00', true), { line: 2 }),
  cannotAssess('A-10', 'help that no bill of lading shows', helpedFor('75.00', false), {
    ...{ line: 2, reason: 'ACC_NO_EVIDENCE' },
  }),
];

/** What hangs on receipts, papers and events. */
export const ofEvidence: readonly Scenario[] = [
  ...[...lumpers, ...passedOn('A-28', 'CUSTOMS', 'a customs exam'), ...passedOn('A-29', 'TOLL', 'a toll')],
  ...[...redeliveries, ...corrections, ...unused, ...asked],
];
