import type { PartnerProfile } from '../../freight/terms.ts';
import type { X12Set } from './envelope.ts';
import { noteAt, quoted } from './segments.ts';
import { readInvoice } from './set-210.ts';
import { readStatus } from './set-214.ts';
import { readAdvice } from './set-824.ts';
import { conclude, notUnderstood, type SetResult, startReading } from './understood.ts';

/**
 * What one set tells: 210 an invoice, 214 events, 824 an
 * answer to a dispute, 997 nothing but that our message arrived. A set whose envelope is
 * truncated or contradictory, and one of another type (UNSUPPORTED_SET), is not understood; nothing is ever thrown.
 * The profile is that of the source `x12:` + sender; without one the base standard holds.
 */
export function readSet(set: X12Set, profile?: PartnerProfile): SetResult {
  if (set.problem) return notUnderstood(set, [set.problem], set.warnings);
  if (set.type === '210') return readInvoice(set, profile);
  if (set.type === '214') return readStatus(set, profile);
  if (set.type === '824') return readAdvice(set, profile);
  const reading = startReading(set, profile);
  const [st] = set.segments;
  if (set.type !== '997' && st) {
    const detail = `${quoted(set.type)} is none of the sets we read: 210, 214, 824, 997`;
    reading.problems.push(noteAt('UNSUPPORTED_SET', detail, st, 1));
  }
  return conclude(reading, { invoices: [], events: [], documents: [] });
}
