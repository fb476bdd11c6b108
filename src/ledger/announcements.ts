import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import type { CaseState } from '../freight/codes.ts';
import { amountText, Dec } from '../freight/money.ts';

/** Everything that is told outside, as CloudEvents types; a form that changes gets a new version. */
export const announcementTypes = [
  'freight.case.opened.v1',
  'freight.case.changed.v1',
  'freight.case.reopened.v1',
  'freight.case.approved.v1',
  'freight.case.settled.v1',
  'freight.case.disputed.v1',
  'freight.case.denied.v1',
  'freight.case.in-review.v1',
  'freight.case.parked.v1',
  'freight.posting.held.v1',
  'freight.posting.acknowledged.v1',
  'freight.posting.refused.v1',
  'freight.posting.unknown.v1',
  'freight.message.quarantined.v1',
  'freight.dispute.sent.v1',
  'freight.dispute.answered.v1',
  'freight.dispute.resolved.v1',
  'freight.dispute.line-withdrawn.v1',
  'freight.deadline.escalated.v1',
] as const;
export type AnnouncementType = (typeof announcementTypes)[number];

/** Something to tell outside. */
export interface News {
  type: AnnouncementType;
  /** What it is about: `case:<id>`, `posting:<id>`, `dispute:<id>`, `message:<id>`. Events of one are numbered from 1. */
  subject: string;
  /** Whose bill it is about, for those who asked for some only; null: nobody's in particular. */
  carrier: string | null;
  legalEntity: string | null;
  /** What is told: identity, state, amounts as texts and where to read the rest; never a whole document. */
  data: Record<string, unknown>;
}

/**
 * Puts news down to be told, in the transaction of what they tell; numbered per subject in the order given. While nobody
 * subscribes to anything, nothing is kept. The caller holds what the news are about, so that their order is the true one.
 */
export async function announce(tx: EntityManager, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  await prepared(
    tx,
    `WITH told AS (
       SELECT * FROM json_to_recordset($1) AS told(n int, type text, subject text, carrier text, legal_entity text, data json)
        WHERE EXISTS (SELECT FROM webhook)),
     counted AS (
       INSERT INTO announced_subject AS s (subject, last_sequence)
       SELECT subject, count(*) FROM told GROUP BY subject ORDER BY subject
       ON CONFLICT (subject) DO UPDATE SET last_sequence = s.last_sequence + excluded.last_sequence
       RETURNING subject, last_sequence)
     INSERT INTO announcement (type, subject, sequence, carrier, legal_entity, data)
     SELECT type, subject, last_sequence + 1 - row_number() OVER (PARTITION BY subject ORDER BY n DESC),
            carrier, legal_entity, data
       FROM told JOIN counted USING (subject) ORDER BY n`,
    [JSON.stringify(news.map(({ legalEntity: legal_entity, ...one }, n) => ({ n, legal_entity, ...one })))],
  );
}

/** A case whose state or answer changed in this transaction. */
export interface CaseNews {
  caseId: string;
  /** null: there was none, the case is new. */
  stateBefore: CaseState | null;
  /** What happened to the answer; STATE: it stayed, the state moved. */
  answer: 'OPENED' | 'CHANGED' | 'REOPENED' | 'STATE';
}

interface CaseToTell extends Record<(typeof amounts)[number], string> {
  caseId: string;
  state: CaseState;
  revision: number;
  reopenedCount: number;
  invoiceNumber: string;
  billNumber: string | null;
  carrier: string | null;
  legalEntity: string | null;
  shipmentId: string | null;
  currency: string | null;
  expected: string | null;
  reasons: string[];
}

const amounts = ['billed', 'approved', 'disputed', 'denied', 'pending', 'posted', 'acknowledged'] as const;

/** Tells of cases that were just written, as the tables have them. Costs one look while nobody subscribes. */
export async function announceCases(tx: EntityManager, cases: readonly CaseNews[]): Promise<void> {
  if (cases.length === 0) return;
  const rows = await prepared<CaseToTell>(
    tx,
    `SELECT case_id AS "caseId", state, revision, reopened_count AS "reopenedCount", invoice_number AS "invoiceNumber",
            bill_number AS "billNumber", carrier, legal_entity AS "legalEntity", shipment_id AS "shipmentId", currency,
            ${amounts.join(', ')}, expected, reasons
       FROM freight_case WHERE case_id = ANY($1::uuid[]) AND EXISTS (SELECT FROM webhook)`,
    [cases.map((one) => one.caseId)],
  );
  const byId = new Map(rows.map((row) => [row.caseId, row]));
  const news = cases.flatMap((one) => {
    const row = byId.get(one.caseId);
    return row ? caseTypes(one, row.state).map((type) => caseNews(type, one, row)) : [];
  });
  await announce(tx, news);
}

