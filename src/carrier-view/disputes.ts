import type { EntityManager } from 'typeorm';
import type { LocalDate } from '../freight/time.ts';
import { type DisputeLineState, disputeNumber, type DisputeState } from '../freight/dispute.ts';
import { amountText, Dec } from '../freight/money.ts';
import { toldReason } from './told.ts';

/** What was asked of a carrier about one of its bills, and how that stands. */
export interface CarrierDispute {
  /** As it is called in what was sent: `D-000123`. */
  number: string;
  sentence: string;
  /** By when we ask for an answer; null: nobody has said, or it is over. */
  answerBy: LocalDate | null;
  lines: { line: number | null; charge: string; asked: string; why: string; state: DisputeLineState }[];
}

interface Row {
  serial: number;
  state: DisputeState;
  answerBy: LocalDate | null;
  line: number | null;
  charge: string;
  asked: string;
  reason: string;
  lineState: DisputeLineState;
  currency: string;
}

/** Disputes about a bill of this carrier that were sent to it; drafts are ours alone. */
export async function disputesOf(tx: EntityManager, carrier: string, billId: string): Promise<CarrierDispute[]> {
  const rows = await tx.query<Row[]>(
    `SELECT d.serial, d.state, d.answer_by::text AS "answerBy", l.line, l.charge, l.asked, l.reason, l.state AS "lineState",
            d.currency
       FROM dispute d JOIN dispute_line l USING (dispute_id)
      WHERE l.case_id = $1 AND d.carrier = $2 AND d.sent_at IS NOT NULL ORDER BY d.serial DESC, l.place`,
    [billId, carrier],
  );
  const serials = [...new Set(rows.map(({ serial }) => serial))];
  return serials.flatMap((serial) => {
    const lines = rows.filter((row) => row.serial === serial);
    const [first] = lines;
    return first ? [disputeOf(first, lines)] : [];
  });
}

function disputeOf({ serial, state, answerBy }: Row, lines: readonly Row[]): CarrierDispute {
  return {
    number: disputeNumber(serial),
    sentence: toldDispute(state),
    answerBy: state === 'SENT' ? answerBy : null,
    lines: lines.map(({ line, charge, asked, reason, lineState, currency }) => ({
      ...{ line, charge, state: lineState },
      asked: amountText(new Dec(asked), currency),
      why: toldReason(reason),
    })),
  };
}

function toldDispute(state: DisputeState): string {
  switch (state) {
    case 'DRAFT':
    case 'SENT':
      return 'We have asked you about this and wait for your answer.';
    case 'ANSWERED':
      return 'We have your answer and look at it.';
    case 'RESOLVED':
      return 'This is closed.';
  }
}
