import { describe, expect, it } from '@jest/globals';
import type { ChargeCode } from '../../freight/codes.ts';
import type { AgreedPrice } from '../../freight/shipment.ts';
import { sampleEvent, sampleShipment } from './sample-dossier.ts';
import { ratedSample, verdictOf } from './sample-rating.ts';
import { unnamedCharge } from './unnamed.ts';
import type { UnnamedTerms } from './unnamed.ts';

const missing = { fact: 'contract of ABCD', reason: 'CONTRACT_MISSING', from: 'US' } as const;
const asked = (charge: ChargeCode, more: Partial<UnnamedTerms> = {}) => {
  const terms = { unit: 'USD', missingTerms: null, cancelled: false, agreedAlone: false, contracted: [], ...more };
  const found = unnamedCharge(charge, null, terms);
  return `${found.check} ${verdictOf(found)} ${found.certain ? 'for certain' : 'until more is known'}`;
};

describe('a charge that no expected charge answers', () => {
  it.each<[string, ChargeCode, Partial<UnnamedTerms>, string]>([
    ['is not contracted', 'TOLL', {}, 'A-39 0.00 ACC_NOT_CONTRACTED for certain'],
    ['is owed no further time', 'TOLL', { contracted: ['TOLL'] }, 'A-29 0.00 ACC_CONDITION until more is known'],
    ['is no fuel', 'FUEL', {}, 'F-08 0.00 FUEL_WRONG for certain'],
    ['waits for the contract', 'TOLL', { missingTerms: missing }, 'A-29 null CONTRACT_MISSING until more is known'],
    [
      'waits for it with its linehaul',
      'DISCOUNT',
      { missingTerms: missing },
      'R-03 null CONTRACT_MISSING until more is known',
    ],
    ['is beyond the agreed price', 'LINEHAUL', { agreedAlone: true }, 'R-31 0.00 AGREED_EXCEEDED for certain'],
    ['is fuel beyond the agreed price', 'FUEL', { agreedAlone: true }, 'F-08 0.00 AGREED_EXCEEDED for certain'],
    ['is an extra beside it', 'TOLL', { agreedAlone: true }, 'A-39 0.00 ACC_NOT_CONTRACTED for certain'],
    ['is of a cancelled load', 'TOLL', { cancelled: true }, 'A-29 0.00 SHIPMENT_CANCELLED for certain'],
    [
      'is freight of a cancelled load, whatever the contract',
      'LINEHAUL',
      { cancelled: true, missingTerms: missing },
      'R-03 0.00 SHIPMENT_CANCELLED for certain',
    ],
    [
      'is fuel of a cancelled load, whatever the contract',
      'FUEL',
      { cancelled: true, missingTerms: missing },
      'F-08 0.00 SHIPMENT_CANCELLED for certain',
    ],
    [
      'may be paid for the cancellation by a contract nobody knows',
      'TONU',
      { cancelled: true, missingTerms: missing },
      'A-06 null CONTRACT_MISSING until more is known',
    ],
  ])('%s', (_, charge, terms, verdict) => {
    expect(asked(charge, terms)).toBe(verdict);
  });
});

it('a cancelled load at an agreed price that is all is owed what was agreed for the cancellation', () => {
  const agreed: AgreedPrice = {
    ...{ kind: 'RATE_CONFIRMATION', reference: 'RC-1', currency: 'USD', otherwise: 'NOTHING' },
    charges: [
      { charge: 'LINEHAUL', amount: '1000.00' },
      { charge: 'TONU', amount: '300.00' },
    ],
  };
  const shipment = sampleShipment({ agreed });
  const events = [sampleEvent({ type: 'CANCELLED', occurredAt: '2026-03-02T07:00:00-05:00' })];
  const lines = (told: typeof events) =>
    ratedSample({ shipment, events: told, contracts: [] }).expected.map((one) => `${one.charge} ${verdictOf(one)}`);
  expect(lines(events)).toEqual(['TONU 300.00']);
  expect(lines([])).toEqual(['LINEHAUL 1000.00', 'TONU 300.00']);
});
