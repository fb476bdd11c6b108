import { describe, expect, it } from '@jest/globals';
import { decimal } from '../../freight/money.ts';
import { contestAlarmDays, contestFindings } from './contest.ts';

const head = { from: '2026-03-07', currency: 'USD' };

describe('the time to contest', () => {
  it.each([
    [180, 150],
    [60, 50],
    [30, 25],
    [1, 0],
  ])('of %i days is nearly over after %i', (disputeDays, alarm) => {
    expect(contestAlarmDays({ disputeDays })).toBe(alarm);
  });

  it('is said of what is undecided, with its last day', () => {
    const pending = [decimal('40.00'), decimal('2.50')];
    expect(contestFindings({ disputeDays: 180 }, pending, head)).toEqual([
      {
        ...{ check: 'L-04', code: 'FACT_MISSING', line: null, amount: '42.50', severity: 'WARNING' },
        sentence:
          '42.50 is undecided still, and what is not contested by 2026-09-03 (180 days after receipt) ' +
          'can no longer be contested.',
      },
    ]);
  });

  it('is the contract’s own where it is another', () => {
    expect(contestFindings({ disputeDays: 30 }, [decimal('40.00')], head)).toMatchObject([
      { check: 'L-10', sentence: expect.stringContaining('2026-04-06') },
    ]);
  });

  it('is said of nothing that is decided', () => {
    expect(contestFindings({ disputeDays: 180 }, [], head)).toEqual([]);
  });
});
