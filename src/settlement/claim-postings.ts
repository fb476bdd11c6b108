import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { announcePostings } from '../ledger/announcements.ts';
import type { PostingState } from '../freight/codes.ts';
import type { Posting } from '../freight/posting.ts';

/** A posting that nobody else touches until its lease ends. */
export interface ClaimedPosting {
  posting: Posting;
  target: string;
  /** Vendor and legal entity: their postings go one after the other. */
  lane: string;
  /** Calls so far. */
  attempts: number;
  /** Of them, how often it was sent without a clear answer. */
  unanswered: number;
  /** Whose lease it is: every change by the holder names it. */
  claim: string;
  /** Sent before without a clear answer: looked up before anything else. */
  unknown: boolean;
}

/** How much may be claimed at once. */
export interface Claiming {
  target: string;
  lanes: number;
  perLane: number;
  leaseSeconds: number;
}

interface Row {
  posting_id: string;
  state: PostingState;
  body: Omit<Posting, 'postingId' | 'state'>;
  vendor: string;
  entity: string;
  attempts: number;
  unanswered: number;
}

/** A posting gets its day in the books when it is first taken, and keeps it however often it is sent. */
const dated = `body = CASE WHEN p.body ->> 'postingDate' IS NOT NULL THEN p.body
  ELSE (p.body::jsonb || jsonb_build_object('postingDate', posting_day(p.legal_entity)))::json END`;

const claimLock = 711_001;
const lane = `coalesce(p.vendor_id, p.carrier, '') AS vendor, coalesce(p.legal_entity, '') AS entity`;
const claimed = `p.posting_id, p.state, p.body, ${lane}, p.attempts, p.unanswered`;

/** In flight, being looked up, or waiting for its look-up: later postings of that vendor and entity stay behind it. */
const busyLanes = `busy AS MATERIALIZED (
  SELECT DISTINCT ${lane} FROM posting p WHERE p.target = $1 AND p.state IN ('SENDING', 'UNKNOWN')
     AND (p.state = 'SENDING' OR p.available_at < 'infinity' AND NOT p.delivered))`;

/** Postings of one target are claimed by one process at a time: each sees what the one before it has taken. */
async function inTurn(tx: EntityManager, target: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [claimLock, target]);
}

/**
 * Claims PENDING postings of up to `lanes` vendors to push them: PENDING → SENDING, committed before the first call.
 * A lane with anything in flight or unknown is left out, as is a posting whose case has an earlier one refused.
 */
export async function claimToSend(tx: EntityManager, claiming: Claiming): Promise<ClaimedPosting[]> {
  await inTurn(tx, claiming.target);
  return claimedBy(
    tx,
    `WITH ${busyLanes}, due AS (
       SELECT *, row_number() OVER (PARTITION BY vendor, entity ORDER BY available_at, posting_id) AS place FROM (
         SELECT p.posting_id, p.available_at, ${lane} FROM posting p
          WHERE p.target = $1 AND p.state = 'PENDING' AND p.available_at <= (SELECT clock_now())
            AND NOT EXISTS (SELECT FROM busy b WHERE b.vendor = coalesce(p.vendor_id, p.carrier, '') AND b.entity = coalesce(p.legal_entity, ''))
            AND NOT EXISTS (SELECT FROM posting e WHERE e.case_id = p.case_id AND e.sequence < p.sequence AND e.state IN ('REFUSED', 'UNKNOWN', 'SENDING'))
            AND NOT EXISTS (SELECT FROM posting e WHERE e.accrual_of = p.accrual_of AND e.sequence < p.sequence AND e.state IN ('REFUSED', 'UNKNOWN', 'SENDING'))
          ORDER BY p.available_at, p.posting_id LIMIT 1000) AS first),
     lanes AS (SELECT vendor, entity FROM due WHERE place = 1 ORDER BY available_at, posting_id LIMIT $4),
     chosen AS (
       SELECT p.posting_id FROM posting p JOIN due d USING (posting_id) JOIN lanes USING (vendor, entity)
        WHERE d.place <= $5 AND p.state = 'PENDING' ORDER BY p.posting_id FOR UPDATE OF p SKIP LOCKED)
     UPDATE posting p SET state = 'SENDING', ${dated}, claimed_by = $2, claimed_at = clock_now(), row_version = row_version + 1,
            lease_until = clock_now() + make_interval(secs => $3)
       FROM chosen WHERE p.posting_id = chosen.posting_id AND p.state = 'PENDING' RETURNING ${claimed}`,
    claiming,
    [claiming.lanes, claiming.perLane],
  );
}

/** Claims UNKNOWN postings that are due to be looked up; they stay UNKNOWN, under a lease. */
export async function claimToLookUp(tx: EntityManager, claiming: Claiming): Promise<ClaimedPosting[]> {
  await inTurn(tx, claiming.target);
  return claimedBy(
    tx,
    `WITH chosen AS (
       SELECT p.posting_id FROM posting p
        WHERE p.target = $1 AND p.state = 'UNKNOWN' AND p.available_at <= (SELECT clock_now())
          AND (p.lease_until IS NULL OR p.lease_until <= (SELECT clock_now()))
          AND NOT EXISTS (SELECT FROM posting s WHERE s.target = $1 AND s.state = 'SENDING'
            AND coalesce(s.vendor_id, s.carrier, '') = coalesce(p.vendor_id, p.carrier, '')
            AND coalesce(s.legal_entity, '') = coalesce(p.legal_entity, ''))
        ORDER BY p.posting_id LIMIT $4 FOR UPDATE SKIP LOCKED)
     UPDATE posting p SET claimed_by = $2, claimed_at = clock_now(), row_version = row_version + 1,
            lease_until = clock_now() + make_interval(secs => $3)
       FROM chosen WHERE p.posting_id = chosen.posting_id RETURNING ${claimed}`,
    claiming,
    [claiming.lanes],
  );
}

