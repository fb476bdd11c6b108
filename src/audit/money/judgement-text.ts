import { decimalText, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { Gate, LineJudgement } from '../judged.ts';

/** What a line's judgement is, without texts, ids or times: what decisions bind to. */
interface Bound {
  expected: string | null;
  verdict: string;
  missing: string[];
  /** check, code, amount */
  findings: [string, string, string][];
}

/** The canonical text of a line's judgement, the gates that stopped its bill among it: equal texts are equal judgements, and a decision on the one stands on the other. */
export function judgementText(expected: Decimal | null, judgement: LineJudgement, gates: readonly Gate[]): string {
  const bound: Bound = {
    expected: expected === null ? null : decimalText(expected),
    verdict: judgement.verdict,
    missing: [...new Set(judgement.missing.map((need) => need.fact))].sort(),
    findings: [...judgement.findings, ...gates.map((gate) => ({ ...gate, amount: '0' }))]
      .map(({ check, code, amount }): [string, string, string] => [check, code, decimalText(zero.plus(amount))])
      .sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1)),
  };
  return JSON.stringify([bound.expected, bound.verdict, bound.missing, bound.findings]);
}

function findingsIn(text: string): string[] {
  const [, , , findings] = JSON.parse(text) as [unknown, unknown, unknown, Bound['findings']];
  return findings.map(([check, code]) => `${check} ${code}`);
}

/** True when none of the findings a dispute was made on is left: it ends by itself. False when it was made on none. */
export function findingsGone(was: string, now: string): boolean {
  const before = findingsIn(was);
  const after = new Set(findingsIn(now));
  return before.length > 0 && !before.some((finding) => after.has(finding));
}

/** True when it was made on at least one finding. */
export function hadFindings(was: string): boolean {
  return findingsIn(was).length > 0;
}
