import { cannotAssess, passes, raises, type Scenario, shows, showsNothing, type World } from './scenario.ts';

/** The shipment is ordered again under another number, with the same BOL. */
function orderedTwice(change: object): (world: World) => void {
  return ({ shipments, names }) => {
    const [shipment] = shipments;
    if (shipment) shipments.push({ ...shipment, shipmentId: `${names.shipmentId}-TWIN`, ...change });
  };
}

const linehaul = (freightClass: string) => [['LINEHAUL', '300.00', { freightClass }] as ['LINEHAUL', string, object]];
const stop = (city: string, region: string, postalCode: string) => ({ city, region, postalCode, country: 'US' });
const akron = stop('Akron', 'OH', '44301');
const dallas = stop('Dallas', 'TX', '75201-1234');

/** Class rates of 40.00 a hundred from 0 lb; classes 50 to 85 go as 70: 1,850 lb are 740.00. */
const asSeventy = {
  lanes: [
    {
      ...{ lane: 'US', origin: { country: 'US' }, destination: { country: 'US' } },
      linehaul: {
        ...{ model: 'WEIGHT_BREAKS' as const, weightUnit: 'LB' as const, per: '100' },
        breaks: [{ from: '0', rates: { '70': '40.00' } }],
        fak: [{ fromClass: '50', toClass: '85', ratedAs: '70' }],
      },
    },
  ],
};

const found: readonly Scenario[] = [
  raises(
    'M-01',
    'two shipments of one BOL',
    { change: orderedTwice({}) },
    {
      ...{
        reason: 'AMBIGUOUS_MATCH',
        state: 'IN_REVIEW',
        money: { pending: '385.00' },
        sentence: /More than one shipment fits/,
      },
    },
  ),
  cannotAssess(
    'M-01',
    'nobody says which of two shipments of one BOL it is',
    { change: orderedTwice({}) },
    {
      ...{ line: 1, reason: 'AMBIGUOUS_MATCH' },
    },
  ),
  passes('M-01', 'two shipments of one BOL, a week apart', {
    change: orderedTwice({
      stops: [
        {
          stop: 1,
          type: 'PICKUP',
          location: akron,
          appointment: { from: '2026-03-09T08:00:00-04:00', to: '2026-03-09T10:00:00-04:00' },
        },
        {
          stop: 2,
          type: 'DELIVERY',
          location: dallas,
          appointment: { from: '2026-03-11T08:00:00-05:00', to: '2026-03-11T09:00:00-05:00' },
        },
      ],
      references: [],
    }),
  }),
  raises(
    'M-03',
    'a bill whose numbers no shipment has, when the wait for one is over',
    {
      bill: (_, { pro }) => ({ billNumber: pro.split('').reverse().join(''), references: [] }),
      daysLater: 12,
    },
    { line: 1, reason: 'NO_SHIPMENT', state: 'IN_REVIEW', money: { pending: '385.00' } },
  ),
  cannotAssess(
    'M-03',
    'a bill that comes before its shipment',
    { bill: (_, { pro }) => ({ billNumber: pro.split('').reverse().join(''), references: [] }) },
    { line: 1, reason: 'NO_SHIPMENT', state: 'AWAITING_MATCH' },
  ),
  passes('M-03', 'the shipment comes after its bill', {
    change: (world) => {
      world.shipments = [];
    },
    afterwards: async ({ names: { carrier, shipmentId, bol, pro }, send }) => {
      const zoned = (place: object, timeZone: string) => ({ ...place, timeZone });
      await send('shipments', {
        ...{ source: 'tms', shipmentId, version: 1, legalEntity: 'ACME-US', carrier, mode: 'LTL', currency: 'USD' },
        terms: 'THIRD_PARTY',
        references: [
          { type: 'BOL', value: bol },
          { type: 'PRO', value: pro },
        ],
        stops: [
          { stop: 1, type: 'PICKUP', location: zoned(akron, 'America/New_York') },
          { stop: 2, type: 'DELIVERY', location: zoned(dallas, 'America/Chicago') },
        ],
        services: ['LIFTGATE_DELIVERY'],
      });
    },
  }),
  shows(
    'M-02',
    'a load delivered in March that nobody has billed',
    {
      change: (world) => {
        world.invoices = [];
      },
    },
    { count: 1, sentence: /without a bill.*was due on 2026-03-04/ },
  ),
  showsNothing('M-02', 'a load that was billed'),
  showsNothing('M-02', 'a load that was cancelled', {
    shipment: { status: 'CANCELLED' },
    change: (world) => {
      world.invoices = [];
    },
  }),
];

