import { NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChargeResult, Finding, Money, Report } from '../audit/report.ts';
import type { Decision } from '../freight/decision.ts';
import { amountText, Dec } from '../freight/money.ts';
import { caseColumns, type CaseRow } from '../ledger/cases.ts';
import { decisionsOf } from '../ledger/decisions.ts';
import { type Deadline, deadlinesOf, isAudited } from '../ledger/deadlines.ts';
import { openItemsOf } from '../ledger/open-items.ts';
import { openProposalsOf } from '../ledger/proposals.ts';
import { caseMoney } from './case-money.ts';
import { type CasePayment, paymentOfCase } from './case-payment.ts';
import { type ClockKind, clocks } from './clocks.ts';
import { type ProposalView, proposalView } from './proposal-view.ts';
import { readStored, type StoredJudgement } from './stored-report.ts';

/** Of the case's own row what everyone reads as it stands there. */
const asStored = [
  'caseId',
  'state',
  'revision',
  'reopenedCount',
  'source',
  'documentId',
  'bill',
  'kind',
  'invoiceNumber',
  'billNumber',
  'invoiceDate',
  'carrier',
  'legalEntity',
  'mode',
  'shipmentSource',
  'shipmentId',
  'currency',
  'reasons',
  'digest',
] as const satisfies readonly (keyof CaseRow)[];

/** What is read besides, and told in another form. */
const told = [
  'dossier',
  'billed',
  'approved',
  'disputed',
  'denied',
  'pending',
  'expected',
  'atRisk',
  'posted',
  'acknowledged',
  'parkedError',
] as const satisfies readonly (keyof CaseRow)[];

interface Row extends Pick<CaseRow, (typeof asStored)[number] | (typeof told)[number]> {
  checkedCount: number;
  rowVersion: string;
  assignee: string | null;
  receivedAt: Date;
  auditedAt: Date;
  report: string;
}

type DecisionView = Omit<Decision, 'judgements' | 'caseId'>;

/** One case as everyone reads it. */
export interface CaseView extends Pick<Row, (typeof asStored)[number]> {
  /** Looks since the last change that found nothing new. */
  checkedCount: number;
  money: Money;
  posted: string;
  acknowledged: string;
  charges: ChargeResult[];
  findings: Finding[];
  dependencies: Report['dependencies'];
  clocks: { kind: Deadline['kind']; dueAt: string; passedAt?: string }[];
  /** Limits near or over that the lead looks after; absent: there are none. */
  escalations?: { kind: ClockKind; dueAt: Date; raisedAt: Date | null; role: string | null }[];
  decisions: DecisionView[];
  /** What waits for a second person; absent when nothing does. */
  awaiting?: ProposalView[];
  match: Report['match'];
  assignee: string | null;
  receivedAt: Date;
  auditedAt: Date;
  etag: string;
  /** Posted, and now in doubt; absent when nothing is. */
  atRisk?: string;
  openItems?: { itemId: string; kind: string; line: number | null; charge: string; amount: string; openedBy: string }[];
  /** Whether what the ERP has of it was paid; absent while it has nothing. */
  payment?: CasePayment;
  otherCurrencies?: Report['otherCurrencies'];
  loosened?: Report['loosened'];
  conflicts?: { source: string; id: string; receivedAt: Date }[];
  parkedError?: string;
}

/** The ETag of a case as its row stands. */
export function etagOf(rowVersion: string): string {
  return `"${rowVersion}"`;
}

/**
 * One case in full.
 *
 * @throws NotFoundException when there is none with this id, or it has not been audited yet
 */
