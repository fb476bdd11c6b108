import { describe, expect, test } from '@jest/globals';
import { aBill, aContext, billed, owed, ratedUnder } from '../../../test/builders/judged-bill.ts';
import type { TaxTerms } from '../../freight/contract.ts';
import type { TermsInForce } from '../expected.ts';
import type { AlignedLine } from '../judged.ts';
import { verdictsOf } from './verdicts.ts';

const linehaul = (amount = '100.00') => billed(amount, owed('LINEHAUL', '100.00', { check: 'R-03' }));
const liftgate = (expected: string | null = '85.00') =>
  billed('85.00', owed('LIFTGATE_DELIVERY', expected, { stop: 2, check: 'A-11' }), { line: 2 });
const tax = (amount: string, rate: string | null = null, line = 9): AlignedLine =>
  billed(amount, null, { line, charge: 'TAX', tax: { rate, base: null } });
const vat: TaxTerms = { rate: '0.19', charges: 'ALL' };

/** Check, verdict, reason and amount of the tax lines of a bill, and what is owed of them. */
function judged(lines: AlignedLine[], taxes: TaxTerms[] | null, more: Partial<TermsInForce> = {}): string[] {
  const context = aContext({ rated: ratedUnder({ taxes, ...more }) });
  return verdictsOf(context, aBill(), lines)
    .filter(({ line }) => line.charge === 'TAX')
    .map(({ line, checks: [check] }) =>
      [check?.id, check?.verdict, check?.code, check?.amount.toFixed(2), line.expected?.toFixed(2) ?? 'unknown']
        .map((each) => each ?? '-')
        .join(' '),
    );
}

describe('whether there is tax at all (T-01)', () => {
  test('is for a person to say where the contract says nothing of tax', () => {
    expect(judged([linehaul(), tax('19.00')], null)).toEqual(['T-01 CANNOT_ASSESS TAX_WRONG 19.00 unknown']);
  });
  test('is no question of a tax of 0.00', () => {
    expect(judged([linehaul(), tax('0.00')], null)).toEqual(['T-02 PASS - 0.00 0.00']);
  });
  test('is answered where the contract has no tax', () => {
    expect(judged([linehaul(), tax('19.00')], [])).toEqual(['T-01 VARIANCE TAX_WRONG 19.00 0.00']);
  });
  test('is answered of a second tax that the contract does not know', () => {
    const lines = [linehaul(), tax('19.00', '0.19'), tax('3.00', '0.03', 10)];
    expect(judged(lines, [vat])).toEqual(['T-02 PASS - 0.00 19.00', 'T-01 VARIANCE TAX_WRONG 3.00 0.00']);
  });
});

describe('the tax on what is billed (T-02)', () => {
  test.each([
    ['19.00', 'T-02 PASS - 0.00 19.00'],
    ['19.01', 'T-02 PASS ROUNDING 0.01 19.01'],
    ['19.02', 'T-02 VARIANCE TAX_WRONG 0.02 19.00'],
    ['21.00', 'T-02 VARIANCE TAX_WRONG 2.00 19.00'],
    ['18.00', 'T-14 VARIANCE UNDER_BILLED 1.00 19.00'],
  ])('of 100.00 at 19 %%: %s', (amount, answer) => {
    expect(judged([linehaul(), tax(amount)], [vat])).toEqual([answer]);
  });

  test('is on the charges that the contract names', () => {
    const terms: TaxTerms[] = [{ rate: '0.19', charges: ['LINEHAUL', 'FUEL'] }];
    expect(judged([linehaul(), liftgate(), tax('19.00')], terms)).toEqual(['T-02 PASS - 0.00 19.00']);
  });

  test('is rounded for each rate', () => {
    // 100.00 × 0.07775 = 7.775 and 85.00 × 0.0625 = 5.3125: 7.78 + 5.31, not 13.0875
    const terms: TaxTerms[] = [
      { rate: '0.07775', charges: ['LINEHAUL'] },
      { rate: '0.0625', charges: ['LIFTGATE_DELIVERY'] },
    ];
    expect(judged([linehaul(), liftgate(), tax('13.09')], terms)).toEqual(['T-02 PASS - 0.00 13.09']);
    expect(judged([linehaul(), liftgate(), tax('7.78', '0.07775'), tax('5.31', '0.0625', 10)], terms)).toEqual([
      'T-02 PASS - 0.00 7.78',
      'T-02 PASS - 0.00 5.31',
    ]);
  });

  test('of several lines has its difference on the largest', () => {
    expect(judged([linehaul(), tax('15.00'), tax('6.00', null, 10)], [vat])).toEqual([
      'T-02 VARIANCE TAX_WRONG 2.00 13.00',
      'T-02 PASS - 0.00 6.00',
    ]);
  });
});

describe('the tax on what is owed (T-04)', () => {
  const lines = [linehaul(), liftgate('0.00'), tax('35.15')]; // 19 % of 185.00
  test('is less where a charge is not owed', () => {
    // 19 % of 100.00
    expect(judged(lines, [vat])).toEqual(['T-04 VARIANCE TAX_WRONG 16.15 19.00']);
  });
  test('is no less where what is over is tolerated', () => {
    const tolerances = [{ scope: { charge: 'ANY' as const }, over: { amount: '5.00' } }];
    // 19 % of 103.00
    expect(judged([linehaul('103.00'), tax('19.57')], [vat], { tolerances })).toEqual(['T-02 PASS - 0.00 19.57']);
  });
  test('waits for what the charges it is on wait for', () => {
    const waiting = liftgate(null);
    expect(judged([linehaul(), waiting, tax('35.15')], [vat])).toEqual([
      'T-02 CANNOT_ASSESS FACT_MISSING 35.15 unknown',
    ]);
    const onLinehaul: TaxTerms[] = [{ rate: '0.19', charges: ['LINEHAUL'] }];
    expect(judged([linehaul(), waiting, tax('19.00')], onLinehaul)).toEqual(['T-02 PASS - 0.00 19.00']);
  });
});
