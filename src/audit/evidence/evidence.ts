import type { Attribution, EvidenceMethod, EventType } from '../../freight/codes.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { FreightEvent } from '../../freight/event.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { Shipment, Stop, TimeWindow } from '../../freight/shipment.ts';
import type { Instant } from '../../freight/time.ts';
import type { Need } from '../expected.ts';

/** A milestone as it stands after ranking all sources: or why it does not. */
export type Milestone =
  | { status: 'STANDS'; at: Instant; method: EvidenceMethod; facts: Recorded<FreightEvent | FreightDocument>[] }
  | { status: 'MISSING'; need: Need }
  | { status: 'CONFLICT'; need: Need; facts: Recorded<FreightEvent | FreightDocument>[] };

/** The window a stop was to be served in, and the event that set it; null: it is the order's own. */
export interface Appointment extends TimeWindow {
  setBy: Recorded<FreightEvent> | null;
}

/** One stay of the truck at a stop: from its arrival to its departure or failed attempt. */
export interface Visit {
  arrival: Milestone;
  /** UNLOADED at a delivery, LOADED at a pickup. */
  workDone: Milestone;
  /** The departure; where none was reported, the failed attempt that ended the visit. */
  departure: Milestone;
  /** The failed attempts of this visit, one for each local day, each once however many sources told of it. */
  attempts: StandingEvent[];
  /** The window that held for this visit: the order's, or the one set last before this arrival. */
  appointment: Appointment | null;
}

export interface StopEvidence {
  stop: Stop;
  /** The order's appointment, or the one set by APPOINTMENT_SET before the arrival. */
  appointment: Appointment | null;
  visits: Visit[];
  delivered: Milestone | null;
  pods: Recorded<FreightDocument>[];
}

/** A standing event with its stop and instant found: ACTUAL, not retracted. */
export interface StandingEvent {
  fact: Recorded<FreightEvent>;
  type: EventType;
  stop: number | null;
  at: Instant | null;
  method: EvidenceMethod;
  attribution: Attribution | null;
}

/** What the delivery facts prove about one shipment. */
export interface Evidence {
  /** The version in force; null while no shipment is matched. */
  shipment: Recorded<Shipment> | null;
  stops: StopEvidence[];
  /** Every standing ACTUAL event, in time order. */
  events: StandingEvent[];
  /** Documents not retracted. */
  documents: Recorded<FreightDocument>[];
  /** Events whose stop or time could not be found (STOP_UNKNOWN, TIME_ZONE_UNKNOWN): they prove nothing. */
  unplaced: { fact: Recorded<FreightEvent>; need: Need }[];
  /** The first departure from the first stop, which chooses the version under dateRole PICKUP. */
  pickup: Milestone;
  /** Delivered when every delivery stop is; the last instant. */
  delivery: Milestone;
  /** One POD per delivery stop: the missing ones. */
  podMissing: Need[];
  /** Standing CANCELLED before any pickup. */
  cancelled: { fact: Recorded<FreightEvent>; dispatchedBefore: boolean } | null;
  /** SHORT, OVER, DAMAGED, REFUSED by event or POD. */
  exceptions: { type: string; pieces: number | null; stop: number | null; source: string; id: string }[];
  /** Facts that were withdrawn: event or document ids of RETRACTED that stand. */
  retracted: { source: string; id: string }[];
  /** Notes: methods lowered to a partner's maximum, and the like. */
  notes: string[];
}
