import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { prepared } from '../database/prepared.ts';
import type { AccrualReason, PostingState, PostingType } from '../freight/codes.ts';
import type { Posting, PostingLine } from '../freight/posting.ts';

/** A posting of a shipment's accruals as it stands. */
export interface AccrualPosting {
  postingId: string;
  type: Extract<PostingType, 'ACCRUAL' | 'ACCRUAL_REVERSAL'>;
  reason: AccrualReason;
  sequence: number;
  state: Exclude<PostingState, 'WITHDRAWN' | 'HELD'>;
  /** A sender has taken it: it can no longer be withdrawn and rewritten. */
  claimed: boolean;
  legalEntity: string;
  carrier: string;
  currency: string;
  lines: PostingLine[];
  createdAt: string;
}

/** One charge of a shipment as it was last seen; amounts as text in `currency`, reversals and releases below nothing. */
export interface AccruedCharge {
  charge: string;
  stop: number | null;
  legalEntity: string;
  carrier: string;
  currency: string;
  expected: string;
  settled: string;
  accrued: string;
  reversed: string;
  released: string;
  open: string;
}

/** A shipment that accrues, or did. */
export interface ShipmentAccrual {
  dossier: string;
  shipmentSource: string;
  shipmentId: string;
  legalEntity: string;
  carrier: string;
  mode: string | null;
  ratingDate: string | null;
  dispatchedOn: string | null;
  lookedUnder: string[];
  auditTurn: string;
  charges: AccruedCharge[];
  isOpen: boolean;
  /** Since when something of it is accrued. */
  since: string | null;
  releaseDueAt: string | null;
}

/** An accrual to be written; its id, sequence and reference are given here. */
export type AccrualDraft = Pick<
  Posting,
  'legalEntity' | 'carrier' | 'vendorId' | 'invoiceDate' | 'currency' | 'net' | 'lines' | 'evidence'
> & {
  dossier: string;
  type: AccrualPosting['type'];
  target: string;
  accrual: NonNullable<Posting['accrual']>;
};

/** Of these dossiers those whose shipment accrues, or did; with the moment of the look. */
export async function accruingAmong(
  tx: EntityManager,
  dossiers: readonly string[],
): Promise<{ known: Set<string>; now: string }> {
  const rows = await prepared<{ now: string; known: string[] | null }>(
    tx,
    `SELECT to_char(clock_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now,
            (SELECT array_agg(dossier) FROM shipment_accrual WHERE dossier = ANY($1::text[])) AS known`,
    [dossiers],
  );
  return { known: new Set(rows[0]?.known ?? []), now: rows[0]?.now ?? '' };
}

/**
 * The accruals of these shipments that are not withdrawn, in their order, by dossier; locked, so that no sender takes one
 * between this look and the end of the transaction.
 */
export async function accrualsForUpdate(
  tx: EntityManager,
  dossiers: readonly string[],
): Promise<Map<string, AccrualPosting[]>> {
  const found = new Map<string, AccrualPosting[]>();
  if (dossiers.length === 0) return found;
  // Locked in the order of their ids, as senders do.
  const rows = await prepared<AccrualPosting & { dossier: string }>(
    tx,
    `SELECT accrual_of AS dossier, posting_id AS "postingId", type, accrual_reason AS reason, sequence, state,
            state <> 'PENDING' OR claimed_by IS NOT NULL AS claimed, legal_entity AS "legalEntity", carrier, currency,
            lines, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
       FROM posting WHERE accrual_of = ANY($1::text[]) AND state <> 'WITHDRAWN' ORDER BY posting_id FOR UPDATE`,
    [dossiers],
  );
  for (const { dossier, ...posting } of rows) found.set(dossier, [...(found.get(dossier) ?? []), posting]);
  for (const postings of found.values()) postings.sort((a, b) => a.sequence - b.sequence);
  return found;
}

/** Lines of postings that pay the bills of these dossiers, HELD and withdrawn ones apart, by dossier. */
export async function postedOn(
  tx: EntityManager,
  dossiers: readonly string[],
): Promise<Map<string, { caseId: string; currency: string; lines: PostingLine[] }[]>> {
  const found = new Map<string, { caseId: string; currency: string; lines: PostingLine[] }[]>();
  if (dossiers.length === 0) return found;
  const rows = await prepared<{ dossier: string; caseId: string; currency: string; lines: PostingLine[] }>(
    tx,
    `SELECT b.dossier, p.case_id AS "caseId", p.currency, p.lines FROM bill b JOIN posting p USING (case_id)
      WHERE b.dossier = ANY($1::text[]) AND p.state NOT IN ('WITHDRAWN', 'HELD') ORDER BY p.posting_id`,
    [dossiers],
  );
  for (const { dossier, ...posted } of rows) found.set(dossier, [...(found.get(dossier) ?? []), posted]);
  return found;
}

