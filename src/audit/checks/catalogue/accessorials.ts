import type { Row } from './row.ts';

/** Accessorials. */
export const accessorials: readonly Row[] = [
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
];
