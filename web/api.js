/* global sessionStorage, crypto */
const place = 'tallyman.key';

/** A refusal of the API in its own words (RFC 9457), or a server that did not answer. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem.code ?? '';
    this.errors = problem.errors ?? [];
    this.traceId = problem.traceId ?? '';
  }
}

export const key = {
  get: () => sessionStorage.getItem(place),
  keep: (text) => sessionStorage.setItem(place, text),
  forget: () => sessionStorage.removeItem(place),
};

/**
 * Asks the API for something.
 *
 * @returns {Promise<{ body: any, etag: string | null }>}
 * @throws Refusal
 */
export async function read(path) {
  return call(path, {});
}

/** Tells the API something, once: `once` is the Idempotency-Key, `etag` what the sender had seen. */
export async function tell(path, body, { etag, once }) {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': once,
    ...(etag ? { 'if-match': etag } : {}),
  };
  return call(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function call(path, init) {
  const headers = { accept: 'application/json', authorization: `Bearer ${key.get() ?? ''}`, ...init.headers };
  let answer;
  try {
    answer = await fetch(path, { ...init, headers, cache: 'no-store' });
  } catch {
    throw new Refusal(0, { detail: 'The server does not answer.', code: 'unreachable' });
  }
  const text = await answer.text();
  const body = asJson(text);
  if (!answer.ok) throw new Refusal(answer.status, body ?? {});
  return { body, etag: answer.headers.get('etag') };
}

function asJson(text) {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Something nobody else sends; works on plain http too, where randomUUID does not exist. */
export function newOnce() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
