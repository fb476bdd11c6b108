import { createReadStream, openSync, readFileSync, readSync, closeSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isFact, type ItemKind, kindOfFile, kindOfItem } from './file-kind.ts';

/** Where facts are sent, and in whose name. */
export interface Destination {
  url: string;
  key: string;
}

/** What became of the things in one file. */
export interface FileOutcome {
  file: string;
  /** How many there were of each kind. */
  kinds: Record<string, number>;
  accepted: number;
  duplicates: number;
  refused: number;
  quarantined: number;
  /** The first reason why something was not taken in. */
  reason: string | null;
}

const linesAtOnce = 1_000;

/** Paths by kind of fact. */
const pathOf = (kind: ItemKind) => `/v1/${kind}s`;

/** Sends one file to a running service. `advance` is told how many of its bytes are done. */
export async function sendFile(file: string, to: Destination, advance: (bytes: number) => void): Promise<FileOutcome> {
  const sender = new FileSender(file, to);
  const bytes = statSync(file).size;
  const kind = kindOfFile(headOf(file));
  try {
    if (kind === null) sender.refuse('it is neither X12 nor JSON');
    else if (kind === 'x12') await sender.sendX12();
    else if (!(await sender.sendLines(advance))) await sender.sendJson();
  } catch (error) {
    // Nobody there is everybody's trouble; what the service refused is this file's.
    if ((error as Error).cause) throw error;
    sender.refuse((error as Error).message);
  }
  advance(bytes);
  return sender.outcome;
}

function headOf(file: string): string {
  const head = Buffer.alloc(200);
  const handle = openSync(file, 'r');
  const read = readSync(handle, head, 0, head.length, 0);
  closeSync(handle);
  return head.toString('utf8', 0, read);
}

class FileSender {
  readonly outcome: FileOutcome;
  private readonly waiting = new Map<ItemKind, string[]>();

  constructor(
    private readonly file: string,
    private readonly to: Destination,
  ) {
    this.outcome = { file, kinds: {}, accepted: 0, duplicates: 0, refused: 0, quarantined: 0, reason: null };
  }

  refuse(reason: string): void {
    this.outcome.refused += 1;
    this.outcome.reason ??= reason;
  }

  async sendX12(): Promise<void> {
    const answer = (await this.post('/v1/edi', 'application/edi-x12', readFileSync(this.file))) as {
      messages: { set: string; status: string; code?: string; detail?: string }[];
    };
    for (const { set, status, code, detail } of answer.messages) {
      this.count(set === '' ? 'unreadable' : set);
      if (status === 'ACCEPTED') this.outcome.accepted += 1;
      else if (status === 'DUPLICATE') this.outcome.duplicates += 1;
      else this.outcome.quarantined += 1;
      if (code !== undefined) this.outcome.reason ??= `${code}: ${detail ?? ''}`;
    }
  }

  /** Sends JSON of one value a line, in batches; false when the first line is not a whole value. */
  async sendLines(advance: (bytes: number) => void): Promise<boolean> {
    let bytes = 0;
    let first = true;
    for await (const line of createInterface({ input: createReadStream(this.file), crlfDelay: Infinity })) {
      bytes += Buffer.byteLength(line) + 1;
      if (line.trim() === '') continue;
      const value = valueOf(line);
      if (first && (typeof value !== 'object' || Array.isArray(value))) return false;
      first = false;
      await this.add(value, line);
      advance(bytes);
    }
    await this.flush();
    return true;
  }

  async sendJson(): Promise<void> {
    const value = valueOf(readFileSync(this.file, 'utf8').replace(/^\ufeff/, ''));
    if (value === undefined) this.refuse('it is not valid JSON');
    else
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value])
        await this.add(item, JSON.stringify(item));
    await this.flush();
  }

  private async add(value: unknown, line: string): Promise<void> {
    const kind = kindOfItem(value);
    if (kind === null) {
      this.refuse('it holds something that is no shipment, event, document, invoice, payment, contract or index value');
      return;
    }
    this.count(kind);
    if (!isFact(kind)) {
      await this.addTerms(kind, value, line);
      return;
    }
    const lines = this.waiting.get(kind) ?? [];
    lines.push(line);
    this.waiting.set(kind, lines);
    if (lines.length >= linesAtOnce) await this.flushKind(kind, lines);
  }

  private async addTerms(kind: ItemKind, value: unknown, line: string): Promise<void> {
    const { series } = value as { series?: unknown };
    const path = kind === 'contract' ? '/v1/contracts' : `/v1/indexes/${encodeURIComponent(String(series))}/values`;
    try {
      const { status } = (await this.post(path, 'application/json', line)) as { status?: string };
      if (status === 'DUPLICATE') this.outcome.duplicates += 1;
      else this.outcome.accepted += 1;
    } catch (error) {
      this.refuse((error as Error).message);
    }
  }

  private async flush(): Promise<void> {
    for (const [kind, lines] of this.waiting) await this.flushKind(kind, lines);
  }

  private async flushKind(kind: ItemKind, lines: string[]): Promise<void> {
    if (lines.length === 0) return;
    const body = `${lines.splice(0).join('\n')}\n`;
    const answer = (await this.post(pathOf(kind), 'application/x-ndjson', body)) as {
      accepted: number;
      duplicates: number;
      refused: number;
      results: { problem?: { code: string; detail: string } }[];
    };
    this.outcome.accepted += answer.accepted;
    this.outcome.duplicates += answer.duplicates;
    this.outcome.refused += answer.refused;
    const problem = answer.results.find((result) => result.problem)?.problem;
    if (problem) this.outcome.reason ??= `${problem.code}: ${problem.detail}`;
  }

  private count(kind: string): void {
    this.outcome.kinds[kind] = (this.outcome.kinds[kind] ?? 0) + 1;
  }

  private async post(path: string, contentType: string, body: string | Uint8Array): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${this.to.key}`,
      'content-type': contentType,
      accept: 'application/json',
    };
    const answer = await fetch(`${this.to.url}${path}`, { method: 'POST', headers, body: body as BodyInit });
    const told = (await answer.json()) as { code?: string; detail?: string };
    if (!answer.ok) throw new Error(`${told.code ?? answer.status}: ${told.detail ?? 'refused'}`);
    return told;
  }
}

/** The JSON in a text; undefined when there is none. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
