import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from '../database/ids.ts';
import { appendFacts, type Appended } from '../facts/append.ts';
import { keepFile, type NewFile } from '../facts/files.ts';
import { checkOfProblem } from '../audit/checks/intake-problems.ts';
import { type EvidenceMethod, evidenceMethods } from '../freight/codes.ts';
import type { FreightEvent } from '../freight/event.ts';
import { MasterDataService } from '../masterdata/masterdata.service.ts';
import { type Principal, speaksFor } from '../people/principal.ts';
import { keepMessages, type NewMessage } from './messages.ts';
import type { Problem } from './shape.ts';
import { type SentKind, understand, type UnderstoodFact } from './understanding.ts';

/** One thing sent: the text as it came, the JSON in it, and the file that came with it. */
export interface Sent {
  raw: string;
  value: unknown;
  file?: NewFile;
}

/** Why one thing was not taken in. */
export interface Refusal {
  status: number;
  code: string;
  /** The check of a bill that the code belongs to, as `GET /v1/checks` lists it. */
  check?: string;
  detail: string;
  errors?: Problem[];
}

/** What became of one thing sent. CONFLICT: its id is taken by other content; it is kept as a message. */
export interface Receipt {
  id?: string;
  status: 'ACCEPTED' | 'DUPLICATE' | 'CONFLICT' | 'REFUSED';
  problem?: Refusal;
}

interface Ready {
  index: number;
  raw: string;
  file: NewFile | undefined;
  fact: UnderstoodFact;
  warnings: { code: string; detail: string }[];
}

/** Takes facts in: reads them, keeps what came, adds what is new; one transaction for all that is given at once. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly db: DataSource,
    private readonly masterData: MasterDataService,
  ) {}

  /**
   * Takes in up to some hundreds of facts of one kind, in one transaction: when this returns they are committed. What is
   * wrong with one never holds up the others.
   */
  async take(kind: SentKind, sent: readonly Sent[], by: Principal): Promise<Receipt[]> {
    const currencyOf = await this.currenciesFor(kind, sent);
    const receipts: Receipt[] = sent.map(() => ({ status: 'REFUSED' }));
    const ready: Ready[] = [];
    for (const [index, { raw, value, file }] of sent.entries()) {
      const understood = admitted(kind, value, by, currencyOf);
      if ('problem' in understood) receipts[index] = { status: 'REFUSED', problem: understood.problem };
      else ready.push({ index, raw, file, ...lowered(understood.fact, by.maxMethod) });
    }
    if (ready.length === 0) return receipts;
    const answers = await this.db.transaction((tx) => this.keep(tx, ready, by));
    for (const [position, { index }] of ready.entries()) {
      const answer = answers[position];
      if (answer) receipts[index] = receiptOf(answer);
    }
    return receipts;
  }

  private async keep(tx: EntityManager, ready: readonly Ready[], by: Principal): Promise<Appended[]> {
    const messageIds = ready.map(() => uuidv7());
    for (const { file } of ready) if (file) await keepFile(tx, file);
    const answers = await appendFacts(
      tx,
      ready.map(({ fact }, position) => ({ ...fact, messageId: messageIds[position] ?? null })),
    );
    const messages = ready.map(({ raw, fact, warnings }, position): NewMessage => {
      const answer = answers[position] ?? { status: 'CONFLICT', factId: '' };
      return {
        messageId: messageIds[position] ?? uuidv7(),
        channel: 'json',
        kind: fact.kind,
        source: fact.source,
        externalId: fact.externalId,
        contentHash: fact.contentHash,
        raw,
        state: answer.status,
        ...(answer.status === 'CONFLICT' ? { code: 'fact-conflict', detail: conflictDetail } : {}),
        warnings,
        factIds: [answer.factId],
        receivedBy: by.person,
      };
    });
    await keepMessages(tx, messages);
    return answers;
  }

  /** The own currency of those senders who name none on an invoice: asked for only when there are any. */
  private async currenciesFor(kind: SentKind, sent: readonly Sent[]): Promise<(source: string) => string | null> {
    if (kind !== 'invoice') return () => null;
    const sources = new Set<string>();
    for (const { value } of sent) {
      const { source, currency } = (value ?? {}) as { source?: unknown; currency?: unknown };
      if (typeof source === 'string' && (currency === undefined || currency === null)) sources.add(source);
    }
    if (sources.size === 0) return () => null;
    const profiles = await this.masterData.profilesOf(this.db.manager, [...sources]);
    return (source) => profiles.get(source)?.defaultCurrency ?? null;
  }
}

const conflictDetail = 'a fact of this source and id came before with other content';

function admitted(
  kind: SentKind,
  value: unknown,
  by: Principal,
  currencyOf: (source: string) => string | null,
): { fact: UnderstoodFact } | { problem: Refusal } {
  const { source } = (value ?? {}) as { source?: unknown };
  if (typeof source === 'string' && !speaksFor(by, source)) {
    const detail = `this key may not speak for the source ${JSON.stringify(source.slice(0, 100))}`;
    return { problem: { status: 403, code: 'source-not-allowed', detail } };
  }
  const understood = understand(kind, value, currencyOf);
  if ('fact' in understood) return understood;
  const problem = refusalOf(understood.problems);
  const check = kind === 'invoice' ? checkOfProblem(problem.code) : null;
  return { problem: check === null ? problem : { ...problem, check } };
}

/** The first problem gives the whole its code. */
export function refusalOf(problems: Problem[]): Refusal {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return {
    status: 422,
    code: first?.code ?? 'invalid',
    detail: first ? `${first.pointer || 'the document'}: ${first.detail}${more}` : 'it is not valid',
    errors: problems,
  };
}

function receiptOf({ status, factId }: Appended): Receipt {
  if (status !== 'CONFLICT') return { id: factId, status };
  return { id: factId, status, problem: { status: 409, code: 'fact-conflict', detail: conflictDetail } };
}

/** Lowers a claim of evidence that is stronger than the key may make. The content's hash stays that of what was sent. */
function lowered(fact: UnderstoodFact, most: EvidenceMethod | null): Pick<Ready, 'fact' | 'warnings'> {
  const { method } = fact.body as FreightEvent;
  if (fact.kind !== 'event' || !most || !method) return { fact, warnings: [] };
  if (evidenceMethods.indexOf(method) >= evidenceMethods.indexOf(most)) return { fact, warnings: [] };
  const body = { ...fact.body, method: most };
  const detail = `${method} is lowered to ${most}, the strongest this key may claim`;
  return { fact: { ...fact, body, text: JSON.stringify(body) }, warnings: [{ code: 'method-lowered', detail }] };
}
