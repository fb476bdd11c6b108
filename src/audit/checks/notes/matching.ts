import type { DossierBill, MatchCandidate } from '../../dossier.ts';
import type { CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

function candidateWords({ shipmentId, by, eliminatedBy, wouldBeEliminatedBy }: MatchCandidate): string {
  if (eliminatedBy !== null) return `${shipmentId} (by ${by}; struck out, ${eliminatedBy})`;
  const tellsApart =
    wouldBeEliminatedBy.length === 0 ? 'nothing tells it apart' : `out with ${wouldBeEliminatedBy.join(', or ')}`;
  return `${shipmentId} (by ${by}; ${tellsApart})`;
}

/** M-01 and M-03: every candidate, and what would strike it out. */
export function matchNotes(_: CheckContext, { match }: DossierBill): Note[] {
  const candidates = match.candidates.map(candidateWords).join('; ');
  if (match.status === 'AMBIGUOUS') {
    const sentence = `More than one shipment fits: ${candidates}.`;
    return [{ check: 'M-01', code: 'AMBIGUOUS_MATCH', severity: 'WARNING', sentence }];
  }
  if (match.status === 'MATCHED') return [];
  const sentence =
    candidates === '' ? 'No shipment carries a reference of this bill.' : `No shipment fits: ${candidates}.`;
  return [{ check: 'M-03', code: 'NO_SHIPMENT', severity: 'WARNING', sentence }];
}
