import type { Attribution, Classifier, EventType, EvidenceMethod } from './codes.ts';
import type { Reference } from './references.ts';
import type { Instant } from './time.ts';

/** Where a happening says it was; the audit finds the stop from it. */
export interface Place {
  city?: string | null;
  region?: string | null;
  postalCode?: string | null;
  country?: string | null;
  code?: string | null;
  sequence?: number | null;
}

/** A milestone or other happening. Only an ACTUAL one proves anything. */
export interface FreightEvent {
  source: string;
  eventId: string;
  type: EventType;
  classifier: Classifier;
  carrier?: string | null;
  stop?: number | null;
  place?: Place | null;
  occurredAt?: Instant | null;
  /** Local time at the place of the event, without offset; instead of `occurredAt`. */
  occurredLocal?: string | null;
  issuedAt?: Instant | null;
  method?: EvidenceMethod | null;
  references?: Reference[] | null;
  reason?: { code?: string | null; attribution?: Attribution | null } | null;
  /** Of a RETRACTED: the event, or document, of the same source that never was. */
  retracts?: string | null;
  retractsDocument?: string | null;
  /** APPOINTMENT_SET carries `{ from, to }`; REWEIGHED and RECLASSIFIED may carry the new figure. */
  data?: Record<string, unknown> | null;
}

/** A source through which a person speaks (`person`, `person:jd`, `manual`): it may retract what any source said. */
export function isPerson(source: string): boolean {
  return source === 'person' || source === 'manual' || source.startsWith('person:');
}
