import type { Bounds } from './bounds.ts';
import type {
  Attribution,
  ChargeCode,
  DistanceUnit,
  DocumentType,
  EventType,
  EvidenceMethod,
  SiteType,
  WeightUnit,
} from './codes.ts';
import type { PlaceSelector } from './place.ts';
import type { LocalDate } from './time.ts';

/** Days of the week as `dayOfWeek` counts them, and days that a calendar leaves out. */
// prettier-ignore
export const dayNames = [
  'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY', 'HOLIDAY',
] as const;
export type DayName = (typeof dayNames)[number];

/** Days on which nobody works: the name of a calendar of the master data, or the days themselves. */
export type Holidays = string | LocalDate[];

/** Conditions of an accessorial: all that are given must hold. */
export interface AccessorialWhen {
  event?: EventType | null;
  attribution?: Attribution[] | null;
  siteTypes?: SiteType[] | null;
  hazardous?: boolean | null;
  minLengthIn?: string | null;
  minWeightLb?: string | null;
  /** The local day of the service at the stop; HOLIDAY is a day of `holidays`. */
  days?: DayName[] | null;
  holidays?: Holidays | null;
  /** The local time of the service lies before `from` or after `to` (`HH:MM`, both still inside). */
  outsideHours?: { from: string; to: string } | null;
  /** A stop of the charge lies in one of these places. */
  places?: PlaceSelector[] | null;
  /** A certified weight differs from the ordered one by more than this fraction of it. */
  weightChangedBy?: string | null;
}

/** The charges for which rules of the trade name what their invoice must say. */
export const invoiceContents = ['FMC_541_6'] as const;
export type InvoiceContent = (typeof invoiceContents)[number];

export interface AccessorialCommon extends Bounds {
  charge: ChargeCode;
  authority: 'CONTRACT' | 'ORDERED' | 'APPROVED';
  requires?: { document?: DocumentType | null; event?: EventType | null; minMethod?: EvidenceMethod | null }[] | null;
  when?: AccessorialWhen | null;
  notice?: { minutesBefore: number } | null;
  /** What the billed line must say before anything is owed on it; only of time spent with equipment. */
  invoiceContent?: InvoiceContent | null;
}

export interface PerTime {
  model: 'PER_TIME';
  rate: string;
  perMinutes: number;
  incrementMinutes: number;
  incrementRounding: 'UP' | 'DOWN' | 'NEAREST';
  freeMinutes: number;
  lateGraceMinutes: number;
  whenLate: 'NONE' | 'FROM_ARRIVAL';
  endsAt?: 'DEPARTURE' | 'WORK_DONE' | null;
}

/** Storage, demurrage, per diem: local days from one event to another. */
export interface PerDay {
  model: 'PER_DAY';
  from: EventType;
  to: EventType;
  freeDays: number;
  calendar: 'CALENDAR' | 'BUSINESS';
  holidays?: Holidays | null;
  /** Each for so many chargeable days; the last, without `days`, for all that are left. */
  tiers: { days?: number | null; rate: string }[];
  includeFirstDay?: boolean | null;
}

export type AccessorialTerms = AccessorialCommon &
  (
    | { model: 'FLAT'; amount: string; per?: 'STOP' | 'PIECE' | 'EVENT' | null }
    | { model: 'PER_WEIGHT'; rate: string; per: string; weightUnit: WeightUnit }
    | { model: 'PER_DISTANCE'; rate: string; unit: DistanceUnit }
    | { model: 'PERCENT'; percent: string; of: ChargeCode[] }
    | { model: 'PERCENT_OF_VALUE'; percent: string }
    | PerTime
    | PerDay
    | { model: 'TIERS'; tiers: string[]; freeStops?: number | null }
    | { model: 'PASS_THROUGH'; receipts: DocumentType[]; fee?: string | null }
  );

/** The most that some charges come to together on one shipment. */
export interface Cap {
  charges: ChargeCode[];
  maximum: string;
}
