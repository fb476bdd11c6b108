import { describe, expect, it } from '@jest/globals';
import { billWith, cleanBill, readBill } from '../../../test/builders/freight-bill-210.ts';

describe('what stands in B3 must be what B3 means', () => {
  it.each([
    ['date and amount swapped', 'B3**I2*S*PP**44048*20260306****FFRT', 'B3_DATE', 6],
    ['elements shifted to the left', 'B3**I2*S*PP*20260306*44048', 'B3_WEIGHT_UNIT', 5],
    ['a date that does not exist', 'B3**I2*S*PP*L*20260231*44048****FFRT', 'B3_DATE', 6],
    ['an amount that is a word', 'B3**I2*S*PP*L*20260306*N/A****FFRT', 'AMOUNT_UNREADABLE', 7],
    ['an unknown correction', 'B3**I2*S*PP*L*20260306*44048*ZZ***FFRT', 'B3_CORRECTION', 8],
    ['the SCAC in place of the date qualifier', 'B3**I2*S*PP*L*20260306*44048**20260304*FFRT', 'B3_DATE_QUALIFIER', 10],
    ['no SCAC', 'B3**I2*S*PP*L*20260306*44048', 'B3_SCAC', 11],
    ['a name in place of the SCAC', 'B3**I2*S*PP*L*20260306*44048****FASTFREIGHT', 'B3_SCAC', 11],
    ['no invoice number', 'B3***S*PP*L*20260306*44048****FFRT', 'B3_INVOICE_NUMBER', 2],
  ])('%s', (_, b3, code, element) => {
    expect(billWith({ B3: b3 })).toMatchObject({
      understood: false,
      code,
      position: { tag: 'B3', segment: 2, element },
    });
  });

  it('all that is wrong is told at once', () => {
    const result = billWith({ B3: 'B3**I2*S*PP*20260306*44048' });
    expect(result.understood ? [] : result.problems.map((problem) => problem.position.element)).toEqual([5, 6, 7, 11]);
  });

  it.each([
    ['missing', ['C3*USD'], 'SEGMENT_MISSING'],
    ['there twice', [...cleanBill.slice(0, 1), ...cleanBill], 'SEGMENT_REPEATED'],
  ])('B3 is %s', (_, lines, code) => {
    expect(readBill(lines)).toMatchObject({ understood: false, code });
  });

  it('a currency must be one', () => {
    expect(billWith({ C3: 'C3*DOLLARS' })).toMatchObject({
      understood: false,
      code: 'CURRENCY_UNKNOWN',
      position: { tag: 'C3', element: 1 },
    });
  });
});
