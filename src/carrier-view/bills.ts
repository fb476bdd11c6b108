import { NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseState } from '../freight/codes.ts';
import { amountText, Dec } from '../freight/money.ts';
import type { Reference } from '../freight/references.ts';
import { type CarrierDispute, disputesOf } from './disputes.ts';
import { toldReason, toldState, type ToldState } from './told.ts';

/** A bill as its carrier sees it. Amounts are texts in `currency`. */
export interface CarrierBill extends ToldState {
  billId: string;
  invoiceNumber: string;
  billNumber: string | null;
  invoiceDate: string;
  receivedAt: Date;
  currency: string | null;
  billed: string;
  /** To be paid, or paid. */
  approved: string;
  /** Not paid for now: asked about, or waiting for papers. */
  withheld: string;
  notOwed: string;
}

/** A line of a bill, and why not all of it is paid. */
export interface CarrierLine {
  line: number | null;
  charge: string;
  billed: string;
  approved: string;
  withheld: string;
  notOwed: string;
  /** null: nothing is held back. */
  why: string | null;
}

/** What was released for payment. */
export interface CarrierPayment {
  reference: string;
  amount: string;
  dueDate: string | null;
  /** When it was paid, where that was said to us. */
  paidOn: string | null;
}

/** A bill with its lines, disputes and payments. */
export interface CarrierBillInFull extends CarrierBill {
  lines: CarrierLine[];
  disputes: CarrierDispute[];
  payments: CarrierPayment[];
}

interface BillRow {
  billId: string;
  state: CaseState;
  invoiceNumber: string;
  billNumber: string | null;
  invoiceDate: string;
  receivedAt: Date;
  currency: string | null;
  billed: string;
  approved: string;
  disputed: string;
  denied: string;
  pending: string;
}

const columns = `case_id AS "billId", state, invoice_number AS "invoiceNumber", bill_number AS "billNumber",
  invoice_date::text AS "invoiceDate", received_at AS "receivedAt", currency, billed, approved, disputed, denied, pending`;

/** Bills of one carrier, newest first, those before `before` only. */
export async function billsOf(
  tx: EntityManager,
  asked: { carrier: string; number: string | null; before: string | null; limit: number },
): Promise<CarrierBill[]> {
  const rows = await tx.query<BillRow[]>(
    `SELECT ${columns} FROM freight_case
      WHERE carrier = $1 AND ($2::text IS NULL OR invoice_number = $2 OR bill_number = $2) AND ($3::uuid IS NULL OR case_id < $3)
      ORDER BY case_id DESC LIMIT $4`,
    [asked.carrier, asked.number, asked.before, asked.limit],
  );
  return rows.map(billOf);
}

type Parts = Pick<BillRow, 'billed' | 'approved' | 'disputed' | 'denied' | 'pending'>;

function moneyOf(
  row: Parts,
  currency: string | null,
): Pick<CarrierBill, 'billed' | 'approved' | 'withheld' | 'notOwed'> {
  return {
    billed: amountText(new Dec(row.billed), currency),
    approved: amountText(new Dec(row.approved), currency),
    withheld: amountText(new Dec(row.disputed).plus(row.pending), currency),
    notOwed: amountText(new Dec(row.denied), currency),
  };
}

function billOf(row: BillRow): CarrierBill {
  const { billId, state, invoiceNumber, billNumber, invoiceDate, receivedAt, currency } = row;
  const names = { billId, invoiceNumber, billNumber, invoiceDate, receivedAt, currency };
  return { ...names, ...toldState(state), ...moneyOf(row, currency) };
}

/** The answer where this carrier has no such bill, be it nobody's or another's: both look the same. */
export function noBill(): NotFoundException {
  return new NotFoundException({ code: 'not-found', detail: 'you have no such bill here' });
}

/**
 * One bill of a carrier, line by line.
 *
 * @throws NotFoundException when it is not this carrier's
 */
export async function billInFull(tx: EntityManager, carrier: string, billId: string): Promise<CarrierBillInFull> {
  const [row] = await tx.query<BillRow[]>(`SELECT ${columns} FROM freight_case WHERE case_id = $1 AND carrier = $2`, [
    billId,
    carrier,
  ]);
  if (!row) throw noBill();
  const lines = await tx.query<(Parts & { line: number | null; charge: string; reason: string | null })[]>(
    `SELECT line, charge, billed, approved, disputed, denied, pending, reason FROM case_charge
      WHERE case_id = $1 AND line IS NOT NULL ORDER BY position`,
    [billId],
  );
  return {
    ...billOf(row),
    lines: lines.map((one) => lineOf(one, row.currency)),
    disputes: await disputesOf(tx, carrier, billId),
    payments: await paymentsOf(tx, billId, row.currency),
  };
}

function lineOf(one: Parts & { line: number | null; charge: string; reason: string | null }, currency: string | null) {
  const paidInFull = [one.disputed, one.pending, one.denied].every((part) => new Dec(part).isZero());
  const why = paidInFull ? null : toldReason(one.reason);
  return { line: one.line, charge: one.charge, ...moneyOf(one, currency), why } satisfies CarrierLine;
}

async function paymentsOf(tx: EntityManager, billId: string, currency: string | null): Promise<CarrierPayment[]> {
  const rows = await tx.query<CarrierPayment[]>(
    `SELECT p.supplier_reference AS reference, p.gross AS amount, p.body ->> 'dueDate' AS "dueDate",
            (SELECT max(f.body ->> 'date') FROM fact f WHERE f.kind = 'payment' AND f.body ->> 'posting' = p.posting_id::text)
              AS "paidOn"
       FROM posting p WHERE p.case_id = $1 AND p.state = 'ACKNOWLEDGED' AND p.type NOT IN ('ACCRUAL', 'ACCRUAL_REVERSAL')
      ORDER BY p.sequence`,
    [billId],
  );
  return rows.map((row) => ({ ...row, amount: amountText(new Dec(row.amount), currency) }));
}

/** Under which references a paper about a bill is found: the bill's, its number and its shipment's. */
export async function referencesOf(tx: EntityManager, carrier: string, billId: string): Promise<Reference[]> {
  const [row] = await tx.query<
    { billNumber: string | null; shipmentId: string | null; references: Reference[] | null }[]
  >(
    `SELECT c.bill_number AS "billNumber", c.shipment_id AS "shipmentId",
            (SELECT one -> 'references' FROM json_array_elements(f.body -> 'bills') AS one
              WHERE (one ->> 'bill')::int = b.bill LIMIT 1) AS references
       FROM freight_case c JOIN bill b USING (case_id) JOIN fact f USING (fact_id)
      WHERE c.case_id = $1 AND c.carrier = $2`,
    [billId, carrier],
  );
  if (!row) throw noBill();
  return [
    ...(row.shipmentId === null ? [] : [{ type: 'SHIPMENT' as const, value: row.shipmentId }]),
    ...(row.billNumber === null ? [] : [{ type: 'PRO' as const, value: row.billNumber }]),
    ...(row.references ?? []),
  ];
}
