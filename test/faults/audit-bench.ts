import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { AuditDossiers } from '../../src/cases/audit-dossiers.ts';
import { RulesInForce } from '../../src/rulebook/rules-in-force.ts';
import { dataSourceFor } from '../../src/data-source.ts';
import { appendFacts, type NewFact } from '../../src/facts/append.ts';
import type { FactKind } from '../../src/freight/fact.ts';
import { resolveMarks } from '../../src/wake/resolve.ts';
import type { Wake } from '../../src/wake/wake.ts';
import { flatCarrier, flatContract, flatEntity } from '../builders/flat-shipments.ts';

/** A clock that never rings: what is found is found by looking. */
const silent = { ring: () => undefined } as unknown as Wake;

/** A worker's connection to the cases, as another process would have it. */
export interface Worker {
  db: DataSource;
  audits: AuditDossiers;
}

/** A worker of its own on this database, its clock so many days ahead. */
export async function aWorker(databaseUrl: string, clockOffsetDays = 0): Promise<Worker> {
  const db = await dataSourceFor(databaseUrl, 10, clockOffsetDays).initialize();
  return { db, audits: new AuditDossiers(db, silent, new RulesInForce()) };
}

/** Resolves and audits without pause until told to stop. */
export function keepAuditing({ db, audits }: Worker): { stop(): Promise<void> } {
  let stopped = false;
  const loop = async () => {
    while (!stopped) {
      const resolved = await resolveMarks(db);
      const audited = await audits.next();
      if (resolved === 0 && !audited) await sleep(1);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

/** Waits until no mark is left. */
export async function untilNothingIsStale(db: DataSource): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ n: number }[]>('SELECT count(*)::int AS n FROM mark');
    if (row?.n === 0) return;
    await sleep(2);
  }
}

/** Resolves and audits until nothing is left, in one place. */
export async function auditAll({ db, audits }: Worker): Promise<void> {
  for (;;) {
    const resolved = await resolveMarks(db);
    const audited = await audits.next();
    if (resolved === 0 && !audited) return;
  }
}

/** The flat contract active, its carrier and entity known. */
export async function setTerms(db: DataSource): Promise<void> {
  await db.query(
    `INSERT INTO contract_version (contract_id, version, state, carrier, legal_entities, modes, effective, body, drafted_by,
       submitted_by, activated_by, activated_at)
     VALUES ('ABCD-FLAT', 1, 'ACTIVE', 'ABCD', '{ACME-US}', '{LTL}', '[2026-01-01,2026-12-31]', $1, 'a', 'a', 'b', now())`,
    [JSON.stringify({ ...flatContract, version: 1 })],
  );
  await db.query(
    `INSERT INTO master_record (kind, id, version, body, changed_by)
     VALUES ('carrier', 'ABCD', 1, $1, 'a'), ('legal-entity', 'ACME-US', 1, $2, 'a')`,
    [JSON.stringify(flatCarrier), JSON.stringify(flatEntity)],
  );
}

/** Facts as intake hands them over. */
export async function tell(db: DataSource, ...bodies: { source: string }[]): Promise<void> {
  await db.transaction((tx) => appendFacts(tx, bodies.map(asFact)));
}

function asFact(body: { source: string }): NewFact {
  const [kind, externalId] = identity(body);
  const text = JSON.stringify(body);
  const contentHash = createHash('sha256').update(text).digest('hex');
  return { kind, source: body.source, externalId, body, text, contentHash };
}

function identity(body: Record<string, unknown>): [FactKind, string] {
  if ('stops' in body) return ['shipment', `${String(body.shipmentId)}#${String(body.version)}`];
  if ('eventId' in body) return ['event', String(body.eventId)];
  if ('bills' in body) return ['invoice', String(body.documentId)];
  return ['document', String(body.documentId)];
}
