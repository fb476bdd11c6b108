import type { EntityManager } from 'typeorm';

export const paymentMatches = [
  'POSTING',
  'INVOICE',
  'OTHER_CURRENCY',
  'UNKNOWN_POSTING',
  'UNKNOWN_INVOICE',
  'RETRACTED',
  'RETRACTION',
] as const;
export type PaymentMatch = (typeof paymentMatches)[number];

/** A payment we were told of, and what it was found to pay. */
export interface RegisteredPayment {
  factId: string;
  source: string;
  paymentId: string;
  date: string;
  amount: string;
  currency: string | null;
  instrument: string | null;
  retracts: string | null;
  posting: string | null;
  carrier: string | null;
  invoiceNumber: string | null;
  /** What it pays, or why nothing is known to be paid by it. */
  match: PaymentMatch;
  caseId: string | null;
}

/** Which payments; null lets all through. */
export interface PaymentsWanted {
  from: string | null;
  to: string | null;
  carrier: string | null;
  match: PaymentMatch | null;
  limit: number;
  before: string | null;
}

/**
 * The payment register, newest first: every payment with the posting or invoice it pays. One that names a posting or an
 * invoice that we do not have, or pays in another currency, is told as such: it may be money sent for nothing.
 */
export function registeredPayments(
  db: Pick<EntityManager, 'query'>,
  wanted: PaymentsWanted,
): Promise<RegisteredPayment[]> {
  return db.query<RegisteredPayment[]>(
    `SELECT * FROM (
       SELECT f.fact_id AS "factId", f.source, f.external_id AS "paymentId", f.body ->> 'date' AS date, f.body ->> 'amount' AS amount,
              f.body ->> 'currency' AS currency, f.body ->> 'instrument' AS instrument, f.body ->> 'retracts' AS retracts,
              f.body ->> 'posting' AS posting, coalesce(p.carrier, f.body ->> 'carrier') AS carrier,
              coalesce(p.body ->> 'invoiceNumber', f.body ->> 'invoiceNumber') AS "invoiceNumber",
              CASE WHEN f.body ->> 'retracts' IS NOT NULL THEN 'RETRACTION'
                   WHEN EXISTS (SELECT FROM fact r WHERE r.kind = 'payment' AND r.source = f.source
                     AND r.body ->> 'retracts' = f.external_id) THEN 'RETRACTED'
                   WHEN p.posting_id IS NOT NULL AND f.body ->> 'currency' <> p.currency THEN 'OTHER_CURRENCY'
                   WHEN p.posting_id IS NOT NULL THEN 'POSTING'
                   WHEN f.body ->> 'posting' IS NOT NULL THEN 'UNKNOWN_POSTING'
                   WHEN c.case_id IS NULL THEN 'UNKNOWN_INVOICE'
                   WHEN f.body ->> 'currency' <> c.currency THEN 'OTHER_CURRENCY'
                   ELSE 'INVOICE' END AS match,
              coalesce(p.case_id, c.case_id) AS "caseId"
         FROM fact f
         LEFT JOIN posting p ON p.posting_id = CASE WHEN f.body ->> 'posting' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
           THEN (f.body ->> 'posting')::uuid END
         LEFT JOIN LATERAL (SELECT c.case_id, c.currency FROM freight_case c
           WHERE f.body ->> 'posting' IS NULL AND c.carrier = f.body ->> 'carrier'
             AND regexp_replace(upper(c.invoice_number), '[^[:alnum:]]', '', 'g')
               = regexp_replace(upper(f.body ->> 'invoiceNumber'), '[^[:alnum:]]', '', 'g')
           ORDER BY c.case_id LIMIT 1) AS c ON true
        WHERE f.kind = 'payment' AND ($1::text IS NULL OR f.body ->> 'date' >= $1) AND ($2::text IS NULL OR f.body ->> 'date' <= $2)
          AND ($5::uuid IS NULL OR f.fact_id < $5)) AS register
      WHERE ($3::text IS NULL OR carrier = $3) AND ($4::text IS NULL OR match = $4)
      ORDER BY "factId" DESC LIMIT $6`,
    [wanted.from, wanted.to, wanted.carrier, wanted.match, wanted.before, wanted.limit],
  );
}
