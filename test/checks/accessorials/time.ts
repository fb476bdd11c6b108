import type { AccessorialTerms } from '../../../src/freight/accessorial.ts';
import type { Stop } from '../../../src/freight/shipment.ts';
import { cannotAssess, passes, raises, type Given, type Scenario } from '../scenario.ts';
import { detention, stay, under, unproven } from './terms.ts';

// 07:40 to 11:52 with the appointment at 08:00: 232 − 120 = 112 minutes, 8 quarters, 120.00.
const waited = stay('07:40', '11:52');
const billed = (amount: string, terms: AccessorialTerms = detention): Given => ({
  ...under(terms, ['DETENTION_DELIVERY', amount, { stop: 2 }]),
});

// 07:40 to 13:52, and 10:00 told the day before: 232 − 120 = 112 minutes again.
const movedToTen: Given = {
  ...stay('07:40', '13:52'),
  events: [
    ...(stay('07:40', '13:52').events ?? []),
    {
      ...{ type: 'APPOINTMENT_SET', classifier: 'PLANNED', stop: 2, issuedAt: '2026-03-03T16:00:00-06:00' },
      data: { from: '2026-03-04T10:00:00', to: '2026-03-04T10:30:00' },
    },
  ],
};

const detentions: readonly Scenario[] = [
  raises(
    'A-01',
    'detention billed without its free time',
    { ...waited, ...billed('240.00') },
    {
      ...{ line: 2, reason: 'DETENTION_WRONG', amount: '120.00', sentence: /with the free time ignored/ },
      charge: { expected: '120.00', approved: '120.00', disputed: '120.00' },
    },
  ),
  raises(
    'A-01',
    'detention of a truck that came late, from its arrival',
    // 09:30 is more than a quarter of an hour past nine; 09:30 to 12:30 would be 60 minutes.
    { ...stay('09:30', '12:30'), ...billed('60.00') },
    {
      ...{ line: 2, reason: 'DETENTION_WRONG', amount: '60.00', sentence: /rule on late arrival ignored/ },
      charge: { expected: '0.00', disputed: '60.00' },
    },
  ),
  raises(
    'A-01',
    'detention inside the free time',
    { ...billed('60.00') },
    { line: 2, reason: 'DETENTION_WRONG', amount: '60.00', charge: { expected: '0.00' } },
  ),
  passes(
    'A-01',
    'two hours beyond the free time, all but eight minutes',
    { ...waited, ...billed('120.00') },
    { line: 2 },
  ),
  passes(
    'A-01',
    'the appointment is moved to ten by the clocks of the place',
    { ...movedToTen, ...billed('120.00') },
    { line: 2 },
  ),
  raises(
    'A-01',
    'the appointment is moved to ten, and billed as of eight',
    // From 08:00 on it would be 352 − 120 = 232 minutes, 16 quarters.
    { ...movedToTen, ...billed('240.00') },
    { line: 2, reason: 'DETENTION_WRONG', amount: '120.00', sentence: /appointment from 2026-03-04 10:00 -06:00/ },
  ),
  passes('A-01', 'a truck within the grace', { ...stay('09:14', '12:14'), ...billed('60.00') }, { line: 2 }),
  cannotAssess(
    'A-01',
    'nobody told when the truck left',
    { ...unproven(detention, {}, ['DETENTION_DELIVERY', '120.00', { stop: 2 }]), without: ['DEPARTED_STOP 2'] },
    { line: 2, reason: 'FACT_MISSING', charge: { outcome: 'WAIT', pending: '120.00' }, state: 'AWAITING_EVIDENCE' },
  ),
  raises(
    'A-01',
    'detention whose departure never came',
    {
      ...unproven(detention, {}, ['DETENTION_DELIVERY', '120.00', { stop: 2 }]),
      ...{ without: ['DEPARTED_STOP 2'], daysLater: 12 },
    },
    { line: 2, reason: 'DETENTION_UNPROVEN', amount: '120.00', charge: { expected: '0.00', disputed: '120.00' } },
  ),
];

const notice = { ...detention, notice: { minutesBefore: 30 } } satisfies AccessorialTerms;
const noticed = (at: string): Given => ({
  ...waited,
  events: [...(waited.events ?? []), { type: 'NOTICE_GIVEN', stop: 2, occurredAt: `2026-03-04T${at}:00-06:00` }],
});

