import { otherThanEarlier } from './checks/currency.ts';
import { billFindings } from './checks/findings.ts';
import { gatesOf } from './checks/gates.ts';
import { rebuttalsOf } from './checks/notices.ts';
import { answered } from './checks/rebutted.ts';
import type { Billed } from './checks/rivals.ts';
import { verdictsOf } from './checks/verdicts.ts';
import { splitAcrossBills } from './align/across-bills.ts';
import { align, composesAtMost, unbilled, withoutAlignment } from './align/align.ts';
import type { Alignment } from './align/align.ts';
import { billLines, currencyOf } from './align/bill-lines.ts';
import type { BillLines } from './align/bill-lines.ts';
import type { Dossier, DossierBill } from './dossier.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { ExpectedCharge, Rated } from './expected.ts';
import { lineSentence } from './explain/sentence.ts';
import type { BillLine, CheckContext, Gate, LineJudgement } from './judged.ts';
import { judgementOf } from './money/line-money.ts';
import type { JudgedBill } from './money/line-money.ts';
import { isCorrection, isCredit, takesPart } from './money/relations.ts';
import { zero } from '../freight/money.ts';
import type { Finding } from './report.ts';
import { judgeLines } from './rules/judge.ts';
import type { RuleSet } from './rules/rule.ts';

/** A bill whose lines have their charge codes, and the gates that did not open for it. */
export interface StagedBill extends BillLines {
  bill: DossierBill;
  gates: Gate[];
  /** Bills by which the carrier answers what of this one was refused. */
  rebuttals: Billed[];
}

/** A bill judged line by line, with what is to be said of it as a whole. */
export interface JudgedWhole extends JudgedBill {
  staged: StagedBill;
  findings: Finding[];
}

/** Reads the lines of every bill and asks the gates. */
export function stageBills(
  dossier: Dossier,
  order: DossierBill[],
  owed: { evidence: Evidence; rated: Rated | null },
): StagedBill[] {
  let billedIn: string | null = null;
  return order.map((bill) => {
    const read = billLines(bill);
    const gates = gatesOf(dossier, bill, read.lines, { order, ...owed });
    const other = gates.length === 0 ? otherThanEarlier(currencyOf(bill), billedIn) : null;
    if (gates.length === 0) billedIn ??= currencyOf(bill);
    const rebuttals = rebuttalsOf({ dossier, bill, lines: read.lines, order, ...owed });
    return { bill, ...read, gates: other ? [other] : gates, rebuttals };
  });
}

/** The currency in which the bills that take part ask; null: none does. */
export function currencyBilled(staged: readonly StagedBill[]): string | null {
  const first = staged.find(takesPart);
  return first ? currencyOf(first.bill) : null;
}

/** The lines of all bills that take part and ask for something: credits give back. */
export function billedLines(staged: readonly StagedBill[]): BillLine[] {
  return staged.filter((bill) => takesPart(bill) && !isCredit(bill)).flatMap(({ lines }) => lines);
}

/** For each correction the bills it replaces. */
type Replaced = ReadonlyMap<StagedBill, ReadonlySet<StagedBill>>;

/**
 * Puts the lines of every bill beside what is owed. A bill that a gate stopped, a credit, and a bill without a shipment
 * are compared with nothing. Charges that an earlier bill was put beside come last for a later one; for a correction as
 * if the bills it replaces were not there.
 */
export function alignBills(order: readonly StagedBill[], rated: Rated | null, replaced: Replaced): Alignment[] {
  if (rated === null) return order.map(({ lines }) => withoutAlignment(lines));
  const composing = order.length <= composesAtMost;
  const alignments: Alignment[] = [];
  for (const staged of order) {
    const replacedHere = replaced.get(staged);
    const earlier = alignments.filter((_, place) => {
      const other = order[place];
      return other !== undefined && !replacedHere?.has(other);
    });
    const alone = !takesPart(staged) || isCredit(staged);
    alignments.push(
      alone
        ? withoutAlignment(staged.lines)
        : align(staged.lines, rated, { billedBefore: placesOf(earlier), composing }),
    );
  }
  if (composing) splitAcrossBills(billsInTheirPlace(order, alignments, replaced), rated);
  return alignments;
}

/** Every place of an expected charge that some line was put beside. */
function placesOf(alignments: readonly Alignment[]): Set<number> {
  return new Set(alignments.flatMap(({ places }) => [...places.values()].flat()));
}

function billsInTheirPlace(order: readonly StagedBill[], alignments: readonly Alignment[], replaced: Replaced) {
  const gone = new Set([...replaced.values()].flatMap((bills) => [...bills]));
  return order.flatMap((staged, place) => {
    const alignment = alignments[place];
    const standsAlone = takesPart(staged) && !isCredit(staged) && !isCorrection(staged);
    return alignment && !gone.has(staged) ? [{ bill: staged.bill, alignment, standsAlone }] : [];
  });
}

/** What no bill of the shipment bills: shown on the first bill that no gate stopped and no correction replaces. */
export function unbilledOn(
  staged: StagedBill,
  order: readonly StagedBill[],
  alignments: readonly Alignment[],
  { rated, replaced }: { rated: Rated | null; replaced: Replaced },
): ExpectedCharge[] {
  const gone = new Set([...replaced.values()].flatMap((bills) => [...bills]));
  const first = order.find((other) => !isCredit(other) && takesPart(other) && !gone.has(other));
  if (rated === null || staged !== first) return [];
  const billed = placesOf(alignments);
  for (const { claimed } of alignments) for (const place of claimed) billed.add(place);
  return unbilled(rated, billed);
}

/** Asks the checks and the rules about every line of one bill; of a bill that a gate stopped, only the gate speaks. */
export async function judgeBill(
  given: { staged: StagedBill; alignment: Alignment; unbilled: ExpectedCharge[] },
  context: CheckContext,
  rules: RuleSet,
): Promise<JudgedWhole> {
  const { staged, alignment } = given;
  const { bill, gates } = staged;
  const findings = billFindings(context, bill, alignment.lines);
  const common = { staged, bill, gates, currency: currencyOf(bill), findings, unbilled: given.unbilled };
  const [gate] = gates;
  if (gate) {
    const denied = gate.outcome === 'DENY';
    const lines = alignment.lines.map((line) => ({ ...line, expected: denied ? zero : null }));
    const judgements = lines.map((line) => answered(line, stoppedBy(gates, gate), staged));
    return { lines, judgements, sentences: lines.map(() => gate.sentence), places: alignment.places, ...common };
  }
  const verdicts = verdictsOf(context, bill, alignment.lines);
  const judged = await judgeLines(rules, bill, verdicts, context);
  const judgements = judged.map((judgement, place) => answered(verdicts[place]?.line, judgement, staged));
  const sentences = verdicts.map((verdict, place) => {
    const judgement = judgements[place];
    return judgement ? lineSentence(context, bill, verdict, judgement) : '';
  });
  return { lines: verdicts.map((verdict) => verdict.line), judgements, sentences, places: alignment.places, ...common };
}

function stoppedBy(gates: readonly Gate[], gate: Gate): LineJudgement {
  const verdict = gate.outcome === 'DENY' ? 'VARIANCE' : 'CANNOT_ASSESS';
  const judgement = judgementOf({ outcome: gate.outcome, reason: gate.code, check: gate.check, verdict });
  return { ...judgement, severity: 'ERROR', checks: gates.map(({ check }) => ({ id: check, verdict })) };
}
