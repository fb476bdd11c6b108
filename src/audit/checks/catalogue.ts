import type { Outcome, ReasonCode, Severity } from '../../freight/codes.ts';
import { accessorials } from './catalogue/accessorials.ts';
import { coding } from './catalogue/coding.ts';
import { documents } from './catalogue/documents.ts';
import { evidence } from './catalogue/evidence.ts';
import { fuel } from './catalogue/fuel.ts';
import { intake } from './catalogue/intake.ts';
import { limits } from './catalogue/limits.ts';
import { matching } from './catalogue/matching.ts';
import { parties } from './catalogue/parties.ts';
import { portfolio } from './catalogue/portfolio.ts';
import { rating } from './catalogue/rating.ts';
import { totals } from './catalogue/totals.ts';
import type { Row, Stage } from './catalogue/row.ts';
import { problemsOf } from './intake-problems.ts';

/** One question the audit asks of a bill. Ids are those of the trade's list and are never reused. */
export interface Check {
  id: string;
  title: string;
  /** The facts it looks at, in words. */
  needs: string[];
  stage: Stage;
  /** What follows when it does not pass and no rule says otherwise. */
  outcome: Outcome;
  /** The reasons it can give, the usual one first; none where it is no finding of a bill. */
  reasons: ReasonCode[];
  severity: Severity;
  /** Codes of refusals, quarantine and warnings by which intake speaks for it; empty: it looks at what was understood. */
  problems: readonly string[];
}

const rows: readonly Row[] = [
  ...intake,
  ...parties,
  ...documents,
  ...matching,
  ...rating,
  ...fuel,
  ...accessorials,
  ...evidence,
  ...totals,
  ...limits,
  ...coding,
  ...portfolio,
];

/** Every check that is live, in the order they are asked. */
export const catalogue: readonly Check[] = rows.map(([id, stage, outcome, severity, title, needs, reasons]) => ({
  id,
  title,
  needs: needs.split('; '),
  stage,
  outcome,
  reasons: reasons.split(' ').filter(Boolean) as ReasonCode[],
  severity,
  problems: problemsOf(id),
}));

const byId = new Map(catalogue.map((check) => [check.id, check]));

/** The check of an id, or undefined when the catalogue has none such. */
export function checkOf(id: string): Check | undefined {
  return byId.get(id);
}
