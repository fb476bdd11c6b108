import { HttpException, NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isAmong } from '../cases/etags.ts';
import { type AnnouncementType, announce } from '../ledger/announcements.ts';
import type { DisputedKind, DisputeLineState, DisputeResolution, DisputeState } from '../freight/dispute.ts';
import { disputeNumber } from '../freight/dispute.ts';
import type { ReasonCode } from '../freight/codes.ts';
import { decimal } from '../freight/money.ts';
import type { LocalDate } from '../freight/time.ts';

interface Reader {
  query: EntityManager['query'];
}

/** A dispute's own row. */
export interface DisputeRow {
  disputeId: string;
  serial: number;
  state: DisputeState;
  resolution: DisputeResolution | null;
  carrier: string;
  legalEntity: string | null;
  currency: string;
  collecting: boolean;
  openedBy: string;
  openedAt: Date;
  contact: { name: string; email: string } | null;
  message: string | null;
  sentAt: Date | null;
  answerBy: LocalDate | null;
  escalatedAt: Date | null;
  answeredAt: Date | null;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  rowVersion: string;
}

/** A line of a dispute as it is kept; amounts in plain decimals. */
export interface LineRow {
  disputeId: string;
  place: number;
  kind: DisputedKind;
  caseId: string;
  line: number | null;
  charge: string;
  stop: number | null;
  billed: string;
  asked: string;
  leastPaid: string;
  reason: ReasonCode;
  caseVersion: string;
  revision: number;
  state: DisputeLineState;
  agreed: string | null;
  ended: string | null;
  decisionId: string | null;
}

export const disputeColumns = `d.dispute_id AS "disputeId", d.serial, d.state, d.resolution, d.carrier,
  d.legal_entity AS "legalEntity", d.currency, d.collecting, d.opened_by AS "openedBy", d.opened_at AS "openedAt",
  d.contact, d.message, d.sent_at AS "sentAt", d.answer_by::text AS "answerBy", d.escalated_at AS "escalatedAt",
  d.answered_at AS "answeredAt", d.resolved_at AS "resolvedAt", d.resolved_by AS "resolvedBy",
  d.row_version::text AS "rowVersion"`;

export const lineColumns = `l.dispute_id AS "disputeId", l.place, l.kind, l.case_id AS "caseId", l.line, l.charge, l.stop,
  l.billed, l.asked, l.least_paid AS "leastPaid", l.reason, l.case_version::text AS "caseVersion", l.revision, l.state,
  l.agreed, l.ended, l.decision_id AS "decisionId"`;

/** The ETag of a dispute as its row stands. */
export function etagOf(rowVersion: string): string {
  return `"${rowVersion}"`;
}

/**
 * A dispute, locked until the transaction ends.
 *
 * @param ifMatch the ETag as the sender saw it; null: it does not matter
 * @throws NotFoundException; HttpException 412 when it has changed since
 */
export async function lockDispute(tx: EntityManager, disputeId: string, ifMatch: string | null): Promise<DisputeRow> {
  const [row] = await tx.query<DisputeRow[]>(
    `SELECT ${disputeColumns} FROM dispute d WHERE d.dispute_id = $1 FOR UPDATE`,
    [disputeId],
  );
  if (!row) throw noDispute(disputeId);
  if (ifMatch !== null && !isAmong(etagOf(row.rowVersion), ifMatch))
    throw new HttpException({ code: 'stale', detail: 'the dispute has changed since you read it' }, 412);
  return row;
}

/** There is no such dispute. */
export function noDispute(disputeId: string): NotFoundException {
  return new NotFoundException({ code: 'not-found', detail: `there is no dispute ${disputeId}` });
}

/** Every line of a dispute, ended or not, in their places. */
export async function linesOf(tx: Reader, disputeId: string): Promise<LineRow[]> {
  return tx.query<LineRow[]>(`SELECT ${lineColumns} FROM dispute_line l WHERE l.dispute_id = $1 ORDER BY l.place`, [
    disputeId,
  ]);
}

/** What can happen to a dispute. */
export type EventKind =
  | 'OPENED'
  | 'LINES_ADDED'
  | 'LINE_CHANGED'
  | 'LINE_REMOVED'
  | 'LINE_WITHDRAWN'
  | 'EDITED'
  | 'SENT'
  | 'NOTED'
  | 'REMINDED'
  | 'PROPOSED'
  | 'ANSWERED'
  | 'ESCALATED'
  | 'LINE_DECIDED'
  | 'SECOND_PERSON_ASKED'
  | 'RESOLVED';

/** What of it is told outside. */
const news: Partial<Record<EventKind, AnnouncementType>> = {
  SENT: 'freight.dispute.sent.v1',
  ANSWERED: 'freight.dispute.answered.v1',
  RESOLVED: 'freight.dispute.resolved.v1',
  LINE_WITHDRAWN: 'freight.dispute.line-withdrawn.v1',
};

