import type { BilledLine, CarrierInvoice, FreightBill } from '../../src/freight/bill.ts';
import type { CaseState, ChargeCode, Outcome, ReasonCode } from '../../src/freight/codes.ts';
import type { ContractVersion } from '../../src/freight/contract.ts';
import type { DocumentData, FreightDocument } from '../../src/freight/document.ts';
import type { FreightEvent } from '../../src/freight/event.ts';
import type { Shipment } from '../../src/freight/shipment.ts';
import type { Carrier, PartnerProfile } from '../../src/freight/terms.ts';
import type { Json, Speaker } from '../stories/service.ts';

/** The numbers and names of one scenario; no other scenario has them. */
export interface Names {
  /** Short: check, kind and number, e.g. `A39R1`. */
  code: string;
  carrier: string;
  scac: string;
  contractId: string;
  shipmentId: string;
  bol: string;
  pro: string;
  invoiceNumber: string;
}

/** What is different from the usual: fields, or a function of the usual that gives fields. */
export type Change<T> = Partial<T> | ((usual: T, names: Names) => Partial<T>);

/** A charge as billed: code (null: only the sender's own), amount, anything else of the line. */
export type Line = [charge: ChargeCode | null, amount: string, more?: Partial<BilledLine>];

/** One more bill of the same shipment, each field as in `Given`. */
export interface Billing {
  invoice?: Change<CarrierInvoice>;
  bill?: Change<FreightBill>;
  charges?: Line[];
}

/** Everything that is posted for one scenario. Tables seldom need to see it whole: `change` may. */
export interface World {
  names: Names;
  carriers: Carrier[];
  contracts: Partial<ContractVersion>[];
  partners: Omit<PartnerProfile, 'version'>[];
  shipments: Shipment[];
  events: FreightEvent[];
  documents: FreightDocument[];
  invoices: CarrierInvoice[];
}

/** How the world of a scenario differs from the usual one (`world.ts`), where everything passes. */
export interface Given extends Billing {
  /** Of the contract; null: there is none. Scenarios that say the same share one carrier and contract. */
  contract?: Change<ContractVersion> | null;
  /** Instead of `contract`: several versions or contracts, each as different from the usual one. */
  contracts?: Change<ContractVersion>[];
  carrier?: Change<Carrier>;
  /** The profile of the carrier's source `api:<carrier>`. */
  partner?: Partial<PartnerProfile>;
  /** Other master data by path: `{ 'legal-entities': [{ … }] }`; written before any fact. */
  masterData?: Record<string, object[]>;
  /** Index values by series; name a series of your own. */
  indexes?: Record<string, object[]>;
  fxRates?: object[];
  /** A carrier of its own even where the terms are those of another scenario. */
  alone?: boolean;
  shipment?: Change<Shipment>;
  /** Left out of the usual facts: `POD`, `DELIVERED`, `ARRIVED_AT_STOP 2`. */
  without?: string[];
  /** Of the usual POD's data. */
  pod?: Partial<DocumentData>;
  /** Added; what a table leaves out (ids, references, source, classifier) is given. */
  events?: (Partial<FreightEvent> & Pick<FreightEvent, 'type'>)[];
  documents?: (Partial<FreightDocument> & Pick<FreightDocument, 'type'>)[];
  /** More bills; then the last one is asked about, unless the expectation says `of`. */
  further?: Billing[];
  /** Sent instead of the invoices: its answer is what the scenario is about. */
  message?: (world: World) => Message;
  /** The last word on everything that will be posted. */
  change?: (world: World) => void;
  /** What happens once all of it has been audited: later facts, decisions. All is audited again after it. */
  afterwards?: (hand: Hand) => Promise<void>;
  /** The clock stands so many days after the bills were received when the case is looked at: deadlines have passed. */
  daysLater?: number;
  /** With `daysLater`: what happens on that day, before the case is looked at. */
  thereafter?: (hand: Hand) => Promise<void>;
}

/** One request as a sender makes it, fit or not. */
export interface Message {
  path: '/v1/edi' | '/v1/invoices';
  text: string;
  /** Who says so; absent: that of the first invoice. */
  source?: string;
}

/** What `afterwards` may do. */
export interface Hand {
  world: World;
  names: Names;
  maker: Speaker;
  checker: Speaker;
  /** Posts facts to `/v1/<kind>`; throws when one is refused. */
  send: (kind: 'shipments' | 'events' | 'documents' | 'invoices' | 'payments', ...facts: object[]) => Promise<void>;
  /** The case of the n-th invoice (0: the first), up to date. */
  caseOf: (invoice?: number) => Promise<Json>;
  settled: () => Promise<void>;
}

/** What of the case is looked at; what is left out is not. */
export interface Expected {
  /** Which invoice, from 0; absent: the last one. */
  of?: number;
  /** Which bill of a summary invoice; absent: 1. */
  bill?: number;
  /** The line the check speaks of; null: the whole bill, or a charge not billed. */
  line?: number | null;
  /** Of the finding; what a scenario that raises must always say. */
  reason?: ReasonCode;
  amount?: string;
  sentence?: RegExp;
  severity?: string;
  /** Of the line named by `line`. */
  charge?: {
    outcome?: Outcome;
    reason?: ReasonCode | null;
    expected?: string | null;
    approved?: string;
    disputed?: string;
    denied?: string;
    pending?: string;
  };
  money?: Partial<Record<'billed' | 'approved' | 'disputed' | 'denied' | 'pending', string>> & {
    expected?: string | null;
  };
  /** Of a check that looks over many bills: the pattern of the scenario's carrier, or null for none. */
  pattern?: { count: number; amount?: string; sentence?: RegExp } | null;
  /** Of a message: the code by which intake speaks for the check, e.g. `TRUNCATED`. */
  problem?: string;
  /** Absent: of a scenario that passes, APPROVED. */
  state?: CaseState | readonly CaseState[];
}

/** One scenario of a table. */
export interface Scenario {
  check: string;
  asks: 'raises' | 'passes' | 'cannotAssess';
  /** What happened, as a sentence about freight. */
  name: string;
  given: Given;
  expected: Expected;
}

/** The case has a finding of this check with this reason. */
export function raises(
  check: string,
  name: string,
  given: Given,
  expected: Expected & ({ reason: ReasonCode } | { problem: string }),
): Scenario {
  return { check, asks: 'raises', name, given, expected };
}

/**
 * The case has no finding of this check and no line where it does anything but pass; with `line`, it is named on that line
 * as passed. The bill is APPROVED unless `state` says otherwise: a scenario that passes is also one against false alarms.
 */
export function passes(check: string, name: string, given: Given = {}, expected: Expected = {}): Scenario {
  return { check, asks: 'passes', name, given, expected: { state: 'APPROVED', ...expected } };
}

/** Over many bills of the scenario's carrier, the check finds a pattern. */
export function shows(check: string, name: string, given: Given, pattern: NonNullable<Expected['pattern']>): Scenario {
  return { check, asks: 'raises', name, given: { ...given, alone: true }, expected: { pattern } };
}

/** Over many bills of the scenario's carrier, the check finds nothing. */
export function showsNothing(check: string, name: string, given: Given = {}): Scenario {
  return { check, asks: 'passes', name, given: { ...given, alone: true }, expected: { pattern: null } };
}

/** A line (that of `line`, or any) cannot be assessed by this check, and says which fact is missing. */
export function cannotAssess(check: string, name: string, given: Given, expected: Expected = {}): Scenario {
  return { check, asks: 'cannotAssess', name, given, expected };
}
