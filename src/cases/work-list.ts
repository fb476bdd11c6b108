import { BadRequestException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseState, ReasonCode } from '../freight/codes.ts';
import { caseMoney, type CaseMoneyRow } from './case-money.ts';
import { raisedTo } from './clocks.ts';

export const caseSorts = ['-receivedAt', 'receivedAt', 'dueAt'] as const;
/** How the work list is ordered. */
export type CaseSort = (typeof caseSorts)[number];

/** Which cases; absent filters let all through. */
export interface CasesWanted {
  invoiceNumber?: string;
  billNumber?: string;
  carrier?: string;
  shipmentId?: string;
  state?: CaseState;
  reason?: ReasonCode;
  source?: string;
  documentId?: string;
  awaitingSecondPerson?: 'true';
  escalated?: 'true';
  assignee?: string;
  sort?: CaseSort;
  limit: number;
  cursor?: string;
}

interface Row extends CaseMoneyRow {
  caseId: string;
  state: CaseState;
  revision: number;
  invoiceNumber: string;
  billNumber: string | null;
  carrier: string | null;
  shipmentId: string | null;
  reasons: ReasonCode[];
  receivedAt: Date;
  dueAt: Date | null;
  assignee: string | null;
  /** A limit is near or over: the lead looks after it. */
  escalated: boolean;
  /** Who looks after it: a clerk, or once something is raised the lead. */
  role: string;
  place: string;
}

/** A row of the work list. */
export type CaseListed = Omit<Row, keyof CaseMoneyRow | 'place'> & {
  currency: string | null;
  money: ReturnType<typeof caseMoney>;
};

/** A part of the work list. */
export interface CasesPage {
  data: CaseListed[];
  page: { nextCursor: string | null };
}

const filters: readonly [field: keyof CasesWanted, condition: (parameter: string) => string][] = [
  ['invoiceNumber', (p) => `c.invoice_number = ${p}`],
  ['billNumber', (p) => `c.bill_number = ${p}`],
  ['carrier', (p) => `c.carrier = ${p}`],
  ['shipmentId', (p) => `c.shipment_id = ${p}`],
  ['state', (p) => `c.state = ${p}`],
  ['reason', (p) => `c.reasons @> ARRAY[${p}] AND c.reasons <> '{}'`],
  ['assignee', (p) => `c.assignee = ${p}`],
  [
    'awaitingSecondPerson',
    (p) => `c.case_id IN (SELECT case_id FROM decision_proposal WHERE state = 'OPEN') AND ${p}::text IS NOT NULL`,
  ],
  [
    'escalated',
    (p) => `c.case_id IN (SELECT case_id FROM open_clock WHERE raised_at IS NOT NULL) AND ${p}::text IS NOT NULL`,
  ],
  ['source', (p) => `c.source = ${p}`],
  [
    'documentId',
    (p) =>
      `c.case_id IN (SELECT b.case_id FROM bill b JOIN fact f USING (fact_id) WHERE f.kind = 'invoice' AND f.external_id = ${p})`,
  ],
];

interface Order {
  column: string;
  descending: boolean;
  only: string | null;
}

const orders: Record<CaseSort, Order> = {
  '-receivedAt': { column: 'c.received_at', descending: true, only: null },
  receivedAt: { column: 'c.received_at', descending: false, only: null },
  dueAt: { column: 'c.due_at', descending: false, only: 'c.due_at IS NOT NULL' },
};

/** The cases asked for, a part at a time: each goes on exactly where the last one ended, whatever has come meanwhile. */
export async function workList(db: { query: EntityManager['query'] }, wanted: CasesWanted): Promise<CasesPage> {
  const order = orders[wanted.sort ?? '-receivedAt'];
  const { column } = order;
  const { parameters, where } = conditionsOf(wanted, order);
  parameters.push(wanted.limit + 1);
  const direction = order.descending ? 'DESC' : 'ASC';
  const rows = await db.query<Row[]>(
    `SELECT c.case_id AS "caseId", c.state, c.revision, c.invoice_number AS "invoiceNumber", c.bill_number AS "billNumber",
            c.carrier, c.shipment_id AS "shipmentId", c.currency, c.billed, c.approved, c.disputed, c.denied, c.pending,
            c.expected, c.reasons, c.received_at AS "receivedAt", c.due_at AS "dueAt", c.assignee, raised.escalated,
            CASE WHEN raised.escalated THEN '${raisedTo}' ELSE 'ap-clerk' END AS role, ${column}::text AS place
     FROM freight_case c CROSS JOIN LATERAL (SELECT EXISTS (
         SELECT FROM open_clock o WHERE o.case_id = c.case_id AND o.raised_at IS NOT NULL) AS escalated) AS raised ${where}
     ORDER BY ${column} ${direction}, c.case_id ${direction} LIMIT $${parameters.length}`,
    parameters,
  );
  const part = rows.slice(0, wanted.limit);
  const last = rows.length > wanted.limit ? part.at(-1) : undefined;
  return { data: part.map(listed), page: { nextCursor: last ? cursorOf(last) : null } };
}

function conditionsOf(wanted: CasesWanted, order: Order): { parameters: unknown[]; where: string } {
  const parameters: unknown[] = [];
  const conditions = order.only === null ? [] : [order.only];
  for (const [field, condition] of filters) {
    if (wanted[field] === undefined) continue;
    parameters.push(wanted[field]);
    conditions.push(condition(`$${parameters.length}`));
  }
  if (wanted.cursor !== undefined) {
    const after = cursorPlace(wanted.cursor);
    parameters.push(after.place, after.caseId);
    const [place, caseId] = [`$${parameters.length - 1}::timestamptz`, `$${parameters.length}::uuid`];
    conditions.push(`(${order.column}, c.case_id) ${order.descending ? '<' : '>'} (${place}, ${caseId})`);
  }
  return { parameters, where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}` };
}

function listed(row: Row): CaseListed {
  const { caseId, state, revision, invoiceNumber, billNumber, carrier, shipmentId, currency, reasons } = row;
  const { receivedAt, dueAt, assignee, escalated, role } = row;
  return {
    ...{ caseId, state, revision, invoiceNumber, billNumber, carrier, shipmentId, currency },
    money: caseMoney(row),
    ...{ reasons, receivedAt, dueAt, assignee, escalated, role },
  };
}

function cursorOf({ place, caseId }: Row): string {
  return Buffer.from(JSON.stringify([place, caseId])).toString('base64url');
}

const placePattern = /^\["([0-9 :.+-]{10,40})","([0-9a-f-]{36})"\]$/;

/** @throws BadRequestException when the cursor is not one of ours */
function cursorPlace(cursor: string): { place: string; caseId: string } {
  const [, place, caseId] = placePattern.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (place === undefined || caseId === undefined)
    throw new BadRequestException({ code: 'bad-cursor', detail: 'the cursor is not one we gave' });
  return { place, caseId };
}
