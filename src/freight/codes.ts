/** Every closed list of codes of version 1. A code outside its list is refused at the API and quarantined from a partner. */

// prettier-ignore
export const modes = [
  'TL', 'LTL', 'PARCEL', 'AIR', 'OCEAN_FCL', 'OCEAN_LCL', 'RAIL', 'INTERMODAL', 'DRAYAGE', 'ROAD_EU', 'COURIER',
] as const;
export type Mode = (typeof modes)[number];

export const freightTerms = ['PREPAID', 'COLLECT', 'THIRD_PARTY'] as const;
export type FreightTerms = (typeof freightTerms)[number];

export const stopTypes = ['PICKUP', 'DELIVERY'] as const;
export type StopType = (typeof stopTypes)[number];

// prettier-ignore
export const siteTypes = [
  'COMMERCIAL', 'RESIDENTIAL', 'LIMITED_ACCESS', 'CONSTRUCTION', 'FARM', 'SCHOOL', 'AIRPORT', 'PORT', 'TRADE_SHOW',
] as const;
export type SiteType = (typeof siteTypes)[number];

export const shipmentStatuses = ['ORDERED', 'TENDERED', 'ACCEPTED', 'CANCELLED', 'CLOSED'] as const;
export type ShipmentStatus = (typeof shipmentStatuses)[number];

export const agreementKinds = ['QUOTE', 'RATE_CONFIRMATION', 'TENDER'] as const;
export type AgreementKind = (typeof agreementKinds)[number];

// prettier-ignore
export const eventTypes = [
  'TENDER_ACCEPTED', 'TENDER_DECLINED', 'DISPATCHED', 'ARRIVED_AT_STOP', 'LOADED', 'UNLOADED', 'DEPARTED_STOP',
  'IN_TRANSIT', 'ARRIVED_AT_TERMINAL', 'DEPARTED_TERMINAL', 'OUT_FOR_DELIVERY', 'DELIVERY_ATTEMPTED', 'DELIVERED',
  'REFUSED', 'RETURNED', 'CANCELLED', 'DELAYED', 'DAMAGED', 'SHORT', 'OVER', 'REWEIGHED', 'RECLASSIFIED',
  'TEMPERATURE', 'GATE_IN', 'GATE_OUT', 'AVAILABLE_FOR_PICKUP', 'EMPTY_RETURNED', 'VESSEL_DEPARTED', 'VESSEL_ARRIVED',
  'CUSTOMS_HELD', 'CUSTOMS_RELEASED', 'APPOINTMENT_SET', 'NOTICE_GIVEN', 'RETRACTED',
] as const;
export type EventType = (typeof eventTypes)[number];

export const classifiers = ['ACTUAL', 'ESTIMATED', 'PLANNED'] as const;
export type Classifier = (typeof classifiers)[number];

/** Strongest first: a later one never outranks an earlier one. */
export const evidenceMethods = ['GEOFENCE', 'TELEMATICS', 'SIGNED_DOCUMENT', 'EDI', 'MANUAL'] as const;
export type EvidenceMethod = (typeof evidenceMethods)[number];

export const attributions = ['CARRIER', 'SHIPPER', 'CONSIGNEE', 'OUTSIDE', 'NEUTRAL'] as const;
export type Attribution = (typeof attributions)[number];

// prettier-ignore
export const documentTypes = [
  'POD', 'BOL', 'LUMPER_RECEIPT', 'RECEIPT', 'WEIGHT_CERTIFICATE', 'INSPECTION_REPORT', 'RATE_CONFIRMATION', 'QUOTE',
  'PHOTO', 'CORRESPONDENCE', 'OTHER',
] as const;
export type DocumentType = (typeof documentTypes)[number];

export const podExceptionTypes = ['SHORT', 'OVER', 'DAMAGED', 'REFUSED'] as const;
export type PodExceptionType = (typeof podExceptionTypes)[number];

// prettier-ignore
export const invoiceKinds = [
  'ORIGINAL', 'CORRECTED', 'REBILL', 'SUPPLEMENTAL', 'BALANCE_DUE', 'ADJUSTMENT', 'CREDIT', 'CANCELLATION',
  'PAST_DUE', 'REBUTTAL',
] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];

