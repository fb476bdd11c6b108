import type { EntityManager } from 'typeorm';
import type { DisputeLineState, DisputeState } from '../freight/dispute.ts';
import { askedOf, disputeNumber } from '../freight/dispute.ts';
import { amountText, decimal } from '../freight/money.ts';
import { type Page, pageOf } from '../masterdata/page.ts';
import {
  disputeColumns,
  type DisputeRow,
  etagOf,
  lineColumns,
  type LineRow,
  linesOf,
  noDispute,
  type Said,
} from './dispute-rows.ts';
import { type Proposal, proposalsOf } from './proposal-rows.ts';

interface Reader {
  query: EntityManager['query'];
}

/** A dispute in a list. */
export interface DisputeListed extends Omit<
  DisputeRow,
  'rowVersion' | 'serial' | 'collecting' | 'message' | 'contact' | 'openedBy' | 'resolvedBy'
> {
  /** As people say it: `D-000123`. */
  number: string;
  /** What is still asked, over open lines. */
  asked: string;
  lines: number;
  /** Its day to answer has passed without an answer. */
  overdue: boolean;
}

/** A line as it is read. */
export interface LineView extends Omit<LineRow, 'disputeId' | 'caseVersion'> {
  invoiceNumber: string;
  billNumber: string | null;
}

/** What was said, oldest first. */
export interface MessageView extends Pick<Said, 'direction' | 'kind' | 'via' | 'text' | 'by'> {
  messageId: string;
  body: object;
  at: Date;
  /** Of what goes out. */
  state: string | null;
  sentAt: Date | null;
}

/** One dispute in full. */
export interface DisputeView extends Omit<DisputeListed, 'lines'> {
  openedBy: string;
  resolvedBy: string | null;
  collecting: boolean;
  contact: { name: string; email: string } | null;
  message: string | null;
  /** 1 for what was asked first; each proposal is one more. */
  round: number;
  lines: LineView[];
  proposals: Proposal[];
  messages: MessageView[];
  timeline: { entry: number; kind: string; at: Date; by: string; [part: string]: unknown }[];
  etag: string;
}

/** Which disputes. */
export interface DisputesWanted {
  state?: DisputeState;
  carrier?: string;
  caseId?: string;
  /** Those to be answered before this day. */
  dueBefore?: string;
  before: string | null;
  limit: number;
}

/** Disputes, newest first. */
export async function disputes(db: Reader, wanted: DisputesWanted): Promise<Page<DisputeListed>> {
  const rows = await db.query<DisputeRow[]>(
    `SELECT ${disputeColumns} FROM dispute d
     WHERE ($1::text IS NULL OR d.state = $1) AND ($2::text IS NULL OR d.carrier = $2)
       AND ($3::uuid IS NULL OR EXISTS (SELECT FROM dispute_line l WHERE l.dispute_id = d.dispute_id AND l.case_id = $3))
       AND ($4::date IS NULL OR (d.answer_by < $4 AND d.state = 'SENT'))
       AND ($5::uuid IS NULL OR d.dispute_id < $5)
     ORDER BY d.dispute_id DESC LIMIT $6`,
    [
      wanted.state ?? null,
      wanted.carrier ?? null,
      wanted.caseId ?? null,
      wanted.dueBefore ?? null,
      wanted.before,
      wanted.limit,
    ],
  );
  const lines = await db.query<LineRow[]>(
    `SELECT ${lineColumns} FROM dispute_line l WHERE l.dispute_id = ANY($1::uuid[])`,
    [rows.map((row) => row.disputeId)],
  );
  const data = rows.map((row) =>
    listed(
      row,
      lines.filter((line) => line.disputeId === row.disputeId),
    ),
  );
  return pageOf(data, wanted.limit, (row) => row.disputeId);
}

function listed(row: DisputeRow, lines: readonly LineRow[]): DisputeListed {
  const { disputeId, state, resolution, carrier, legalEntity, currency } = row;
  const { openedAt, sentAt, answerBy, escalatedAt, answeredAt, resolvedAt } = row;
  return {
    ...{ disputeId, number: disputeNumber(row.serial), state, resolution, carrier, legalEntity, currency },
    asked: askedOf(lines, currency),
    lines: lines.filter((line) => line.state === 'OPEN' || state === 'RESOLVED').length,
    ...{ openedAt, sentAt, answerBy, escalatedAt, answeredAt, resolvedAt },
    overdue: state === 'SENT' && escalatedAt !== null,
  };
}

/**
 * One dispute with its lines, rounds, words and history.
 *
 * @throws NotFoundException
 */
export async function disputeView(db: Reader, disputeId: string): Promise<DisputeView> {
  const [row] = await db.query<DisputeRow[]>(`SELECT ${disputeColumns} FROM dispute d WHERE d.dispute_id = $1`, [
    disputeId,
  ]);
  if (!row) throw noDispute(disputeId);
  const lines = await linesOf(db, disputeId);
  const proposals = await proposalsOf(db, row);
  const { openedBy, resolvedBy, collecting, contact, message } = row;
  return {
    ...listed(row, lines),
    ...{ openedBy, resolvedBy, collecting, contact, message },
    round: proposals.length + 1,
    lines: await lineViews(db, row, lines),
    proposals,
    messages: await messagesOf(db, disputeId),
    timeline: await timelineOf(db, disputeId),
    etag: etagOf(row.rowVersion),
  };
}

async function lineViews(db: Reader, { currency }: DisputeRow, lines: readonly LineRow[]): Promise<LineView[]> {
  const bills = await db.query<{ caseId: string; invoiceNumber: string; billNumber: string | null }[]>(
    `SELECT case_id AS "caseId", invoice_number AS "invoiceNumber", bill_number AS "billNumber" FROM freight_case
     WHERE case_id = ANY($1::uuid[])`,
    [lines.map(({ caseId }) => caseId)],
  );
  const byCase = new Map(bills.map((bill) => [bill.caseId, bill]));
  const money = (amount: string) => amountText(decimal(amount), currency);
  return lines.map(
    ({ place, kind, caseId, line, charge, stop, reason, revision, state, ended, decisionId, ...row }) => ({
      ...{ place, kind, caseId, invoiceNumber: byCase.get(caseId)?.invoiceNumber ?? '' },
      ...{ billNumber: byCase.get(caseId)?.billNumber ?? null, line, charge, stop, reason },
      ...{ billed: money(row.billed), asked: money(row.asked), leastPaid: money(row.leastPaid) },
      agreed: row.agreed === null ? null : money(row.agreed),
      ...{ revision, state: state satisfies DisputeLineState, ended, decisionId },
    }),
  );
}

async function messagesOf(db: Reader, disputeId: string): Promise<MessageView[]> {
  return db.query<MessageView[]>(
    `SELECT message_id AS "messageId", direction, kind, via, text, body, by, at, state, sent_at AS "sentAt"
     FROM dispute_message WHERE dispute_id = $1 ORDER BY message_id`,
    [disputeId],
  );
}

async function timelineOf(db: Reader, disputeId: string): Promise<DisputeView['timeline']> {
  const rows = await db.query<{ entry: number; kind: string; at: Date; by: string; body: object }[]>(
    'SELECT entry, kind, at, by, body FROM dispute_event WHERE dispute_id = $1 ORDER BY entry',
    [disputeId],
  );
  return rows.map(({ body, ...row }) => ({ ...row, ...body }));
}
