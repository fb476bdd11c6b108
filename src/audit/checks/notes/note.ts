import type { ReasonCode, Severity } from '../../../freight/codes.ts';

/**
 * What a check says of a bill as a whole; it moves no money by itself. `line` where it is of one line, `amount` in the
 * bill's currency; absent: of the whole bill, 0.00.
 */
export interface Note {
  check: string;
  code: ReasonCode;
  severity: Severity;
  sentence: string;
  line?: number;
  amount?: string;
}
