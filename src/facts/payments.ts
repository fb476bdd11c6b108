import type { EntityManager } from 'typeorm';
import type { Payment } from '../freight/bill.ts';
import type { FactKind } from '../freight/fact.ts';
import type { PaidInvoice } from './fact-keys.ts';

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The invoices paid by those of these facts that are payments and name a posting instead, by posting. */
export async function invoicesPaid(
  tx: EntityManager,
  facts: readonly { fact: { kind: FactKind; body: object } }[],
): Promise<Map<string, PaidInvoice>> {
  const payments = facts.filter(({ fact }) => fact.kind === 'payment').map(({ fact }) => fact.body as Payment);
  const unnamed = payments.filter(({ carrier, invoiceNumber }) => !carrier || !invoiceNumber);
  const postings = unnamed.flatMap(({ posting }) => (posting && isId.test(posting) ? [posting] : []));
  if (postings.length === 0) return new Map();
  const rows = await tx.query<(PaidInvoice & { postingId: string })[]>(
    `SELECT p.posting_id AS "postingId", c.carrier, c.invoice_number AS "invoiceNumber"
     FROM posting p JOIN freight_case c USING (case_id) WHERE p.posting_id = ANY($1::uuid[])`,
    [postings],
  );
  return new Map(rows.map((row) => [row.postingId, row]));
}
