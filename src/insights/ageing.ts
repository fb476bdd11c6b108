import type { EntityManager } from 'typeorm';
import { amountText, Dec } from '../freight/money.ts';

export const ageingBases = ['RECEIVED', 'OVERDUE'] as const;
/** Days since the bill came, or since its payment was due. */
export type AgeingBasis = (typeof ageingBases)[number];

/** Open bills of one carrier and currency of about one age. Currencies are never summed. */
export interface AgeingBucket {
  by: AgeingBasis;
  /** Days; NOT_DUE: its payment is not due yet, or its terms name no day. */
  bucket: 'NOT_DUE' | '0-30' | '31-60' | '61-90' | '90+';
  carrier: string | null;
  currency: string | null;
  bills: number;
  billed: string;
  pending: string;
  disputed: string;
  /** Approved and not acknowledged by the ERP yet. */
  unsettled: string;
}

/** Ages of open bills. */
export interface Ageing {
  asOf: Date;
  data: AgeingBucket[];
}

const amounts = ['billed', 'pending', 'disputed', 'unsettled'] as const;

/**
 * Open bills (neither settled nor denied) by their age in calendar days, counted in the zone of their entity: since the day
 * they were received, and since the day their payment was due.
 */
export async function ageing(db: EntityManager, wanted: { by?: AgeingBasis; carrier?: string }): Promise<Ageing> {
  const data: AgeingBucket[] = await db.query(
    `WITH open AS (
       SELECT c.carrier, c.currency, c.billed, c.pending, c.disputed, c.approved - c.acknowledged AS unsettled,
              (clock_now() AT TIME ZONE z.zone)::date - (c.received_at AT TIME ZONE z.zone)::date AS received,
              (clock_now() AT TIME ZONE z.zone)::date - (d.due_at AT TIME ZONE z.zone)::date AS overdue
       FROM freight_case c
         LEFT JOIN master_now m ON m.kind = 'legal-entity' AND m.id = c.legal_entity
         CROSS JOIN LATERAL (SELECT coalesce(m.body ->> 'timeZone', 'UTC') AS zone) AS z
         LEFT JOIN deadline d ON d.case_id = c.case_id AND d.kind = 'PAYMENT_DUE'
       WHERE c.state NOT IN ('SETTLED', 'DENIED') AND ($1::text IS NULL OR c.carrier = $1)),
     aged AS (
       SELECT 'RECEIVED' AS by, received AS days, open.* FROM open
       UNION ALL SELECT 'OVERDUE', overdue, open.* FROM open),
     put AS (
       SELECT aged.*, CASE WHEN by = 'OVERDUE' AND (days IS NULL OR days <= 0) THEN 0 WHEN days <= 30 THEN 1
                           WHEN days <= 60 THEN 2 WHEN days <= 90 THEN 3 ELSE 4 END AS place
       FROM aged WHERE $2::text IS NULL OR by = $2)
     SELECT by, (ARRAY['NOT_DUE', '0-30', '31-60', '61-90', '90+'])[place + 1] AS bucket, carrier, currency,
            count(*)::int AS bills, ${amounts.map((amount) => `sum(${amount})::text AS ${amount}`).join(', ')}
     FROM put GROUP BY by, place, carrier, currency ORDER BY by DESC, place, carrier, currency`,
    [wanted.carrier ?? null, wanted.by ?? null],
  );
  const [now]: { now: Date }[] = await db.query('SELECT clock_now() AS now');
  return { asOf: now?.now ?? new Date(), data: data.map((row) => ({ ...row, ...texts(row) })) };
}

function texts(row: AgeingBucket): Pick<AgeingBucket, (typeof amounts)[number]> {
  const text = (amount: string) => amountText(new Dec(amount), row.currency);
  return {
    billed: text(row.billed),
    pending: text(row.pending),
    disputed: text(row.disputed),
    unsettled: text(row.unsettled),
  };
}

/** How much of what the engine approved by itself was looked at, and what was found. */
export interface SampleFigures {
  /** Bills approved in full, or settled, on which nobody has decided. */
  autoApproved: number;
  sampled: number;
  looked: number;
  right: number;
  wrong: number;
  /** Looked at of those approved, and wrong of those looked at; null where there are none. */
  share: string | null;
  wrongShare: string | null;
  /** What was found approved wrongly, by currency. */
  wrongAmounts: { currency: string | null; amount: string }[];
}

/** The outcome of looking at samples, over all bills. */
export async function sampleFigures(db: EntityManager): Promise<SampleFigures> {
  const [row]: Omit<SampleFigures, 'share' | 'wrongShare' | 'wrongAmounts'>[] = await db.query(
    `SELECT (SELECT count(*) FROM freight_case c WHERE c.state IN ('APPROVED', 'SETTLED') AND c.approved > 0
               AND c.pending = 0 AND c.disputed = 0
               AND NOT EXISTS (SELECT FROM decision d WHERE d.case_id = c.case_id AND d.judgements::text <> '{}'))::int
              AS "autoApproved",
            count(*)::int AS sampled, count(finding)::int AS looked,
            count(*) FILTER (WHERE finding = 'RIGHT')::int AS right, count(*) FILTER (WHERE finding = 'WRONG')::int AS wrong
     FROM sample`,
  );
  if (!row) throw new Error('an aggregate has always one row');
  const wrongAmounts: SampleFigures['wrongAmounts'] = await db.query(
    `SELECT c.currency, sum(s.amount)::text AS amount FROM sample s JOIN freight_case c USING (case_id)
     WHERE s.amount IS NOT NULL GROUP BY c.currency ORDER BY c.currency`,
  );
  return {
    ...row,
    share: shareOf(row.looked, row.autoApproved),
    wrongShare: shareOf(row.wrong, row.looked),
    wrongAmounts: wrongAmounts.map(({ currency, amount }) => ({
      currency,
      amount: amountText(new Dec(amount), currency),
    })),
  };
}

/** A fraction of four places. */
function shareOf(part: number, whole: number): string | null {
  return whole === 0 ? null : new Dec(part).dividedBy(whole).toDecimalPlaces(4).toFixed();
}
