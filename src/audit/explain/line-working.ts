import { type Decimal, decimalText, sum } from '../../freight/money.ts';
import type { DossierBill } from '../dossier.ts';
import type { AlignedLine, LineJudgement } from '../judged.ts';
import type { Working, WorkingSource } from '../working.ts';

/** What the workings of a bill's lines are made of. */
export interface LineQuestion {
  bill: DossierBill;
  line: AlignedLine;
  judgement: LineJudgement;
  /** All lines of the bill, this one among them. */
  lines: readonly AlignedLine[];
  currency: string | null;
}

/**
 * How `expected` of a line comes about, down to clauses and facts; without a value while that is not known. For a line put
 * beside a charge that is owed it is that charge's working; of several lines put beside one charge each shows its share;
 * a line of which nothing is owed names the check that says so, and a credit the bill that gives it.
 */
export function lineWorking(question: LineQuestion): Working {
  const { line, judgement, currency } = question;
  const owed = line.against?.working ?? null;
  if (line.expected === null) return notKnown(judgement, currency ?? '', owed);
  const rated = judgement.restsOnAbsence ? null : ratedWorking(question, line.expected);
  return rated ?? said(question, line.expected);
}

/** The working of the charge a line was put beside, or the line's share of it; null where the line stands for none. */
function ratedWorking(question: LineQuestion, expected: Decimal): Working | null {
  const { against, duplicateOf } = question.line;
  const working = against?.working;
  if (typeof working?.value !== 'string' || duplicateOf !== null) return null;
  return expected.equals(working.value) ? working : shareOf(question, working);
}

/** An amount that needs no rating: what a carrier gives back is as it says, and a check has said that nothing is owed. */
function said({ bill, line, judgement, currency }: LineQuestion, expected: Decimal): Working {
  const step = { value: decimalText(expected), unit: currency ?? '', op: 'LEAF' as const, inputs: [] };
  if (!expected.isZero() && expected.equals(line.billed))
    return { ...step, label: 'as the carrier bills it', source: billSource(bill, line) };
  const check = judgement.checks.find(({ verdict }) => verdict === judgement.verdict);
  const label = (judgement.reason ?? 'nothing owed').toLowerCase().replaceAll('_', ' ');
  return { ...step, label, source: { kind: 'RULE', id: check?.id ?? 'MONEY', pointer: '' } };
}

/** What is owed cannot be known yet; where an amount was rated it stands below, as one that may come to be owed. */
function notKnown({ missing }: LineJudgement, unit: string, owed: Working | null): Working {
  if (owed?.value === null) return owed;
  const label = ['not known yet', missing.map(({ fact }) => fact).join(', ')].filter((part) => part !== '').join(': ');
  const source: WorkingSource = { kind: 'RULE', id: 'CANNOT_ASSESS', pointer: '' };
  const open: Working = { value: null, unit, op: 'LEAF', label, inputs: [], source };
  if (owed === null) return open;
  return { value: null, unit, op: 'SUM', label: 'owed once that is known', inputs: [owed, open] };
}

/** A group's charge less what its other lines carry; null where this line is alone, or the shares do not come to it. */
function shareOf({ bill, line, lines, currency }: LineQuestion, owed: Working): Working | null {
  const others = lines.filter(
    (other) => other !== line && other.against === line.against && other.duplicateOf === null,
  );
  const carried = others.map(({ expected }) => expected).filter((expected) => expected !== null);
  if (others.length === 0 || carried.length < others.length || line.expected === null) return null;
  if (
    !sum(carried)
      .plus(line.expected)
      .equals(owed.value ?? '0')
  )
    return null;
  const inputs = others.map((other, place): Working => {
    const label = `shown on line ${other.line ?? other.charge}`;
    const value = decimalText(carried[place] ?? sum([]));
    return { value, unit: currency ?? '', op: 'LEAF', label, inputs: [], source: billSource(bill, other) };
  });
  const label = 'owed, less what other lines for it show';
  return {
    value: decimalText(line.expected),
    unit: currency ?? '',
    op: 'DIFFERENCE',
    label,
    inputs: [owed, ...inputs],
  };
}

function billSource({ bill, invoice, receivedAt }: DossierBill, line: AlignedLine): WorkingSource {
  const place = bill.charges.findIndex((charge) => charge.line === line.line);
  const pointer = place < 0 ? '' : `/bills/${bill.bill - 1}/charges/${place}/amount`;
  return { kind: 'FACT', id: `${invoice.source} ${invoice.invoiceNumber}`, pointer, receivedAt };
}
