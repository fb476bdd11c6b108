import type { DataSource } from 'typeorm';
import type { PostingDraft } from '../../src/ledger/postings.ts';
import { writePostings } from '../../src/ledger/postings.ts';
import { RestTarget } from '../../src/settlement/targets/rest.ts';
import { ErpTargets } from '../../src/settlement/targets/erp-targets.ts';
import { SendPostings } from '../../src/settlement/send-postings.ts';
import { aDraft, anApprovedCase } from '../stories/approved-cases.ts';

/** A sender in a hurry towards the ERP at `url`. */
export function aSender(db: DataSource, url: string, timeoutMs = 300): SendPostings {
  const targets = new ErpTargets(new Map([['default', new RestTarget({ url, timeoutMs })]]));
  return new SendPostings(db, targets, { lanes: 4, perLane: 5, leaseSeconds: 5, firstLookUpSeconds: 0.05 });
}

/** A posting of a fresh case that may be sent at once. */
export async function aPosting(
  db: DataSource,
  changes: Partial<PostingDraft> = {},
): Promise<{ postingId: string; caseId: string }> {
  const bill = await anApprovedCase(db, changes.gross ?? '100.00');
  return postingOf(db, bill, changes);
}

/** A further posting of a case. */
export async function postingOf(
  db: DataSource,
  bill: { caseId: string; invoiceNumber: string },
  changes: Partial<PostingDraft> = {},
): Promise<{ postingId: string; caseId: string }> {
  const [posting] = await db.transaction((tx) => writePostings(tx, [aDraft(bill, changes)]));
  if (!posting) throw new Error('no posting was written');
  await db.query('UPDATE posting SET available_at = clock_now() WHERE posting_id = $1', [posting.postingId]);
  return posting;
}

/** What the tables say of a posting. */
export async function rowOf(db: DataSource, postingId: string): Promise<Record<string, string | null>> {
  const [row]: Record<string, string | null>[] = await db.query('SELECT * FROM posting WHERE posting_id = $1', [
    postingId,
  ]);
  return row ?? {};
}

/** Waits until `holds` does. */
export async function eventually(holds: () => Promise<boolean>, seconds = 10): Promise<void> {
  const until = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
