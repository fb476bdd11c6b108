import type { EntityManager } from 'typeorm';

/** A target that asked us to wait is left alone at most so long at a time; one that cannot be reached, so long. */
const longestAskedSeconds = 3600;
const longestGuessedSeconds = 60;

/** What stands between us and a target. */
export interface Pause {
  target: string;
  /** At least as long as the target asked for, and doubled at every failure in a row: from 0.1 s, where it asked; from 1 s. */
  seconds: number | null;
  reason: string;
}

/** Stops sending to a target for a while. Lanes that fail at the same moment count as one failure. */
export async function pauseTarget(tx: EntityManager, { target, seconds, reason }: Pause): Promise<void> {
  await tx.query(
    `INSERT INTO posting_target AS t (target, paused_until, reason, failures)
     VALUES ($1, clock_now() + make_interval(secs => CASE WHEN $2::float IS NULL THEN 1 ELSE greatest($2::float, 0.1) END), $3, 1)
     ON CONFLICT (target) DO UPDATE SET reason = $3,
       failures = t.failures + CASE WHEN t.paused_until <= clock_now() THEN 1 ELSE 0 END,
       paused_until = greatest(t.paused_until,
         clock_now() + make_interval(secs => greatest($2::float,
           least($4::float, power(2, least(t.failures, 20)) * CASE WHEN $2 IS NULL THEN 1 ELSE 0.1 END))))`,
    [target, seconds === null ? null : Math.min(seconds, longestAskedSeconds), reason, longestGuessedSeconds],
  );
}

/** Forgets the failures of a target that has answered again. */
export async function resumeTarget(tx: EntityManager, target: string): Promise<void> {
  await tx.query('DELETE FROM posting_target WHERE target = $1 AND paused_until <= clock_now()', [target]);
}

/** For how many seconds a target is still left alone (0 or less: not at all), and whether it failed last. */
export async function pauseOf(tx: EntityManager, target: string): Promise<{ failing: boolean; seconds: number }> {
  const [row]: { seconds: number }[] = await tx.query(
    'SELECT extract(epoch FROM paused_until - clock_now())::float AS seconds FROM posting_target WHERE target = $1',
    [target],
  );
  return { failing: row !== undefined, seconds: row?.seconds ?? 0 };
}
