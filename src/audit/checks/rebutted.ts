import type { Outcome } from '../../freight/codes.ts';
import { amountText, greatest, zero } from '../../freight/money.ts';
import { currencyOf } from '../align/bill-lines.ts';
import type { DossierBill } from '../dossier.ts';
import type { AlignedLine, LineJudgement } from '../judged.ts';
import type { LineMoney } from '../money/line-money.ts';
import type { Billed } from './rivals.ts';

const refusing: readonly Outcome[] = ['DENY', 'DISPUTE', 'SHORT_PAY'];

/**
 * D-14: a line that is refused, with the carrier's answer to it. It stays refused; a decision taken before the answer came
 * is no longer one on this judgement.
 */
export function answered(
  line: AlignedLine | undefined,
  judgement: LineJudgement,
  { bill, rebuttals }: { bill: DossierBill; rebuttals: readonly Billed[] },
): LineJudgement {
  if (!line || rebuttals.length === 0 || !refusing.includes(judgement.outcome)) return judgement;
  const refused = line.billed.minus(line.expected === null ? zero : greatest(zero, line.expected));
  const findings = rebuttals.map(({ invoice }) => ({
    check: 'D-14',
    code: 'EVIDENCE_CONFLICT' as const,
    line: line.line,
    amount: amountText(refused, currencyOf(bill)),
    severity: 'WARNING' as const,
    sentence: `The carrier does not accept the refusal: ${invoice.invoiceNumber} of ${invoice.invoiceDate} asks for it again.`,
  }));
  const checks = [...judgement.checks, { id: 'D-14', verdict: 'VARIANCE' as const }];
  return { ...judgement, checks, findings: [...judgement.findings, ...findings] };
}

/** The carrier has answered what is refused of a line, and nobody has decided on it since. */
export function awaitsAnswer({ judgement, decision }: LineMoney, text: string | undefined, key: string): boolean {
  if (judgement.reason === 'SUPERSEDED' || !judgement.findings.some(({ check }) => check === 'D-14')) return false;
  return decision === null || decision.judgements[key] !== text;
}