const asOrdered: readonly Scenario[] = [
  raises(
    'M-04',
    'a bill for 2,500 lb where 1,850 were ordered',
    { bill: { weight: { value: '2500', unit: 'LB' } } },
    {
      ...{ line: null, reason: 'WEIGHT_WRONG', severity: 'WARNING', sentence: /2500 LB; ordered are 1850/ },
      ...{ money: { approved: '385.00' } },
    },
  ),
  raises(
    'M-04',
    'six pieces billed where four were ordered',
    { bill: { pieces: 6 } },
    {
      ...{ reason: 'WEIGHT_WRONG', sentence: /6 pieces; ordered are 4/ },
    },
  ),
  passes('M-04', 'the same weight in kilograms, rounded', {
    // 1,850 lb × 0.45359237 = 839.15 kg
    bill: { weight: { value: '840', unit: 'KG' }, pieces: 4 },
  }),
  passes('M-04', '2 % more where the contract lets 2 % pass', {
    contract: { asOrdered: { weight: { percent: '0.02' }, pieces: { amount: '1' } } },
    bill: { weight: { value: '1887', unit: 'LB' }, pieces: 5 },
  }),
  passes('M-04', 'more weight by a certificate', {
    bill: { weight: { value: '2100', unit: 'LB' } },
    events: [{ type: 'REWEIGHED', occurredAt: '2026-03-03T09:00:00-05:00' }],
    documents: [{ type: 'WEIGHT_CERTIFICATE', data: { weight: { value: '2100', unit: 'LB' } } }],
  }),
  passes('M-04', 'an order that says no weight', {
    shipment: { items: [{ item: 1, pieces: 4, freightClass: '70' }] },
  }),
  raises(
    'M-05',
    'class 125 billed for goods of class 70',
    { charges: linehaul('125') },
    {
      ...{ line: null, reason: 'CLASS_WRONG', severity: 'WARNING', sentence: /class 125; the goods are class 70/ },
    },
  ),
  passes('M-05', 'class 070 billed for goods of class 70', { charges: linehaul('070') }),
  passes('M-05', 'goods of class 85 that the contract rates as 70', {
    contract: asSeventy,
    shipment: (usual) => ({ items: usual.items?.map((item) => ({ ...item, freightClass: '85' as const })) }),
    charges: [['LINEHAUL', '740.00', { freightClass: '70' }]],
  }),
  passes('M-05', 'class 85 after an inspection', {
    charges: linehaul('85'),
    events: [{ type: 'RECLASSIFIED', occurredAt: '2026-03-03T09:00:00-05:00' }],
    documents: [{ type: 'INSPECTION_REPORT', data: { freightClass: '85' } }],
  }),
  raises(
    'M-06',
    'a reefer billed where a dry van was ordered',
    { shipment: { equipment: 'DRY_VAN_53' }, bill: { equipment: 'REEFER_53' } },
    { line: null, reason: 'EVIDENCE_CONFLICT', severity: 'WARNING', sentence: /REEFER_53; ordered was DRY_VAN_53/ },
  ),
  passes('M-06', 'the same van in fewer words', {
    shipment: { equipment: 'DRY_VAN_53' },
    bill: { equipment: 'Dry van' },
  }),
  passes('M-06', 'an order for no equipment in particular', { bill: { equipment: 'REEFER_53' } }),
  raises(
    'M-07',
    'guaranteed service billed where standard was ordered',
    { shipment: { service: 'STANDARD' }, bill: { service: 'GUARANTEED_NOON' } },
    { line: null, reason: 'EVIDENCE_CONFLICT', severity: 'WARNING' },
  ),
  passes('M-07', 'the service that was ordered', { shipment: { service: 'STANDARD' }, bill: { service: 'Standard' } }),
  raises(
    'M-08',
    'a third stop that was not ordered',
    { bill: { stops: [akron, stop('Memphis', 'TN', '38103'), dallas] } },
    { line: null, reason: 'EVIDENCE_CONFLICT', severity: 'WARNING', sentence: /3 stops .*ordered were 2/ },
  ),
  raises(
    'M-08',
    'another town than ordered',
    { bill: { stops: [akron, stop('Houston', 'TX', '77002')] } },
    {
      ...{ reason: 'EVIDENCE_CONFLICT', sentence: /Houston/ },
    },
  ),
  passes('M-08', 'both stops of the order', { bill: { stops: [akron, dallas] } }),
  raises(
    'M-09',
    'freight of a load that was cancelled',
    {
      without: ['ARRIVED_AT_STOP', 'DEPARTED_STOP', 'DELIVERED', 'POD'],
      events: [{ type: 'CANCELLED', occurredAt: '2026-03-02T07:00:00-05:00' }],
    },
    { line: 1, reason: 'SHIPMENT_CANCELLED', amount: '300.00', state: 'DISPUTED', money: { disputed: '385.00' } },
  ),
  passes('M-09', 'a load cancelled after it was picked up', {
    events: [{ type: 'CANCELLED', occurredAt: '2026-03-05T07:00:00-06:00' }],
  }),
  passes('M-09', 'the vehicle of a cancelled load', {
    contract: {
      accessorials: [
        { charge: 'TONU', model: 'FLAT', amount: '150.00', authority: 'CONTRACT', when: { event: 'CANCELLED' } },
      ],
    },
    without: ['ARRIVED_AT_STOP', 'DEPARTED_STOP', 'DELIVERED', 'POD'],
    events: [
      { type: 'DISPATCHED', occurredAt: '2026-03-02T05:00:00-05:00' },
      { type: 'CANCELLED', occurredAt: '2026-03-02T07:00:00-05:00' },
    ],
    charges: [['TONU', '150.00']],
  }),
];

export const matching: readonly Scenario[] = [...found, ...asOrdered];
