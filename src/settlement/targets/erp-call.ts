import type { LookUpAnswer, PostAnswer } from './erp-target.ts';
import { readExactly } from './exact-json.ts';
import { keptWords } from './voucher.ts';

/** An ERP behind HTTP. */
export interface HttpErp {
  url: string;
  /** Sent with every call, for example `Authorization`. */
  headers?: Record<string, string>;
  timeoutMs?: number;
}

/** What is asked of an ERP; without a method, POST where there is a body and GET where there is none. */
export interface ErpCall {
  path: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** JSON. */
  body?: string;
  headers?: Record<string, string>;
  /** Reads at most so many bytes of the answer. */
  atMost?: number;
}

/** What an ERP answered. */
export interface Reply {
  status: number;
  retryAfterSeconds: number | null;
  /** With its numbers as texts; undefined: not JSON, or longer than we read. */
  json: unknown;
  headers: Headers;
  words: string;
}

/** No ERP has more to say about one posting; a list of a day may be longer. */
const mostBytes = 64 * 1024;
export const mostListBytes = 16 * 1024 * 1024;

/** The call never reached anybody. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Our key or the ERP's limits, not the document: it was not taken, and the next would fare no better. */
const notTaken = new Set([401, 403, 407, 425, 429, 503]);

/**
 * Calls an ERP: redirects are not followed, the answer is read up to a size.
 *
 * @param until the end of patience; calls of one posting share it. Absent: this call alone may take the ERP's time-out
 * @throws Error where no whole answer comes; `noAnswer` says what that means
 */
export async function callErp(erp: HttpErp, call: ErpCall, until = patienceWith(erp)): Promise<Reply> {
  const response = await fetch(erp.url.replace(/\/+$/, '') + call.path, {
    method: call.method ?? (call.body === undefined ? 'GET' : 'POST'),
    headers: {
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
      ...erp.headers,
    },
    body: call.body ?? null,
    redirect: 'manual',
    signal: until,
  });
  const text = await textOf(response, call.atMost ?? mostBytes);
  const json = readExactly(text);
  return {
    status: response.status,
    retryAfterSeconds: secondsOf(response.headers.get('retry-after'), response.headers.get('date')),
    json,
    headers: response.headers,
    words: keptWords(`${response.status} ${saying(json) ?? text}`),
  };
}

/** How long an ERP is waited for: all calls of one posting together, so that its lease outlasts them. */
export function patienceWith(erp: HttpErp): AbortSignal {
  return AbortSignal.timeout(erp.timeoutMs ?? 15_000);
}

/** What a post that got no whole answer means. */
export function noAnswer(error: unknown): Extract<PostAnswer, { kind: 'UNREACHABLE' | 'UNKNOWN' }> {
  return { kind: neverSent.has(codeOf(error)) ? 'UNREACHABLE' : 'UNKNOWN', words: keptWords(wordsOf(error)) };
}

/** What an answer without a document means for the posting, by its status alone. */
export function notPosted({ status, words, retryAfterSeconds }: Reply): PostAnswer {
  if (notTaken.has(status) || (status >= 300 && status < 400)) return { kind: 'BUSY', retryAfterSeconds, words };
  const refused = status >= 400 && status < 500 && status !== 408;
  return { kind: refused ? 'REFUSED' : 'UNKNOWN', words };
}

/** A look-up that says neither that it is there nor that it is not. */
export function unclear({ words, retryAfterSeconds }: Reply): LookUpAnswer {
  return { kind: 'UNCLEAR', retryAfterSeconds, words };
}

/** A look-up that got no whole answer. */
export function unclearOf(error: unknown): LookUpAnswer & { kind: 'UNCLEAR' } {
  return { kind: 'UNCLEAR', retryAfterSeconds: null, words: keptWords(wordsOf(error)) };
}

async function textOf(response: Response, atMost: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes > atMost) return `an answer of more than ${atMost} bytes`;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const sayingFields = ['detail', 'message', 'error', 'title', 'value', 'data', 'o:errorDetails', '0'];

/** The sentence of an error answer, where it has one of the usual fields, however deep (OData, NetSuite, JSON-RPC). */
function saying(json: unknown, depth = 0): string | undefined {
  if (depth > 4) return undefined;
  const inner = depth > 0 || fieldOf(json, 'error') === undefined ? sayingFields : ['error'];
  for (const name of inner.toSorted((a, b) => rank(json, a) - rank(json, b))) {
    const said = fieldOf(json, name);
    if (typeof said === 'string' && said !== '') return said;
    const deeper = typeof said === 'object' ? saying(said, depth + 1) : undefined;
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** What lies deeper says more than the heading above it. */
function rank(json: unknown, name: string): number {
  return typeof fieldOf(json, name) === 'object' ? 0 : 1;
}

/** `Retry-After` in seconds: a number, or a date against the sender's own clock. */
function secondsOf(retryAfter: string | null, date: string | null): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,6}$/.test(retryAfter)) return Number(retryAfter);
  const wait = (Date.parse(retryAfter) - (date === null ? Date.now() : Date.parse(date))) / 1000;
  return Number.isFinite(wait) ? Math.max(0, Math.ceil(wait)) : null;
}

function codeOf(error: unknown): string {
  const code = fieldOf(fieldOf(error, 'cause'), 'code');
  return typeof code === 'string' ? code : '';
}

function wordsOf(error: unknown): string {
  if (fieldOf(error, 'name') === 'TimeoutError') return 'no answer in time';
  const said = [fieldOf(error, 'message'), fieldOf(fieldOf(error, 'cause'), 'message')];
  return said.filter((words) => typeof words === 'string' && words !== '').join(': ') || 'the call failed';
}

/** A field of an answer, which may be anything; undefined where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  const own = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  const inherited = value instanceof Error ? (value as unknown as Record<string, unknown>)[name] : undefined;
  return own ? (value as Record<string, unknown>)[name] : inherited;
}
