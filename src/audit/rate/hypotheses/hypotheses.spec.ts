import { describe, expect, it } from '@jest/globals';
import type { ContractVersion } from '../../../freight/contract.ts';
import { decimal } from '../../../freight/money.ts';
import {
  sampleBreaks,
  sampleContract,
  sampleDetention,
  sampleEvent,
  sampleLane,
  samplePickup,
  sampleShipment,
} from '../sample-dossier.ts';
import { ratedSample, sampleBill } from '../sample-rating.ts';
import type { SampleParts } from '../sample-dossier.ts';

function explained(billed: string, charge: 'LINEHAUL' | 'FUEL' | 'DETENTION_DELIVERY', parts: SampleParts = {}) {
  const bill = sampleBill({ weight: { value: '1930', unit: 'LB' }, distance: { value: '460', unit: 'MI' } });
  const stop = charge === 'DETENTION_DELIVERY' ? 2 : null;
  const found = ratedSample(parts, bill)
    .hypotheses(charge, stop)
    .find(({ amount }) => amount.toFixed(2) === billed);
  return found ? `${found.reason}: ${found.label}` : undefined;
}

const withLinehaul = (linehaul: ContractVersion['lanes'][number]['linehaul']): SampleParts => ({
  contracts: [sampleContract({ lanes: [sampleLane({ linehaul })] })],
});
const old = sampleContract({
  version: 2,
  effective: { from: '2025-01-01', to: '2025-12-31' },
  lanes: [sampleLane({ linehaul: sampleBreaks({ discount: '0.60' }) })],
});
const perMile = { model: 'PER_DISTANCE', rate: '2.15', unit: 'MI', minimum: '500.00' } as const;

describe('what would make a linehaul right', () => {
  it.each<[string, SampleParts, string]>([
    ['296.31', {}, 'DEFICIT_IGNORED: without the deficit weight'],
    ['728.00', {}, 'DISCOUNT_WRONG: undiscounted'],
    ['291.20', { contracts: [sampleContract(), old] }, 'RATE_EXPIRED: at version 2, in force until 2025-12-31'],
    ['989.00', withLinehaul(perMile), 'DISTANCE_WRONG: at the billed distance of 460 MI'], // 460 × 2.15
    ['500.00', withLinehaul(perMile), 'MINIMUM_WRONG: at the minimum'],
    // 19.30 × 42.15 × 0.38 straight; with the deficit weight the break from 2,000 lb is the cheaper.
    ['309.13', withLinehaul(sampleBreaks({ deficit: false })), 'WEIGHT_WRONG: at the billed weight of 1,930 LB'],
    ['315.78', {}, 'CLASS_WRONG: at class 85'], // 20 × 41.55 × 0.38
    [
      '315.78',
      withLinehaul(sampleBreaks({ fak: [{ fromClass: '77.5', toClass: '92.5', ratedAs: '70' }] })),
      'CLASS_WRONG: at class 85',
    ],
  ])('%s', (billed, parts, explanation) => {
    expect(explained(billed, 'LINEHAUL', parts)).toBe(explanation);
  });

  it('names the FAK class that was not applied', () => {
    const parts = {
      ...withLinehaul(sampleBreaks({ fak: [{ fromClass: '77.5', toClass: '92.5', ratedAs: '70' }] })),
      shipment: sampleShipment({ items: [{ item: 1, weight: { value: '1850', unit: 'LB' }, freightClass: '85' }] }),
    };
    expect(explained('315.78', 'LINEHAUL', parts)).toBe('FAK_NOT_APPLIED: at its own class instead of the FAK class');
  });

  it('names an old version of a lane at a flat rate', () => {
    const flat = (version: number, from: string, amount: string) =>
      sampleContract({
        version,
        effective: { from, to: `${from.slice(0, 4)}-12-31` },
        lanes: [sampleLane({ linehaul: { model: 'FLAT', amount } })],
      });
    const contracts = [
      flat(1, '2024-01-01', '700.00'),
      flat(2, '2025-01-01', '800.00'),
      flat(3, '2026-01-01', '900.00'),
    ];
    expect(explained('800.00', 'LINEHAUL', { contracts })).toBe(
      'RATE_EXPIRED: at version 2, in force until 2025-12-31',
    );
  });
});

describe('what would make a surcharge right', () => {
  it.each([
    ['80.23', 'FUEL_WRONG: with EIA-DIESEL-US of 2026-03-02 instead of 2026-02-23'], // 29 % of 276.64
    ['207.48', 'FUEL_WRONG: on the gross linehaul instead of the net'], // 28.5 % of 728.00
    ['78.85', 'FUEL_WRONG: rounded up'],
  ])('fuel %s', (billed, explanation) => {
    expect(explained(billed, 'FUEL')).toBe(explanation);
  });

  it('fuel on the linehaul that the bill asks for', () => {
    const charges = [
      { line: 1, charge: 'LINEHAUL' as const, amount: '728.00' },
      { line: 2, charge: 'DISCOUNT' as const, amount: '-400.00' },
    ];
    const found = ratedSample({}, sampleBill({ charges })).hypotheses('FUEL', null);
    // 28.5 % of 328.00
    expect(found.find(({ label }) => label === 'on the billed linehaul')).toMatchObject({
      amount: decimal('93.48'),
      check: 'F-05',
    });
    expect(found.find(({ label }) => label.startsWith('with EIA-DIESEL-US of'))?.check).toBe('F-02');
  });

  it('a linehaul over the distance on its own line', () => {
    const quantity = { value: '460', unit: 'MI' };
    const charges = [{ line: 1, charge: 'LINEHAUL' as const, amount: '989.00', quantity }];
    const found = ratedSample(withLinehaul(perMile), sampleBill({ charges })).hypotheses('LINEHAUL', null);
    expect(found.find(({ reason }) => reason === 'DISTANCE_WRONG')?.amount).toEqual(decimal('989.00'));
  });

  // 07:40 to 11:52 with the appointment at 08:00: owed 8 units of 15.00.
  it.each([
    ['240.00', 'DETENTION_WRONG: with the free time ignored'], // 232 minutes, 16 units
    ['135.00', 'DETENTION_WRONG: with the clock from arrival'], // 252 − 120 = 132 minutes, 9 units
    ['105.00', 'DETENTION_WRONG: with the increments rounded down'],
  ])('detention %s', (billed, explanation) => {
    const accessorials = [sampleDetention()];
    const events = [
      samplePickup(),
      sampleEvent({ type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-04T07:40:00-06:00' }),
      sampleEvent({ type: 'DEPARTED_STOP', stop: 2, occurredAt: '2026-03-04T11:52:00-06:00' }),
    ];
    expect(explained(billed, 'DETENTION_DELIVERY', { contracts: [sampleContract({ accessorials })], events })).toBe(
      explanation,
    );
  });
});
