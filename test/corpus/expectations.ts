/** What becomes of one file of the public corpora, and why. */
export interface Expectation {
  file: string;
  /** Why reading stopped at the start of the text; nothing in it was understood. */
  problem?: string;
  sets: number;
  understood: number;
  /** The first problem of each set that is quarantined, in the order of the file. */
  refused?: string[];
  invoices?: number;
  events?: number;
  /** B3-07 as read, and what the lines sum to. */
  total?: string;
  lines?: string;
  /** Codes of warnings that must be among those of the file. */
  warnings?: string[];
  why: string;
}

const refused = (file: string, code: string, why: string): Expectation => ({
  file,
  sets: 1,
  understood: 0,
  refused: [code],
  why,
});

const status = (file: string, events: number, why: string, warnings: string[] = []): Expectation => ({
  file,
  sets: 1,
  understood: 1,
  events,
  warnings,
  why,
});

const acknowledgement = (file: string, why: string, sets = 1): Expectation => ({ file, sets, understood: sets, why });

const noInterchange = (file: string, why: string): Expectation => ({
  file,
  problem: 'NO_INTERCHANGE',
  sets: 0,
  understood: 0,
  why,
});

const unsupported = (file: string, sets = 1): Expectation => ({
  file,
  sets,
  understood: 0,
  refused: Array.from({ length: sets }, () => 'UNSUPPORTED_SET'),
  why: 'a set we do not read yet: kept raw',
});

const freightInvoices: Expectation[] = [
  {
    file: 'x12-210/eddy_210_1edisource.edi',
    sets: 1,
    understood: 1,
    invoices: 1,
    total: '183.04',
    lines: '183.04',
    warnings: ['CONTROL_MISMATCH', 'LOOP_EMPTY', 'CHARGE_ASSUMED', 'CLASS_UNKNOWN', 'DELIVERY_NOT_ACTUAL'],
    why: 'clear in B3; a rated L1 on goods without a charge code is the linehaul, the delivery date is an estimate',
  },
  {
    file: 'x12-210/edifabric_210_nlmi.edi',
    sets: 1,
    understood: 1,
    invoices: 1,
    total: '51.65',
    lines: '51.65',
    warnings: ['GROUP_CODE', 'WEIGHTS_DISAGREE'],
    why: 'clear in B3; the group calls itself IN, and L3 weighs more than the line',
  },
  {
    file: 'x12-210/roadway_210_min_charge_en_dash.edi',
    sets: 1,
    understood: 1,
    invoices: 1,
    total: '183.04',
    lines: '183.04',
    warnings: ['COUNT_WRONG', 'RATE_WORD', 'CHARGE_ASSUMED', 'CLASS_UNKNOWN', 'LOOP_EMPTY', 'DELIVERY_NOT_ACTUAL'],
    why: 'clear in B3; the rate is the word MIN, SE counts one segment too many, the padding of ISA is collapsed',
  },
  {
    file: 'x12-210/syn_validator_base_210.edi',
    sets: 1,
    understood: 1,
    invoices: 1,
    total: '1500.00',
    lines: '1500.00',
    warnings: ['CHARGE_UNMAPPED', 'L3_SHIFTED'],
    why: 'clear in B3; its one line is an amount and nothing else, so the line is unmapped',
  },
  refused('x12-210/syn_broker_210_decimals.edi', 'B3_WEIGHT_UNIT', 'B3 is shifted by one: the date stands in B3-05'),
  refused('x12-210/syn_codepackr_210.edi', 'B3_DATE_QUALIFIER', 'the SCAC stands in B3-10, none in B3-11'),
  refused('x12-210/syn_jedi_210.edi', 'B3_WEIGHT_UNIT', 'the date stands in B3-05, the amount in B3-06, no SCAC'),
  refused('x12-210/syn_maersk_b3_currency_210.edi', 'B3_WEIGHT_UNIT', 'shifted by one, and a currency in B3-07'),
  refused('x12-210/syn_trenova_min_210.edi', 'B3_DATE', 'amount and date are swapped in B3-06 and B3-07'),
];

