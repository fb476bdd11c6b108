import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultScript, PostFault } from './faults.ts';

/** A call on its way to an ERP, its body read whole. */
export interface FrontRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the ERP makes of it. */
export interface FrontResponse {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** An ERP behind a front that can spoil every call on its way there and back. */
export interface Behind {
  /** The ERP itself: a simulator, or a real server that is called from here. What it answers is committed. */
  handle(request: FrontRequest): Promise<FrontResponse> | FrontResponse;
  /** Whether a call changes the books; other calls only ask. Calls that do neither (a log-in) are `null`. */
  posts(request: FrontRequest): boolean | null;
  /** `refused` and `number taken` are the ERP's own: it prepares to refuse the next call that posts. */
  refuse(fault: 'refused' | 'number taken'): void;
}

/** How long adapters under test wait for an answer, all calls of one posting together. */
export const patienceMs = 400;
/** When a commit without an answer happens after all: later than anybody waits for an answer. */
export const lateMs = 550;
const maintenanceMs = 250;

export interface Front {
  url: string;
  /** Commits still to come are over. */
  stop(): Promise<void>;
}

/** A port that passes calls on to an ERP and spoils them as the script says. */
export async function startFront(erp: Behind, script: FaultScript): Promise<Front> {
  const place: Place = { erp, script, closedUntil: 0, late: new Set() };
  const server = createServer((request, response) => {
    passOn(place, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await Promise.all(place.late);
      await stopped(server);
    },
  };
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

interface Place {
  erp: Behind;
  script: FaultScript;
  closedUntil: number;
  late: Set<Promise<unknown>>;
}

async function passOn(place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = await readWhole(request);
  if (performance.now() < place.closedUntil) {
    end(response, closed);
    return;
  }
  const posts = place.erp.posts(call);
  const fault = posts === null ? null : posts ? place.script.onPost() : place.script.onLookUp();
  end(response, await answered(place, fault, call));
}

async function readWhole(request: IncomingMessage): Promise<FrontRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  return { method: request.method ?? 'GET', path: request.url ?? '/', headers: request.headers, body };
}

async function answered(place: Place, fault: PostFault | null, call: FrontRequest): Promise<End> {
  if (fault === null) return place.erp.handle(call);
  prepare(place, fault, call);
  const before = instead[fault];
  if (before !== undefined) return before;
  if (fault === 'delivered twice') await place.erp.handle(call);
  const answer = await place.erp.handle(call);
  if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, patienceMs / 4));
  return spoiled[fault]?.(answer) ?? answer;
}

function prepare(place: Place, fault: PostFault, call: FrontRequest): void {
  if (fault === 'refused' || fault === 'number taken') place.erp.refuse(fault);
  if (fault === 'maintenance window') place.closedUntil = performance.now() + maintenanceMs;
  if (fault === 'commit after the time-out') commitLate(place, call);
}

type End = FrontResponse | 'silence' | 'reset' | { half: FrontResponse };

const closed: FrontResponse = { status: 503, body: '<html>Scheduled maintenance</html>' };
const soon = { 'retry-after': '0' };

/** What comes back without the ERP having been asked. */
const instead: Partial<Record<PostFault, End>> = {
  'crash before commit': 'reset',
  'time-out before commit': 'silence',
  'commit after the time-out': 'silence',
  'error before commit': { status: 500, body: '{"message":"Update was terminated."}' },
  throttled: { status: 429, headers: soon, body: '{"message":"Too many requests."}' },
  unavailable: { status: 503, headers: soon, body: '{"message":"Overloaded."}' },
  redirected: { status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' }, body: '' },
  'maintenance window': closed,
};

function commitLate({ erp, late }: Place, call: FrontRequest): void {
  const committed = new Promise((resolve) => setTimeout(resolve, lateMs))
    .then(() => erp.handle(call))
    .finally(() => late.delete(committed));
  late.add(committed);
}

/** What becomes of the ERP's answer on its way back. */
const spoiled: Partial<Record<PostFault, (answer: FrontResponse) => End>> = {
  'crash after commit': () => 'reset',
  'time-out after commit': () => 'silence',
  'error after commit': () => ({ status: 500, body: '{"message":"Dump after update."}' }),
  'another amount': (answer) => ({ ...answer, body: answer.body.replace(/(\d+)\.(\d\d)(?!\d)/g, '$17.$2') }),
  'another reference': (answer) => ({ ...answer, body: answer.body.replace(uuid, nobody) }),
  garbage: (answer) => ({ ...answer, body: '\u0000\u0001{"]' }),
  empty: ({ status }) => ({ status, body: '' }),
  'page instead of data': () => ({ status: 200, body: '<html>Welcome to the portal</html>' }),
  'ten megabytes': (answer) => ({ ...answer, body: JSON.stringify({ padding: 'x'.repeat(10 * 1024 * 1024) }) }),
  truncated: (answer) => ({ ...answer, body: answer.body.slice(0, answer.body.length / 2) }),
  'reset half way': (answer) => ({ half: answer }),
};

const nobody = '00000000-0000-7000-8000-000000000000';
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function end(response: ServerResponse, how: End): void {
  if (how === 'silence') return;
  if (how === 'reset') response.socket?.resetAndDestroy();
  else if ('half' in how) {
    response.writeHead(how.half.status, { 'content-length': Buffer.byteLength(how.half.body) + 10 });
    response.write(how.half.body.slice(0, how.half.body.length / 2), () => response.socket?.resetAndDestroy());
  } else reply(response, how);
}

function reply(response: ServerResponse, { status, headers, body }: FrontResponse): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(status === 204 ? '' : body);
}
