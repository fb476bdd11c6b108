import type { DataSource, EntityManager } from 'typeorm';
import { happened } from './dispute-rows.ts';
import { type Stake, stakesOf } from './stakes.ts';
import { takeUp } from './take-up.ts';

/** How many cases one transaction gathers from. */
const casesAtOnce = 200;

/** Who does what nobody asked for. */
export const engine = 'engine';

/**
 * Takes up what carriers are newly asked for: one draft for each carrier, legal entity and currency collects until it is
 * sent. Read from open items alone, so that nothing is lost with a hint.
 *
 * @returns true when there may be more
 */
export async function gather(db: DataSource): Promise<boolean> {
  return db.transaction(async (tx) => {
    const cases = await tx.query<{ caseId: string }[]>(
      `SELECT DISTINCT i.case_id AS "caseId" FROM open_item i JOIN freight_case c USING (case_id)
         LEFT JOIN case_charge ch ON ch.case_id = i.case_id AND ch.line IS NOT DISTINCT FROM i.line
           AND ch.charge = i.charge AND ch.stop IS NOT DISTINCT FROM i.stop AND ch.disputed <> 0
       WHERE i.closed_at IS NULL AND i.dispute_id IS NULL AND c.state <> 'PARKED' AND c.carrier IS NOT NULL
         AND c.currency IS NOT NULL AND (i.kind <> 'WITHHELD' OR ch.case_id IS NOT NULL)
       LIMIT ${casesAtOnce}`,
    );
    const stakes = await stakesOf(
      tx,
      cases.map(({ caseId }) => caseId),
    );
    let added = 0;
    for (const group of groups(stakes.filter(({ fresh }) => fresh))) {
      const disputeId = await collectingDraft(tx, group[0]);
      added += (await takeUp(tx, disputeId, group, engine)).length;
    }
    return cases.length === casesAtOnce && added > 0;
  });
}

type Group = [Stake, ...Stake[]];

/** By whom and in what they are asked, in one order for everybody. */
function groups(stakes: readonly Stake[]): Group[] {
  const found = new Map<string, Group>();
  for (const stake of stakes) {
    const key = JSON.stringify([stake.carrier, stake.legalEntity, stake.currency]);
    const group = found.get(key);
    if (group) group.push(stake);
    else found.set(key, [stake]);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** The draft that collects for the stake's carrier, entity and currency, locked; made when there is none. */
async function collectingDraft(tx: EntityManager, { carrier, legalEntity, currency }: Stake): Promise<string> {
  const [row] = await tx.query<{ disputeId: string; isNew: boolean }[]>(
    `INSERT INTO dispute (carrier, legal_entity, currency, collecting, opened_by) VALUES ($1, $2, $3, true, $4)
     ON CONFLICT (carrier, coalesce(legal_entity, ''), currency) WHERE state = 'DRAFT' AND collecting
       DO UPDATE SET row_version = dispute.row_version
     RETURNING dispute_id AS "disputeId", xmax = 0 AS "isNew"`,
    [carrier, legalEntity, currency, engine],
  );
  if (!row) throw new Error('a draft was neither found nor made');
  if (row.isNew) await happened(tx, row.disputeId, 'OPENED', { by: engine, carrier, legalEntity, currency });
  return row.disputeId;
}
