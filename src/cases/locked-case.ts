import { ConflictException, NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { reportBodies } from '../ledger/judgements.ts';
import { readStored, type StoredJudgement } from './stored-report.ts';

/** What deciding looks at of a case; its row is locked until the transaction ends. */
export interface LockedCase {
  caseId: string;
  dossier: string;
  state: string;
  revision: number;
  rowVersion: string;
  currency: string | null;
  carrier: string | null;
  legalEntity: string | null;
  source: string;
  documentId: string;
  shipmentSource: string | null;
  shipmentId: string | null;
}

/** Locks these cases, in the order everybody locks cases; those that do not exist are left out. */
export async function lockCases(tx: EntityManager, caseIds: readonly string[]): Promise<Map<string, LockedCase>> {
  const rows = await tx.query<LockedCase[]>(
    `SELECT case_id AS "caseId", dossier, state, revision, row_version::text AS "rowVersion", currency, carrier,
            legal_entity AS "legalEntity", source, document_id AS "documentId", shipment_source AS "shipmentSource",
            shipment_id AS "shipmentId"
     FROM freight_case WHERE case_id = ANY($1::uuid[]) ORDER BY case_id FOR UPDATE`,
    [caseIds],
  );
  return new Map(rows.map((row) => [row.caseId, row]));
}

/**
 * Locks one case.
 *
 * @throws NotFoundException when there is none
 */
export async function lockCase(tx: EntityManager, caseId: string): Promise<LockedCase> {
  const found = (await lockCases(tx, [caseId])).get(caseId);
  if (!found) throw new NotFoundException({ code: 'not-found', detail: `there is no case ${caseId}` });
  return found;
}

/**
 * The judgement a decision on the case is about.
 *
 * @throws ConflictException when the engine failed on the case
 */
export async function judgementOf(tx: EntityManager, locked: LockedCase): Promise<StoredJudgement> {
  if (locked.state === 'PARKED')
    throw new ConflictException({ code: 'parked', detail: 'the engine failed on this case: retry it first' });
  const text = (await reportBodies(tx, [locked])).get(locked.caseId);
  if (text === undefined) throw new Error(`case ${locked.caseId} has no report of revision ${locked.revision}`);
  return readStored(text);
}
