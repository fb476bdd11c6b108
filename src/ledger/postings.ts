import type { EntityManager } from 'typeorm';
import type { PostedDocument } from '../audit/dossier.ts';
import type { PostingType } from '../freight/codes.ts';
import type { Posting, PostingLine } from '../freight/posting.ts';
import { otherReference, referenceAttempts, supplierReference } from './supplier-reference.ts';

/** A posting as settling decides it; its id, sequence and supplier reference are given when it is written. */
export type PostingDraft = Omit<
  Posting,
  'postingId' | 'caseId' | 'state' | 'sequence' | 'supplierReference' | 'discount' | 'postingDate' | 'accrual'
> & {
  caseId: string;
  state: 'HELD' | 'PENDING';
  /** The ERP target of the legal entity, or `default`. */
  target: string;
  /** The bill's number within its document, and how many bills that has: they make the supplier reference. */
  bill: number;
  billsInDocument: number;
  /** Wanted instead of one made from the invoice number; a carrier's credit gives its own. */
  supplierReference?: string | null;
  /** Absent: none. */
  discount?: Posting['discount'];
};

/** A posting that belongs to a case: all but accruals. */
export type CasePosting = Posting & { caseId: string };

/** A posting of a case as it stands, locked until the transaction ends. */
export interface LedgerPosting extends PostedDocument {
  caseId: string;
  type: PostingType;
  target: string;
  supplierReference: string;
  currency: string;
  tax: string;
  /** What counts towards the case's approved amount: net and tax. */
  gross: string;
}

/** A vendor's number for one legal entity. */
export interface VendorReference {
  vendorId: string | null;
  carrier: string | null;
  legalEntity: string | null;
  supplierReference: string;
}

/**
 * The postings of these cases that are not WITHDRAWN, in order of case and sequence, locked: a sender skips locked
 * rows, so nothing is claimed between this look and the end of the transaction.
 */
export async function postingsForUpdate(tx: EntityManager, caseIds: readonly string[]): Promise<LedgerPosting[]> {
  return postingsOf(tx, caseIds, 'FOR UPDATE');
}

/** The same for looking only: nothing is locked, and a sender may claim any of them meanwhile. */
export async function postingsAsTheyStand(tx: EntityManager, caseIds: readonly string[]): Promise<LedgerPosting[]> {
  return postingsOf(tx, caseIds, '');
}

async function postingsOf(
  tx: EntityManager,
  caseIds: readonly string[],
  locked: 'FOR UPDATE' | '',
): Promise<LedgerPosting[]> {
  if (caseIds.length === 0) return [];
  // Locked in the order of their ids, as senders do, so that nobody waits for anybody in a circle.
  const rows: LedgerPosting[] = await tx.query(
    `SELECT posting_id AS "postingId", case_id AS "caseId", revision, sequence, type, state, target, currency,
            supplier_reference AS "supplierReference", state NOT IN ('HELD', 'PENDING') OR claimed_by IS NOT NULL AS claimed,
            body ->> 'net' AS net, body ->> 'tax' AS tax, body ->> 'gross' AS gross, lines
       FROM posting WHERE case_id = ANY($1::uuid[]) AND state <> 'WITHDRAWN' ORDER BY posting_id ${locked}`,
    [caseIds],
  );
  return rows.sort((a, b) => (a.caseId === b.caseId ? a.sequence - b.sequence : a.caseId < b.caseId ? -1 : 1));
}

/** Of these vendor references, the ones already used by a posting not WITHDRAWN, as the references asked for. */
export async function usedSupplierReferences(
  tx: EntityManager,
  asked: readonly VendorReference[],
): Promise<VendorReference[]> {
  if (asked.length === 0) return [];
  const rows: { n: number }[] = await tx.query(
    `SELECT a.n::int AS n FROM json_to_recordset($1) AS a(n int, vendor text, entity text, reference text)
      WHERE EXISTS (SELECT FROM posting p WHERE p.state <> 'WITHDRAWN' AND p.supplier_reference = a.reference
        AND coalesce(p.vendor_id, p.carrier, '') = a.vendor AND coalesce(p.legal_entity, '') = a.entity) ORDER BY 1`,
    [
      JSON.stringify(
        asked.map((one, n) => ({
          n,
          vendor: one.vendorId ?? one.carrier ?? '',
          entity: one.legalEntity ?? '',
          reference: one.supplierReference,
        })),
      ),
    ],
  );
  return rows.flatMap(({ n }) => asked[n] ?? []);
}

