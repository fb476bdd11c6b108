import { HttpException, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { invalid } from '../masterdata/validated.ts';
import type { Principal } from '../people/principal.ts';
import { Wake } from '../wake/wake.ts';
import { count, type ItemResult, noTotals, type Totals } from './bulk.ts';
import { IntakeService, type Receipt, type Sent } from './intake.service.ts';
import { linesFrame, objectFrame, takeStream } from './ndjson.ts';
import type { SentKind } from './understanding.ts';

const mostAtOnce = 10_000;
const atOnce = 200;

/** What is answered: a receipt, those of an array with totals, or nothing where the answer was streamed. */
export type Answer = Receipt | (Totals & { results: ItemResult[] }) | undefined;

/** A request with the bytes of its body. */
export type RawRequest = Request & { rawBody?: Buffer };

/** Requests that bring facts: one, an array, or a stream of lines. */
@Injectable()
export class TakeFacts {
  constructor(
    private readonly intake: IntakeService,
    private readonly wake: Wake,
  ) {}

  /** Takes in the body of a request: one fact, an array of them, or a stream. */
  async take(
    kind: SentKind,
    { by, request, response, body }: { by: Principal; request: RawRequest; response: Response; body: unknown },
  ): Promise<Answer> {
    if (request.is('application/x-ndjson') !== false) {
      await this.stream(kind, by, request, response);
      return undefined;
    }
    if (Array.isArray(body)) {
      response.status(200);
      return this.takeArray(kind, by, body);
    }
    const raw = request.rawBody?.toString('utf8') ?? JSON.stringify(body);
    const receipt = await this.takeOne(kind, by, { raw, value: body });
    response.status(receipt.status === 'ACCEPTED' ? 201 : 200);
    return receipt;
  }

  /** Takes in one fact; a refusal is the answer to the whole request. */
  async takeOne(kind: SentKind, by: Principal, sent: Sent): Promise<Receipt> {
    const [receipt] = await this.intake.take(kind, [sent], by);
    this.wake.ring('audit');
    return accepted(receipt);
  }

  private async takeArray(kind: SentKind, by: Principal, items: unknown[]): Promise<Answer> {
    if (items.length > mostAtOnce)
      throw invalid([
        { pointer: '', code: 'too-many', detail: `at most ${mostAtOnce} at once; send a stream of lines` },
      ]);
    const totals = noTotals();
    const results: ItemResult[] = [];
    for (let first = 0; first < items.length; first += atOnce) {
      const sent = items.slice(first, first + atOnce).map((value): Sent => ({ raw: JSON.stringify(value), value }));
      results.push(...count(totals, await this.intake.take(kind, sent, by), first));
      this.wake.ring('audit');
    }
    return { ...totals, results };
  }

  private async stream(kind: SentKind, by: Principal, request: Request, response: Response): Promise<void> {
    const wantsObject = request.accepts(['application/x-ndjson', 'application/json']) === 'application/json';
    const frame = wantsObject ? objectFrame : linesFrame;
    response.status(200).type(frame.contentType);
    try {
      await takeStream(request, response, frame, async (sent) => {
        const receipts = await this.intake.take(kind, sent, by);
        this.wake.ring('audit');
        return receipts;
      });
    } catch (error) {
      // The status line has left already: what the answer lacks, its reader must send again.
      if (!response.headersSent) throw error;
      response.destroy(error as Error);
    }
  }
}

/** The receipt of a single item; a refusal is thrown as the answer to the whole request. */
function accepted(receipt: Receipt | undefined): Receipt {
  if (!receipt) throw new Error('nothing was answered');
  const { problem } = receipt;
  if (!problem) return receipt;
  const { status, ...rest } = problem;
  throw new HttpException({ ...rest, ...(receipt.id ? { factId: receipt.id } : {}) }, status);
}
