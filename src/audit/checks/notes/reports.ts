import type { EventType } from '../../../freight/codes.ts';
import type { Stop } from '../../../freight/shipment.ts';
import type { StandingEvent } from '../../evidence/evidence.ts';
import { msOf } from '../../evidence/instants.ts';
import type { CheckContext } from '../../judged.ts';
import { contractInForce } from '../governing.ts';
import type { Note } from './note.ts';

/** The stops where a milestone is due; null: anywhere, once. */
function stopsFor(type: EventType, stops: readonly Stop[]): Stop[] | null {
  if (type === 'ARRIVED_AT_STOP' || type === 'DEPARTED_STOP') return [...stops];
  if (type === 'LOADED') return stops.filter((stop) => stop.type === 'PICKUP');
  if (type === 'UNLOADED' || type === 'DELIVERED') return stops.filter((stop) => stop.type === 'DELIVERY');
  return null;
}

interface Due {
  type: EventType;
  stop: number | null;
}

const isOf =
  ({ type, stop }: Due) =>
  (event: StandingEvent) =>
    event.type === type && (stop === null || event.stop === stop);

const words = ({ type, stop }: Due) => (stop === null ? type : `${type} at stop ${stop}`);

/** Told within the time agreed; an event that does not say when it was issued was. */
const inTime = (withinMinutes: number | null) => (event: StandingEvent) => {
  const { issuedAt } = event.fact.body;
  if (withinMinutes === null || !issuedAt || event.at === null) return true;
  return msOf(issuedAt) - msOf(event.at) <= withinMinutes * 60_000;
};

/** E-14: once the freight is delivered, every milestone the contract asks for was reported, and soon enough. */
export function reportNotes(context: CheckContext): Note[] {
  const { evidence } = context;
  const terms = contractInForce(context)?.reporting ?? null;
  if (terms === null || evidence.delivery.status !== 'STANDS') return [];
  const stops = evidence.stops.map(({ stop }) => stop);
  const due = terms.milestones.flatMap((type): Due[] =>
    (stopsFor(type, stops) ?? [null]).map((stop) => ({ type, stop: stop?.stop ?? null })),
  );
  const missing = due.filter((one) => !evidence.events.some(isOf(one)));
  const late = due.filter((one) => {
    const events = evidence.events.filter(isOf(one));
    return events.length > 0 && !events.some(inTime(terms.withinMinutes ?? null));
  });
  if (missing.length + late.length === 0) return [];
  const parts = [
    ...missing.map((one) => `${words(one)} was not reported`),
    ...late.map((one) => `${words(one)} was reported late`),
  ];
  const sentence = `${due.length - missing.length - late.length} of ${due.length} milestones came in time: ${parts.join('; ')}.`;
  return [{ check: 'E-14', code: 'FACT_MISSING', severity: 'INFO', sentence }];
}
