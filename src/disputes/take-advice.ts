import type { DataSource, EntityManager } from 'typeorm';
import { decimal } from '../freight/money.ts';
import { readSet } from '../formats/x12/read-set.ts';
import type { Advice, AdvisedLine } from '../formats/x12/set-824.ts';
import { type KeptEnvelope, setAgain } from '../intake/x12-reading.ts';

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
}

interface Answered {
  disputeId: string;
  state: string;
  carrier: string;
}

/** Why an answer is not taken: it goes back to quarantine, where a person sees it and may have it read again. */
interface Refusal {
  code: string;
  detail: string;
}

/**
 * Takes the oldest 824 that nobody has taken: it is put on its dispute as the carrier's answer, in one transaction. One to a
 * dispute that there is not, is not that carrier's or was not sent, or that says what cannot be, is quarantined with why.
 *
 * @returns whether there was one
 */
export function takeAdvice(db: DataSource): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [message] = await tx.query<Waiting[]>(
      `SELECT message_id AS "messageId", source, external_id AS "externalId", raw, envelope FROM message m
       WHERE kind = '824' AND state = 'ACCEPTED'
         AND NOT EXISTS (SELECT FROM dispute_advice a WHERE a.message_id = m.message_id)
       ORDER BY message_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    if (!message) return false;
    const result = readSet(setAgain(message.raw, message.envelope));
    const advice = result.understood ? result.facts.advice : undefined;
    const refusal = advice
      ? await take(tx, message, advice)
      : { code: 'UNSUPPORTED_SET', detail: 'it answers no dispute' };
    if (refusal)
      await tx.query(`UPDATE message SET state = 'QUARANTINED', code = $2, detail = $3 WHERE message_id = $1`, [
        message.messageId,
        refusal.code,
        refusal.detail,
      ]);
    return true;
  });
}

async function take(
  tx: EntityManager,
  { messageId, source, externalId }: Waiting,
  advice: Advice,
): Promise<Refusal | null> {
  const [dispute] = await tx.query<Answered[]>(
    `SELECT dispute_id AS "disputeId", state, carrier FROM dispute WHERE serial = $1 FOR UPDATE`,
    [advice.dispute.slice(2)],
  );
  if (!dispute) return { code: 'DISPUTE_UNKNOWN', detail: `there is no dispute ${advice.dispute}` };
  const { disputeId, state, carrier } = dispute;
  if (!(await speaksFor(tx, source, carrier)))
    return {
      code: 'DISPUTE_OF_ANOTHER',
      detail: `${source} does not speak for ${carrier}, with whom ${advice.dispute} is`,
    };
  if (state === 'DRAFT') return { code: 'DISPUTE_NOT_SENT', detail: `${advice.dispute} was not sent yet` };
  const refusal = refusalOf(
    advice,
    await tx.query<Asked[]>('SELECT place, billed FROM dispute_line WHERE dispute_id = $1', [disputeId]),
  );
  if (refusal) return refusal;
  await putOn(tx, disputeId, { externalId, source, advice });
  await tx.query('INSERT INTO dispute_advice (message_id, dispute_id) VALUES ($1, $2)', [messageId, disputeId]);
  return null;
}

/** Keeps the answer with what was said on the dispute and on its record; the same answer sent again says nothing new. */
async function putOn(
  tx: EntityManager,
  disputeId: string,
  { externalId, source, advice }: { externalId: string; source: string; advice: Advice },
): Promise<void> {
  const { lines, reference } = advice;
  const text = lines.flatMap((line) => line.text ?? []).join('\n') || null;
  const said = await tx.query<unknown[]>(
    `INSERT INTO dispute_message (dispute_id, direction, kind, via, text, body, external_id, by)
     VALUES ($1, 'IN', 'ANSWER', 'X12_824', $2, $3, $4, $5)
     ON CONFLICT (dispute_id, external_id) WHERE external_id IS NOT NULL DO NOTHING RETURNING message_id`,
    [disputeId, text, JSON.stringify({ reference, lines }), externalId, source],
  );
  if (said.length === 0) return;
  await tx.query(
    `INSERT INTO dispute_event (dispute_id, entry, kind, body, by)
     SELECT $1::uuid, coalesce(max(entry), 0) + 1, 'ANSWERED', $2::json, $3 FROM dispute_event WHERE dispute_id = $1::uuid`,
    [disputeId, JSON.stringify({ via: 'X12_824', reference, lines }), source],
  );
  await tx.query(
    `UPDATE dispute SET row_version = row_version + 1,
            answered_at = CASE WHEN state = 'SENT' THEN clock_now() ELSE answered_at END,
            state = CASE WHEN state = 'SENT' THEN 'ANSWERED' ELSE state END WHERE dispute_id = $1`,
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

function refusalOf({ dispute, lines }: Advice, asked: readonly Asked[]): Refusal | null {
  for (const line of lines) {
    const own = asked.find(({ place }) => place === line.place);
    if (line.place !== null && !own)
      return { code: 'PLACE_UNKNOWN', detail: `${dispute} has no charge number ${line.place}` };
    if (own && isAbove(line, own.billed))
      return {
        code: 'AMOUNT_ABOVE_BILLED',
        detail: `charge number ${own.place} was billed at ${own.billed}, and no more is in question`,
      };
  }
  return null;
}

const isAbove = ({ credited, total }: AdvisedLine, billed: string) =>
  [credited, total].some((amount) => amount !== null && decimal(amount).abs().greaterThan(decimal(billed).abs()));
