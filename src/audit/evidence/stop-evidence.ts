import type { FreightDocument } from '../../freight/document.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { Stop } from '../../freight/shipment.ts';
import type { Need } from '../expected.ts';
import { withAppointments } from './appointments.ts';
import { milestone } from './claims.ts';
import type { Claim, PlacedEvent } from './claims.ts';
import type { Evidence, Milestone, StopEvidence } from './evidence.ts';
import { msOf } from './instants.ts';
import { claimsOf, visitsOf } from './visits.ts';
import type { Wanted } from './visits.ts';

/** What is known at one stop: its placed events, its signed documents as claims, its PODs. */
export interface AtStop {
  stop: Stop;
  events: PlacedEvent[];
  signed: Claim[];
  pods: Recorded<FreightDocument>[];
}

/** What is wanting at a stop: the event, or the stop or zone of one that was told but could not be placed. */
function wantedAt({ stop }: Stop, unplaced: Evidence['unplaced']): Wanted {
  return (type) =>
    unplaced.find(({ fact }) => fact.body.type === type)?.need ?? {
      fact: `event ${type} at stop ${stop}`,
      reason: 'FACT_MISSING',
      from: 'CARRIER',
    };
}

/** The evidence at one stop: visits, appointment, delivery, PODs. A pickup has no delivery (`null`). */
export function stopEvidence(
  { stop, events, signed, pods }: AtStop,
  agreeWithinMinutes: number,
  unplaced: Evidence['unplaced'],
): StopEvidence {
  const wanted = wantedAt(stop, unplaced);
  const claims = claimsOf(events);
  const visits = visitsOf(stop, claims, agreeWithinMinutes, wanted);
  const delivered = [...claims.filter(({ event }) => event?.type === 'DELIVERED'), ...signed];
  return {
    stop,
    ...withAppointments(stop, visits, events),
    delivered: stop.type === 'PICKUP' ? null : milestone(delivered, 'EARLIER', agreeWithinMinutes, wanted('DELIVERED')),
    pods,
  };
}

/** The first departure from the first stop (model.md, `dateRole` PICKUP). */
export function pickupOf(stops: readonly StopEvidence[]): Milestone {
  const first = stops[0];
  const left = first?.visits.find(({ departure }) => departure.status !== 'MISSING') ?? first?.visits[0];
  if (left) return left.departure;
  const fact = first ? `event DEPARTED_STOP at stop ${first.stop.stop}` : 'event DEPARTED_STOP at the first stop';
  return { status: 'MISSING', need: { fact, reason: 'FACT_MISSING', from: 'CARRIER' } };
}

/** Delivered when every delivery stop is, at the last of their instants; else what is missing or contradictory. */
export function deliveryOf(stops: readonly StopEvidence[]): Milestone {
  const deliveries = stops.map(({ delivered }) => delivered).filter((one) => one !== null);
  const open =
    deliveries.find(({ status }) => status === 'MISSING') ?? deliveries.find((one) => one.status !== 'STANDS');
  if (open) return notDelivered(open);
  const standing = deliveries.filter((one) => one.status === 'STANDS');
  const [first, ...rest] = standing;
  if (!first) {
    return notDelivered({
      status: 'MISSING',
      need: { fact: 'event DELIVERED at the last stop', reason: 'FACT_MISSING', from: 'CARRIER' },
    });
  }
  const last = rest.reduce((latest, one) => (msOf(one.at) > msOf(latest.at) ? one : latest), first);
  return { ...last, facts: standing.flatMap(({ facts }) => facts) };
}

function notDelivered(open: Milestone): Milestone {
  if (open.status !== 'MISSING' || open.need.reason !== 'FACT_MISSING') return open;
  return { status: 'MISSING', need: { ...open.need, reason: 'NOT_DELIVERED' } };
}

/** The delivery stops without a POD, each as a need: one POD per delivery stop (rating.md, small print). */
export function podsMissing(stops: readonly StopEvidence[]): Need[] {
  return stops
    .filter(({ stop, pods }) => stop.type === 'DELIVERY' && pods.length === 0)
    .map(({ stop }) => ({ fact: `document POD at stop ${stop.stop}`, reason: 'POD_MISSING', from: 'CARRIER' }));
}
