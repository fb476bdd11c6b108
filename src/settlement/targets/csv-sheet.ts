import { parse } from 'csv-parse/sync';
import type { Posting } from '../../freight/posting.ts';

/** What an ERP said of a dropped posting, read from its answer file. */
export type FileAnswer =
  { kind: 'TAKEN'; documentNumber: string; postedOn: string; amount: string } | { kind: 'REFUSED'; reason: string };

const answerColumns = ['reference', 'documentNumber', 'postedOn', 'amount', 'refusal'];

/** A posting as a sheet: one row for each line, each with what is true of the whole. */
export function sheetOf(posting: Posting): string {
  const whole = wholeOf(posting);
  const rows = posting.lines.map((line, n) => ({
    ...whole,
    row: String(n + 1),
    charge: line.charge,
    shipmentId: line.shipmentId,
    glAccount: line.glAccount,
    costCenter: line.costCenter,
    purchaseOrder: line.purchaseOrder,
    taxCode: line.taxCode,
    amount: line.amount,
  }));
  const columns = Object.keys(rows[0] ?? whole);
  return [columns, ...rows.map((row) => Object.entries(row).map(cell))].map((row) => `${row.join(',')}\r\n`).join('');
}

/** What is true of the whole posting. */
function wholeOf(posting: Posting): Record<string, string | null> {
  const { payee, discount } = posting;
  return {
    reference: posting.postingId,
    type: posting.type,
    legalEntity: posting.legalEntity,
    vendorId: posting.vendorId,
    carrier: posting.carrier,
    supplierReference: posting.supplierReference,
    invoiceNumber: posting.invoiceNumber,
    invoiceDate: posting.invoiceDate,
    currency: posting.currency,
    net: posting.net,
    tax: posting.tax,
    gross: posting.gross,
    terms: posting.terms,
    baselineDate: posting.baselineDate,
    dueDate: posting.dueDate,
    postingDate: posting.postingDate ?? null,
    discountDate: discount?.date ?? null,
    discountAmount: discount?.amount ?? null,
    payee: payee?.code ?? payee?.name ?? null,
    rows: String(posting.lines.length),
  };
}

const amounts = new Set(['net', 'tax', 'gross', 'discountAmount', 'amount']);

/** A cell: a text that a spreadsheet would take for a formula gets an apostrophe in front; amounts are left as they are. */
function cell([column, value]: [string, string | null]): string {
  const safe = value !== null && !amounts.has(column) && /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : (value ?? '');
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The answer in a file: columns `reference, documentNumber, postedOn, amount, refusal`, one row. One that is not whole,
 * not of this posting or says neither is none (null).
 */
export function answerIn(sheet: string, postingId: string): FileAnswer | null {
  const row = onlyRow(sheet);
  if (row?.reference !== postingId) return null;
  const { refusal = '' } = row;
  return refusal === '' ? takenIn(row) : { kind: 'REFUSED', reason: refusal };
}

function takenIn({ documentNumber = '', postedOn = '', amount = '' }: Record<string, string>): FileAnswer | null {
  const whole = /^[^\p{Cc}]{1,100}$/u.test(documentNumber) && /^\d{4}-\d{2}-\d{2}$/.test(postedOn);
  return whole && /^-?\d{1,15}(\.\d{1,8})?$/.test(amount) ? { kind: 'TAKEN', documentNumber, postedOn, amount } : null;
}

function onlyRow(sheet: string): Record<string, string> | null {
  // A file that is still being written does not end its line yet.
  if (!sheet.endsWith('\n')) return null;
  try {
    const rows: Record<string, string>[] = parse(sheet, {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
    });
    const [row] = rows;
    return row && rows.length === 1 && answerColumns.every((column) => column in row) ? row : null;
  } catch {
    return null;
  }
}
