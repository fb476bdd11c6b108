import { ConflictException, NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FreightDocument } from '../freight/document.ts';
import type { FreightEvent } from '../freight/event.ts';
import type { Recorded } from '../freight/fact.ts';
import { shipmentKey } from '../wake/keys.ts';
import { FactShelf } from './fact-shelf.ts';
import { happeningsNear, happeningsOf } from './happenings.ts';
import { billReferences, neededKeys, shipmentReferences } from './needed-keys.ts';
import { type DossierRead, readDossiers } from './read.ts';
import { shipmentsFound, standing } from './shipments.ts';
import { TermsKeeper } from './terms-in-force.ts';
import { caseMoney, type CaseMoneyRow } from './case-money.ts';

/** A fact as it was taken in. */
type FactView = Recorded<object>;

/** All facts about one shipment, and its cases. */
export interface DossierView {
  shipmentSource: string;
  shipmentId: string;
  /** Every version, oldest first: the last one is in force. */
  versions: FactView[];
  events: FactView[];
  documents: FactView[];
  /** Invoices that bill this shipment, each once. */
  invoices: FactView[];
  cases: {
    caseId: string;
    state: string;
    revision: number;
    invoiceNumber: string;
    currency: string | null;
    money: object;
  }[];
}

/**
 * The dossier of a shipment as the audit would find it now, with its cases.
 *
 * @throws NotFoundException when nobody knows the shipment; ConflictException when two sources do
 */
export async function dossierView(
  tx: EntityManager,
  wanted: { shipmentId: string; source?: string },
): Promise<DossierView> {
  const source = await sourceOf(tx, wanted);
  const key = shipmentKey(source, wanted.shipmentId);
  const read = await readWithKeys(tx, `S:${source}:${wanted.shipmentId}`, key);
  const versions = shipmentsFound(read).get(key) ?? [];
  const inForce = versions.at(-1)?.body;
  if (!inForce) throw new NotFoundException({ code: 'not-found', detail: `there is no shipment ${wanted.shipmentId}` });
  const terms = await new TermsKeeper().now(tx);
  const references = [...shipmentReferences(versions), ...read.bills.flatMap(({ bill }) => billReferences(bill))];
  const { events, documents } = happeningsOf(happeningsNear(read.facts, references), {
    shipment: inForce,
    references: [...(inForce.references ?? []), ...read.bills.flatMap(({ bill }) => billReferences(bill))],
    others: standing(shipmentsFound(read)).filter((other) => other !== inForce),
    matchWindowDays: terms.newestPolicy.matchWindowDays,
    carriers: terms.carriers,
    profiles: terms.newestProfiles,
  });
  return {
    shipmentSource: source,
    shipmentId: wanted.shipmentId,
    versions,
    events: events satisfies Recorded<FreightEvent>[],
    documents: documents satisfies Recorded<FreightDocument>[],
    invoices: invoicesOf(read),
    cases: await casesOf(tx, read.dossier),
  };
}

async function sourceOf(
  tx: EntityManager,
  { shipmentId, source }: { shipmentId: string; source?: string },
): Promise<string> {
  if (source !== undefined) return source;
  const rows = await tx.query<{ source: string }[]>(
    `SELECT DISTINCT source FROM fact WHERE kind = 'shipment' AND body ->> 'shipmentId' = $1
       AND external_id >= $1 AND external_id < $1 || U&'\\+10FFFD'`,
    [shipmentId],
  );
  const [first, second] = rows;
  if (!first) throw new NotFoundException({ code: 'not-found', detail: `there is no shipment ${shipmentId}` });
  if (second)
    throw new ConflictException({
      code: 'several-sources',
      detail: `several sources know ${shipmentId}: give ?source=`,
    });
  return first.source;
}

/** The dossier as read; where no bill has joined it yet, under the keys its shipment would look under. */
async function readWithKeys(tx: EntityManager, dossier: string, key: string): Promise<DossierRead> {
  const shelf = new FactShelf();
  const [held] = await readDossiers(tx, shelf, [dossier]);
  if (held && held.bills.length > 0) return held;
  const own = await readUnder(tx, shelf, dossier, [key]);
  const versions = shipmentsFound(own).get(key) ?? [];
  return readUnder(tx, shelf, dossier, [...neededKeys(versions, [])]);
}

async function readUnder(
  tx: EntityManager,
  shelf: FactShelf,
  dossier: string,
  keys: readonly string[],
): Promise<DossierRead> {
  const rows = await tx.query<{ key: string; fact_id: string }[]>(
    'SELECT key, fact_id FROM fact_key WHERE key = ANY($1::text[])',
    [keys],
  );
  const facts = await shelf.take(
    tx,
    rows.map((row) => row.fact_id),
  );
  const found = [...facts.values()].map((fact) => ({
    fact,
    keys: new Set(rows.filter((row) => row.fact_id === fact.factId).map((row) => row.key)),
  }));
  return { dossier, keys: new Set(keys), bills: [], facts: found, rivals: [] };
}

function invoicesOf(read: DossierRead): FactView[] {
  const invoices = new Map<string, FactView>();
  for (const { factId, receivedAt, invoice } of read.bills)
    invoices.set(factId, { factId, source: invoice.source, id: invoice.documentId, receivedAt, body: invoice });
  return [...invoices.values()];
}

async function casesOf(tx: EntityManager, dossier: string): Promise<DossierView['cases']> {
  const rows = await tx.query<
    (CaseMoneyRow & { caseId: string; state: string; revision: number; invoiceNumber: string })[]
  >(
    `SELECT case_id AS "caseId", state, revision, invoice_number AS "invoiceNumber", currency, billed, approved, disputed,
            denied, pending, expected FROM freight_case WHERE dossier = $1 ORDER BY received_at, case_id`,
    [dossier],
  );
  return rows.map((row) => ({
    caseId: row.caseId,
    state: row.state,
    revision: row.revision,
    invoiceNumber: row.invoiceNumber,
    currency: row.currency,
    money: caseMoney(row),
  }));
}
