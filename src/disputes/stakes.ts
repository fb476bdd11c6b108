import type { EntityManager } from 'typeorm';
import type { DisputedKind } from '../freight/dispute.ts';
import type { ReasonCode } from '../freight/codes.ts';

/** A line of a case on which the carrier and we do not agree, as the case stands now. */
export interface Stake {
  caseId: string;
  line: number | null;
  charge: string;
  stop: number | null;
  kind: DisputedKind;
  carrier: string;
  legalEntity: string | null;
  currency: string;
  billed: string;
  /** What we keep back, or paid and want back. */
  asked: string;
  /** What is paid of the line when the carrier gives in. */
  leastPaid: string;
  reason: ReasonCode;
  revision: number;
  /** Grows with state, money, findings and decisions of the case. */
  caseVersion: string;
  /** Something of it was never taken up by a dispute. */
  fresh: boolean;
}

/** Names a line among all cases. */
export type LineName = Pick<Stake, 'caseId' | 'line' | 'charge' | 'stop'>;

/** Two lines are the same when these texts are. */
export function nameOf({ caseId, line, charge, stop }: LineName): string {
  return line === null ? `${caseId} ${charge}@${stop ?? '-'}` : `${caseId} ${line}`;
}

/**
 * What is at stake with the carrier on these cases: withheld and disputed, claimed, or kept back by a held posting; lines
 * of a case that the engine failed on are left out, and so is a held posting that the carrier has agreed to. In order of case and line.
 */
export async function stakesOf(tx: { query: EntityManager['query'] }, caseIds: readonly string[]): Promise<Stake[]> {
  if (caseIds.length === 0) return [];
  return tx.query<Stake[]>(
    `SELECT c.case_id AS "caseId", i.line, i.charge, i.stop, c.carrier, c.legal_entity AS "legalEntity", c.currency,
            CASE WHEN bool_or(i.kind = 'WITHHELD') THEN 'WITHHELD' ELSE 'CLAIM' END AS kind, ch.billed,
            sum(CASE i.kind WHEN 'HELD_POSTING' THEN -i.amount ELSE i.amount END) AS asked,
            ch.approved - coalesce(sum(i.amount) FILTER (WHERE i.kind = 'CLAIM'), 0) AS "leastPaid",
            coalesce(ch.reason, c.reasons[1], 'LINEHAUL_WRONG') AS reason, c.revision,
            c.row_version::text AS "caseVersion", bool_or(i.dispute_id IS NULL) AS fresh
     FROM open_item i JOIN freight_case c USING (case_id)
       JOIN LATERAL (
         SELECT * FROM case_charge ch WHERE ch.case_id = i.case_id AND ch.line IS NOT DISTINCT FROM i.line
           AND ch.charge = i.charge AND ch.stop IS NOT DISTINCT FROM i.stop
         ORDER BY abs(ch.disputed) DESC, position LIMIT 1) ch ON true
     WHERE i.closed_at IS NULL AND c.case_id = ANY($1::uuid[]) AND c.state <> 'PARKED' AND c.carrier IS NOT NULL
       AND c.currency IS NOT NULL AND (i.kind <> 'WITHHELD' OR ch.disputed <> 0)
       AND NOT (i.kind = 'HELD_POSTING' AND EXISTS (
         SELECT FROM dispute_line a WHERE a.case_id = i.case_id AND a.state = 'ACCEPTED' AND a.charge = i.charge
           AND a.line IS NOT DISTINCT FROM i.line AND a.stop IS NOT DISTINCT FROM i.stop))
     GROUP BY c.case_id, i.line, i.charge, i.stop, ch.billed, ch.approved, ch.reason
     HAVING sum(CASE i.kind WHEN 'HELD_POSTING' THEN -i.amount ELSE i.amount END) > 0
     ORDER BY c.case_id, i.line NULLS LAST, i.charge, i.stop`,
    [caseIds],
  );
}
