import type {
  AgreementKind,
  AllocationBasis,
  ChargeCode,
  FreightTerms,
  LengthUnit,
  Mode,
  ShipmentStatus,
  SiteType,
  StopType,
} from './codes.ts';
import type { Distance, Volume, Weight } from './measures.ts';
import type { Reference } from './references.ts';
import type { TemperatureBand } from './service-terms.ts';
import type { Instant } from './time.ts';

/** Where a stop is. Absent parts are unknown, not empty. */
export interface Location {
  code?: string | null;
  name?: string | null;
  city?: string | null;
  region?: string | null;
  postalCode?: string | null;
  country?: string | null;
  unlocode?: string | null;
  timeZone?: string | null;
  siteType?: SiteType | null;
}

export interface TimeWindow {
  from: Instant;
  to: Instant;
}

export interface Stop {
  stop: number;
  type: StopType;
  location: Location;
  appointment?: TimeWindow | null;
}

/** One line of goods: `weight` is the line's total, `dimensions` are those of one piece. */
export interface Item {
  item: number;
  description?: string | null;
  pieces?: number | null;
  packaging?: string | null;
  weight?: Weight | null;
  freightClass?: string | null;
  dimensions?: { length: string; width: string; height: string; unit: LengthUnit } | null;
  volume?: Volume | null;
  loadingMetres?: string | null;
  hazardous?: boolean | null;
  /** What the line's goods are worth, all lines in one currency: costs may be divided by it. */
  value?: string | null;
}

/** Somebody of ours allowed a charge, up to a limit; no stop means at any stop, no limit means without limit. */
export interface Authorisation {
  charge: ChargeCode;
  stop?: number | null;
  limit?: string | null;
  by?: string | null;
  reference?: string | null;
  at?: Instant | null;
}

/** A price agreed for this shipment alone; it comes before any contract for the charges it names. */
export interface AgreedPrice {
  kind: AgreementKind;
  reference?: string | null;
  currency: string;
  charges: { charge: ChargeCode; stop?: number | null; amount: string }[];
  allIn?: ChargeCode[] | null;
  otherwise: 'CONTRACT' | 'NOTHING';
}

export interface Allocation {
  glAccount?: string | null;
  costCenter?: string | null;
  purchaseOrder?: string | null;
  /** Its weight among the others, on basis SHARE. */
  share?: string | null;
  /** Numbers of the items it is for, on basis WEIGHT, VOLUME or VALUE. */
  items?: number[] | null;
}

/** What was ordered: one version; a later version supersedes it and all stay. */
export interface Shipment {
  source: string;
  shipmentId: string;
  version?: number | null;
  issuedAt?: Instant | null;
  legalEntity: string;
  carrier: string;
  mode: Mode;
  service?: string | null;
  equipment?: string | null;
  terms?: FreightTerms | null;
  currency?: string | null;
  status?: ShipmentStatus | null;
  journey?: string | null;
  references?: Reference[] | null;
  stops: Stop[];
  items?: Item[] | null;
  distance?: Distance | null;
  declaredValue?: { amount: string; currency: string } | null;
  services?: ChargeCode[] | null;
  authorisations?: Authorisation[] | null;
  agreed?: AgreedPrice | null;
  committedDelivery?: TimeWindow | null;
  /** At which temperature the goods are kept; it comes before the contract's. */
  temperature?: TemperatureBand | null;
  /** The vehicles (plates) and drivers the carrier announced; absent or empty: it announced none. */
  announced?: { vehicles?: string[] | null; drivers?: string[] | null } | null;
  allocations?: Allocation[] | null;
  /** By what costs are divided over the allocations; absent: by the shares they state. */
  allocationBasis?: AllocationBasis | null;
}
