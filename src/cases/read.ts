import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import type { OpenItem } from '../audit/dossier.ts';
import type { CarrierInvoice, FreightBill } from '../freight/bill.ts';
import type { Decision } from '../freight/decision.ts';
import { type CaseBefore, casesBefore } from '../ledger/cases.ts';
import { type Deadline, deadlinesOf } from '../ledger/deadlines.ts';
import { decisionsOf } from '../ledger/decisions.ts';
import { openItemsOf } from '../ledger/open-items.ts';
import { type LedgerPosting, postingsForUpdate } from '../ledger/postings.ts';
import type { FactShelf, StoredFact } from './fact-shelf.ts';

/** One freight bill as taken in. */
export interface BillTaken {
  caseId: string;
  factId: string;
  dossier: string;
  receivedAt: string;
  invoice: CarrierInvoice;
  bill: FreightBill;
}

/** What lies under the keys of a dossier. */
export interface FoundFact {
  fact: StoredFact;
  keys: Set<string>;
}

/** Everything the database holds of one dossier, not yet judged in any way. */
export interface DossierRead {
  dossier: string;
  keys: Set<string>;
  bills: BillTaken[];
  facts: FoundFact[];
  /** Bills of other dossiers under the same duplicate keys. */
  rivals: BillTaken[];
}

/** What the ledger holds of a batch of cases, by case. */
export interface LedgerRead {
  before: Map<string, CaseBefore>;
  postings: Map<string, LedgerPosting[]>;
  decisions: Map<string, Decision[]>;
  openItems: Map<string, OpenItem[]>;
  deadlines: Map<string, Deadline[]>;
  conflicts: { source: string; id: string; receivedAt: string }[];
}

interface BillRow {
  caseId: string;
  factId: string;
  bill: number;
  dossier: string;
  receivedAt: Date;
}
interface RivalRow extends BillRow {
  of: string;
}
interface KeyRow {
  dossier: string;
  key: string;
  factIds: string[] | null;
}

const billColumns = `b.case_id AS "caseId", b.fact_id AS "factId", b.bill, b.dossier, b.received_at AS "receivedAt"`;

/** Bills, keys and facts under the keys of these dossiers, and their rivals: four statements however many they are. */
export async function readDossiers(
  tx: EntityManager,
  shelf: FactShelf,
  dossiers: readonly string[],
  without: readonly 'rivals'[] = [],
): Promise<DossierRead[]> {
  const bills = await prepared<BillRow>(
    tx,
    `SELECT ${billColumns} FROM bill b WHERE b.dossier = ANY($1::text[]) ORDER BY b.case_id`,
    [dossiers],
  );
  const keys = await prepared<KeyRow>(
    tx,
    `SELECT k.dossier, k.key, (SELECT array_agg(f.fact_id) FROM fact_key f WHERE f.key = k.key) AS "factIds"
     FROM dossier_key k WHERE k.dossier = ANY($1::text[])`,
    [dossiers],
  );
  const rivals = without.length > 0 ? [] : await readRivals(tx, dossiers);
  const facts = await shelf.take(tx, [...factIdsOf(bills, rivals, keys)]);
  const read = new Map(
    dossiers.map((dossier): [string, DossierRead] => [
      dossier,
      { dossier, keys: new Set(), bills: [], facts: [], rivals: [] },
    ]),
  );
  for (const row of bills) read.get(row.dossier)?.bills.push(billTaken(row, facts));
  for (const row of rivals) read.get(row.of)?.rivals.push(billTaken(row, facts));
  shelve(read, keys, facts);
  return [...read.values()];
}

function factIdsOf(bills: readonly BillRow[], rivals: readonly BillRow[], keys: readonly KeyRow[]): Set<string> {
  const ids = new Set([...bills, ...rivals].map((row) => row.factId));
  for (const row of keys) for (const id of row.factIds ?? []) ids.add(id);
  return ids;
}

/** As `rivalKey`, in SQL. */
const rivalKeyOf = `CASE WHEN key LIKE 'dup:%:PRO:%' THEN key
                         WHEN key LIKE '%:OPEN' THEN left(key, -5) ELSE key || ':OPEN' END`;

/**
 * Bills of other dossiers that the duplicate keys of these find. Bills of one document are the same by their freight bill
 * number or not at all; they are looked up once a key, however many of these dossiers share it.
 */
