import type { EntityManager } from 'typeorm';
import { amountText, Dec } from '../freight/money.ts';

/** Money of all cases in one currency; currencies are never summed. */
export interface CurrencySummary {
  /** null: the bill names none. */
  currency: string | null;
  bills: number;
  billed: string;
  approved: string;
  disputed: string;
  denied: string;
  pending: string;
}

/** What the audit has come to. */
export interface Summary {
  bills: number;
  currencies: CurrencySummary[];
  /** Cases by state. */
  states: Record<string, number>;
  /** Why bills were not simply approved, most frequent first. */
  reasons: { reason: string; cases: number }[];
}

const parts = ['billed', 'approved', 'disputed', 'denied', 'pending'] as const;

/** Bills and money over all cases, by currency, state and reason. */
export async function summary(db: EntityManager): Promise<Summary> {
  const currencies: CurrencySummary[] = await db.query(
    `SELECT currency, count(*)::int AS bills, ${parts.map((part) => `sum(${part}) AS ${part}`).join(', ')}
       FROM freight_case GROUP BY currency ORDER BY bills DESC, currency`,
  );
  const states: { state: string; n: number }[] = await db.query(
    'SELECT state, count(*)::int AS n FROM freight_case GROUP BY state ORDER BY n DESC, state',
  );
  const reasons: Summary['reasons'] = await db.query(
    `SELECT reason, count(*)::int AS cases FROM freight_case, unnest(reasons) AS reason
      GROUP BY reason ORDER BY cases DESC, reason LIMIT 20`,
  );
  return {
    bills: currencies.reduce((bills, one) => bills + one.bills, 0),
    currencies: currencies.map((one) => ({ ...one, ...texts(one) })),
    states: Object.fromEntries(states.map(({ state, n }) => [state, n])),
    reasons,
  };
}

function texts(of: CurrencySummary): Record<(typeof parts)[number], string> {
  const entries = parts.map((part) => [part, amountText(new Dec(of[part]), of.currency)]);
  return Object.fromEntries(entries) as Record<(typeof parts)[number], string>;
}

/** Postings of one target, currency and state. */
export interface PostingFigures {
  target: string;
  currency: string;
  state: string;
  postings: number;
  gross: string;
  /** How long the oldest of them has been there. */
  oldestSeconds: number;
}

/** A target that is being left alone. */
export interface PausedTarget {
  target: string;
  until: Date;
  reason: string;
  failures: number;
}

/** Postings by target, currency and state, in money, and the targets that are being left alone. */
export async function postingFigures(
  db: EntityManager,
): Promise<{ postings: PostingFigures[]; pausedTargets: PausedTarget[] }> {
  const postings: PostingFigures[] = await db.query(
    `SELECT target, currency, state, count(*)::int AS postings, sum(gross) AS gross,
            greatest(0, extract(epoch FROM clock_now() - min(created_at)))::float AS "oldestSeconds"
       FROM posting WHERE state <> 'WITHDRAWN' GROUP BY target, currency, state ORDER BY target, currency, state`,
  );
  const pausedTargets: PausedTarget[] = await db.query(
    `SELECT target, paused_until AS until, reason, failures FROM posting_target
      WHERE paused_until > clock_now() ORDER BY target`,
  );
  return {
    postings: postings.map((one) => ({ ...one, gross: amountText(new Dec(one.gross), one.currency) })),
    pausedTargets,
  };
}
