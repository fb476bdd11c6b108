import { describe, expect, test } from '@jest/globals';
import { aBill, aContext, billed, owed, ratedUnder } from '../../../test/builders/judged-bill.ts';
import type { Tolerance, ToleranceLimit } from '../../freight/contract.ts';
import { decimal } from '../../freight/money.ts';
import type { AlignedLine } from '../judged.ts';
import type { DossierBill } from '../dossier.ts';
import { isWithin } from './tolerance.ts';
import { verdictsOf } from './verdicts.ts';

function tolerated(tolerances: Tolerance[], lines: AlignedLine[], bill: Partial<DossierBill> = {}): boolean[] {
  const context = aContext({ rated: ratedUnder({ tolerances }) });
  return verdictsOf(context, { ...aBill(), ...bill }, lines).map(({ checks }) =>
    checks.some((check) => check.withinTolerance),
  );
}

/** Which checks vary on each line. */
function varying(tolerances: Tolerance[], lines: AlignedLine[]): string[] {
  const context = aContext({ rated: ratedUnder({ tolerances }) });
  return verdictsOf(context, aBill(), lines).map(({ checks }) =>
    checks
      .filter(({ verdict }) => verdict === 'VARIANCE')
      .map(({ id, code }) => `${id} ${code ?? ''}`)
      .join(', '),
  );
}

const fuel = (amount: string) => billed(amount, owed('FUEL', '100.00', { check: 'F-03' }), { line: 2 });
const lumper = (amount: string) => billed(amount, owed('LUMPER', '100.00', { check: 'A-09' }), { line: 3 });
const any = (over: ToleranceLimit): Tolerance => ({ scope: { charge: 'ANY' }, over });

describe('a tolerance', () => {
  test.each([
    ['5.00 and 2 % (ALL): 1.00 over 100.00', { amount: '5.00', percent: '0.02', combine: 'ALL' }, '1.00', true],
    ['5.00 and 2 % (ALL): 4.00 over 100.00', { amount: '5.00', percent: '0.02', combine: 'ALL' }, '4.00', false],
    ['5.00 or 2 % (ANY): 4.00 over 100.00', { amount: '5.00', percent: '0.02', combine: 'ANY' }, '4.00', true],
    ['5.00 alone, no combine: 5.00 over', { amount: '5.00' }, '5.00', true],
    ['an absent number is no limit under ALL', { percent: '0.10', combine: 'ALL' }, '10.00', true],
    ['an absent number never allows under ANY', { percent: '0.10', combine: 'ANY' }, '10.01', false],
    ['no number tolerates nothing', {}, '0.02', false],
  ] as const)('%s', (_, limit, difference, within) => {
    expect(isWithin(limit, decimal(difference), decimal('100.00'))).toBe(within);
  });

  test('is the narrowest: the charge before its family before any charge', () => {
    const scopes: Tolerance[] = [
      any({ amount: '50.00' }),
      { scope: { family: 'ACCESSORIAL' }, over: { amount: '10.00' } },
      { scope: { charge: 'LUMPER' }, over: { amount: '1.00' } },
    ];
    expect(tolerated(scopes, [lumper('105.00'), fuel('140.00')])).toEqual([false, true]);
    expect(tolerated(scopes.slice(0, 2), [lumper('105.00')])).toEqual([true]);
  });
  test('never pays what was not authorised, nor a duplicate', () => {
    const unauthorised = billed('3.00', owed('LIFTGATE_DELIVERY', '0.00', { reason: 'ACC_NOT_AUTH', certain: true }));
    const duplicate = { ...fuel('3.00'), duplicateOf: 'INV-1 line 1' };
    expect(tolerated([any({ amount: '5.00' })], [unauthorised, duplicate])).toEqual([false, false]);
  });
  test('does not net what is over with what is under', () => {
    expect(tolerated([any({ amount: '5.00' })], [fuel('110.00'), lumper('90.00')])).toEqual([false, false]);
  });
  test('of the bill hides a failed line only where the contract says so', () => {
    const ofBill: Tolerance = { scope: { bill: true }, over: { amount: '12.00' } };
    expect(tolerated([ofBill], [fuel('110.00')])).toEqual([false]);
    expect(tolerated([{ ...ofBill, hides: true }], [fuel('110.00')])).toEqual([true]);
    expect(tolerated([{ ...ofBill, hides: true }], [fuel('110.00'), lumper('103.00')])).toEqual([false, false]);
  });
  test('takes its percent of what is owed for the charge, not of one line of it', () => {
    const linehaul = owed('LINEHAUL', '380.00', { check: 'R-06' });
    const discount = billed('-620.00', linehaul, { line: 2, charge: 'DISCOUNT', expected: decimal('-620.00') });
    const gross = (amount: string) => billed(amount, linehaul, { expected: decimal('1000.00') });
    expect(tolerated([any({ percent: '0.02' })], [gross('1007.60'), discount])).toEqual([true, false]);
    expect(tolerated([any({ percent: '0.02' })], [gross('1007.61'), discount])).toEqual([false, false]);
  });
  test('of what is below is its own number, told and never netted', () => {
    const both: Tolerance = { scope: { charge: 'ANY' }, over: { amount: '5.00' }, under: { amount: '2.00' } };
    expect(tolerated([both], [fuel('98.00'), lumper('97.99')])).toEqual([true, false]);
    expect(tolerated([any({ amount: '5.00' })], [fuel('99.00')])).toEqual([false]);
  });
  test.each(['RESIDENTIAL', 'ACCESSORIAL'])('of a family is of that family alone: %s', (family) => {
    const ofFamily: Tolerance = { scope: { family }, over: { amount: '5.00' } };
    expect(tolerated([ofFamily], [lumper('104.00'), fuel('104.00')])).toEqual([family === 'ACCESSORIAL', false]);
  });
});

