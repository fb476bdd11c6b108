import type { Severity } from '../../freight/codes.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { LintCode } from './codes.ts';

/** One thing that is wrong, or looks wrong, in a contract. */
export interface LintFinding {
  severity: Severity;
  code: LintCode;
  /** JSON pointer into the contract. */
  pointer: string;
  sentence: string;
  advice: string;
}

/** Says that something is wrong at a place. */
export type Note = (code: LintCode, pointer: string, sentence: string) => void;

/** Another version of the same contract. */
export interface Sibling {
  version: number;
  state: 'DRAFT' | 'SUBMITTED' | 'ACTIVE' | 'WITHDRAWN';
  from: LocalDate;
  to: LocalDate | null;
}

/** What is known beside the contract itself; what is absent is not asked about. */
export interface LintContext {
  /** Those of the contract's index series that have values. */
  knownSeries?: ReadonlySet<string>;
  /** Those series of exchange rates that have rates of the contract's currency. */
  knownFxSeries?: ReadonlySet<string>;
  /** The other versions of the contract. */
  siblings?: readonly Sibling[];
}

/** A name as one step of a JSON pointer. */
export function step(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
