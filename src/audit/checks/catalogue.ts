import type { Outcome, ReasonCode, Severity } from '../../freight/codes.ts';

/** One question the audit asks of a bill. Ids are those of the trade's list and are never reused. */
export interface Check {
  id: string;
  title: string;
  /** The facts it looks at, in words. */
  needs: string[];
  /** Where it is asked: of the whole bill before anything else, of each line, of the bill once more, or with the money. */
  stage: 'GATE' | 'LINE' | 'BILL' | 'MONEY';
  /** What follows when it does not pass and no rule says otherwise. */
  outcome: Outcome;
  /** The reasons it can give, the usual one first. */
  reasons: ReasonCode[];
  severity: Severity;
}

type Row = [
  id: string,
  stage: Check['stage'],
  outcome: Outcome,
  severity: Severity,
  title: string,
  needs: string,
  reasons: string,
];

// Needs are separated by `;`, reasons by blanks.
const rows: Row[] = [
  ['I-04', 'LINE', 'HOLD', 'WARNING', 'The lines add up to the total', 'lines; taxes; total', 'FOOTING EXTENSION'],
  [
    'I-08',
    'GATE',
    'HOLD',
    'WARNING',
    'One known currency, the contract’s',
    'currency; contract',
    'CURRENCY FX_MISSING',
  ],
  ['I-09', 'LINE', 'HOLD', 'WARNING', 'The charge code is known', 'raw code; crosswalk of the sender', 'UNMAPPED'],
  ['P-01', 'GATE', 'HOLD', 'WARNING', 'The carrier is known', 'carrier; master data or contract', 'CARRIER_UNKNOWN'],
  ['P-03', 'GATE', 'HOLD', 'WARNING', 'The carrier that bills is the one that moved it', 'shipment', 'CARRIER_WRONG'],
  ['P-04', 'GATE', 'DENY', 'ERROR', 'The bill is ours to pay', 'legal entity; master data or contract', 'NOT_OUR_BILL'],
  ['P-05', 'GATE', 'HOLD', 'WARNING', 'The freight terms are the order’s', 'terms of bill and shipment', 'TERMS_WRONG'],
  [
    'P-07',
    'GATE',
    'HOLD',
    'WARNING',
    'The entity billed is the one that ordered',
    'legal entity; shipment',
    'ENTITY_WRONG',
  ],
  [
    'P-10',
    'LINE',
    'WAIT',
    'WARNING',
    'One contract, and one lane of it, governs the shipment',
    'contract; lane; rating date',
    'CONTRACT_MISSING CONTRACT_AMBIGUOUS LANE_MISSING LANE_AMBIGUOUS',
  ],
  ['D-01', 'GATE', 'DENY', 'ERROR', 'Not a bill we have already', 'other bills of the carrier', 'DUP_EXACT'],
  ['D-02', 'GATE', 'HOLD', 'WARNING', 'Not the same numbers with another amount', 'other bills', 'DUP_PROBABLE'],
  ['D-03', 'GATE', 'HOLD', 'WARNING', 'Not the same PRO under another invoice', 'other bills', 'DUP_PROBABLE'],
  [
    'D-04',
    'LINE',
    'DISPUTE',
    'ERROR',
    'No charge twice',
    'lines of all bills of the shipment',
    'DUP_CHARGE ALREADY_ALLOWED',
  ],
  [
    'D-09',
    'MONEY',
    'DENY',
    'INFO',
    'A correction takes the place of what it corrects',
    'the bill corrected',
    'SUPERSEDED',
  ],
  [
    'D-11',
    'GATE',
    'DENY',
    'ERROR',
    'A balance due is in time and new',
    'the original bill; limits',
    'BAL_DUE_DECLINED',
  ],
  ['D-13', 'GATE', 'HOLD', 'WARNING', 'A past-due notice repeats no bill', 'other bills', 'DUP_PROBABLE'],
  [
    'D-16',
    'LINE',
    'HOLD',
    'WARNING',
    'A credit refers to a bill',
    'the bill credited',
    'CREDIT_UNMATCHED ALREADY_TAKEN',
  ],
  [
    'D-18',
    'LINE',
    'REVIEW',
    'WARNING',
    'What is billed is put beside what is owed in one way only',
    'lines; expected charges',
    'ALIGNMENT_AMBIGUOUS',
  ],
  ['M-01', 'LINE', 'REVIEW', 'WARNING', 'One shipment, not several', 'references; dates', 'AMBIGUOUS_MATCH'],
  ['M-03', 'LINE', 'WAIT', 'WARNING', 'There is a shipment', 'references', 'NO_SHIPMENT'],
  ['R-01', 'LINE', 'DISPUTE', 'ERROR', 'Linehaul by distance', 'distance; rate', 'LINEHAUL_WRONG DISTANCE_WRONG'],
  ['R-03', 'LINE', 'DISPUTE', 'ERROR', 'Linehaul flat or by unit', 'count; rate', 'LINEHAUL_WRONG AGREED_EXCEEDED'],
  [
    'R-06',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Linehaul by class and weight',
    'weight; class; rates',
    'LINEHAUL_WRONG CLASS_WRONG WEIGHT_WRONG RATE_MISSING',
  ],
  [
    'R-07',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Weight break and deficit weight',
    'weight; class; all breaks',
    'DEFICIT_IGNORED LINEHAUL_WRONG WEIGHT_WRONG',
  ],
  ['R-08', 'LINE', 'DISPUTE', 'ERROR', 'Discount', 'contract', 'DISCOUNT_WRONG'],
  ['R-09', 'LINE', 'DISPUTE', 'ERROR', 'Minimum charge', 'contract', 'MINIMUM_WRONG'],
  ['R-10', 'LINE', 'DISPUTE', 'ERROR', 'Freight of all kinds', 'class; contract', 'FAK_NOT_APPLIED'],
  ['R-32', 'LINE', 'DISPUTE', 'ERROR', 'The rates in force on the day', 'rating date; versions', 'RATE_EXPIRED'],
  ['F-01', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: the index of the contract', 'index', 'FUEL_WRONG INDEX_MISSING'],
  [
    'F-02',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Fuel: the price in force on the day',
    'index; date',
    'FUEL_WRONG INDEX_MISSING',
  ],
  ['F-03', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: the row of the table', 'index; table', 'FUEL_WRONG INDEX_MISSING'],
  ['F-04', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: the formula', 'index; distance', 'FUEL_WRONG INDEX_MISSING'],
  ['F-05', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: the charges it is a percentage of', 'expected charges', 'FUEL_WRONG'],
  ['F-08', 'LINE', 'DISPUTE', 'ERROR', 'Fuel: none on an all-in rate', 'contract', 'FUEL_WRONG'],
  [
    'A-01',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Detention by arrival, appointment and departure',
    'appointment; arrival; departure',
    'DETENTION_WRONG DETENTION_UNPROVEN',
  ],
  ['A-02', 'LINE', 'DISPUTE', 'ERROR', 'Detention was announced in time', 'event NOTICE_GIVEN', 'ACC_NO_NOTICE'],
  [
    'A-06',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Vehicle ordered and not used',
    'cancellation; dispatch',
    'ACC_CONDITION ACC_WRONG',
  ],
  ['A-09', 'LINE', 'DISPUTE', 'ERROR', 'Lumper by receipt', 'receipts', 'ACC_WRONG ACC_NO_EVIDENCE'],
  ['A-11', 'LINE', 'DISPUTE', 'ERROR', 'Liftgate', 'services ordered; contract', 'ACC_WRONG'],
  [
    'A-16',
    'LINE',
    'DISPUTE',
    'ERROR',
    'Redelivery not caused by the carrier',
    'failed attempts',
    'ACC_CONDITION ACC_NO_EVIDENCE',
  ],
  ['A-37', 'LINE', 'DISPUTE', 'ERROR', 'Charges that exclude each other', 'expected charges; contract', 'ACC_EXCLUDED'],
  [
    'A-39',
    'LINE',
    'DISPUTE',
    'ERROR',
    'The accessorial is in the contract and was ordered or authorised',
    'contract; services ordered; authorisations',
    'ACC_NOT_AUTH ACC_NOT_CONTRACTED ACC_OVER_LIMIT',
  ],
  ['A-40', 'LINE', 'DISPUTE', 'ERROR', 'Any other accessorial', 'contract', 'ACC_WRONG ACC_CONDITION ACC_NO_EVIDENCE'],
  ['M-09', 'LINE', 'DISPUTE', 'ERROR', 'The load was not cancelled', 'event CANCELLED', 'SHIPMENT_CANCELLED'],
  ['E-01', 'LINE', 'WAIT', 'WARNING', 'Delivered', 'event DELIVERED or POD at every delivery stop', 'NOT_DELIVERED'],
  ['E-02', 'LINE', 'WAIT', 'WARNING', 'Proof of delivery', 'document POD at every delivery stop', 'POD_MISSING'],
  ['E-05', 'BILL', 'APPROVE', 'WARNING', 'Delivered whole', 'events and POD exceptions', 'OS_D'],
  ['E-06', 'BILL', 'APPROVE', 'WARNING', 'Delivered undamaged and accepted', 'events and POD exceptions', 'OS_D'],
  ['E-10', 'MONEY', 'DISPUTE', 'ERROR', 'Credit for late delivery', 'committed and actual delivery', 'SERVICE_LATE'],
  [
    'E-16',
    'LINE',
    'WAIT',
    'WARNING',
    'The evidence does not contradict itself',
    'all sources of a milestone',
    'EVIDENCE_CONFLICT STOP_UNKNOWN TIME_ZONE_UNKNOWN',
  ],
  ['E-17', 'BILL', 'APPROVE', 'INFO', 'No evidence was withdrawn', 'event RETRACTED', 'EVIDENCE_CONFLICT'],
  ['T-02', 'LINE', 'DISPUTE', 'ERROR', 'Tax on what is owed', 'contract taxes; lines', 'TAX_WRONG'],
  ['T-14', 'LINE', 'APPROVE', 'INFO', 'Nothing forgotten by the carrier', 'expected charges', 'UNDER_BILLED UNBILLED'],
  ['L-03', 'GATE', 'DENY', 'ERROR', 'Billed in time', 'delivery; invoice date; limits', 'STALE_180'],
];

/** Every check that is live, in the order they are asked. */
export const catalogue: readonly Check[] = rows.map(([id, stage, outcome, severity, title, needs, reasons]) => ({
  id,
  title,
  needs: needs.split('; '),
  stage,
  outcome,
  reasons: reasons.split(' ') as ReasonCode[],
  severity,
}));

const byId = new Map(catalogue.map((check) => [check.id, check]));

/** The check of an id, or undefined when the catalogue has none such. */
export function checkOf(id: string): Check | undefined {
  return byId.get(id);
}
