import type { Posting } from '../../freight/posting.ts';
import type { ErpVoucher, ListedVoucher } from './erp-target.ts';

/**
 * How an ERP names things. `fields` maps each field of the voucher to a path in the posting (`lines` keeps its own
 * names unless `lines` maps them); a text starting with `=` is a constant. Absent maps send the posting as it is, with
 * its id as `reference`.
 */
export interface VoucherTemplate {
  fields?: Record<string, string>;
  lines?: Record<string, string>;
  /** The answer's fields, as paths. */
  answer?: { documentNumber?: string; postedOn?: string; amount?: string };
}

/** The voucher of a posting as an ERP with this template wants it. */
export function voucherOf(posting: Posting, template: VoucherTemplate = {}): Record<string, unknown> {
  // Where it stands with us is not the ERP's business.
  const document = Object.entries(posting).filter(([name]) => name !== 'state');
  const source: Record<string, unknown> = { reference: posting.postingId, ...Object.fromEntries(document) };
  const map = template.lines;
  if (map) source.lines = posting.lines.map((line) => mapped({ ...line }, map));
  return template.fields ? mapped(source, template.fields) : source;
}

function mapped(source: Record<string, unknown>, fields: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, path]) => [name, path.startsWith('=') ? path.slice(1) : at(source, path)]),
  );
}

/** The value at a dotted path; undefined where there is none. */
function at(source: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => {
    const own = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
    return own ? (value as Record<string, unknown>)[part] : undefined;
  }, source);
}

/** The voucher an ERP's answer speaks of; null when it names no document number. */
export function voucherIn(answer: unknown, template: VoucherTemplate = {}): ErpVoucher | null {
  const paths = template.answer ?? {};
  const documentNumber = word(at(answer, paths.documentNumber ?? 'documentNumber'));
  if (documentNumber === null) return null;
  const postedOn = word(at(answer, paths.postedOn ?? 'postedOn'));
  return {
    documentNumber,
    postedOn: postedOn !== null && /^\d{4}-\d{2}-\d{2}/.test(postedOn) ? postedOn.slice(0, 10) : null,
    amount: word(at(answer, paths.amount ?? 'amount')),
  };
}

/**
 * The one voucher of a posting in the answer to a search: a list, or `{ vouchers | data | items | value | results }`, or the
 * voucher alone; `null` is none. An ERP that answers with more than we asked for is not trusted: entries that say whose they are must
 * say this posting.
 *
 * @returns null when it is not there, undefined when the answer cannot be understood
 */
export function foundIn(
  answer: unknown,
  postingId: string,
  template: VoucherTemplate = {},
): ErpVoucher | null | undefined {
  if (answer === null) return null;
  const entries = entriesOf(answer);
  if (!entries) return undefined;
  const ours = entries.filter((entry) => namesOf(entry).includes(postingId));
  const silent = entries.filter((entry) => namesOf(entry).length === 0);
  const entry = ours[0] ?? (silent.length === 1 ? silent[0] : undefined);
  if (entry === undefined) return silent.length > 1 ? undefined : null;
  return voucherIn(entry, template) ?? undefined;
}

/** Whether an answer says that it speaks of this posting. */
export function speaksOf(answer: unknown, postingId: string): boolean {
  return namesOf(answer).includes(postingId);
}

/** Every voucher of a list answer that names a reference; undefined when it is no list. */
export function listedIn(answer: unknown, template: VoucherTemplate = {}): ListedVoucher[] | undefined {
  return entriesOf(answer)?.flatMap((entry) => {
    const voucher = voucherIn(entry, template);
    const [reference] = namesOf(entry);
    return voucher && reference !== undefined ? [{ ...voucher, reference, currency: word(at(entry, 'currency')) }] : [];
  });
}

function entriesOf(answer: unknown): unknown[] | undefined {
  if (Array.isArray(answer)) return answer as unknown[];
  for (const list of ['vouchers', 'data', 'items', 'value', 'results']) {
    const entries = at(answer, list);
    if (Array.isArray(entries)) return entries as unknown[];
  }
  return at(answer, 'documentNumber') === undefined ? undefined : [answer];
}

function namesOf(entry: unknown): string[] {
  const named = ['reference', 'postingId', 'idempotencyKey'].map((name) => word(at(entry, name)));
  return named.filter((name) => name !== null);
}

/** A text or number of an answer, as text and cut to size; null for anything else. */
function word(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
}

const secrets = [
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 [redacted]'],
  [
    /("?\b[\w-]{0,30}(?:password|passwd|secret|token|api[_-]?key|authorization)[\w-]{0,30}"?\s{0,9}[:=]\s{0,9})("[^"]*"|[^\s,;&}]+)/gi,
    '$1[redacted]',
  ],
] as const;

/** What an ERP said, fit to be kept and shown: without secrets, at most 2,000 characters, nothing a database refuses. */
export function keptWords(text: string): string {
  const clean = text.slice(0, 4000).replace(/\p{Cc}|\p{Cs}/gu, ' ');
  return secrets
    .reduce((words, [pattern, instead]) => words.replace(pattern, instead), clean)
    .slice(0, 2000)
    .trim();
}
