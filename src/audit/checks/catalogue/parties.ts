import type { Row } from './row.ts';

/** Who bills whom, under which contract. */
export const parties: readonly Row[] = [
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
];
