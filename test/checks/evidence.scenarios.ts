import { conditions } from './evidence-of-goods.scenarios.ts';
import { cannotAssess, type Given, passes, raises, type Scenario } from './scenario.ts';

const delivered = { state: 'APPROVED', money: { approved: '385.00' } } as const;

const proofs: readonly Scenario[] = [
  raises(
    'E-01',
    'nothing says that it was delivered, ten days after the bill came',
    { without: ['DELIVERED', 'POD'], daysLater: 12 },
    { line: 1, reason: 'NOT_DELIVERED', state: 'DISPUTED', money: { disputed: '385.00' } },
  ),
  passes('E-01', 'a signed POD without an event', { without: ['DELIVERED'] }, { line: 1 }),
  passes(
    'E-01',
    'a contract that pays before the delivery',
    { contract: { evidence: { delivery: 'NOT_REQUIRED', pod: 'NOT_REQUIRED' } }, without: ['DELIVERED', 'POD'] },
    {},
  ),
  cannotAssess(
    'E-01',
    'on the road still',
    { without: ['DELIVERED', 'POD', 'ARRIVED_AT_STOP 2', 'DEPARTED_STOP 2'] },
    { line: 1, reason: 'NOT_DELIVERED', state: 'AWAITING_EVIDENCE', money: { pending: '385.00', expected: '385.00' } },
  ),
  raises(
    'E-02',
    'no POD ten days after the bill came',
    { without: ['POD'], daysLater: 12 },
    { line: 1, reason: 'POD_MISSING', state: 'DISPUTED', money: { disputed: '385.00' } },
  ),
  passes('E-02', 'a signed POD', {}, { line: 1 }),
  cannotAssess(
    'E-02',
    'the POD has not come yet',
    { without: ['POD'] },
    { reason: 'POD_MISSING', state: 'AWAITING_EVIDENCE', money: { pending: '385.00' } },
  ),
  raises(
    'E-03',
    'a POD that names nobody who signed it',
    { pod: { signedBy: null } },
    { line: null, reason: 'POD_MISSING', severity: 'WARNING', ...delivered },
  ),
  raises(
    'E-03',
    'a contract that asks for a signature, and none ten days after the bill came',
    { contract: { evidence: { pod: 'SIGNED' } }, pod: { signedBy: null }, daysLater: 12 },
    { line: 1, reason: 'POD_MISSING', state: 'DISPUTED' },
  ),
  passes('E-03', 'name and time on the POD of a contract that asks for them', {
    contract: { evidence: { pod: 'SIGNED' } },
  }),
  passes('E-03', 'a scan that nobody has read', {
    pod: { signedBy: null, signedAt: null, piecesReceived: null },
  }),
  cannotAssess(
    'E-03',
    'a contract that asks for the time of the signature, and the POD has none',
    { contract: { evidence: { pod: 'SIGNED' } }, pod: { signedAt: null } },
    { line: 1, reason: 'POD_MISSING', state: 'AWAITING_EVIDENCE' },
  ),
  raises(
    'E-04',
    'a POD signed at a warehouse in another city',
    { pod: { receivedBy: { name: 'Lone Star Storage', city: 'Houston', postalCode: '77002' } } },
    { line: null, reason: 'EVIDENCE_CONFLICT', sentence: /Houston/, ...delivered },
  ),
  passes('E-04', 'a POD that names the consignee in its own words', {
    pod: { receivedBy: { name: 'Receiving, dock 3', city: 'DALLAS', postalCode: '75201-0001' } },
  }),
];

/** Both of the strongest kind, so that neither outranks the other. */
const twoGeofences = (minutesApart: string): Given => ({
  without: ['POD', 'DELIVERED'],
  contract: { evidence: { delivery: 'REQUIRED', pod: 'NOT_REQUIRED' } },
  events: [
    { type: 'DELIVERED', stop: 2, method: 'GEOFENCE', occurredAt: '2026-03-04T09:00:00-06:00', source: 'gps-one' },
    { type: 'DELIVERED', stop: 2, method: 'GEOFENCE', occurredAt: minutesApart, source: 'gps-two' },
  ],
});