const statuses: Expectation[] = [
  noInterchange('x12-214/eddy_214_huhtamaki_annotated.edi', 'remarks stand before the ISA and between the segments'),
  status('x12-214/edifabric_214_bawc.edi', 1, 'arrived at pickup; coordinates only, so no place', [
    'GROUP_CODE',
    'COUNT_WRONG',
    'PLACE_WITHOUT_CITY',
  ]),
  status('x12-214/edinet_214_bom_broken_isa.edi', 2, 'a delivery; ISA is broken, its 16 elements are all there', [
    'LINE_BREAK_IN_ISA',
    'VERSION_UNUSUAL',
  ]),
  status('x12-214/lynnco_cdpn_214_pickup.edi', 1, 'departed from pickup', ['NO_LX', 'STATUS_AHEAD']),
  status('x12-214/lynnco_cdpn_214_drop1.edi', 2, 'delivered at the first drop', ['NO_LX', 'STATUS_AHEAD']),
  status('x12-214/lynnco_cdpn_214_drop2.edi', 2, 'delivered at the second drop', ['NO_LX', 'STATUS_AHEAD']),
  {
    file: 'x12-214/omniparser_canadapost_214_19txn.edi',
    sets: 19,
    understood: 19,
    events: 11,
    warnings: ['STATUS_SILENT', 'REFERENCE_EMPTY'],
    why: '7 departures, 1 attempt, 1 cancellation, 1 delivery (two events); 9 statuses (XB, AP) say nothing here',
  },
  status('x12-214/syn_carmack_214_exception.edi', 1, 'an estimate; the carrier is no SCAC', ['SCAC_UNREADABLE']),
  status('x12-214/syn_codepackr_214_delivered.edi', 2, 'a delivery'),
  status('x12-214/syn_codepackr_214_logistics.edi', 1, 'en route; neither carrier nor one qualifier are known', [
    'SCAC_UNREADABLE',
    'QUALIFIER_UNKNOWN',
  ]),
  status('x12-214/syn_exlc_214_no_lx.edi', 1, 'en route, local time', ['NO_LX', 'STATUS_AHEAD']),
  status('x12-214/syn_quantumgaze_214.edi', 1, 'departed from pickup'),
  status('x12-214/syn_upscarrier_214.edi', 2, 'arrived, departed; one of them after the message was sent', [
    'COUNT_WRONG',
    'STATUS_AHEAD',
  ]),
  status('x12-214/x12types_214_1edisource_multistop.edi', 21, 'three stops: 6 appointments, 15 happenings', [
    'CONTROL_MISMATCH',
  ]),
  {
    file: 'x12-214/x12types_214_klsa_airfreight_2txn.edi',
    sets: 2,
    understood: 2,
    events: 4,
    warnings: ['CONTROL_FORM'],
    why: 'a departure; a delivery of two events with a shortage; remarks behind a control number',
  },
];

const mine = (name: string) => `x12-997/${name}.edi`;
const acknowledgements: Expectation[] = [
  acknowledgement(mine('edifabric_997'), 'a rejection of our message: recognised, no facts'),
  acknowledgement(mine('mymove_997_parser_1'), 'blank lines within'),
  acknowledgement(mine('mymove_997_parser_2'), 'wrong count of segments'),
  acknowledgement(mine('mymove_997_parser_3'), 'two groups, three sets', 3),
  refused(mine('mymove_997_parser_4'), 'SEGMENT_UNREADABLE', 'AK18 is no segment'),
  {
    file: mine('mymove_997_parser_5'),
    problem: 'ISA_UNREADABLE',
    sets: 0,
    understood: 0,
    why: 'ISA has one element; counting on would run into the next segments',
  },
  ...[2, 3, 4, 5, 6, 7, 9, 10].map((number) =>
    acknowledgement(mine(`mymove_997_process_${number}`), 'other numbers in the trailers than in the headers'),
  ),
  acknowledgement(mine('mymove_997_process_8'), 'a group without sets', 0),
  acknowledgement(mine('mymove_997_process_11'), 'invalid codes within, which are not read', 3),
  acknowledgement(mine('stupidedi_997_of_824'), 'collapsed padding in ISA'),
  ...[1, 2, 3, 4].map((number) => noInterchange(mine(`x12types_997_${number}`), 'sets without an envelope')),
];

const others: Expectation[] = [
  refused('x12-204/eddy_204_1edisource.edi', 'TRUNCATED', 'ends within the set'),
  unsupported('x12-204/stupidedi_204_multistop.edi'),
  noInterchange('x12-204/x12types_204_1.edi', 'a set without an envelope'),
  unsupported('x12-204/x12types_204_3.edi'),
  refused('x12-other/x12types_315_3.edi', 'CONTROL_MISMATCH', 'ST and SE are of two sets'),
  ...['edifabric_404', 'mymove_858_expected', 'x12types_315', 'x12types_315_1', 'x12types_315_4'].map((name) =>
    unsupported(`x12-other/${name}.edi`),
  ),
  ...[1, 2, 3, 4, 5].map((number) => unsupported(`x12-other/x12types_322_${number}.edi`)),
  unsupported('x12-820/stupidedi_820_v3010.edi'),
  ...[1, 2, 3, 4, 5, 6].map((number) => unsupported(`x12-820/x12types_820_5010_${number}.edi`)),
  ...['edifabric_824', 'mymove_824_parser_1', 'mymove_824_parser_2', 'mymove_824_parser_4', 'mymove_824_parser_5'].map(
    (name) => unsupported(`x12-824/${name}.edi`),
  ),
  unsupported('x12-824/mymove_824_parser_3.edi', 4),
  acknowledgement('x12-824/mymove_824_process_1.edi', 'a group without sets', 0),
  unsupported('x12-824/mymove_824_process_2.edi'),
  acknowledgement('x12-824/mymove_824_process_3.edi', 'holds a 997'),
  unsupported('x12-824/mymove_824_process_4.edi'),
  unsupported('x12-824/mymove_824_process_5.edi', 2),
  unsupported('x12-824/x12types_824_5010.edi'),
];

/** One row per X12 file of the public corpora. */
export const expectations: Expectation[] = [...freightInvoices, ...statuses, ...acknowledgements, ...others];
