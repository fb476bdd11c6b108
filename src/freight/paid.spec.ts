import { describe, expect, it } from '@jest/globals';
import { discountState, discountTaken, paidOf, type PaidState, type PaymentTold } from './paid.ts';

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

  it('less 2 % within ten days is paid with the discount taken, a day later or a cent less it is not', () => {
    // 2 % of 355.48 is 7.11: 348.37 by the 16th.
    const discount = { date: '2026-03-16', amount: '7.11' };
    const taken = (amount: string, date: string) => discountTaken('355.48', discount, [payment(amount, { date })]);
    expect(taken('348.37', '2026-03-16')).toBe('7.11');
    expect(taken('348.37', '2026-03-17')).toBe('0');
    expect(taken('348.36', '2026-03-16')).toBe('0');
    expect(taken('355.48', '2026-03-16')).toBe('0');
    expect(discountTaken('355.48', null, [])).toBe('0');
    const state = (amount: string, date: string, today: string) =>
      discountState('355.48', discount, amount === '' ? [] : [payment(amount, { date })], today);
    expect(state('348.37', '2026-03-16', '2026-03-20')).toBe('TAKEN');
    expect(state('', '', '2026-03-16')).toBe('OPEN');
    expect(state('', '', '2026-03-17')).toBe('LOST');
    expect(state('355.48', '2026-03-10', '2026-03-10')).toBe('LOST');
    expect(discountState('355.48', null, [], '2026-03-17')).toBeNull();
  });

  it('of a credit is taken below zero', () => {
    expect(paidOf('-40.00', 'USD', [payment('-30.00')])).toEqual({ state: 'SHORT', paid: '-30.00', open: '-10.00' });
    expect(paidOf('-40.00', 'USD', [payment('-50.00')])).toMatchObject({ state: 'OVER' });
    expect(paidOf('0.00', 'USD', [])).toMatchObject({ state: 'NOTHING_DUE' });
    expect(paidOf('0.00', 'USD', [payment('5.00')])).toMatchObject({ state: 'OVER' });
  });
});
