const minute = 60;
const hour = 60 * minute;

/** Seconds from one try to the next; the first is at once. */
const waits = [0, 5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** No receiver that is busy puts us off for longer. */
const longestWait = 24 * hour;

/**
 * Seconds until the next try after so many have failed; null when that was the last. Up to a tenth is added by chance, so
 * that what failed together does not come again together.
 *
 * @param asked what the receiver asked for in Retry-After; a longer wait than ours is granted
 * @param chance from 0 to 1
 */
export function secondsToNextTry(failed: number, asked: number | null, chance: number): number | null {
  const wait = waits[failed];
  if (wait === undefined) return null;
  return Math.max(wait, Math.min(asked ?? 0, longestWait)) * (1 + chance / 10);
}
