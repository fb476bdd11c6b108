import { describe, expect, it } from '@jest/globals';
import { eventTypes } from '../freight/codes.ts';
import type { FreightEvent } from '../freight/event.ts';
import { wakes } from './fact-keys.ts';

const told = (more: Partial<FreightEvent>): FreightEvent => ({
  ...{ source: 'api:ABCD', eventId: 'e1', type: 'DELIVERED', classifier: 'ACTUAL', references: [] },
  ...more,
});

describe('an event wakes the bills it may change', () => {
  it('where a contract may count from it, ask for it or depend on it', () => {
    expect(eventTypes.filter((type) => !wakes(told({ type })))).toEqual([
      'TENDER_DECLINED',
      'IN_TRANSIT',
      'OUT_FOR_DELIVERY',
    ]);
  });

  it('where it has happened, but an appointment also where it is planned', () => {
    expect(wakes(told({ type: 'EMPTY_RETURNED', classifier: 'ESTIMATED' }))).toBe(false);
    expect(wakes(told({ type: 'APPOINTMENT_SET', classifier: 'PLANNED' }))).toBe(true);
  });
});
