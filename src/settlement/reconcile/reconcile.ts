import type { DataSource, EntityManager } from 'typeorm';
import { addToDate } from '../../freight/time.ts';
import type { ErpTargets } from '../targets/erp-targets.ts';
import { recordOutcomes } from '../record-outcomes.ts';
import { keptWords } from '../targets/voucher.ts';
import { compareBooks, type Comparison } from './compare-books.ts';
import {
  type ClaimedReconciliation,
  endReconciliation,
  keepDifferences,
  postingsCompared,
  postingsExpected,
} from './reconciliation-rows.ts';
import { type ListReading, lookOver, readCsvList, readJsonList } from './their-list.ts';

/** Whose hand the outcomes are in: what a list resolves is on the record like a look-up. */
const by = 'reconciliation';

/**
 * Makes one comparison. What we expect is read before the ERP is asked, so that nothing posted meanwhile seems missing;
 * what the list names is read after. A list that cannot be believed ends it FAILED, with the books as they were.
 * Nothing is posted or changed, but for UNKNOWN postings that are there: they are acknowledged as by a look-up.
 */
export async function reconcile(db: DataSource, targets: ErpTargets, run: ClaimedReconciliation): Promise<void> {
  const expected = await postingsExpected(db.manager, run);
  const read = await theirListOf(targets, run);
  if ('reason' in read) {
    await endReconciliation(db.manager, run, { state: 'FAILED', reason: keptWords(read.reason) });
    return;
  }
  await db.transaction(async (tx) => {
    const named = read.vouchers.map((voucher) => voucher.reference);
    const ours = await postingsCompared(tx, run.target, { expected, named });
    const comparison = compareBooks(ours, read.vouchers, run);
    const resolved = await acknowledgeFound(tx, comparison);
    const { ours: counted, theirs, agreed } = comparison;
    const end = { state: 'COMPLETE', ours: counted, theirs, agreed, resolved } as const;
    // Somebody else makes it by now: theirs is written, ours is not.
    if (await endReconciliation(tx, run, end)) await keepDifferences(tx, run, comparison.differences);
  });
}

async function theirListOf(targets: ErpTargets, run: ClaimedReconciliation): Promise<ListReading> {
  if (run.list !== null) {
    const text = run.list.toString('utf8');
    return run.listType === 'CSV' ? readCsvList(text) : readJsonList(text);
  }
  const target = targets.find(run.target);
  if (!target) return { reason: `${run.target} is no ERP that we can ask: upload its list` };
  // A day more at both ends: the two sides need not agree what day it was.
  const list = await target.listPosted(addToDate(run.from, { days: -1 }), addToDate(run.to, { days: 1 }));
  if (list.kind === 'LISTED') return lookOver(list.vouchers);
  return { reason: `the ERP's list cannot be read: ${list.words}` };
}

async function acknowledgeFound(tx: EntityManager, { found }: Comparison): Promise<number> {
  const outcomes = found.map(({ postingId, voucher }) => ({
    postingId,
    claim: by,
    state: 'ACKNOWLEDGED' as const,
    voucher,
    attempts: [{ kind: 'LOOKUP' as const, outcome: 'FOUND', answer: `${voucher.documentNumber} is in the ERP's list` }],
  }));
  return recordOutcomes(tx, outcomes, by);
}
