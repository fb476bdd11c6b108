import type { Severity } from '../../freight/codes.ts';
import type { ContractVersion } from '../../freight/contract.ts';
import { lintAccessorials, lintChargeGroups } from './accessorials.ts';
import { contractProblems } from '../sanity.ts';
import { type LintCode, lintCodes } from './codes.ts';
import { lintCurrency } from './currency.ts';
import type { LintContext, LintFinding, Note } from './finding.ts';
import { lintFuel } from './fuel.ts';
import { lintAmbiguousLanes } from './lanes/ambiguous-lanes.ts';
import { lintCrossingRanges } from './lanes/crossing-ranges.ts';
import { lintPlaces } from './lanes/places.ts';
import { lintUnreachableLanes } from './lanes/unreachable-lanes.ts';
import { lintLateDelivery } from './late-delivery.ts';
import { lintLinehaul } from './linehaul/linehaul.ts';
import { lintPercents } from './percents.ts';
import { lanePlaces } from './places/lane-places.ts';
import { lintTolerances } from './tolerances.ts';
import { lintVersions } from './versions.ts';

/** What is wrong with a contract, worst first. `counts` are of all findings; of each code so many are listed. */
export interface LintReport {
  contractId: string;
  version: number | null;
  /** No ERROR: it may be submitted and activated. */
  passes: boolean;
  counts: Record<Severity, number>;
  /** Some findings are counted but not listed. */
  truncated: boolean;
  findings: LintFinding[];
}

/** Of one code so many findings are listed: the rest would say the same. */
const mostOfACode = 25;

const isCode = (code: string): code is LintCode => Object.hasOwn(lintCodes, code);

/** What keeps a draft from being submitted, in the linter's words: `out-of-order` is OUT_OF_ORDER. */
function lintClauses(contract: ContractVersion, note: Note): void {
  for (const { pointer, code, detail } of contractProblems(contract)) {
    const upper = code.toUpperCase().replaceAll('-', '_');
    const sentence = `${detail.slice(0, 1).toUpperCase()}${detail.slice(1)}.`;
    note(isCode(upper) ? upper : 'NOT_SOUND', pointer, sentence);
  }
}

function lintLanes(contract: ContractVersion, note: Note): void {
  lintPlaces(contract, note);
  for (const [index, { linehaul }] of contract.lanes.entries())
    lintLinehaul(linehaul, `/lanes/${index}/linehaul`, note);
  const places = lanePlaces(contract);
  lintAmbiguousLanes(contract, places, note);
  lintUnreachableLanes(contract, places, note);
  lintCrossingRanges(contract, places, note);
}

const lints: readonly ((contract: ContractVersion, note: Note, context: LintContext) => void)[] = [
  lintClauses,
  lintVersions,
  lintLanes,
  lintFuel,
  lintPercents,
  lintAccessorials,
  lintChargeGroups,
  lintLateDelivery,
  lintTolerances,
  lintCurrency,
];

const order: Readonly<Record<Severity, number>> = { ERROR: 0, WARNING: 1, INFO: 2 };

/**
 * Everything that is wrong with a contract though every field of it is of the right form. Pure: what lies beside the
 * contract comes in as `context`, and what is absent there is not asked about.
 */
export function lintContract(contract: ContractVersion, context: LintContext = {}): LintReport {
  const findings: LintFinding[] = [];
  const counts: Record<Severity, number> = { ERROR: 0, WARNING: 0, INFO: 0 };
  const listed = new Map<LintCode, number>();
  const note: Note = (code, pointer, sentence) => {
    const { severity, advice } = lintCodes[code];
    counts[severity] += 1;
    const already = listed.get(code) ?? 0;
    if (already >= mostOfACode) return;
    listed.set(code, already + 1);
    findings.push({ severity, code, pointer, sentence, advice });
  };
  for (const lint of lints) lint(contract, note, context);
  findings.sort((a, b) => order[a.severity] - order[b.severity]);
  return {
    contractId: contract.contractId,
    version: contract.version,
    passes: counts.ERROR === 0,
    counts,
    truncated: findings.length < counts.ERROR + counts.WARNING + counts.INFO,
    findings,
  };
}
