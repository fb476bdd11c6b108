import { expect, it } from '@jest/globals';
import { bookDay } from './found.ts';

it('a posting is in the books on the first open day that it was given, else today', () => {
  expect(bookDay({ postingDate: '2026-04-01' })).toBe('2026-04-01');
  expect(bookDay({ postingDate: null })).toBe(new Date().toISOString().slice(0, 10));
});
