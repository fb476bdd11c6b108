import { type NumberFormat, numberOf } from '../../formats/csv/numbers.ts';
import { dateOf } from '../../formats/csv/dates.ts';
import { readCsv, separators } from '../../formats/csv/read-csv.ts';
import { readX12 } from '../../formats/x12/envelope.ts';
import { read820 } from '../../formats/x12/set-820.ts';
import { isCurrency } from '../../freight/currencies.ts';
import type { LocalDate } from '../../freight/time.ts';

/** A line of a carrier's statement: what it believes is open. */
export interface StatementLine {
  /** In the file as it came: of a CSV the row, the header being 1; of JSON the place; of X12 the segment. */
  row: number;
  invoiceNumber: string;
  invoiceDate: LocalDate | null;
  amount: string;
  /** null: the statement does not say. */
  currency: string | null;
}

/** A line that cannot be read: it is kept in the file, shown, and not answered. */
export interface RefusedLine {
  row: number;
  column: string | null;
  detail: string;
}

/** What was read of a statement; `problem` when it is none at all. */
export interface StatementReading {
  lines: StatementLine[];
  refused: RefusedLine[];
  problem?: string;
}

export const statementTypes = ['CSV', 'JSON', 'X12'] as const;
export type StatementType = (typeof statementTypes)[number];

/** How dates are written where the sender does not say. */
export const usualDates = 'YYYY-MM-DD';

const mostLines = 10_000;
const mostRefused = 1_000;

/** Reads a carrier's statement; a line that cannot be read never keeps the others from being answered. */
export function readStatement(text: string, type: StatementType, dateFormat = usualDates): StatementReading {
  const reading = readers[type](text, dateFormat);
  if (reading.problem === undefined && reading.lines.length + reading.refused.length === 0)
    return { ...reading, problem: 'the statement has no line' };
  if (reading.lines.length > mostLines)
    return { lines: [], refused: [], problem: `a statement has at most ${mostLines} lines` };
  return { ...reading, refused: reading.refused.slice(0, mostRefused) };
}

const readers: Record<StatementType, (text: string, dateFormat: string) => StatementReading> = {
  CSV: readCsvStatement,
  JSON: readJsonStatement,
  X12: readX12Statement,
};

const nothing = (problem: string): StatementReading => ({ lines: [], refused: [], problem });

type Field = 'invoiceNumber' | 'invoiceDate' | 'amount' | 'currency';

/** What carriers call their columns, without blanks and signs; the first that is there is taken. */
const columnNames: Readonly<Record<Field, readonly string[]>> = {
  invoiceNumber: [
    ...['invoicenumber', 'invoiceno', 'invoice', 'invoicenum', 'invno', 'inv', 'freightbill', 'freightbillnumber'],
    ...['pronumber', 'prono', 'pro', 'documentnumber', 'document', 'reference', 'rechnungsnummer', 'rechnung'],
  ],
  amount: [
    ...['openamount', 'amountopen', 'balance', 'balancedue', 'openbalance', 'amountdue', 'outstanding', 'remaining'],
    ...['amount', 'invoiceamount', 'total', 'invoicetotal', 'betrag', 'offenerbetrag'],
  ],
  invoiceDate: ['invoicedate', 'date', 'billdate', 'documentdate', 'rechnungsdatum', 'datum'],
  currency: ['currency', 'currencycode', 'curr', 'ccy', 'whrung', 'waehrung'],
};

/** Amounts as people type them. */
const numbers: NumberFormat = { thousands: ',', currency: ['$', '€', '£'] };

function amountOf(cell: string): { value: string } | { detail: string } {
  const negative = /^\((.*)\)$/.exec(cell)?.[1];
  const read = numberOf(negative ?? cell, numbers);
  return 'value' in read && negative !== undefined ? { value: `-${read.value}` } : read;
}

