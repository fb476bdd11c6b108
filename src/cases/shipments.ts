import type { Recorded } from '../freight/fact.ts';
import type { Shipment } from '../freight/shipment.ts';
import { epochMs } from '../freight/time.ts';
import { shipmentKey } from '../wake/keys.ts';
import type { StoredFact } from './fact-shelf.ts';
import type { DossierRead } from './read.ts';

/** A fact as the audit takes it. */
export function recorded<T>(fact: StoredFact): Recorded<T> {
  const { factId, source, id, receivedAt } = fact;
  return { factId, source, id, receivedAt, body: fact.body as T };
}

/** The shipments found under a dossier's keys, each with its versions, oldest first; by shipment key. */
export function shipmentsFound(read: DossierRead): Map<string, Recorded<Shipment>[]> {
  const shipments = new Map<string, Recorded<Shipment>[]>();
  for (const { fact } of read.facts) {
    if (fact.kind !== 'shipment') continue;
    const version = recorded<Shipment>(fact);
    const key = shipmentKey(version.body.source, version.body.shipmentId);
    const versions = shipments.get(key);
    if (versions) versions.push(version);
    else shipments.set(key, [version]);
  }
  for (const versions of shipments.values()) versions.sort(olderFirst);
  return shipments;
}

/** By version number; where one has none, by when it was issued. */
function olderFirst(a: Recorded<Shipment>, b: Recorded<Shipment>): number {
  const [mine, theirs] = [a.body.version ?? null, b.body.version ?? null];
  if (mine !== null && theirs !== null && mine !== theirs) return mine - theirs;
  const issued = (one: Recorded<Shipment>) => (one.body.issuedAt ? epochMs(one.body.issuedAt) : 0);
  return issued(a) - issued(b) || (a.id < b.id ? -1 : 1);
}

/** The version in force of each shipment found. */
export function standing(shipments: Map<string, Recorded<Shipment>[]>): Shipment[] {
  return [...shipments.values()].flatMap((versions) => versions.at(-1)?.body ?? []);
}
