/** Requests a key may make at once, and how many more each second. Bulk intake is one request however long. */
const burst = 5_000;
const perSecond = 2_000;

interface Bucket {
  left: number;
  at: number;
}

/** How many requests each key has left, in this process. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  /** Takes one request of a key's share. Returns 0, or the seconds to wait when nothing is left. */
  take(keyId: string, nowMs: number): number {
    const bucket = this.buckets.get(keyId) ?? { left: burst, at: nowMs };
    bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.at) / 1000) * perSecond);
    bucket.at = nowMs;
    this.buckets.set(keyId, bucket);
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perSecond);
    bucket.left -= 1;
    return 0;
  }
}
