import { describe, expect, it } from '@jest/globals';
import type { ChargeResult, Report } from '../audit/report.ts';
import type { Working } from '../audit/working.ts';
import { readStored, storedText } from './stored-report.ts';

const leaf = (value: string): Working => ({ value, unit: 'USD', op: 'LEAF', label: 'rate', inputs: [] });

describe('a report in its table', () => {
  const linehaul: Working = { value: '5', unit: 'USD', op: 'SUM', label: 'linehaul', inputs: [leaf('2'), leaf('3')] };
  const fuel: Working = { value: '10', unit: 'USD', op: 'PRODUCT', label: 'fuel', inputs: [linehaul, leaf('2')] };
  const charges = [
    { line: 1, working: linehaul },
    { line: 2, working: fuel },
    { line: 3, working: leaf('7') },
  ] as ChargeResult[];
  const report = { caseId: 'c1', charges, canonical: '1{}' } as unknown as Report;

  it('comes back with every working whole, and with what the audit had seen', () => {
    const { seen, ...read } = readStored(storedText(report, ['f1', 'f2']));
    expect(seen).toEqual(['f1', 'f2']);
    expect(read).toEqual({ caseId: 'c1', charges });
  });

  it('keeps a step that two lines share once', () => {
    expect(storedText(report, []).match(/"label":"linehaul"/g)).toHaveLength(1);
  });
});
