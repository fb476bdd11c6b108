import type { ChargeResult, Money, Report } from '../audit/report.ts';
import type { CaseState } from '../freight/codes.ts';
import type { CaseBefore } from '../ledger/cases.ts';
import type { Arrival } from './judgement.ts';
import type { StoredJudgement } from './stored-report.ts';

/** How a line stood. */
type LineStanding = Pick<
  ChargeResult,
  'verdict' | 'outcome' | 'reason' | 'expected' | 'approved' | 'disputed' | 'denied' | 'pending'
>;

/** A line whose judgement changed; `before` null: there was none. */
export interface LineChange {
  line: number | null;
  charge: string;
  before: LineStanding | null;
  after: LineStanding | null;
}

/** What a timeline entry says: what arrived, and what it changed. */
export interface TimelineBody {
  arrived: Arrival[];
  state: { before: CaseState | null; after: CaseState };
  money: { before: Money | null; after: Money };
  lines: LineChange[];
  /** The contract version that governed, where it changed. */
  contract?: { before: Report['dependencies']['contract']; after: Report['dependencies']['contract'] };
}

/** An audit's answer beside the one before it. */
export interface AnswerPair {
  before: CaseBefore | undefined;
  /** The report of the revision before; null where there is none to compare with. */
  earlier: StoredJudgement | null;
  report: Report;
  state: CaseState;
  arrivals: ReadonlyMap<string, Arrival>;
}

/** The entry for a first or changed answer. */
export function timelineBody({ before, earlier, report, state, arrivals }: AnswerPair): TimelineBody {
  const seen = new Set(earlier?.seen);
  return {
    arrived: [...arrivals].flatMap(([token, arrival]) => (seen.has(token) ? [] : [arrival])),
    state: { before: before?.state ?? null, after: state },
    money: { before: earlier?.money ?? null, after: report.money },
    lines: earlier ? lineChanges(earlier.charges, report.charges) : [],
    ...(earlier ? contractChange(earlier, report) : {}),
  };
}

function contractChange(earlier: StoredJudgement, report: Report): Pick<TimelineBody, 'contract'> {
  const contract = { before: earlier.dependencies.contract, after: report.dependencies.contract };
  return JSON.stringify(contract.before) === JSON.stringify(contract.after) ? {} : { contract };
}

/** The lines of two judgements that differ; lines without a number go by charge, stop and place. */
export function lineChanges(before: readonly ChargeResult[], after: readonly ChargeResult[]): LineChange[] {
  const earlier = byKey(before);
  const later = byKey(after);
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((key) => {
    const [was, is] = [earlier.get(key), later.get(key)];
    const line = is ?? was;
    if (!line || sameStanding(was, is)) return [];
    return [{ line: line.line, charge: line.charge, before: standingOf(was), after: standingOf(is) }];
  });
}

function byKey(charges: readonly ChargeResult[]): Map<string, ChargeResult> {
  const keyed = new Map<string, ChargeResult>();
  for (const charge of charges) {
    const key = `${charge.line ?? ''} ${charge.charge} ${charge.stop ?? ''} ${charge.reason === 'SUPERSEDED' ? 'S' : ''}`;
    keyed.set(keyed.has(key) ? `${key} ${keyed.size}` : key, charge);
  }
  return keyed;
}

function standingOf(charge: ChargeResult | undefined): LineStanding | null {
  if (!charge) return null;
  const { verdict, outcome, reason, expected, approved, disputed, denied, pending } = charge;
  return { verdict, outcome, reason, expected, approved, disputed, denied, pending };
}

function sameStanding(a: ChargeResult | undefined, b: ChargeResult | undefined): boolean {
  return JSON.stringify(standingOf(a)) === JSON.stringify(standingOf(b));
}