export async function caseView(db: { query: EntityManager['query'] }, caseId: string): Promise<CaseView> {
  const [row] = await db.query<Row[]>(
    `SELECT ${caseColumns('c', [...asStored, ...told])}, c.checked_count AS "checkedCount",
            c.row_version::text AS "rowVersion", c.assignee, c.received_at AS "receivedAt", c.audited_at AS "auditedAt",
            r.body AS report
     FROM freight_case c JOIN report r USING (case_id, revision) WHERE c.case_id = $1`,
    [caseId],
  );
  if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no case ${caseId}` });
  const report = readStored(row.report);
  const payment = await paymentOfCase(db, row);
  return { ...headOf(row, report), ...(await besides(db, row, report)), ...(payment ? { payment } : {}) };
}

type Besides = Pick<CaseView, 'clocks' | 'escalations' | 'decisions' | 'awaiting' | 'openItems' | 'conflicts'>;

/** What stands beside the judgement: deadlines, decisions, open items, facts in conflict. */
async function besides(db: { query: EntityManager['query'] }, row: Row, report: StoredJudgement): Promise<Besides> {
  const deadlines = await deadlinesOf(db, [row.caseId]);
  const decisions = await decisionsOf(db, [row.caseId]);
  const raised = (await clocks(db, { caseId: row.caseId, escalated: 'true', limit: 50 })).data;
  const awaiting = await openProposalsOf(db, row.caseId);
  const items = await openItemsOf(db, [row.caseId]);
  const conflicts = await conflictsOf(db, row, report);
  const money = (amount: string) => amountText(new Dec(amount), row.currency);
  return {
    clocks: inOrder(deadlines).map(({ kind, dueAt, passedAt }) => ({
      kind,
      dueAt,
      ...(passedAt === null ? {} : { passedAt }),
    })),
    ...(raised.length > 0
      ? {
          escalations: raised.map(({ kind, dueAt, escalatedAt, role }) => ({
            kind,
            dueAt,
            raisedAt: escalatedAt,
            role,
          })),
        }
      : {}),
    decisions: decisions.map(decisionView),
    ...(awaiting.length > 0 ? { awaiting: awaiting.map(proposalView) } : {}),
    ...(items.length > 0
      ? {
          openItems: items.map(({ itemId, kind, line, charge, amount, openedBy }) => ({
            ...{ itemId, kind, line, charge, openedBy },
            amount: money(amount),
          })),
        }
      : {}),
    ...(conflicts.length > 0 ? { conflicts } : {}),
  };
}

/** What the audit waits for first, then the others by their dates. */
function inOrder(deadlines: readonly Deadline[]): Deadline[] {
  const later = deadlines.filter((one) => !isAudited(one));
  return [...deadlines.filter(isAudited), ...later.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))];
}

/** What was told otherwise under the id of the bill's own invoice, or of a fact its dossier holds: kept, and never used. */
function conflictsOf(
  db: { query: EntityManager['query'] },
  row: Row,
  report: StoredJudgement,
): Promise<{ source: string; id: string; receivedAt: Date }[]> {
  const used = report.dependencies.facts;
  return db.query(
    `WITH held AS (
       SELECT * FROM unnest($1::text[], $2::text[])
       UNION SELECT f.source, f.external_id FROM dossier_key d JOIN fact_key k USING (key) JOIN fact f USING (fact_id)
        WHERE d.dossier = $3)
     SELECT m.source, m.external_id AS id, m.received_at AS "receivedAt" FROM held AS h (source, id)
       JOIN message m ON m.source = h.source AND m.external_id = h.id
     WHERE m.state = 'CONFLICT' ORDER BY m.message_id`,
    [[row.source, ...used.map((fact) => fact.source)], [row.documentId, ...used.map((fact) => fact.id)], row.dossier],
  );
}

/** A decision as everyone reads it; what it binds to stays with us. */
function decisionView(decision: Decision): DecisionView {
  const { decisionId, kind, line, charge, amount, reason, comment, shipmentSource, shipmentId, by, at } = decision;
  const { until, endedAt, approvedBy } = decision;
  return {
    ...{ decisionId, kind, line, charge, amount, reason, comment, shipmentSource, shipmentId, by, at },
    ...(approvedBy ? { approvedBy } : {}),
    ...(until ? { until } : {}),
    ...(endedAt ? { endedAt } : {}),
  };
}

const headFields = [...asStored, 'checkedCount', 'assignee', 'receivedAt', 'auditedAt'] as const;

function headOf(row: Row, report: StoredJudgement): Omit<CaseView, keyof Besides> {
  const money = (amount: string) => amountText(new Dec(amount), row.currency);
  const head = Object.fromEntries(headFields.map((field) => [field, row[field]])) as Pick<
    Row,
    (typeof headFields)[number]
  >;
  return {
    ...head,
    money: caseMoney(row),
    posted: money(row.posted),
    acknowledged: money(row.acknowledged),
    charges: report.charges,
    findings: report.findings,
    dependencies: report.dependencies,
    match: report.match,
    etag: etagOf(row.rowVersion),
    ...(new Dec(row.atRisk).isZero() ? {} : { atRisk: money(row.atRisk) }),
    ...(report.otherCurrencies.length > 0 ? { otherCurrencies: report.otherCurrencies } : {}),
    ...(report.loosened.length > 0 ? { loosened: report.loosened } : {}),
    ...(row.parkedError === null ? {} : { parkedError: row.parkedError }),
  };
}
