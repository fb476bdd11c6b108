import { BadRequestException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../people/roles.ts';

/** Who looks after a case once a limit is near. */
export const raisedTo: Role = 'ap-lead';

/** Every clock a case may have, with who has to act before it passes: in words, and the role where it is one of ours. */
const responsible = {
  MATCH: { who: 'shipment planning', role: 'integration' },
  EVIDENCE: { who: 'carrier', role: 'ap-clerk' },
  REVIEW: { who: 'accounts payable', role: 'ap-clerk' },
  CONTEST: { who: 'accounts payable', role: 'ap-clerk' },
  HOLD: { who: 'accounts payable', role: 'ap-clerk' },
  CARRIER_ANSWER: { who: 'carrier', role: 'ap-clerk' },
  DISPUTE_WINDOW: { who: 'accounts payable', role: 'ap-clerk' },
  BALANCE_DUE_WINDOW: { who: 'carrier', role: null },
  PAYMENT_DUE: { who: 'accounts payable', role: 'ap-clerk' },
  DISCOUNT: { who: 'accounts payable', role: 'ap-clerk' },
} as const satisfies Record<string, { who: string; role: Role | null }>;

export type ClockKind = keyof typeof responsible;
export const clockKinds = Object.keys(responsible) as ClockKind[];

export const clockLevels = ['RUNNING', 'NEAR', 'OVERDUE'] as const;
/** NEAR: soon enough before its end that somebody should look; OVERDUE: it has passed and the matter is open. */
export type ClockLevel = (typeof clockLevels)[number];

/** A clock that somebody has to mind. */
export interface ClockView {
  caseId: string;
  kind: ClockKind;
  dueAt: Date;
  level: ClockLevel;
  /** Since when the lead has it; null: not raised. */
  escalatedAt: Date | null;
  responsible: string;
  /** Of ours, who sees to it that it is met; null: only the carrier can. */
  role: Role | null;
  state: string;
  invoiceNumber: string;
  billNumber: string | null;
  carrier: string | null;
  assignee: string | null;
}

type Row = Omit<ClockView, 'responsible' | 'role'> & { place: string };

/** Which clocks. */
export interface ClocksWanted {
  kind?: string;
  caseId?: string;
  carrier?: string;
  level?: ClockLevel;
  escalated?: 'true' | 'false';
  limit: number;
  cursor?: string;
}

const level = `CASE WHEN o.due_at < clock_now() THEN 'OVERDUE' WHEN o.near_at <= clock_now() THEN 'NEAR' ELSE 'RUNNING' END`;

/** Clocks that run or have passed with their matter open, the most urgent first. */
export async function clocks(
  db: { query: EntityManager['query'] },
  wanted: ClocksWanted,
): Promise<{ data: ClockView[]; page: { nextCursor: string | null } }> {
  const [place, caseId, kind] = wanted.cursor === undefined ? [null, null, null] : placeOf(wanted.cursor);
  const rows = await db.query<Row[]>(
    `SELECT o.case_id AS "caseId", o.kind, o.due_at AS "dueAt", o.due_at::text AS place, ${level} AS level,
            o.raised_at AS "escalatedAt", c.state, c.invoice_number AS "invoiceNumber", c.bill_number AS "billNumber",
            c.carrier, c.assignee
     FROM open_clock o JOIN freight_case c USING (case_id)
     WHERE ($1::text IS NULL OR o.kind = $1) AND ($2::uuid IS NULL OR o.case_id = $2)
       AND ($3::timestamptz IS NULL OR (o.due_at, o.case_id, o.kind) > ($3, $4::uuid, $5))
       AND ($6::text IS NULL OR c.carrier = $6) AND ($7::text IS NULL OR ${level} = $7)
       AND ($8::boolean IS NULL OR (o.raised_at IS NOT NULL) = $8)
     ORDER BY o.due_at, o.case_id, o.kind LIMIT $9`,
    [
      ...[wanted.kind ?? null, wanted.caseId ?? null, place, caseId, kind, wanted.carrier ?? null],
      ...[wanted.level ?? null, wanted.escalated ?? null, wanted.limit + 1],
    ],
  );
  const part = rows.slice(0, wanted.limit);
  const last = rows.length > wanted.limit ? part.at(-1) : undefined;
  return { data: part.map(viewOf), page: { nextCursor: last ? cursorOf(last) : null } };
}

function viewOf(row: Row): ClockView {
  const { caseId, kind, dueAt, level, escalatedAt, state, invoiceNumber, billNumber, carrier, assignee } = row;
  const { who, role } = responsible[kind];
  return {
    ...{ caseId, kind, dueAt, level, escalatedAt, responsible: who, role: escalatedAt === null ? role : raisedTo },
    ...{ state, invoiceNumber, billNumber, carrier, assignee },
  };
}

function cursorOf({ place, caseId, kind }: Row): string {
  return Buffer.from(JSON.stringify([place, caseId, kind])).toString('base64url');
}

const placePattern = /^\["([0-9 :.+-]{10,40})","([0-9a-f-]{36})","([A-Z_]+)"\]$/;

/** @throws BadRequestException when the cursor is not one of ours */
function placeOf(cursor: string): [place: string, caseId: string, kind: string] {
  const [, place, caseId, kind] = placePattern.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (place === undefined || caseId === undefined || kind === undefined)
    throw new BadRequestException({ code: 'bad-cursor', detail: 'the cursor is not one we gave' });
  return [place, caseId, kind];
}