/** Puts something on a dispute's record, and gives it a new ETag; who subscribes is told. */
export async function happened(
  tx: EntityManager,
  disputeId: string,
  kind: EventKind,
  { by, ...body }: { by: string; [part: string]: unknown },
): Promise<void> {
  await tx.query(
    `INSERT INTO dispute_event (dispute_id, entry, kind, body, by)
     SELECT $1::uuid, coalesce(max(entry), 0) + 1, $2, $3::json, $4 FROM dispute_event WHERE dispute_id = $1::uuid`,
    [disputeId, kind, JSON.stringify(body), by],
  );
  await tx.query('UPDATE dispute SET row_version = row_version + 1 WHERE dispute_id = $1', [disputeId]);
  const type = news[kind];
  if (type) await tell(tx, disputeId, type);
}

async function tell(tx: EntityManager, disputeId: string, type: AnnouncementType): Promise<void> {
  const rows = await tx.query<Pick<DisputeRow, 'serial' | 'carrier' | 'legalEntity' | 'currency'>[]>(
    'SELECT serial, carrier, legal_entity AS "legalEntity", currency FROM dispute WHERE dispute_id = $1',
    [disputeId],
  );
  await announce(
    tx,
    rows.map(({ serial, carrier, legalEntity, currency }) => ({
      ...{ type, subject: `dispute:${disputeId}`, carrier, legalEntity },
      data: {
        disputeId,
        number: disputeNumber(serial),
        carrier,
        legalEntity,
        currency,
        url: `/v1/disputes/${disputeId}`,
      },
    })),
  );
}

/** What is said of a dispute. */
export interface Said {
  direction: 'OUT' | 'IN' | 'NOTE';
  kind: 'DISPUTE' | 'PROPOSAL' | 'WITHDRAWAL' | 'REMINDER' | 'RESOLUTION' | 'ANSWER' | 'NOTE';
  /** `API`, `EMAIL`, `X12_824`, `CARRIER_VIEW`; of what goes out `ANY`: whoever sends it chooses. */
  via: string;
  /** Verbatim. */
  text: string | null;
  body?: object;
  externalId?: string | null;
  by: string;
}

/**
 * Keeps what was said; what goes out waits as QUEUED until it is sent.
 *
 * @returns null when the answer of this id was taken before
 */
export async function say(tx: EntityManager, disputeId: string, said: Said): Promise<string | null> {
  const [row] = await tx.query<{ messageId: string }[]>(
    `INSERT INTO dispute_message (dispute_id, direction, kind, via, text, body, external_id, by, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $2 = 'OUT' THEN 'QUEUED' END)
     ON CONFLICT (dispute_id, external_id) WHERE external_id IS NOT NULL DO NOTHING
     RETURNING message_id AS "messageId"`,
    [
      disputeId,
      said.direction,
      said.kind,
      said.via,
      said.text,
      JSON.stringify(said.body ?? {}),
      said.externalId ?? null,
      said.by,
    ],
  );
  return row?.messageId ?? null;
}

/** How lines that have all ended make their dispute end; those withdrawn count only where there are no others. */
export function resolutionOf(lines: readonly Pick<LineRow, 'state' | 'agreed' | 'leastPaid'>[]): DisputeResolution {
  const answered = lines.filter(({ state }) => state !== 'WITHDRAWN');
  if (answered.length === 0) return 'WITHDRAWN';
  if (answered.every(({ state }) => state === 'REJECTED')) return 'REJECTED';
  const whole = answered.every(({ state, agreed, leastPaid }) => state === 'ACCEPTED' && same(agreed, leastPaid));
  return whole ? 'ACCEPTED' : 'PARTIAL';
}

/** Amounts of the same scale from the same column. */
function same(a: string | null, b: string): boolean {
  return a !== null && decimal(a).equals(decimal(b));
}

/** Ends a dispute whose lines have all ended; one with an open line, and one that has ended, is left as it is. */
export async function resolveIfOver(tx: EntityManager, disputeId: string, by: string): Promise<void> {
  const lines = await linesOf(tx, disputeId);
  if (lines.some(({ state }) => state === 'OPEN')) return;
  const resolution = resolutionOf(lines);
  const [, ended]: [unknown, number] = await tx.query(
    `UPDATE dispute SET state = 'RESOLVED', resolution = $2, collecting = false, resolved_at = clock_now(), resolved_by = $3
     WHERE dispute_id = $1 AND state <> 'RESOLVED'`,
    [disputeId, resolution, by],
  );
  if (ended > 0) await happened(tx, disputeId, 'RESOLVED', { by, resolution });
}
