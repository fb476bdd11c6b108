/** Speaks with a running service over HTTP, as integrations do: NDJSON in, cases out. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again when a kept connection was closed meanwhile: taking in twice changes nothing. */
async function asked(url, init, tries = 3) {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (tries === 1) throw error;
    return asked(url, init, tries - 1);
  }
}

/**
 * @param {{ url: string, maker: string, checker: string }} running where it listens, and the keys of two people
 */
export function serviceAt({ url, maker, checker }) {
  const call = async (method, path, { body, type = 'application/json', key = maker } = {}) => {
    const headers = { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) };
    const answer = await asked(`${url}${path}`, { method, headers, body });
    const text = await answer.text();
    if (answer.status === 429) {
      await sleep(1000 * Number(answer.headers.get('retry-after') ?? 1));
      return call(method, path, { body, type, key });
    }
    return { ok: answer.ok, status: answer.status, text };
  };
  const read = async (path) => {
    const { ok, status, text } = await call('GET', path);
    if (!ok) throw new Error(`GET ${path}: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  const post = async (path, body, key) => {
    const { ok, status, text } = await call('POST', path, { body: JSON.stringify(body), key });
    if (!ok) throw new Error(`POST ${path}: ${status} ${text.slice(0, 2000)}`);
    return JSON.parse(text || 'null');
  };
  return {
    read,
    post,
    tryPost: (path, body) => call('POST', path, { body: JSON.stringify(body) }),
    asChecker: (path, body) => post(path, body, checker),
    /** Sends lines of one path; what was refused is an error of ours. */
    async stream(path, bodies) {
      const body = bodies.map((one) => `${JSON.stringify(one)}\n`).join('');
      const { ok, status, text } = await call('POST', path, { body, type: 'application/x-ndjson' });
      if (!ok) throw new Error(`POST ${path}: ${status} ${text.slice(0, 300)}`);
      for (const [index, line] of text.trim().split('\n').entries()) {
        const { problem } = JSON.parse(line);
        if (problem) throw new Error(`${path} refused ${JSON.stringify(bodies[index])}: ${JSON.stringify(problem)}`);
      }
    },
    /** Waits until every answer is up to date. */
    async settled() {
      for (;;) {
        const { staleCases } = await read('/v1/insights/backlog');
        if (staleCases === 0) return;
        await sleep(200);
      }
    },
  };
}

/** Every case there is, by invoice and bill number. */
export async function* allCases(service) {
  let cursor = '';
  do {
    const { data, page } = await service.read(`/v1/cases?limit=200${cursor}`);
    yield* data;
    cursor = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : null;
  } while (cursor !== null);
}

/** Does something for every one of a list, a few at a time. */
export async function atOnce(list, lanes, act) {
  const waiting = [...list].reverse();
  const lane = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await act(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
