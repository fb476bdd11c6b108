import table from '../../../rules/reasons.json' with { type: 'json' };
import type { ReasonCode } from '../../freight/codes.ts';

/** What a reason says to people, and under which codes it goes out: X12 elements 426 (820, 812) and 647 (824). */
export interface Reason {
  title: string;
  sentence: string;
  x12_426: string | null;
  x12_647: string | null;
}

/** Every reason code with its words and its outward codes; null where X12 has none that fits. */
export const reasons: Readonly<Record<ReasonCode, Reason>> = table;

/** What a reason code says. */
export function reasonOf(code: ReasonCode): Reason {
  return reasons[code];
}
