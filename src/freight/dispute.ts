import type { ChargeCode, ReasonCode } from './codes.ts';
import { amountText, decimal, sum } from './money.ts';
import type { LocalDate } from './time.ts';

/** The life of a dispute: gathered, told to the carrier, answered by it, and closed. */
export const disputeStates = ['DRAFT', 'SENT', 'ANSWERED', 'RESOLVED'] as const;
export type DisputeState = (typeof disputeStates)[number];

/** How a dispute ended: the carrier accepted all of it, some of it or none, or we no longer ask. */
export const disputeResolutions = ['ACCEPTED', 'PARTIAL', 'REJECTED', 'WITHDRAWN'] as const;
export type DisputeResolution = (typeof disputeResolutions)[number];

/** Money kept back from a bill, or money paid and asked back. */
export const disputedKinds = ['WITHHELD', 'CLAIM'] as const;
export type DisputedKind = (typeof disputedKinds)[number];

/** One line of a dispute: open until the carrier or we end it. */
export const disputeLineStates = ['OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN'] as const;
export type DisputeLineState = (typeof disputeLineStates)[number];

/** A dispute as the carrier is told it. Amounts are texts with the currency's minor places, rates and quantities plain decimals. */
export interface DisputePacket {
  disputeId: string;
  /** Short, for people: `D-000123`. */
  number: string;
  state: DisputeState;
  carrier: { code: string; name: string | null };
  legalEntity: { code: string; name: string | null };
  currency: string;
  /** The day it was sent; of a draft, today. */
  issuedOn: LocalDate;
  /** By when we ask for an answer; null: nobody has said. */
  answerBy: LocalDate | null;
  /** 1 for the first word on it; each proposal of either side is a further round. */
  round: number;
  /** Sum of what is asked on lines still open. */
  asked: string;
  /** Whom the carrier may ask. */
  contact: { name: string; email: string } | null;
  /** What whoever sent it wrote above it. */
  message: string | null;
  lines: PacketLine[];
}

/** A line of a dispute with everything that speaks for it. */
export interface PacketLine {
  /** 1, 2, … within the dispute. */
  place: number;
  kind: DisputedKind;
  caseId: string;
  invoiceNumber: string;
  invoiceDate: LocalDate;
  billNumber: string | null;
  shipmentId: string | null;
  references: { type: string; value: string }[];
  /** The carrier's line number; null: a charge or credit that it did not bill. */
  line: number | null;
  charge: ChargeCode;
  stop: number | null;
  /** The carrier's own word for the charge; null: it gave none. */
  description: string | null;
  billed: string;
  /** null while it cannot be known. */
  expected: string | null;
  /** What is asked of the carrier on this line. */
  asked: string;
  reason: ReasonCode;
  /** The reason in the codes of X12 elements 426 and 647; null: none fits. */
  outward: { x426: string | null; x647: string | null };
  sentence: string;
  /** The known mistake that gives the carrier's figure to the cent; null: none was found. */
  cause: string | null;
  /** What the expected amount rests on; null: no contract speaks of it. */
  clause: { contractId: string; version: number; pointer: string | null; text: string | null } | null;
  /** The steps of the expected amount, outermost first. */
  working: { depth: number; text: string; value: string; source: string | null }[];
  evidence: { what: string; source: string; id: string; occurredAt: string | null; receivedAt: string }[];
  /** What would change our mind. */
  wouldChange: string;
  state: DisputeLineState;
}

/** A dispute's number as people say it: `D-000123`. */
export function disputeNumber(serial: number): string {
  return `D-${serial.toString().padStart(6, '0')}`;
}

/** What is still asked: the sum over lines that are open, as an amount of the currency. */
export function askedOf(lines: readonly Pick<PacketLine, 'asked' | 'state'>[], currency: string): string {
  return amountText(sum(lines.filter(({ state }) => state === 'OPEN').map(({ asked }) => decimal(asked))), currency);
}
