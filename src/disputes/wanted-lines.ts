import type { EntityManager } from 'typeorm';
import { type FieldProblem, invalid } from '../masterdata/validated.ts';
import type { CaseLineDto } from './disputes.dto.ts';
import { happened } from './dispute-rows.ts';
import { nameOf, type Stake, stakesOf } from './stakes.ts';

/** Whom a dispute asks, and in what. */
export interface Party {
  carrier: string;
  legalEntity: string | null;
  currency: string;
}

/** What somebody wants to dispute; neither: all that is at stake with the carrier. */
export interface Wanted {
  cases?: readonly string[];
  lines?: readonly CaseLineDto[];
}

/** Cases looked at where none is named. */
const mostCases = 1000;

/**
 * The stakes that are meant, free to be taken up: those that a collecting draft holds are taken out of it.
 *
 * @param at where `lines` stand in the request
 * @throws HttpException 422 naming every case or line that cannot be disputed so, and why
 */
export async function wantedStakes(
  tx: EntityManager,
  party: Omit<Party, 'legalEntity'> & { legalEntity?: string | null },
  wanted: Wanted,
  { by, at = '/lines' }: { by: string; at?: string },
): Promise<Stake[]> {
  const named = [...(wanted.cases ?? []), ...(wanted.lines ?? []).map(({ caseId }) => caseId)];
  const stakes = await stakesOf(tx, named.length > 0 ? [...new Set(named)] : await casesWith(tx, party));
  const found = named.length > 0 ? pick(stakes, wanted, at) : stakes.map((stake) => ({ stake, pointer: '' }));
  const live = await liveLines(tx, found);
  const free = named.length > 0 ? found : found.filter(({ stake }) => live.get(nameOf(stake))?.collecting !== false);
  const problems = free.flatMap(({ stake, pointer }) => unfit(party, stake, live.get(nameOf(stake)), pointer));
  if (problems.length > 0) throw invalid(problems);
  await takeOut(
    tx,
    [...new Map(free.flatMap(({ stake }) => entryOf(live, nameOf(stake))))].map(([, one]) => one),
    by,
  );
  return [...new Map(free.map(({ stake }) => [nameOf(stake), stake])).values()];
}

function entryOf<T>(map: ReadonlyMap<string, T>, key: string): [string, T][] {
  const value = map.get(key);
  return value === undefined ? [] : [[key, value]];
}

async function casesWith(tx: EntityManager, { carrier, currency, legalEntity }: Partial<Party>): Promise<string[]> {
  const rows = await tx.query<{ caseId: string }[]>(
    `SELECT DISTINCT i.case_id AS "caseId" FROM open_item i JOIN freight_case c USING (case_id)
     WHERE i.closed_at IS NULL AND c.carrier = $1 AND c.currency = $2 AND ($3::text IS NULL OR c.legal_entity = $3)
     LIMIT ${mostCases}`,
    [carrier, currency, legalEntity ?? null],
  );
  return rows.map(({ caseId }) => caseId);
}

interface Picked {
  stake: Stake;
  pointer: string;
}

function pick(stakes: readonly Stake[], { cases = [], lines = [] }: Wanted, at: string): Picked[] {
  const problems: FieldProblem[] = [];
  const nothing = (pointer: string) => {
    const detail = 'nothing is withheld or claimed there: there is nothing to dispute';
    problems.push({ pointer, code: 'nothing-to-dispute', detail });
  };
  const ofCases = cases.flatMap((caseId, n) => {
    const own = stakes.filter((stake) => stake.caseId === caseId);
    if (own.length === 0) nothing(`/cases/${n}`);
    return own.map((stake) => ({ stake, pointer: `/cases/${n}` }));
  });
  const ofLines = lines.flatMap((line, n) => {
    const own = stakes.filter((stake) => isMeant(stake, line));
    if (own.length === 0) nothing(`${at}/${n}`);
    return own.map((stake) => ({ stake, pointer: `${at}/${n}` }));
  });
  if (problems.length > 0) throw invalid(problems);
  return [...ofCases, ...ofLines];
}

function isMeant(stake: Stake, { caseId, line, charge, stop }: CaseLineDto): boolean {
  if (stake.caseId !== caseId || (charge !== undefined && stake.charge !== charge)) return false;
  return (
    (line === undefined ? stake.line === null : stake.line === line) && (stop === undefined || stake.stop === stop)
  );
}

interface Live {
  name: string;
  disputeId: string;
  place: number;
  number: string;
  collecting: boolean;
}

async function liveLines(tx: EntityManager, found: readonly Picked[]): Promise<Map<string, Live>> {
  const rows = await tx.query<(Omit<Live, 'name'> & Pick<Stake, 'caseId' | 'line' | 'charge' | 'stop'>)[]>(
    `SELECT l.case_id AS "caseId", l.line, l.charge, l.stop, l.dispute_id AS "disputeId", l.place,
            'D-' || lpad(d.serial::text, 6, '0') AS number, d.collecting AND d.state = 'DRAFT' AS collecting
     FROM dispute_line l JOIN dispute d USING (dispute_id)
     WHERE l.state = 'OPEN' AND l.case_id = ANY($1::uuid[]) ORDER BY l.dispute_id, l.place FOR UPDATE OF d, l`,
    [[...new Set(found.map(({ stake }) => stake.caseId))]],
  );
  return new Map(rows.map((row) => [nameOf(row), { ...row, name: nameOf(row) }]));
}

/** Why a line cannot be in a dispute with this party. */
function unfit(
  party: Omit<Party, 'legalEntity'> & { legalEntity?: string | null },
  stake: Stake,
  live: Live | undefined,
  pointer: string,
): FieldProblem[] {
  const problem = (code: string, detail: string) => [{ pointer, code, detail }];
  if (live && !live.collecting) return problem('in-dispute', `it is in dispute ${live.number} already`);
  if (stake.carrier !== party.carrier) return problem('other-carrier', `it is a bill of ${stake.carrier}`);
  if (stake.currency !== party.currency) return problem('other-currency', `it is billed in ${stake.currency}`);
  if (party.legalEntity !== undefined && stake.legalEntity !== party.legalEntity)
    return problem('other-entity', `it is billed to ${stake.legalEntity ?? 'nobody known'}`);
  return [];
}

/** What a person takes up leaves the draft that collected it. */
async function takeOut(tx: EntityManager, lines: readonly Live[], by: string): Promise<void> {
  for (const { disputeId, place } of lines) {
    await tx.query(
      `UPDATE dispute_line SET state = 'WITHDRAWN', ended = 'taken into a dispute of its own'
       WHERE dispute_id = $1 AND place = $2`,
      [disputeId, place],
    );
    await happened(tx, disputeId, 'LINE_REMOVED', { by, place, why: 'taken into a dispute of its own' });
  }
}
