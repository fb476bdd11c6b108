import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** How long an answer waits for the audit it brought about. */
const patienceMs = 5000;

/**
 * Waits until nothing that concerns a case is marked any more, at most 5 seconds.
 *
 * @returns true when the case is up to date
 */
export async function untilAudited(db: DataSource, caseId: string): Promise<boolean> {
  const until = performance.now() + patienceMs;
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 2, 50)) {
    const [row] = await db.query<{ stale: boolean }[]>(
      `SELECT EXISTS (SELECT FROM mark WHERE key = 'case:' || $1)
           OR EXISTS (SELECT FROM mark JOIN bill USING (dossier) WHERE bill.case_id = $1::uuid) AS stale`,
      [caseId],
    );
    if (row?.stale !== true) return true;
    if (performance.now() > until) return false;
    await sleep(pauseMs);
  }
}
