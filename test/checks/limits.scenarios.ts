import type { ContractVersion } from '../../src/freight/contract.ts';
import { type Given, type Line, passes, raises, type Scenario } from './scenario.ts';
import { billing } from './world.ts';

const usual: Line[] = [
  ['LINEHAUL', '300.00'],
  ['LIFTGATE_DELIVERY', '85.00', { stop: 2 }],
];
const withLimits = (more: ContractVersion['limits']): Given['contract'] => ({ limits: more });

/** A day late or in time: the original without its liftgate, and so many days later a bill for it. */
function billedLater(days: number): Given {
  return {
    charges: [['LINEHAUL', '300.00']],
    daysLater: days,
    thereafter: async ({ world, names, send, settled }) => {
      const [original] = world.invoices;
      const late = billing(names, 1, {
        charges: [['LIFTGATE_DELIVERY', '85.00', { stop: 2 }]],
        invoice: { kind: 'SUPPLEMENTAL', corrects: { invoiceNumber: original?.invoiceNumber ?? null } },
      });
      world.invoices.push(late);
      await send('invoices', late);
      await settled();
    },
  };
}

/** A line that nobody has mapped waits for ever: nothing of it is contested or paid. */
const unmapped: Line[] = [...usual, [null, '40.00', { rawCode: 'ZZZ', description: 'mystery' }]];

const ofBilling: readonly Scenario[] = [
  raises(
    'L-02',
    'billed sixteen days after the delivery: owed all the same',
    { invoice: { invoiceDate: '2026-03-20' } },
    { line: null, reason: 'STALE_180', severity: 'INFO', state: 'APPROVED', money: { approved: '385.00' } },
  ),
  passes('L-02', 'billed two days after the delivery'),
  raises('L-03', 'a charge billed on the 181st day after the first bill came', billedLater(181), {
    ...{ line: null, reason: 'BAL_DUE_DECLINED', state: 'DENIED', money: { denied: '85.00' } },
    sentence: /181 days after .*; the limit is 180 days/,
  }),
  passes('L-03', 'a charge billed on the 180th day', billedLater(180), { money: { approved: '85.00' } }),
  raises(
    'L-10',
    'billed after the contract’s own limit',
    { contract: withLimits({ billDays: 30 }), invoice: { invoiceDate: '2026-04-04' } }, // delivered on 4 March: 31 days
    { line: null, reason: 'STALE_180', state: 'DENIED', money: { denied: '385.00' } },
  ),
  passes('L-10', 'billed on the last day of the contract’s own limit', {
    contract: withLimits({ billDays: 30 }),
    invoice: { invoiceDate: '2026-04-03' },
  }),
];

const ofContesting: readonly Scenario[] = [
  raises(
    'L-04',
    'a part nobody has decided on when five sixths of the time to contest are over',
    { charges: unmapped, daysLater: 151 },
    {
      line: null,
      reason: 'FACT_MISSING',
      amount: '40.00',
      severity: 'WARNING',
      sentence: /\(180 days after receipt\)/,
    },
  ),
  passes(
    'L-04',
    'a part nobody has decided on with time left',
    { charges: unmapped, daysLater: 12 },
    { state: 'IN_REVIEW' },
  ),
  passes('L-04', 'a bill that is paid, however long ago', { daysLater: 151 }),
  raises(
    'L-10',
    'a part nobody has decided on when the contract’s own time to contest is nearly over',
    { contract: withLimits({ disputeDays: 30 }), charges: unmapped, daysLater: 26 },
    { line: null, reason: 'FACT_MISSING', amount: '40.00', sentence: /\(30 days after receipt\)/ },
  ),
];

const container: Partial<ContractVersion> = {
  accessorials: [
    { charge: 'LIFTGATE_DELIVERY', model: 'FLAT', amount: '85.00', authority: 'ORDERED' },
    { charge: 'DEMURRAGE', model: 'FLAT', amount: '450.00', authority: 'CONTRACT' },
  ],
  limits: { equipmentDays: 30 },
};
const demurrage = (invoiceDate: string): Given => ({
  contract: container,
  charges: [...usual, ['DEMURRAGE', '450.00']],
  events: [{ type: 'GATE_OUT', stop: 1, occurredAt: '2026-03-01T16:00:00-05:00' }],
  invoice: { invoiceDate },
});

const exceptions: Given['pod'] = {
  piecesReceived: 3,
  exceptions: [{ type: 'SHORT', pieces: 1, note: 'one pallet missing' }],
};
const ofMode = (mode: 'ROAD_EU' | 'AIR'): Given => ({
  contract: { modes: [mode] },
  shipment: { mode },
  pod: exceptions,
});

const ofGoods: readonly Scenario[] = [
  raises('L-08', 'demurrage invoiced 31 days after its last day', demurrage('2026-04-01'), {
    ...{ line: 3, reason: 'STALE_180', amount: '450.00', charge: { expected: '0.00', disputed: '450.00' } },
    money: { approved: '385.00' },
  }),
  raises(
    'L-08',
    'demurrage whose last day only the invoice names',
    {
      contract: container,
      charges: [...usual, ['DEMURRAGE', '450.00', { details: { chargedTo: '2026-03-01' } }]],
      invoice: { invoiceDate: '2026-04-01' },
    },
    { line: 3, reason: 'STALE_180', charge: { expected: '0.00' } },
  ),
  passes('L-08', 'demurrage invoiced on the thirtieth day', demurrage('2026-03-31'), { money: { approved: '835.00' } }),
  raises(
    'L-07',
    'goods short in the United States: nine months to claim',
    { pod: exceptions },
    { line: null, reason: 'OS_D', severity: 'INFO', sentence: /by 2026-12-04/, money: { approved: '385.00' } },
  ),
  passes('L-07', 'goods that came whole'),
  raises('L-11', 'goods short by road in Europe: seven days to reserve', ofMode('ROAD_EU'), {
    ...{ line: null, reason: 'OS_D', severity: 'INFO', sentence: /CMR article 30.* by 2026-03-11/ },
  }),
  raises('L-11', 'goods short by air: fourteen days to report', ofMode('AIR'), {
    ...{ line: null, reason: 'OS_D', sentence: /Montreal Convention, article 31.* by 2026-03-18/ },
  }),
  passes('L-11', 'goods that came whole by air', { contract: { modes: ['AIR'] }, shipment: { mode: 'AIR' } }),
];

/** Times for billing, contesting and claiming. */
export const limits: readonly Scenario[] = [...ofBilling, ...ofContesting, ...ofGoods];
