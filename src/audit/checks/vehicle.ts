import { normaliseReference } from '../../freight/references.ts';
import type { Gate } from '../judged.ts';
import { namesAlike } from './alike.ts';
import type { GateQuestion } from './governing.ts';

/** What events at the pickup stops say of the vehicle or the driver in their data. */
function toldAtPickup({ evidence }: GateQuestion, field: 'vehicle' | 'driver'): string[] {
  const pickups = evidence.stops.filter(({ stop }) => stop.type === 'PICKUP').map(({ stop }) => stop.stop);
  return evidence.events
    .filter(({ stop }) => stop !== null && pickups.includes(stop))
    .map(({ fact }) => fact.body.data?.[field])
    .filter((said): said is string => typeof said === 'string' && said.trim() !== '');
}

const samePlate = (one: string, other: string) => normaliseReference(one) === normaliseReference(other);

/** The first who came to a pickup and was not announced; null: nobody was announced, or all who came were. */
function stranger(
  came: readonly string[],
  announced: readonly string[],
  same: (one: string, other: string) => boolean,
): string | null {
  if (announced.length === 0) return null;
  return came.find((one) => !announced.some((known) => same(one, known))) ?? null;
}

/**
 * E-15: the vehicle and the driver that came to a pickup are those the carrier announced; another one may be another
 * carrier's. Where none was announced, or nobody told who came, nothing is held. Who drives on from there is not asked.
 */
export function announcedOnesCame(question: GateQuestion): Gate | null {
  const shipment = question.evidence.shipment?.body;
  const { vehicles, drivers } = shipment?.announced ?? {};
  const asked = [
    ['vehicle', vehicles ?? [], samePlate],
    ['driver', drivers ?? [], namesAlike],
  ] as const;
  for (const [field, announced, same] of asked) {
    const other = stranger(toldAtPickup(question, field), announced, same);
    if (other === null) continue;
    const sentence = `${shipment?.carrier ?? ''} announced the ${field} ${announced.join(' or ')}; ${other} came.`;
    return { check: 'E-15', code: 'CARRIER_WRONG', outcome: 'HOLD', sentence };
  }
  return null;
}
