import { describe, expect, it } from '@jest/globals';
import { billOf, readBill, warningsOf } from '../../../test/builders/freight-bill-210.ts';

describe('a charge is what its code means, never a guess', () => {
  const lineOf = (...lines: string[]) => {
    const result = readBill(['B3**I2*S*PP*L*20260306*8500****FFRT', 'C3*USD', 'LX*1', ...lines]);
    return { line: billOf(result)?.charges[0], warnings: warningsOf(result) };
  };

  it('a code that leaves open which end it was is left to the partner’s crosswalk', () => {
    for (const code of ['LFT', 'DET', 'ZZZ']) {
      const { line, warnings } = lineOf(`L1*1***8500****${code}`);
      expect(line).toEqual({ line: 1, rawCode: code, amount: '85.00' });
      expect(warnings).toContain('CHARGE_UNMAPPED');
    }
  });

  it('a rate on goods without a code is the linehaul, with a warning', () => {
    const { line, warnings } = lineOf('L0*1***640*N******L', 'L1*1*95*PH*8500');
    expect(line).toMatchObject({
      charge: 'LINEHAUL',
      rate: '95',
      rateBasis: 'PER_HUNDRED',
      quantity: { value: '640', unit: 'LB' },
    });
    expect(warnings).toContain('CHARGE_ASSUMED');
  });

  it('a word where the rate should be is kept as the basis', () => {
    expect(lineOf('L0*1***640*N******L', 'L1*1*MIN*PH*8500').line).toMatchObject({
      charge: 'LINEHAUL',
      rateBasis: 'MIN',
    });
  });

  it('an amount alone is of no charge we know', () => {
    expect(lineOf('L1****8500').line).toEqual({ line: 1, amount: '85.00' });
  });

  it('a described line without a code is left to the crosswalk’s texts', () => {
    expect(lineOf('L0*1***640*N******L', 'L1*1*8500*FR*8500********LUMPER AT DOOR 4').line).toEqual({
      line: 1,
      description: 'LUMPER AT DOOR 4',
      quantity: { value: '640', unit: 'LB' },
      rate: '8500',
      rateBasis: 'FLAT',
      amount: '85.00',
    });
  });

  it('an unknown freight class is left out, with a warning', () => {
    const { line, warnings } = lineOf('L0*1***640*N******L', 'L1*1*95*CW*8500****400', 'L7*1******0X85');
    expect(line?.freightClass).toBeUndefined();
    expect(warnings).toContain('CLASS_UNKNOWN');
  });

  it.each([
    ['77.5', '77.5'],
    ['775', '77.5'],
    ['070', '70'],
  ])('class %s', (told, freightClass) => {
    expect(lineOf('L1*1*95*CW*8500****400', `L7*1******${told}`).line?.freightClass).toBe(freightClass);
  });

  it('a line in another currency says so', () => {
    expect(lineOf('L1*1***8500****405************CAD').line?.currency).toBe('CAD');
  });
});
