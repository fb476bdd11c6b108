import { describe, expect, it } from '@jest/globals';
import type { LinehaulRate } from '../../../freight/linehaul.ts';
import { sampleBreaks, sampleContract, sampleLane } from '../sample-dossier.ts';
import { linehaulVerdict, ratedSample } from '../sample-rating.ts';

const container: LinehaulRate = {
  ...{ model: 'PER_UNIT', unit: 'CONTAINER', rate: null },
  equipmentRates: { '20GP': '1450.00' },
};
const parcel = (zone: string): LinehaulRate => ({
  ...{ model: 'ZONE_TABLE', weightUnit: 'LB', roundUpTo: '1' },
  zones: [{ zone, destination: { country: 'US' } }],
  rates: { '5': [{ upTo: '150', amount: '40.00' }] },
});
const lb = (value: string) => ({ value, unit: 'LB' as const });

// Names that every object of the language answers to, though no contract does.
describe.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('a name such as %s', (name) => {
  it('is no equipment that has a rate', () => {
    const items = [{ item: 1, pieces: 1, packaging: 'CONTAINER' }];
    expect(linehaulVerdict(container, { equipment: name, items })).toMatch(/^RATE_MISSING: rate for equipment/);
  });

  it('is no unit that is weighed', () => {
    const items = [{ item: 1, pieces: 1, packaging: 'BOX', weight: lb('10') }];
    const rate: LinehaulRate = { model: 'PER_UNIT', unit: name, rate: '45.00' };
    expect(linehaulVerdict(rate, { items })).toBe(`FACT_MISSING: number of ${name}`);
  });

  it('is no zone with rows, nor with a rate by the hundredweight', () => {
    const items = [{ item: 1, pieces: 2, weight: lb('200') }];
    expect(linehaulVerdict(parcel(name), { items })).toMatch(/^RATE_MISSING: rate for zone/);
    const together = { fromWeight: '50', per: '100', rates: { '5': '20.00' } };
    const rate = { ...parcel(name), hundredweight: together } as LinehaulRate;
    expect(linehaulVerdict(rate, { items })).toMatch(/^RATE_MISSING: rate for zone/);
  });

  it('is no class with a rate', () => {
    const fak = [{ fromClass: '50', toClass: '100', ratedAs: name }];
    expect(linehaulVerdict(sampleBreaks({ fak }))).toMatch(/^RATE_MISSING: rate for class/);
  });

  it('is no zone of the contract that a lane begins in', () => {
    const lanes = [sampleLane({ origin: { zones: [name] } })];
    const rated = ratedSample({ contracts: [sampleContract({ lanes, zones: { OHIO: [{ regions: ['OH'] }] } })] });
    expect(rated.missingTerms?.reason).toBe('LANE_MISSING');
  });
});

it('a zone that is called so and is there is found', () => {
  const rates = JSON.parse('{"__proto__": [{ "upTo": "150", "amount": "40.00" }]}') as Record<string, never>;
  const items = [{ item: 1, pieces: 1, weight: lb('100') }];
  expect(linehaulVerdict({ ...parcel('__proto__'), rates } as LinehaulRate, { items })).toBe('40.00');
});
