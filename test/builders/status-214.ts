import type { PartnerProfile } from '../../src/freight/terms.ts';
import { readX12 } from '../../src/formats/x12/envelope.ts';
import { readSet } from '../../src/formats/x12/read-set.ts';
import type { SetResult } from '../../src/formats/x12/understood.ts';
import { writeInterchange } from '../../src/formats/x12/write-envelope.ts';

const envelope = { sender: 'FFRT', receiver: 'SHIPPERCO', control: '12', date: '2026-07-15', time: '09:00' };

/** Reads a 214 of these segments. */
export function readStatusLines(lines: readonly string[], profile?: Partial<PartnerProfile>): SetResult {
  const segments = lines.map((line) => line.split('*'));
  const text = writeInterchange(envelope, [{ code: 'QM', sets: [{ type: '214', segments }] }]);
  const [set] = readX12(text).interchanges[0]?.groups[0]?.sets ?? [];
  if (!set) throw new Error('no set');
  return readSet(set, profile ? { source: 'x12:FFRT', version: 1, ...profile } : undefined);
}

/** A message with one status at Akron. */
export function status(
  at7: string,
  more: readonly string[] = ['MS1*AKRON*OH*US'],
  profile?: Partial<PartnerProfile>,
): SetResult {
  return readStatusLines(['B10*555001*SHP-7*FFRT', 'LX*1', at7, ...more], profile);
}

/** The events that were understood. */
export function eventsOf(result: SetResult) {
  if (!result.understood) throw new Error(result.detail);
  return result.facts.events;
}
