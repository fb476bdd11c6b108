import type { EntityManager } from 'typeorm';
import { uuidv7 } from '../database/ids.ts';
import type { CarrierInvoice } from '../freight/bill.ts';
import { holdKeys, markDossiers } from '../wake/marks.ts';
import { keysOfBill } from './fact-keys.ts';

/** The dossier of a bill that no shipment is known for yet. */
const ownDossier = (caseId: string) => `B:${caseId}`;

/**
 * One bill row per freight bill, each in a dossier of its own, with the keys it waits under (so that a shipment
 * committed at the same moment finds it) and one mark.
 */
export async function appendBills(
  tx: EntityManager,
  invoices: readonly { factId: string; invoice: CarrierInvoice }[],
): Promise<void> {
  const bills = invoices.flatMap(({ factId, invoice }) =>
    invoice.bills.map((bill) => ({ caseId: uuidv7(), factId, invoice, bill })),
  );
  if (bills.length === 0) return;
  await tx.query(
    `INSERT INTO bill (case_id, fact_id, bill, invoice_number, bill_number, carrier, dossier)
     SELECT case_id, fact_id, bill, invoice_number, bill_number, carrier, 'B:' || case_id
     FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[])
       AS new (case_id, fact_id, bill, invoice_number, bill_number, carrier)`,
    [
      bills.map((row) => row.caseId),
      bills.map((row) => row.factId),
      bills.map((row) => row.bill.bill),
      bills.map((row) => row.invoice.invoiceNumber),
      bills.map((row) => row.bill.billNumber ?? null),
      bills.map((row) => row.invoice.carrier ?? null),
    ],
  );
  await holdKeys(
    tx,
    bills.flatMap(({ caseId, invoice, bill }) =>
      keysOfBill(invoice, bill).map((key) => ({ key, dossier: ownDossier(caseId) })),
    ),
  );
  await markDossiers(
    tx,
    bills.map((row) => ownDossier(row.caseId)),
  );
}

/** Makes every dossier look again that holds a bill of one of these invoices. */
export async function markBillsOf(tx: EntityManager, factIds: readonly string[]): Promise<void> {
  await tx.query('INSERT INTO mark (dossier) SELECT DISTINCT dossier FROM bill WHERE fact_id = ANY($1::uuid[])', [
    factIds,
  ]);
}
