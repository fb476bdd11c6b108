import { cannotAssess, passes, raises, type Scenario } from './scenario.ts';

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
