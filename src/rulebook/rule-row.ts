import type { Rule } from '../audit/rules/rule.ts';
import type { RuleScenario } from '../audit/rules/scenarios.ts';
import type { LocalDate } from '../freight/time.ts';

/** Where a version of a rule stands. */
export const ruleStates = ['DRAFT', 'SUBMITTED', 'ACTIVE', 'WITHDRAWN'] as const;
export type RuleState = (typeof ruleStates)[number];

/** Which version of which rule. */
export interface RuleName {
  ruleId: string;
  version: number;
}

/** A version as the database has it; days are text, null on the open side. */
export interface RuleRow {
  rule_id: string;
  version: number;
  state: RuleState;
  effective_from: LocalDate | null;
  effective_to: LocalDate | null;
  body: Rule;
  scenarios: RuleScenario[];
  /** md5 of the body: what a trial on history was of. */
  content: string;
  row_version: number;
  drafted_by: string;
  drafted_at: Date;
  submitted_by: string | null;
  submitted_at: Date | null;
  activated_by: string | null;
  activated_at: Date | null;
  retroactive: boolean;
  backtest_id: string | null;
  withdrawal_asked_by: string | null;
  withdrawal_asked_at: Date | null;
  withdrawn_by: string | null;
  withdrawn_at: Date | null;
}

/** The columns of a `RuleRow`. */
export const ruleColumns = `rule_id, version, state, lower(effective)::text AS effective_from,
  (upper(effective) - 1)::text AS effective_to, body, scenarios, md5(body::text) AS content, row_version,
  drafted_by, drafted_at, submitted_by, submitted_at, activated_by, activated_at, retroactive, backtest_id,
  withdrawal_asked_by, withdrawal_asked_at, withdrawn_by, withdrawn_at`;

/** A version as the API answers it: the rule, its state, and who did what; `effective` is what holds now. */
export type RuleView = Rule & {
  state: RuleState;
  scenarios: RuleScenario[];
  draftedBy: string | null;
  draftedAt: Date | null;
  submittedBy: string | null;
  submittedAt: Date | null;
  activatedBy: string | null;
  activatedAt: Date | null;
  retroactive: boolean;
  backtestId: string | null;
  withdrawalAskedBy: string | null;
  withdrawalAskedAt: Date | null;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
  etag: string | null;
};

/** The rule of a row as it holds now: its days may have been shortened since it was written. */
export function ruleOf({ body, effective_from: from, effective_to: to }: RuleRow): Rule {
  return { ...body, effective: from === null && to === null ? null : { from, to } };
}

/** The answer made of a row. */
export function viewOf(row: RuleRow): RuleView {
  return {
    ...ruleOf(row),
    state: row.state,
    scenarios: row.scenarios,
    draftedBy: row.drafted_by,
    draftedAt: row.drafted_at,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    activatedBy: row.activated_by,
    activatedAt: row.activated_at,
    retroactive: row.retroactive,
    backtestId: row.backtest_id,
    withdrawalAskedBy: row.withdrawal_asked_by,
    withdrawalAskedAt: row.withdrawal_asked_at,
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: row.withdrawn_at,
    etag: `"v${row.row_version}"`,
  };
}

/** A rule that came with the service: in force since it was installed, changed by nobody. */
export function shippedView(rule: Rule): RuleView {
  const nobody = { draftedBy: null, draftedAt: null, submittedBy: null, submittedAt: null };
  const never = { withdrawalAskedBy: null, withdrawalAskedAt: null, withdrawnBy: null, withdrawnAt: null };
  return {
    ...rule,
    ...{ state: 'ACTIVE', scenarios: [], ...nobody, activatedBy: null, activatedAt: null },
    ...{ retroactive: false, backtestId: null, ...never, etag: null },
  };
}
