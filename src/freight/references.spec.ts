import { describe, expect, it } from '@jest/globals';
import { sameReference } from './references.ts';

describe('two references are one', () => {
  it.each([
    ['written with and without dashes', 'INV-88120', 'inv 88120', true],
    ['with and without leading zeros: never', '0123', '123', false],
    ['of signs alone, only where the signs are the same', '---', '🚚🚚', false],
    ['of signs alone, the same', '---', ' ---', true],
  ])('%s', (_, one, other, same) => {
    expect(sameReference(one, other)).toBe(same);
  });
});
