import { describe, expect, test } from '@jest/globals';
import { aBill, billed, owed } from '../../../test/builders/judged-bill.ts';
import type { BilledLine } from '../../freight/bill.ts';
import type { Working } from '../working.ts';
import { extensionCheck } from './extension.ts';
import { passes, varies } from './verdict.ts';
import { decimal } from '../../freight/money.ts';

const leaf = (value: string): Working => ({ value, unit: '', op: 'LEAF', label: '', inputs: [] });

/** 412 miles at 2.1537, at least 950.00: what is owed for a line that bills `amount`. */
const working: Working = { ...leaf('950.00'), op: 'MAXIMUM', inputs: [leaf('412'), leaf('2.1537'), leaf('950')] };

function verdict(told: Partial<BilledLine>, amount = '950.00', passed = true) {
  const bill = aBill({}, { charges: [{ line: 1, charge: 'LINEHAUL', amount, ...told }] });
  const line = billed(amount, owed('LINEHAUL', '950.00', { working }));
  const check = passed ? passes('R-01') : varies('R-01', 'LINEHAUL_WRONG', decimal('1'));
  const found = extensionCheck(bill, line, [line], check);
  return found && [found.verdict, found.code].filter(Boolean).join(' ');
}

const miles = (value: string, rate: string) => ({ quantity: { value, unit: 'MI' }, rate, rateBasis: 'PER_MILE' });
const pounds = (value: string, rate: string, rateBasis: string) => ({
  quantity: { value, unit: 'LB' },
  rate,
  rateBasis,
});

describe('quantity times rate', () => {
  test.each([
    ['2,000 lb at 36.40 a hundredweight', '728.00', pounds('2000', '36.40', 'PER_CWT')],
    ['a cent of rounding', '779.78', pounds('1850', '42.15', 'PER_CWT')],
    ['a reduction', '-728.00', pounds('2000', '36.40', 'PER_HUNDRED')],
    [
      'hours in another word',
      '150.00',
      { ...pounds('2.5', '60.00', 'PER_HOUR'), quantity: { value: '2.5', unit: 'HRS' } },
    ],
  ])('agrees: %s', (_, amount, told) => {
    expect(verdict(told, amount, false)).toBe('PASS');
  });

  test.each([
    ['hundredweight of kilograms', { value: '2000', unit: 'KG' }, 'PER_CWT'],
    ['a flat price', { value: '3', unit: 'PIECE' }, 'FLAT'],
    ['pounds at a price by the shipment', { value: '1850', unit: 'LB' }, 'PER_SHIPMENT'],
  ])('is not asked of %s', (_, quantity, rateBasis) => {
    expect(verdict({ quantity, rate: '2.00', rateBasis })).toBeNull();
  });

  test('that is another amount holds the line', () => {
    expect(verdict(miles('400', '2.00'), '950.00')).toBe('CANNOT_ASSESS EXTENSION');
    expect(verdict(miles('412', '2.15'), '900.00', false)).toBe('CANNOT_ASSESS EXTENSION');
  });

  test('is no matter where the contract’s minimum stands between them and the amount owed was billed', () => {
    expect(verdict(miles('412', '2.1537'))).toBe('PASS EXTENSION');
    expect(verdict(miles('412', '2.15'))).toBe('PASS EXTENSION');
    expect(verdict(miles('412', '2.16'))).toBe('CANNOT_ASSESS EXTENSION');
  });

  test('is no matter where the rate is printed shorter than it is and the amount owed was billed', () => {
    // 300.00 ÷ 18.5 = 16.2162…, printed 16.22: 300.07; 16.23 would be 300.26, more than half a cent a hundredweight.
    expect(verdict(pounds('1850', '16.22', 'PER_CWT'), '300.00')).toBe('PASS EXTENSION');
    expect(verdict(pounds('1850', '16.23', 'PER_CWT'), '300.00')).toBe('CANNOT_ASSESS EXTENSION');
    expect(verdict(pounds('1850', '16.22', 'PER_CWT'), '300.00', false)).toBe('CANNOT_ASSESS EXTENSION');
  });

  test('holds all lines of the linehaul family together, and no other line', () => {
    const charges: BilledLine[] = [
      { line: 1, charge: 'LINEHAUL', amount: '700.00', ...miles('400', '2.00') },
      { line: 2, charge: 'DISCOUNT', amount: '-100.00' },
      { line: 3, charge: 'LIFTGATE_DELIVERY', amount: '85.00' },
    ];
    const against = owed('LINEHAUL', '700.00');
    const lines = [
      billed('700.00', against, { line: 1 }),
      billed('-100.00', against, { line: 2, charge: 'DISCOUNT' }),
      billed('85.00', owed('LIFTGATE_DELIVERY', '85.00'), { line: 3 }),
    ];
    const found = lines.map((line) => extensionCheck(aBill({}, { charges }), line, lines, passes('R-01')));
    expect(found.map((one) => one?.verdict ?? null)).toEqual(['CANNOT_ASSESS', 'CANNOT_ASSESS', null]);
  });
});
