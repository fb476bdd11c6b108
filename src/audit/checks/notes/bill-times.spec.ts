import { describe, expect, it } from '@jest/globals';
import {
  aBill,
  aContext,
  billed,
  delivered,
  owed,
  ratedUnder,
  shipment,
} from '../../../../test/builders/judged-bill.ts';
import type { PrintedTerms } from '../../../freight/bill.ts';
import type { Mode } from '../../../freight/codes.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { claimTimeNotes } from './claim-times.ts';
import { lateBillingNotes } from './late-billing.ts';
import { earlyPaymentNotes, paymentTermsNotes } from './payment-terms.ts';

// Delivered on 4 March 2026 at 08:30 in Dallas; invoiced on the 6th, received on the 7th, NET_30 agreed.
const inCountry = (country: string | null, mode: Mode = 'LTL', more: Partial<Evidence> = {}): Evidence => {
  const evidence = delivered(more);
  const stops = shipment.stops.map((stop) => ({ ...stop, location: { ...stop.location, country } }));
  return { ...evidence, shipment: evidence.shipment && { ...evidence.shipment, body: { ...shipment, mode, stops } } };
};

describe('a bill that comes late (L-02)', () => {
  const said = (invoiceDate: string, evidence = inCountry('US'), kind: 'ORIGINAL' | 'CREDIT' = 'ORIGINAL') =>
    lateBillingNotes(aContext({ evidence }), aBill({ invoiceDate, kind })).length;

  it.each([
    ['2026-03-11', 0], // seven days
    ['2026-03-12', 1],
  ])('of %s is told %i times', (invoiceDate, times) => {
    expect(said(invoiceDate)).toBe(times);
  });

  it('is no matter abroad, in the air, of a credit, or while nothing is delivered', () => {
    expect(said('2026-03-30', inCountry('DE'))).toBe(0);
    expect(said('2026-03-30', inCountry('US', 'AIR'))).toBe(0);
    expect(said('2026-03-30', inCountry('US'), 'CREDIT')).toBe(0);
    const need = { fact: 'event DELIVERED', reason: 'NOT_DELIVERED', from: 'CARRIER' } as const;
    expect(said('2026-03-30', inCountry('US', 'LTL', { delivery: { status: 'MISSING', need } }))).toBe(0);
  });
});

describe('the time to claim for goods (L-07, L-11)', () => {
  const hurt = { exceptions: [{ type: 'SHORT', pieces: 1, stop: 2, source: 'dms', id: 'pod' }] };
  const said = (mode: Mode, more: Partial<Evidence> = hurt) =>
    claimTimeNotes(aContext({ evidence: inCountry('US', mode, more) }), aBill()).map(
      ({ check, sentence }) => `${check} ${/\d{4}-\d\d-\d\d/.exec(sentence)?.[0] ?? ''}`,
    );

  it.each<[Mode, string[]]>([
    ['LTL', ['L-07 2026-12-04']], // nine months
    ['TL', ['L-07 2026-12-04']],
    ['ROAD_EU', ['L-11 2026-03-11']], // seven days
    ['AIR', ['L-11 2026-03-18']], // fourteen days
    ['OCEAN_FCL', []],
  ])('%s', (mode, notes) => {
    expect(said(mode)).toEqual(notes);
  });

  it('does not run for goods that came whole, or one too many', () => {
    expect(said('LTL', {})).toEqual([]);
    expect(said('LTL', { exceptions: [{ type: 'OVER', pieces: 1, stop: 2, source: 'dms', id: 'pod' }] })).toEqual([]);
  });
});

describe('terms of payment printed on the invoice', () => {
  const lines = [billed('300.00', owed('LINEHAUL', '300.00')), billed('57.00', null, { line: 2, charge: 'TAX' })];
  const differing = (paymentTerms: PrintedTerms, more = {}) =>
    paymentTermsNotes(aContext({ rated: ratedUnder(more) }), aBill({ paymentTerms })).map(({ sentence }) => sentence);

  it.each<[string, PrintedTerms]>([
    ['NET 30', { terms: 'NET 30' }],
    ['net30', { terms: 'net30' }],
    ['Net 30 days', { terms: 'Net 30 days', dueDate: '2026-04-05' }],
    ['NET_30', { terms: 'NET_30' }],
    ['nothing', {}],
  ])('agree as %s', (_, printed) => {
    expect(differing(printed)).toEqual([]);
  });

  it('differ, and the contract’s hold (T-10)', () => {
    expect(differing({ terms: 'NET 15' })).toEqual([
      'The invoice says NET 15; it is paid by ABCD-LTL v3: NET_30, due on 2026-04-05.',
    ]);
    expect(differing({ dueDate: '2026-03-21' })).toEqual([
      'The invoice says payment by 2026-03-21; it is paid by ABCD-LTL v3: NET_30, due on 2026-04-05.',
    ]);
  });

  it('are due from the baseline of the contract', () => {
    const payment = { ...ratedUnder().terms.payment, baseline: 'DELIVERY_DATE' as const };
    expect(differing({ dueDate: '2026-04-03' }, { payment })).toEqual([]);
  });

  it('are compared with nothing where no contract is known', () => {
    expect(differing({ terms: 'NET 15' }, { contract: null })).toEqual([]);
  });

  it('offer a discount on all but tax (T-11)', () => {
    const bill = aBill({ paymentTerms: { discount: { percent: '0.02', days: 10 } } });
    expect(earlyPaymentNotes(aContext(), bill, lines)).toMatchObject([
      { check: 'T-11', amount: '6.00', sentence: expect.stringContaining('2 % off when it is paid by 2026-03-16') },
    ]);
    expect(earlyPaymentNotes(aContext(), aBill({ paymentTerms: { terms: 'NET 30' } }), lines)).toEqual([]);
  });
});
