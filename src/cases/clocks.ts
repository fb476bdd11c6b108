import { BadRequestException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DeadlinePassed } from '../audit/dossier.ts';

/** Who has to act before a deadline passes. */
const responsible: Record<DeadlinePassed['kind'], string> = {
  MATCH: 'shipment planning',
  EVIDENCE: 'carrier',
  REVIEW: 'accounts payable',
  CONTEST: 'accounts payable',
};

/** A deadline that runs, with whose it is. */
export interface ClockView {
  caseId: string;
  kind: DeadlinePassed['kind'];
  dueAt: Date;
  responsible: string;
  state: string;
  invoiceNumber: string;
  billNumber: string | null;
  carrier: string | null;
}

type Row = Omit<ClockView, 'responsible'> & { place: string };

/** Deadlines that run, the next one first. */
export async function clocks(
  db: { query: EntityManager['query'] },
  wanted: { kind?: string; caseId?: string; limit: number; cursor?: string },
): Promise<{ data: ClockView[]; page: { nextCursor: string | null } }> {
  const [place, caseId, kind] = wanted.cursor === undefined ? [null, null, null] : placeOf(wanted.cursor);
  const rows = await db.query<Row[]>(
    `SELECT d.case_id AS "caseId", d.kind, d.due_at AS "dueAt", d.due_at::text AS place, c.state,
            c.invoice_number AS "invoiceNumber", c.bill_number AS "billNumber", c.carrier
     FROM deadline d JOIN freight_case c USING (case_id)
     WHERE d.passed_at IS NULL AND ($1::text IS NULL OR d.kind = $1) AND ($2::uuid IS NULL OR d.case_id = $2)
       AND ($3::timestamptz IS NULL OR (d.due_at, d.case_id, d.kind) > ($3, $4::uuid, $5))
     ORDER BY d.due_at, d.case_id, d.kind LIMIT $6`,
    [wanted.kind ?? null, wanted.caseId ?? null, place, caseId, kind, wanted.limit + 1],
  );
  const part = rows.slice(0, wanted.limit);
  const last = rows.length > wanted.limit ? part.at(-1) : undefined;
  return { data: part.map(viewOf), page: { nextCursor: last ? cursorOf(last) : null } };
}

function viewOf({ caseId, kind, dueAt, state, invoiceNumber, billNumber, carrier }: Row): ClockView {
  return { caseId, kind, dueAt, responsible: responsible[kind], state, invoiceNumber, billNumber, carrier };
}

function cursorOf({ place, caseId, kind }: Row): string {
  return Buffer.from(JSON.stringify([place, caseId, kind])).toString('base64url');
}

const placePattern = /^\["([0-9 :.+-]{10,40})","([0-9a-f-]{36})","([A-Z]+)"\]$/;

/** @throws BadRequestException when the cursor is not one of ours */
function placeOf(cursor: string): [place: string, caseId: string, kind: string] {
  const [, place, caseId, kind] = placePattern.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (place === undefined || caseId === undefined || kind === undefined)
    throw new BadRequestException({ code: 'bad-cursor', detail: 'the cursor is not one we gave' });
  return [place, caseId, kind];
}
