import { BadRequestException, ForbiddenException, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { checkOfProblem } from '../audit/checks/intake-problems.ts';
import { Clock } from '../database/clock.ts';
import { uuidv7 } from '../database/ids.ts';
import { appendFacts, type Appended } from '../facts/append.ts';
import { type Interchange, readX12, type X12Set } from '../formats/x12/envelope.ts';
import type { Note } from '../formats/x12/segments.ts';
import type { SetResult } from '../formats/x12/understood.ts';
import { write997 } from '../formats/x12/write-997.ts';
import type { PartnerProfile } from '../freight/terms.ts';
import { MasterDataService } from '../masterdata/masterdata.service.ts';
import { type Principal, speaksFor } from '../people/principal.ts';
import { keepMessages, type MessageState, type NewMessage } from './messages.ts';
import { unfitText } from './text-guard.ts';
import { envelopeOf, readMessage, type ReadMessage, setsOf, sourceOf, textOf } from './x12-reading.ts';

/** How many sets one transaction takes in. */
const setsAtOnce = 50;

/** What became of one set. */
export interface SetReceipt {
  messageId: string;
  set: string;
  control: string;
  source: string;
  status: MessageState;
  code?: string;
  /** The check of a bill that the code belongs to, as `GET /v1/checks` lists it; so for each warning. */
  check?: string | null;
  detail?: string;
  position?: unknown;
  warnings: (Note & { check?: string | null })[];
  facts: { kind: string; id: string; status: Appended['status'] }[];
}

/** What became of a whole file. */
export interface EdiReceipt {
  interchanges: { sender: string; receiver: string; control: string; sets: number; warnings: Note[] }[];
  messages: SetReceipt[];
  acknowledgements: string[];
}

/** Takes X12 in: every set is a message of its own, kept raw whether it is understood or not. */
@Injectable()
export class EdiService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly masterData: MasterDataService,
  ) {}

  /** Takes in whatever stands in a file. Nothing of it is lost: what is no set at all is kept as one message. */
  async take(bytes: Buffer, by: Principal): Promise<EdiReceipt> {
    const text = textOf(bytes);
    const unfit = unfitText(text);
    if (unfit)
      throw new BadRequestException({ code: unfit.code, detail: `${unfit.detail} (character ${unfit.offset})` });
    const { interchanges, problem } = readX12(text);
    for (const { sender } of interchanges) checkSource(by, sourceOf(sender));
    const profiles = await this.masterData.profilesOf(
      this.db.manager,
      interchanges.map(({ sender }) => sourceOf(sender)),
    );
    const messages: SetReceipt[] = [];
    const acknowledgements: string[] = [];
    for (const interchange of interchanges) {
      const profile = profiles.get(sourceOf(interchange.sender));
      const results = new Map<X12Set, SetResult>();
      messages.push(...(await this.takeInterchange(text, interchange, { by, profile, results })));
      const acknowledged = await this.acknowledge(interchange, results, profile);
      if (acknowledged !== null) acknowledgements.push(acknowledged);
    }
    if (problem) messages.push(await this.keepUnreadable(by, 'x12:', problem.raw, problem));
    const told = interchanges.map((interchange) => ({
      sender: interchange.sender,
      receiver: interchange.receiver,
      control: interchange.control,
      sets: setsOf(interchange).length,
      warnings: interchange.warnings,
    }));
    return { interchanges: told, messages, acknowledgements };
  }

  private async takeInterchange(
    text: string,
    interchange: Interchange,
    { by, profile, results }: { by: Principal; profile: PartnerProfile | undefined; results: Map<X12Set, SetResult> },
  ): Promise<SetReceipt[]> {
    const sets = setsOf(interchange);
    if (sets.length === 0) {
      const raw = text.slice(interchange.offset, interchange.end);
      const empty = { code: 'NO_SET', detail: 'the interchange holds no set', position: { offset: 0 } };
      return [await this.keepUnreadable(by, sourceOf(interchange.sender), raw, interchange.problem ?? empty)];
    }
    const receipts: SetReceipt[] = [];
    for (let first = 0; first < sets.length; first += setsAtOnce) {
      const read = sets.slice(first, first + setsAtOnce).map((set) => readMessage(set, profile));
      for (const message of read) results.set(message.set, resultOf(message));
      receipts.push(...(await this.db.transaction((tx) => keepSets(tx, read, by.person))));
    }
    return receipts;
  }

  private async keepUnreadable(by: Principal, source: string, raw: string, problem: Note): Promise<SetReceipt> {
    const message: NewMessage = {
      messageId: uuidv7(),
      channel: 'x12',
      kind: 'interchange',
      source,
      externalId: null,
      contentHash: '',
      raw,
      state: 'QUARANTINED',
      code: problem.code,
      detail: problem.detail,
      position: problem.position,
      factIds: [],
      receivedBy: by.person,
    };
    await this.db.transaction((tx) => keepMessages(tx, [message]));
    const { messageId, state } = message;
    const { code, detail, position } = problem;
    const about = { code, check: checkOfProblem(code), detail, position };
    return { messageId, set: '', control: '', source, status: state, ...about, warnings: [], facts: [] };
  }

  /** The 997 of an interchange, unless the partner wants none. */
  private async acknowledge(
    interchange: Interchange,
    results: ReadonlyMap<X12Set, SetResult>,
    profile: PartnerProfile | undefined,
  ): Promise<string | null> {
    if (profile?.acknowledgements === false || results.size === 0) return null;
    const [row] = await this.db.query<{ number: string }[]>(`SELECT nextval('x12_control_number') AS number`);
    const now = this.clock.now().toISOString();
    const control = (row?.number ?? '1').padStart(9, '0');
    return write997(interchange, results, {
      control,
      date: now.slice(0, 10),
      time: now.slice(11, 16).replace(':', ''),
    });
  }
}

