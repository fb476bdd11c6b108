import type { EntityManager } from 'typeorm';
import { paymentKey } from '../../audit/match/duplicate-keys.ts';
import { paymentsTold } from '../../ledger/payments-told.ts';
import type { RemittanceRows, RemittedCase, RemittedItem, RemittedPosting, UnpaidLine } from './remittance.ts';

interface Db {
  query: EntityManager['query'];
}

/** By which day an invoice belongs to a remittance: its own, or that on which the ERP posted some of it. */
export const remittanceDays = ['INVOICE_DATE', 'POSTED'] as const;

/** Whose invoices of which days. */
export interface RemittanceWanted {
  carrier: string;
  from: string;
  to: string;
  by: (typeof remittanceDays)[number];
  currency: string | null;
  legalEntity: string | null;
}

const caseColumns = `c.case_id AS "caseId", c.source, c.document_id AS "documentId", c.kind, c.invoice_number AS "invoiceNumber",
  c.invoice_date::text AS "invoiceDate", c.bill_number AS "billNumber", c.shipment_id AS "shipmentId", c.legal_entity AS "legalEntity",
  c.currency, c.state, c.billed::text AS billed, c.approved::text AS approved, c.disputed::text AS disputed,
  c.denied::text AS denied, c.pending::text AS pending`;

/** The cases of a remittance, at most `most + 1`, in the order of their invoices. */
export function casesWanted(db: Db, wanted: RemittanceWanted, most: number): Promise<RemittedCase[]> {
  const within =
    wanted.by === 'INVOICE_DATE'
      ? 'c.invoice_date BETWEEN $2 AND $3'
      : `EXISTS (SELECT FROM posting p WHERE p.case_id = c.case_id AND p.state = 'ACKNOWLEDGED'
           AND p.type NOT IN ('ACCRUAL', 'ACCRUAL_REVERSAL') AND p.posted_on BETWEEN $2 AND $3)`;
  return db.query<RemittedCase[]>(
    `SELECT ${caseColumns} FROM freight_case c
      WHERE c.carrier = $1 AND ${within} AND ($4::text IS NULL OR c.currency = $4)
        AND ($5::text IS NULL OR c.legal_entity = $5)
      ORDER BY c.invoice_date, c.invoice_number, c.source, c.document_id, c.bill, c.case_id LIMIT $6`,
    [wanted.carrier, wanted.from, wanted.to, wanted.currency, wanted.legalEntity, most + 1],
  );
}

/** A carrier's cases under one of these numbers: of the invoice, letters and digits only, or of the bill as it stands. */
export function casesOfInvoices(
  db: Db,
  carrier: string,
  numbers: { plain: readonly string[]; bills: readonly string[] },
): Promise<RemittedCase[]> {
  return db.query<RemittedCase[]>(
    `SELECT ${caseColumns} FROM freight_case c WHERE c.carrier = $1
        AND (regexp_replace(upper(c.invoice_number), '[^[:alnum:]]', '', 'g') = ANY($2::text[]) OR c.bill_number = ANY($3::text[]))
      ORDER BY c.invoice_date, c.invoice_number, c.source, c.document_id, c.bill, c.case_id`,
    [carrier, numbers.plain, numbers.bills],
  );
}

/** Everything else about these cases: unpaid lines, postings, open items, and payments of them. */
export async function rowsOfCases(db: Db, cases: readonly RemittedCase[], carrier: string): Promise<RemittanceRows> {
  const ids = cases.map(({ caseId }) => caseId);
  const lines = await db.query<UnpaidLine[]>(
    `SELECT h.case_id AS "caseId", h.line, h.charge, h.stop, h.disputed::text AS disputed, h.denied::text AS denied,
              h.pending::text AS pending, h.reason,
              (SELECT 'D-' || lpad(d.serial::text, 6, '0') FROM dispute_line l JOIN dispute d USING (dispute_id)
                WHERE l.case_id = h.case_id AND l.charge = h.charge AND l.line IS NOT DISTINCT FROM h.line
                  AND l.stop IS NOT DISTINCT FROM h.stop AND d.state <> 'DRAFT'
                ORDER BY (l.state = 'OPEN') DESC, d.serial DESC LIMIT 1) AS dispute
         FROM case_charge h WHERE h.case_id = ANY($1::uuid[]) AND (h.disputed <> 0 OR h.denied <> 0 OR h.pending <> 0)
        ORDER BY h.case_id, h.position`,
    [ids],
  );
  const postings = await db.query<RemittedPosting[]>(
    `SELECT posting_id AS "postingId", case_id AS "caseId", type, state, gross::text AS gross,
              document_number AS "documentNumber", posted_on::text AS "postedOn", body ->> 'dueDate' AS "dueDate",
              body -> 'discount' AS discount, supplier_reference AS "supplierReference"
         FROM posting WHERE case_id = ANY($1::uuid[]) AND state <> 'WITHDRAWN' AND type NOT IN ('ACCRUAL', 'ACCRUAL_REVERSAL')
        ORDER BY case_id, sequence`,
    [ids],
  );
  const items = await db.query<RemittedItem[]>(
    `SELECT item_id AS "itemId", case_id AS "caseId", kind, line, charge, amount::text AS amount
         FROM open_item WHERE case_id = ANY($1::uuid[]) AND closed_at IS NULL ORDER BY item_id`,
    [ids],
  );
  const numbers = [...new Set(cases.map(({ invoiceNumber }) => paymentKey(carrier, invoiceNumber)))];
  const payments = await paymentsTold(
    db,
    postings.map(({ postingId }) => postingId),
    numbers,
  );
  return { cases, lines, postings, items, payments };
}
