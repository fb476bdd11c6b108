import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Posting } from '../../freight/posting.ts';
import { answerIn, type FileAnswer, sheetOf } from './csv-sheet.ts';
import type { ErpTarget, ErpVoucher, ListAnswer, ListedVoucher, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { keptWords } from './voucher.ts';

/** A folder that an ERP, or whatever carries files to it, reads. */
export interface CsvDrop {
  folder: string;
  /** `ON_DROP`: a posting is acknowledged when its file lies there. `FILES` (absent): when the ERP's answer file does. */
  acknowledgement?: 'ON_DROP' | 'FILES';
  /** From one look for an answer file to the next; 30 when absent. */
  lookAgainSeconds?: number;
}

/** What lies where: `out` is the ERP's to read and to empty, `answers` its to fill; the others are ours. */
const places = ['out', 'answers', 'sent', 'writing'] as const;

/** Steps of dropping a file; whatever dies between two of them leaves what the next look can understand. */
export type Step = 'begun' | 'written' | 'indexed' | 'moved';

/** What we know of a posting that was to be dropped. */
interface Sent {
  file: string;
  /** 1, and one more after each refusal. */
  time: number;
  droppedOn: string;
  gross: string;
}

const longestAnswer = 64 * 1024;

/**
 * Drops each posting as a CSV file. The file is written whole beside, then noted as sent, then moved to `out` in one
 * step: where the note is there and the file beside is not, it was dropped, even when the ERP has taken it away since.
 */
export class CsvDropTarget implements ErpTarget {
  private readonly lookAgainSeconds: number;

  constructor(
    private readonly drop: CsvDrop,
    /** Told of every step before the next. */
    private readonly at: (step: Step, posting: Posting) => void | Promise<void> = () => undefined,
  ) {
    this.lookAgainSeconds = drop.lookAgainSeconds ?? 30;
  }

  async post(posting: Posting): Promise<PostAnswer> {
    let sent: Sent | null;
    try {
      for (const place of places) await mkdir(this.path(place), { recursive: true });
      sent = await this.sent(posting.postingId);
      const answer = sent && (await this.answer(posting.postingId, sent));
      const dropped = sent !== null && !(await this.isBeside(sent));
      if (sent && dropped && answer?.kind !== 'REFUSED') return this.handedOver(sent, answer);
      sent = nextTime(posting, sent, dropped);
    } catch (error) {
      return busy(error);
    }
    return this.dropFile(posting, sent);
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    try {
      const sent = await this.sent(postingId);
      if (sent === null || (await this.isBeside(sent))) return { kind: 'ABSENT', words: 'not dropped' };
      const answer = await this.answer(postingId, sent);
      if (answer?.kind === 'REFUSED') return { kind: 'REFUSED', words: keptWords(answer.reason) };
      const given = this.handedOver(sent, answer);
      if (given.kind === 'ACKNOWLEDGED') return { ...given, kind: 'FOUND' };
      return { kind: 'UNCLEAR', retryAfterSeconds: this.lookAgainSeconds, words: given.words };
    } catch (error) {
      return { kind: 'UNCLEAR', retryAfterSeconds: null, words: wordsOf(error) };
    }
  }

  async listPosted(from: string, to: string): Promise<ListAnswer> {
    try {
      const vouchers: ListedVoucher[] = [];
      for (const name of await readdir(this.path('sent'))) {
        const reference = name.replace(/\.json$/, '');
        const found = await this.findByReference(reference);
        if (found.kind !== 'FOUND') continue;
        const day = found.voucher.postedOn ?? '';
        if (day >= from && day <= to) vouchers.push({ ...found.voucher, reference });
      }
      return { kind: 'LISTED', vouchers };
    } catch (error) {
      return isAbsent(error) ? { kind: 'LISTED', vouchers: [] } : { kind: 'UNCLEAR', words: wordsOf(error) };
    }
  }

  async health(): Promise<{ reachable: boolean; words: string }> {
    try {
      for (const place of places) await mkdir(this.path(place), { recursive: true });
      const waiting = (await readdir(this.path('out'))).length;
      return { reachable: true, words: `${waiting} files wait to be read` };
    } catch (error) {
      return { reachable: false, words: wordsOf(error) };
    }
  }

  private async dropFile(posting: Posting, sent: Sent): Promise<PostAnswer> {
    const beside = this.path('writing', sent.file);
    try {
      await this.at('begun', posting);
      await writeDurably(beside, sheetOf(posting));
      await syncFolder(this.path('writing'));
      await this.at('written', posting);
      await this.note(posting.postingId, sent);
      await this.at('indexed', posting);
      await rename(beside, this.path('out', sent.file));
    } catch (error) {
      if (!isOfDisk(error)) throw error;
      return busy(error);
    }
    await this.at('moved', posting);
    await Promise.all([syncFolder(this.path('out')), syncFolder(this.path('writing'))]).catch(() => undefined);
    return this.handedOver(sent, null);
  }

  /** What a file that was dropped is worth: the ERP's answer, or the drop itself where that is enough. */
  private handedOver(
    sent: Sent,
    answer: FileAnswer | null,
  ): Extract<PostAnswer, { kind: 'ACKNOWLEDGED' | 'DELIVERED' }> {
    const voucher: ErpVoucher | null =
      answer?.kind === 'TAKEN'
        ? { documentNumber: answer.documentNumber, postedOn: answer.postedOn, amount: answer.amount }
        : this.drop.acknowledgement === 'ON_DROP'
          ? { documentNumber: sent.file, postedOn: sent.droppedOn, amount: sent.gross }
          : null;
    if (voucher) return { kind: 'ACKNOWLEDGED', voucher, words: `document ${voucher.documentNumber}` };
    return { kind: 'DELIVERED', retryAfterSeconds: this.lookAgainSeconds, words: `${sent.file} waits for its answer` };
  }

  private async sent(postingId: string): Promise<Sent | null> {
    const text = await readIfThere(this.path('sent', `${postingId}.json`));
    return text === null ? null : (JSON.parse(text) as Sent);
  }

  private async note(postingId: string, sent: Sent): Promise<void> {
    const beside = this.path('writing', `${postingId}.${randomUUID()}.json`);
    await writeDurably(beside, JSON.stringify(sent));
    await rename(beside, this.path('sent', `${postingId}.json`));
    await syncFolder(this.path('sent'));
  }

  private async isBeside(sent: Sent): Promise<boolean> {
    try {
      await stat(this.path('writing', sent.file));
      return true;
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
  }

  private async answer(postingId: string, sent: Sent): Promise<FileAnswer | null> {
    const file = this.path('answers', sent.file);
    try {
      if ((await stat(file)).size > longestAnswer) return null;
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
    return answerIn((await readIfThere(file)) ?? '', postingId);
  }

  private path(place: (typeof places)[number], file = ''): string {
    return join(this.drop.folder, place, file);
  }
}

/** The same file again where it never left; another one, under the next number, where the ERP refused it. */
function nextTime({ postingId, gross }: Posting, before: Sent | null, dropped: boolean): Sent {
  const time = (before?.time ?? 1) + (dropped ? 1 : 0);
  const file = time === 1 ? `${postingId}.csv` : `${postingId}-${time}.csv`;
  return { file, time, gross, droppedOn: new Date().toISOString().slice(0, 10) };
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o640);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name is safe on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return (error as { code?: string }).code === 'ENOENT';
}

function isOfDisk(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'string';
}

function busy(error: unknown): PostAnswer {
  return { kind: 'BUSY', retryAfterSeconds: null, words: wordsOf(error) };
}

function wordsOf(error: unknown): string {
  return keptWords(error instanceof Error ? error.message : String(error));
}
