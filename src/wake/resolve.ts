import type { DataSource } from 'typeorm';
import { wideKeyPattern } from './keys.ts';

/** How many key marks one transaction turns into dossier marks. */
const marksAtOnce = 2000;

/** As `isWideKey`, in SQL. */
const isWide = `key ~ '${wideKeyPattern}'`;

/**
 * Turns marks on keys into one mark per dossier that holds the key, in one statement and so in one transaction. A key
 * that no dossier holds ends here: whoever comes to hold it later reads after it was written. A wide key becomes an
 * invalidation. Several processes may resolve at once; each takes other marks.
 *
 * @returns how many marks were taken; fewer than asked for means that none is left
 */
export async function resolveMarks(db: DataSource): Promise<number> {
  const rows = await db.query<{ taken: number }[]>(
    `WITH taken AS (
       DELETE FROM mark WHERE mark_id IN (
         SELECT mark_id FROM mark WHERE key IS NOT NULL ORDER BY mark_id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING key, made_at),
     changed AS (SELECT key, min(made_at) AS made_at FROM taken GROUP BY key),
     wide AS (INSERT INTO invalidation (key, made_at) SELECT key, made_at FROM changed WHERE ${isWide}),
     stale AS (
       SELECT held.dossier, changed.made_at FROM changed JOIN dossier_key held USING (key) WHERE NOT ${isWide}
       UNION ALL
       SELECT bill.dossier, changed.made_at FROM changed JOIN bill ON changed.key LIKE 'case:%'
         AND bill.case_id = CASE WHEN changed.key LIKE 'case:%' THEN substr(changed.key, 6)::uuid END
       UNION ALL
       SELECT 'S:' || substr(changed.key, 10), changed.made_at FROM changed WHERE changed.key LIKE 'shipment:%'
         AND EXISTS (SELECT FROM bill WHERE bill.dossier = 'S:' || substr(changed.key, 10))),
     marked AS (
       INSERT INTO mark (dossier, made_at) SELECT dossier, min(made_at) FROM stale GROUP BY dossier)
     SELECT count(*)::int AS taken FROM taken`,
    [marksAtOnce],
  );
  return rows[0]?.taken ?? 0;
}
