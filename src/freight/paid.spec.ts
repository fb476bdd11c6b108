import { describe, expect, it } from '@jest/globals';
import { paidOf, type PaidState, type PaymentTold } from './paid.ts';

let payments = 0;
const payment = (amount: string, changes: Partial<PaymentTold> = {}): PaymentTold => ({
  source: 'erp',
  paymentId: `P-${++payments}`,
  date: '2026-04-05',
  amount,
  currency: 'USD',
  instrument: 'ACH',
  retracts: null,
  ...changes,
});

describe('355.48 due', () => {
  it.each<[string, PaymentTold[], PaidState, [paid: string, open: string]]>([
    ['was not paid', [], 'NOT_PAID', ['0.00', '355.48']],
    ['was paid', [payment('355.48')], 'PAID', ['355.48', '0.00']],
    ['was paid in two parts', [payment('300.00'), payment('55.48')], 'PAID', ['355.48', '0.00']],
    ['was paid short', [payment('300.00')], 'SHORT', ['300.00', '55.48']],
    ['was paid over', [payment('400.00')], 'OVER', ['400.00', '-44.52']],
    ['was paid twice', [payment('355.48'), payment('355.48')], 'TWICE', ['710.96', '-355.48']],
    ['was paid in another currency', [payment('355.48', { currency: 'CAD' })], 'OTHER_CURRENCY', ['0.00', '355.48']],
    ['was paid in no currency, so in its own', [payment('355.48', { currency: null })], 'PAID', ['355.48', '0.00']],
  ])('%s', (_, told, state, [paid, open]) => {
    expect(paidOf('355.48', 'USD', told)).toEqual({ state, paid, open });
  });

  it('was not paid where the payment was taken back, whichever came first', () => {
    const first = payment('355.48');
    const back = payment('355.48', { retracts: first.paymentId });
    for (const told of [
      [first, back],
      [back, first],
    ])
      expect(paidOf('355.48', 'USD', told)).toMatchObject({ state: 'NOT_PAID', paid: '0.00' });
    const stranger = payment('355.48', { retracts: first.paymentId, source: 'bank' });
    expect(paidOf('355.48', 'USD', [first, stranger])).toMatchObject({ state: 'PAID' });
  });

  it('of a credit is taken below zero', () => {
    expect(paidOf('-40.00', 'USD', [payment('-30.00')])).toEqual({ state: 'SHORT', paid: '-30.00', open: '-10.00' });
    expect(paidOf('-40.00', 'USD', [payment('-50.00')])).toMatchObject({ state: 'OVER' });
    expect(paidOf('0.00', 'USD', [])).toMatchObject({ state: 'NOTHING_DUE' });
    expect(paidOf('0.00', 'USD', [payment('5.00')])).toMatchObject({ state: 'OVER' });
  });
});
