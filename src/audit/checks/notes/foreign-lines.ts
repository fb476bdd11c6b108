import { currencyOf } from '../../align/bill-lines.ts';
import type { DossierBill } from '../../dossier.ts';
import type { AlignedLine, CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

/** I-08, of single lines: they are left out of the totals and held. */
export function foreignLineNotes(_: CheckContext, bill: DossierBill, lines: readonly AlignedLine[]): Note[] {
  const currency = currencyOf(bill);
  const audited = new Set(lines.map(({ line }) => line));
  return bill.bill.charges
    .filter((line) => (line.currency ?? currency) !== currency && !audited.has(line.line))
    .map(({ line, amount, currency: other }) => ({
      ...{ check: 'I-08', code: 'CURRENCY', severity: 'WARNING', line, amount },
      sentence: `Line ${line} is in ${other ?? ''}, the bill in ${currency ?? 'no currency'}: it is held and in no total.`,
    }));
}
