import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Dec } from '../freight/money.ts';

/** What a person says of a bill that the engine approved by itself. */
export const sampleFindings = ['RIGHT', 'WRONG'] as const;
export type SampleFinding = (typeof sampleFindings)[number];

/** A bill the engine approved by itself, and which of its answers that was. */
export interface AutoApproval {
  caseId: string;
  revision: number;
  digest: string;
  approved: string;
  /** The policy's share, as a fraction. */
  rate: string;
}

const mostOfHash = new Dec(2).pow(48);

/**
 * Whether an answer is looked at: by the hash of the case and of what was judged, so that the same answer is always chosen
 * or never, in whatever process, and nobody can tell beforehand.
 *
 * @param rate the share that is chosen: "0" none, "1" all
 */
export function isSampled({ caseId, digest, rate }: Pick<AutoApproval, 'caseId' | 'digest' | 'rate'>): boolean {
  const hash = createHash('sha256').update(`sample ${caseId} ${digest}`).digest('hex').slice(0, 12);
  return new Dec(`0x${hash}`).dividedBy(mostOfHash).lessThan(rate);
}

/** Keeps those of these that are chosen. It changes nothing else: neither state nor money waits for anybody. */
export async function keepSamples(tx: EntityManager, approvals: readonly AutoApproval[]): Promise<void> {
  const picked = approvals.filter((one) => isSampled(one));
  if (picked.length === 0) return;
  await tx.query(
    `INSERT INTO sample (case_id, revision, approved)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::numeric[]) ON CONFLICT DO NOTHING`,
    [picked.map((one) => one.caseId), picked.map((one) => one.revision), picked.map((one) => one.approved)],
  );
}
