import type { EntityManager } from 'typeorm';
import { uuidv7 } from '../database/ids.ts';
import type { CarrierInvoice, Payment } from '../freight/bill.ts';
import type { FreightDocument } from '../freight/document.ts';
import type { FreightEvent } from '../freight/event.ts';
import type { FactKind } from '../freight/fact.ts';
import type { Shipment } from '../freight/shipment.ts';
import { writeMarks } from '../wake/marks.ts';
import { holdAccruing } from './accruing-shipments.ts';
import { appendBills, markBillsOf } from './bills.ts';
import { keysOfPaper, keysOfPayment, keysOfShipment, wakes } from './fact-keys.ts';
import { invoicesPaid } from './payments.ts';
import { handOverKeys, type KeyedFact, takeOverKeys, withinRetractionTurn } from './retractions.ts';

/** A fact to be added: `body` is what `text` says, `contentHash` what makes two of one id the same. */
export interface NewFact {
  kind: FactKind;
  source: string;
  externalId: string;
  body: object;
  text: string;
  contentHash: string;
  messageId?: string | null;
}

/** What became of it. CONFLICT: the id is taken by other content, whose fact id this is; nothing was added. */
export interface Appended {
  status: 'ACCEPTED' | 'DUPLICATE' | 'CONFLICT';
  factId: string;
}

interface Known {
  kind: FactKind;
  source: string;
  external_id: string;
  fact_id: string;
  content_hash: string;
}

/**
 * Adds facts in the caller's transaction, together with the keys they are found under, the bills of invoices, and the
 * marks that wake whoever waits for them. Answers in the order asked. A clock fact has no keys: its writer marks.
 */
export async function appendFacts(tx: EntityManager, facts: readonly NewFact[]): Promise<Appended[]> {
  if (facts.length === 0) return [];
  await withinRetractionTurn(tx, facts);
  const ids = facts.map(() => uuidv7());
  const added = await insertFacts(tx, facts, ids);
  const known = await factsKnown(
    tx,
    facts.filter((_, position) => !added.has(ids[position] ?? '')),
  );
  const answers = facts.map((fact, position): Appended => {
    const factId = ids[position] ?? '';
    if (added.has(factId)) return { status: 'ACCEPTED', factId };
    const earlier = known.get(identity(fact.kind, fact.source, fact.externalId));
    if (!earlier) throw new Error(`fact ${fact.kind} ${fact.source} ${fact.externalId} was neither added nor found`);
    return {
      status: earlier.content_hash === fact.contentHash ? 'DUPLICATE' : 'CONFLICT',
      factId: earlier.fact_id,
    };
  });
  const accepted = facts.flatMap((fact, position) => {
    const factId = ids[position] ?? '';
    return added.has(factId) ? [{ factId, fact }] : [];
  });
  await writeKeys(tx, accepted);
  await appendBills(
    tx,
    accepted.flatMap(({ factId, fact }) =>
      fact.kind === 'invoice' ? [{ factId, invoice: fact.body as CarrierInvoice }] : [],
    ),
  );
  await markConflicts(tx, answers);
  return answers;
}

const identity = (kind: string, source: string, externalId: string) => JSON.stringify([kind, source, externalId]);

/** Inserts in the order of identities, so that two writers of the same facts wait for each other instead of deadlocking. */
async function insertFacts(
  tx: EntityManager,
  facts: readonly NewFact[],
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = facts.map((fact, position) => ({
    fact,
    id: ids[position],
    order: identity(fact.kind, fact.source, fact.externalId),
  }));
  rows.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const inserted = await tx.query<{ fact_id: string }[]>(
    `INSERT INTO fact (fact_id, kind, source, external_id, content_hash, body, message_id)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::json[], $7::uuid[])
     ON CONFLICT (kind, source, external_id) DO NOTHING RETURNING fact_id`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.fact.kind),
      rows.map((row) => row.fact.source),
      rows.map((row) => row.fact.externalId),
      rows.map((row) => row.fact.contentHash),
      rows.map((row) => row.fact.text),
      rows.map((row) => row.fact.messageId ?? null),
    ],
  );
  return new Set(inserted.map((row) => row.fact_id));
}

async function factsKnown(tx: EntityManager, facts: readonly NewFact[]): Promise<Map<string, Known>> {
  if (facts.length === 0) return new Map();
  const rows = await tx.query<Known[]>(
    `SELECT kind, source, external_id, fact_id, content_hash FROM fact
     WHERE (kind, source, external_id) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
    [facts.map((fact) => fact.kind), facts.map((fact) => fact.source), facts.map((fact) => fact.externalId)],
  );
  return new Map(rows.map((row) => [identity(row.kind, row.source, row.external_id), row]));
}

async function writeKeys(tx: EntityManager, accepted: readonly { factId: string; fact: NewFact }[]): Promise<void> {
  const keyed: KeyedFact[] = [];
  const marks: string[] = [];
  const paid = await invoicesPaid(tx, accepted);
  for (const { factId, fact } of accepted) {
    if (fact.kind === 'shipment') {
      const keys = keysOfShipment(fact.body as Shipment);
      keyed.push({ factId, fact, keys });
      marks.push(...keys);
    } else if (fact.kind === 'event' || fact.kind === 'document') {
      const paper = fact.body as FreightEvent | FreightDocument;
      const keys = keysOfPaper(paper);
      keyed.push({ factId, fact, keys });
      if (fact.kind === 'document' || wakes(paper as FreightEvent)) marks.push(...keys);
    } else if (fact.kind === 'payment') {
      const payment = fact.body as Payment;
      const keys = keysOfPayment(payment, paid.get(payment.posting ?? ''));
      keyed.push({ factId, fact, keys });
      marks.push(...keys);
    }
  }
  if (keyed.length === 0) return;
  marks.push(...(await takeOverKeys(tx, keyed)));
  const rows = keyed.flatMap(({ factId, fact, keys }) =>
    [...new Set(keys)].map((key) => ({ key, factId, kind: fact.kind })),
  );
  await tx.query(
    `INSERT INTO fact_key (key, fact_id, kind) SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[])
     ON CONFLICT DO NOTHING`,
    [rows.map((row) => row.key), rows.map((row) => row.factId), rows.map((row) => row.kind)],
  );
  await handOverKeys(tx, keyed);
  await holdAccruing(
    tx,
    accepted.flatMap(({ fact }) => (fact.kind === 'shipment' ? [fact.body as Shipment] : [])),
  );
  await writeMarks(tx, marks);
}

/** A conflict changes no answer, and is shown on the case all the same: whoever holds the fact looks again. */
async function markConflicts(tx: EntityManager, answers: readonly Appended[]): Promise<void> {
  const disputed = answers.flatMap((answer) => (answer.status === 'CONFLICT' ? [answer.factId] : []));
  if (disputed.length === 0) return;
  await markBillsOf(tx, disputed);
  await tx.query('INSERT INTO mark (key) SELECT DISTINCT key FROM fact_key WHERE fact_id = ANY($1::uuid[])', [
    disputed,
  ]);
}
