import type { Posting } from '../freight/posting.ts';
import type { ErpTarget, ErpVoucher, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { foundIn, keptWords, listedIn, speaksOf, voucherIn, voucherOf, type VoucherTemplate } from './voucher.ts';

/** An ERP behind a REST interface. */
export interface RestErp {
  /** Vouchers are posted to `<url>/vouchers` and found at `<url>/vouchers?reference=`. */
  url: string;
  /** Sent with every call, for example `Authorization`. */
  headers?: Record<string, string>;
  template?: VoucherTemplate;
  timeoutMs?: number;
}

/** No ERP has more to say about one posting; a list of a day may be longer. */
const mostBytes = 64 * 1024;
const mostListBytes = 16 * 1024 * 1024;

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

interface Reply {
  status: number;
  retryAfterSeconds: number | null;
  /** undefined: not JSON. */
  json: unknown;
  words: string;
}

/** Pushes postings to any ERP that takes JSON over HTTP. Redirects are not followed, answers are read up to a size. */
export class RestTarget implements ErpTarget {
  constructor(private readonly erp: RestErp) {}

  async post(posting: Posting): Promise<PostAnswer> {
    const body = JSON.stringify(voucherOf(posting, this.erp.template));
    try {
      const reply = await this.call('/vouchers', { body, idempotencyKey: posting.postingId });
      return this.understood(reply, posting.postingId);
    } catch (error) {
      return { kind: neverSent.has(codeOf(error)) ? 'UNREACHABLE' : 'UNKNOWN', words: keptWords(wordsOf(error)) };
    }
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    try {
      const reply = await this.call(`/vouchers?reference=${encodeURIComponent(postingId)}`);
      const { retryAfterSeconds, words } = reply;
      if (reply.status === 404 || reply.status === 204) return { kind: 'ABSENT', words };
      const voucher = reply.status === 200 ? foundIn(reply.json, postingId, this.erp.template) : undefined;
      if (voucher === undefined) return { kind: 'UNCLEAR', retryAfterSeconds, words };
      return voucher === null ? { kind: 'ABSENT', words } : { kind: 'FOUND', voucher, words };
    } catch (error) {
      return { kind: 'UNCLEAR', retryAfterSeconds: null, words: keptWords(wordsOf(error)) };
    }
  }

  async listPosted(from: string, to: string): Promise<(ErpVoucher & { reference: string })[]> {
    const query = new URLSearchParams({ from, to });
    const reply = await this.call(`/vouchers?${query}`, {}, mostListBytes);
    if (reply.status !== 200) throw new Error(reply.words);
    return listedIn(reply.json, this.erp.template);
  }

  async health(): Promise<{ reachable: boolean; words: string }> {
    const answer = await this.findByReference('00000000-0000-0000-0000-000000000000');
    return { reachable: answer.kind !== 'UNCLEAR', words: answer.words };
  }

  /** What the status means. A 2xx without a document number is no acknowledgement, nor a 409 that is not of this posting. */
  private understood({ status, json, words, retryAfterSeconds }: Reply, postingId: string): PostAnswer {
    const ours = Math.floor(status / 100) === 2 || (status === 409 && speaksOf(json, postingId));
    const voucher = voucherIn(json, this.erp.template);
    if (ours) return voucher ? { kind: 'ACKNOWLEDGED', voucher, words } : { kind: 'UNKNOWN', words };
    if (status === 409) return { kind: 'CONFLICT', words };
    if (notTaken.has(status) || status < 400) return { kind: 'BUSY', retryAfterSeconds, words };
    return { kind: status < 500 && status !== 408 ? 'REFUSED' : 'UNKNOWN', words };
  }

  private async call(
    path: string,
    sent: { body?: string; idempotencyKey?: string } = {},
    atMost = mostBytes,
  ): Promise<Reply> {
    const response = await fetch(this.erp.url.replace(/\/+$/, '') + path, {
      method: sent.body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(sent.idempotencyKey === undefined ? {} : { 'idempotency-key': sent.idempotencyKey }),
        ...this.erp.headers,
      },
      body: sent.body ?? null,
      redirect: 'manual',
      signal: AbortSignal.timeout(this.erp.timeoutMs ?? 15_000),
    });
    const text = await textOf(response, atMost);
    const json = parsed(text);
    return {
      status: response.status,
      retryAfterSeconds: secondsOf(response.headers.get('retry-after'), response.headers.get('date')),
      json,
      words: keptWords(`${response.status} ${saying(json) ?? text}`),
    };
  }
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The sentence of an error answer, where it has one of the usual fields. */
function saying(json: unknown): string | undefined {
  const said = ['detail', 'message', 'error', 'title'].map((name) => fieldOf(json, name));
  return said.find((words): words is string => typeof words === 'string' && words !== '');
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

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
