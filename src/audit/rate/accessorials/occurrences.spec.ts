import { describe, expect, it } from '@jest/globals';
import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { FreightEvent } from '../../../freight/event.ts';
import { sampleContract, sampleEvent, samplePickup, sampleShipment } from '../sample-dossier.ts';
import { sampleBill } from '../sample-rating.ts';
import { ratedSample, verdictOf } from '../sample-rating.ts';

type Told = Partial<FreightEvent> & Pick<FreightEvent, 'type'>;

describe('a charge for each event', () => {
  const held: AccessorialTerms = {
    ...{ charge: 'CUSTOMS', model: 'FLAT', amount: '40.00', per: 'EVENT', authority: 'CONTRACT' },
    when: { event: 'CUSTOMS_HELD' },
  };
  const verdicts = (...told: Told[]) =>
    ratedSample({
      contracts: [sampleContract({ accessorials: [held] })],
      events: [samplePickup(), ...told.map(sampleEvent)],
    })
      .expected.filter(({ charge }) => charge === 'CUSTOMS')
      .map(verdictOf);
  const at = (hour: string, source = 'x12:ABCD'): Told => ({
    ...{ type: 'CUSTOMS_HELD', stop: 2, source, occurredAt: `2026-03-04T${hour}:00-06:00` },
  });

  it.each<[string, Told[], string[]]>([
    ['none', [], ['0.00 ACC_CONDITION']],
    ['one', [at('08:00')], ['40.00']],
    ['two hours apart', [at('08:00'), at('10:00')], ['40.00', '40.00']],
    ['one told by two sources', [at('08:00'), at('08:15', 'gps')], ['40.00']],
    ['one estimated', [at('08:00'), { ...at('12:00'), classifier: 'ESTIMATED' }], ['40.00']],
    [
      'one withdrawn',
      [at('08:00'), { type: 'RETRACTED', eventId: 'R', retracts: 'x12:ABCD|CUSTOMS_HELD|2|2026-03-04T08:00:00-06:00' }],
      ['0.00 ACC_CONDITION'],
    ],
  ])('of which there is %s', (_, told, expected) => {
    expect(verdicts(...told)).toEqual(expected);
  });
});

describe('a redelivery', () => {
  const redelivery: AccessorialTerms = {
    ...{ charge: 'REDELIVERY', model: 'FLAT', amount: '70.00', authority: 'CONTRACT' },
    when: { event: 'DELIVERY_ATTEMPTED', attribution: ['SHIPPER', 'CONSIGNEE'] },
  };
  const failed = (day: string, attribution: 'CARRIER' | 'CONSIGNEE', more: Partial<FreightEvent> = {}) =>
    sampleEvent({
      ...{ type: 'DELIVERY_ATTEMPTED', stop: 2, occurredAt: `2026-03-${day}:00-06:00`, reason: { attribution } },
      ...more,
    });

  it.each<[string, ReturnType<typeof failed>[], string[]]>([
    [
      'the consignee on two days',
      [failed('04T09:00', 'CONSIGNEE'), failed('05T09:00', 'CONSIGNEE')],
      ['70.00', '70.00'],
    ],
    ['the carrier, then the consignee', [failed('04T09:00', 'CARRIER'), failed('05T09:00', 'CONSIGNEE')], ['70.00']],
    [
      'the consignee, told by two on one day',
      [failed('04T09:00', 'CONSIGNEE'), failed('04T09:40', 'CONSIGNEE', { source: 'tms' })],
      ['70.00'],
    ],
  ])('is owed for each day that failed through %s, though nobody told of an arrival', (_, told, expected) => {
    const rated = ratedSample({
      contracts: [sampleContract({ accessorials: [redelivery] })],
      events: [samplePickup(), ...told],
    });
    expect(rated.expected.filter(({ charge }) => charge === 'REDELIVERY').map(verdictOf)).toEqual(expected);
  });
});

describe('detention with its work done', () => {
  it('ends with the failed attempt where nothing was unloaded', () => {
    const detention: AccessorialTerms = {
      ...{ charge: 'DETENTION_DELIVERY', model: 'PER_TIME', rate: '60.00', perMinutes: 60, freeMinutes: 0 },
      ...{ incrementMinutes: 15, incrementRounding: 'UP', lateGraceMinutes: 15, whenLate: 'FROM_ARRIVAL' },
      ...{ endsAt: 'WORK_DONE', authority: 'CONTRACT' },
    };
    const at = (type: FreightEvent['type'], hour: string) =>
      sampleEvent({ type, stop: 2, occurredAt: `2026-03-04T${hour}:00-06:00` });
    const events = [
      samplePickup(),
      ...[at('ARRIVED_AT_STOP', '08:00'), at('DELIVERY_ATTEMPTED', '08:30'), at('DEPARTED_STOP', '08:40')],
      ...[at('ARRIVED_AT_STOP', '13:00'), at('UNLOADED', '14:00'), at('DEPARTED_STOP', '15:00')],
    ];
    const rated = ratedSample({ contracts: [sampleContract({ accessorials: [detention] })], events });
    // Half an hour until the attempt, an hour until the goods were unloaded.
    expect(rated.expected.filter(({ charge }) => charge === 'DETENTION_DELIVERY').map(verdictOf)).toEqual(['90.00']);
  });
});

describe('a layover and detention', () => {
  const layover: AccessorialTerms = {
    ...{ charge: 'LAYOVER', model: 'PER_DAY', from: 'ARRIVED_AT_STOP', to: 'DEPARTED_STOP', freeDays: 0 },
    ...{ calendar: 'CALENDAR', tiers: [{ rate: '250.00' }], authority: 'CONTRACT' },
  };
  const waiting = (charge: 'DETENTION_PICKUP' | 'DETENTION_DELIVERY'): AccessorialTerms => ({
    ...{ charge, model: 'PER_TIME', rate: '60.00', perMinutes: 60, freeMinutes: 120, incrementMinutes: 15 },
    ...{ incrementRounding: 'UP', lateGraceMinutes: 15, whenLate: 'FROM_ARRIVAL', authority: 'CONTRACT' },
  });
  const accessorials = [waiting('DETENTION_PICKUP'), waiting('DETENTION_DELIVERY'), layover];
  const exclusions = [['LAYOVER' as const, 'DETENTION_PICKUP' as const, 'DETENTION_DELIVERY' as const]];
  const events = (
    [
      [1, '2026-03-02T08:00:00-05:00', '2026-03-02T13:00:00-05:00'],
      [2, '2026-03-04T08:00:00-06:00', '2026-03-05T08:00:00-06:00'],
    ] as const
  ).flatMap(([stop, from, to]) => [
    sampleEvent({ type: 'ARRIVED_AT_STOP', stop, occurredAt: from }),
    sampleEvent({ type: 'DEPARTED_STOP', stop, occurredAt: to }),
  ]);
  const verdicts = () =>
    ratedSample(
      { contracts: [sampleContract({ accessorials, exclusions, fuel: null })], events, shipment: sampleShipment() },
      sampleBill(),
    )
      .expected.slice(1)
      .map((one) => `${one.charge} ${one.stop ?? '-'} ${verdictOf(one)}`);

  it('exclude each other at the stop of the layover, and the detention of other hours is owed', () => {
    // Five hours at the pickup less two: 180.00. A night at the consignee, where detention would be 1,320.00.
    expect(verdicts()).toEqual([
      'DETENTION_PICKUP 1 180.00',
      'DETENTION_DELIVERY 2 0.00 ACC_EXCLUDED',
      'LAYOVER 2 250.00',
    ]);
  });
});
