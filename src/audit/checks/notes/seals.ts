import type { FreightEvent } from '../../../freight/event.ts';
import { normaliseReference, type Reference } from '../../../freight/references.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

function sealsIn(references: readonly Reference[] | null | undefined, data: FreightEvent['data']): string[] {
  const named = (references ?? []).filter(({ type }) => type === 'SEAL').map(({ value }) => value);
  const told = data?.seal;
  return [...named, ...(typeof told === 'string' ? [told] : [])].map(normaliseReference).filter((seal) => seal !== '');
}

interface Told {
  stop: number | null;
  arrival: boolean;
  seals: string[];
}

const onArrival = ['ARRIVED_AT_STOP', 'UNLOADED', 'DELIVERED'];

/** Every seal that an event or a document names, in time order; a POD tells of the seal that arrived. */
function told({ events, documents }: Evidence): Told[] {
  const byEvents = events.map(({ type, stop, fact }) => ({
    stop,
    arrival: onArrival.includes(type),
    seals: sealsIn(fact.body.references, fact.body.data),
  }));
  const byPods = documents
    .filter(({ body }) => body.type === 'POD')
    .map(({ body }) => ({ stop: body.stop ?? null, arrival: true, seals: sealsIn(body.references, null) }));
  return [...byEvents, ...byPods].filter(({ seals }) => seals.length > 0);
}

/**
 * E-13: a seal that arrives at a delivery stop was put on before: named by the order, a bill of lading, or on leaving an
 * earlier stop. Where nobody named one before, or nobody looked on arrival, nothing is said.
 */
export function sealNotes({ evidence }: CheckContext): Note[] {
  const deliveries = new Set(
    evidence.stops.filter(({ stop }) => stop.type === 'DELIVERY').map(({ stop }) => stop.stop),
  );
  const arrived = ({ stop, arrival }: Told) => arrival && (stop === null || deliveries.has(stop));
  const all = told(evidence);
  const papers = evidence.documents.filter(({ body }) => body.type === 'BOL');
  const known = new Set([
    ...sealsIn(evidence.shipment?.body.references, null),
    ...papers.flatMap(({ body }) => sealsIn(body.references, null)),
    ...all.filter((one) => !arrived(one)).flatMap(({ seals }) => seals),
  ]);
  const strange = all.filter(arrived).flatMap(({ seals }) => seals.filter((seal) => !known.has(seal)));
  if (known.size === 0 || strange.length === 0) return [];
  const sentence = `Seal ${[...new Set(strange)].join(', ')} arrived; put on was ${[...known].join(', ')}.`;
  return [{ check: 'E-13', code: 'EVIDENCE_CONFLICT', severity: 'WARNING', sentence }];
}