describe('a tolerance of the whole bill (T-09)', () => {
  const line = any({ amount: '5.00' });
  const whole = (amount: string, more: Partial<Tolerance> = {}): Tolerance => ({
    scope: { bill: true },
    over: { amount },
    ...more,
  });
  // 4.00 and 5.00 over, each within 5.00: 9.00 in all.
  const twoOver = [fuel('104.00'), lumper('105.00')];

  test('lets lines be that are near enough by themselves and together', () => {
    expect(tolerated([line, whole('9.00')], twoOver)).toEqual([true, true]);
    expect(varying([line, whole('9.00')], twoOver)).toEqual(['F-03 FUEL_WRONG', 'A-09 ACC_WRONG']);
  });
  test('takes all of it back where the lines together are beyond it', () => {
    expect(tolerated([line, whole('8.99')], twoOver)).toEqual([false, false]);
    expect(varying([line, whole('8.99')], twoOver)).toEqual([
      'F-03 FUEL_WRONG, T-09 FUEL_WRONG',
      'A-09 ACC_WRONG, T-09 ACC_WRONG',
    ]);
  });
  test('does not count a line that failed by itself: that one is not paid', () => {
    expect(tolerated([line, whole('4.00')], [fuel('104.00'), lumper('150.00')])).toEqual([true, false]);
  });
  test('takes its percent of what is owed on the whole bill', () => {
    // 9.00 over, 200.00 owed: 4.5 %.
    const percent = (value: string): Tolerance => ({ scope: { bill: true }, over: { percent: value } });
    expect(tolerated([line, percent('0.045')], twoOver)).toEqual([true, true]);
    expect(tolerated([line, percent('0.0449')], twoOver)).toEqual([false, false]);
  });
  test('that hides does not hide what is not owed at all', () => {
    const unauthorised = billed('3.00', owed('LIFTGATE_DELIVERY', '0.00', { reason: 'ACC_NOT_AUTH', certain: true }));
    expect(tolerated([whole('50.00', { hides: true })], [fuel('110.00'), unauthorised])).toEqual([true, false]);
  });
  test('comes before that of the invoice', () => {
    const invoice: Tolerance = { scope: { invoice: true }, over: { amount: '1.00' } };
    expect(tolerated([line, invoice], twoOver)).toEqual([false, false]);
    expect(tolerated([line, invoice, whole('9.00')], twoOver)).toEqual([true, true]);
  });
  test('of an invoice is shared among its bills by what is billed', () => {
    // 209.00 of 836.00 billed is a quarter: of 36.00 this bill may be 9.00 over, of 35.99 only 8.9975.
    const bill = aBill({ total: '836.00' }, { charges: [{ line: 1, charge: 'FUEL', amount: '209.00' }] });
    const ofInvoice = (amount: string) =>
      tolerated([line, { scope: { invoice: true }, over: { amount } }], twoOver, { ...bill, billsInDocument: 4 });
    expect(ofInvoice('36.00')).toEqual([true, true]);
    expect(ofInvoice('35.99')).toEqual([false, false]);
  });
});

describe('a tolerance with a budget', () => {
  const budgeted: Tolerance = { ...any({ amount: '5.00' }), budget: { amount: '6.00', period: 'MONTH' } };
  const four = [fuel('104.00'), lumper('104.00')];
  const left = (amount: string, contractId: string | null = 'ABCD-LTL') => ({
    budgetLeft: [{ contractId, version: contractId === null ? null : 3, left: amount }],
  });

  test('forgives no more than is left of it, lowest line first', () => {
    expect(tolerated([budgeted], four, left('6.00'))).toEqual([true, false]);
    expect(tolerated([budgeted], four, left('8.00'))).toEqual([true, true]);
    expect(tolerated([budgeted], four, left('0.00'))).toEqual([false, false]);
  });
  test('has all of it while nothing has been drawn on it, and draws on no other contract’s', () => {
    expect(tolerated([budgeted], four)).toEqual([true, false]);
    expect(tolerated([budgeted], four, left('0.00', null))).toEqual([true, false]);
  });
  test('is the lowest of several', () => {
    const narrow: Tolerance = { scope: { charge: 'FUEL' }, over: { amount: '5.00' } };
    expect(tolerated([budgeted, { ...narrow, budget: { amount: '3.99', period: 'MONTH' } }], four)).toEqual([
      false,
      false,
    ]);
  });
});
