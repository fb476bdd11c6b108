import type { DecisionKind } from './codes.ts';
import type { Instant, LocalDate } from './time.ts';

/** What a person decided about a line (or, `line` null, about all lines of a bill). */
export interface Decision {
  decisionId: string;
  caseId: string;
  kind: DecisionKind;
  line: number | null;
  /** The decided line where it has no number: a charge expected but not billed, or taken back. */
  charge?: string | null;
  /** Of APPROVE_AMOUNT what is paid, of DISPUTE what is not; absent: as the engine judged. */
  amount?: string | null;
  reason?: string | null;
  comment?: string | null;
  shipmentId?: string | null;
  shipmentSource?: string | null;
  /** The dispute in which the carrier agreed: nothing of it stays open. Absent: we alone decided. */
  disputeId?: string | null;
  /** Of HOLD_UNTIL: its last day. */
  until?: LocalDate | null;
  /** Since when a hold is over; absent or null: it goes on. */
  endedAt?: Instant | null;
  by: string;
  /** The second person, where it was above the first one's limit. */
  approvedBy?: string | null;
  at: Instant;
  /** Line key → canonical text of the judgement it was made on: equal later means the decision stands. */
  judgements: Record<string, string>;
}
