import type { DossierBill } from '../../dossier.ts';
import type { CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

/** Messages with the same id and other content: kept, shown, never used. */
export function conflictNotes(_: CheckContext, { conflicts }: DossierBill): Note[] {
  return conflicts.map(({ source, id }) => ({
    ...{ check: 'E-16', code: 'EVIDENCE_CONFLICT', severity: 'WARNING' },
    sentence: `${source} sent ${id} again with other content; the first stands.`,
  }));
}

/** E-16: events that prove nothing because nobody can tell where or when they happened. */
export function unplacedNotes({ evidence }: CheckContext): Note[] {
  return evidence.unplaced.map(({ fact, need }) => ({
    ...{ check: 'E-16', code: need.reason, severity: 'WARNING' },
    sentence: `Event ${fact.body.type} of ${fact.source} proves nothing: ${need.fact} is not known.`,
  }));
}

/** E-17: what was withdrawn counts as if it had never been said. */
export function withdrawnNotes({ evidence }: CheckContext): Note[] {
  return evidence.retracted.map(({ source, id }) => ({
    ...{ check: 'E-17', code: 'EVIDENCE_CONFLICT', severity: 'INFO' },
    sentence: `${source} withdrew ${id}; it proves nothing any more.`,
  }));
}
