import type { EntityManager } from 'typeorm';
import { paymentKey } from '../audit/match/duplicate-keys.ts';
import { amountText, Dec, decimal, sum } from '../freight/money.ts';
import { discountTaken, type Paid, paidOf } from '../freight/paid.ts';
import type { PostingDiscount } from '../freight/posting.ts';
import type { CaseRow } from '../ledger/cases.ts';
import { type NamedPayment, paymentsTold } from '../ledger/payments-told.ts';

/** Whether what the ERP has of a case was paid, and by what. */
export type CasePayment = Paid & { discountTaken: string; payments: NamedPayment[] };

/**
 * Was it paid? Payments that name a posting of the case; and those that name its invoice, where the case is all of it.
 * null: nothing of it is in the ERP's books, and nobody says that it was paid.
 */
export async function paymentOfCase(
  db: { query: EntityManager['query'] },
  row: Pick<CaseRow, 'caseId' | 'source' | 'documentId' | 'carrier' | 'invoiceNumber' | 'currency' | 'acknowledged'>,
): Promise<CasePayment | null> {
  const postings = await db.query<{ id: string; gross: string; discount: PostingDiscount | null }[]>(
    `SELECT posting_id::text AS id, gross::text AS gross, CASE WHEN state = 'ACKNOWLEDGED' THEN body -> 'discount' END AS discount
       FROM posting WHERE case_id = $1 AND state <> 'WITHDRAWN'`,
    [row.caseId],
  );
  const [{ alone } = { alone: false }] = await db.query<{ alone: boolean }[]>(
    `SELECT NOT EXISTS (SELECT FROM freight_case WHERE invoice_number = $1 AND carrier IS NOT DISTINCT FROM $2
        AND case_id <> $3) AS alone`,
    [row.invoiceNumber, row.carrier, row.caseId],
  );
  const keys = alone && row.carrier !== null ? [paymentKey(row.carrier, row.invoiceNumber)] : [];
  const ids = new Set(postings.map(({ id }) => id));
  const told = await paymentsTold(db, [...ids], keys);
  const payments = told.filter(({ posting }) => posting === null || ids.has(posting));
  const taken = sum(
    postings.map(({ id, gross, discount }) => {
      const own = payments.filter(({ posting }) => posting === id || (posting === null && postings.length === 1));
      return decimal(discountTaken(gross, discount, own));
    }),
  );
  const due = amountText(new Dec(row.acknowledged).minus(taken), row.currency);
  const paid = paidOf(due, row.currency, payments);
  if (payments.length === 0 && paid.state === 'NOTHING_DUE') return null;
  return { ...paid, discountTaken: amountText(taken, row.currency), payments };
}
