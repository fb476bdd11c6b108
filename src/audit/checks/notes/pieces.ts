import type { FreightDocument } from '../../../freight/document.ts';
import type { Recorded } from '../../../freight/fact.ts';
import type { Evidence, StopEvidence } from '../../evidence/evidence.ts';
import { msOf } from '../../evidence/instants.ts';
import type { CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

/** Pieces of the whole order; null when some item does not say. */
function ordered({ shipment }: Evidence): number | null {
  const items = shipment?.body.items ?? [];
  if (items.length === 0 || items.some(({ pieces }) => typeof pieces !== 'number')) return null;
  return items.reduce((total, { pieces }) => total + (pieces ?? 0), 0);
}

const issued = ({ body }: Recorded<FreightDocument>) => (body.issuedAt ? msOf(body.issuedAt) : -Infinity);

/** What the newest POD of a stop counted; null: none of them did. */
function countedAt({ pods }: StopEvidence): number | null {
  const counting = pods.filter(({ body }) => typeof body.data?.piecesReceived === 'number');
  const newest = counting.sort((a, b) => issued(b) - issued(a))[0];
  return newest?.body.data?.piecesReceived ?? null;
}

const deliveries = ({ stops }: Evidence) => stops.filter(({ stop }) => stop.type === 'DELIVERY');

/** The sum of what every delivery stop counted; null while one of them did not. */
function together(counts: readonly (number | null)[]): number | null {
  if (counts.length === 0 || counts.includes(null)) return null;
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}

/** Said already by name: then a count says nothing new. */
const told = ({ exceptions }: Evidence) => exceptions.some(({ type }) => type === 'SHORT' || type === 'OVER');

function difference(check: string, who: string, counted: number, wanted: number): Note[] {
  if (counted === wanted) return [];
  const away = Math.abs(counted - wanted);
  const sentence = `${wanted} ${wanted === 1 ? 'piece was' : 'pieces were'} ordered; ${who} ${counted}: ${away} too ${counted < wanted ? 'few' : 'many'}.`;
  return [{ check, code: 'OS_D', severity: check === 'E-18' ? 'INFO' : 'WARNING', sentence }];
}

/** E-05: the PODs of all delivery stops count as many pieces as were ordered. */
export function pieceNotes({ evidence }: CheckContext): Note[] {
  const [wanted, counted] = [ordered(evidence), together(deliveries(evidence).map(countedAt))];
  if (wanted === null || counted === null || told(evidence)) return [];
  return difference('E-05', 'the proofs of delivery count', counted, wanted);
}

/** E-18: what the warehouse unloaded (events UNLOADED with `data.pieces`) is as much as was ordered. */
export function receiptNotes({ evidence }: CheckContext): Note[] {
  const unloadedAt = (number: number) => {
    const counts = evidence.events
      .filter(({ type, stop }) => type === 'UNLOADED' && stop === number)
      .map(({ fact }) => fact.body.data?.pieces)
      .filter((pieces) => typeof pieces === 'number');
    return counts.at(-1) ?? null;
  };
  const [wanted, counted] = [
    ordered(evidence),
    together(deliveries(evidence).map(({ stop }) => unloadedAt(stop.stop))),
  ];
  if (wanted === null || counted === null || told(evidence)) return [];
  return difference('E-18', 'the warehouse received', counted, wanted);
}
