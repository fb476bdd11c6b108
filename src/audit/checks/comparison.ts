import type { ChargeCode, ReasonCode } from '../../freight/codes.ts';
import { Dec, type Decimal, sum, zero } from '../../freight/money.ts';
import type { ExpectedCharge, Hypothesis, Rated } from '../expected.ts';
import type { AlignedLine, CheckContext, CheckVerdict } from '../judged.ts';
import { checkOfNotContracted } from './not-contracted.ts';
import { cannotAssess, passes, varies } from './verdict.ts';
import { familyOf } from './tolerance.ts';

/** Billed and owed agree when they lie no further apart. */
const agreeWithin = new Dec('0.01');

/** Which check of the catalogue speaks where the reason is more telling than the charge. */
const checkOfReason: Partial<Record<ReasonCode, string>> = {
  CONTRACT_MISSING: 'P-10',
  CONTRACT_AMBIGUOUS: 'P-10',
  LANE_MISSING: 'P-10',
  LANE_AMBIGUOUS: 'P-10',
  EVIDENCE_CONFLICT: 'E-16',
  STOP_UNKNOWN: 'E-16',
  TIME_ZONE_UNKNOWN: 'E-16',
  DISCOUNT_WRONG: 'R-08',
  MINIMUM_WRONG: 'R-09',
  FAK_NOT_APPLIED: 'R-10',
  DEFICIT_IGNORED: 'R-07',
  RATE_EXPIRED: 'R-32',
  ACC_NOT_CONTRACTED: 'A-39',
  ACC_NOT_AUTH: 'A-39',
  ACC_EXCLUDED: 'A-37',
  ACC_NO_NOTICE: 'A-02',
  SHIPMENT_CANCELLED: 'M-09',
  FX_MISSING: 'T-07',
};

/** The check that gives a reason for a charge: its own, or the one the reason belongs to. */
function checkFor(reason: ReasonCode, against: ExpectedCharge): string {
  return checkOfReason[reason] ?? against.check;
}

/** All the lines of one bill that are put beside one expected charge. */
function billedAgainst(against: ExpectedCharge, lines: readonly AlignedLine[]): Decimal {
  return sum(lines.filter((line) => line.against === against && line.duplicateOf === null).map((line) => line.billed));
}

/** The first known mistake that gives what was billed to the cent. */
function causeOf(line: AlignedLine, against: ExpectedCharge, lines: readonly AlignedLine[], rated: Rated) {
  const billed = billedAgainst(against, lines);
  const fits = (each: Hypothesis) => each.amount.equals(billed) || each.amount.equals(line.billed);
  return rated.hypotheses(against.charge, against.stop, fits).find(fits) ?? null;
}

/** the carrier itself calls what it bills its minimum, and it is not the agreed one. */
function asMinimum(against: ExpectedCharge, lines: readonly AlignedLine[]): boolean {
  return lines.some((line) => line.against === against && line.charge === 'MINIMUM');
}

function fallbackReason(charge: ChargeCode): ReasonCode {
  const family = familyOf(charge);
  if (family === 'LINEHAUL') return 'LINEHAUL_WRONG';
  if (family === 'FUEL') return 'FUEL_WRONG';
  if (charge === 'SERVICE_CREDIT') return 'SERVICE_LATE';
  return charge.startsWith('DETENTION') ? 'DETENTION_WRONG' : 'ACC_WRONG';
}

/**
 * What is billed on a line beside what is owed for it: under the expected charge's own check, or the one the most
 * specific reason belongs to. A charge that is not provable cannot be assessed until its facts are known; past the
 * evidence deadline it means what its terms say absence means. Whether a difference is tolerated is asked later.
 */
export function compare(
  context: CheckContext & { rated: Rated },
  line: AlignedLine,
  lines: readonly AlignedLine[],
): { check: CheckVerdict; expected: Decimal | null } {
  const { against } = line;
  if (against === null) throw new RangeError(`line ${line.line ?? 0} is put beside no expected charge`);
  if (against.amount === null || line.expected === null) return notProvable(context, line, against);
  const difference = line.billed.minus(line.expected);
  if (difference.abs().lessThanOrEqualTo(context.rated.agreeWithin ?? agreeWithin)) {
    const check = passes(against.check, difference.isZero() ? null : 'ROUNDING', difference.abs());
    return { check, expected: line.expected };
  }
  // The rest of the charge stands on earlier bills: nothing was forgotten.
  const isRest = difference.isNegative() && line.billedBefore === true;
  const check = isRest ? passes(against.check) : variance(context.rated, line, against, lines);
  return { check, expected: line.expected };
}

function notProvable(
  { deadlinesPassed }: CheckContext,
  line: AlignedLine,
  against: ExpectedCharge,
): { check: CheckVerdict; expected: Decimal | null } {
  const { needs, afterDeadline } = against;
  if (afterDeadline !== null && deadlinesPassed.has('EVIDENCE'))
    return {
      check: varies(checkFor(afterDeadline, against), afterDeadline, line.billed, { restsOnAbsence: true, needs }),
      expected: zero,
    };
  const reason = against.reason ?? needs[0]?.reason ?? 'FACT_MISSING';
  return { check: cannotAssess(checkFor(reason, against), reason, line, { needs, afterDeadline }), expected: null };
}

/** Why nothing is owed of time that was free or too late: which mistake makes something of it is worth saying. */
const openReasons: readonly ReasonCode[] = ['DETENTION_WRONG', 'ACC_WRONG'];

/** The reason that the terms themselves give, and that no mistake of the carrier's would make plainer. */
function saidReason({ reason, basis }: ExpectedCharge): ReasonCode | null {
  if (reason !== null) return openReasons.includes(reason) ? null : reason;
  return basis === 'AGREED' ? 'AGREED_EXCEEDED' : null;
}

function unexplained(against: ExpectedCharge, lines: readonly AlignedLine[]): ReasonCode {
  return against.reason ?? (asMinimum(against, lines) ? 'MINIMUM_WRONG' : fallbackReason(against.charge));
}

function variance(
  rated: Rated,
  line: AlignedLine,
  against: ExpectedCharge,
  lines: readonly AlignedLine[],
): CheckVerdict {
  const difference = line.billed.minus(line.expected ?? zero);
  if (difference.isNegative()) return varies('T-14', 'UNDER_BILLED', difference);
  const found = { certain: against.certain && against.amount?.isZero() === true };
  const said = saidReason(against);
  if (said === 'ACC_NOT_CONTRACTED') {
    const { id, reason } = checkOfNotContracted(rated, line);
    return varies(id, reason, difference, found);
  }
  if (said !== null) return varies(checkFor(said, against), said, difference, found);
  const cause = causeOf(line, against, lines, rated);
  if (cause === null) {
    const reason = unexplained(against, lines);
    return varies(checkFor(reason, against), reason, difference, found);
  }
  const id = cause.check ?? checkFor(cause.reason, against);
  return varies(id, cause.reason, difference, { ...found, cause: cause.label });
}
