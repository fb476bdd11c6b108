import type { ContractVersion } from '../../src/freight/contract.ts';
import type { Shipment } from '../../src/freight/shipment.ts';
import { type Given, type Line, passes, raises, type Scenario } from './scenario.ts';

/** 5 % of the linehaul of 300.00 for more than an hour. */
const late: Partial<ContractVersion> = {
  lateDelivery: [{ afterMinutes: 60, percentOfLinehaul: '0.05', excused: ['CONSIGNEE'] }],
};
/** The freight is delivered at 09:00 on the clocks of Dallas. */
const promisedBy = (time: string): Partial<Shipment> => ({
  committedDelivery: { from: '2026-03-04T06:00:00-06:00', to: `2026-03-04T${time}:00-06:00` },
});
const tooLate: Given = { contract: late, shipment: promisedBy('07:30') };
const usual: Line[] = [
  ['LINEHAUL', '300.00'],
  ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
];

const ofLateness: readonly Scenario[] = [
  raises('E-10', 'an hour and a half late, and the carrier credits nothing', tooLate, {
    ...{ line: null, reason: 'SERVICE_LATE', amount: '15.00', state: 'DISPUTED' },
    charge: { expected: '-15.00', approved: '-15.00', disputed: '15.00' },
    money: { billed: '385.00', approved: '370.00' },
  }),
  raises(
    'E-10',
    'the same where all is paid and the rest claimed',
    { ...tooLate, contract: { ...late, payment: { terms: 'NET_30', disagreement: 'PAY_AND_CLAIM' } } },
    { line: null, reason: 'SERVICE_LATE', amount: '15.00', money: { approved: '385.00', disputed: '0.00' } },
  ),
  raises(
    'E-10',
    'the carrier credits less than it owes',
    { ...tooLate, charges: [...usual, ['SERVICE_CREDIT', '-10.00']] },
    { line: 3, reason: 'SERVICE_LATE', amount: '5.00', money: { approved: '370.00', disputed: '5.00' } },
  ),
  passes('E-10', 'an hour late, to the minute', { contract: late, shipment: promisedBy('08:00') }),
  passes('E-10', 'an hour and a half late, as the consignee wished', {
    ...tooLate,
    events: [
      {
        ...{ type: 'DELAYED', stop: 2, occurredAt: '2026-03-04T06:30:00-06:00' },
        reason: { code: 'AG', attribution: 'CONSIGNEE' },
      },
    ],
  }),
  passes(
    'E-10',
    'the carrier credits it by itself',
    { ...tooLate, charges: [...usual, ['SERVICE_CREDIT', '-15.00']] },
    { line: 3, money: { approved: '370.00' } },
  ),
];

const morning = (by: string): Given => ({
  contract: { guarantees: [{ service: 'GUARANTEED_AM', by, refund: 'FULL', excused: [] }] },
  shipment: { ...promisedBy('17:00'), service: 'GUARANTEED_AM' },
});

const ofGuarantees: readonly Scenario[] = [
  raises('E-11', 'guaranteed by half past eight', morning('08:30'), {
    ...{ line: null, reason: 'SERVICE_LATE', amount: '300.00', state: 'DISPUTED' },
    charge: { expected: '-300.00', approved: '-300.00', disputed: '300.00' },
    money: { approved: '85.00' },
  }),
  passes('E-11', 'guaranteed by nine, and delivered at nine', morning('09:00')),
  passes('E-11', 'another service than the one guaranteed', {
    ...morning('08:30'),
    shipment: { ...promisedBy('17:00'), service: 'STANDARD' },
  }),
];

/** What comes back when the service is not what was promised. */
export const service: readonly Scenario[] = [...ofLateness, ...ofGuarantees];
