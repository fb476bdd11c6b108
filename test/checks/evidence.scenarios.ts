import { conditions } from './evidence-of-goods.scenarios.ts';
import { ofService } from './evidence/service-credits.ts';
import { cannotAssess, type Given, passes, raises, type Scenario } from './scenario.ts';

export const evidence: readonly Scenario[] = [
  raises(
    'E-02',
    'no POD ten days after the bill came',
    { without: ['POD'], daysLater: 12 },
    { line: 1, reason: 'POD_MISSING', state: 'DISPUTED', money: { disputed: '385.00' } },
  ),
  passes('E-02', 'a signed POD'),
  cannotAssess(
    'E-02',
    'the POD has not come yet',
    { without: ['POD'] },
    { reason: 'POD_MISSING', state: 'AWAITING_EVIDENCE', money: { pending: '385.00' } },
  ),
  raises(
    'E-17',
    'a delivery that the carrier takes back and tells anew',
    {
      afterwards: async ({ names, send }) => {
        const said = { source: `api:${names.carrier}`, references: [{ type: 'BOL', value: names.bol }] };
        await send(
          'events',
          {
            ...said,
            eventId: `${names.code}-again`,
            type: 'DELIVERED',
            stop: 2,
            occurredAt: '2026-03-04T09:05:00-06:00',
          },
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
export const evidence: readonly Scenario[] = [...proofs, ...sources, ...punctuality, ...conditions  ...ofService,
];
