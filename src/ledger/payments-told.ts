import type { EntityManager } from 'typeorm';
import type { PaymentTold } from '../freight/paid.ts';

/** A payment and what it names. */
export type NamedPayment = PaymentTold & { posting: string | null; invoiceNumber: string | null };

/** Payments that name one of these postings or invoices, and those that take one of them back. */
export async function paymentsTold(
  db: { query: EntityManager['query'] },
  postingIds: readonly string[],
  invoiceKeys: readonly string[],
): Promise<NamedPayment[]> {
  return db.query<NamedPayment[]>(
    `WITH named AS (
       SELECT f.fact_id FROM fact f WHERE f.kind = 'payment' AND f.body ->> 'posting' = ANY($1::text[])
       UNION SELECT k.fact_id FROM fact_key k WHERE k.kind = 'payment' AND k.key = ANY($2::text[])),
     retracting AS (
       SELECT r.fact_id FROM named JOIN fact o USING (fact_id)
         JOIN fact r ON r.kind = 'payment' AND r.source = o.source AND r.body ->> 'retracts' = o.external_id)
     SELECT source, external_id AS "paymentId", body ->> 'date' AS date, body ->> 'amount' AS amount,
            body ->> 'currency' AS currency, body ->> 'instrument' AS instrument, body ->> 'retracts' AS retracts,
            body ->> 'posting' AS posting, body ->> 'invoiceNumber' AS "invoiceNumber"
       FROM fact WHERE fact_id IN (SELECT fact_id FROM named UNION SELECT fact_id FROM retracting)
      ORDER BY date, source, "paymentId"`,
    [postingIds, invoiceKeys],
  );
}
