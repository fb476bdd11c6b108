import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { ChargeCode } from '../../../freight/codes.ts';
import { sampleContract, sampleDocument, sampleEvent, samplePickup } from '../sample-dossier.ts';
import { ratedSample, sampleBill, verdictOf } from '../sample-rating.ts';

const flat = (charge: ChargeCode, amount: string): AccessorialTerms => ({
  ...{ charge, model: 'FLAT', amount, authority: 'CONTRACT' },
});
const lumper: AccessorialTerms = {
  ...{ charge: 'LUMPER', model: 'PASS_THROUGH', receipts: ['LUMPER_RECEIPT'], authority: 'CONTRACT' },
};
const receipt = (stop: number, amount: string) =>
  sampleDocument({ type: 'LUMPER_RECEIPT', stop, data: { number: `L-${stop}`, amount, currency: 'USD' } });
const detention = (charge: 'DETENTION_PICKUP' | 'DETENTION_DELIVERY'): AccessorialTerms => ({
  ...{ charge, model: 'PER_TIME', rate: '60.00', perMinutes: 60, freeMinutes: 120, incrementMinutes: 15 },
  ...{ incrementRounding: 'UP', lateGraceMinutes: 15, whenLate: 'FROM_ARRIVAL', authority: 'CONTRACT' },
});
const layover: AccessorialTerms = {
  ...{ charge: 'LAYOVER', model: 'PER_DAY', from: 'ARRIVED_AT_STOP', to: 'DEPARTED_STOP', freeDays: 0 },
  ...{ calendar: 'CALENDAR', tiers: [{ rate: '250.00' }], authority: 'CONTRACT' },
};
const stay = (stop: number, from: string, to: string) =>
  (['ARRIVED_AT_STOP', 'DEPARTED_STOP'] as const).map((type, index) =>
    sampleEvent({ type, stop, occurredAt: index === 0 ? from : to }),
  );

function rated(
  accessorials: AccessorialTerms[],
  facts: { events?: ReturnType<typeof stay>; documents?: unknown } = {},
) {
  const exclusions = [accessorials.map(({ charge }) => charge)];
  const contracts = [sampleContract({ accessorials, exclusions, fuel: null })];
  const { events = [samplePickup()], documents = [] } = facts;
  return ratedSample({ contracts, events, documents: documents as never }, sampleBill()).expected.slice(1);
}
const lines = (...given: Parameters<typeof rated>) =>
  rated(...given).map((one) => `${one.charge} ${one.stop ?? '-'} ${verdictOf(one)}`);

describe('charges listed together', () => {
  it('are all owed at stops of their own', () => {
    const both = [flat('LIFTGATE_DELIVERY', '85.00'), lumper];
    expect(lines(both, { documents: [receipt(1, '50.00')] })).toEqual(['LIFTGATE_DELIVERY 2 85.00', 'LUMPER 1 50.00']);
    expect(lines(both, { documents: [receipt(2, '50.00')] })).toEqual([
      'LIFTGATE_DELIVERY 2 85.00',
      'LUMPER 2 0.00 ACC_EXCLUDED',
    ]);
  });

  it('exclude each other through one that names no stop', () => {
    const three = [flat('LIFTGATE_DELIVERY', '85.00'), lumper, flat('TOLL', '90.00')];
    const found = rated(three, { documents: [receipt(1, '50.00'), receipt(2, '60.00')] });
    expect(found.map((one) => `${one.charge} ${one.stop ?? '-'} ${verdictOf(one)}`)).toEqual([
      'LIFTGATE_DELIVERY 2 0.00 ACC_EXCLUDED',
      // 50.00 + 60.00 are more than 90.00.
      'LUMPER 1 50.00',
      'LUMPER 2 60.00',
      'TOLL - 0.00 ACC_EXCLUDED',
    ]);
    expect(found[0]?.working.label).toBe('not beside LUMPER');
    expect(found[0]?.certain).toBe(false);
  });

  it('say beside which of all they are not owed', () => {
    const three = [flat('LIFTGATE_DELIVERY', '85.00'), flat('INSIDE_DELIVERY', '70.00'), flat('TOLL', '90.00')];
    expect(rated(three).map(({ working }) => working.label)).toEqual([
      'not beside TOLL',
      'not beside TOLL',
      expect.stringMatching(/^rounded/),
    ]);
  });

  it('stand together where one excludes only some of the others', () => {
    // The liftgates of both ends exclude each other; the lumper at the delivery excludes the liftgate there.
    const three = [flat('LIFTGATE_PICKUP', '90.00'), flat('LIFTGATE_DELIVERY', '85.00'), lumper];
    expect(lines(three, { documents: [receipt(2, '88.00')] })).toEqual([
      'LIFTGATE_PICKUP 1 90.00',
      'LIFTGATE_DELIVERY 2 0.00 ACC_EXCLUDED',
      'LUMPER 2 0.00 ACC_EXCLUDED',
    ]);
  });

  it('may be the detention of both ends, without any layover', () => {
    const events = [
      ...stay(1, '2026-03-02T08:00:00-05:00', '2026-03-02T13:00:00-05:00'), // 5 hours less 2: 180.00
      ...stay(2, '2026-03-04T08:00:00-06:00', '2026-03-04T12:00:00-06:00'), // 4 hours less 2: 120.00
    ];
    expect(lines([detention('DETENTION_PICKUP'), detention('DETENTION_DELIVERY')], { events })).toEqual([
      'DETENTION_PICKUP 1 180.00',
      'DETENTION_DELIVERY 2 0.00 ACC_EXCLUDED',
    ]);
  });

  it('leave the detention of the layover’s own stop out, whatever layovers there are elsewhere', () => {
    const events = [
      ...stay(1, '2026-03-02T08:00:00-05:00', '2026-03-03T08:00:00-05:00'),
      ...stay(2, '2026-03-04T08:00:00-06:00', '2026-03-05T08:00:00-06:00'),
    ];
    expect(lines([detention('DETENTION_DELIVERY'), layover], { events })).toEqual([
      'DETENTION_DELIVERY 2 0.00 ACC_EXCLUDED',
      'LAYOVER 1 250.00',
      'LAYOVER 2 250.00',
    ]);
  });

  it('owe the dearest where detention of other hours stands beside a layover only through a third', () => {
    const events = [
      ...stay(1, '2026-03-02T08:00:00-05:00', '2026-03-03T08:00:00-05:00'), // a night: 250.00
      ...stay(2, '2026-03-04T08:00:00-06:00', '2026-03-04T16:00:00-06:00'), // 8 hours less 2: 360.00
    ];
    const three = [layover, detention('DETENTION_DELIVERY'), flat('TOLL', '20.00')];
    expect(lines(three, { events })).toEqual([
      'LAYOVER 1 0.00 ACC_EXCLUDED',
      'DETENTION_DELIVERY 2 360.00',
      'TOLL - 0.00 ACC_EXCLUDED',
    ]);
  });
});
