import { reasonCodes } from '../../freight/codes.ts';
import type { DecisionKind, Outcome, ReasonCode } from '../../freight/codes.ts';
import type { Decision } from '../../freight/decision.ts';
import type { DossierBill } from '../dossier.ts';
import type { AlignedLine } from '../judged.ts';
import { findingsGone, hadFindings } from './judgement-text.ts';
import { lineKey } from './line-money.ts';

/** What a person's decision does to a line now. */
export type Effect =
  | { effect: 'STANDS'; decision: Decision; outcome: Outcome }
  /** The judgement it was made on has changed: to a person, old and new side by side. */
  | { effect: 'LOOSENED'; decision: Decision; was: string; now: string };

/** Decisions about a line's money; of several on one line the newest stands. */
const outcomeOf: Partial<Record<DecisionKind, Outcome>> = {
  APPROVE_AS_BILLED: 'APPROVE',
  APPROVE_EXPECTED: 'SHORT_PAY',
  APPROVE_AMOUNT: 'SHORT_PAY',
  WRITE_OFF: 'SHORT_PAY',
  DISPUTE: 'DISPUTE',
  DENY: 'DENY',
  HOLD_UNTIL: 'HOLD',
};

/** Decisions that hold only as long as what they were made on. */
const conditional: readonly DecisionKind[] = ['DISPUTE', 'HOLD_UNTIL'];

function covers(decision: Decision, line: AlignedLine): boolean {
  if (!Object.hasOwn(decision.judgements, lineKey(line))) return false;
  if (decision.line !== null) return decision.line === line.line;
  if (decision.charge) return line.line === null && line.charge === decision.charge;
  return true;
}

/**
 * The effect of the newest decision on a line, whose judgement by the engine is `now`; null: none, or one that has ended.
 * Judgement equal: it stands. A DISPUTE or a hold goes on while a finding it was made on is left, and ends by itself when
 * all are gone; an approval, denial or write-off whose judgement changed is loosened. A hold whose day is over has ended.
 */
export function effectOn(bill: DossierBill, line: AlignedLine, now: string): Effect | null {
  const decision = bill.decisions.findLast((one) => outcomeOf[one.kind] !== undefined && covers(one, line));
  const outcome = decision ? outcomeOf[decision.kind] : undefined;
  if (!decision || !outcome || hasEnded(decision, line)) return null;
  const was = decision.judgements[lineKey(line)] ?? '';
  const stands: Effect = { effect: 'STANDS', decision, outcome };
  if (was === now) return stands;
  return conditional.includes(decision.kind) && hadFindings(was)
    ? whileFound(stands, was, now)
    : { effect: 'LOOSENED', decision, was, now };
}

/** A hold whose day is over, or an approval of what is no longer known. */
function hasEnded({ kind, endedAt }: Decision, line: AlignedLine): boolean {
  return Boolean(endedAt) || (kind === 'APPROVE_EXPECTED' && line.expected === null);
}

function whileFound(stands: Effect, was: string, now: string): Effect | null {
  return findingsGone(was, now) ? null : stands;
}

/** The reason a person gave, when it is one of ours; else the engine's. */
export function reasonOf(decision: Decision, engine: ReasonCode | null): ReasonCode | null {
  return reasonCodes.find((code) => code === decision.reason) ?? engine;
}
