import { describe, expect, test } from '@jest/globals';
import { aBill, aContext, billed, owed, ratedUnder } from '../../../test/builders/judged-bill.ts';
import type { Tolerance, ToleranceLimit } from '../../freight/contract.ts';
import { decimal } from '../../freight/money.ts';
import type { AlignedLine } from '../judged.ts';
import { isWithin } from './tolerance.ts';
import { verdictsOf } from './verdicts.ts';

function tolerated(tolerances: Tolerance[], lines: AlignedLine[], budgetLeft: string | null = null): boolean[] {
  const context = aContext({ rated: ratedUnder({ tolerances }) });
  return verdictsOf(context, { ...aBill(), budgetLeft }, lines).map(({ checks }) =>
    checks.some((check) => check.withinTolerance),
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
  test('ends with its budget', () => {
    expect(tolerated([any({ amount: '5.00' })], [fuel('104.00'), lumper('104.00')], '6.00')).toEqual([true, false]);
  });
});
