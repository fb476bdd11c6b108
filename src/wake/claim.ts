import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';

/** The most dossiers one worker takes at a time: beyond some hundred rows a batch gets slower, not faster. */
export const dossiersAtOnce = 50;

/**
 * Dossiers with marks, those marked by single facts before those of wide changes, oldest first. Their marks stay locked
 * until the transaction ends, so that no other worker takes them.
 */
export async function claimDossiers(tx: EntityManager, limit = dossiersAtOnce): Promise<string[]> {
  const rows = await prepared<{ dossier: string }>(
    tx,
    `SELECT dossier FROM mark WHERE dossier IS NOT NULL ORDER BY expanded, mark_id LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  );
  return [...new Set(rows.map((row) => row.dossier))];
}

/**
 * Deletes the marks of these dossiers, and says which had any: those are to be audited. A dossier whose marks another
 * worker holds is left to that worker. Call it under the dossiers' locks and before their facts are read.
 */
export async function takeMarks(tx: EntityManager, dossiers: readonly string[]): Promise<string[]> {
  const rows = await prepared<{ dossier: string }>(
    tx,
    `DELETE FROM mark WHERE mark_id IN (
       SELECT mark_id FROM mark WHERE dossier = ANY($1::text[]) FOR UPDATE SKIP LOCKED) RETURNING dossier`,
    [dossiers],
  );
  return [...new Set(rows.map((row) => row.dossier))];
}

/**
 * Waits for the locks of all these names, in one order for everybody, and holds them until the transaction ends. What
 * follows must be read by a later statement, to see what the last holder wrote.
 */
export async function lockNames(tx: EntityManager, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await prepared(
    tx,
    `SELECT pg_advisory_xact_lock(lock) FROM
       (SELECT DISTINCT hashtextextended(name, 0) AS lock FROM unnest($1::text[]) AS name ORDER BY lock) AS sorted`,
    [names],
  );
}

/**
 * Locks dossiers together with the duplicate keys of their bills, so that rivals in different dossiers are audited one
 * after the other.
 *
 * @returns every name locked; a duplicate key that is not among them came to the dossier while we waited
 */
export async function lockDossiers(tx: EntityManager, dossiers: readonly string[]): Promise<Set<string>> {
  const rows = await prepared<{ name: string }>(
    tx,
    `SELECT name, pg_advisory_xact_lock(lock) FROM (
       SELECT name, hashtextextended(name, 0) AS lock FROM (
         SELECT unnest($1::text[]) UNION SELECT key FROM dossier_key WHERE dossier = ANY($1::text[]) AND key LIKE 'dup:%'
       ) AS named (name) ORDER BY lock) AS sorted`,
    [dossiers],
  );
  return new Set(rows.map((row) => row.name));
}

/** How much is not up to date yet. */
export interface Staleness {
  staleCases: number;
  oldestStaleSeconds: number;
}

/** Bills whose dossier is marked, or holds a marked key; at least 1 while a mark is unresolved or a wide change open. */
export async function staleness(db: { query: EntityManager['query'] }): Promise<Staleness> {
  const [row] = await db.query<Staleness[]>(
    `WITH stale AS (
       SELECT dossier FROM mark WHERE dossier IS NOT NULL
       UNION SELECT held.dossier FROM mark JOIN dossier_key held USING (key) WHERE mark.key IS NOT NULL),
     waiting AS (
       SELECT min(made_at) AS since FROM mark
       UNION ALL SELECT min(made_at) FROM invalidation WHERE finished_at IS NULL)
     SELECT greatest((SELECT count(*) FROM bill WHERE dossier IN (SELECT dossier FROM stale)),
                     (SELECT count(since) FROM waiting))::int AS "staleCases",
            coalesce(extract(epoch FROM clock_now() - (SELECT min(since) FROM waiting)), 0)::int AS "oldestStaleSeconds"`,
  );
  return row ?? { staleCases: 0, oldestStaleSeconds: 0 };
}
