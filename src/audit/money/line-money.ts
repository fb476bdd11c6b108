import type { ChargeCode, Outcome, ReasonCode } from '../../freight/codes.ts';
import { minorPlaces } from '../../freight/currencies.ts';
import type { Decision } from '../../freight/decision.ts';
import { greatest, least, roundTo, sum, zero } from '../../freight/money.ts';
import type { Decimal } from '../../freight/money.ts';
import type { DossierBill } from '../dossier.ts';
import type { ExpectedCharge } from '../expected.ts';
import type { AlignedLine, Gate, LineJudgement } from '../judged.ts';
import type { Portion } from './bundles.ts';

/** A bill after checks and rules, before its money is divided. */
export interface JudgedBill {
  bill: DossierBill;
  currency: string | null;
  gates: Gate[];
  lines: AlignedLine[];
  /** One for each line and in the order of the lines. */
  judgements: LineJudgement[];
  /** One for each line, in plain words, as the checks put it. */
  sentences: string[];
  /** Line number → places of its expected charges in what is owed for the shipment; several for a bundle. */
  places: ReadonlyMap<number, readonly number[]>;
  /** On the shipment's first bill: what is owed and no bill of the shipment bills. Elsewhere empty. */
  unbilled: ExpectedCharge[];
}

/** The four parts of a line: they sum to what was billed, always; each may have either sign. */
export interface Parts {
  approved: Decimal;
  disputed: Decimal;
  denied: Decimal;
  pending: Decimal;
}

/** A line with its money. */
export interface LineMoney {
  line: AlignedLine;
  /** Which charge and stop it is for, the same on every bill of the shipment; of a bundle its first. */
  key: string;
  /** The charges it bills in one amount; empty: it bills one. */
  bundle: Portion[];
  judgement: LineJudgement;
  parts: Parts;
  /** What of it is owed as far as is known. */
  supported: Decimal;
  posted: Decimal;
  /** What we keep back from the carrier and it may ask for again: an open item. */
  withheld: Decimal;
  /** What we paid and ask back: a claim. */
  claim: Decimal;
  /** What an own posting takes back on it, as far as no credit of the carrier has covered it. */
  takenBack: Decimal;
  /** What we refused outright, as far as no credit of the carrier has covered it. */
  refused: Decimal;
  /** Stays approved only because it was posted, in doubt, and no decision covers it. */
  atRisk: Decimal;
  /** The earlier line this one repeats or takes back, e.g. `INV-1 line 4`. */
  relatesTo: string | null;
  /** Of a tax that nothing is wrong with: the line it is on and waits with. */
  waitsFor?: number | null;
  decision: Decision | null;
}

/** What a carrier's credit covers of what one line (by its key) took back or withheld. */
export interface Cover {
  lineKey: string;
  invoiceNumber: string;
  billNumber: string | null;
  invoiceDate: string;
  amount: Decimal;
}

/** A bill with its money. */
export interface BillMoney {
  judged: JudgedBill;
  lines: LineMoney[];
  loosened: { decisionId: string; line: number | null; was: string; now: string }[];
  /** Line key → canonical text of the engine's judgement of the line, which decisions bind to. */
  judgements: Record<string, string>;
  coveredByCredits: Cover[];
  /** More of it would be approved than the engine may by itself: what a person is told; null within the limit. */
  overLimit: string | null;
}

/** The line's name within its bill: its number, or for a line without number its charge and stop. */
export function lineKey(line: { line: number | null; charge: string; stop: number | null }): string {
  return line.line === null ? `${line.charge}@${line.stop ?? '-'}` : line.line.toString();
}

/** The case line as others name it: `INV-88120 line 4`, `INV-88120 LIFTGATE_DELIVERY`. */
export function lineName(bill: DossierBill, line: AlignedLine): string {
  return `${bill.invoice.invoiceNumber} ${line.line === null ? line.charge : `line ${line.line}`}`;
}

/** What was posted for each line of a bill, by line key; HELD postings count. */
export function postedByLine(bill: DossierBill): Map<string, Decimal> {
  const posted = new Map<string, Decimal>();
  for (const line of bill.postings.flatMap((posting) => posting.lines)) {
    const key = lineKey({ line: line.line, charge: line.charge, stop: line.stop ?? null });
    posted.set(key, (posted.get(key) ?? zero).plus(line.amount));
  }
  return posted;
}

/**
 * What of a line is owed: expected clipped between 0 and billed, or expected itself where it is a credit; nothing while it
 * is not provable or rests on a fact that never came. Rounded to the currency's minor places.
 */
export function supportedOf(line: AlignedLine, judgement: LineJudgement, currency: string | null): Decimal {
  if (line.expected === null || judgement.verdict === 'CANNOT_ASSESS' || judgement.restsOnAbsence) return zero;
  const places = (currency === null ? undefined : minorPlaces(currency)) ?? 2;
  const expected = roundTo(line.expected, { mode: 'HALF_UP', places });
  if (expected.isNegative()) return expected;
  return greatest(zero, least(expected, line.billed));
}

/** Nothing of it in any part. */
export function noParts(): Parts {
  return { approved: zero, disputed: zero, denied: zero, pending: zero };
}

/** A judgement that money itself makes, of a line that no check was asked about. */
export function judgementOf(given: {
  outcome: Outcome;
  reason: ReasonCode | null;
  check: string;
  verdict?: LineJudgement['verdict'];
}): LineJudgement {
  const verdict = given.verdict ?? (given.outcome === 'APPROVE' ? 'PASS' : 'VARIANCE');
  const severity = given.outcome === 'APPROVE' ? 'INFO' : 'WARNING';
  const checks = [{ id: given.check, verdict }];
  return {
    verdict,
    outcome: given.outcome,
    reason: given.reason,
    checks,
    missing: [],
    certain: false,
    restsOnAbsence: false,
    severity,
    cause: null,
    findings: [],
  };
}

/** A line of the case that the carrier did not bill: expected, or taken back. */
export function unnumbered(charge: ChargeCode, stop: number | null, expected: Decimal | null): AlignedLine {
  const none = { rawCode: null, description: null, against: null, duplicateOf: null, ambiguous: false };
  return { line: null, charge, stop, billed: zero, expected, pass: 0, ...none };
}

/**
 * Money is conserved: billed = approved + disputed + denied + pending on every line.
 *
 * @throws Error when it is not, so that the case is parked and nothing is paid on it
 */
export function assertConserved({ line, parts }: LineMoney): void {
  const divided = sum([parts.approved, parts.disputed, parts.denied, parts.pending]);
  if (!divided.equals(line.billed))
    throw new Error(`${lineKey(line)}: ${divided.toFixed()} divided of ${line.billed.toFixed()} billed`);
}
