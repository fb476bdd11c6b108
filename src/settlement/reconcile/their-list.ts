import { isCurrency } from '../../freight/currencies.ts';
import { decimal, decimalPattern } from '../../freight/money.ts';
import { isDate } from '../../freight/time.ts';
import { readCsv, separators } from '../../formats/csv/read-csv.ts';
import type { TheirVoucher } from './compare-books.ts';

/** A voucher as somebody lists it, not yet looked over. What is absent is not told. */
export interface ToldVoucher {
  reference: string;
  documentNumber: string;
  postedOn?: string | null;
  amount?: string | null;
  currency?: string | null;
}

/** A list that can be compared, or why not: a list that is wrong in one place is believed in none. */
export type ListReading = { vouchers: TheirVoucher[] } | { reason: string };

/** Nobody posts more in the days of one comparison. */
const mostVouchers = 200_000;

/** Looks a list over: amounts, days, currencies, and that it does not contradict itself. */
export function lookOver(told: readonly ToldVoucher[]): ListReading {
  if (told.length > mostVouchers) return { reason: `the list has more than ${mostVouchers} vouchers` };
  const vouchers = new Map<string, TheirVoucher>();
  for (const [index, one] of told.entries()) {
    const wrong = whatIsWrong(one);
    if (wrong !== null) return { reason: `voucher ${index + 1} of the list: ${wrong}` };
    const voucher = plain(one);
    const key = JSON.stringify([voucher.reference, voucher.documentNumber]);
    const before = vouchers.get(key);
    if (before && !isSame(before, voucher))
      return { reason: `voucher ${index + 1} of the list: ${shown(one.documentNumber)} stands twice, unlike` };
    vouchers.set(key, voucher);
  }
  return { vouchers: [...vouchers.values()] };
}

function plain({ reference, documentNumber, postedOn, amount, currency }: ToldVoucher): TheirVoucher {
  return {
    reference: reference.trim(),
    documentNumber: documentNumber.trim(),
    postedOn: orNull(postedOn),
    amount: orNull(amount),
    currency: orNull(currency),
  };
}

/** An empty cell tells nothing. */
function orNull(text: string | null | undefined): string | null {
  return text === '' ? null : (text ?? null);
}

function isSame(a: TheirVoucher, b: TheirVoucher): boolean {
  const amounts = a.amount === null || b.amount === null || decimal(a.amount).equals(decimal(b.amount));
  return amounts && a.currency === b.currency && a.postedOn === b.postedOn;
}

const shown = (text: string): string => `"${text.slice(0, 60)}"`;
const unfit = /\p{Cc}|\p{Cs}/u;

function whatIsWrong({ reference, documentNumber, postedOn, amount, currency }: ToldVoucher): string | null {
  const names = [reference, documentNumber];
  if (names.some((name) => name.trim() === '')) return 'it has no reference or no document number';
  if (names.some((name) => name.length > 200 || unfit.test(name))) return `${shown(documentNumber)} is no number`;
  if (postedOn && !isDate(postedOn)) return `${shown(postedOn)} is no date YYYY-MM-DD`;
  if (amount && !decimalPattern.test(amount)) return `${shown(amount)} is no amount`;
  return currency && !isCurrency(currency) ? `${shown(currency)} is no currency of ISO 4217` : null;
}

/** The columns of an uploaded list, each with the names that ERPs give it. */
const columnNames: Readonly<Record<keyof ToldVoucher, readonly string[]>> = {
  reference: ['reference', 'postingid', 'externalid', 'idempotencykey', 'headertext'],
  documentNumber: ['documentnumber', 'document', 'voucher', 'vouchernumber', 'docno', 'documentno'],
  postedOn: ['postedon', 'postingdate', 'date'],
  amount: ['amount', 'gross', 'grossamount', 'total'],
  currency: ['currency', 'documentcurrency', 'curr'],
};

/** An uploaded list as CSV: a header, its names in any order and spelling, and a row per voucher. */
export function readCsvList(text: string): ListReading {
  const head = text.slice(0, 2_000).split(/\r?\n/, 1)[0] ?? '';
  const [separator = ','] = separators.toSorted((a, b) => head.split(b).length - head.split(a).length);
  const read = readCsv(text, separator);
  if ('problem' in read) return { reason: `the list is no CSV: ${read.problem.detail}` };
  const [header = [], ...rows] = read.rows;
  const places = Object.entries(columnNames).map(([field, names]) => ({
    field,
    at: header.findIndex((name) => names.includes(name.toLowerCase().replace(/[^a-z]/g, ''))),
  }));
  const missing = places.filter(({ field, at }) => at < 0 && (field === 'reference' || field === 'documentNumber'));
  if (missing.length > 0) return { reason: `the list has no column ${missing.map(({ field }) => field).join(', ')}` };
  const told = rows
    .filter((cells) => cells.some((cell) => cell.trim() !== ''))
    .map((cells) => Object.fromEntries(places.map(({ field, at }) => [field, (cells[at] ?? '').trim()])));
  return lookOver(told as unknown as ToldVoucher[]);
}

/** An uploaded list as JSON: `[…]` or `{ "vouchers": […] }`, each with `reference` and `documentNumber`. */
export function readJsonList(text: string): ListReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { reason: 'the list is no JSON' };
  }
  const entries: unknown = Array.isArray(json) ? json : (json as { vouchers?: unknown } | null)?.vouchers;
  if (!Array.isArray(entries)) return { reason: 'the list is neither […] nor { "vouchers": […] }' };
  const strange = entries.findIndex((entry: unknown) => !isTold(entry));
  if (strange >= 0) return { reason: `voucher ${strange + 1} of the list: its fields are not text` };
  return lookOver(entries as ToldVoucher[]);
}

function isTold(entry: unknown): entry is ToldVoucher {
  if (typeof entry !== 'object' || entry === null) return false;
  const { reference, documentNumber, postedOn, amount, currency } = entry as Record<string, unknown>;
  const isText = (value: unknown) => value === undefined || value === null || typeof value === 'string';
  return (
    typeof reference === 'string' && typeof documentNumber === 'string' && [postedOn, amount, currency].every(isText)
  );
}
