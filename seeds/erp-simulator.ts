import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { voucherPage } from './erp-page.ts';

/** What can be made to go wrong with the next vouchers, one fault each, in order. */
export const erpFaults = [
  'timeout-after-commit',
  'timeout-before-commit',
  '500-after-commit',
  '500-before-commit',
  'reset-after-commit',
  'reset-before-commit',
  '429',
  '503',
  'refuse',
  'slow',
  'garbage',
  'empty',
  'wrong-amount',
  '409-same-document',
] as const;
export type ErpFault = (typeof erpFaults)[number];

/** A voucher as the ERP keeps it. */
export interface Voucher {
  documentNumber: string;
  /** The sender's id of the posting; vouchers are found by it. */
  reference: string;
  idempotencyKey: string;
  vendorId: string;
  legalEntity: string;
  supplierReference: string;
  currency: string;
  amount: string;
  postedOn: string;
  body: Record<string, unknown>;
}

export interface ErpSimulator {
  url: string;
  /** All vouchers, oldest first. */
  vouchers(): Voucher[];
  /** Faults for the next vouchers, as `POST /faults` takes them. */
  inject(...faults: ErpFault[]): void;
  stop(): Promise<void>;
}

interface Options {
  /** 0 or absent: any free port. */
  port?: number;
  /** JSON lines, append only: a second start still knows its vouchers. Absent: they live in memory. */
  dataFile?: string;
  faults?: ErpFault[];
  /** How long `slow` takes; tests are in a hurry. */
  slowMs?: number;
  /** What 429 and 503 ask for. */
  retryAfterSeconds?: number;
}

interface Answer {
  status: number;
  body: unknown;
}

