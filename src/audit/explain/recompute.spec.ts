import { describe, expect, test } from '@jest/globals';
import type { Working } from '../working.ts';
import { recompute } from './recompute.ts';

const clause = (value: string | null, label = 'rate', unit = 'USD'): Working => ({
  ...{ value, unit, op: 'LEAF', label, inputs: [] },
  source: { kind: 'CONTRACT', id: 'ABCD-TL', version: '1', pointer: '/lanes/0/linehaul/rate' },
});
const step = (op: Working['op'], value: string | null, inputs: Working[], more: Partial<Working> = {}): Working => ({
  ...{ value, unit: 'USD', op, label: op.toLowerCase(), inputs },
  ...more,
});

describe('a working, computed anew from its leaves', () => {
  // 412 mi × 2.15 = 885.80, below the minimum of 950.
  const byDistance = step('PRODUCT', '885.8', [clause('412', 'distance', 'MI'), clause('2.15')]);

  test('comes to what it says', () => {
    const linehaul = step('MAXIMUM', '950', [byDistance, clause('950', 'minimum')]);
    expect(recompute(linehaul)).toEqual({ value: '950', steps: 5, faults: [] });
  });

  test('names the step that does not, and every one that rests on it', () => {
    const wrong = step('MAXIMUM', '960', [{ ...byDistance, value: '885.9' }, clause('950', 'minimum')]);
    expect(recompute(wrong).faults).toEqual([
      { pointer: '/inputs/0', label: 'product', says: '885.9', comesTo: '885.8' },
      { pointer: '', label: 'maximum', says: '960', comesTo: '950' },
    ]);
  });

  test.each([
    // (4.012 − 1.20) ÷ 6 × 412 = 193.0906…; fuel is rounded once, at its end.
    ['HALF_UP', 2, '193.09'],
    ['UP', 1, '193.1'],
    ['DOWN', 0, '193'],
  ] as const)('rounds %s to %s places', (mode, places, value) => {
    const above = step('DIFFERENCE', '2.812', [clause('4.012', 'price'), clause('1.20', 'peg')]);
    const share = '0.4686666666666666666666666666666666666667';
    const rate = step('QUOTIENT', share, [above, clause('6', 'miles a gallon')]);
    const fuel = step('PRODUCT', '193.0906666666666666666666666666666666667', [rate, clause('412', 'distance')]);
    const rounded = step('ROUND', value, [fuel], { rounding: { mode, places } });
    expect(recompute(rounded)).toMatchObject({ value, faults: [] });
  });

  test('holds a band only for a key inside it', () => {
    const band = (key: string) => step('BAND', '42.15', [clause(key), clause('1000'), clause('42.15'), clause('2000')]);
    expect(recompute(band('1000')).faults).toEqual([]);
    expect(recompute(band('2000')).faults).toEqual([{ pointer: '', label: 'band', says: '42.15', comesTo: null }]);
  });

  test('has no value while a fact is missing, and may not say that it has one', () => {
    const open = [clause(null, 'distance'), clause('2.15')];
    expect(recompute(step('PRODUCT', null, open))).toEqual({ value: null, steps: 3, faults: [] });
    expect(recompute(step('PRODUCT', '885.8', open)).faults).toHaveLength(1);
  });

  test('takes no figure on trust: a leaf has a source, and a figure is plain decimal text', () => {
    const unsourced: Working = { value: '5', unit: 'USD', op: 'LEAF', label: 'because I say so', inputs: [] };
    expect(recompute(unsourced).faults).toHaveLength(1);
    for (const odd of ['1e3', 'NaN', '0x10', '']) expect(recompute(clause(odd)).faults).toHaveLength(1);
  });

  test('looks at a step that lines share once', () => {
    const shared = step('SUM', '1771.6', [byDistance, byDistance]);
    expect(recompute(shared).steps).toBe(4);
  });
});
