import { describe, expect, it } from '@jest/globals';
import { sum, zero } from '../../freight/money.ts';
import type { ChargeCode } from '../../freight/codes.ts';
import type { Shipment } from '../../freight/shipment.ts';
import {
  sampleBreaks,
  sampleContract,
  sampleDetention,
  sampleEvent,
  sampleLane,
  sampleShipment,
  samplePickup,
} from './sample-dossier.ts';
import type { SampleParts } from './sample-dossier.ts';
import { chargeOf, ratedSample } from './sample-rating.ts';

function amountOf(parts: SampleParts, charge: ChargeCode, stop: number | null = null): string | undefined {
  return chargeOf(ratedSample(parts), charge, stop)?.amount?.toFixed(2);
}

const goods = (items: Shipment['items']) => sampleShipment({ items });

describe('the golden figures', () => {
  it('rates the LTL shipment as 2,000 lb: 728.00 gross, 276.64 net, fuel 78.84, liftgate 85.00', () => {
    const { expected } = ratedSample();
    expect(expected.map(({ charge, amount }) => [charge, amount?.toFixed(2)])).toEqual([
      ['LINEHAUL', '276.64'],
      ['FUEL', '78.84'],
      ['LIFTGATE_DELIVERY', '85.00'],
    ]);
    // 276.64 + 78.84 + 85.00
    expect(sum(expected.map(({ amount }) => amount ?? zero)).toFixed(2)).toBe('440.48');
    expect(
      amountOf(
        { contracts: [sampleContract({ lanes: [sampleLane({ linehaul: sampleBreaks({ discount: null }) })] })] },
        'LINEHAUL',
      ),
    ).toBe('728.00');
  });

  it.each([
    ['once at the end', null, '296.31'], // 779.775 × 0.38 = 296.3145
    ['at each extension', 2, '296.32'], // 779.78 − 483.46
  ])('rates 1,850 lb straight, rounded %s', (_, extensionPlaces, amount) => {
    const linehaul = sampleBreaks({ deficit: false, extensionPlaces });
    expect(amountOf({ contracts: [sampleContract({ lanes: [sampleLane({ linehaul })] })] }, 'LINEHAUL')).toBe(amount);
  });

  it('rates 1,200 lb of class 85 and 600 lb of class 60 as 2,000 lb', () => {
    const shipment = goods([
      { item: 1, weight: { value: '1200', unit: 'LB' }, freightClass: '85' },
      { item: 2, weight: { value: '600', unit: 'LB' }, freightClass: '60' },
    ]);
    // 12 × 41.55 + 6 × 33.00 + 2 × 33.00 = 498.60 + 198.00 + 66.00
    const linehaul = sampleBreaks({ discount: null });
    expect(amountOf({ shipment, contracts: [sampleContract({ lanes: [sampleLane({ linehaul })] })] }, 'LINEHAUL')).toBe(
      '762.60',
    );
  });

  it('rates 412 miles at 2.15 with a minimum of 950.00', () => {
    const linehaul = { model: 'PER_DISTANCE', rate: '2.15', unit: 'MI', minimum: '950.00' } as const;
    expect(amountOf({ contracts: [sampleContract({ lanes: [sampleLane({ linehaul })] })] }, 'LINEHAUL')).toBe('950.00');
  });

  it.each([
    [null, '193.09'],
    [3, '193.23'],
    [2, '193.64'],
  ])('rates fuel by formula with the rate rounded to %s places', (ratePlaces, amount) => {
    const fuel = {
      index: 'EIA-DIESEL-US',
      model: 'PER_DISTANCE_FORMULA',
      inForce: { addDays: 1 },
      peg: '1.20',
      perGallonDistance: '6',
      ratePlaces,
      unit: 'MI',
    } as const;
    expect(amountOf({ contracts: [sampleContract({ fuel })] }, 'FUEL')).toBe(amount);
  });

  it.each([
    ['07:40', '11:52', '120.00'], // from 08:00: 232 − 120 = 112 minutes, 8 units of 15
    ['08:20', '11:52', '0.00'], // late beyond the grace
  ])('rates detention of a truck that came at %s and left at %s', (arrived, left, amount) => {
    const contracts = [sampleContract({ accessorials: [sampleDetention()] })];
    const events = [
      samplePickup(),
      sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: `2026-03-04T${arrived}:00-06:00` }),
      sampleEvent({ type: 'DEPARTED_STOP', stop: 2, occurredAt: `2026-03-04T${left}:00-06:00` }),
    ];
    expect(amountOf({ contracts, events }, 'DETENTION_DELIVERY', 2)).toBe(amount);
  });
});
