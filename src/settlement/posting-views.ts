import { NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PostingState } from '../freight/codes.ts';
import { amountText, Dec, decimal } from '../freight/money.ts';
import { discountState, type DiscountState, discountTaken, type Paid, paidOf } from '../freight/paid.ts';
import type { Posting } from '../freight/posting.ts';

/** A payment that names a posting. */
export interface PaidBy {
  paymentId: string;
  date: string;
  amount: string;
  currency: string;
  instrument: string | null;
  source: string;
  /** The payment that this one takes back. */
  retracts: string | null;
}

/** A posting as everyone reads it. */
export interface PostingView extends Posting {
  target: string;
  documentNumber: string | null;
  postedOn: string | null;
  acknowledgedAt: Date | null;
  /** While somebody is sending it: until when nobody else may. */
  leaseUntil: Date | null;
  releasedBy: string | null;
  /** How many calls and answers there were. */
  attemptCount: number;
  /** What the ERP said last. */
  lastAnswer: string | null;
  createdAt: Date;
  /** What was paid on it, as far as we were told. */
  payments: PaidBy[];
  /** Whether it was paid, by those of them that were not taken back. */
  payment: Paid & { discountTaken: string; discount: DiscountState | null };
}

/** One call or answer about a posting. */
export interface AttemptView {
  attempt: number;
  kind: string;
  outcome: string;
  answer: string | null;
  by: string;
  at: Date;
}

/** A posting with all that was said of it. */
export type PostingWithAttempts = PostingView & { attempts: AttemptView[] };

interface Row extends Omit<PostingView, keyof Posting | 'payments' | 'payment'> {
  postingId: string;
  state: PostingState;
  body: Omit<Posting, 'postingId' | 'state'>;
  payments: PaidBy[] | null;
  today: string;
}

const columns = `p.posting_id AS "postingId", p.state, p.body, p.target, p.document_number AS "documentNumber",
  p.posted_on::text AS "postedOn", p.acknowledged_at AS "acknowledgedAt", p.lease_until AS "leaseUntil",
  p.released_by AS "releasedBy", p.attempts AS "attemptCount", p.last_answer AS "lastAnswer", p.created_at AS "createdAt",
  clock_now()::date::text AS today,
  (SELECT json_agg(json_build_object('paymentId', f.external_id, 'date', f.body ->> 'date', 'amount', f.body ->> 'amount',
            'currency', coalesce(f.body ->> 'currency', p.currency), 'instrument', f.body ->> 'instrument',
            'source', f.source, 'retracts', f.body ->> 'retracts')
            ORDER BY f.fact_id)
     FROM fact f WHERE f.kind = 'payment' AND f.body ->> 'posting' = p.posting_id::text) AS payments`;

function viewOf({ body, postingId, state, payments, today, ...rest }: Row): PostingView {
  const told = payments ?? [];
  const taken = decimal(discountTaken(body.gross, body.discount, told));
  const discount = discountState(body.gross, body.discount, told, today);
  const due = amountText(decimal(body.gross).minus(taken), body.currency);
  const payment = { ...paidOf(due, body.currency, told), discountTaken: amountText(taken, body.currency), discount };
  return { postingId, ...body, state, ...rest, payments: told, payment };
}

/** Which postings; absent filters let all through. */
export interface PostingsWanted {
  state?: PostingState;
  caseId?: string;
  target?: string;
  limit: number;
  /** Older than this posting. */
  before: string | null;
}

/** Postings, newest first. */
export async function postings(db: EntityManager, wanted: PostingsWanted): Promise<PostingView[]> {
  const rows: Row[] = await db.query(
    `SELECT ${columns} FROM posting p
      WHERE ($1::text IS NULL OR p.state = $1) AND ($2::uuid IS NULL OR p.case_id = $2)
        AND ($3::text IS NULL OR p.target = $3) AND ($4::uuid IS NULL OR p.posting_id < $4)
      ORDER BY p.posting_id DESC LIMIT $5`,
    [wanted.state ?? null, wanted.caseId ?? null, wanted.target ?? null, wanted.before, wanted.limit],
  );
  return rows.map(viewOf);
}

/** These postings, oldest first. */
export async function postingsWithIds(db: EntityManager, ids: readonly string[]): Promise<PostingView[]> {
  const rows: Row[] = await db.query(
    `SELECT ${columns} FROM posting p WHERE p.posting_id = ANY($1::uuid[]) ORDER BY p.posting_id`,
    [ids],
  );
  return rows.map(viewOf);
}

/**
 * One posting with its attempts.
 *
 * @throws NotFoundException
 */
export async function onePosting(db: EntityManager, id: string): Promise<PostingWithAttempts> {
  const [row]: Row[] = await db.query(`SELECT ${columns} FROM posting p WHERE p.posting_id = $1`, [id]);
  if (!row) throw new NotFoundException({ code: 'not-found', detail: `there is no posting ${id}` });
  const attempts: AttemptView[] = await db.query(
    'SELECT attempt, kind, outcome, answer, by, at FROM posting_attempt WHERE posting_id = $1 ORDER BY attempt',
    [id],
  );
  return { ...viewOf(row), attempts };
}

/** Money that is open with a carrier: withheld, held back, or claimed. */
export interface OpenItemView {
  itemId: string;
  caseId: string;
  kind: string;
  carrier: string | null;
  invoiceNumber: string;
  line: number | null;
  charge: string;
  stop: number | null;
  amount: string;
  currency: string;
  openedBy: string;
  openedAt: Date;
}

/** Which open items; absent filters let all through. */
export interface OpenItemsWanted {
  caseId?: string;
  kind?: string;
  carrier?: string;
  limit: number;
  before: string | null;
}

/** What is open with carriers, newest first. */
export async function openItems(db: EntityManager, wanted: OpenItemsWanted): Promise<OpenItemView[]> {
  const rows: OpenItemView[] = await db.query(
    `SELECT o.item_id AS "itemId", o.case_id AS "caseId", o.kind, c.carrier, c.invoice_number AS "invoiceNumber", o.line, o.charge,
            o.stop, o.amount, o.currency, o.opened_by AS "openedBy", o.opened_at AS "openedAt"
       FROM open_item o JOIN freight_case c USING (case_id)
      WHERE o.closed_at IS NULL AND ($1::uuid IS NULL OR o.case_id = $1) AND ($2::text IS NULL OR o.kind = $2)
        AND ($3::text IS NULL OR c.carrier = $3) AND ($4::uuid IS NULL OR o.item_id < $4)
      ORDER BY o.item_id DESC LIMIT $5`,
    [wanted.caseId ?? null, wanted.kind ?? null, wanted.carrier ?? null, wanted.before, wanted.limit],
  );
  return rows.map((row) => ({ ...row, amount: amountText(new Dec(row.amount), row.currency) }));
}
