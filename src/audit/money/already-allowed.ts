import type { Outcome } from '../../freight/codes.ts';
import { normaliseReference } from '../../freight/references.ts';
import { greatest, least, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import { familyOf } from '../align/units.ts';
import type { DossierBill } from '../dossier.ts';
import type { AllowedSoFar } from './allowed.ts';
import { approvedFor, isFor, keysOf, takeApproved } from './bundles.ts';
import type { JudgedBill, LineMoney } from './line-money.ts';
import { markFound } from './marks.ts';
import { correctionCheck, isBalance, isCorrection } from './relations.ts';

const payable: readonly Outcome[] = ['APPROVE', 'SHORT_PAY', 'DISPUTE'];

/**
 * What a later bill asks for again. Per charge and stop what earlier bills were allowed is denied: up to what the line is
 * owed; a correction (CORRECTED, REBILL) denies the whole of it and may go below zero. A BALANCE_DUE is a difference by
 * nature: of it only what would exceed what is owed in all is denied. `standing`: a bill that a correction still to come
 * replaces counts for nothing here, as if it were not there.
 */
export function denyAlreadyAllowed(
  judged: JudgedBill,
  lines: readonly LineMoney[],
  allowed: AllowedSoFar,
  standing: (other: JudgedBill) => boolean,
): void {
  for (const key of new Set(lines.flatMap(keysOf))) {
    const group = lines.filter((line) => isFor(line, key) && isOpen(line, isCorrection(judged)));
    const before = isCorrection(judged) ? allowed.net(key) : allowed.net(key, standing);
    if (group.length === 0 || before.isZero()) continue;
    if (before.isPositive() && !isCorrection(judged)) group.forEach(withoutTolerance);
    const owed = sum(group.map((line) => approvedFor(line, key)));
    const denied = deniedOf(judged, { key, owed, before, group });
    const relatesTo = allowed.firstName(key);
    const check = checkOf(judged, group, allowed.firstBill(key));
    const mark = (line: LineMoney, amount: Decimal) => {
      markFound(line, { check, code: 'ALREADY_ALLOWED', amount, relatesTo, currency: judged.currency });
    };
    if (!denied.isZero()) denyGroup(group, { key, owed, left: owed.minus(denied) }, mark);
  }
}

/** The check that speaks of what is billed again: that of the kind of bill, or of a load split over several numbers. */
function checkOf({ bill }: JudgedBill, group: readonly LineMoney[], first: DossierBill | null): string {
  const { kind } = bill.invoice;
  const own = kind === 'SUPPLEMENTAL' ? 'D-12' : correctionCheck(kind);
  if (own !== null) return own;
  const numbers = [bill, first].map((one) => normaliseReference(one?.bill.billNumber ?? ''));
  const otherNumber = !numbers.includes('') && numbers[0] !== numbers[1];
  return otherNumber && group.some(({ line }) => familyOf(line.charge) === 'LINEHAUL') ? 'D-19' : 'D-04';
}

/** A tolerance never judges what is billed again: of it no more than is owed, the rest is disputed. */
function withoutTolerance(line: LineMoney): void {
  const { parts, judgement, supported } = line;
  const over = parts.approved.minus(supported);
  if (judgement.outcome !== 'APPROVE' || line.decision !== null || !over.isPositive() || over.isZero()) return;
  line.parts = { ...parts, approved: supported, disputed: parts.disputed.plus(over) };
  line.withheld = line.withheld.plus(over);
  line.judgement = { ...judgement, outcome: 'DISPUTE', reason: null };
}

function isOpen(line: LineMoney, correction: boolean): boolean {
  if (line.decision?.kind === 'APPROVE_AS_BILLED' || line.judgement.restsOnAbsence) return false;
  return payable.includes(line.judgement.outcome) || (correction && line.judgement.outcome === 'DENY');
}

interface Repeated {
  key: string;
  owed: Decimal;
  before: Decimal;
  group: readonly LineMoney[];
}

function deniedOf(judged: JudgedBill, { key, owed, before, group }: Repeated): Decimal {
  if (isCorrection(judged)) return before;
  // Parts that several bills ask for come to what is owed: none of them asks for another's again.
  if (group.every(({ line }) => line.against?.partOf)) return zero;
  if (owed.isZero() || owed.isNegative() !== before.isNegative()) return zero;
  const repeated = owed.isNegative() ? greatest(owed, before) : least(owed, before);
  const inAll = group[0] ? owedInAll(group[0], key) : null;
  if (!isBalance(judged) || inAll === null) return repeated;
  return greatest(zero, least(repeated, owed.plus(before).minus(inAll)));
}

function owedInAll(line: LineMoney, key: string): Decimal | null {
  return line.bundle.find((portion) => portion.key === key)?.owed ?? line.line.against?.amount ?? null;
}

/** The lines of a group are denied as they stand; what is left to pay, or to take back, sits on its largest line. */
function denyGroup(
  group: readonly LineMoney[],
  { key, owed, left }: { key: string; owed: Decimal; left: Decimal },
  mark: (line: LineMoney, taken: Decimal) => void,
): void {
  const [largest] = [...group].sort((a, b) => b.line.billed.comparedTo(a.line.billed));
  for (const line of group) {
    const taken = approvedFor(line, key).minus(line === largest ? left : zero);
    takeApproved(line, key, taken);
    line.parts = { ...line.parts, denied: line.parts.denied.plus(taken) };
    line.claim = greatest(zero, least(line.claim, line.parts.approved));
    if (line === largest && left.isNegative() && owed.isPositive()) line.takenBack = line.takenBack.minus(left);
    if (!taken.isZero()) mark(line, taken);
  }
}
