import type { Rounding } from '../freight/money.ts';
import type { Instant } from '../freight/time.ts';

/**
 * What a step of a working does with its inputs. A second evaluator that knows only these reproduces every value:
 * LEAF has a source; SUM adds; DIFFERENCE is first − rest; PRODUCT; QUOTIENT is first ÷ second; MAXIMUM, MINIMUM;
 * ROUND rounds its one input as `rounding` says; FLOOR_UNITS and CEIL_UNITS, NEAREST_UNITS are the whole number of times the second goes
 * into the first; BAND is [key, from, value, next?]: value, where from ≤ key < next; UP_TO is [key, upTo, value, above?]: value,
 * where above < key ≤ upTo; SAME repeats its one input.
 */
export type WorkingOp =
  | 'LEAF'
  | 'SUM'
  | 'DIFFERENCE'
  | 'PRODUCT'
  | 'QUOTIENT'
  | 'MAXIMUM'
  | 'MINIMUM'
  | 'ROUND'
  | 'FLOOR_UNITS'
  | 'CEIL_UNITS'
  | 'NEAREST_UNITS'
  | 'BAND'
  | 'UP_TO'
  | 'SAME';

export interface WorkingSource {
  kind: 'CONTRACT' | 'FACT' | 'INDEX' | 'RULE' | 'POLICY';
  /** `ABCD-LTL`, `tms SHP-10042`, `EIA-DIESEL-US 2026-03-02`. */
  id: string;
  version?: string | null;
  /** JSON pointer into the source. */
  pointer: string;
  occurredAt?: Instant | null;
  receivedAt?: Instant | null;
}

/** One step; `value` is plain decimal text (minutes and counts too), or null where a fact is missing. */
export interface Working {
  value: string | null;
  unit: string;
  op: WorkingOp;
  label: string;
  inputs: Working[];
  source?: WorkingSource;
  rounding?: Rounding;
}
