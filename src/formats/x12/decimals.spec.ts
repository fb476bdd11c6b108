import { describe, expect, it } from '@jest/globals';
import {
  billOf,
  billWith,
  cleanBill,
  invoiceOf,
  readBill,
  warningsOf,
} from '../../../test/builders/freight-bill-210.ts';

describe('amounts of type N2', () => {
  it('have two implied decimals, and may be negative', () => {
    expect(billOf(readBill(cleanBill))?.charges.map((line) => line.amount)).toEqual([
      '728.00',
      '-451.36',
      '78.84',
      '85.00',
    ]);
  });

  const pointed = cleanBill.map((line) =>
    /^(L1|L3|B3)/.test(line) ? line.replace(/\*(-?)(\d+)(\d\d)(\*{4}|\*{7}|\*\*2)/, '*$1$2.$3$4') : line,
  );

  it('with a literal point are accepted as written, with a warning', () => {
    const result = readBill(pointed);
    expect(invoiceOf(result).total).toBe('440.48');
    expect(billOf(result)?.charges.map((line) => line.amount)).toEqual(['728.00', '-451.36', '78.84', '85.00']);
    expect(warningsOf(result)).toContain('LITERAL_POINT');
  });

  it('with and without a point in one message contradict each other', () => {
    expect(billWith({ 'L1*3': 'L1*3***78.84****405' })).toMatchObject({
      understood: false,
      code: 'MIXED_DECIMALS',
      position: { tag: 'L1', element: 4 },
    });
  });

  it('zero is zero with and without a point', () => {
    const lines = pointed.map((line) => (line.startsWith('L1*4') ? 'L1*4***0****LFT' : line));
    expect(billOf(readBill(lines))?.charges[3]?.amount).toBe('0.00');
  });

  it('of a partner who writes whole units are read as written', () => {
    const result = billWith(
      { B3: 'B3**I2*S*PP*L*20260306*440****FFRT', L3: 'L3*1850*G***440*******L', 'L1*1': 'L1*1***440.00****400' },
      { n2: 'LITERAL' },
    );
    expect(invoiceOf(result).total).toBe('440.00');
    expect(warningsOf(result)).not.toContain('LITERAL_POINT');
  });

  it.each([
    ['a word', 'L1*4***N/A****LFT'],
    ['blank', 'L1*4*******LFT'],
    ['a currency sign', 'L1*4***$85****LFT'],
    ['an exponent', 'L1*4***85E2****LFT'],
    ['too long', 'L1*4***123456789012345678901****LFT'],
  ])('%s quarantine the message and are never zero', (_, line) => {
    const result = billWith({ 'L1*4': line });
    expect(result).toMatchObject({
      understood: false,
      code: 'AMOUNT_UNREADABLE',
      position: { tag: 'L1', segment: 21, element: 4 },
    });
  });

  it('blank in B3-07 quarantines the message', () => {
    expect(billWith({ B3: 'B3**I2*S*PP*L*20260306*****FFRT' })).toMatchObject({
      understood: false,
      code: 'AMOUNT_UNREADABLE',
      position: { element: 7 },
    });
  });

  it('finer than the currency are not understood; whole yen are', () => {
    expect(billWith({ C3: 'C3*JPY' })).toMatchObject({ understood: false, code: 'TOO_MANY_DECIMALS' });
    const yen = readBill(['B3**I2*S*PP**20260306*1250000****FFRT', 'C3*JPY', 'LX*1', 'L1*1***1250000****400']);
    expect(invoiceOf(yen).total).toBe('12500');
  });

  it('two totals that differ contradict each other', () => {
    expect(billWith({ L3: 'L3*1850*G***44049*******L' })).toMatchObject({
      understood: false,
      code: 'AMOUNTS_DISAGREE',
      position: { tag: 'L3', element: 5 },
    });
  });

  it('of lines that do not sum to the total are kept, with a warning', () => {
    expect(warningsOf(billWith({ 'L1*4': 'L1*4***9000****LFT' }))).toContain('LINES_DO_NOT_FOOT');
  });

  it('an L3 charge in the wrong element is a warning', () => {
    expect(warningsOf(billWith({ L3: 'L3****44048' }))).toContain('L3_SHIFTED');
  });
});
