import { cannotAssess, passes, raises, type Scenario } from './scenario.ts';

const held = { state: 'IN_REVIEW', money: { pending: '385.00', approved: '0.00' } } as const;

const carrierAndEntity: readonly Scenario[] = [
  raises(
    'P-01',
    'a carrier that neither master data nor a contract knows',
    { alone: true, contract: null, change: (world) => (world.carriers = []) },
    { ...held, reason: 'CARRIER_UNKNOWN' },
  ),
  raises(
    'P-01',
    'a bill that names no carrier, of a sender nobody knows',
    { invoice: { carrier: null, source: 'mail' } },
    { ...held, reason: 'CARRIER_UNKNOWN' },
  ),
  passes('P-01', 'a carrier billed under its SCAC', { alone: true, invoice: (_, { scac }) => ({ carrier: scac }) }),
  passes('P-01', 'a carrier that only a contract names', { alone: true, change: (world) => (world.carriers = []) }),
  raises(
    'P-03',
    'a carrier bills what was given to another',
    { shipment: { carrier: 'SOMEONE-ELSE' } },
    { ...held, reason: 'CARRIER_WRONG', sentence: /SOMEONE-ELSE/ },
  ),
  passes('P-03', 'the order names the carrier by its SCAC', {
    alone: true,
    shipment: (_, { scac }) => ({ carrier: scac }),
  }),
  raises(
    'P-04',
    'a bill addressed to a company that is none of ours',
    { invoice: { legalEntity: 'GLOBEX' } },
    { reason: 'NOT_OUR_BILL', state: 'DENIED', money: { denied: '385.00' } },
  ),
  raises(
    'P-04',
    'a bill sent to a stranger under our number',
    { invoice: { billTo: { name: 'Globex Chemicals Corp' } } },
    { ...held, reason: 'ENTITY_WRONG', sentence: /Globex/ },
  ),
  passes('P-04', 'a bill addressed to us under another name', { invoice: { legalEntity: 'ACME INCORPORATED' } }),
  passes('P-04', 'a bill sent to our payables office', {
    invoice: { billTo: { name: 'ACME, INC. C/O Paylane Freight Audit', city: 'Memphis', region: 'TN' } },
  }),
  passes('P-04', 'a bill that names nobody', { invoice: { billTo: null, legalEntity: null } }),
  raises(
    'P-05',
    'a bill collect for a load ordered third party',
    { invoice: { terms: 'COLLECT' } },
    { ...held, reason: 'TERMS_WRONG' },
  ),
  passes('P-05', 'a bill without terms', { invoice: { terms: null } }),
  raises(
    'P-07',
    'a bill addressed to our company in Canada',
    {
      masterData: { 'legal-entities': [{ legalEntity: 'ACME-CA', name: 'Acme Canada Ltd' }] },
      invoice: { legalEntity: 'ACME-CA' },
    },
    { ...held, reason: 'ENTITY_WRONG', sentence: /ACME-US/ },
  ),
  passes('P-07', 'a bill addressed to the company that ordered'),
];

const authorityAndPayee: readonly Scenario[] = [
  raises(
    'P-02',
    'the authority ended the day before the pickup',
    { carrier: { authority: [{ from: '2024-01-01', to: '2026-03-01' }] } },
    { ...held, reason: 'CARRIER_UNKNOWN', sentence: /2026-03-02/ },
  ),
  raises(
    'P-02',
    'a carrier whose authority was revoked for good',
    { carrier: { authority: [] } },
    { ...held, reason: 'CARRIER_UNKNOWN' },
  ),
  passes('P-02', 'the authority ended on the day of the pickup', {
    carrier: { authority: [{ from: '2024-01-01', to: '2026-03-02', number: 'MC 123456' }] },
  }),
  passes('P-02', 'a gap in the authority in another year', {
    carrier: { authority: [{ from: '2020-01-01', to: '2022-06-30' }, { from: '2023-01-01' }] },
  }),
  passes('P-02', 'a carrier whose authority nobody keeps'),
  raises(
    'P-06',
    'the bill asks to pay a factor that nobody told us of',
    {
      carrier: { payees: [{ name: 'Fast Freight Inc', city: 'Akron' }] },
      invoice: { remitTo: { name: 'Quickpay Factoring LLC', city: 'Miami', region: 'FL' } },
    },
    { ...held, reason: 'CARRIER_WRONG', sentence: /Quickpay/ },
  ),
  raises(
    'P-06',
    'the same name at another address',
    {
      carrier: { payees: [{ name: 'Fast Freight Inc', city: 'Akron', postalCode: '44301' }] },
      invoice: { remitTo: { name: 'Fast Freight Inc', city: 'Miami', postalCode: '33101' } },
    },
    { ...held, reason: 'CARRIER_WRONG', sentence: /Miami/ },
  ),
  raises(
    'P-06',
    'the carrier itself, after it sold its bills to a factor',
    {
      carrier: {
        payees: [
          { name: 'Fast Freight Inc', to: '2026-02-28' },
          { name: 'Quickpay Factoring LLC', from: '2026-03-01' },
        ],
      },
      invoice: { remitTo: { name: 'Fast Freight Inc' } },
    },
    { ...held, reason: 'CARRIER_WRONG', sentence: /Quickpay/ },
  ),
  passes('P-06', 'the factor, once it is notified', {
    carrier: {
      payees: [
        { name: 'Fast Freight Inc', to: '2026-02-28' },
        { name: 'Quickpay Factoring LLC', from: '2026-03-01' },
      ],
    },
    invoice: { remitTo: { name: 'QUICKPAY FACTORING' } },
  }),
  passes('P-06', 'the carrier written another way, at its lockbox', {
    carrier: { remitTo: 'Fast Freight, PO Box 7, Akron OH' },
    invoice: { remitTo: { name: 'FASTFREIGHT, INC.', city: 'Chicago', postalCode: '60680-1234' } },
  }),
  passes('P-06', 'a bill that says nothing of where to pay', { carrier: { payees: [{ name: 'Fast Freight Inc' }] } }),
];

