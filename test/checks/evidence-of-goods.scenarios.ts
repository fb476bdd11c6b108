import { type Given, passes, raises, type Scenario } from './scenario.ts';

const paid = { line: null, state: 'APPROVED', money: { approved: '385.00' } } as const;

const counts: readonly Scenario[] = [
  raises('E-05', 'the POD counts three pieces of four', { pod: { piecesReceived: 3 } }, { ...paid, reason: 'OS_D' }),
  raises(
    'E-05',
    'the POD notes one piece short',
    { pod: { piecesReceived: 3, exceptions: [{ type: 'SHORT', pieces: 1, note: 'shrink wrap torn' }] } },
    { ...paid, reason: 'OS_D', sentence: /: 1 piece short/ },
  ),
  raises(
    'E-05',
    'an event tells of a piece too many',
    { events: [{ type: 'OVER', stop: 2, occurredAt: '2026-03-04T09:00:00-06:00', data: { pieces: 1 } }] },
    { ...paid, reason: 'OS_D' },
  ),
  passes('E-05', 'four of four'),
  passes('E-05', 'an order that counts no pieces', {
    shipment: { items: [{ item: 1, weight: { value: '1850', unit: 'LB' }, freightClass: '70' }] },
    pod: { piecesReceived: 96 },
  }),
  passes('E-05', 'a second POD that counts again, all four', {
    pod: { piecesReceived: 3 },
    documents: [
      {
        ...{ type: 'POD', stop: 2, issuedAt: '2026-03-05T10:00:00-06:00' },
        data: { signedBy: 'R. Alvarez', signedAt: '2026-03-04T09:00:00-06:00', piecesReceived: 4 },
      },
    ],
  }),
  raises(
    'E-06',
    'one pallet crushed',
    { pod: { exceptions: [{ type: 'DAMAGED', pieces: 1 }] } },
    { ...paid, reason: 'OS_D', sentence: /damaged/ },
  ),
  raises(
    'E-06',
    'the consignee refuses a pallet',
    { events: [{ type: 'REFUSED', stop: 2, occurredAt: '2026-03-04T09:00:00-06:00', data: { pieces: 1 } }] },
    { ...paid, reason: 'OS_D' },
  ),
  passes('E-06', 'a note of damage that was only foreseen', {
    events: [{ type: 'DAMAGED', classifier: 'ESTIMATED', stop: 2, occurredAt: '2026-03-04T09:00:00-06:00' }],
  }),
  raises(
    'E-18',
    'the warehouse unloads three pieces of four',
    {
      events: [
        {
          ...{ type: 'UNLOADED', stop: 2, occurredAt: '2026-03-04T09:05:00-06:00' },
          ...{ source: 'wms', data: { pieces: 3 } },
        },
      ],
    },
    { ...paid, reason: 'OS_D', severity: 'INFO' },
  ),
  passes('E-18', 'the warehouse unloads four', {
    events: [{ type: 'UNLOADED', stop: 2, occurredAt: '2026-03-04T09:05:00-06:00', data: { pieces: 4 } }],
  }),
];

const reading = (time: string, value: string, unit = 'C') => ({
  ...{ type: 'TEMPERATURE' as const, occurredAt: `2026-03-03T${time}:00-06:00`, method: 'TELEMATICS' as const },
  data: { value, unit },
});

/** Between 2 and 8 °C, outside for half an hour at most. */
const cold = (...readings: ReturnType<typeof reading>[]): Given => ({
  contract: { temperature: { low: '2', high: '8', unit: 'C', allowedMinutes: 30 } },
  events: readings,
});

const temperature: readonly Scenario[] = [
  // 9.5 °C from 10:00 to 10:45: 45 minutes, 30 are allowed.
  raises(
    'E-12',
    'three quarters of an hour too warm',
    cold(reading('09:00', '5'), reading('10:00', '9.5'), reading('10:45', '7.9')),
    { ...paid, reason: 'OS_D', sentence: /45 minutes/ },
  ),
  // 35 °F is 1.67 °C; a reading speaks for an hour at most although the next one comes after two.
  raises('E-12', 'frost told in Fahrenheit', cold(reading('10:00', '35', 'F'), reading('12:00', '41', 'F')), {
    ...paid,
    ...{ reason: 'OS_D', sentence: /60 minutes/ },
  }),
  raises(
    'E-12',
    'an order for frozen goods',
    {
      ...cold(reading('10:00', '-12'), reading('10:40', '-18')),
      shipment: { temperature: { low: '-22', high: '-15', unit: 'C' } },
    },
    { ...paid, reason: 'OS_D', sentence: /40 minutes outside of -22 to -15/ },
  ),
  passes('E-12', 'half an hour while the doors were open', cold(reading('10:00', '11'), reading('10:30', '8'))),
  passes(
    'E-12',
    'the ends of the band',
    cold(reading('10:00', '2'), reading('10:40', '8'), reading('11:40', '46.4', 'F')),
  ),
  passes('E-12', 'a warm trailer before it is loaded', {
    ...cold(reading('10:00', '5')),
    events: [{ ...reading('10:00', '20'), occurredAt: '2026-03-02T06:00:00-05:00' }, reading('10:00', '5')],
  }),
  passes('E-12', 'a contract without a temperature', { events: [reading('10:00', '30'), reading('14:00', '30')] }),
];