const notices: readonly Scenario[] = [
  raises(
    'A-02',
    'nobody was told that the truck would wait longer',
    { ...waited, ...billed('120.00', notice) },
    { line: 2, reason: 'ACC_NO_NOTICE', amount: '120.00', charge: { expected: '0.00' } },
  ),
  raises(
    'A-02',
    'told when free time had all but ended',
    { ...noticed('09:31'), ...billed('120.00', notice) },
    { line: 2, reason: 'ACC_NO_NOTICE', amount: '120.00' },
  ),
  passes('A-02', 'told half an hour before free time ended', { ...noticed('09:30'), ...billed('120.00', notice) }),
];

const trailer: AccessorialTerms = {
  ...{ charge: 'DETENTION_DELIVERY', model: 'PER_DAY', from: 'ARRIVED_AT_STOP', to: 'DEPARTED_STOP', freeDays: 1 },
  ...{ calendar: 'BUSINESS', tiers: [{ rate: '40.00' }], authority: 'CONTRACT' },
};
// Dropped on Wednesday the 4th, fetched on Tuesday the 10th: 5th, 6th, 9th and 10th, less one free; six days of the calendar.
const dropped: Given = {
  events: [
    { type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-10T13:00:00-05:00' },
    { type: 'DEPARTED_STOP', stop: 2, occurredAt: '2026-03-10T13:20:00-05:00' },
  ],
};

const trailers: readonly Scenario[] = [
  raises(
    'A-03',
    'a trailer’s days with the weekend',
    { ...dropped, ...billed('200.00', trailer) },
    {
      ...{ line: 2, reason: 'DETENTION_WRONG', amount: '80.00', sentence: /by calendar days instead of business days/ },
      charge: { expected: '120.00' },
    },
  ),
  passes('A-03', 'a trailer three working days over', { ...dropped, ...billed('120.00', trailer) }, { line: 2 }),
  cannotAssess(
    'A-03',
    'nobody told when the trailer was fetched',
    { ...unproven(trailer, {}, ['DETENTION_DELIVERY', '80.00', { stop: 2 }]), without: ['DEPARTED_STOP 2'] },
    { line: 2, reason: 'FACT_MISSING' },
  ),
];

/** A third stop in Fort Worth, the afternoon after Dallas. */
function threeStops(shipment: { stops: Stop[] }): { stops: Stop[] } {
  const fortWorth = {
    city: 'Fort Worth',
    region: 'TX',
    postalCode: '76102',
    country: 'US',
    timeZone: 'America/Chicago',
  };
  return { stops: [...shipment.stops, { stop: 3, type: 'DELIVERY', location: fortWorth }] };
}
const fortWorth = (arrived: string | null, left: string | null): Given['events'] => [
  ...(arrived ? [{ type: 'ARRIVED_AT_STOP' as const, stop: 3, occurredAt: `2026-03-04T${arrived}:00-06:00` }] : []),
  ...(left ? [{ type: 'DEPARTED_STOP' as const, stop: 3, occurredAt: `2026-03-04T${left}:00-06:00` }] : []),
];
// Twenty minutes free at each stop, then 10.00 for ten minutes begun: 13:00 to 13:45 is 25 over, three units.
const waiting: AccessorialTerms = { ...detention, freeMinutes: 20, incrementMinutes: 10 };
const waitedInFortWorth = (amount: string, arrived: string | null, left: string | null): Given => ({
  ...unproven(waiting, {}, ['DETENTION_DELIVERY', amount, { stop: 3 }]),
  ...{ shipment: threeStops, without: ['DEPARTED_STOP 2'] },
  events: [
    { type: 'DEPARTED_STOP', stop: 2, occurredAt: '2026-03-04T08:40:00-06:00' },
    ...(fortWorth(arrived, left) ?? []),
  ],
});

const routes: readonly Scenario[] = [
  raises('A-04', 'waiting at the third stop, without its free time', waitedInFortWorth('50.00', '13:00', '13:45'), {
    line: 2,
    reason: 'DETENTION_WRONG',
    amount: '20.00',
    charge: { expected: '30.00' },
  }),
  passes('A-04', 'half an hour over at the third stop', waitedInFortWorth('30.00', '13:00', '13:45'), { line: 2 }),
  cannotAssess('A-04', 'nobody saw the truck at the third stop', waitedInFortWorth('30.00', null, null), { line: 2 }),
];

const stopOff: AccessorialTerms = {
  ...{ charge: 'STOP_OFF', model: 'TIERS', tiers: ['100.00', '175.00'], authority: 'CONTRACT' },
};
const stoppedOff = (amount: string, arrived: string | null): Given => ({
  ...unproven(stopOff, {}, ['STOP_OFF', amount]),
  ...{ shipment: threeStops, events: fortWorth(arrived, arrived && '14:00') },
});

const stops: readonly Scenario[] = [
  raises('A-07', 'one extra stop billed as two', stoppedOff('275.00', '13:00'), {
    line: 2,
    reason: 'ACC_WRONG',
    amount: '175.00',
    sentence: /with 1 stop free instead of 2/,
  }),
  raises('A-07', 'a stop-off on a load of two stops', under(stopOff, ['STOP_OFF', '100.00']), {
    line: 2,
    reason: 'ACC_CONDITION',
    amount: '100.00',
    charge: { expected: '0.00' },
  }),
  passes('A-07', 'one extra stop', stoppedOff('100.00', '13:00'), { line: 2 }),
  raises('A-07', 'an extra stop at which nobody saw the truck', stoppedOff('100.00', null), {
    ...{ line: 2, reason: 'ACC_CONDITION', amount: '100.00', charge: { expected: '0.00' } },
  }),
];

const layover: AccessorialTerms = {
  ...{ charge: 'LAYOVER', model: 'PER_DAY', from: 'ARRIVED_AT_STOP', to: 'DEPARTED_STOP', freeDays: 0 },
  ...{ calendar: 'CALENDAR', tiers: [{ rate: '250.00' }], authority: 'CONTRACT' },
};
const overnight: Given = {
  without: ['DEPARTED_STOP 2'],
  events: [{ type: 'DEPARTED_STOP', stop: 2, occurredAt: '2026-03-05T09:15:00-06:00' }],
};

const layovers: readonly Scenario[] = [
  raises(
    'A-05',
    'one night billed as two',
    { ...overnight, ...under(layover, ['LAYOVER', '500.00']) },
    { line: 2, reason: 'ACC_WRONG', amount: '250.00', charge: { expected: '250.00' } },
  ),
  passes('A-05', 'a night at the consignee', { ...overnight, ...under(layover, ['LAYOVER', '250.00']) }, { line: 2 }),
  cannotAssess(
    'A-05',
    'nobody told when the truck left',
    { ...unproven(layover, {}, ['LAYOVER', '250.00']), without: ['DEPARTED_STOP 2'] },
    { line: 2, reason: 'FACT_MISSING' },
  ),
  raises(
    'A-37',
    'a layover and detention of the same hours',
    {
      ...overnight,
      ...under([layover, detention], ['LAYOVER', '250.00'], ['DETENTION_DELIVERY', '1380.00', { stop: 2 }]),
      contract: { accessorials: [layover, detention], exclusions: [['DETENTION_DELIVERY', 'LAYOVER']] },
    },
    { line: 3, reason: 'ACC_EXCLUDED', amount: '1380.00', charge: { expected: '0.00' } },
  ),
];

const drayage: Given = {
  shipment: { mode: 'DRAYAGE' },
  contract: { modes: ['DRAYAGE'], accessorials: [detention] },
};

const ports: readonly Scenario[] = [
  raises(
    'A-27',
    'waiting in drayage from arrival instead of the appointment',
    // From 07:40 on it would be 132 minutes, nine quarters.
    { ...waited, ...billed('135.00'), ...drayage },
    { line: 2, reason: 'DETENTION_WRONG', amount: '15.00', sentence: /with the clock from arrival/ },
  ),
  passes(
    'A-27',
    'waiting in drayage, from the appointment',
    { ...waited, ...billed('120.00'), ...drayage },
    { line: 2 },
  ),
  cannotAssess(
    'A-27',
    'nobody told when the drayman came',
    {
      ...unproven(detention, {}, ['DETENTION_DELIVERY', '120.00', { stop: 2 }]),
      ...{ shipment: { mode: 'DRAYAGE' }, without: ['ARRIVED_AT_STOP 2'] },
      contract: {
        ...{ modes: ['DRAYAGE'], accessorials: [detention] },
        evidence: { delivery: 'NOT_REQUIRED', pod: 'NOT_REQUIRED' },
      },
    },
    { line: 2 },
  ),
];

/** Detention, waiting, stop-off and layover. */
export const ofTime: readonly Scenario[] = [
  ...[...detentions, ...notices, ...trailers, ...routes],
  ...[...layovers, ...stops, ...ports],
];