async function readRivals(tx: EntityManager, dossiers: readonly string[]): Promise<RivalRow[]> {
  return prepared<RivalRow>(
    tx,
    `WITH own AS MATERIALIZED (
       SELECT dossier, ${rivalKeyOf} AS rival, key LIKE 'dup:%:PRO:%' AS numbered FROM dossier_key
       WHERE dossier = ANY($1::text[]) AND key LIKE 'dup:%'),
     found AS MATERIALIZED (
       SELECT wanted.rival, b.fact_id, array_agg(b.case_id) AS cases
       FROM (SELECT DISTINCT rival FROM own) AS wanted
         JOIN LATERAL (SELECT other.dossier FROM dossier_key other WHERE other.key = wanted.rival OFFSET 0) AS other ON true
         JOIN bill b ON b.dossier = other.dossier
       GROUP BY wanted.rival, b.fact_id),
     picked AS MATERIALIZED (
       SELECT own.dossier, found.cases FROM own JOIN found USING (rival)
       WHERE own.numbered
         OR EXISTS (SELECT FROM bill mine WHERE mine.dossier = own.dossier AND mine.fact_id <> found.fact_id))
     SELECT DISTINCT ON (picked.dossier, b.case_id) picked.dossier AS of, ${billColumns}
     FROM picked CROSS JOIN LATERAL unnest(picked.cases) AS one (case_id) JOIN bill b ON b.case_id = one.case_id
     WHERE b.dossier <> picked.dossier`,
    [dossiers],
  );
}

function shelve(read: Map<string, DossierRead>, keys: readonly KeyRow[], facts: Map<string, StoredFact>): void {
  const found = new Map<string, FoundFact>();
  for (const row of keys) {
    const dossier = read.get(row.dossier);
    if (!dossier) continue;
    dossier.keys.add(row.key);
    for (const id of row.factIds ?? []) {
      const fact = facts.get(id);
      if (!fact) continue;
      const place = `${row.dossier} ${id}`;
      const known = found.get(place);
      if (known) known.keys.add(row.key);
      else {
        const entry = { fact, keys: new Set([row.key]) };
        found.set(place, entry);
        dossier.facts.push(entry);
      }
    }
  }
}

function billTaken(row: BillRow, facts: Map<string, StoredFact>): BillTaken {
  const invoice = facts.get(row.factId)?.body as CarrierInvoice | undefined;
  const bill = invoice?.bills.find((one) => one.bill === row.bill);
  if (!invoice || !bill) throw new Error(`bill ${row.bill} of fact ${row.factId} is not in its document`);
  const { caseId, factId, dossier } = row;
  return { caseId, factId, dossier, receivedAt: row.receivedAt.toISOString(), invoice, bill };
}

/**
 * What the ledger says of these cases, and of rivals the postings. Postings are locked: nothing is claimed for sending
 * between this look and the end of the transaction. `postingsAsTheyStand` instead of the usual look locks nothing.
 */
export async function readLedger(
  tx: EntityManager,
  read: readonly DossierRead[],
  postingsOf = postingsForUpdate,
): Promise<LedgerRead> {
  const own = read.flatMap((one) => one.bills.map((bill) => bill.caseId));
  const rivals = read.flatMap((one) => one.rivals.map((bill) => bill.caseId));
  const before = await casesBefore(tx, [...new Set([...own, ...rivals])]);
  const known = [...before.keys()];
  const judged = own.filter((caseId) => before.has(caseId));
  const postings = await postingsOf(tx, known);
  const none = judged.length === 0;
  return {
    before,
    postings: byCase(postings),
    decisions: byCase(none ? [] : await decisionsOf(tx, judged)),
    openItems: byCase(none ? [] : await openItemsOf(tx, judged)),
    deadlines: byCase(none ? [] : await deadlinesOf(tx, judged)),
    conflicts: await conflictsOf(tx, read),
  };
}

/** What matching needs of the ledger: by which policy, and where a person has put the bill. */
export async function readDecided(
  tx: EntityManager,
  read: readonly DossierRead[],
): Promise<Pick<LedgerRead, 'before' | 'decisions'>> {
  const before = await casesBefore(
    tx,
    read.flatMap((one) => one.bills.map((bill) => bill.caseId)),
  );
  return { before, decisions: byCase(before.size === 0 ? [] : await decisionsOf(tx, [...before.keys()])) };
}

function byCase<T extends { caseId: string }>(rows: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const list = map.get(row.caseId);
    if (list) list.push(row);
    else map.set(row.caseId, [row]);
  }
  return map;
}

/** Messages that gave one of these facts another content: kept, shown, never used. */
async function conflictsOf(tx: EntityManager, read: readonly DossierRead[]): Promise<LedgerRead['conflicts']> {
  const ids = new Map<string, { source: string; id: string }>();
  const add = (source: string, id: string) => ids.set(`${source} ${id}`, { source, id });
  for (const one of read) {
    for (const { invoice } of one.bills) add(invoice.source, invoice.documentId);
    for (const { fact } of one.facts) add(fact.source, fact.id);
  }
  const rows = await prepared<{ source: string; id: string; receivedAt: Date }>(
    tx,
    `SELECT m.source, m.external_id AS id, m.received_at AS "receivedAt"
     FROM unnest($1::text[], $2::text[]) AS wanted (source, id)
       JOIN message m ON m.source = wanted.source AND m.external_id = wanted.id
     WHERE m.state = 'CONFLICT' AND EXISTS (SELECT FROM message WHERE state = 'CONFLICT') ORDER BY m.message_id`,
    [[...ids.values()].map((one) => one.source), [...ids.values()].map((one) => one.id)],
  );
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
}
