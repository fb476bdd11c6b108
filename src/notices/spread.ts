import type { DataSource, EntityManager } from 'typeorm';

/** How many events one transaction turns into deliveries. */
const eventsAtOnce = 1000;

const spreadLock = 711_080;

/** Whether a webhook `w` asked for an event `a`. */
export const asksFor = `
  (w.carriers IS NULL OR a.carrier = ANY(w.carriers)) AND (w.legal_entities IS NULL OR a.legal_entity = ANY(w.legal_entities))
  AND EXISTS (SELECT FROM unnest(w.types) AS asked
    WHERE asked = a.type OR (right(asked, 1) = '*' AND starts_with(a.type, left(asked, -1))))`;

/**
 * Turns events that were not told yet into one delivery for each active webhook that asked for them. One process at a
 * time, so that no later event of a subject becomes a delivery before an earlier one.
 *
 * @returns true when there may be more
 */
export async function spreadEvents(db: DataSource): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [turn] = await tx.query<{ ours: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS ours', [spreadLock]);
    return turn?.ours === true && (await spreadSome(tx)) === eventsAtOnce;
  });
}

async function spreadSome(tx: EntityManager): Promise<number> {
  const [row] = await tx.query<{ taken: number }[]>(
    `WITH taken AS (
       UPDATE announcement SET spread = true WHERE announcement_id IN (
         SELECT announcement_id FROM announcement WHERE NOT spread ORDER BY announcement_id LIMIT $1)
       RETURNING announcement_id, type, subject, sequence, carrier, legal_entity, occurred_at),
     made AS (
       INSERT INTO webhook_delivery (webhook_id, announcement_id, subject, sequence)
       SELECT w.webhook_id, a.announcement_id, a.subject, a.sequence FROM taken a
         JOIN webhook w ON w.active AND w.created_at <= a.occurred_at AND ${asksFor}
        ORDER BY a.subject, a.sequence ON CONFLICT DO NOTHING)
     SELECT count(*)::int AS taken FROM taken`,
    [eventsAtOnce],
  );
  return row?.taken ?? 0;
}

/** How long events and what became of them are kept. */
const keptFor = '30 days';

/** Forgets events older than 30 days with their deliveries, except what is still to be delivered. */
export async function forgetOldEvents(db: DataSource): Promise<void> {
  await db.query(
    `DELETE FROM announcement a WHERE occurred_at < clock_now() - interval '${keptFor}' AND spread
      AND NOT EXISTS (SELECT FROM webhook_delivery d WHERE d.announcement_id = a.announcement_id AND d.state = 'PENDING')`,
  );
}
