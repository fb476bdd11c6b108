import { composesAtMost } from '../../align/align.ts';
import type { DossierBill } from '../../dossier.ts';
import type { AlignedLine, CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

/** D-18: in a very large dossier no amounts are looked for that others come to; it matters where a line was left over. */
export function alignmentNotes({ dossier }: CheckContext, _: DossierBill, lines: readonly AlignedLine[]): Note[] {
  const { length } = dossier.bills;
  if (length <= composesAtMost || !lines.some(({ pass }) => pass >= 5)) return [];
  const sentence = `The shipment has ${length} bills: beyond ${composesAtMost} no line is taken for the sum or a part of others.`;
  return [{ check: 'D-18', code: 'ALIGNMENT_AMBIGUOUS', severity: 'INFO', sentence }];
}
