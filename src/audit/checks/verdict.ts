import type { ReasonCode } from '../../freight/codes.ts';
import { type Decimal, zero } from '../../freight/money.ts';
import type { Need } from '../expected.ts';
import type { AlignedLine, CheckVerdict } from '../judged.ts';

const plain = {
  needs: [] as Need[],
  afterDeadline: null,
  certain: false,
  restsOnAbsence: false,
  withinTolerance: false,
  cause: null,
};

/** The check found nothing, or what is worth no more than the note `code`. */
export function passes(id: string, code: ReasonCode | null = null, amount: Decimal = zero): CheckVerdict {
  return { id, verdict: 'PASS', code, amount, ...plain };
}

/** The line cannot be judged until the needed facts are known: all that is billed hangs on them. */
export function cannotAssess(
  id: string,
  code: ReasonCode,
  line: AlignedLine,
  found: { needs: Need[]; afterDeadline?: ReasonCode | null; restsOnAbsence?: boolean },
): CheckVerdict {
  return { id, verdict: 'CANNOT_ASSESS', code, amount: line.billed, ...plain, ...found };
}

/** Billed and owed differ by `difference` (billed − owed). */
export function varies(
  id: string,
  code: ReasonCode,
  difference: Decimal,
  found: Partial<Pick<CheckVerdict, 'needs' | 'certain' | 'restsOnAbsence' | 'withinTolerance' | 'cause'>> = {},
): CheckVerdict {
  const direction = difference.isNegative() ? 'UNDER' : 'OVER';
  return { id, verdict: 'VARIANCE', code, amount: difference.abs(), direction, ...plain, ...found };
}
