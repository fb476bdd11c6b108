import type { DataSource, EntityManager } from 'typeorm';
import { amountText, decimal } from '../freight/money.ts';
import {
  type DisputeRow,
  happened,
  type LineRow,
  lineColumns,
  lockDispute,
  resolveIfOver,
  say,
} from './dispute-rows.ts';
import { engine } from './gather.ts';
import { nameOf, type Stake, stakesOf } from './stakes.ts';

/** How many disputes one look follows. */
const disputesAtOnce = 50;

/** A line of a case as it stands now; absent where the case has none any more. */
interface Standing {
  caseId: string;
  line: number | null;
  charge: string;
  stop: number | null;
  state: string;
  revision: number;
  caseVersion: string;
  approved: string | null;
  pending: string | null;
  /** The newest decision of ours by which the carrier's word on this dispute was followed. */
  decidedIn: string | null;
  decisionId: string | null;
  /** What came with the case's last change: kinds, sources and ids. */
  arrived: unknown;
}

/**
 * Looks again at open lines whose case has changed: what is asked follows the case, and a line that nothing is asked for
 * any more is withdrawn and says so. Read from the rows alone; doing it twice does nothing.
 *
 * @returns true when there may be more
 */
export async function follow(db: DataSource): Promise<boolean> {
  const moved = await db.query<{ disputeId: string }[]>(
    `SELECT DISTINCT l.dispute_id AS "disputeId" FROM dispute_line l JOIN freight_case c USING (case_id)
     WHERE l.state = 'OPEN' AND l.case_version <> c.row_version ORDER BY 1 LIMIT ${disputesAtOnce}`,
  );
  for (const { disputeId } of moved) await db.transaction((tx) => followOne(tx, disputeId));
  return moved.length === disputesAtOnce;
}

/** Follows one dispute, locked; see `follow`. */
export async function followOne(tx: EntityManager, disputeId: string): Promise<void> {
  const dispute = await lockDispute(tx, disputeId, null);
  const lines = await tx.query<LineRow[]>(
    `SELECT ${lineColumns} FROM dispute_line l JOIN freight_case c USING (case_id)
     WHERE l.dispute_id = $1 AND l.state = 'OPEN' AND l.case_version <> c.row_version ORDER BY l.place`,
    [disputeId],
  );
  const caseIds = [...new Set(lines.map(({ caseId }) => caseId))];
  const stakes = new Map((await stakesOf(tx, caseIds)).map((stake) => [nameOf(stake), stake]));
  const standings = new Map((await standingOf(tx, disputeId, caseIds)).map((one) => [nameOf(one), one]));
  const withdrawn: LineRow[] = [];
  for (const line of lines) {
    const stake = stakes.get(nameOf(line));
    const standing = standings.get(nameOf(line));
    if (stake) await keepUp(tx, dispute, line, stake);
    else if (standing && isUndecided(standing)) await seen(tx, line, standing);
    else if (standing?.decidedIn === disputeId) await endAgreed(tx, line, standing);
    else {
      await withdraw(tx, dispute, line, standing);
      withdrawn.push(line);
    }
  }
  if (withdrawn.length > 0 && dispute.sentAt !== null) await tellCarrier(tx, dispute, withdrawn);
  await resolveIfOver(tx, disputeId, engine);
}

async function standingOf(tx: EntityManager, disputeId: string, caseIds: readonly string[]): Promise<Standing[]> {
  return tx.query<Standing[]>(
    `SELECT l.case_id AS "caseId", l.line, l.charge, l.stop, c.state, c.revision, c.row_version::text AS "caseVersion",
            ch.approved, ch.pending, d.dispute_id AS "decidedIn", d.decision_id AS "decisionId",
            (SELECT t.body -> 'arrived' FROM timeline t WHERE t.case_id = c.case_id AND t.kind IN ('REOPENED', 'REVISED')
             ORDER BY t.entry DESC LIMIT 1) AS arrived
     FROM dispute_line l JOIN freight_case c USING (case_id)
       LEFT JOIN LATERAL (
         SELECT * FROM case_charge ch WHERE ch.case_id = l.case_id AND ch.line IS NOT DISTINCT FROM l.line
           AND ch.charge = l.charge AND ch.stop IS NOT DISTINCT FROM l.stop ORDER BY position LIMIT 1) ch ON true
       LEFT JOIN LATERAL (
         SELECT dispute_id, decision_id FROM decision d WHERE d.case_id = l.case_id AND d.dispute_id = l.dispute_id
           AND d.line IS NOT DISTINCT FROM l.line AND (d.line IS NOT NULL OR d.charge = l.charge)
         ORDER BY d.decision_id DESC LIMIT 1) d ON true
     WHERE l.dispute_id = $1 AND l.case_id = ANY($2::uuid[]) AND l.state = 'OPEN'`,
    [disputeId, caseIds],
  );
}

