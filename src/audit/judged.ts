import type { ChargeCode, Outcome, ReasonCode, Severity, Verdict } from '../freight/codes.ts';
import type { Decimal } from '../freight/money.ts';
import type { DeadlinePassed, Dossier } from './dossier.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { ExpectedCharge, Need, Rated } from './expected.ts';
import type { Finding } from './report.ts';

/** A charge line of a bill with its charge code settled: the partner's crosswalk applied, taxes and UNEXPLAINED added. */
export interface BillLine {
  line: number | null;
  charge: ChargeCode;
  stop: number | null;
  rawCode: string | null;
  description: string | null;
  billed: Decimal;
  /** Of a tax line, as the carrier states it: the rate as a fraction, and what it is on. */
  tax?: { rate: string | null; base: string | null };
}

/** A line put beside what is owed for it. */
export interface AlignedLine extends BillLine {
  /** What it is compared with; of a group the charge of the largest line. null: not aligned (gate, tax, UNEXPLAINED, UNMAPPED). */
  against: ExpectedCharge | null;
  /** billed − the difference this line carries; null when what is owed is not provable. */
  expected: Decimal | null;
  /** 1–8 of the agreement; 0 where alignment does not apply. */
  pass: number;
  /** Equal to a line before it for one expected charge, on this bill: set aside, expected 0.00. Text names that line. */
  duplicateOf: string | null;
  /** Two different pairings of equal rank: to a person. */
  ambiguous: boolean;
  /** An earlier bill was put beside the same charge: it asks for more of it, or for the same again. */
  billedBefore?: boolean;
}

/** What the checks of one bill look at besides its lines. */
export interface CheckContext {
  dossier: Dossier;
  evidence: Evidence;
  /** null while no shipment is matched: then nothing can be rated. */
  rated: Rated | null;
  /** Deadlines of this bill that have passed. */
  deadlinesPassed: ReadonlySet<DeadlinePassed['kind']>;
}

/** What one check says of one line. */
export interface CheckVerdict {
  /** Its id in the catalogue. */
  id: string;
  verdict: Verdict;
  /** null where it passes without a note or does not apply. */
  code: ReasonCode | null;
  /** Of a VARIANCE: how far billed and owed are apart, never negative; of a CANNOT_ASSESS: what is billed. */
  amount: Decimal;
  direction?: 'OVER' | 'UNDER';
  needs: Need[];
  /** What absence of the needed facts means once the evidence deadline has passed; null: a person looks. */
  afterDeadline: ReasonCode | null;
  /** Nothing is owed whatever the missing facts would say. */
  certain: boolean;
  /** It rests on a fact that never came: it takes nothing back that was posted. */
  restsOnAbsence: boolean;
  withinTolerance: boolean;
  /** The known mistake that gives the billed amount to the cent, e.g. `as 1,850 lb without the deficit`. */
  cause: string | null;
}

/** What all checks say of one line. `line.expected` is 0.00 where the evidence deadline has made it so. */
export interface LineVerdict {
  line: AlignedLine;
  checks: CheckVerdict[];
}

/** What checks and rules say of one line. */
export interface LineJudgement {
  verdict: Verdict;
  outcome: Outcome;
  reason: ReasonCode | null;
  checks: { id: string; verdict: Verdict }[];
  missing: Need[];
  /** VARIANCE with expected 0.00 that holds whatever the missing facts would say: it beats CANNOT_ASSESS. */
  certain: boolean;
  /** It rests on a fact that never came: what was posted stays approved, at risk. */
  restsOnAbsence: boolean;
  severity: Severity;
  /** The known mistake that gives the billed amount to the cent; null where none does or nothing varies. */
  cause: string | null;
  /** Findings of this line, one for each check that found something: the line's amount is billed − supported once, however many. */
  findings: Finding[];
}

/** A gate that did not open: it denies or holds the whole bill. */
export interface Gate {
  check: string;
  code: ReasonCode;
  outcome: Extract<Outcome, 'DENY' | 'HOLD'>;
  sentence: string;
  /** What of the bill it is about; absent: all of it. */
  amount?: Decimal;
}
