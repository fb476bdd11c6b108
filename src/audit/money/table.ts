import type { DisagreementMode, Outcome } from '../../freight/codes.ts';
import { greatest, least, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { AlignedLine, LineJudgement } from '../judged.ts';
import { noParts } from './line-money.ts';
import type { LineMoney, Parts } from './line-money.ts';

/** What the money table divides: one line, judged. */
export interface ToDivide {
  billed: Decimal;
  supported: Decimal;
  posted: Decimal;
  outcome: Outcome;
  mode: DisagreementMode;
  /** The outcome rests on a fact that never came: what was posted stays. */
  keepsPosted: boolean;
}

/** A line divided, with what of it is withheld and what is claimed back. */
export interface Divided {
  parts: Parts;
  withheld: Decimal;
  claim: Decimal;
}

/** Of two amounts the one further from zero in the direction of what is billed: what was posted never shrinks. */
function atLeast(amount: Decimal, posted: Decimal, billed: Decimal): Decimal {
  return billed.isNegative() ? least(amount, posted) : greatest(amount, posted);
}

/**
 * The money table, one line by itself (other bills come afterwards). HOLD_ALL divides like SHORT_PAY here; the whole bill
 * is held in a later step, because it takes every line of it.
 */
export function divide(line: ToDivide): Divided {
  const { billed, posted, outcome } = line;
  const none = { withheld: zero, claim: zero };
  switch (outcome) {
    case 'APPROVE':
      return { parts: { ...noParts(), approved: billed }, ...none };
    case 'DENY':
      return denied(line);
    case 'SHORT_PAY': {
      const approved = line.keepsPosted ? atLeast(line.supported, posted, billed) : line.supported;
      const rest = billed.minus(approved);
      return { parts: { ...noParts(), approved, denied: rest }, withheld: rest, claim: zero };
    }
    case 'DISPUTE':
      return disputed(line);
    case 'HOLD':
    case 'REVIEW':
    case 'WAIT':
      return { parts: { ...noParts(), approved: posted, pending: billed.minus(posted) }, ...none };
  }
}

function denied({ billed, posted, keepsPosted }: ToDivide): Divided {
  const approved = keepsPosted ? posted : zero;
  return { parts: { ...noParts(), approved, denied: billed.minus(approved) }, withheld: zero, claim: zero };
}

function disputed({ billed, supported, posted, mode, keepsPosted }: ToDivide): Divided {
  if (mode === 'PAY_AND_CLAIM')
    return { parts: { ...noParts(), approved: billed }, withheld: zero, claim: billed.minus(supported) };
  const approved = keepsPosted ? atLeast(supported, posted, billed) : supported;
  const rest = billed.minus(approved);
  return { parts: { ...noParts(), approved, disputed: rest }, withheld: rest, claim: zero };
}

/** What of a line stays approved only because it was posted: "0" when nothing is in doubt or a decision covers it. */
export function atRiskOf(line: LineMoney): Decimal {
  if (line.decision !== null) return zero;
  const { outcome, restsOnAbsence } = line.judgement;
  if (outcome === 'HOLD' || outcome === 'REVIEW' || outcome === 'WAIT') return line.parts.approved;
  return restsOnAbsence && !line.posted.isZero() ? line.parts.approved.minus(line.supported) : zero;
}

/** Of what is approved no more than what is posted already, never past zero. */
export function towardsZero(amount: Decimal, posted: Decimal): Decimal {
  return amount.isNegative() ? least(zero, greatest(amount, posted)) : greatest(zero, least(amount, posted));
}

/**
 * HOLD_ALL: one disputed line holds the whole bill for a corrected invoice. What was already posted of what is supported
 * stays approved, the rest of it waits; a line a person approved, or one that waits anyway, is left as it is.
 */
export function holdWholeBill(lines: readonly LineMoney[]): void {
  if (!lines.some((line) => line.judgement.outcome === 'DISPUTE')) return;
  for (const line of lines) {
    if (line.decision?.kind.startsWith('APPROVE') || line.judgement.restsOnAbsence) continue;
    if (!['APPROVE', 'SHORT_PAY', 'DISPUTE'].includes(line.judgement.outcome)) continue;
    const approved = towardsZero(line.parts.approved, line.posted);
    line.parts.pending = line.parts.pending.plus(line.parts.approved).minus(approved);
    line.parts.approved = approved;
  }
}

/** What a bill's own judgement supports of a person's dispute: the proven part, or nothing where all of it passed. */
export function supportedInDispute(line: AlignedLine, judgement: LineJudgement, supported: Decimal): Decimal {
  if (judgement.verdict === 'CANNOT_ASSESS') return zero;
  return supported.equals(line.billed) ? zero : supported;
}
