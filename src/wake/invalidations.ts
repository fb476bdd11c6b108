import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import { anyEntityKey } from './keys.ts';

/** How many cases one transaction of an expansion looks at. */
const casesAtOnce = 1000;

/** Held shared by every audit while it runs, alone by an expansion when it begins. */
const gate = 741_202;

/**
 * Called first by every auditing transaction. An expansion begins when no audit is in flight, so that every audit either
 * read the change or has left its case where the expansion finds it.
 *
 * @returns the audit's turn, to be kept on the cases it writes
 */
export async function enterAudit(tx: EntityManager): Promise<string> {
  // Small tables grow to millions of rows under plans made once: without sequential scans they are always right.
  const rows = await prepared<{ turn: string }>(
    tx,
    `SELECT nextval('audit_turn')::text AS turn, entered.* FROM (
       SELECT set_config('enable_seqscan', 'off', true), pg_advisory_xact_lock_shared($1) OFFSET 0) AS entered`,
    [gate],
  );
  return rows[0]?.turn ?? '0';
}

interface OpenInvalidation {
  invalidation_id: string;
  begun: boolean;
  resume_paid: boolean;
}

/**
 * Takes the oldest open invalidation one batch further: 1,000 cases that looked under its key and whose rating date lies
 * in its range or is not known, unpaid ones first, of each the newest first. It goes on where it stopped, in whatever
 * process. Cases audited since it began know the change already and are passed over.
 *
 * @returns false when there is nothing to expand, or another process is at it
 */
export async function expandInvalidations(db: DataSource): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [open] = await tx.query<OpenInvalidation[]>(
      `SELECT invalidation_id, begun_turn IS NOT NULL AS begun, resume_paid FROM invalidation WHERE finished_at IS NULL
       ORDER BY invalidation_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    if (!open) return false;
    if (!open.begun) await begin(tx, open.invalidation_id);
    else if (!(await expandBatch(tx, open.invalidation_id))) await endPass(tx, open);
    return true;
  });
}

async function begin(tx: EntityManager, id: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [gate]);
  await tx.query(`UPDATE invalidation SET begun_turn = nextval('audit_turn') WHERE invalidation_id = $1`, [id]);
}

/** After the unpaid cases come the paid ones, after those the shipments that accrue, and then it is finished. */
async function endPass(tx: EntityManager, open: OpenInvalidation): Promise<void> {
  if (open.resume_paid) await markAccruing(tx, open.invalidation_id);
  await tx.query(
    open.resume_paid
      ? 'UPDATE invalidation SET finished_at = clock_now() WHERE invalidation_id = $1'
      : `UPDATE invalidation SET resume_paid = true, resume_received_at = NULL, resume_case_id = NULL
         WHERE invalidation_id = $1`,
    [open.invalidation_id],
  );
}

/** Shipments that accrue under the key, billed or not: one statement, for only their keys are read. */
async function markAccruing(tx: EntityManager, id: string): Promise<void> {
  await tx.query(
    `INSERT INTO mark (dossier, expanded)
     SELECT a.dossier, true FROM shipment_accrual a, (SELECT * FROM invalidation WHERE invalidation_id = $1) AS wide
     WHERE (a.looked_under @> ARRAY[wide.key] OR wide.key LIKE 'entity:%' AND a.looked_under @> ARRAY['${anyEntityKey}'])
       AND a.audit_turn < wide.begun_turn
       AND (wide.include_settled OR a.is_open)
       AND (wide.legal_entities IS NULL OR a.legal_entity = ANY(wide.legal_entities))
       AND (wide.modes IS NULL OR a.mode IS NULL OR a.mode = ANY(wide.modes))
       AND (wide.during IS NULL OR a.rating_date IS NULL OR wide.during @> a.rating_date)
       AND NOT EXISTS (SELECT FROM mark WHERE mark.dossier = a.dossier)`,
    [id],
  );
}

/** Marks the next batch; false when the pass has come to its end. */
async function expandBatch(tx: EntityManager, id: string): Promise<boolean> {
  const [, moved] = await tx.query<[unknown, number]>(
    // A mark that stands, or is just being taken by an audit that began later, will do.
    `WITH wide AS (SELECT * FROM invalidation WHERE invalidation_id = $1),
     batch AS MATERIALIZED (
       SELECT c.case_id, c.received_at, c.dossier FROM freight_case c, wide
       WHERE (c.received_at, c.case_id) < (coalesce(wide.resume_received_at, 'infinity'), coalesce(wide.resume_case_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
         AND (c.looked_under @> ARRAY[wide.key] OR wide.key LIKE 'entity:%' AND c.looked_under @> ARRAY['${anyEntityKey}']) AND c.audit_turn < wide.begun_turn
         AND (c.posted <> 0) = wide.resume_paid
         AND (wide.include_settled OR c.state NOT IN ('SETTLED', 'DENIED'))
         AND (wide.legal_entities IS NULL OR c.legal_entity IS NULL OR c.legal_entity = ANY(wide.legal_entities))
         AND (wide.modes IS NULL OR c.mode IS NULL OR c.mode = ANY(wide.modes))
         AND (wide.during IS NULL OR c.rating_date IS NULL OR wide.during @> c.rating_date)
       ORDER BY c.received_at DESC, c.case_id DESC LIMIT $2),
     marked AS (
       INSERT INTO mark (dossier, expanded)
       SELECT DISTINCT dossier, true FROM batch WHERE NOT EXISTS (SELECT FROM mark WHERE mark.dossier = batch.dossier)),
     last AS (SELECT received_at, case_id FROM batch ORDER BY received_at, case_id LIMIT 1)
     UPDATE invalidation i SET resume_received_at = last.received_at, resume_case_id = last.case_id
     FROM last WHERE i.invalidation_id = $1 RETURNING 1`,
    [id, casesAtOnce],
  );
  return moved > 0;
}