/** Writes accruals, each with the shipment's next sequence and a reference of its own, in the order given. */
export async function writeAccruals(tx: EntityManager, drafts: readonly AccrualDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const rows: { dossier: string; last: number }[] = await tx.query(
    `SELECT accrual_of AS dossier, max(sequence) AS last FROM posting WHERE accrual_of = ANY($1::text[]) GROUP BY 1`,
    [[...new Set(drafts.map(({ dossier }) => dossier))]],
  );
  const last = new Map(rows.map((row) => [row.dossier, row.last]));
  const written = drafts.map((draft) => {
    const sequence = (last.get(draft.dossier) ?? 0) + 1;
    last.set(draft.dossier, sequence);
    return rowOf(draft, sequence);
  });
  await tx.query(
    `INSERT INTO posting (accrual_of, accrual_reason, revision, sequence, type, state, target, legal_entity, carrier,
                          vendor_id, supplier_reference, currency, net, tax, gross, lines, body)
     SELECT d.* FROM json_to_recordset($1) AS d(accrual_of text, accrual_reason text, revision int, sequence int, type text,
       state text, target text, legal_entity text, carrier text, vendor_id text, supplier_reference text, currency text,
       net numeric, tax numeric, gross numeric, lines json, body json)`,
    [JSON.stringify(written)],
  );
}

function rowOf(draft: AccrualDraft, sequence: number): Record<string, unknown> {
  const { dossier, target, accrual, type, legalEntity, carrier, vendorId, currency, net, lines, ...rest } = draft;
  const supplierReference = ownReference(dossier, sequence);
  const zero = net
    .replace(/^-/, '')
    .replace(/\d/g, '0')
    .replace(/^0+(?=\d)/, '');
  const amounts = { net, tax: zero, gross: net };
  const head = { type, legalEntity, carrier, vendorId, invoiceNumber: accrual.shipmentId, supplierReference };
  const nothingToPay = { payee: null, terms: null, baselineDate: null, dueDate: null, discount: null, withheld: [] };
  const body: Omit<Posting, 'postingId' | 'state'> = {
    ...{ caseId: null, revision: sequence, sequence, ...head, currency, ...amounts, lines, ...nothingToPay },
    ...{ ...rest, accrual },
  };
  return {
    ...{ accrual_of: dossier, accrual_reason: accrual.reason, revision: sequence, sequence, type, state: 'PENDING' },
    ...{ target, legal_entity: legalEntity, carrier, vendor_id: vendorId, supplier_reference: supplierReference },
    ...{ currency, ...amounts, lines, body },
  };
}

/** No supplier gave it a number, so it has one of ours: 16 characters, the longest that every ERP takes. */
function ownReference(dossier: string, sequence: number): string {
  const hash = createHash('sha256').update(`${dossier} ${sequence}`).digest('hex');
  return `ACR-${hash.slice(0, 12).toUpperCase()}`;
}

/** Notes what shipments were last seen to cost and accrue; before their accruals are written. */
export async function keepShipmentAccruals(tx: EntityManager, rows: readonly ShipmentAccrual[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO shipment_accrual AS known (dossier, shipment_source, shipment_id, legal_entity, carrier, mode, rating_date,
            dispatched_on, looked_under, audit_turn, charges, is_open, since, release_due_at)
     SELECT d."dossier", d."shipmentSource", d."shipmentId", d."legalEntity", d."carrier", d."mode", d."ratingDate",
            d."dispatchedOn", d."lookedUnder", d."auditTurn", d."charges", d."isOpen", d."since", d."releaseDueAt"
       FROM json_to_recordset($1) AS d("dossier" text, "shipmentSource" text, "shipmentId" text, "legalEntity" text,
            "carrier" text, "mode" text, "ratingDate" date, "dispatchedOn" date, "lookedUnder" text[], "auditTurn" bigint,
            "charges" json, "isOpen" boolean, "since" timestamptz, "releaseDueAt" timestamptz)
     ON CONFLICT (dossier) DO UPDATE SET legal_entity = excluded.legal_entity, carrier = excluded.carrier,
       mode = excluded.mode, rating_date = excluded.rating_date, dispatched_on = excluded.dispatched_on,
       looked_under = excluded.looked_under, audit_turn = excluded.audit_turn, charges = excluded.charges,
       is_open = excluded.is_open, since = excluded.since,
       release_passed_at = CASE WHEN excluded.release_due_at IS NOT DISTINCT FROM known.release_due_at
                                THEN known.release_passed_at END,
       release_due_at = excluded.release_due_at, changed_at = clock_now()`,
    [JSON.stringify(rows)],
  );
}

/** Takes up to `limit` shipments that stayed unbilled for too long, each once, and marks them to be looked at. */
export async function markUnbilledForTooLong(tx: EntityManager, limit: number): Promise<number> {
  const rows: unknown[] = await tx.query(
    `WITH due AS (
       SELECT dossier FROM shipment_accrual WHERE is_open AND release_passed_at IS NULL AND release_due_at < clock_now()
        ORDER BY release_due_at LIMIT $1 FOR UPDATE SKIP LOCKED),
     passed AS (
       UPDATE shipment_accrual s SET release_passed_at = clock_now() FROM due WHERE s.dossier = due.dossier
       RETURNING s.dossier)
     INSERT INTO mark (dossier) SELECT dossier FROM passed RETURNING dossier`,
    [limit],
  );
  return rows.length;
}
