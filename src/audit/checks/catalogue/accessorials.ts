import type { Row } from './row.ts';

/** Reasons of a charge whose amount the contract gives, where its conditions hold and its evidence is there. */
const priced = 'ACC_WRONG ACC_CONDITION ACC_NO_EVIDENCE FACT_MISSING RATE_MISSING';

/** Reasons of detention by the clock. */
const byClock = 'DETENTION_WRONG DETENTION_UNPROVEN ACC_CONDITION ACC_NO_EVIDENCE FACT_MISSING RATE_MISSING';

type Told = [id: string, title: string, needs: string, reasons?: string];

const rows: readonly Told[] = [
  ['A-01', 'Detention by arrival, appointment and departure', 'appointment; arrival; departure', byClock],
  ['A-02', 'Detention was announced in time', 'event NOTICE_GIVEN', 'ACC_NO_NOTICE'],
  ['A-03', 'Detention of a trailer left behind, by days', 'its spotting; its last departure; calendar', byClock],
  ['A-04', 'Waiting at a stop of an LTL load with stops between', 'appointment; arrival; departure', byClock],
  ['A-05', 'Layover, and no detention of the same hours', 'authorisation or the nights of the stay; contract', priced],
  ['A-06', 'Vehicle ordered and not used', 'cancellation; dispatch', priced],
  ['A-07', 'Stop-off for each stop beyond the free ones', 'stops of the order; visits', priced],
  ['A-09', 'Lumper by receipt', 'receipts', `${priced} CURRENCY`],
  [
    'A-10',
    'Help of the driver, where authorised',
    'authorisation or arrival and departure',
    `${priced} DETENTION_UNPROVEN`,
  ],
  ['A-11', 'Liftgate', 'services ordered; contract', priced],
  ['A-12', 'Residential address', 'site type of the stop', priced],
  ['A-13', 'Place of limited access', 'site type of the stop', priced],
  ['A-14', 'Inside pickup or delivery', 'services ordered; weight', priced],
  ['A-15', 'Appointment and notice of arrival, once', 'services ordered; contract', priced],
  ['A-16', 'Redelivery not caused by the carrier', 'failed attempts and who caused them', priced],
  ['A-17', 'Diversion to another place, as somebody asked for it', 'authorisation; written request; distance', priced],
  ['A-18', 'Fee for a reweigh that found another weight', 'event REWEIGHED; weight certificate', priced],
  ['A-19', 'Fee for a reclass that an inspection supports', 'event RECLASSIFIED; inspection report', priced],
  ['A-20', 'Overlength and overweight', 'dimensions; weight', priced],
  ['A-21', 'Dangerous goods', 'items declared hazardous', priced],
  ['A-22', 'Temperature control', 'services ordered; days', priced],
  ['A-23', 'Storage beyond the free days', 'first and last day; calendar', priced],
  ['A-24', 'Demurrage and per diem by chargeable days and tiers', 'first and last day; calendar', priced],
  ['A-25', 'The invoice of demurrage or detention says all it must', 'details of the billed line', 'ACC_CONDITION'],
  ['A-26', 'Chassis by days', 'first and last day; calendar', priced],
  ['A-27', 'Waiting in drayage', 'appointment; arrival; departure', byClock],
  ['A-28', 'Customs, exams and duties by receipt', 'receipts', `${priced} CURRENCY`],
  ['A-29', 'Tolls, scales, permits and the like by receipt', 'receipts', `${priced} CURRENCY`],
  [
    'A-30',
    'Nights, weekends and holidays on the clocks of the place',
    'arrival or delivery; time zone; calendar',
    `${priced} TIME_ZONE_UNKNOWN`,
  ],
  ['A-31', 'High-cost and remote areas by the list in force', 'postal code of the stop; contract', priced],
  ['A-32', 'Insurance and collect fees by the declared value', 'declared value; contract', `${priced} CURRENCY`],
  ['A-33', 'Peak and emergency surcharges, as agreed', 'expected charges; contract', priced],
  ['A-37', 'Charges that exclude each other', 'expected charges; contract', 'ACC_EXCLUDED'],
  [
    'A-38',
    'Caps on one charge or several together',
    'expected charges; contract',
    'ACC_OVER_LIMIT ACC_WRONG DETENTION_WRONG',
  ],
  [
    'A-39',
    'The accessorial is in the contract and was ordered or authorised',
    'contract; services ordered; authorisations',
    'ACC_NOT_AUTH ACC_NOT_CONTRACTED ACC_OVER_LIMIT',
  ],
  [
    'A-40',
    'What is counted: stops, pieces, events, weight; and any other accessorial',
    'contract; counts',
    `${priced} DETENTION_WRONG`,
  ],
];

/** Accessorials. */
export const accessorials: readonly Row[] = rows.map(([id, title, needs, reasons = priced]): Row => {
  return [id, 'LINE', 'DISPUTE', 'ERROR', title, needs, reasons];
});