// prettier-ignore
export const chargeCodes = [
  'LINEHAUL', 'DISCOUNT', 'MINIMUM', 'DEFICIT', 'FUEL', 'DETENTION_PICKUP', 'DETENTION_DELIVERY', 'LAYOVER',
  'STOP_OFF', 'TONU', 'LIFTGATE_PICKUP', 'LIFTGATE_DELIVERY', 'RESIDENTIAL_PICKUP', 'RESIDENTIAL_DELIVERY',
  'LIMITED_ACCESS_PICKUP', 'LIMITED_ACCESS_DELIVERY', 'INSIDE_PICKUP', 'INSIDE_DELIVERY', 'APPOINTMENT', 'NOTIFY',
  'REDELIVERY', 'RECONSIGNMENT', 'REWEIGH', 'RECLASS', 'LUMPER', 'DRIVER_ASSIST', 'STORAGE', 'DEMURRAGE', 'PER_DIEM',
  'CHASSIS', 'HAZMAT', 'OVERLENGTH', 'OVERWEIGHT', 'TEMPERATURE_CONTROL', 'CUSTOMS', 'TOLL', 'INSURANCE', 'COD',
  'SINGLE_SHIPMENT', 'PEAK', 'BORDER', 'HIGH_COST_AREA', 'WEEKEND', 'DOCUMENTATION', 'BUNKER', 'CURRENCY_ADJUSTMENT',
  'TERMINAL_HANDLING', 'SECURITY', 'ADDRESS_CORRECTION', 'PACKING', 'UNPACKING', 'SERVICE_CREDIT', 'TAX', 'OTHER',
  'UNEXPLAINED', 'UNMAPPED',
] as const;
export type ChargeCode = (typeof chargeCodes)[number];

/** Charges that are one price in several lines: what the carrier splits, the contract rates as LINEHAUL. */
export const linehaulFamily: readonly ChargeCode[] = ['LINEHAUL', 'DEFICIT', 'DISCOUNT', 'MINIMUM'];

/** Numeric order of the freight classes. */
// prettier-ignore
export const freightClasses = [
  '50', '55', '60', '65', '70', '77.5', '85', '92.5', '100', '110', '125', '150', '175', '200', '250', '300', '400',
  '500',
] as const;

// prettier-ignore
export const referenceTypes = [
  'SHIPMENT', 'LOAD', 'PRO', 'BOL', 'AIR_WAYBILL', 'BOOKING', 'CONTAINER', 'TRACKING', 'PO', 'SO', 'MASTER_BOL',
  'DELIVERY_NOTE', 'PICKUP', 'CUSTOMER', 'INVOICE', 'CONTRACT', 'QUOTE', 'APPOINTMENT', 'SEAL', 'EQUIPMENT', 'OTHER',
] as const;
export type ReferenceType = (typeof referenceTypes)[number];

export const weightUnits = ['LB', 'KG'] as const;
export const distanceUnits = ['MI', 'KM'] as const;
export const volumeUnits = ['CFT', 'CBM'] as const;
export const lengthUnits = ['IN', 'CM'] as const;
export type WeightUnit = (typeof weightUnits)[number];
export type DistanceUnit = (typeof distanceUnits)[number];
export type VolumeUnit = (typeof volumeUnits)[number];
export type LengthUnit = (typeof lengthUnits)[number];

export const verdicts = ['PASS', 'VARIANCE', 'CANNOT_ASSESS', 'NOT_APPLICABLE'] as const;
export type Verdict = (typeof verdicts)[number];

/** Strictest first: of several findings on a line the first of these stands. */
export const outcomes = ['DENY', 'DISPUTE', 'SHORT_PAY', 'REVIEW', 'HOLD', 'WAIT', 'APPROVE'] as const;
export type Outcome = (typeof outcomes)[number];

export const severities = ['INFO', 'WARNING', 'ERROR'] as const;
export type Severity = (typeof severities)[number];

export const disagreementModes = ['SHORT_PAY', 'PAY_AND_CLAIM', 'HOLD_ALL'] as const;
export type DisagreementMode = (typeof disagreementModes)[number];

export const allocationBases = ['SHARE', 'WEIGHT', 'VOLUME', 'VALUE', 'EQUAL'] as const;
export type AllocationBasis = (typeof allocationBases)[number];