const ends: readonly Scenario[] = [
  raises(
    'P-09',
    'a consignee in another city than the delivery',
    { bill: { consignee: { name: 'Acme Store 9', city: 'Houston', region: 'TX', postalCode: '77002' } } },
    { ...held, reason: 'EVIDENCE_CONFLICT', sentence: /Houston, TX 77002.*Dallas, TX 75201/ },
  ),
  raises(
    'P-09',
    'a shipper whose postal code is of another state',
    { bill: { shipper: { name: 'Acme Plant', postalCode: '90210' } } },
    { ...held, reason: 'EVIDENCE_CONFLICT', sentence: /90210.*Akron/ },
  ),
  passes('P-09', 'the stops under other names, with nine digits and in capitals', {
    bill: {
      shipper: { name: 'PUMP WORKS', city: 'AKRON', region: 'OH', postalCode: '44301-1122' },
      consignee: { name: 'Receiving dept', city: 'DALLAS' },
    },
  }),
  passes('P-09', 'the next postal code of the same city', {
    bill: { consignee: { city: 'Dallas', region: 'TX', postalCode: '75202' } },
  }),
  passes('P-09', 'a consignee at the first of two deliveries', {
    shipment: ({ stops }) => ({
      stops: [
        ...stops,
        { stop: 3, type: 'DELIVERY', location: { city: 'Waco', region: 'TX', postalCode: '76701', country: 'US' } },
      ],
    }),
    events: [{ type: 'DELIVERED', stop: 3, occurredAt: '2026-03-04T15:00:00-06:00' }],
    documents: [{ type: 'POD', stop: 3, data: { signedBy: 'T. Moss', signedAt: '2026-03-04T15:00:00-06:00' } }],
    bill: { consignee: { city: 'Dallas', postalCode: '75201' } },
  }),
];

const contracts: readonly Scenario[] = [
  raises(
    'P-10',
    'no contract with the carrier',
    { contract: null, alone: true },
    { reason: 'CONTRACT_MISSING', line: 1, state: 'AWAITING_EVIDENCE', money: { pending: '385.00', expected: null } },
  ),
  raises(
    'P-10',
    'a contract that ended before the pickup',
    { contract: { effective: { from: '2025-01-01', to: '2026-03-01' } } },
    { reason: 'CONTRACT_MISSING', line: 1 },
  ),
  raises(
    'P-10',
    'two contracts in force for the same lane',
    { contracts: [{}, { contractId: 'P-10-SECOND', version: 1 }] },
    { reason: 'CONTRACT_AMBIGUOUS', line: 1 },
  ),
  raises(
    'P-10',
    'a contract that has no such lane',
    {
      contract: {
        lanes: [
          {
            lane: 'CA-WA',
            origin: { country: 'US', regions: ['CA'] },
            destination: { country: 'US', regions: ['WA'] },
            linehaul: { model: 'FLAT', amount: '300.00' },
          },
        ],
      },
    },
    { reason: 'LANE_MISSING', line: 1 },
  ),
  cannotAssess(
    'P-10',
    'a contract of another mode',
    { contract: { modes: ['TL'] } },
    { line: 1, reason: 'CONTRACT_MISSING' },
  ),
  passes('P-10', 'two versions, one after the other', {
    contracts: [
      { effective: { from: '2026-01-01', to: '2026-03-01' }, currency: 'USD' },
      { effective: { from: '2026-03-02', to: '2026-12-31' }, currency: 'USD' },
    ],
  }),
];

/** Who bills whom, for what, under which contract. */
export const parties: readonly Scenario[] = [...carrierAndEntity, ...authorityAndPayee, ...ends, ...contracts];
