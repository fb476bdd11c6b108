import type { EntityManager } from 'typeorm';
import { areRivals, duplicateKeys } from '../audit/match/duplicate-keys.ts';
import { orderBills } from '../audit/match/bill-order.ts';
import { withdrawPostings } from '../ledger/postings.ts';
import { markDossiers } from '../wake/marks.ts';
import type { BillTaken, DossierRead, LedgerRead } from './read.ts';

/**
 * Of two rivals the first in the order by content stands. Where the later one, in another dossier, was audited before the
 * first was known, its posting may be about to leave: it is withdrawn here, in the transaction that lets the first one
 * stand, unless a sender has taken it (then that one stands, and the audit has seen it). Both are never paid. The rival's
 * dossier is marked, with or without a posting, and its own audit says what is left of it.
 */
export async function giveWay(tx: EntityManager, read: readonly DossierRead[], ledger: LedgerRead): Promise<void> {
  const here = new Set(read.map((one) => one.dossier));
  const postings: string[] = [];
  const dossiers: string[] = [];
  for (const { bills, rivals } of read)
    for (const rival of rivals) {
      if (here.has(rival.dossier)) continue;
      if (bills.some((bill) => isNewAnswer(bill, ledger))) dossiers.push(rival.dossier);
      const first = bills.filter((bill) => standsBefore(bill, rival));
      if (first.length === 0) continue;
      if (first.some((bill) => isNew(bill, ledger))) dossiers.push(rival.dossier);
      const unsent = (ledger.postings.get(rival.caseId) ?? []).filter(
        (posting) => posting.state === 'PENDING' && !posting.claimed,
      );
      if (unsent.length === 0) continue;
      postings.push(...unsent.map((posting) => posting.postingId));
      dossiers.push(rival.dossier);
    }
  await withdrawPostings(tx, [...new Set(postings)]);
  await markDossiers(tx, dossiers);
}

/** A carrier's rebuttal is weighed where the bill was refused: when it comes, that is looked at again. */
function isNewAnswer(bill: BillTaken, ledger: LedgerRead): boolean {
  return bill.invoice.kind === 'REBUTTAL' && isNew(bill, ledger);
}

function isNew({ caseId }: BillTaken, { before }: LedgerRead): boolean {
  return !before.has(caseId);
}

function standsBefore(bill: BillTaken, rival: BillTaken): boolean {
  const keys = new Set(duplicateKeys(bill.invoice, bill.bill));
  if (!areRivals(duplicateKeys(rival.invoice, rival.bill), keys)) return false;
  return orderBills([rival, bill])[0] === bill;
}
