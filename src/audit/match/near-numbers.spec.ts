import { describe, expect, it } from '@jest/globals';
import { bareNumber, lookAlike } from './near-numbers.ts';

describe('a number without what is easily added to it', () => {
  it.each([
    ['123456-A', '123456'],
    ['0012345', '12345'],
    ['INV-88120', 'INV88120'],
    ['inv 88120 rb', 'INV88120'],
    ['INV-0088120', 'INV0088120'],
    ['0012', '0012'],
    ['1234A', '1234A'],
    ['PROSETTLE', 'PROSETTLE'],
    ['88120ABC', '88120ABC'],
  ])('%s is %s', (value, bare) => {
    expect(bareNumber(value)).toBe(bare);
  });
});

describe('two numbers', () => {
  it.each([
    ['123456', '123456-A'],
    ['123456-B', '123456-A'],
    ['0123456', '123456'],
    ['123456789', '1234567890'],
    ['INV-88120', 'INV-88120 R'],
  ])('%s and %s look alike', (one, other) => {
    expect([lookAlike(one, other), lookAlike(other, one)]).toEqual([true, true]);
  });
  it.each([
    ['100234', '100235'],
    ['100239', '100240'],
    ['123-456', '123456'],
    ['INV-1', 'INV-10'],
    ['INV-ALPHA', 'INV-ALPHB'],
    ['', '1'],
  ])('%s and %s do not: they are the same, follow one another, or say too little', (one, other) => {
    expect([lookAlike(one, other), lookAlike(other, one)]).toEqual([false, false]);
  });
});
