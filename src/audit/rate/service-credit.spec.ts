import { describe, expect, it } from '@jest/globals';
import { eventsOf, status } from '../../../test/builders/status-214.ts';
import type { Attribution } from '../../freight/codes.ts';
import type { ContractVersion, Guarantee } from '../../freight/contract.ts';
import type { Shipment } from '../../freight/shipment.ts';
import { sampleContract, sampleEvent, samplePickup, sampleShipment } from './sample-dossier.ts';
import type { SampleParts } from './sample-dossier.ts';
import { chargeOf, ratedSample, verdictOf } from './sample-rating.ts';

// The linehaul of the sample is 276.64, its fuel 78.84.
interface Told {
  terms?: Partial<ContractVersion>;
  order?: Partial<Shipment>;
  /** The end of the promised window, and when it was delivered. */
  promised?: string;
  delivered: string;
  because?: Attribution | null;
  events?: SampleParts['events'];
}

function rated({
  terms = {},
  order = {},
  promised = '2026-03-04T12:00:00-06:00',
  delivered,
  because,
  events = [],
}: Told) {
  const delayed = sampleEvent({
    type: 'DELAYED',
    occurredAt: '2026-03-04T07:00:00-06:00',
    reason: { attribution: because ?? null },
  });
  return ratedSample({
    contracts: [sampleContract({ effective: { from: '2026-01-01', to: '2026-12-31' }, ...terms })],
    shipment: sampleShipment({ committedDelivery: { from: promised, to: promised }, ...order }),
    events: [
      samplePickup(),
      sampleEvent({ type: 'DELIVERED', stop: 2, occurredAt: delivered }),
      ...(because === undefined ? [] : [delayed]),
      ...events,
    ],
  });
}

const credit = (told: Told) => verdictOf(chargeOf(rated(told), 'SERVICE_CREDIT'));

const bands: ContractVersion['lateDelivery'] = [
  { afterMinutes: 60, percentOfLinehaul: '0.05', excused: ['CONSIGNEE', 'OUTSIDE'] },
  { afterMinutes: 240, percentOfLinehaul: '0.50', maximum: '100.00', excused: ['CONSIGNEE'] },
];
const late = { terms: { lateDelivery: bands } };