export const dateRoles = ['TENDER', 'PICKUP', 'DELIVERY', 'INVOICE', 'SAILING'] as const;
export type DateRole = (typeof dateRoles)[number];

// prettier-ignore
export const reasonCodes = [
  'DUP_EXACT', 'DUP_PROBABLE', 'DUP_CHARGE', 'NOT_OUR_BILL', 'ENTITY_WRONG', 'TERMS_WRONG', 'CARRIER_UNKNOWN',
  'CARRIER_WRONG', 'FOOTING', 'EXTENSION', 'CURRENCY', 'TAX_WRONG', 'FX_WRONG', 'FX_MISSING', 'NO_SHIPMENT',
  'AMBIGUOUS_MATCH', 'ALIGNMENT_AMBIGUOUS', 'CONTRACT_MISSING', 'CONTRACT_AMBIGUOUS', 'LANE_MISSING',
  'LANE_AMBIGUOUS', 'RATE_MISSING', 'INDEX_MISSING', 'LINEHAUL_WRONG', 'RATE_EXPIRED', 'DISCOUNT_WRONG',
  'FAK_NOT_APPLIED', 'CLASS_WRONG', 'WEIGHT_WRONG', 'DISTANCE_WRONG', 'DEFICIT_IGNORED', 'MINIMUM_WRONG',
  'FUEL_WRONG', 'ACC_NOT_CONTRACTED', 'ACC_NOT_AUTH', 'ACC_OVER_LIMIT', 'ACC_NO_EVIDENCE', 'ACC_CONDITION',
  'ACC_NO_NOTICE', 'ACC_EXCLUDED', 'ACC_WRONG', 'DETENTION_UNPROVEN', 'DETENTION_WRONG', 'NOT_DELIVERED',
  'POD_MISSING', 'OS_D', 'SERVICE_LATE', 'SHIPMENT_CANCELLED', 'EVIDENCE_CONFLICT', 'STOP_UNKNOWN',
  'TIME_ZONE_UNKNOWN', 'FACT_MISSING', 'AGREED_EXCEEDED', 'ALREADY_ALLOWED', 'ALREADY_TAKEN', 'SUPERSEDED',
  'BAL_DUE_DECLINED', 'CREDIT_UNMATCHED', 'STALE_180', 'UNMAPPED', 'UNDER_BILLED', 'UNBILLED', 'ROUNDING',
  'WITHIN_TOLERANCE', 'RULE_CONFLICT', 'APPROVAL_LIMIT', 'ENGINE_FAILED',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

// prettier-ignore
export const caseStates = [
  'PARKED', 'AWAITING_MATCH', 'IN_REVIEW', 'DISPUTED', 'AWAITING_EVIDENCE', 'SETTLED', 'DENIED', 'APPROVED',
] as const;
export type CaseState = (typeof caseStates)[number];

export const postingStates = ['HELD', 'PENDING', 'SENDING', 'ACKNOWLEDGED', 'UNKNOWN', 'REFUSED', 'WITHDRAWN'] as const;
export type PostingState = (typeof postingStates)[number];

export const postingTypes = ['INVOICE', 'ADDITIONAL', 'CREDIT', 'ACCRUAL', 'ACCRUAL_REVERSAL'] as const;
export type PostingType = (typeof postingTypes)[number];

/** When the expected cost of a shipment is accrued: never, or from its dispatch on. */
export const accrualMoments = ['NONE', 'DISPATCH'] as const;
export type AccrualMoment = (typeof accrualMoments)[number];

/**
 * Why an accrual moves: the expected cost (ACCRUAL); a bill that was posted, none that came in time, a cancelled shipment,
 * or one that accrues no more (ACCRUAL_REVERSAL).
 */
export const accrualReasons = ['EXPECTED', 'SETTLED', 'UNBILLED', 'CANCELLED', 'STOPPED'] as const;
export type AccrualReason = (typeof accrualReasons)[number];

// prettier-ignore
export const decisionKinds = [
  'APPROVE_AS_BILLED', 'APPROVE_EXPECTED', 'APPROVE_AMOUNT', 'DISPUTE', 'DENY', 'HOLD_UNTIL', 'WRITE_OFF',
  'LINK_SHIPMENT', 'REASSIGN', 'NOTE',
] as const;
export type DecisionKind = (typeof decisionKinds)[number];
