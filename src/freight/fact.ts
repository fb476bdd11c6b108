import type { Instant } from './time.ts';

/** What kinds of facts there are; a clock fact says that a deadline has passed. */
export const factKinds = ['shipment', 'event', 'document', 'invoice', 'payment', 'clock'] as const;
export type FactKind = (typeof factKinds)[number];

/** A fact as it was accepted: its content, who said it, when we learnt it. */
export interface Recorded<T> {
  factId: string;
  source: string;
  /** The id within the source: shipmentId#version, eventId, documentId, paymentId. */
  id: string;
  receivedAt: Instant;
  body: T;
}
