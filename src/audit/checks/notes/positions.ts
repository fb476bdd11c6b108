import type { EventType } from '../../../freight/codes.ts';
import type { StandingEvent } from '../../evidence/evidence.ts';
import { msOf } from '../../evidence/instants.ts';
import type { CheckContext } from '../../judged.ts';
import type { Note } from './note.ts';

const milestones: readonly EventType[] = ['ARRIVED_AT_STOP', 'DEPARTED_STOP', 'DELIVERED'];

const byPosition = ({ method }: StandingEvent) => method === 'GEOFENCE' || method === 'TELEMATICS';

type Timed = StandingEvent & { at: string };
const isTimed = (event: StandingEvent): event is Timed => event.at !== null;

/** Minutes from a written time to the nearest position of the same milestone at the same stop; null: there is none. */
function minutesAway(written: Timed, positions: readonly Timed[]): number | null {
  const away = positions
    .filter(({ type, stop }) => type === written.type && stop === written.stop)
    .map(({ at }) => Math.abs(msOf(at) - msOf(written.at)) / 60_000);
  return away.length === 0 ? null : Math.round(Math.min(...away));
}

/**
 * E-07: what somebody wrote down is no further from the vehicle's own position than the contract lets sources differ. The
 * position stands either way; whose times are always off is worth knowing.
 */
export function positionNotes({ evidence, rated }: CheckContext): Note[] {
  const limit = rated?.terms.evidence.agreeWithinMinutes ?? 15;
  const timed = evidence.events.filter(({ type }) => milestones.includes(type)).filter(isTimed);
  const positions = timed.filter(byPosition);
  return timed
    .filter((event) => !byPosition(event))
    .flatMap((written): Note[] => {
      const away = minutesAway(written, positions);
      if (away === null || away <= limit) return [];
      const { type, stop, fact } = written;
      const sentence = `${fact.source} wrote ${type} at stop ${stop ?? 0} ${away} minutes off the vehicle's position.`;
      return [{ check: 'E-07', code: 'EVIDENCE_CONFLICT', severity: 'INFO', sentence }];
    });
}