/** While the engine failed on the case, or the line waits for a fact or a person, nobody has given up what we asked. */
function isUndecided({ state, pending }: Standing): boolean {
  return state === 'PARKED' || (pending !== null && !decimal(pending).isZero());
}

async function seen(tx: EntityManager, { disputeId, place }: LineRow, { caseVersion }: Standing): Promise<void> {
  await tx.query('UPDATE dispute_line SET case_version = $3 WHERE dispute_id = $1 AND place = $2', [
    disputeId,
    place,
    caseVersion,
  ]);
}

/** What is asked is what the case says now. */
async function keepUp(tx: EntityManager, dispute: DisputeRow, line: LineRow, stake: Stake): Promise<void> {
  const { disputeId, place } = line;
  const { kind, asked, leastPaid, reason, caseVersion, revision, billed } = stake;
  await tx.query(
    `UPDATE dispute_line SET kind = $3, asked = $4, least_paid = $5, reason = $6, case_version = $7, revision = $8, billed = $9
     WHERE dispute_id = $1 AND place = $2`,
    [disputeId, place, kind, asked, leastPaid, reason, caseVersion, revision, billed],
  );
  const money = (amount: string) => amountText(decimal(amount), dispute.currency);
  if (decimal(asked).equals(decimal(line.asked)) && reason === line.reason) return;
  await happened(tx, disputeId, 'LINE_CHANGED', {
    by: engine,
    place,
    before: { asked: money(line.asked), reason: line.reason },
    after: { asked: money(asked), reason },
    revision,
  });
}

/** A decision made for this dispute, by a second person say, has settled the line. */
async function endAgreed(tx: EntityManager, line: LineRow, standing: Standing): Promise<void> {
  const { disputeId, place } = line;
  const agreed = standing.approved ?? '0';
  const state = decimal(agreed).lessThan(decimal(line.leastPaid).plus(line.asked)) ? 'ACCEPTED' : 'REJECTED';
  await tx.query(
    `UPDATE dispute_line SET state = $3, agreed = $4, ended = 'decided', decision_id = $5, case_version = $6
     WHERE dispute_id = $1 AND place = $2`,
    [disputeId, place, state, agreed, standing.decisionId, standing.caseVersion],
  );
  await happened(tx, disputeId, 'LINE_DECIDED', { by: engine, place, agreed, decisionId: standing.decisionId });
}

async function withdraw(
  tx: EntityManager,
  { currency }: DisputeRow,
  line: LineRow,
  standing: Standing | undefined,
): Promise<void> {
  const { disputeId, place } = line;
  const paid = amountText(decimal(standing?.approved ?? '0'), currency);
  const ended = `cleared by what came since: ${paid} of ${amountText(decimal(line.billed), currency)} is paid`;
  await tx.query(
    `UPDATE dispute_line SET state = 'WITHDRAWN', ended = $3, case_version = $4 WHERE dispute_id = $1 AND place = $2`,
    [disputeId, place, ended, standing?.caseVersion ?? line.caseVersion],
  );
  await happened(tx, disputeId, 'LINE_WITHDRAWN', {
    by: engine,
    place,
    asked: amountText(decimal(line.asked), currency),
    paid,
    revision: standing?.revision ?? null,
    arrived: standing?.arrived ?? [],
  });
}

/** The carrier was asked: it is told that it is not asked any more. */
async function tellCarrier(
  tx: EntityManager,
  { disputeId, currency }: DisputeRow,
  lines: readonly LineRow[],
): Promise<void> {
  const said = lines.map(
    ({ place, charge, asked }) =>
      `Line ${place}, ${charge}: we no longer ask for ${amountText(decimal(asked), currency)} ${currency}.`,
  );
  await say(tx, disputeId, {
    ...{ direction: 'OUT', kind: 'WITHDRAWAL', via: 'ANY', by: engine },
    text: ['New facts have cleared what we asked for.', ...said].join('\n'),
    body: { places: lines.map(({ place }) => place) },
  });
}
