import type { DecisionKind } from './codes.ts';
import type { Instant } from './time.ts';

/** What a person decided about a line (or, `line` null, about all lines of a bill). */
export interface Decision {
  decisionId: string;
  caseId: string;
  kind: DecisionKind;
  line: number | null;
  /** The decided line where it has no number: a charge expected but not billed, or taken back. */
  charge?: string | null;
  amount?: string | null;
  reason?: string | null;
  comment?: string | null;
  shipmentId?: string | null;
  shipmentSource?: string | null;
  by: string;
  at: Instant;
  /** Line key → canonical text of the judgement it was made on: equal later means the decision stands. */
  judgements: Record<string, string>;
}