/** A draft on its way into the table: which number it tries, and its place in the case's sequence. */
interface Entry {
  draft: PostingDraft;
  sequence: number;
  first: boolean;
  attempt: number;
}

/**
 * Writes postings, each with an id, the case's next sequence and a supplier reference nobody else of that vendor and
 * entity holds: the unique index decides, and who loses takes the next number. The caller holds the cases' dossiers.
 *
 * @returns the written postings, in the order of the drafts
 */
export async function writePostings(tx: EntityManager, drafts: readonly PostingDraft[]): Promise<CasePosting[]> {
  if (drafts.length === 0) return [];
  const entries = await withSequences(tx, drafts);
  const written = new Map<Entry, CasePosting>();
  let open = inOrder(entries);
  while (open.length > 0) {
    const postings = await insertFree(tx, open);
    for (const [entry, posting] of postings) written.set(entry, posting);
    open = open.filter((entry) => !written.has(entry));
    for (const entry of open)
      if (++entry.attempt > referenceAttempts)
        throw new Error(`no free supplier reference for case ${entry.draft.caseId}`);
  }
  return entries.flatMap((entry) => written.get(entry) ?? []);
}

/** Everybody inserts in this order, so that two batches after the same numbers wait in line, not in a circle. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const placed = entries.map((entry) => ({ entry, order: orderOf(entry) }));
  return placed.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ entry }) => entry);
}

function orderOf(entry: Entry): string {
  const { vendorId, carrier, legalEntity, caseId } = entry.draft;
  return [vendorId ?? carrier ?? '', legalEntity ?? '', referenceOf(entry), caseId].join('\n');
}

function referenceOf({ draft, sequence, first, attempt }: Entry): string {
  return draft.supplierReference
    ? otherReference(draft.supplierReference, `${draft.caseId} ${sequence}`, attempt)
    : supplierReference({ ...draft, sequence, first }, attempt);
}

async function withSequences(tx: EntityManager, drafts: readonly PostingDraft[]): Promise<Entry[]> {
  const rows: { caseId: string; last: number; live: boolean }[] = await tx.query(
    `SELECT case_id AS "caseId", max(sequence) AS last, bool_or(state <> 'WITHDRAWN') AS live
       FROM posting WHERE case_id = ANY($1::uuid[]) GROUP BY case_id`,
    [[...new Set(drafts.map((draft) => draft.caseId))]],
  );
  const last = new Map(rows.map((row) => [row.caseId, row.last]));
  const live = new Set(rows.filter((row) => row.live).map((row) => row.caseId));
  return drafts.map((draft) => {
    const sequence = (last.get(draft.caseId) ?? 0) + 1;
    last.set(draft.caseId, sequence);
    const first = !live.has(draft.caseId);
    live.add(draft.caseId);
    return { draft, sequence, first, attempt: 0 };
  });
}

/** Inserts those whose number is free; the others are simply not among the answers. */
async function insertFree(tx: EntityManager, entries: readonly Entry[]): Promise<Map<Entry, CasePosting>> {
  const rows = entries.map((entry) => ({ entry, reference: referenceOf(entry) }));
  const inserted: { postingId: string; caseId: string; sequence: number }[] = await tx.query(
    `INSERT INTO posting (case_id, revision, sequence, type, state, target, legal_entity, carrier, vendor_id,
                          supplier_reference, currency, net, tax, gross, lines, body)
     SELECT d.* FROM json_to_recordset($1) AS d(case_id uuid, revision int, sequence int, type text, state text,
       target text, legal_entity text, carrier text, vendor_id text, supplier_reference text, currency text,
       net numeric, tax numeric, gross numeric, lines json, body json)
     ON CONFLICT (coalesce(vendor_id, carrier, ''), coalesce(legal_entity, ''), supplier_reference)
       WHERE state <> 'WITHDRAWN' DO NOTHING
     RETURNING posting_id AS "postingId", case_id AS "caseId", sequence`,
    [JSON.stringify(rows.map(({ entry, reference }) => rowOf(entry, reference)))],
  );
  const ids = new Map(inserted.map((row) => [`${row.caseId} ${row.sequence}`, row.postingId]));
  return new Map(
    rows.flatMap(({ entry, reference }) => {
      const postingId = ids.get(`${entry.draft.caseId} ${entry.sequence}`);
      const posting = { ...bodyOf(entry, reference), state: entry.draft.state };
      return postingId === undefined ? [] : [[entry, { postingId, ...posting }] as const];
    }),
  );
}

