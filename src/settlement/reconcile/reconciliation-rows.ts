import type { EntityManager } from 'typeorm';
import type { PostingState } from '../../freight/codes.ts';
import { Dec } from '../../freight/money.ts';
import type { Days, Difference, OurPosting } from './compare-books.ts';

/** A comparison that is being made, under a lease. */
export interface ClaimedReconciliation extends Days {
  reconciliationId: string;
  target: string;
  claim: string;
  listType: 'CSV' | 'JSON' | null;
  list: Buffer | null;
}

const leaseSeconds = 900;

/** The next comparison to be made, claimed for a quarter of an hour; one target's are made one after the other. */
export async function claimReconciliation(tx: EntityManager, claim: string): Promise<ClaimedReconciliation | null> {
  const [rows]: [ClaimedReconciliation[], number] = await tx.query(
    `UPDATE reconciliation r SET state = 'RUNNING', claimed_by = $1, lease_until = clock_now() + make_interval(secs => $2)
      WHERE reconciliation_id = (
        SELECT n.reconciliation_id FROM reconciliation n
         WHERE (n.state = 'ASKED' OR (n.state = 'RUNNING' AND n.lease_until <= (SELECT clock_now())))
           AND NOT EXISTS (SELECT FROM reconciliation o WHERE o.target = n.target AND o.state = 'RUNNING'
             AND o.lease_until > (SELECT clock_now()))
         ORDER BY n.reconciliation_id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING reconciliation_id AS "reconciliationId", target, from_day::text AS "from", to_day::text AS "to",
        claimed_by AS claim, list_type AS "listType", list`,
    [claim, leaseSeconds],
  );
  return rows[0] ?? null;
}

/**
 * The nights' comparisons that are due: after two in the morning of the target's first legal entity, once per target and
 * local night. The week before is compared, and whatever was not compared since, or is different still, at most 92 days.
 *
 * @returns how many were asked for
 */
export async function askForTonight(tx: EntityManager, targets: readonly string[]): Promise<number> {
  const rows: unknown[] = await tx.query(
    `WITH zones AS (
       SELECT t.target, coalesce((SELECT m.body ->> 'timeZone' FROM master_now m WHERE m.kind = 'legal-entity'
                AND coalesce(m.body ->> 'erpTarget', 'default') = t.target AND m.body ->> 'timeZone' IS NOT NULL
                ORDER BY m.id LIMIT 1), 'UTC') AS zone
         FROM unnest($1::text[]) AS t (target)),
     nights AS (SELECT target, (clock_now() AT TIME ZONE zone) AS now FROM zones),
     due AS (
       SELECT target, now::date AS night, now::date - 1 AS last_day FROM nights n
        WHERE now::time >= '02:00' AND EXISTS (SELECT FROM posting p WHERE p.target = n.target
          AND p.state = 'ACKNOWLEDGED' AND p.posted_on < now::date)
          AND NOT EXISTS (SELECT FROM reconciliation r WHERE r.target = n.target AND r.night = now::date))
     INSERT INTO reconciliation (target, night, from_day, to_day, asked_by)
     SELECT d.target, d.night, greatest(d.night - 92, least(d.night - 7,
              (SELECT max(r.to_day) + 1 FROM reconciliation r WHERE r.target = d.target AND r.state = 'COMPLETE'),
              (SELECT min(o.day) FROM reconciliation_difference o WHERE o.target = d.target AND o.state <> 'CLOSED'))),
            d.last_day, 'clock' FROM due d
     ON CONFLICT (target, night) WHERE night IS NOT NULL DO NOTHING RETURNING reconciliation_id`,
    [targets],
  );
  return rows.length;
}

interface Row {
  postingId: string;
  state: PostingState;
  documentNumber: string | null;
  postedOn: string | null;
  gross: string;
  currency: string;
}

const columns = `posting_id AS "postingId", state, document_number AS "documentNumber", posted_on::text AS "postedOn",
  gross::text AS gross, currency`;