describe('a credit for lateness', () => {
  it.each([
    ['13:00', 'absent'], // just as late as is allowed
    ['13:01', '-13.83'], // 5 % of 276.64 = 13.832
    ['16:00', '-13.83'],
    ['16:01', '-100.00'], // 50 % = 138.32, at most 100.00
  ])('of a delivery at %s that was promised by noon is %s', (time, amount) => {
    expect(credit({ ...late, delivered: `2026-03-04T${time}:00-06:00` })).toBe(amount);
  });

  it.each<[string, Attribution | null, string]>([
    ['the consignee’s fault', 'CONSIGNEE', '0.00'],
    ['the carrier’s', 'CARRIER', '-13.83'],
    ['the shipper’s, whom the contract does not excuse', 'SHIPPER', '-13.83'],
    ['nobody’s that was named', null, '-13.83'],
  ])('that is %s', (_, because, amount) => {
    expect(credit({ ...late, delivered: '2026-03-04T14:00:00-06:00', because })).toBe(amount);
  });

  it('is excused band by band: weather excuses an hour and not a day', () => {
    expect(credit({ ...late, delivered: '2026-03-04T14:00:00-06:00', because: 'OUTSIDE' })).toBe('0.00');
    expect(credit({ ...late, delivered: '2026-03-05T14:00:00-06:00', because: 'OUTSIDE' })).toBe('-100.00');
  });

  it('is excused by the reason that an X12 214 gives', () => {
    const told = (reason: string) => {
      const [event] = eventsOf(status(`AT7*SD*${reason}***20260304*0700*CT`));
      return event ? [sampleEvent({ type: event.type, occurredAt: event.occurredAt, reason: event.reason })] : [];
    };
    const delivered = '2026-03-04T14:00:00-06:00';
    // AG: the consignee asked for it. AO: weather. AI: mechanical breakdown, which is the carrier's.
    expect(credit({ ...late, delivered, events: told('AG') })).toBe('0.00');
    expect(credit({ ...late, delivered, events: told('AO') })).toBe('0.00');
    expect(credit({ ...late, delivered, events: told('AI') })).toBe('-13.83');
  });

  it('is the fault of whoever the last word before the delivery names', () => {
    const delivered = '2026-03-04T14:00:00-06:00';
    const told = (time: string, attribution: Attribution, type: 'DELAYED' | 'CUSTOMS_HELD' = 'DELAYED') =>
      sampleEvent({ type, occurredAt: `2026-03-04T${time}:00-06:00`, reason: { attribution } });
    const of = (...events: ReturnType<typeof told>[]) => credit({ ...late, delivered, events });
    expect(of(told('08:00', 'CARRIER'), told('09:00', 'CONSIGNEE'))).toBe('0.00');
    expect(of(told('08:00', 'CONSIGNEE'), told('09:00', 'CARRIER'))).toBe('-13.83');
    // Told after the delivery, or with it, or of something else.
    expect(of(told('15:00', 'CONSIGNEE'))).toBe('-13.83');
    expect(of(told('14:00', 'CONSIGNEE'))).toBe('-13.83');
    expect(of(told('09:00', 'CONSIGNEE', 'CUSTOMS_HELD'))).toBe('-13.83');
  });

  it('is the fault of whoever the arrival names, where nobody told of a delay', () => {
    const arrived = (stop: number, time: string, attribution: Attribution) =>
      sampleEvent({ type: 'ARRIVED_AT_STOP', stop, occurredAt: time, reason: { attribution } });
    const of = (...events: ReturnType<typeof arrived>[]) =>
      credit({ ...late, delivered: '2026-03-04T14:00:00-06:00', events });
    expect(of(arrived(2, '2026-03-04T13:50:00-06:00', 'CONSIGNEE'))).toBe('0.00');
    expect(of(arrived(2, '2026-03-04T13:50:00-06:00', 'CARRIER'))).toBe('-13.83');
    expect(of(arrived(1, '2026-03-02T08:00:00-05:00', 'CONSIGNEE'))).toBe('-13.83');
    const excused = chargeOf(
      rated({ ...late, delivered: '2026-03-04T14:00:00-06:00', because: 'CONSIGNEE' }),
      'SERVICE_CREDIT',
    );
    expect(excused).toMatchObject({ certain: false, working: { label: 'late because of CONSIGNEE: excused' } });
  });

  it('is owed a moment after the minutes that are allowed', () => {
    expect(credit({ ...late, delivered: '2026-03-04T13:00:00.030-06:00' })).toBe('-13.83');
  });

  it('counts the hours that passed, whatever the clocks did in the night', () => {
    // In Dallas 02:00 of 8 March 2026 is 03:00: from 01:30 CST to 03:30 CDT is one hour, not two.
    const night = { promised: '2026-03-08T01:30:00-06:00' };
    expect(credit({ ...late, ...night, delivered: '2026-03-08T03:30:00-05:00' })).toBe('absent');
    expect(credit({ ...late, ...night, delivered: '2026-03-08T03:31:00-05:00' })).toBe('-13.83');
    // 01:30 CDT to 01:31 CST of 1 November is 61 minutes.
    const autumn = { promised: '2026-11-01T01:30:00-05:00' };
    expect(credit({ ...late, ...autumn, delivered: '2026-11-01T01:31:00-06:00' })).toBe('-13.83');
  });

  it('needs a promise, and a delivery', () => {
    expect(credit({ ...late, delivered: '2026-03-09T14:00:00-06:00', order: { committedDelivery: null } })).toBe(
      'absent',
    );
    const events = [samplePickup()];
    const shipment = sampleShipment({
      committedDelivery: { from: '2026-03-04T08:00:00-06:00', to: '2026-03-04T12:00:00-06:00' },
    });
    const silent = ratedSample({ contracts: [sampleContract(late.terms)], shipment, events });
    expect(verdictOf(chargeOf(silent, 'SERVICE_CREDIT'))).toBe('absent');
  });

  it('is of a linehaul that can be proven', () => {
    const items = [{ item: 1, weight: { value: '1850', unit: 'LB' as const }, freightClass: null }];
    expect(credit({ ...late, delivered: '2026-03-04T14:00:00-06:00', order: { items } })).toBe('null FACT_MISSING');
  });
});

