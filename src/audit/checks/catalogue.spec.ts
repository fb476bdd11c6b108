import { describe, expect, test } from '@jest/globals';
import { reasonCodes } from '../../freight/codes.ts';
import { catalogue, checkOf } from './catalogue.ts';
import { reasons } from './reasons.ts';

const live =
  'I-04 I-08 I-09 P-01 P-10 D-01 D-02 D-03 D-04 D-09 M-01 M-03 R-01 R-03 R-06 R-07 R-08 R-09 R-10 ' +
  'F-01 F-02 F-03 A-01 A-09 A-11 A-39 E-01 E-02 E-16 E-17';

describe('the catalogue of checks', () => {
  test.each(live.split(' '))('has %s', (id) => {
    expect(checkOf(id)?.title).toBeTruthy();
  });

  test('has every id once', () => {
    expect(new Set(catalogue.map((check) => check.id)).size).toBe(catalogue.length);
  });

  test('gives only reasons of the table, and each check of a bill has one', () => {
    for (const check of catalogue) {
      expect(check.reasons.length > 0).toBe(check.stage !== 'PORTFOLIO' && check.stage !== 'INTAKE');
      expect(check.reasons.filter((code) => !reasonCodes.includes(code))).toEqual([]);
    }
  });
});

describe('the reasons', () => {
  test('are every code, each once, with words', () => {
    expect(Object.keys(reasons)).toEqual([...reasonCodes]);
    for (const reason of Object.values(reasons)) {
      expect(reason.title).not.toBe('');
      expect(reason.sentence).toMatch(/\.$/);
    }
  });

  test('carry the outward codes that carriers know', () => {
    expect(reasons.DUP_EXACT.x12_426).toBe('19');
    expect(reasons.STALE_180.x12_426).toBe('45');
    expect(reasons.FOOTING.x12_647).toBe('010');
    expect(reasons.WITHIN_TOLERANCE.x12_426).toBeNull();
  });
});