/** Leases PENDING postings, oldest first and so in order of each vendor, to somebody who fetches them. */
export async function claimToHandOut(
  tx: EntityManager,
  claiming: Omit<Claiming, 'lanes' | 'perLane'> & { limit: number; by: string },
): Promise<ClaimedPosting[]> {
  await inTurn(tx, claiming.target);
  return claimedBy(
    tx,
    `WITH chosen AS (
       SELECT p.posting_id FROM posting p
        WHERE p.target = $1 AND p.state = 'PENDING' AND p.available_at <= (SELECT clock_now())
          AND NOT EXISTS (SELECT FROM posting e WHERE e.case_id = p.case_id AND e.sequence < p.sequence AND e.state IN ('REFUSED', 'UNKNOWN'))
          AND NOT EXISTS (SELECT FROM posting e WHERE e.accrual_of = p.accrual_of AND e.sequence < p.sequence AND e.state IN ('REFUSED', 'UNKNOWN'))
        ORDER BY p.available_at, p.posting_id LIMIT $4 FOR UPDATE SKIP LOCKED),
     leased AS (
       UPDATE posting p SET state = 'SENDING', ${dated}, claimed_by = $2, claimed_at = clock_now(), attempts = attempts + 1,
              lease_until = clock_now() + make_interval(secs => $3), row_version = row_version + 1
         FROM chosen WHERE p.posting_id = chosen.posting_id AND p.state = 'PENDING' RETURNING p.*),
     noted AS (
       INSERT INTO posting_attempt (posting_id, attempt, kind, outcome, by)
       SELECT posting_id, attempts, 'CLAIM', 'LEASED', $5 FROM leased)
     SELECT ${claimed} FROM leased p`,
    claiming,
    [claiming.limit, claiming.by],
  );
}

async function claimedBy(
  tx: EntityManager,
  sql: string,
  claiming: { target: string; leaseSeconds: number },
  more: (number | string)[],
): Promise<ClaimedPosting[]> {
  const claim = randomUUID();
  const answer: Row[] | [Row[], number] = await tx.query(sql, [claiming.target, claim, claiming.leaseSeconds, ...more]);
  const rows = isUpdate(answer) ? answer[0] : answer;
  return rows
    .map((row) => ({
      posting: { postingId: row.posting_id, ...row.body, state: row.state },
      target: claiming.target,
      lane: `${row.vendor}\n${row.entity}`,
      attempts: row.attempts,
      unanswered: row.unanswered,
      claim,
      unknown: row.state === 'UNKNOWN',
    }))
    .sort((a, b) => (a.posting.postingId < b.posting.postingId ? -1 : 1));
}

/** TypeORM answers an UPDATE with its rows and their number, a SELECT with its rows. */
function isUpdate(answer: Row[] | [Row[], number]): answer is [Row[], number] {
  return Array.isArray(answer[0]);
}

/**
 * SENDING postings whose sender died: whether the ERP has them is UNKNOWN. Of a target we push to, they are looked up
 * at once; of one that fetches, whoever fetched must say.
 */
export async function expireLeases(tx: EntityManager, pushed: readonly string[]): Promise<number> {
  const noted: { id: string }[] = await tx.query(
    `WITH expired AS (
       SELECT posting_id FROM posting WHERE state = 'SENDING' AND lease_until <= (SELECT clock_now())
        ORDER BY posting_id LIMIT 1000 FOR UPDATE SKIP LOCKED),
     changed AS (
       UPDATE posting p SET state = 'UNKNOWN', claimed_by = NULL, lease_until = NULL, attempts = attempts + 1, row_version = row_version + 1,
              available_at = CASE WHEN target = ANY($1) THEN clock_now() ELSE 'infinity' END, last_answer = 'the lease ended without an answer'
         FROM expired WHERE p.posting_id = expired.posting_id RETURNING p.posting_id, p.attempts)
     INSERT INTO posting_attempt (posting_id, attempt, kind, outcome, answer, by)
     SELECT posting_id, attempts, 'LEASE', 'EXPIRED', NULL, 'clock' FROM changed RETURNING posting_id AS id`,
    [pushed],
  );
  await announcePostings(
    tx,
    noted.map(({ id }) => id),
  );
  return noted.length;
}

/** UNKNOWN → SENDING again under a fresh lease, committed before it is resent; false when it is no longer ours. */
export async function claimToResend(
  tx: EntityManager,
  { posting, claim }: ClaimedPosting,
  leaseSeconds: number,
): Promise<boolean> {
  const [, changed]: [unknown, number] = await tx.query(
    `UPDATE posting SET state = 'SENDING', row_version = row_version + 1, lease_until = clock_now() + make_interval(secs => $3)
      WHERE posting_id = $1 AND claimed_by = $2 AND state = 'UNKNOWN' AND lease_until > clock_now()`,
    [posting.postingId, claim, leaseSeconds],
  );
  return changed === 1;
}

/** Prolongs what is left of a claim; the ids that are still ours. */
export async function prolong(tx: EntityManager, claim: string, leaseSeconds: number): Promise<Set<string>> {
  const [rows]: [{ posting_id: string }[], number] = await tx.query(
    `UPDATE posting SET lease_until = clock_now() + make_interval(secs => $2)
      WHERE claimed_by = $1 AND state IN ('SENDING', 'UNKNOWN') AND lease_until > clock_now() RETURNING posting_id`,
    [claim, leaseSeconds],
  );
  return new Set(rows.map((row) => row.posting_id));
}
