import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import type { Readable, Writable } from 'node:stream';
import { count, type ItemResult, noTotals } from './bulk.ts';
import type { Receipt, Refusal, Sent } from './intake.service.ts';
import { repeatedName, unfitJson, unfitText } from './text-guard.ts';
import type { UnfitText } from './text-guard.ts';

const linesAtOnce = 200;
/** A batch ends early when its lines come to so much. */
const charactersAtOnce = 2_000_000;
const longestLine = 5_000_000;

/** One line of the stream: an item, or why it is none. */
type Line = { sent: Sent } | { refusal: Refusal };

/** How results are written: a line each and the totals last, or one JSON object of the same. */
export interface Frame {
  contentType: string;
  before: string;
  between: string;
  beforeTotals: string;
  after: string;
}

/** NDJSON out; the last line is the totals. */
export const linesFrame: Frame = {
  contentType: 'application/x-ndjson',
  before: '',
  between: '\n',
  beforeTotals: '\n',
  after: '\n',
};

/** One JSON object, written as it grows. */
export const objectFrame: Frame = {
  contentType: 'application/json',
  before: '{"results":[',
  between: ',',
  beforeTotals: '],',
  after: '',
};

/**
 * Takes a stream in, 200 lines a transaction, and answers as it goes: the next batch is read while one is being written,
 * no more is held, and a slow reader of the answers slows the whole down.
 */
export async function takeStream(
  input: Readable,
  output: Writable,
  frame: Frame,
  take: (sent: readonly Sent[]) => Promise<Receipt[]>,
): Promise<void> {
  const totals = noTotals();
  let taken = 0;
  let written = 0;
  const answer = async (results: ItemResult[]) => {
    if (results.length === 0) return;
    const text = results.map((result) => JSON.stringify(result)).join(frame.between);
    const lead = written === 0 ? frame.before : frame.between;
    written += results.length;
    if (!output.write(lead + text)) await once(output, 'drain');
  };
  let running: Promise<void> = Promise.resolve();
  for await (const lines of batches(input)) {
    const first = taken;
    taken += lines.length;
    const receipts = takeLines(lines, take);
    // A batch that fails while the one before is still being answered must not go unhandled.
    receipts.catch(() => undefined);
    await running;
    running = receipts.then((done) => answer(count(totals, done, first)));
    running.catch(() => undefined);
  }
  await running;
  const text = JSON.stringify(totals);
  const lead =
    written === 0 ? frame.before.concat(frame === objectFrame ? frame.beforeTotals : '') : frame.beforeTotals;
  output.end(lead + (frame === objectFrame ? text.slice(1) : text) + frame.after);
}

async function takeLines(
  lines: readonly Line[],
  take: (sent: readonly Sent[]) => Promise<Receipt[]>,
): Promise<Receipt[]> {
  const receipts = await take(lines.flatMap((line) => ('sent' in line ? [line.sent] : [])));
  let next = 0;
  return lines.map((line): Receipt => {
    if ('refusal' in line) return { status: 'REFUSED', problem: line.refusal };
    const receipt = receipts[next];
    next += 1;
    return receipt ?? { status: 'REFUSED' };
  });
}

/** The lines of a stream in batches; blank lines are passed over. */
async function* batches(input: Readable): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let characters = 0;
  for await (const text of linesOf(input)) {
    batch.push(readLine(text));
    characters += text?.length ?? 0;
    if (batch.length < linesAtOnce && characters < charactersAtOnce) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Each line as text; null for one that is too long to be held. */
async function* linesOf(input: Readable): AsyncGenerator<string | null> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let tooLong = false;
  const pieces = function* (text: string): Generator<string | null> {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = rest + text.slice(from, end);
      if (tooLong || line.length > longestLine) yield null;
      else if (line.trim() !== '') yield line;
      rest = '';
      tooLong = false;
      from = end + 1;
    }
    rest += text.slice(from);
    if (rest.length <= longestLine) return;
    rest = '';
    tooLong = true;
  };
  for await (const chunk of input) yield* pieces(decoder.write(chunk as Buffer));
  yield* pieces(`${decoder.end()}\n`);
}

function readLine(line: string | null): Line {
  if (line === null) return refused(413, 'too-large', 'the line is longer than 5 MB');
  const text = line.charCodeAt(0) === 0xfeff ? line.slice(1) : line;
  const unfit = text.includes('\\u') ? unfitJson(text) : unfitText(text);
  if (unfit) return refusedText(unfit);
  try {
    const value = JSON.parse(text) as unknown;
    const repeated = repeatedName(text, value);
    return repeated ? refusedText(repeated) : { sent: { raw: text, value } };
  } catch (error) {
    return refused(400, 'invalid-json', (error as Error).message.slice(0, 300));
  }
}

function refusedText({ code, detail, offset }: UnfitText): Line {
  return refused(400, code, `${detail} (character ${offset})`);
}

function refused(status: number, code: string, detail: string): Line {
  return { refusal: { status, code, detail } };
}
