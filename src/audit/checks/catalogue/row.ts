import type { Outcome, Severity } from '../../../freight/codes.ts';

/**
 * Where a check is asked: of a message when it comes, of the whole bill before anything else, of each line, of the bill
 * once more, with the money, or over many bills.
 */
export type Stage = 'INTAKE' | 'GATE' | 'LINE' | 'BILL' | 'MONEY' | 'PORTFOLIO';

/** A check as the tables beside this file write it: needs are separated by `;`, reasons by blanks, the usual one first. */
export type Row = [
  id: string,
  stage: Stage,
  outcome: Outcome,
  severity: Severity,
  title: string,
  needs: string,
  reasons: string,
];
