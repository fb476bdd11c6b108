import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import { isWideKey } from './keys.ts';

/**
 * Marks keys as changed, in the transaction of the change: one row a key, insert only. Always called by whoever writes
 * a fact, version, value or decision; the writer never looks whether anybody waits.
 */
export async function writeMarks(tx: EntityManager, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.query('INSERT INTO mark (key) SELECT unnest($1::text[])', [[...new Set(keys)]]);
}

/** Marks dossiers themselves: a bill came or left, or an audit met a key it did not hold. */
export async function markDossiers(tx: EntityManager, dossiers: readonly string[]): Promise<void> {
  if (dossiers.length === 0) return;
  await prepared(tx, 'INSERT INTO mark (dossier) SELECT unnest($1::text[])', [[...new Set(dossiers)]]);
}

/** A key a dossier looks under, found or not. */
export interface HeldKey {
  key: string;
  dossier: string;
}

/**
 * Notes what dossiers look under. It must be committed before the facts under these keys are read, or come with the
 * bill. Wide keys are left out: a case notes them itself.
 */
export async function holdKeys(tx: EntityManager, held: readonly HeldKey[]): Promise<void> {
  const rows = held.filter(({ key }) => !isWideKey(key));
  if (rows.length === 0) return;
  await prepared(
    tx,
    `INSERT INTO dossier_key (key, dossier) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    [rows.map(({ key }) => key), rows.map(({ dossier }) => dossier)],
  );
}

/** A change too wide for single marks: every holder of `key` within the range becomes stale, in batches. */
export interface Invalidation {
  /** `terms:ABCD`, `index:EIA-DIESEL-US`, `policy`. */
  key: string;
  legalEntities?: string[] | null;
  modes?: string[] | null;
  /** Rating dates concerned, both included; cases whose rating date is not known are always concerned. */
  from?: string | null;
  to?: string | null;
  includeSettled?: boolean;
}

/** Writes one invalidation row in the transaction of the change; it is expanded over cases later, and counts as stale until then. */
export async function writeInvalidation(tx: EntityManager, change: Invalidation): Promise<void> {
  await tx.query(
    `INSERT INTO invalidation (key, legal_entities, modes, during, include_settled)
     VALUES ($1, $2, $3, daterange($4::date, $5::date, '[]'), $6)`,
    [
      change.key,
      change.legalEntities ?? null,
      change.modes ?? null,
      change.from ?? null,
      change.to ?? null,
      change.includeSettled ?? true,
    ],
  );
}
