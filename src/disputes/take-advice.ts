import { HttpException, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { decimal } from '../freight/money.ts';
import { readSet } from '../formats/x12/read-set.ts';
import type { Advice, AdvisedLine } from '../formats/x12/set-824.ts';
import { type KeptEnvelope, setAgain } from '../intake/x12-reading.ts';
import { type CarrierAnswer, NegotiationService } from './negotiation.service.ts';

interface Waiting {
  messageId: string;
  source: string;
  /** Equal for equal content, whatever its envelope. */
  externalId: string;
  raw: string;
  envelope: KeptEnvelope;
}

/** A line as far as an answer can name it. */
interface Asked {
  place: number;
  billed: string;
  invoiceNumber: string;
  billNumber: string | null;
}

/** Why an answer is not taken: it goes back to quarantine, where a person sees it and may have it read again. */
interface Refusal {
  code: string;
  detail: string;
}

/** Takes the 824s that came in and answer a dispute. */
@Injectable()
export class TakeAdvice {
  constructor(
    private readonly db: DataSource,
    private readonly negotiation: NegotiationService,
  ) {}

  /**
   * Takes the oldest 824 that nobody has taken as the carrier's answer. One to a dispute that there is not, is not that
   * carrier's or cannot be answered, or that says what cannot be, is quarantined with why. Whatever dies in the middle, the
   * answer's own id has it taken once.
   *
   * @returns whether there was one
   */
  async takeNext(): Promise<boolean> {
    const [message] = await this.db.query<Waiting[]>(
      `SELECT message_id AS "messageId", source, external_id AS "externalId", raw, envelope FROM message m
       WHERE kind = '824' AND state = 'ACCEPTED'
         AND NOT EXISTS (SELECT FROM dispute_advice a WHERE a.message_id = m.message_id)
       ORDER BY message_id LIMIT 1`,
    );
    if (!message) return false;
    const result = readSet(setAgain(message.raw, message.envelope));
    const advice = result.understood ? result.facts.advice : undefined;
    const taken = advice
      ? await this.take(message, advice)
      : { code: 'UNSUPPORTED_SET', detail: 'it answers no dispute' };
    if (typeof taken === 'string')
      await this.db.query(
        'INSERT INTO dispute_advice (message_id, dispute_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [message.messageId, taken],
      );
    else
      await this.db.query(`UPDATE message SET state = 'QUARANTINED', code = $2, detail = $3 WHERE message_id = $1`, [
        message.messageId,
        taken.code,
        taken.detail.slice(0, 500),
      ]);
    return true;
  }

  private async take({ source, externalId }: Waiting, advice: Advice): Promise<string | Refusal> {
    const [dispute] = await this.db.query<{ disputeId: string; carrier: string }[]>(
      'SELECT dispute_id AS "disputeId", carrier FROM dispute WHERE serial = $1',
      [advice.dispute.slice(2)],
    );
    if (!dispute) return { code: 'DISPUTE_UNKNOWN', detail: `there is no dispute ${advice.dispute}` };
    const { disputeId, carrier } = dispute;
    if (!(await speaksFor(this.db.manager, source, carrier)))
      return {
        code: 'DISPUTE_OF_ANOTHER',
        detail: `${source} does not speak for ${carrier}, with whom ${advice.dispute} is`,
      };
    const answer = answerIn(advice, await askedIn(this.db.manager, disputeId));
    if ('code' in answer) return answer;
    try {
      await this.negotiation.takeAnswer({ disputeId, by: source, via: 'X12_824', answerId: externalId, ...answer });
      return disputeId;
    } catch (error) {
      return refusalOf(error);
    }
  }
}

/** What the dispute itself says against an answer, as a code of quarantine: `wrong-state` is `WRONG_STATE`. */
function refusalOf(error: unknown): Refusal {
  if (!(error instanceof HttpException)) throw error;
  const {
    code = 'not-taken',
    detail = error.message,
    errors = [],
  } = error.getResponse() as {
    code?: string;
    detail?: string;
    errors?: { detail?: string }[];
  };
  const details = [detail, ...errors.map((one) => one.detail ?? '')].filter((text) => text !== '');
  return { code: code.toUpperCase().replaceAll('-', '_'), detail: [...new Set(details)].join(': ') };
}

function askedIn(db: EntityManager, disputeId: string): Promise<Asked[]> {
  return db.query<Asked[]>(
    `SELECT l.place, l.billed, c.invoice_number AS "invoiceNumber", c.bill_number AS "billNumber"
     FROM dispute_line l JOIN freight_case c USING (case_id) WHERE l.dispute_id = $1 AND l.state = 'OPEN' ORDER BY l.place`,
    [disputeId],
  );
}

/** The carrier's own SCAC, a source master data gives it, or one whose profile names it. */
async function speaksFor(tx: EntityManager, source: string, carrier: string): Promise<boolean> {
  const [row] = await tx.query<{ speaks: boolean }[]>(
    `SELECT $1 = 'x12:' || $2
       OR coalesce((SELECT body -> 'sources' FROM master_record WHERE kind = 'carrier' AND id = $2
                    ORDER BY version DESC LIMIT 1)::jsonb ? $1, false)
       OR coalesce((SELECT body ->> 'carrier' FROM master_record WHERE kind = 'partner' AND id = $1
                    ORDER BY version DESC LIMIT 1) = $2, false) AS speaks`,
    [source, carrier],
  );
  return row?.speaks === true;
}

type Answer = Pick<CarrierAnswer, 'answer' | 'lines' | 'text'>;

/** The lines an OTI speaks of: the one with our number, else those of its invoice and bill. */
function namedBy({ place, invoiceNumber, billNumber }: AdvisedLine, asked: readonly Asked[]): readonly Asked[] {
  if (place !== null) return asked.filter((line) => line.place === place);
  return asked.filter(
    (line) =>
      (invoiceNumber === null || line.invoiceNumber === invoiceNumber) &&
      (billNumber === null || line.billNumber === billNumber),
  );
}

/** What the carrier would take for a line in all; null: it names no amount. */
function amountOf({ verdict, credited, total }: AdvisedLine, { billed }: Asked): string | null {
  if (verdict !== 'CHANGED') return null;
  return total ?? (credited === null ? null : decimal(billed).minus(decimal(credited)).toFixed());
}

function answerIn({ dispute, lines }: Advice, asked: readonly Asked[]): Answer | Refusal {
  const answers: Answer['lines'] = [];
  for (const line of lines) {
    const named = namedBy(line, asked);
    if (named.length === 0) {
      const what = line.place === null ? `of invoice ${line.invoiceNumber ?? '?'}` : `number ${line.place}`;
      return { code: 'PLACE_UNKNOWN', detail: `${dispute} has no open charge ${what}` };
    }
    if (line.verdict === 'HELD') continue;
    const answer = line.verdict === 'ACCEPTED' ? 'ACCEPTED' : 'REJECTED';
    for (const own of named) answers.push({ place: own.place, answer, amount: amountOf(line, own), why: line.text });
  }
  const text = lines.flatMap((line) => line.text ?? []).join('\n') || null;
  return { answer: null, lines: answers, text };
}
