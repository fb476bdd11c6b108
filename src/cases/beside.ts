import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import type { HeldKey } from '../wake/marks.ts';

/** The most bills that are looked at besides those that were asked for. */
const most = 500;

/** Dossiers of single bills under the references of shipments that other bills are about to join. */
export async function billsBeside(tx: EntityManager, joined: readonly HeldKey[]): Promise<string[]> {
  const keys = [...new Set(joined.map(({ key }) => key))].filter((key) => key.startsWith('ref:'));
  if (keys.length === 0) return [];
  const rows = await prepared<{ dossier: string }>(
    tx,
    `SELECT DISTINCT dossier FROM dossier_key WHERE key = ANY($1::text[]) AND dossier LIKE 'B:%' LIMIT $2`,
    [keys, most],
  );
  return rows.map((row) => row.dossier);
}

/** Of these dossiers of shipments those that a bill may belong to which is marked and not yet put into any. */
export async function awaitingBills(tx: EntityManager, dossiers: readonly string[]): Promise<Set<string>> {
  const shipments = dossiers.filter((dossier) => dossier.startsWith('S:'));
  if (shipments.length === 0) return new Set();
  const rows = await prepared<{ dossier: string }>(
    tx,
    `SELECT DISTINCT own.dossier FROM dossier_key own JOIN dossier_key other ON other.key = own.key
     WHERE own.dossier = ANY($1::text[]) AND own.key LIKE 'ref:%' AND other.dossier LIKE 'B:%'
       AND EXISTS (SELECT FROM mark WHERE mark.dossier = other.dossier)`,
    [shipments],
  );
  return new Set(rows.map((row) => row.dossier));
}
