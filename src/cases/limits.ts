import type { EntityManager } from 'typeorm';
import { type Decimal, decimal, greatest, zero } from '../freight/money.ts';
import type { Policy } from '../freight/terms.ts';
import type { LockedCase } from './locked-case.ts';

/** Why a person may not let so much out alone. */
export interface Shortfall {
  /** The most this person may let out, in the case's currency. */
  limit: Decimal;
  /** What has been let out for the same carrier and shipment within 24 hours, by anybody. */
  before: Decimal;
}

/** What belongs together for the limits: a carrier's bills for one shipment; of one that has none, those of its document. */
function togetherKey({ carrier, shipmentSource, shipmentId, source, documentId }: LockedCase): string {
  return JSON.stringify(['limit', carrier, shipmentSource ?? source, shipmentId ?? documentId, shipmentId !== null]);
}

/** Keeps approvals that count together from being made at the same moment, until the transaction ends. */
export async function lockTogether(tx: EntityManager, cases: readonly LockedCase[]): Promise<void> {
  for (const key of [...new Set(cases.map(togetherKey))].sort())
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}

/**
 * Whether so much is above what somebody with these roles may let out: null when it is not. Limits are those of the policy
 * in force for the case's currency; where it names none for that currency there are none, and a role it does not name has
 * none to use. What was let out for the same carrier and shipment within 24 hours counts together, whoever let it out, over
 * all bills and lines of it. Call `lockTogether` first.
 */
export async function shortfall(
  tx: EntityManager,
  { limits }: Pick<Policy, 'limits'>,
  { roles, locked, released }: { roles: readonly string[]; locked: LockedCase; released: Decimal },
): Promise<Shortfall | null> {
  const ofCurrency = limits.filter(({ currency }) => currency === locked.currency);
  if (released.isZero() || ofCurrency.length === 0) return null;
  const limit = ofCurrency
    .filter(({ role }) => roles.includes(role))
    .reduce((most, { amount }) => greatest(most, decimal(amount)), zero);
  const before = await releasedWithinDay(tx, locked);
  return before.plus(released).greaterThan(limit) ? { limit, before } : null;
}

async function releasedWithinDay(tx: EntityManager, locked: LockedCase): Promise<Decimal> {
  const [row] = await tx.query<{ released: string }[]>(
    `SELECT coalesce(sum(d.released), 0)::text AS released FROM decision d JOIN freight_case c USING (case_id)
     WHERE d.released > 0 AND d.decided_at > clock_now() - interval '24 hours' AND c.currency IS NOT DISTINCT FROM $1
       AND (c.case_id = $2 OR (c.carrier IS NOT DISTINCT FROM $3 AND c.shipment_source IS NOT DISTINCT FROM $4
              AND c.shipment_id IS NOT DISTINCT FROM $5
              AND ($5::text IS NOT NULL OR (c.source = $6 AND c.document_id = $7))))`,
    [
      ...[locked.currency, locked.caseId, locked.carrier, locked.shipmentSource, locked.shipmentId],
      ...[locked.source, locked.documentId],
    ],
  );
  return decimal(row?.released ?? '0');
}
