import type { EntityManager } from 'typeorm';
import { happened } from './dispute-rows.ts';
import type { Stake } from './stakes.ts';

/**
 * Adds lines to a dispute. A line that another live dispute asks for is left there.
 *
 * @returns the lines that were added
 */
export async function takeUp(
  tx: EntityManager,
  disputeId: string,
  stakes: readonly Stake[],
  by: string,
): Promise<Stake[]> {
  if (stakes.length === 0) return [];
  const rows = await tx.query<
    { place: number; caseId: string; line: number | null; charge: string; stop: number | null }[]
  >(
    `INSERT INTO dispute_line (dispute_id, place, kind, case_id, line, charge, stop, billed, asked, least_paid, reason,
                               case_version, revision)
     SELECT $1::uuid, coalesce((SELECT max(place) FROM dispute_line WHERE dispute_id = $1::uuid), 0)
              + row_number() OVER (ORDER BY s."n"), s.kind, s."caseId", s.line, s.charge, s.stop, s.billed, s.asked,
            s."leastPaid", s.reason, s."caseVersion", s.revision
     FROM json_to_recordset($2) AS s(n int, kind text, "caseId" uuid, line int, charge text, stop int, billed numeric,
       asked numeric, "leastPaid" numeric, reason text, "caseVersion" bigint, revision int)
     ON CONFLICT (case_id, charge, coalesce(line, -1), coalesce(stop, -1)) WHERE state = 'OPEN' DO NOTHING
     RETURNING place, case_id AS "caseId", line, charge, stop`,
    [disputeId, JSON.stringify(stakes.map((stake, n) => ({ ...stake, n })))],
  );
  await markTaken(tx, stakes);
  const added = stakes.filter((stake) => rows.some((row) => sameLine(row, stake)));
  if (added.length > 0)
    await happened(tx, disputeId, 'LINES_ADDED', {
      by,
      lines: added.map(({ caseId, line, charge, stop, asked, reason }) => ({
        place: rows.find((row) => sameLine(row, { caseId, line, charge, stop }))?.place,
        ...{ caseId, line, charge, stop, asked, reason },
      })),
    });
  return added;
}

type Named = Pick<Stake, 'caseId' | 'line' | 'charge' | 'stop'>;

function sameLine(a: Named, b: Named): boolean {
  return a.caseId === b.caseId && a.line === b.line && a.charge === b.charge && a.stop === b.stop;
}

/** Open items know the dispute that asks for them: what was taken up once is not gathered again by itself. */
async function markTaken(tx: EntityManager, stakes: readonly Stake[]): Promise<void> {
  await tx.query(
    `UPDATE open_item i SET dispute_id = l.dispute_id FROM dispute_line l
     WHERE i.case_id = ANY($1::uuid[]) AND i.closed_at IS NULL AND i.dispute_id IS DISTINCT FROM l.dispute_id
       AND l.case_id = i.case_id AND l.state = 'OPEN' AND l.charge = i.charge
       AND l.line IS NOT DISTINCT FROM i.line AND l.stop IS NOT DISTINCT FROM i.stop`,
    [[...new Set(stakes.map(({ caseId }) => caseId))]],
  );
}
