import { describe, expect, test } from '@jest/globals';
import { askedOf, disputeNumber, type DisputeLineState, type PacketLine } from './dispute.ts';

const asking = (asked: string, state: DisputeLineState = 'OPEN'): Pick<PacketLine, 'asked' | 'state'> => ({
  asked,
  state,
});

describe('a dispute', () => {
  test('has a number that people can say', () => {
    expect(disputeNumber(123)).toBe('D-000123');
    expect(disputeNumber(1234567)).toBe('D-1234567');
  });

  test('asks for what its open lines ask, and for nothing of those that have ended', () => {
    // 85.00 + 37.12; the 20.00 was accepted and the 5.00 withdrawn
    const lines = [asking('85.00'), asking('37.12'), asking('20.00', 'ACCEPTED'), asking('5.00', 'WITHDRAWN')];
    expect(askedOf(lines, 'USD')).toBe('122.12');
  });

  test('asks for nothing once every line has ended, in the places of its currency', () => {
    expect(askedOf([asking('1200', 'REJECTED')], 'JPY')).toBe('0');
  });
});
