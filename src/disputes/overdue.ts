import type { DataSource } from 'typeorm';
import { engine } from './gather.ts';
import { happened } from './dispute-rows.ts';

/** How many one look escalates. */
const atOnce = 200;

/**
 * Escalates disputes whose carrier has let its day pass without an answer, each once: a row says so.
 *
 * @returns true when there may be more
 */
export async function escalate(db: DataSource): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [late] = await tx.query<[{ disputeId: string; answerBy: string }[], number]>(
      `UPDATE dispute SET escalated_at = clock_now() WHERE dispute_id IN (
         SELECT dispute_id FROM dispute WHERE state = 'SENT' AND escalated_at IS NULL AND answer_due_at < clock_now()
         ORDER BY answer_due_at LIMIT ${atOnce} FOR UPDATE SKIP LOCKED)
       RETURNING dispute_id AS "disputeId", answer_by::text AS "answerBy"`,
    );
    for (const { disputeId, answerBy } of late)
      await happened(tx, disputeId, 'ESCALATED', { by: engine, answerBy, why: 'the carrier has not answered in time' });
    return late.length === atOnce;
  });
}
