import type { EntityManager } from 'typeorm';
import type { Outcome, ReasonCode } from '../freight/codes.ts';
import type { RuleName, RuleRow } from './rule-row.ts';

/** A line's outcome with and without a rule, and the money it moved. */
export interface FlippedLine {
  line: number | null;
  charge: string;
  billed: string;
  before: LineAnswer;
  after: LineAnswer;
}

/** What a line comes to. */
export interface LineAnswer {
  outcome: Outcome;
  reason: ReasonCode | null;
  approved: string;
  disputed: string;
  denied: string;
  pending: string;
}

/** A case that the rule would have judged otherwise. */
export interface FlippedCase {
  caseId: string;
  invoiceNumber: string;
  billNumber: string | null;
  carrier: string | null;
  shipmentId: string | null;
  state: string;
  currency: string | null;
  lines: FlippedLine[];
}

/** Sums over the cases looked at, in one currency. */
export interface TriedMoney {
  currency: string | null;
  billed: string;
  approved: { before: string; after: string };
  disputed: { before: string; after: string };
  denied: { before: string; after: string };
  pending: { before: string; after: string };
  /** Σ of how much more or less each changed case is approved, without sign. */
  moved: string;
}

/** How often a line went from one outcome to another. */
export interface OutcomeChange {
  from: Outcome;
  to: Outcome;
  lines: number;
}

/** What a rule would have changed. */
export interface BacktestResult {
  /** Bills judged with and without the rule. */
  bills: number;
  changed: number;
  /** Bills whose dossier could not be judged: it is being changed just now, or the engine fails on it. */
  skipped: number;
  money: TriedMoney[];
  outcomes: OutcomeChange[];
  /** The newest of the changed cases. */
  sample: FlippedCase[];
}

/** A trial as the API answers it. */
export interface BacktestView extends RuleName {
  backtestId: string;
  state: 'RUNNING' | 'DONE' | 'FAILED';
  /** How many bills at most, the newest first. */
  most: number;
  /** How many were looked at so far. */
  looked: number;
  result: BacktestResult | null;
  error: string | null;
  /** True while the version still says what was tried. */
  current: boolean;
  askedBy: string;
  askedAt: Date;
  finishedAt: Date | null;
}

/** The columns of a `BacktestView`; `b` is the trial, `v` its version. */
export const backtestColumns = `b.backtest_id AS "backtestId", b.rule_id AS "ruleId", b.version, b.state, b.most, b.looked,
  b.result, b.error, b.content = md5(v.body::text) AS current, b.asked_by AS "askedBy", b.asked_at AS "askedAt",
  b.finished_at AS "finishedAt"`;

/**
 * The finished trial of a version as it stands: the one named, else the latest; null when there is none.
 */
export async function backtestFor(tx: EntityManager, row: RuleRow, backtestId: string | null): Promise<string | null> {
  const [found] = await tx.query<{ backtest_id: string }[]>(
    `SELECT backtest_id FROM rule_backtest WHERE rule_id = $1 AND version = $2 AND state = 'DONE' AND content = $3
       AND ($4::uuid IS NULL OR backtest_id = $4) ORDER BY backtest_id DESC LIMIT 1`,
    [row.rule_id, row.version, row.content, backtestId],
  );
  return found?.backtest_id ?? null;
}
