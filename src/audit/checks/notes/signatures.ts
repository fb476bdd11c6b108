import type { FreightDocument } from '../../../freight/document.ts';
import type { Recorded } from '../../../freight/fact.ts';
import type { CheckContext } from '../../judged.ts';
import { isElsewhere, namesAlike, placeText } from '../alike.ts';
import type { Note } from './note.ts';

/** Who signed and when, as far as the paper says. */
export function isSigned({ body: { data } }: Recorded<FreightDocument>): boolean {
  return Boolean(data?.signedBy) && Boolean(data?.signedAt ?? data?.signedLocal);
}

/** A scan whose text nobody read says nothing; one that was read and names no signature does. */
const wasRead = ({ body: { data } }: Recorded<FreightDocument>) =>
  Object.values(data ?? {}).some((said) => said !== null && said !== undefined);

/** E-03: a proof of delivery that somebody read names who signed it. A contract may ask for that, and the time, before it pays. */
export function signatureNotes({ evidence, rated }: CheckContext): Note[] {
  if (rated?.terms.evidence.pod === 'SIGNED') return [];
  return evidence.stops.flatMap(({ stop, pods }): Note[] => {
    if (pods.length === 0 || pods.some((pod) => Boolean(pod.body.data?.signedBy) || !wasRead(pod))) return [];
    const sentence = `The proof of delivery at stop ${stop.stop} does not say who signed it.`;
    return [{ check: 'E-03', code: 'POD_MISSING', severity: 'WARNING', sentence }];
  });
}

/** E-04: who received the goods is at the delivery stop, as far as the paper says. */
export function receiverNotes({ evidence }: CheckContext): Note[] {
  return evidence.stops.flatMap(({ stop, pods }): Note[] => {
    const { location } = stop;
    const strays = pods
      .map(({ body }) => body.data?.receivedBy)
      .filter((receiver) => receiver !== null && receiver !== undefined)
      .filter((receiver) => isElsewhere(receiver, location) || !alike(receiver.name, location.name));
    const [stray] = strays;
    if (stray === undefined || strays.length < pods.length) return [];
    const whom = [stray.name, placeText(stray)].filter(Boolean).join(', ');
    const ours = [location.name, placeText(location)].filter(Boolean).join(', ');
    const sentence = `The proof of delivery names ${whom}; stop ${stop.stop} is ${ours}.`;
    return [{ check: 'E-04', code: 'EVIDENCE_CONFLICT', severity: 'WARNING', sentence }];
  });
}

function alike(one: string | null | undefined, other: string | null | undefined): boolean {
  return !one || !other || namesAlike(one, other);
}