const sources: readonly Scenario[] = [
  raises(
    'E-07',
    'a driver writes an arrival an hour before the truck was there',
    {
      without: ['ARRIVED_AT_STOP 2'],
      events: [
        {
          type: 'ARRIVED_AT_STOP',
          stop: 2,
          method: 'GEOFENCE',
          occurredAt: '2026-03-04T08:20:00-06:00',
          source: 'gps',
        },
        { type: 'ARRIVED_AT_STOP', stop: 2, method: 'MANUAL', occurredAt: '2026-03-04T07:20:00-06:00' },
      ],
    },
    { line: null, reason: 'EVIDENCE_CONFLICT', severity: 'INFO', sentence: /60 minutes/, ...delivered },
  ),
  passes('E-07', 'a written arrival a quarter of an hour from the position', {
    without: ['ARRIVED_AT_STOP 2'],
    events: [
      { type: 'ARRIVED_AT_STOP', stop: 2, method: 'GEOFENCE', occurredAt: '2026-03-04T08:20:00-06:00', source: 'gps' },
      { type: 'ARRIVED_AT_STOP', stop: 2, method: 'MANUAL', occurredAt: '2026-03-04T08:05:00-06:00' },
    ],
  }),
  passes('E-07', 'a truck that comes twice, and both arrivals written', {
    events: [
      { type: 'ARRIVED_AT_STOP', stop: 2, method: 'GEOFENCE', occurredAt: '2026-03-04T08:20:00-06:00', source: 'gps' },
      { type: 'ARRIVED_AT_STOP', stop: 2, method: 'GEOFENCE', occurredAt: '2026-03-03T15:00:00-06:00', source: 'gps' },
      { type: 'ARRIVED_AT_STOP', stop: 2, method: 'MANUAL', occurredAt: '2026-03-03T15:05:00-06:00' },
      { type: 'DELIVERY_ATTEMPTED', stop: 2, method: 'MANUAL', occurredAt: '2026-03-03T15:30:00-06:00' },
    ],
  }),
  raises('E-16', 'two trackers an hour apart on the delivery', twoGeofences('2026-03-04T10:00:00-06:00'), {
    line: 1,
    reason: 'EVIDENCE_CONFLICT',
    state: 'AWAITING_EVIDENCE',
    money: { pending: '385.00' },
  }),
  cannotAssess('E-16', 'two trackers that disagree', twoGeofences('2026-03-04T10:30:00-06:00'), {
    line: 1,
    reason: 'EVIDENCE_CONFLICT',
  }),
  passes('E-16', 'two trackers a quarter of an hour apart', twoGeofences('2026-03-04T09:15:00-06:00')),
  raises(
    'E-16',
    'an event at a place that is no stop',
    {
      events: [{ type: 'ARRIVED_AT_STOP', place: { city: 'Tulsa', region: 'OK' }, occurredAt: '2026-03-03T09:00:00Z' }],
    },
    { line: null, reason: 'STOP_UNKNOWN', severity: 'WARNING', ...delivered },
  ),
  raises(
    'E-17',
    'a delivery that the carrier takes back and tells anew',
    {
      afterwards: async ({ names, send }) => {
        const said = { source: `api:${names.carrier}`, references: [{ type: 'BOL', value: names.bol }] };
        const at = '2026-03-04T09:05:00-06:00';
        await send(
          'events',
          { ...said, eventId: `${names.code}-again`, type: 'DELIVERED', stop: 2, occurredAt: at },
          { ...said, eventId: `${names.code}-never`, type: 'RETRACTED', retracts: `${names.code}-DELIVERED-4` },
        );
      },
    },
    { line: null, reason: 'EVIDENCE_CONFLICT', state: 'APPROVED', severity: 'INFO' },
  ),
  passes('E-17', 'nothing was taken back'),
];

const window = { from: '2026-03-04T08:00:00-06:00', to: '2026-03-04T08:30:00-06:00' };
const credit = { lateDelivery: [{ afterMinutes: 15, percentOfLinehaul: '0.05', excused: ['CONSIGNEE' as const] }] };

const punctuality: readonly Scenario[] = [
  raises(
    'E-08',
    'invoiced the day before the delivery, against the contract',
    { contract: { invoicing: { after: 'DELIVERY' } }, invoice: { invoiceDate: '2026-03-03' } },
    { line: null, reason: 'NOT_DELIVERED', state: 'IN_REVIEW', money: { pending: '385.00' } },
  ),
  passes('E-08', 'invoiced on the day of the delivery', {
    contract: { invoicing: { after: 'DELIVERY' } },
    invoice: { invoiceDate: '2026-03-04' },
  }),
  passes('E-08', 'invoiced at the pickup, as the contract allows', {
    contract: { invoicing: { after: 'PICKUP' } },
    invoice: { invoiceDate: '2026-03-02' },
  }),
  passes('E-08', 'invoiced at the pickup under a contract that does not mind', {
    invoice: { invoiceDate: '2026-03-02' },
  }),
  raises(
    'E-09',
    'half an hour after the window that was promised',
    { shipment: { committedDelivery: window } },
    { line: null, reason: 'SERVICE_LATE', severity: 'INFO', sentence: /30 min/, ...delivered },
  ),
  passes('E-09', 'to the minute', {
    shipment: { committedDelivery: { ...window, to: '2026-03-04T09:00:00-06:00' } },
  }),
  // 5 % of 300.00 is 15.00; nobody credited it, so it is taken from what is paid: 385.00 - 15.00.
  raises(
    'E-10',
    'half an hour late and no credit on the bill',
    { contract: credit, shipment: { committedDelivery: window } },
    { line: null, reason: 'SERVICE_LATE', amount: '15.00', state: 'DISPUTED', money: { approved: '370.00' } },
  ),
  passes('E-10', 'a quarter of an hour late, as the contract allows', {
    contract: credit,
    shipment: { committedDelivery: { ...window, to: '2026-03-04T08:45:00-06:00' } },
  }),
  passes('E-10', 'late because of the consignee', {
    contract: credit,
    shipment: { committedDelivery: window },
    events: [
      {
        ...{ type: 'DELAYED', occurredAt: '2026-03-04T07:00:00-06:00' },
        reason: { code: 'AG', attribution: 'CONSIGNEE' },
      },
    ],
  }),
  passes('E-10', 'late, and credited on the bill', {
    contract: credit,
    shipment: { committedDelivery: window },
    charges: [
      ['LINEHAUL', '300.00'],
      ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
      ['SERVICE_CREDIT', '-15.00'],
    ],
  }),
];

/** Delivery, its proof and its time; what the goods met on the way is in a table of its own. */
export const evidence: readonly Scenario[] = [...proofs, ...sources, ...punctuality, ...conditions];