/** The postings that a list over these days should have: acknowledged by now, and posted on one of them. */
export async function postingsExpected(
  tx: EntityManager,
  { target, from, to }: Days & { target: string },
): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `SELECT posting_id AS id FROM posting WHERE target = $1 AND state = 'ACKNOWLEDGED' AND posted_on BETWEEN $2 AND $3`,
    [target, from, to],
  );
  return rows.map((row) => row.id);
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The postings of a target that are expected or that the list names, as they stand now. */
export async function postingsCompared(
  tx: EntityManager,
  target: string,
  { expected, named }: { expected: readonly string[]; named: readonly string[] },
): Promise<OurPosting[]> {
  const awaited = new Set(expected);
  const ids = new Set([...expected, ...named.filter((reference) => isId.test(reference))]);
  const rows: Row[] = await tx.query(
    `SELECT ${columns} FROM posting WHERE target = $1 AND posting_id = ANY($2::uuid[]) ORDER BY posting_id`,
    [target, [...ids]],
  );
  return rows.map((row) => ({ ...row, gross: new Dec(row.gross).toFixed(), expected: awaited.has(row.postingId) }));
}

/**
 * Keeps differences by their identity: one that is there still stays, explained as it was unless it has changed; a new one
 * opens; one of these days that is gone closes by itself.
 */
export async function keepDifferences(
  tx: EntityManager,
  run: ClaimedReconciliation,
  differences: readonly Difference[],
): Promise<void> {
  await tx.query(
    `INSERT INTO reconciliation_difference AS d
       (target, kind, reference, posting_id, day, amount, currency, ours, theirs, found_by, last_seen_by)
     SELECT $2, r.kind, r.reference, r.posting_id, r.day, r.amount, r.currency, r.ours, r.theirs, $1, $1
       FROM json_to_recordset($3) AS r(kind text, reference text, posting_id uuid, day date, amount numeric,
         currency text, ours json, theirs json)
     ON CONFLICT (target, kind, reference) WHERE state <> 'CLOSED' DO UPDATE SET last_seen_by = excluded.last_seen_by,
       state = CASE WHEN d.ours::text = excluded.ours::text AND d.theirs::text = excluded.theirs::text
                    THEN d.state ELSE 'OPEN' END,
       day = excluded.day, amount = excluded.amount, currency = excluded.currency, ours = excluded.ours, theirs = excluded.theirs`,
    [run.reconciliationId, run.target, JSON.stringify(differences.map(rowOf))],
  );
  await tx.query(
    `UPDATE reconciliation_difference SET state = 'CLOSED', closed_by = $1, closed_at = clock_now()
      WHERE target = $2 AND state <> 'CLOSED' AND day BETWEEN $3 AND $4 AND last_seen_by <> $1`,
    [run.reconciliationId, run.target, run.from, run.to],
  );
}

function rowOf({ kind, reference, postingId, day, ours, theirs }: Difference): Record<string, unknown> {
  return {
    kind,
    reference,
    posting_id: postingId,
    day,
    amount: ours?.gross ?? theirs[0]?.amount ?? null,
    currency: ours?.currency ?? theirs[0]?.currency ?? null,
    // `null` of JSON, so that two sides are compared as texts.
    ours: ours ?? {},
    theirs,
  };
}

/** How a comparison ended. */
export type Ending =
  | { state: 'COMPLETE'; ours: number; theirs: number; agreed: number; resolved: number }
  | { state: 'FAILED'; reason: string };

/** Ends a comparison that is still ours. @returns false when its lease has passed to somebody else */
export async function endReconciliation(tx: EntityManager, run: ClaimedReconciliation, end: Ending): Promise<boolean> {
  const counts = end.state === 'COMPLETE' ? [end.ours, end.theirs, end.agreed, end.resolved] : [null, null, null, null];
  const [, changed]: [unknown, number] = await tx.query(
    `UPDATE reconciliation SET state = $3, reason = $4, ours = $5, theirs = $6, agreed = $7, resolved = $8,
            finished_at = clock_now(), claimed_by = NULL, lease_until = NULL
      WHERE reconciliation_id = $1 AND claimed_by = $2 AND state = 'RUNNING'`,
    [run.reconciliationId, run.claim, end.state, end.state === 'FAILED' ? end.reason : null, ...counts],
  );
  return changed === 1;
}