describe('a guaranteed service', () => {
  const morning = (more: Partial<Guarantee> = {}): Told['terms'] => ({
    guarantees: [{ service: 'GUARANTEED_AM', by: '10:30', refund: 'FULL', excused: ['CONSIGNEE'], ...more }],
  });
  const ordered = { service: 'GUARANTEED_AM' };
  const of = (delivered: string, terms = morning(), more: Partial<Told> = {}) =>
    credit({ terms, order: ordered, promised: '2026-03-04T17:00:00-06:00', delivered, ...more });

  it.each([
    ['in time to the minute', '2026-03-04T10:30:00-06:00', 'absent'],
    ['a second late', '2026-03-04T10:30:01-06:00', '-276.64'],
    ['in time on the clocks there, whatever they show elsewhere', '2026-03-04T11:30:00-05:00', 'absent'],
  ])('%s', (_, delivered, amount) => {
    expect(of(delivered)).toBe(amount);
  });

  it.each<[string, Partial<Guarantee>, string]>([
    ['half of it', { refund: '0.5' }, '-138.32'],
    ['of linehaul and fuel', { of: ['LINEHAUL', 'FUEL'] }, '-355.48'], // 276.64 + 78.84
  ])('refunds %s', (_, more, amount) => {
    expect(of('2026-03-04T11:00:00-06:00', morning(more))).toBe(amount);
  });

  it('is of the service that was ordered, and excused like any delay', () => {
    expect(of('2026-03-04T11:00:00-06:00', morning(), { order: { service: 'STANDARD' } })).toBe('absent');
    expect(of('2026-03-04T11:00:00-06:00', morning(), { because: 'CONSIGNEE' })).toBe('0.00');
  });

  it('goes by the clocks of a day that is an hour short', () => {
    // 10:30 CDT of 8 March 2026 is 15:30 in Greenwich; a day earlier it was 16:30.
    const sunday = { promised: '2026-03-08T17:00:00-05:00' };
    expect(of('2026-03-08T15:30:00Z', morning(), sunday)).toBe('absent');
    expect(of('2026-03-08T15:31:00Z', morning(), sunday)).toBe('-276.64');
    const saturday = { promised: '2026-03-07T17:00:00-06:00' };
    expect(of('2026-03-07T16:30:00Z', morning(), saturday)).toBe('absent');
    // There was no 02:30 on the 8th: it is read as 03:30.
    expect(of('2026-03-08T03:30:00-05:00', morning({ by: '02:30' }), sunday)).toBe('absent');
  });

  it('gives way to a greater credit for lateness, and takes the place of a smaller', () => {
    const both = (refund: string) => ({ ...morning({ refund }), lateDelivery: bands });
    const delivered = '2026-03-04T18:30:00-06:00'; // 90 minutes past the promised window
    const found = (refund: string) => {
      const told = { terms: both(refund), order: ordered, promised: '2026-03-04T17:00:00-06:00', delivered };
      const charge = chargeOf(rated(told), 'SERVICE_CREDIT');
      return [charge?.check, charge?.amount?.toFixed(2)];
    };
    expect(found('FULL')).toEqual(['E-11', '-276.64']);
    expect(found('0.01')).toEqual(['E-10', '-13.83']);
  });
});
