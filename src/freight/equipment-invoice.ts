import type { LocalDate } from './time.ts';

/**
 * What a bill line for demurrage, detention of a container or per diem says beside its amount (46 CFR 541.6). What the
 * bill says anyway, its numbers and dates, need not be repeated here. Absent: the invoice does not say it.
 */
export interface EquipmentDetails {
  direction?: 'IMPORT' | 'EXPORT' | null;
  billOfLading?: string | null;
  container?: string | null;
  portOfDischarge?: string | null;
  /** Why the billed party is the one that owes it. */
  liabilityBasis?: string | null;
  dueDate?: LocalDate | null;
  freeDays?: number | null;
  freeTimeFrom?: LocalDate | null;
  freeTimeTo?: LocalDate | null;
  /** Of an import: when the container could be fetched. */
  availableOn?: LocalDate | null;
  /** Of an export: the earliest day it could be returned. */
  earliestReturnOn?: LocalDate | null;
  /** The days that are charged. */
  chargedFrom?: LocalDate | null;
  chargedTo?: LocalDate | null;
  /** The tariff and rule, service contract and section, or arrangement that the rate is of. */
  rule?: string | null;
  rates?: string[] | null;
  /** Whom to ask for mitigation, refund or waiver, and the page that says how. */
  contact?: string | null;
  web?: string | null;
  /** Within how many days a dispute must be raised. */
  disputeDays?: number | null;
  /** The billing party states that the charge conforms with the Commission's rules. */
  statesConformity?: boolean | null;
  /** The billing party states that it did not cause or contribute to the charge. */
  statesNoFault?: boolean | null;
}