function rowOf(entry: Entry, reference: string): Record<string, unknown> {
  const { draft, sequence } = entry;
  return {
    case_id: draft.caseId,
    revision: draft.revision,
    sequence,
    type: draft.type,
    state: draft.state,
    target: draft.target,
    legal_entity: draft.legalEntity,
    carrier: draft.carrier,
    vendor_id: draft.vendorId,
    supplier_reference: reference,
    currency: draft.currency,
    net: draft.net,
    tax: draft.tax,
    gross: draft.gross,
    lines: draft.lines,
    body: bodyOf(entry, reference),
  };
}

/** The document as it is kept and sent; its id and state are columns. */
function bodyOf({ draft, sequence }: Entry, reference: string): Omit<CasePosting, 'postingId' | 'state'> {
  return {
    caseId: draft.caseId,
    revision: draft.revision,
    sequence,
    type: draft.type,
    legalEntity: draft.legalEntity,
    carrier: draft.carrier,
    vendorId: draft.vendorId,
    payee: draft.payee,
    invoiceNumber: draft.invoiceNumber,
    supplierReference: reference,
    invoiceDate: draft.invoiceDate,
    currency: draft.currency,
    net: draft.net,
    tax: draft.tax,
    gross: draft.gross,
    terms: draft.terms,
    baselineDate: draft.baselineDate,
    dueDate: draft.dueDate,
    discount: draft.discount ?? null,
    postingDate: null,
    lines: draft.lines satisfies PostingLine[],
    withheld: draft.withheld,
    evidence: draft.evidence,
  };
}

/**
 * Withdraws postings that no sender has taken: they never were, and a rewritten one follows. HELD ones too.
 *
 * @throws Error when one of them is already claimed or gone on (the caller has not locked them first: a bug)
 */
export async function withdrawPostings(tx: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const [, withdrawn]: [unknown, number] = await tx.query(
    `UPDATE posting SET state = 'WITHDRAWN', row_version = row_version + 1
      WHERE posting_id = ANY($1::uuid[]) AND state IN ('PENDING', 'HELD') AND claimed_by IS NULL`,
    [ids],
  );
  if (withdrawn !== new Set(ids).size) throw new Error(`a posting to withdraw has been claimed: ${ids.join(', ')}`);
}

/**
 * Lets HELD postings go (HELD → PENDING), at once and on the record. Where the carrier's own credit releases one, it is
 * sent under the credit's number.
 *
 * @param by the person, or what released it
 * @returns the ids that were HELD and are now PENDING
 */
export async function releasePostings(
  tx: EntityManager,
  ids: readonly string[],
  by: string,
  newSupplierReference?: string | null,
): Promise<string[]> {
  const released: string[] = [];
  for (const id of [...new Set(ids)].sort()) {
    const done = newSupplierReference
      ? await releaseUnder(tx, id, by, newSupplierReference)
      : await releaseOne(tx, id, by, null);
    if (done) released.push(id);
  }
  return released;
}

async function releaseUnder(tx: EntityManager, id: string, by: string, reference: string): Promise<boolean> {
  for (let attempt = 0; attempt <= referenceAttempts; attempt++) {
    await tx.query('SAVEPOINT release_reference');
    try {
      const done = await releaseOne(tx, id, by, otherReference(reference, id, attempt));
      await tx.query('RELEASE SAVEPOINT release_reference');
      return done;
    } catch (error) {
      await tx.query('ROLLBACK TO SAVEPOINT release_reference');
      if ((error as { code?: string }).code !== '23505') throw error;
    }
  }
  throw new Error(`no free supplier reference for posting ${id}`);
}

async function releaseOne(tx: EntityManager, id: string, by: string, reference: string | null): Promise<boolean> {
  const released: unknown[] = await tx.query(
    `WITH released AS (
       UPDATE posting SET state = 'PENDING', released_by = $2, available_at = clock_now(), attempts = attempts + 1,
              row_version = row_version + 1, supplier_reference = coalesce($3, supplier_reference),
              body = CASE WHEN $3::text IS NULL THEN body
                     ELSE (body::jsonb || jsonb_build_object('supplierReference', $3::text))::json END
        WHERE posting_id = $1 AND state = 'HELD' RETURNING posting_id, attempts, supplier_reference)
     INSERT INTO posting_attempt (posting_id, attempt, kind, outcome, answer, by)
     SELECT posting_id, attempts, 'RELEASE', 'RELEASED', supplier_reference, $2 FROM released RETURNING posting_id`,
    [id, by, reference],
  );
  return released.length > 0;
}
