import type { ReasonCode } from '../../freight/codes.ts';
import { type Decimal, decimal, sum, zero } from '../../freight/money.ts';
import { familyOf } from '../align/units.ts';
import type { DossierBill } from '../dossier.ts';
import type { Need } from '../expected.ts';
import type { AlignedLine, CheckContext, CheckVerdict, LineVerdict } from '../judged.ts';
import { creditCheck as creditCheckOf, givesBack as isCredit } from '../money/relations.ts';
import { compare } from './comparison.ts';
import { deliveryProof } from './delivery.ts';
import { invoiceContent } from './invoice-content.ts';
import { equipmentInTime } from './equipment-in-time.ts';
import { extensionCheck } from './extension.ts';
import { taxAnswers } from './taxes.ts';
import { withTolerance } from './tolerated-lines.ts';
import { cannotAssess, passes, varies } from './verdict.ts';

/**
 * What every check says of every line of one bill, in the order of the lines. Each line has at least one verdict:
 * nothing passes in silence. `line.expected` of the answer is what the money goes by: 0.00 where the evidence
 * deadline has made it so, null where it is not provable.
 */
export function verdictsOf(context: CheckContext, bill: DossierBill, lines: AlignedLine[]): LineVerdict[] {
  const { rated } = context;
  const verdict = (line: AlignedLine) => verdictOn(context, bill, line, amountCheck(context, bill, line, lines));
  if (rated === null) return lines.map(verdict);
  const taxes = lines.filter((line) => isJudgedAsTax(context, bill, line));
  const others = lines.filter((line) => !taxes.includes(line));
  const extended = (line: AlignedLine) => withExtension(bill, verdict(line), lines);
  const charges = withTolerance(rated, bill, others.map(extended));
  if (taxes.length === 0) return charges;
  const answers = taxAnswers(rated, taxes, charges);
  return lines.flatMap((line) => {
    const answer = answers.get(line);
    return answer ? verdictOn(context, bill, line, answer) : (charges[others.indexOf(line)] ?? []);
  });
}

/** Tax comes after the other lines; on a credit it is given back like them. */
function isJudgedAsTax(context: CheckContext, bill: DossierBill, line: AlignedLine): boolean {
  if (line.charge !== 'TAX' || notMatched(context, bill, line)) return false;
  return !(isCredit(bill) && line.billed.lessThanOrEqualTo(zero));
}

function verdictOn(
  context: CheckContext,
  bill: DossierBill,
  line: AlignedLine,
  { check, expected }: AmountCheck,
): LineVerdict {
  const content = isCredit(bill) ? null : invoiceContent(bill, line);
  const owed = content?.verdict === 'VARIANCE' ? zero : expected;
  const own = owed === line.expected ? line : { ...line, expected: owed };
  const proofs = isCredit(bill) ? [] : deliveryProof(context, line);
  return { line: own, checks: [check, ...proofs, ...(content ? [content] : [])] };
}

/** Where quantity times rate is not the amount, nobody can say what is owed on the line. */
function withExtension(bill: DossierBill, judged: LineVerdict, lines: readonly AlignedLine[]): LineVerdict {
  const { line, checks } = judged;
  const [check] = checks;
  const extension = check && !isCredit(bill) ? extensionCheck(bill, line, lines, check) : null;
  if (extension === null) return judged;
  const own = extension.verdict === 'CANNOT_ASSESS' ? { ...line, expected: null } : line;
  return { line: own, checks: [...checks, extension] };
}

interface AmountCheck {
  check: CheckVerdict;
  expected: Decimal | null;
}

function amountCheck(
  context: CheckContext,
  bill: DossierBill,
  line: AlignedLine,
  lines: readonly AlignedLine[],
): AmountCheck {
  const odd = notAlignable(bill, line) ?? notMatched(context, bill, line);
  if (odd) return { check: odd, expected: null };
  if (line.duplicateOf !== null)
    return { check: varies('D-04', 'DUP_CHARGE', line.billed, { certain: true }), expected: zero };
  if (isCredit(bill) && givesBack(line, lines)) return creditCheck(context, bill, line);
  const { rated } = context;
  if (rated === null) throw new RangeError(`${bill.caseId} is matched and not rated`);
  const late = equipmentInTime({ ...context, rated }, bill, line);
  if (late) return { check: late, expected: zero };
  if (line.ambiguous || line.against === null) return { check: toAPerson(line), expected: null };
  return compare({ ...context, rated }, line, lines);
}

function need(fact: string, reason: ReasonCode, from: Need['from']): { needs: Need[] } {
  return { needs: [{ fact, reason, from }] };
}

/** I-04 and I-09: lines that mean nothing yet. D-17: the bills of a summary invoice do not come to its total. */
function notAlignable({ documentDifference, billsInDocument }: DossierBill, line: AlignedLine): CheckVerdict | null {
  if (line.charge === 'UNEXPLAINED') {
    const ofBills = billsInDocument > 1 && !decimal(documentDifference).isZero();
    const wanted = `${ofBills ? 'bills' : 'lines'} that add up to the total`;
    return cannotAssess(ofBills ? 'D-17' : 'I-04', 'FOOTING', line, need(wanted, 'FOOTING', 'CARRIER'));
  }
  if (line.charge !== 'UNMAPPED') return null;
  const code = line.rawCode ?? line.description ?? '';
  return cannotAssess('I-09', 'UNMAPPED', line, need(`meaning of the carrier's charge code ${code}`, 'UNMAPPED', 'US'));
}

/** M-01 and M-03: without one shipment nothing is owed or not owed yet. */
function notMatched(context: CheckContext, { match }: DossierBill, line: AlignedLine): CheckVerdict | null {
  if (match.status === 'MATCHED' && context.evidence.shipment !== null) return null;
  if (match.status === 'AMBIGUOUS')
    return cannotAssess(
      'M-01',
      'AMBIGUOUS_MATCH',
      line,
      need('which shipment the bill is for', 'AMBIGUOUS_MATCH', 'US'),
    );
  return cannotAssess('M-03', 'NO_SHIPMENT', line, need('the shipment the bill is for', 'NO_SHIPMENT', 'SHIPPER'));
}

function toAPerson(line: AlignedLine): CheckVerdict {
  const what = 'which of the charges owed the line bills';
  return cannotAssess('D-18', 'ALIGNMENT_AMBIGUOUS', line, need(what, 'ALIGNMENT_AMBIGUOUS', 'US'));
}

/** What a line of a credit gives back: the lines of the linehaul family together, every other line by itself. */
function givesBack(line: AlignedLine, lines: readonly AlignedLine[]): boolean {
  const isFamily = ({ charge }: AlignedLine) => familyOf(charge) === 'LINEHAUL';
  const together = isFamily(line) ? lines.filter(isFamily) : [line];
  return sum(together.map(({ billed }) => billed)).lessThanOrEqualTo(zero);
}

/** D-15, D-16: what a carrier gives back it may give back; the money step sets it against what it belongs to. */
function creditCheck(context: CheckContext, bill: DossierBill, line: AlignedLine): AmountCheck {
  const others = context.dossier.bills.filter((other) => other !== bill && !isCredit(other));
  const id = creditCheckOf(bill.invoice.kind);
  if (others.length > 0) return { check: passes(id), expected: line.billed };
  const check = cannotAssess(
    id,
    'CREDIT_UNMATCHED',
    line,
    need('the bill that the credit belongs to', 'CREDIT_UNMATCHED', 'CARRIER'),
  );
  return { check, expected: null };
}
