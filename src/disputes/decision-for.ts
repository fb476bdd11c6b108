import type { DecisionKind } from '../freight/codes.ts';
import { type Decimal, decimal, decimalText } from '../freight/money.ts';
import type { LineRow } from './dispute-rows.ts';

/** The decision by which a line comes to an amount: one of those that people make on cases, and no other way. */
export interface LineDecision {
  kind: Extract<DecisionKind, 'APPROVE_AS_BILLED' | 'APPROVE_EXPECTED' | 'APPROVE_AMOUNT' | 'DENY'>;
  amount?: string;
}

/**
 * All of what is billed: approved as billed. Nothing: denied. Of a credit that the carrier did not bill, all we expect:
 * approved as expected. Anything between: that amount.
 */
export function decisionFor(line: Pick<LineRow, 'billed' | 'leastPaid' | 'line'>, amount: Decimal): LineDecision {
  if (amount.equals(decimal(line.billed))) return { kind: 'APPROVE_AS_BILLED' };
  if (amount.isZero()) return { kind: 'DENY' };
  if (line.line === null && amount.equals(decimal(line.leastPaid))) return { kind: 'APPROVE_EXPECTED' };
  return { kind: 'APPROVE_AMOUNT', amount: decimalText(amount) };
}
