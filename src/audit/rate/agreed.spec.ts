import { describe, expect, it } from '@jest/globals';
import type { AgreedPrice } from '../../freight/shipment.ts';
import { sampleContract, sampleEvent, sampleShipment } from './sample-dossier.ts';
import { chargeOf, ratedSample, verdictOf } from './sample-rating.ts';

const agreed = (more: Partial<AgreedPrice> = {}): AgreedPrice => ({
  ...{ kind: 'QUOTE', reference: 'Q-1', currency: 'USD', otherwise: 'CONTRACT' },
  charges: [{ charge: 'LINEHAUL', amount: '1000.00' }],
  ...more,
});
const rated = (more: Partial<AgreedPrice> = {}) => ratedSample({ shipment: sampleShipment({ agreed: agreed(more) }) });
const lines = (more: Partial<AgreedPrice> = {}) =>
  rated(more).expected.map((one) => `${one.check} ${one.charge} ${one.stop ?? '-'} ${verdictOf(one)}`);

describe('a price agreed for one shipment', () => {
  it.each([
    ['QUOTE', 'R-15'],
    ['RATE_CONFIRMATION', 'R-31'],
    ['TENDER', 'R-31'],
  ] as const)('by %s is compared under %s', (kind, check) => {
    expect(lines({ kind })[0]).toBe(`${check} LINEHAUL - 1000.00`);
  });

  it('is compared charge by charge, each under its own question', () => {
    const charges: AgreedPrice['charges'] = [
      { charge: 'FUEL', amount: '150.00' },
      { charge: 'LIFTGATE_DELIVERY', amount: '60.00' },
    ];
    expect(lines({ charges })).toEqual([
      'R-06 LINEHAUL - 276.64',
      'F-03 FUEL - 150.00',
      'A-11 LIFTGATE_DELIVERY - 60.00',
    ]);
  });

  it('is one linehaul, whatever its parts, and one charge for each stop', () => {
    const charges: AgreedPrice['charges'] = [
      { charge: 'LINEHAUL', amount: '1200.00' },
      { charge: 'DISCOUNT', amount: '-200.00' },
      { charge: 'LUMPER', stop: 1, amount: '40.00' },
      { charge: 'LUMPER', stop: 2, amount: '50.00' },
      { charge: 'LUMPER', stop: 2, amount: '5.00' },
      { charge: 'TOLL', stop: 2, amount: '7.00' },
    ];
    const found = lines({ charges }).filter((line) => !/FUEL|LIFTGATE/.test(line));
    expect(found).toEqual([
      'R-15 LINEHAUL - 1000.00',
      'A-09 LUMPER 1 40.00',
      'A-09 LUMPER 2 55.00',
      'A-29 TOLL 2 7.00',
    ]);
  });

  it('stands in the place of a charge at its own stop alone', () => {
    const charges: AgreedPrice['charges'] = [{ charge: 'LIFTGATE_DELIVERY', stop: 1, amount: '60.00' }];
    expect(lines({ charges }).filter((line) => line.includes('LIFTGATE'))).toEqual([
      'A-11 LIFTGATE_DELIVERY 1 60.00',
      'A-11 LIFTGATE_DELIVERY 2 85.00',
    ]);
  });

  it('includes for certain what it says it includes', () => {
    expect(chargeOf(rated({ allIn: ['FUEL'] }), 'FUEL')).toMatchObject({ certain: true, reason: 'AGREED_EXCEEDED' });
  });

  it('pays for a load that is cancelled only what was agreed for that', () => {
    const events = [
      sampleEvent({ type: 'DISPATCHED', occurredAt: '2026-03-02T05:00:00-05:00' }),
      sampleEvent({ type: 'CANCELLED', occurredAt: '2026-03-02T07:00:00-05:00' }),
    ];
    const charges: AgreedPrice['charges'] = [
      { charge: 'LINEHAUL', amount: '1000.00' },
      { charge: 'TONU', amount: '300.00' },
    ];
    const tonu = { charge: 'TONU', model: 'FLAT', amount: '250.00', authority: 'CONTRACT' } as const;
    const owedFor = (price: AgreedPrice['charges']) =>
      ratedSample({
        ...{ events, shipment: sampleShipment({ agreed: agreed({ charges: price }) }) },
        contracts: [sampleContract({ accessorials: [{ ...tonu, when: { event: 'CANCELLED' } }] })],
      }).expected;
    const paid = (price: AgreedPrice['charges']) => owedFor(price).map((one) => `${one.charge} ${verdictOf(one)}`);
    const none = ['LINEHAUL 0.00 SHIPMENT_CANCELLED', 'FUEL 0.00 SHIPMENT_CANCELLED'];
    expect(paid(charges)).toEqual([...none, 'TONU 300.00']);
    expect(paid(charges.slice(0, 1))).toEqual([...none, 'TONU 250.00']);
    expect(owedFor(charges)[0]?.certain).toBe(true);
  });
});
