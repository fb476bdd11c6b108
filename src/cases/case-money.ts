import type { Money } from '../audit/report.ts';
import { amountText, Dec } from '../freight/money.ts';

/** The money columns of a case row. */
export interface CaseMoneyRow extends Money {
  currency: string | null;
}

/** A row's money as everyone reads it: exactly the currency's minor places. */
export function caseMoney({ currency, expected, ...row }: CaseMoneyRow): Money {
  const text = (amount: string) => amountText(new Dec(amount), currency);
  return {
    billed: text(row.billed),
    approved: text(row.approved),
    disputed: text(row.disputed),
    denied: text(row.denied),
    pending: text(row.pending),
    expected: expected === null ? null : text(expected),
  };
}