/** Our own ERP for the demo and the tests: it keeps vouchers, refuses what real ERPs refuse, and fails on demand. */
export async function startErpSimulator(options: Options = {}): Promise<ErpSimulator> {
  const books = new Books(options.dataFile);
  const faults = [...(options.faults ?? [])];
  const place = { books, faults, slowMs: options.slowMs ?? 2000, retryAfterSeconds: options.retryAfterSeconds ?? 1 };
  const server = createServer((request, response) => {
    handle(place, request, response).catch((error: unknown) => {
      answer(response, { status: 400, body: { message: String(error).slice(0, 200) } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    vouchers: () => [...books.vouchers],
    inject: (...more) => void faults.push(...more),
    stop: () => stopped(server),
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

/** The ERP's books: one voucher per key, a supplier's number once per vendor and entity. */
class Books {
  readonly vouchers: Voucher[] = [];
  private readonly byKey = new Map<string, Voucher>();
  private readonly byNumber = new Map<string, Voucher>();

  constructor(private readonly file?: string) {
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) this.restore(line);
  }

  /** A line cut short by a kill was never answered: the sender asks again. */
  private restore(line: string): void {
    try {
      if (line !== '') this.keep(JSON.parse(line) as Voucher);
    } catch {
      // The last line only, and nobody was told of it.
    }
  }

  private keep(voucher: Voucher): void {
    this.vouchers.push(voucher);
    this.byKey.set(voucher.idempotencyKey, voucher);
    this.byNumber.set(numberKey(voucher), voucher);
  }

  /** Posts a voucher, or says in the ERP's words why not. The same key gives the same voucher. */
  post(key: string, body: Record<string, unknown>): Voucher | string {
    const known = this.byKey.get(key);
    if (known) return known;
    const voucher: Voucher = {
      documentNumber: String(5_100_000_001 + this.vouchers.length),
      reference: text(body.reference),
      idempotencyKey: key,
      vendorId: text(body.vendorId) || text(body.carrier),
      legalEntity: text(body.legalEntity),
      supplierReference: text(body.supplierReference),
      currency: text(body.currency),
      amount: text(body.gross),
      postedOn: new Date().toISOString().slice(0, 10),
      body,
    };
    const refusal = this.refusal(voucher);
    if (refusal !== null) return refusal;
    if (this.file !== undefined) appendFileSync(this.file, JSON.stringify(voucher) + '\n');
    this.keep(voucher);
    return voucher;
  }

  private refusal(voucher: Voucher): string | null {
    if (voucher.reference === '') return 'Field REFERENCE is mandatory.';
    if (!/^-?\d+(\.\d+)?$/.test(voucher.amount)) return `Amount "${voucher.amount}" is not numeric.`;
    if (voucher.supplierReference.length > 16)
      return `Reference "${voucher.supplierReference}" exceeds the field length of 16.`;
    const other = this.byNumber.get(numberKey(voucher));
    if (!other) return null;
    return `Check if invoice already entered as logistics inv. doc. number ${other.documentNumber} (reference ${voucher.supplierReference}).`;
  }
}

const numberKey = (of: Voucher): string => `${of.legalEntity}\n${of.vendorId}\n${of.supplierReference}`;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Place {
  books: Books;
  faults: ErpFault[];
  slowMs: number;
  retryAfterSeconds: number;
}

async function handle(place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://erp');
  const route = `${request.method ?? ''} ${url.pathname}`;
  switch (route) {
    case 'POST /vouchers':
      await takeVoucher(place, request, response);
      return;
    case 'GET /vouchers':
      answer(response, { status: 200, body: { vouchers: found(place.books, url.searchParams) } });
      return;
    case 'POST /faults':
      place.faults.push(...faultsOf(await bodyOf(request)));
      answer(response, { status: 200, body: { faults: place.faults } });
      return;
    case 'GET /':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(voucherPage(place.books.vouchers));
      return;
    default:
      answer(response, { status: 404, body: { message: `No such service: ${route}` } });
  }
}

function found(books: Books, by: URLSearchParams): Record<string, string>[] {
  const [reference, from, to] = [by.get('reference'), by.get('from'), by.get('to')];
  return books.vouchers
    .filter((voucher) => reference === null || voucher.reference === reference)
    .filter((voucher) => (from === null || voucher.postedOn >= from) && (to === null || voucher.postedOn <= to))
    .map((voucher) => ({ ...acknowledgement(voucher), ...numbers(voucher) }));
}

function faultsOf(body: Record<string, unknown>): ErpFault[] {
  const asked = Array.isArray(body.faults) ? (body.faults as unknown[]) : [body.fault];
  return asked.map((fault) => {
    const known = erpFaults.find((one) => one === fault);
    if (known === undefined) throw new Error(`unknown fault; known are ${erpFaults.join(', ')}`);
    return known;
  });
}

async function takeVoucher(place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') {
    answer(response, { status: 400, body: { message: 'Idempotency-Key is missing.' } });
    return;
  }
  const fault = place.faults.shift();
  const early = fault === undefined ? undefined : beforeCommit[fault];
  if (early !== undefined) {
    misbehave(early, response, place.retryAfterSeconds);
    return;
  }
  const posted = place.books.post(key, body);
  if (typeof posted === 'string') {
    answer(response, { status: 422, body: { message: posted } });
    return;
  }
  const late = fault === undefined ? undefined : afterCommit(fault, posted);
  if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, place.slowMs));
  misbehave(late ?? { status: 201, body: acknowledgement(posted) }, response);
}

const acknowledgement = ({ documentNumber, postedOn, amount, reference }: Voucher): Record<string, string> => ({
  documentNumber,
  postedOn,
  amount,
  reference,
});

const numbers = ({ vendorId, legalEntity, supplierReference, currency }: Voucher): Record<string, string> => ({
  vendorId,
  legalEntity,
  supplierReference,
  currency,
});

/** What comes back instead of an answer. */
type Misbehaviour = Answer | 'silence' | 'reset';

const beforeCommit: Partial<Record<ErpFault, Misbehaviour>> = {
  'timeout-before-commit': 'silence',
  '500-before-commit': { status: 500, body: { message: 'Update was terminated.' } },
  'reset-before-commit': 'reset',
  '429': { status: 429, body: { message: 'Too many requests.' } },
  '503': { status: 503, body: { message: 'Maintenance window.' } },
  refuse: { status: 422, body: { message: 'Posting period 03/2026 is not open.' } },
};

function afterCommit(fault: ErpFault, voucher: Voucher): Misbehaviour | undefined {
  const late: Partial<Record<ErpFault, Misbehaviour>> = {
    'timeout-after-commit': 'silence',
    '500-after-commit': { status: 500, body: { message: 'Dump after update.' } },
    'reset-after-commit': 'reset',
    garbage: { status: 200, body: '<html>welcome to the portal</html>' },
    empty: { status: 200, body: '' },
    'wrong-amount': { status: 201, body: { ...acknowledgement(voucher), amount: `${voucher.amount}1` } },
    '409-same-document': { status: 409, body: { ...acknowledgement(voucher), message: 'Already posted.' } },
  };
  return late[fault];
}

function misbehave(how: Misbehaviour, response: ServerResponse, retryAfterSeconds?: number): void {
  if (how === 'silence') return;
  if (how === 'reset') response.socket?.resetAndDestroy();
  else answer(response, how, retryAfterSeconds);
}

function answer(response: ServerResponse, { status, body }: Answer, retryAfterSeconds?: number): void {
  const json = typeof body !== 'string';
  const busy = status === 429 || status === 503;
  response
    .writeHead(status, {
      'content-type': json ? 'application/json' : 'text/html',
      ...(busy ? { 'retry-after': String(retryAfterSeconds) } : {}),
    })
    .end(json ? JSON.stringify(body) : body);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}
