import type { CheckContext } from '../../judged.ts';
import { msOf } from '../../evidence/instants.ts';
import { lateBecauseOf } from '../../rate/service-credit.ts';
import type { Note } from './note.ts';

/** `2 h 5 min`. */
function lasting(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** E-09: delivered by the end of the window that was promised; what lateness costs says the contract (E-10). */
export function latenessNotes({ evidence }: CheckContext): Note[] {
  const promised = evidence.shipment?.body.committedDelivery?.to ?? null;
  if (promised === null || evidence.delivery.status !== 'STANDS') return [];
  const deliveredMs = msOf(evidence.delivery.at);
  const minutes = Math.floor((deliveredMs - msOf(promised)) / 60_000);
  if (minutes <= 0) return [];
  const cause = lateBecauseOf(evidence, deliveredMs).toLowerCase();
  const sentence = `Delivered ${lasting(minutes)} after the time that was promised, put down to: ${cause}.`;
  return [{ check: 'E-09', code: 'SERVICE_LATE', severity: 'INFO', sentence }];
}
