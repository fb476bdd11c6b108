import { describe, expect, it } from '@jest/globals';
import { defaultPolicy } from '../../../freight/terms.ts';
import { sampleContract, sampleLane } from '../sample-dossier.ts';
import { roundingOf, termsInForce } from './terms-in-force.ts';

describe('terms of which a contract says nothing', () => {
  const silent = { contract: sampleContract(), lane: sampleLane() };

  it('are the usual ones', () => {
    expect(termsInForce(silent, null, { ...defaultPolicy, disagreement: 'HOLD_ALL' })).toMatchObject({
      payment: { terms: 'NET_30', baseline: 'INVOICE_DATE', disagreement: 'HOLD_ALL', recovery: 'CLAIM' },
      evidence: { delivery: 'REQUIRED', pod: 'REQUIRED', agreeWithinMinutes: 15 },
      limits: { billDays: null, disputeDays: 180, balanceDueDays: 180, equipmentDays: null },
    });
  });

  it('are the usual ones where it says null, and its own where it says something', () => {
    const contract = sampleContract({
      payment: { terms: 'NET_60', recovery: null },
      evidence: { agreeWithinMinutes: null, deadlineDays: 7 },
      limits: { disputeDays: 90, balanceDueDays: null },
    });
    expect(termsInForce({ contract, lane: sampleLane() }, null, defaultPolicy)).toMatchObject({
      payment: { terms: 'NET_60', recovery: 'CLAIM' },
      evidence: { agreeWithinMinutes: 15, deadlineDays: 7 },
      limits: { disputeDays: 90, balanceDueDays: 180 },
    });
  });

  it('round half up to the smallest money there is', () => {
    expect(roundingOf(null, 'USD')).toEqual({ mode: 'HALF_UP', places: 2 });
    expect(roundingOf(null, 'JPY')).toEqual({ mode: 'HALF_UP', places: 0 });
    expect(roundingOf(null, null)).toEqual({ mode: 'HALF_UP', places: 2 });
    expect(roundingOf({ places: 4 }, 'JPY')).toEqual({ mode: 'HALF_UP', places: 4 });
    expect(roundingOf({ mode: 'DOWN' }, 'JPY')).toEqual({ mode: 'DOWN', places: 0 });
  });
});