/** What the acknowledgement says of a set: also one whose facts do not hold together is refused. */
function resultOf({ result, problem, set }: ReadMessage): SetResult {
  if (!result.understood || !problem) return result;
  const note: Note = { code: problem.code, detail: problem.detail, position: { offset: set.offset } };
  return { ...note, understood: false, type: set.type, problems: [note], warnings: result.warnings };
}

function checkSource(by: Principal, source: string): void {
  if (speaksFor(by, source)) return;
  const detail = `this key may not speak for the source ${JSON.stringify(source)}`;
  throw new ForbiddenException({ code: 'source-not-allowed', detail });
}

/** Keeps sets and adds their facts, in the caller's transaction. */
export async function keepSets(tx: EntityManager, read: readonly ReadMessage[], person: string): Promise<SetReceipt[]> {
  const ids = read.map(() => uuidv7());
  const facts = read.flatMap((message, position) =>
    message.facts.map((fact) => ({ ...fact, messageId: ids[position] ?? null })),
  );
  const answers = await appendFacts(tx, facts);
  const messages: NewMessage[] = [];
  const receipts: SetReceipt[] = [];
  let next = 0;
  for (const [position, message] of read.entries()) {
    const own = answers.slice(next, next + message.facts.length);
    next += message.facts.length;
    const kept = newMessage(message, ids[position] ?? '', own, person);
    messages.push(kept);
    receipts.push(receiptOf(message, kept, own));
  }
  await keepMessages(tx, messages);
  return receipts;
}

function newMessage(read: ReadMessage, messageId: string, answers: readonly Appended[], person: string): NewMessage {
  const { set, problem } = read;
  return {
    messageId,
    channel: 'x12',
    kind: set.type,
    source: read.source,
    externalId: read.contentHash,
    contentHash: read.contentHash,
    raw: set.raw,
    state: problem ? 'QUARANTINED' : stateOf(answers),
    code: problem?.code ?? null,
    detail: problem?.detail ?? null,
    position: problem?.position ?? null,
    warnings: read.warnings,
    envelope: envelopeOf(set),
    factIds: answers.map(({ factId }) => factId),
    receivedBy: person,
  };
}

/** A message all of whose facts were known is a duplicate; one without facts was understood to say nothing new. */
function stateOf(answers: readonly Appended[]): MessageState {
  if (answers.some(({ status }) => status === 'CONFLICT')) return 'CONFLICT';
  return answers.length > 0 && answers.every(({ status }) => status === 'DUPLICATE') ? 'DUPLICATE' : 'ACCEPTED';
}

function receiptOf(read: ReadMessage, kept: NewMessage, answers: readonly Appended[]): SetReceipt {
  const { problem } = read;
  const checkOf = (code: string) => checkOfProblem(code, read.set.type === '210');
  return {
    messageId: kept.messageId,
    set: read.set.type,
    control: read.set.control,
    source: read.source,
    status: kept.state,
    ...(problem ? { ...problem, check: checkOf(problem.code) } : {}),
    warnings: read.warnings.map((warning) => ({ ...warning, check: checkOf(warning.code) })),
    facts: answers.map(({ factId, status }, index) => ({ kind: read.facts[index]?.kind ?? '', id: factId, status })),
  };
}
