import type { Outcome, ReasonCode } from '../../freight/codes.ts';
import { amountText } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import { lineName } from '../explain/words.ts';
import type { Finding } from '../report.ts';
import type { LineMoney, Parts } from './line-money.ts';

/** What the money of several bills says of a line. */
export interface Found {
  check: string;
  code: ReasonCode;
  amount: Decimal;
  /** The line it is about, e.g. `INV-1 line 4`; null: no one line. */
  relatesTo: string | null;
  currency: string | null;
}

const words: Partial<Record<ReasonCode, string>> = {
  ALREADY_ALLOWED: 'was already allowed',
  ALREADY_TAKEN: 'was already taken back or withheld',
  SUPERSEDED: 'is superseded',
  BAL_DUE_DECLINED: 'was withheld before, and no fact has changed since',
  CREDIT_UNMATCHED: 'is credited, and no earlier bill has anything left that it could belong to',
  UNBILLED: 'is owed and was not billed',
  SERVICE_LATE: 'is owed to us for late service and was not credited',
};

/** What no line of the bill says, and so nothing but this sentence names. */
const ofNoLine: readonly ReasonCode[] = ['UNBILLED', 'SERVICE_LATE'];

function sentenceOf({ code, amount, relatesTo, currency }: Found, { line }: LineMoney): string {
  const money = `${amountText(amount, currency)}${currency === null ? '' : ` ${currency}`}`;
  const where = relatesTo === null ? '' : ` (${relatesTo})`;
  const of = ofNoLine.includes(code) ? `${lineName(line)}: ` : '';
  return `${of}${money} ${words[code] ?? 'differs'}${where}.`;
}

function outcomeAfter(parts: Parts, was: Outcome): Outcome {
  const { approved, disputed, pending, denied } = parts;
  const onlyDenied = approved.isZero() && disputed.isZero() && pending.isZero() && !denied.isZero();
  return onlyDenied ? 'DENY' : was;
}

/** Adds to a line's judgement what its other bills say: a finding, its check, and the reason where the line had none. */
export function markFound(line: LineMoney, found: Found): void {
  const { check, code, amount, relatesTo, currency } = found;
  const finding: Finding = {
    check,
    code,
    line: line.line.line,
    amount: amountText(amount, currency),
    severity: 'INFO',
    sentence: sentenceOf(found, line),
  };
  const { judgement } = line;
  const outcome = outcomeAfter(line.parts, judgement.outcome);
  line.judgement = {
    ...judgement,
    verdict: judgement.verdict === 'CANNOT_ASSESS' && outcome !== 'DENY' ? 'CANNOT_ASSESS' : 'VARIANCE',
    outcome,
    reason: outcome === 'DENY' || judgement.outcome === 'APPROVE' ? code : (judgement.reason ?? code),
    checks: [...judgement.checks, { id: check, verdict: 'VARIANCE' }],
    findings: [...judgement.findings, finding],
  };
  line.relatesTo ??= relatesTo;
}
