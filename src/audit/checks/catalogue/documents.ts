import type { Row } from './row.ts';

/** Duplicates, corrections, balances due and credits. */
export const documents: readonly Row[] = [
  ['D-01', 'GATE', 'DENY', 'ERROR', 'Not a bill we have already', 'other bills of the carrier', 'DUP_EXACT'],
  ['D-02', 'GATE', 'HOLD', 'WARNING', 'Not the same numbers with another amount', 'other bills', 'DUP_PROBABLE'],
  ['D-03', 'GATE', 'HOLD', 'WARNING', 'Not the same PRO under another invoice', 'other bills', 'DUP_PROBABLE'],
  [
    'D-04',
    'LINE',
    'DISPUTE',
    'ERROR',
    'No charge twice',
    'lines of all bills of the shipment',
    'DUP_CHARGE ALREADY_ALLOWED',
  ],
  [
    'D-09',
    'MONEY',
    'DENY',
    'INFO',
    'A correction takes the place of what it corrects',
    'the bill corrected',
    'SUPERSEDED',
  ],
  [
    'D-11',
    'GATE',
    'DENY',
    'ERROR',
    'A balance due is in time and new',
    'the original bill; limits',
    'BAL_DUE_DECLINED',
  ],
  ['D-13', 'GATE', 'HOLD', 'WARNING', 'A past-due notice repeats no bill', 'other bills', 'DUP_PROBABLE'],
  [
    'D-16',
    'LINE',
    'HOLD',
    'WARNING',
    'A credit refers to a bill',
    'the bill credited',
    'CREDIT_UNMATCHED ALREADY_TAKEN',
  ],
  [
    'D-18',
    'LINE',
    'REVIEW',
    'WARNING',
    'What is billed is put beside what is owed in one way only',
    'lines; expected charges',
    'ALIGNMENT_AMBIGUOUS',
  ],
];
