import type { Tolerance } from '../../src/freight/contract.ts';
import { passes, raises, type Line, type Scenario } from './scenario.ts';

const perLine: Tolerance = { scope: { charge: 'ANY' }, over: { amount: '5.00' } };
const ofBill = (amount: string, more: Partial<Tolerance> = {}): Tolerance => ({
  ...{ scope: { bill: true }, over: { amount } },
  ...more,
});
const ofInvoice = (amount: string): Tolerance => ({ scope: { invoice: true }, over: { amount } });
const under = (...tolerances: Tolerance[]) => ({ contract: { tolerances } });

/** Linehaul 4.00 and liftgate 5.00 over what is owed, 300.00 and 85.00: 9.00 in all. */
const charges: Line[] = [
  ['LINEHAUL', '304.00'],
  ['LIFTGATE_DELIVERY', '90.00', { stop: 2 }],
];
const paid = { money: { approved: '394.00', disputed: '0.00', expected: '385.00' } };
const disputed = { money: { approved: '385.00', disputed: '9.00', expected: '385.00' } };

/** What lines may be over together, whatever each may be by itself. */
export const tolerances: readonly Scenario[] = [
  raises(
    'T-09',
    'each line is within 5.00 and both together are beyond the 8.00 of the bill: all of it is disputed',
    { ...under(perLine, ofBill('8.00')), charges },
    { reason: 'LINEHAUL_WRONG', line: 1, amount: '4.00', state: 'DISPUTED', ...disputed },
  ),
  raises(
    'T-09',
    'the invoice has one bill, and its 8.00 is that bill’s',
    { ...under(perLine, ofInvoice('8.00')), charges },
    { reason: 'ACC_WRONG', line: 2, amount: '5.00', state: 'DISPUTED', ...disputed },
  ),
  passes('T-09', 'together they are within the 9.00 of the bill', { ...under(perLine, ofBill('9.00')), charges }, paid),
  passes(
    'T-09',
    'the bill’s 9.00 hides that neither line has a tolerance of its own',
    { ...under(ofBill('9.00', { hides: true })), charges },
    paid,
  ),
  passes(
    'T-09',
    'a line beyond its own tolerance is disputed for itself, and the other is paid',
    {
      ...under(perLine, ofBill('4.00')),
      charges: [
        ['LINEHAUL', '304.00'],
        ['LIFTGATE_DELIVERY', '100.00', { stop: 2 }],
      ],
    },
    { state: 'DISPUTED', money: { approved: '389.00', disputed: '15.00', expected: '385.00' } },
  ),
];
