import { request as plainRequest } from 'node:http';
import { request as secureRequest, type RequestOptions } from 'node:https';
import { checkedLookup, NotReachable, type Reach, whyNotCalled } from './reach.ts';

/** What came of a call. */
export interface CallAnswer {
  /** null: no answer. */
  status: number | null;
  outcome: 'DELIVERED' | 'FAILED' | 'REFUSED';
  /** In words of ours; what the receiver wrote is not repeated. */
  detail: string;
  /** What a busy receiver asked for; null when it asked for nothing. */
  retryAfterSeconds: number | null;
  tookMs: number;
}

/** One call to make. */
export interface Call {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}

/** Nobody has more to say about a notice; beyond it the connection is closed. */
const mostAnswerBytes = 64 * 1024;

/**
 * Posts a text. Redirects are not followed, the whole call ends in time, the address is checked again, and the connection
 * is made to the address that was checked. It never throws.
 */
export async function call(to: Call, reach: Reach): Promise<CallAnswer> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  const why = whyNotCalled(to.url, reach);
  if (why !== null) return { status: null, outcome: 'REFUSED', detail: why, retryAfterSeconds: null, tookMs: took() };
  try {
    const { status, retryAfterSeconds } = await answerOf(to, reach);
    const taken = status >= 200 && status < 300;
    return {
      status,
      outcome: taken ? 'DELIVERED' : 'FAILED',
      detail: taken ? `taken with ${status}` : wordsFor(status),
      retryAfterSeconds,
      tookMs: took(),
    };
  } catch (error) {
    const outcome = error instanceof NotReachable ? 'REFUSED' : 'FAILED';
    return { status: null, outcome, detail: wordsOf(error), retryAfterSeconds: null, tookMs: took() };
  }
}

function answerOf(to: Call, reach: Reach): Promise<{ status: number; retryAfterSeconds: number | null }> {
  const url = new URL(to.url);
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...to.headers, 'content-length': Buffer.byteLength(to.body), connection: 'close' },
    lookup: checkedLookup(url.hostname, reach),
    // A connection of its own each time: none is left open to an address that was checked long ago.
    agent: false,
    signal: AbortSignal.timeout(to.timeoutMs),
  };
  return new Promise((resolve, reject) => {
    const request = send(url, options, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostAnswerBytes) request.destroy();
      });
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0,
        retryAfterSeconds: secondsOf(response.headers['retry-after']),
      });
    });
    request.on('error', reject);
    request.end(to.body);
  });
}

function secondsOf(retryAfter: string | undefined): number | null {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
}

function wordsFor(status: number): string {
  if (status >= 300 && status < 400) return `answered ${status}: redirects are not followed`;
  return status === 410 ? 'answered 410: it wants no more' : `answered ${status}`;
}

function wordsOf(error: unknown): string {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'TimeoutError' || code === 'ABORT_ERR') return 'no answer in time';
  if (error instanceof NotReachable) return error.message;
  return `no connection: ${code ?? message ?? 'unknown'}`.slice(0, 300);
}
