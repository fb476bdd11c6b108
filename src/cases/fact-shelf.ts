import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import type { FactKind } from '../freight/fact.ts';

/** A fact as it lies in the table; `body` is what `kind` says. */
export interface StoredFact {
  factId: string;
  kind: FactKind;
  source: string;
  id: string;
  receivedAt: string;
  body: unknown;
}

/** Parsed facts kept in memory per process; documents of thousands of bills count by their size. */
const mostKept = 1500;

/**
 * Facts by id. They never change, so one read before is as good as one read now: which facts belong to a dossier is
 * asked of the database each time, what they say is not.
 */
export class FactShelf {
  private readonly kept = new Map<string, StoredFact>();

  /** These facts, read in one statement where they are not kept. Ids that do not exist are left out. */
  async take(tx: EntityManager, ids: Iterable<string>): Promise<Map<string, StoredFact>> {
    const found = new Map<string, StoredFact>();
    const missing = new Set<string>();
    for (const id of ids) {
      const fact = this.kept.get(id);
      if (fact) found.set(id, fact);
      else missing.add(id);
    }
    if (missing.size > 0) for (const fact of await read(tx, [...missing])) found.set(fact.factId, fact);
    for (const [id, fact] of found) this.keep(id, fact);
    return found;
  }

  /** The last taken is the last to go. */
  private keep(id: string, fact: StoredFact): void {
    this.kept.delete(id);
    this.kept.set(id, fact);
    if (this.kept.size <= mostKept) return;
    const [oldest] = this.kept.keys();
    if (oldest !== undefined) this.kept.delete(oldest);
  }
}

async function read(tx: EntityManager, ids: readonly string[]): Promise<StoredFact[]> {
  const rows = await prepared<Omit<StoredFact, 'receivedAt'> & { receivedAt: Date }>(
    tx,
    `SELECT fact_id AS "factId", kind, source, external_id AS id, received_at AS "receivedAt", body
     FROM fact WHERE fact_id = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
}