const sealed = (put: string, arrived: string): Given => ({
  without: ['DEPARTED_STOP 1', 'ARRIVED_AT_STOP 2'],
  events: [
    { type: 'DEPARTED_STOP', stop: 1, occurredAt: '2026-03-02T09:20:00-05:00', data: { seal: put } },
    { type: 'ARRIVED_AT_STOP', stop: 2, occurredAt: '2026-03-04T08:20:00-06:00', data: { seal: arrived } },
  ],
});

const seals: readonly Scenario[] = [
  raises('E-13', 'another seal than was put on', sealed('UL-100234', 'UL-100299'), {
    ...paid,
    ...{ reason: 'EVIDENCE_CONFLICT', sentence: /UL100299.*UL100234/ },
  }),
  passes('E-13', 'the seal written another way', sealed('UL 100234', 'ul-100234')),
  passes('E-13', 'customs put on a new seal on the way', {
    ...sealed('UL-100234', 'US-778'),
    events: [
      ...(sealed('UL-100234', 'US-778').events ?? []),
      { type: 'CUSTOMS_RELEASED', occurredAt: '2026-03-03T10:00:00-06:00', data: { seal: 'US-778' } },
    ],
  }),
  passes('E-13', 'a seal that only the consignee names', {
    events: [{ type: 'UNLOADED', stop: 2, occurredAt: '2026-03-04T09:00:00-06:00', data: { seal: 'UL-1' } }],
  }),
];

const reporting = { milestones: ['DEPARTED_STOP' as const, 'DELIVERED' as const], withinMinutes: 120 };

const reports: readonly Scenario[] = [
  raises(
    'E-14',
    'the departure from the consignee is never told',
    { contract: { reporting }, without: ['DEPARTED_STOP 2'] },
    { ...paid, reason: 'FACT_MISSING', severity: 'INFO', sentence: /2 of 3 .* DEPARTED_STOP at stop 2/ },
  ),
  raises(
    'E-14',
    'the delivery told a day later',
    {
      ...{ contract: { reporting }, without: ['DELIVERED'] },
      events: [
        {
          ...{ type: 'DELIVERED', stop: 2, occurredAt: '2026-03-04T09:00:00-06:00' },
          issuedAt: '2026-03-05T09:00:00-06:00',
        },
      ],
    },
    { ...paid, reason: 'FACT_MISSING', sentence: /reported late/ },
  ),
  passes('E-14', 'all told', { contract: { reporting } }),
  passes('E-14', 'a contract that asks for no reports', { without: ['DEPARTED_STOP 2', 'ARRIVED_AT_STOP 1'] }),
];

const came = (data: Record<string, string>, announced: object): Given => ({
  shipment: { announced },
  events: [{ type: 'LOADED', stop: 1, occurredAt: '2026-03-02T09:00:00-05:00', data }],
});

const vehicles: readonly Scenario[] = [
  raises('E-15', 'a truck that nobody announced', came({ vehicle: 'TX 55-JKL' }, { vehicles: ['OH 123 ABC'] }), {
    ...{ line: null, reason: 'CARRIER_WRONG', state: 'IN_REVIEW', money: { pending: '385.00' } },
    sentence: /TX 55-JKL/,
  }),
  raises('E-15', 'a driver that nobody announced', came({ driver: 'P. Novak' }, { drivers: ['John Smith'] }), {
    ...{ line: null, reason: 'CARRIER_WRONG', state: 'IN_REVIEW' },
  }),
  passes(
    'E-15',
    'one of the two trucks announced, and its driver by initial',
    came(
      { vehicle: 'oh-123-abc', driver: 'J. Smith' },
      { vehicles: ['OH 99 ZZZ', 'OH 123 ABC'], drivers: ['John Smith'] },
    ),
  ),
  passes('E-15', 'a tractor changed on the way', {
    shipment: { announced: { vehicles: ['OH 123 ABC'] } },
    events: [
      {
        ...{ type: 'DEPARTED_TERMINAL', occurredAt: '2026-03-03T09:00:00-06:00' },
        ...{ place: { city: 'Memphis', region: 'TN' }, data: { vehicle: 'TN 7' } },
      },
    ],
  }),
  passes('E-15', 'a truck told where none was announced', came({ vehicle: 'TX 55-JKL' }, {})),
];

/** What the goods met on the way: counts, temperature, seals, reports, vehicles. */
export const conditions: readonly Scenario[] = [...counts, ...temperature, ...seals, ...reports, ...vehicles];