function readCsvStatement(text: string, dateFormat: string): StatementReading {
  const head = text.slice(0, 4_000).split(/\r?\n/, 1)[0] ?? '';
  const [separator = ','] = separators.toSorted((a, b) => head.split(b).length - head.split(a).length);
  const read = readCsv(text, separator);
  if ('problem' in read) return nothing(`it is no CSV: ${read.problem.detail}`);
  const [header = [], ...rows] = read.rows;
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  const placeOf = (field: Field) => plain.indexOf(columnNames[field].find((name) => plain.includes(name)) ?? '?');
  const places: Record<Field, number> = {
    invoiceNumber: placeOf('invoiceNumber'),
    amount: placeOf('amount'),
    invoiceDate: placeOf('invoiceDate'),
    currency: placeOf('currency'),
  };
  if (places.invoiceNumber < 0 || places.amount < 0)
    return nothing(
      `the header names no ${places.invoiceNumber < 0 ? 'invoice number' : 'amount'}: ${head.slice(0, 200)}`,
    );
  const reading: StatementReading = { lines: [], refused: [] };
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const cell = (field: Field) => (cells[places[field]] ?? '').trim();
    const told = {
      invoiceNumber: cell('invoiceNumber'),
      amount: cell('amount'),
      invoiceDate: cell('invoiceDate'),
      currency: cell('currency'),
    };
    takeLine(reading, told, { row: index + 2, dateFormat, columnOf: (field) => header[places[field]] ?? field });
  }
  return reading;
}

interface LinePlace {
  row: number;
  dateFormat: string;
  columnOf: (field: Field) => string;
}

function takeLine(into: StatementReading, told: Record<Field, string>, place: LinePlace): void {
  const { row, dateFormat, columnOf } = place;
  const refuse = (field: Field, detail: string) => {
    into.refused.push({ row, column: columnOf(field), detail });
  };
  const number = told.invoiceNumber.slice(0, 200);
  if (!/[\p{L}\p{N}]/u.test(number) || /\p{Cc}/u.test(number)) {
    refuse('invoiceNumber', number === '' ? 'the invoice number is missing' : 'it is no invoice number');
    return;
  }
  const amount = amountOf(told.amount);
  const date = told.invoiceDate === '' ? { value: null } : dateOf(told.invoiceDate, dateFormat);
  const currency = told.currency.toUpperCase();
  if ('detail' in amount) refuse('amount', amount.detail);
  else if ('detail' in date) refuse('invoiceDate', date.detail);
  else if (currency !== '' && !isCurrency(currency))
    refuse('currency', `“${told.currency.slice(0, 40)}” is no currency of ISO 4217`);
  else
    into.lines.push({
      row,
      invoiceNumber: number,
      invoiceDate: date.value,
      amount: amount.value,
      currency: currency === '' ? null : currency,
    });
}

function readJsonStatement(text: string, dateFormat: string): StatementReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return nothing('it is no JSON');
  }
  const lines: unknown = Array.isArray(json) ? json : (json as { lines?: unknown } | null)?.lines;
  if (!Array.isArray(lines)) return nothing('it is neither […] nor { "lines": […] }');
  const reading: StatementReading = { lines: [], refused: [] };
  for (const [index, line] of lines.entries()) {
    const of = (typeof line === 'object' && line !== null ? line : {}) as Record<string, unknown>;
    const field = (name: Field) => (typeof of[name] === 'string' ? of[name].trim() : '');
    const told = {
      invoiceNumber: field('invoiceNumber'),
      amount: field('amount'),
      invoiceDate: field('invoiceDate'),
      currency: field('currency'),
    };
    takeLine(reading, told, { row: index + 1, dateFormat, columnOf: (name) => name });
  }
  return reading;
}

const x12Columns: Readonly<Record<Field, string>> = {
  invoiceNumber: 'RMR-2',
  amount: 'RMR-5',
  invoiceDate: 'DTM-2',
  currency: 'CUR-2',
};

/** The 820's way of listing: RMR-05 is what an invoice came to, RMR-04 where that is not told. */
function readX12Statement(text: string): StatementReading {
  const { interchanges, problem } = readX12(text);
  const sets = interchanges.flatMap(({ groups }) => groups.flatMap((group) => group.sets));
  const listing = sets.filter((set) => set.type === '820');
  if (listing.length === 0) return nothing(problem?.detail ?? 'it holds no 820');
  const reading: StatementReading = { lines: [], refused: [] };
  for (const set of listing) {
    const { remitted, problems } = read820(set);
    reading.refused.push(
      ...problems.map(({ detail, position }) => ({
        row: position.segment ?? 0,
        column: `${position.tag ?? ''}-${position.element ?? ''}`,
        detail,
      })),
    );
    for (const { segment, invoiceNumber, invoiceDate, billed, paid } of remitted.invoices) {
      const amount = billed ?? paid;
      if (amount === null) continue;
      const told = { invoiceNumber, invoiceDate: invoiceDate ?? '', amount, currency: remitted.currency ?? '' };
      takeLine(reading, told, { row: segment, dateFormat: usualDates, columnOf: (field) => x12Columns[field] });
    }
  }
  return reading;
}