function caseNews(type: AnnouncementType, { stateBefore }: CaseNews, row: CaseToTell): News {
  const { caseId, state, revision, reopenedCount, invoiceNumber, billNumber, carrier, legalEntity } = row;
  const { shipmentId, currency, expected, reasons } = row;
  const money: Record<string, string | null> = {};
  for (const name of amounts) money[name] = amountText(new Dec(row[name]), currency);
  money.expected = expected === null ? null : amountText(new Dec(expected), currency);
  const bill = { invoiceNumber, billNumber, carrier, legalEntity, shipmentId, currency };
  const data = { caseId, state, stateBefore, revision, reopenedCount, ...bill, money, reasons };
  return { type, subject: `case:${caseId}`, carrier, legalEntity, data: { ...data, url: `/v1/cases/${caseId}` } };
}

const ofState: Readonly<Record<CaseState, AnnouncementType | null>> = {
  APPROVED: 'freight.case.approved.v1',
  SETTLED: 'freight.case.settled.v1',
  DISPUTED: 'freight.case.disputed.v1',
  DENIED: 'freight.case.denied.v1',
  IN_REVIEW: 'freight.case.in-review.v1',
  PARKED: 'freight.case.parked.v1',
  AWAITING_MATCH: null,
  AWAITING_EVIDENCE: null,
};

const ofAnswer = {
  OPENED: 'freight.case.opened.v1',
  CHANGED: 'freight.case.changed.v1',
  REOPENED: 'freight.case.reopened.v1',
  STATE: null,
} as const;

/** First what happened to the answer, then the state where that is another than before; never nothing. */
function caseTypes({ stateBefore, answer }: CaseNews, state: CaseState): AnnouncementType[] {
  const types = [ofAnswer[answer], stateBefore === state ? null : ofState[state]].filter((type) => type !== null);
  return types.length > 0 ? types : ['freight.case.changed.v1'];
}

interface PostingToTell {
  postingId: string;
  state: string;
  caseId: string;
  revision: number;
  type: string;
  carrier: string | null;
  legalEntity: string | null;
  invoiceNumber: string;
  supplierReference: string;
  currency: string;
  gross: string;
  documentNumber: string | null;
  words: string | null;
}

const ofPosting: Readonly<Partial<Record<string, AnnouncementType>>> = {
  HELD: 'freight.posting.held.v1',
  ACKNOWLEDGED: 'freight.posting.acknowledged.v1',
  REFUSED: 'freight.posting.refused.v1',
  UNKNOWN: 'freight.posting.unknown.v1',
};

/** Tells of postings that have just come into their state, where that is one to tell. */
export async function announcePostings(tx: EntityManager, postingIds: readonly string[]): Promise<void> {
  if (postingIds.length === 0) return;
  const rows = await prepared<PostingToTell>(
    tx,
    `SELECT posting_id AS "postingId", state, case_id AS "caseId", revision, type, carrier, legal_entity AS "legalEntity",
            body ->> 'invoiceNumber' AS "invoiceNumber", supplier_reference AS "supplierReference", currency, gross,
            document_number AS "documentNumber", last_answer AS words
       FROM posting WHERE posting_id = ANY($1::uuid[]) AND EXISTS (SELECT FROM webhook) ORDER BY posting_id`,
    [postingIds],
  );
  const news = rows.flatMap((row) => {
    const type = ofPosting[row.state];
    return type ? [postingNews(type, row)] : [];
  });
  await announce(tx, news);
}

function postingNews(type: AnnouncementType, row: PostingToTell): News {
  const { postingId, gross, words, ...rest } = row;
  const said = row.state === 'REFUSED' || row.state === 'UNKNOWN' ? { erpSaid: words } : {};
  const data = { postingId, ...rest, gross: amountText(new Dec(gross), row.currency), ...said };
  return {
    type,
    subject: `posting:${postingId}`,
    carrier: row.carrier,
    legalEntity: row.legalEntity,
    data: { ...data, url: `/v1/postings/${postingId}` },
  };
}
