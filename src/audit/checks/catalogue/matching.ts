import type { Row } from './row.ts';

/** The shipment a bill is for. */
export const matching: readonly Row[] = [
  ['M-01', 'LINE', 'REVIEW', 'WARNING', 'One shipment, not several', 'references; dates', 'AMBIGUOUS_MATCH'],
  ['M-03', 'LINE', 'WAIT', 'WARNING', 'There is a shipment', 'references', 'NO_SHIPMENT'],
  ['M-09', 'LINE', 'DISPUTE', 'ERROR', 'The load was not cancelled', 'event CANCELLED', 'SHIPMENT_CANCELLED'],
];
