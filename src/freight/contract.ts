import type { AccessorialTerms, Cap } from './accessorial.ts';
import type { Attribution, ChargeCode, DateRole, DisagreementMode, Mode } from './codes.ts';
import type { FuelProgramme, IndexedSurcharge } from './fuel.ts';
import type { LinehaulRate } from './linehaul.ts';
import type { Rounding } from './money.ts';
import type { PlaceSelector } from './place.ts';
import type { InvoicingTerms, ReportingTerms, TemperatureTerms } from './service-terms.ts';
import type { LocalDate } from './time.ts';

export interface Lane {
  lane: string;
  origin: PlaceSelector;
  destination: PlaceSelector;
  equipment?: string[] | null;
  services?: string[] | null;
  linehaul: LinehaulRate;
  /** Absent or null inherits the contract's programme, `NONE` is all-in. */
  fuel?: FuelProgramme | 'NONE' | null;
  /** Absent or null inherits the contract's, an empty list is none. */
  surcharges?: IndexedSurcharge[] | null;
  accessorials?: AccessorialTerms[] | null;
}

/** Amounts in the contract's currency; percent is a fraction of expected. An absent number: no limit under ALL, never allows under ANY. */
export interface ToleranceLimit {
  amount?: string | null;
  percent?: string | null;
  combine?: 'ALL' | 'ANY' | null;
}
export interface Tolerance {
  /** `{ charge }` with a code or ANY, `{ family }`, `{ bill: true }`, `{ invoice: true }`: the narrowest wins. */
  scope: {
    invoice?: boolean | null;
    bill?: boolean | null;
    family?: string | null;
    charge?: ChargeCode | 'ANY' | null;
  };
  over?: ToleranceLimit | null;
  under?: ToleranceLimit | null;
  hides?: boolean | null;
  budget?: { amount: string; period: 'MONTH' } | null;
}

export interface LateDeliveryCredit {
  afterMinutes: number;
  percentOfLinehaul: string;
  maximum?: string | null;
  excused: Attribution[];
}

/** A service is guaranteed by a time of day: when it is missed, so much of the charges comes back. */
export interface Guarantee {
  /** As the order names it. */
  service: string;
  /** On the clocks of the last delivery stop, on the day promised: `10:30`. */
  by: string;
  /** All of it, or a fraction. */
  refund: string;
  /** Of which charges; absent: the linehaul. */
  of?: ChargeCode[] | null;
  excused: Attribution[];
}

/** What may be kept of all but tax for paying early: 2 % within ten days of the baseline is `0.02` and `10`. */
export interface EarlyDiscount {
  percent: string;
  days: number;
}

export interface PaymentTerms {
  terms?: string | null;
  discount?: EarlyDiscount | null;
  baseline?: 'INVOICE_DATE' | 'RECEIPT_DATE' | 'DELIVERY_DATE' | null;
  disagreement?: DisagreementMode | null;
  recovery?: 'CLAIM' | 'OFFSET' | null;
  partial?: 'POST' | 'WAIT' | null;
  voucherPer?: 'BILL' | 'INVOICE' | null;
}

export interface EvidenceTerms {
  delivery?: 'REQUIRED' | 'NOT_REQUIRED' | null;
  /** SIGNED: a POD that names who signed it, and when. */
  pod?: 'REQUIRED' | 'SIGNED' | 'NOT_REQUIRED' | null;
  deadlineDays?: number | null;
  agreeWithinMinutes?: number | null;
}

/** One tax: a rate as a fraction, and the charges it is on. */
export interface TaxTerms {
  rate: string;
  charges: ChargeCode[] | 'ALL';
  /** The ERP's code for it. */
  taxCode?: string | null;
}

/** An immutable version of what a carrier and we agreed. Both ends of `effective` are included. */
export interface ContractVersion {
  contractId: string;
  version: number;
  carrier: string;
  legalEntities: string[];
  modes: Mode[];
  currency: string;
  effective: { from: LocalDate; to?: LocalDate | null };
  replaces?: number[] | null;
  dateRole: DateRole;
  rounding?: Partial<Rounding> | null;
  zones?: Record<string, PlaceSelector[]> | null;
  lanes: Lane[];
  fuel?: FuelProgramme | null;
  surcharges?: IndexedSurcharge[] | null;
  accessorials?: AccessorialTerms[] | null;
  exclusions?: ChargeCode[][] | null;
  caps?: Cap[] | null;
  /** Absent or null: the contract says nothing of tax; empty: there is none. */
  taxes?: TaxTerms[] | null;
  tolerances?: Tolerance[] | null;
  payment?: PaymentTerms | null;
  evidence?: EvidenceTerms | null;
  reporting?: ReportingTerms | null;
  invoicing?: InvoicingTerms | null;
  temperature?: TemperatureTerms | null;
  /** How far weight and pieces of a bill may be from the order's before it is told; absent: 1 of the unit, no piece. */
  asOrdered?: { weight?: ToleranceLimit | null; pieces?: ToleranceLimit | null } | null;
  limits?: {
    billDays?: number | null;
    disputeDays?: number | null;
    balanceDueDays?: number | null;
    /** From the last day charged of demurrage or per diem to the invoice date; absent: no limit. */
    equipmentDays?: number | null;
  } | null;
  lateDelivery?: LateDeliveryCredit[] | null;
  guarantees?: Guarantee[] | null;
  /** How amounts are converted for a bill in another currency; `places` of the converted amount, absent: its minor places. */
  fx?: { series: string; dateRole: DateRole; places?: number | null; maxAgeDays?: number | null } | null;
}

/** A published value of an index (diesel price); revision 0 is the first publication. */
export interface IndexValue {
  series: string;
  period: LocalDate;
  value: string;
  unit?: string | null;
  publishedOn: LocalDate;
  revision: number;
}

export interface FxRate {
  series: string;
  base: string;
  quote: string;
  date: LocalDate;
  rate: string;
}
