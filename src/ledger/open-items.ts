import type { EntityManager } from 'typeorm';
import type { OpenItem } from '../audit/dossier.ts';
import type { OpenItemDraft } from '../audit/report.ts';
import { Dec } from '../freight/money.ts';

/** What is open with the carrier on these cases, oldest first. */
export async function openItemsOf(
  tx: { query: EntityManager['query'] },
  caseIds: readonly string[],
): Promise<OpenItem[]> {
  return tx.query<OpenItem[]>(
    `SELECT item_id AS "itemId", case_id AS "caseId", kind, line, charge, stop, amount, opened_by AS "openedBy"
     FROM open_item WHERE case_id = ANY($1::uuid[]) AND closed_at IS NULL ORDER BY item_id`,
    [caseIds],
  );
}

/** What shall be open of one case after a judgement. */
export interface OpenItemsOfCase {
  caseId: string;
  currency: string;
  drafts: readonly OpenItemDraft[];
  /** Who opens or closes, e.g. `revision 2`. */
  by: string;
}

type Identity = Pick<OpenItemDraft, 'kind' | 'charge' | 'line' | 'stop'>;

function identity(caseId: string, item: Omit<Identity, 'charge'> & { charge: string }): string {
  return [caseId, item.kind, item.charge, item.line ?? -1, item.stop ?? -1].join(' ');
}

/** Two drafts of one identity are one item of their sum. */
function wantedItems(cases: readonly OpenItemsOfCase[]): Map<string, { of: OpenItemsOfCase; draft: OpenItemDraft }> {
  const wanted = new Map<string, { of: OpenItemsOfCase; draft: OpenItemDraft }>();
  for (const of of cases)
    for (const draft of of.drafts) {
      const key = identity(of.caseId, draft);
      const before = wanted.get(key)?.draft;
      const amount = before ? new Dec(before.amount).plus(draft.amount).toFixed() : draft.amount;
      wanted.set(key, { of, draft: { ...draft, amount } });
    }
  return wanted;
}

/** Keeps items by their identity: one still wanted stays (its amount follows), new ones open, the others close. */
export async function keepOpenItems(
  tx: EntityManager,
  cases: readonly OpenItemsOfCase[],
  existing: readonly OpenItem[],
): Promise<void> {
  const wanted = wantedItems(cases);
  const by = new Map(cases.map((one) => [one.caseId, one.by]));
  const closing: OpenItem[] = [];
  const changed: { itemId: string; amount: string }[] = [];
  for (const item of existing) {
    if (!by.has(item.caseId)) continue;
    const key = identity(item.caseId, item);
    const found = wanted.get(key);
    wanted.delete(key);
    if (!found) closing.push(item);
    else if (!new Dec(found.draft.amount).equals(item.amount))
      changed.push({ itemId: item.itemId, amount: found.draft.amount });
  }
  if (closing.length > 0)
    await tx.query(
      `UPDATE open_item SET closed_by = row.by, closed_at = clock_now()
       FROM unnest($1::uuid[], $2::text[]) AS row (item_id, by) WHERE open_item.item_id = row.item_id`,
      [closing.map((item) => item.itemId), closing.map((item) => by.get(item.caseId))],
    );
  if (changed.length > 0)
    await tx.query(
      `UPDATE open_item SET amount = row.amount FROM unnest($1::uuid[], $2::numeric[]) AS row (item_id, amount)
       WHERE open_item.item_id = row.item_id`,
      [changed.map((item) => item.itemId), changed.map((item) => item.amount)],
    );
  await openItems(tx, [...wanted.values()]);
}

async function openItems(
  tx: EntityManager,
  items: readonly { of: OpenItemsOfCase; draft: OpenItemDraft }[],
): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `INSERT INTO open_item (case_id, kind, line, charge, stop, amount, currency, opened_by)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::int[], $6::numeric[], $7::text[], $8::text[])`,
    [
      items.map(({ of }) => of.caseId),
      items.map(({ draft }) => draft.kind),
      items.map(({ draft }) => draft.line),
      items.map(({ draft }) => draft.charge),
      items.map(({ draft }) => draft.stop),
      items.map(({ draft }) => draft.amount),
      items.map(({ of }) => of.currency),
      items.map(({ of }) => of.by),
    ],
  );
}
