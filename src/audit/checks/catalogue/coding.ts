import type { Row } from './row.ts';

/** Accounts, allocation and payment. */
export const coding: readonly Row[] = [
  ['C-03', 'BILL', 'APPROVE', 'WARNING', 'Shares that costs can be divided by', 'allocations', 'FACT_MISSING'],
  ['C-09', 'MONEY', 'REVIEW', 'WARNING', 'Within what the engine may approve', 'policy; amount', 'APPROVAL_LIMIT'],
];
