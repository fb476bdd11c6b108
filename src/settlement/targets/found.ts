import { decimal, decimalPattern, decimalText, sum } from '../../freight/money.ts';
import type { Posting } from '../../freight/posting.ts';
import { fieldOf, type Reply, unclear } from './erp-call.ts';
import type { ErpVoucher, ListAnswer, ListedVoucher, LookUpAnswer, PostAnswer } from './erp-target.ts';

/** A document as an ERP's answer tells of it, before anything of it is believed. */
export interface Told {
  documentNumber: unknown;
  /** A day, a time, or SAP's `/Date(…)/`. */
  postedOn: unknown;
  amount: unknown;
  reference: unknown;
  /** Whether the amount is to be read below zero: the ERP keeps credits as positive documents of another kind. */
  credit?: boolean;
}

/** A voucher with its reference; null where the answer does not have what every document has. */
export function believed({ documentNumber, postedOn, amount, reference, credit }: Told): ListedVoucher | null {
  if (!isWord(documentNumber) || !isWord(reference)) return null;
  if (typeof amount !== 'string' || !decimalPattern.test(amount)) return null;
  const signed = credit === true ? decimalText(decimal(amount).negated()) : amount;
  return { documentNumber, postedOn: dayOf(postedOn), amount: signed, reference };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 100 && !/\p{Cc}|\p{Cs}/u.test(value);
}

/** The day of a date, a time or SAP's milliseconds; null where it is none. */
function dayOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const millis = /^\/Date\((\d{1,14})(?:[+-]\d{4})?\)\/$/.exec(value)?.[1];
  if (millis !== undefined) return new Date(Number(millis)).toISOString().slice(0, 10);
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/.test(value) ? value.slice(0, 10) : null;
}

/** The texts or objects of a list in an answer, at a path such as `d.results`; undefined where there is no list. */
export function listAt(json: unknown, path: string): unknown[] | undefined {
  const list = path.split('.').reduce(fieldOf, json);
  return Array.isArray(list) ? (list as unknown[]) : undefined;
}

/**
 * What a search by a posting's reference found. An answer with anything that is not ours is not believed at all. Two
 * documents of one posting are told of as one of their sum, which no posting is of: a person must look.
 */
export function foundAmong(
  reply: Reply,
  postingId: string,
  told: readonly (ListedVoucher | null)[] | undefined,
): LookUpAnswer {
  const documents = told?.filter((one) => one?.reference === postingId) as ListedVoucher[] | undefined;
  if (!told || documents?.length !== told.length) return unclear(reply);
  const [first] = documents;
  if (!first) return { kind: 'ABSENT', words: reply.words };
  const amount = decimalText(sum(documents.map((one) => decimal(one.amount ?? '0'))));
  const numbers = documents.map((one) => one.documentNumber).join(' and ');
  const voucher = { documentNumber: numbers, postedOn: first.postedOn, amount };
  return { kind: 'FOUND', voucher, words: `${reply.status} document ${numbers} of ${amount}` };
}

/** What an answer to a post that names its document is worth: without its number or our reference, nothing yet. */
export function acknowledgedBy(reply: Reply, postingId: string, told: ListedVoucher | null): PostAnswer {
  if (told?.reference !== postingId) return { kind: 'UNKNOWN', words: reply.words };
  const { documentNumber, postedOn, amount }: ErpVoucher = told;
  const words = `${reply.status} document ${documentNumber} of ${amount ?? '?'}`;
  return { kind: 'ACKNOWLEDGED', voucher: { documentNumber, postedOn, amount }, words };
}

const mostPages = 1000;

/** Reads a list page by page until one is empty. Documents without a reference of ours are left out. */
export async function listAll(
  pageFrom: (offset: number) => Promise<{ reply: Reply; entries: unknown[] | undefined }>,
  read: (entry: unknown) => ListedVoucher | null,
): Promise<ListAnswer> {
  const vouchers: ListedVoucher[] = [];
  for (let page = 0, offset = 0; page < mostPages; page++) {
    const { reply, entries } = await pageFrom(offset);
    if (reply.status !== 200 || !entries) return { kind: 'UNCLEAR', words: reply.words };
    if (entries.length === 0) return { kind: 'LISTED', vouchers };
    vouchers.push(...(entries.map(read).filter((one) => one !== null && uuid.test(one.reference)) as ListedVoucher[]));
    offset += entries.length;
  }
  return { kind: 'UNCLEAR', words: `more than ${mostPages} pages` };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How the ERP names our legal entities, where not as we do. */
export type Named = Readonly<Record<string, string>>;

/** What an entity, an account or a currency is called over there. */
export function called(name: string | null, names: Named = {}): string {
  return name === null ? '' : (names[name] ?? name);
}

/** Why a posting need not be sent at all: what every ERP asks for is missing or too long; null: it is fit. */
export function unfit(posting: Posting, longestReference: number): PostAnswer | null {
  const lacking = posting.vendorId === null ? 'no vendor number: retry with vendorId' : null;
  const long = posting.supplierReference.length > longestReference;
  const tooLong = `supplierReference "${posting.supplierReference}" is longer than ${longestReference}: retry with another`;
  const words = lacking ?? (long ? tooLong : null);
  return words === null ? null : { kind: 'REFUSED', words };
}

/** The day a posting has in their books: the first that is open; where nobody has said, today. */
export function bookDay({ postingDate }: Pick<Posting, 'postingDate'>): string {
  return postingDate ?? new Date().toISOString().slice(0, 10);
}

/** Whether a posting takes money back. */
export function isCredit(posting: Posting): boolean {
  return posting.gross.startsWith('-');
}

/** An amount without its sign. */
export function magnitude(amount: string): string {
  return amount.replace(/^-/, '');
}

/** An amount with the other sign. */
export function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** A line's words in the ERP: charge and shipment, cut to its field. */
export function lineText(line: Posting['lines'][number], longest: number): string {
  return [line.charge, line.shipmentId]
    .filter((word) => word !== null)
    .join(' ')
    .slice(0, longest);
}

/** After a first part was committed, nothing that follows is `never sent`: only a look-up says what is there. */
export function halfWay(answer: PostAnswer): PostAnswer {
  const { kind, words } = answer;
  return kind === 'BUSY' || kind === 'UNREACHABLE' ? { kind: 'UNKNOWN', words } : answer;
}
