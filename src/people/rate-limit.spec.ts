import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.ts';

describe('a key that asks too often', () => {
  it('is told to wait once its share is used up, and has a share again later', () => {
    const limit = new RateLimit();
    const waits = Array.from({ length: 5_001 }, () => limit.take('k', 0));
    expect([waits.filter((seconds) => seconds > 0).length, waits.at(-1)]).toEqual([1, 1]);
    expect(limit.take('k', 1_000)).toBe(0);
  });

  it('takes nothing from another', () => {
    const limit = new RateLimit();
    for (let each = 0; each < 5_000; each += 1) limit.take('k', 0);
    expect([limit.take('k', 0), limit.take('other', 0)]).toEqual([1, 0]);
  });
});
