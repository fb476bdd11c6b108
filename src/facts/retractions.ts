import type { EntityManager } from 'typeorm';
import { isPerson, type FreightEvent } from '../freight/event.ts';
import type { NewFact } from './append.ts';

/** A fact of which the keys are known. */
export interface KeyedFact {
  factId: string;
  fact: NewFact;
  keys: string[];
}

/** One lock for the whole service: papers share it, a retraction has it alone. */
const turn = 741_201;

/**
 * A retraction and what it retracts may be written at the same moment: whichever is second must see the first. So papers
 * share a lock until they commit, and a retraction, which is rare, waits for those before it and lets none pass.
 */
export async function withinRetractionTurn(tx: EntityManager, facts: readonly NewFact[]): Promise<void> {
  if (facts.some(({ kind, body }) => kind === 'event' && (body as FreightEvent).type === 'RETRACTED'))
    await tx.query('SELECT pg_advisory_xact_lock($1)', [turn]);
  else if (facts.some(({ kind }) => kind === 'event' || kind === 'document'))
    await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [turn]);
}

/** The keys under which a paper's retractions are found: those of its own source, and those of people. */
function soughtBy({ kind, source, externalId }: NewFact): string[] {
  return [`retracts:${kind}:${source}:${externalId}`, `retracts:${kind}:*:${externalId}`];
}

/** What a retraction names. */
function retracted({ source, body }: NewFact): { kind: 'event' | 'document'; id: string; source: string | null }[] {
  const event = body as FreightEvent;
  const from = isPerson(source) ? null : source;
  return [
    ...(event.retracts ? [{ kind: 'event' as const, id: event.retracts, source: from }] : []),
    ...(event.retractsDocument ? [{ kind: 'document' as const, id: event.retractsDocument, source: from }] : []),
  ];
}

/**
 * Gives each retraction the keys of what it retracts, as far as that is known already, so that it is found wherever its
 * target is. Adds to the keys of `keyed`, and returns those to be marked besides.
 */
export async function takeOverKeys(tx: EntityManager, keyed: readonly KeyedFact[]): Promise<string[]> {
  const marks: string[] = [];
  for (const { fact, keys } of keyed) {
    if (fact.kind !== 'event' || (fact.body as FreightEvent).type !== 'RETRACTED') continue;
    for (const target of retracted(fact)) {
      const known = await keysOfRetracted(tx, target);
      keys.push(`retracts:${target.kind}:${target.source ?? '*'}:${target.id}`, ...known);
      marks.push(...known);
    }
  }
  return marks;
}

async function keysOfRetracted(
  tx: EntityManager,
  target: { kind: string; id: string; source: string | null },
): Promise<string[]> {
  const rows = await tx.query<{ key: string }[]>(
    `SELECT DISTINCT key FROM fact JOIN fact_key USING (fact_id)
     WHERE fact.kind = $1 AND fact.external_id = $2 AND ($3::text IS NULL OR fact.source = $3)`,
    [target.kind, target.id, target.source],
  );
  return rows.map((row) => row.key).filter((key) => !key.startsWith('retracts:'));
}

/** Gives the keys of papers just written to the retractions that came before them, and to the retractions of those. */
export async function handOverKeys(tx: EntityManager, keyed: readonly KeyedFact[]): Promise<void> {
  let waiting = new Map<string, string[]>();
  for (const { fact, keys } of keyed)
    for (const sought of soughtBy(fact)) waiting.set(sought, [...(waiting.get(sought) ?? []), ...keys]);
  for (let depth = 0; waiting.size > 0 && depth < 10; depth += 1) {
    const found = await tx.query<{ key: string; fact_id: string; source: string; external_id: string }[]>(
      `SELECT key, fact_id, source, external_id FROM fact_key JOIN fact USING (fact_id) WHERE key = ANY($1::text[])`,
      [[...waiting.keys()]],
    );
    if (found.length === 0) return;
    const next = new Map<string, string[]>();
    const rows = found.flatMap(({ key, fact_id: factId, source, external_id: externalId }) => {
      const keys = (waiting.get(key) ?? []).filter((one) => !one.startsWith('retracts:'));
      for (const sought of soughtBy({ kind: 'event', source, externalId } as NewFact)) next.set(sought, keys);
      return keys.map((one) => ({ key: one, factId }));
    });
    await tx.query(
      `INSERT INTO fact_key (key, fact_id, kind) SELECT key, fact_id, 'event' FROM unnest($1::text[], $2::uuid[])
         AS handed (key, fact_id) ON CONFLICT DO NOTHING`,
      [rows.map((row) => row.key), rows.map((row) => row.factId)],
    );
    waiting = next;
  }
}
