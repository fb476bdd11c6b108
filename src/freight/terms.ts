import type {
  AccrualMoment,
  Attribution,
  ChargeCode,
  DisagreementMode,
  EventType,
  EvidenceMethod,
  ReferenceType,
} from './codes.ts';
import type { Tolerance } from './contract.ts';
import type { LocalDate } from './time.ts';

/** Clocks that may count business days. */
export const businessClocks = ['MATCH', 'EVIDENCE', 'REVIEW'] as const;

/** The organisation's own choices where no contract speaks. Days are calendar days unless `businessDays` says otherwise. */
export interface Policy {
  version: number;
  matchWindowDays: number;
  matchWaitDays: number;
  reviewDays: number;
  evidenceDeadlineDays: number;
  /** Clocks that count days on which the legal entity works: weekends and the holidays of its calendar are left out. */
  businessDays: (typeof businessClocks)[number][];
  /** So many calendar days before its end a clock is near, and the case is raised. */
  escalateDays: number;
  disagreement: DisagreementMode;
  /** The most the engine approves by itself per bill and currency; absent: no limit. */
  engineLimit: Record<string, string> | null;
  /** The share of what the engine approves by itself that a person looks at afterwards. */
  sampleRate: string;
  limits: { role: string; currency: string; amount: string }[];
  tolerances: Tolerance[];
  backtestRequired: boolean;
  /** So long after delivery (dispatch, while none is proven) what is still accrued and not billed is released. */
  accrualReleaseDays: number;
}

/** What holds until somebody sets a policy. */
export const defaultPolicy: Policy = {
  version: 0,
  matchWindowDays: 120,
  matchWaitDays: 10,
  reviewDays: 3,
  evidenceDeadlineDays: 10,
  businessDays: [],
  escalateDays: 1,
  disagreement: 'SHORT_PAY',
  engineLimit: null,
  sampleRate: '0',
  limits: [],
  tolerances: [],
  backtestRequired: false,
  accrualReleaseDays: 180,
};

/** Somebody who may be paid for a carrier's bills; both ends included. */
export interface Payee {
  name: string;
  code?: string | null;
  city?: string | null;
  postalCode?: string | null;
  from?: LocalDate | null;
  to?: LocalDate | null;
}

export interface Carrier {
  carrier: string;
  name?: string | null;
  scacs?: string[] | null;
  vendors?: { legalEntity: string; vendorId: string }[] | null;
  defaultCurrency?: string | null;
  /** Where to send the money, in words. */
  remitTo?: string | null;
  /** Who may be paid for its bills; absent: whoever `remitTo` names, else nobody knows. */
  payees?: Payee[] | null;
  /** While it may carry freight; absent: not known, empty: never. */
  authority?: { from: LocalDate; to?: LocalDate | null; number?: string | null }[] | null;
  disputeContact?: string | null;
  /** Sources that speak for this carrier: an event from one of them without `carrier` is this carrier's. */
  sources?: string[] | null;
}

export interface LegalEntity {
  legalEntity: string;
  name?: string | null;
  erpTarget?: string | null;
  timeZone?: string | null;
  calendar?: string | null;
  /** The last day its books are closed for; absent: none is. */
  closedThrough?: LocalDate | null;
  /** Names and codes under which carriers bill this entity. */
  aliases?: string[] | null;
  /** When the expected cost of its shipments is accrued; absent: never. */
  accruals?: AccrualMoment | null;
  /** The ERP its accruals go to; absent: `erpTarget`. */
  accrualTarget?: string | null;
}

export interface Calendar {
  calendar: string;
  version?: number | null;
  holidays: string[];
}

/** Which GL account a charge goes to where the shipment does not say; absent conditions match all, the most specific wins. */
export interface GlRule {
  rule: string;
  legalEntity?: string | null;
  mode?: string | null;
  charge?: ChargeCode | null;
  reason?: string | null;
  glAccount: string;
  costCenter?: string | null;
}

/** How one sender's messages are to be understood. Mending a mapping is a new version. */
export interface PartnerProfile {
  source: string;
  version: number;
  carrier?: string | null;
  legalEntity?: string | null;
  /** The sender's own charge codes and texts; the first that fits wins, `text` is matched as a substring, case-insensitive. */
  charges?: { rawCode?: string | null; text?: string | null; charge: ChargeCode }[] | null;
  /** X12 1650 status overlays. */
  statuses?: { code: string; type: EventType | 'IGNORE' }[] | null;
  /** X12 1651 reason overlays. */
  reasons?: { code: string; attribution: Attribution }[] | null;
  /** Reference qualifiers (X12 128). */
  qualifiers?: { code: string; type: ReferenceType | 'IGNORE' }[] | null;
  defaultCurrency?: string | null;
  defaultTimeZone?: string | null;
  n2?: 'IMPLIED' | 'LITERAL' | null;
  acknowledgements?: boolean | null;
  maxMethod?: EvidenceMethod | null;
}
