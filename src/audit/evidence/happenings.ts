import type { EventType } from '../../freight/codes.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { Stop } from '../../freight/shipment.ts';
import type { PlacedEvent } from './claims.ts';
import type { Evidence } from './evidence.ts';

const exceptionEvents: readonly EventType[] = ['SHORT', 'OVER', 'DAMAGED', 'REFUSED'];

/**
 * The earliest standing CANCELLED before any pickup, that is before a LOADED or DEPARTED_STOP at a pickup stop (rating.md,
 * small print), and whether the truck was dispatched before it. One without a time counts only while nothing was picked up.
 */
export function cancellationOf(events: readonly PlacedEvent[], stops: readonly Stop[]): Evidence['cancelled'] {
  const cancelled = events.find(({ type }) => type === 'CANCELLED');
  if (!cancelled) return null;
  const pickups = new Set(stops.filter(({ type }) => type === 'PICKUP').map(({ stop }) => stop));
  const at = cancelled.ms ?? Infinity;
  const pickedUp = events.some(
    ({ type, stop, ms }) =>
      (type === 'LOADED' || type === 'DEPARTED_STOP') && stop !== null && pickups.has(stop) && (ms ?? -Infinity) <= at,
  );
  if (pickedUp) return null;
  const dispatchedBefore = events.some(({ type, ms }) => type === 'DISPATCHED' && ms !== null && ms < at);
  return { fact: cancelled.fact, dispatchedBefore };
}

function pieces(data: Record<string, unknown> | null | undefined): number | null {
  const said = data?.pieces;
  return typeof said === 'number' ? said : null;
}

/** Short, over, damaged and refused goods, as events and as PODs tell of them. */
export function exceptionsOf(
  events: readonly PlacedEvent[],
  documents: readonly Recorded<FreightDocument>[],
): Evidence['exceptions'] {
  const told = events
    .filter(({ type }) => exceptionEvents.includes(type))
    .map(({ fact, type, stop }) => ({ type, pieces: pieces(fact.body.data), stop, source: fact.source, id: fact.id }));
  const written = documents.flatMap(({ source, id, body }) =>
    (body.type === 'POD' ? (body.data?.exceptions ?? []) : []).map((exception) => ({
      type: exception.type,
      pieces: exception.pieces ?? null,
      stop: body.stop ?? null,
      source,
      id,
    })),
  );
  return [...told, ...written];
}
