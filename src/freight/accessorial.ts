import type {
  Attribution,
  ChargeCode,
  DocumentType,
  EventType,
  EvidenceMethod,
  SiteType,
  WeightUnit,
} from './codes.ts';
import type { Bounds } from './bounds.ts';

export interface AccessorialCommon extends Bounds {
  charge: ChargeCode;
  authority: 'CONTRACT' | 'ORDERED' | 'APPROVED';
  requires?: { document?: DocumentType | null; event?: EventType | null; minMethod?: EvidenceMethod | null }[] | null;
  when?: {
    event?: EventType | null;
    attribution?: Attribution[] | null;
    siteTypes?: SiteType[] | null;
    hazardous?: boolean | null;
    minLengthIn?: string | null;
    minWeightLb?: string | null;
  } | null;
  notice?: { minutesBefore: number } | null;
}
export type AccessorialTerms = AccessorialCommon &
  (
    | { model: 'FLAT'; amount: string; per?: 'STOP' | 'PIECE' | 'EVENT' | null }
    | { model: 'PER_WEIGHT'; rate: string; per: string; weightUnit: WeightUnit }
    | {
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
    | { model: 'PASS_THROUGH'; receipts: DocumentType[]; fee?: string | null }
  );
