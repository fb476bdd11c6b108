import { type Chance } from './random.ts';
import {
  contract,
  indexValue,
  invoice,
  type Line,
  milestone,
  type Names,
  paper,
  type PaymentOf,
  shipment,
} from './papers.ts';

/** Where a fact is sent; a contract's activation is a second person's word, and facts of two kinds are arrays. */
export type Door = 'shipments' | 'events' | 'documents' | 'invoices' | 'index' | 'activation';

/** One fact of a shipment's history. */
export interface Fact {
  name: string;
  door: Door;
  body: Record<string, unknown>;
  /** Rivals and corrections: where money is posted on the way, they come before the first of it. */
  early?: boolean;
  /** Before it nothing can be paid: it says what is owed. */
  opens?: boolean;
  /** Once these have come something is paid. */
  needed?: boolean;
  /** It comes after the fact of this name. */
  after?: string;
}

export const secondVersions = [
  'orders the liftgate',
  'no longer orders the liftgate',
  'brings the PRO',
  'brings all references',
  'goes to Fort Worth',
  'is heavier',
  'was promised earlier',
  'authorises the lumper',
  'agrees a price',
] as const;

export const laterBills = [
  'exact rival',
  'rival by PRO',
  'rival of another amount',
  'supplement',
  'second bill',
  'correction',
  'correction that adds',
  'credit',
  'cancellation and rebill',
  'balance due',
] as const;

/** What a history is about: its facts follow from it. */
export interface Story {
  secondVersion: (typeof secondVersions)[number];
  bills: readonly (typeof laterBills)[number][];
  payment: PaymentOf;
  /** Carrier and entity stand in the master data; else only the contract names them. */
  known: boolean;
}

const shortPay: PaymentOf = { disagreement: 'SHORT_PAY', recovery: 'CLAIM', partial: 'POST' };

/** Every second version, every kind of later bill and every way of settling at least once. */
export const stories: readonly Story[] = [
  {
    ...{ secondVersion: 'orders the liftgate', payment: shortPay, known: false },
    bills: ['supplement', 'exact rival', 'correction'],
  },
  {
    ...{ secondVersion: 'no longer orders the liftgate', payment: shortPay, known: true },
    bills: ['second bill', 'credit'],
  },
  {
    ...{ secondVersion: 'brings the PRO', payment: { ...shortPay, partial: 'WAIT' }, known: false },
    bills: ['rival by PRO', 'exact rival', 'supplement'],
  },
  {
    ...{ secondVersion: 'goes to Fort Worth', payment: { ...shortPay, recovery: 'OFFSET' }, known: true },
    bills: ['second bill', 'correction that adds', 'rival of another amount'],
  },
  {
    ...{ secondVersion: 'is heavier', payment: { ...shortPay, disagreement: 'PAY_AND_CLAIM' }, known: false },
    bills: ['supplement', 'balance due', 'exact rival'],
  },
  {
    ...{ secondVersion: 'was promised earlier', payment: shortPay, known: true },
    bills: ['cancellation and rebill', 'supplement'],
  },
  {
    ...{ secondVersion: 'authorises the lumper', payment: { ...shortPay, disagreement: 'HOLD_ALL' }, known: false },
    bills: ['second bill', 'exact rival', 'credit'],
  },
  {
    ...{ secondVersion: 'agrees a price', payment: shortPay, known: false },
    bills: ['supplement', 'second bill', 'balance due'],
  },
];

/** A story as chance makes it. */
export function anyStory(chance: Chance): Story {
  const disagreement = chance.pick(['SHORT_PAY', 'SHORT_PAY', 'PAY_AND_CLAIM', 'HOLD_ALL'] as const);
  // An agreed price is paid without a contract, and HOLD_ALL keeps what is paid.
  const possible = secondVersions.filter((each) => each !== 'agrees a price' || disagreement !== 'HOLD_ALL');
  return {
    secondVersion: chance.pick(possible),
    bills: chance.shuffled(laterBills).slice(0, 1 + chance.upTo(4)),
    payment: {
      disagreement,
      recovery: chance.pick(['CLAIM', 'OFFSET'] as const),
      partial: chance.pick(['POST', 'POST', 'WAIT'] as const),
    },
    known: chance.upTo(2) === 0,
  };
}

/** Every fact of a story under these names, in no order that means anything. */
export function factsOf(story: Story, names: Names): Fact[] {
  const all = [...versions(story, names), ...happenings(names), ...bills(story, names)];
  return [
    { name: 'contract', door: 'activation', body: contract(names, story.payment), opens: true, needed: true },
    { name: 'index', door: 'index', body: indexValue(names, '2026-02-23', '3.55'), needed: true },
    { name: 'older index', door: 'index', body: indexValue(names, '2026-02-16', '3.20') },
    ...all,
    ...repeated(all, 'POD'),
    ...repeated(all, 'first bill'),
  ];
}

function repeated(facts: readonly Fact[], name: string): Fact[] {
  return facts.filter((fact) => fact.name === name).map((fact) => ({ ...fact, name: `${name} again` }));
}

function versions({ secondVersion }: Story, names: Names): Fact[] {
  const [before, after] = changes(secondVersion, names);
  return [
    { name: 'shipment', door: 'shipments', body: shipment(names, before), needed: true },
    {
      ...{ name: 'second version', door: 'shipments', opens: secondVersion === 'agrees a price' },
      body: { ...shipment(names, { ...before, ...after }), version: 2 },
    },
  ];
}

type Change = Record<string, unknown>;

/** What the first version says beyond the usual, and what the second changes. */
function changes(what: Story['secondVersion'], names: Names): [Change, Change] {
  const liftgate = { services: ['LIFTGATE_DELIVERY'] };
  const { stops } = shipment(names) as { stops: [Change, { location: Change }] };
  switch (what) {
    case 'orders the liftgate':
      return [{}, liftgate];
    case 'no longer orders the liftgate':
      return [liftgate, { services: [] }];
    case 'brings the PRO':
      return [{ ...liftgate, references: [{ type: 'BOL', value: names.bol }] }, shipmentReferences(names)];
    case 'brings all references':
      return [{ ...liftgate, references: [{ type: 'PO', value: `PO-${names.tag}` }] }, shipmentReferences(names)];
    case 'goes to Fort Worth': {
      const [first, last] = stops;
      const location = { ...last.location, city: 'Fort Worth', postalCode: '76102' };
      return [liftgate, { stops: [first, { ...last, location }] }];
    }
    case 'is heavier': {
      const weight = { value: '2600', unit: 'LB' };
      return [liftgate, { items: [{ item: 1, pieces: 4, packaging: 'PALLET', weight, freightClass: '70' }] }];
    }
    case 'was promised earlier':
      return [liftgate, { committedDelivery: { from: '2026-03-04T06:00:00-06:00', to: '2026-03-04T07:00:00-06:00' } }];
    case 'authorises the lumper':
      return [
        { ...liftgate, authorisations: [] },
        { authorisations: [{ charge: 'LUMPER', stop: 2, limit: '200.00', by: 'dock lead' }] },
      ];
    case 'agrees a price': {
      const charges = [{ charge: 'LINEHAUL', amount: '250.00' }];
      return [liftgate, { agreed: { kind: 'RATE_CONFIRMATION', currency: 'USD', charges, otherwise: 'CONTRACT' } }];
    }
  }
}

function shipmentReferences(names: Names): Change {
  const { references } = shipment(names);
  return { references };
}

function happenings(names: Names): Fact[] {
  const event = (name: string, type: string, more: Change): Fact => ({
    ...{ name, door: 'events' },
    body: milestone(names, name.replaceAll(' ', '-'), type, more),
  });
  const at = (time: string) => ({ stop: 2, occurredAt: `2026-03-04T${time}:00-06:00` });
  const pod = { signedBy: 'J. Doe', signedAt: '2026-03-04T09:00:00-06:00', piecesReceived: 4, exceptions: [] };
  const receipt = { charge: 'LUMPER', number: 'LR-1', amount: '150.00', currency: 'USD' };
  const retracted = 'wrong departure';
  return [
    event('pickup', 'DEPARTED_STOP', { stop: 1, occurredAt: '2026-03-02T09:40:00-05:00' }),
    event('arrival', 'ARRIVED_AT_STOP', { ...at('07:40'), issuedAt: '2026-03-04T14:00:00Z' }),
    event('arrival restated', 'ARRIVED_AT_STOP', { ...at('08:20'), issuedAt: '2026-03-05T14:00:00Z' }),
    event('delivery', 'DELIVERED', at('09:00')),
    event('departure', 'DEPARTED_STOP', at('11:52')),
    { ...event(retracted, 'DEPARTED_STOP', at('17:30')), after: 'retraction' },
    event('retraction', 'RETRACTED', { retracts: `${names.tag}-wrong-departure`, issuedAt: '2026-03-05T15:00:00Z' }),
    { name: 'POD', door: 'documents', body: paper(names, 'POD', 'POD', pod), needed: true },
    { name: 'receipt', door: 'documents', body: paper(names, 'LR-1', 'LUMPER_RECEIPT', receipt) },
  ];
}

const wholeBill: readonly Line[] = [
  ['LINEHAUL', '728.00'],
  ['DISCOUNT', '-451.36'],
  ['FUEL', '78.84'],
  ['LIFTGATE_DELIVERY', '85.00', 2],
  ['DETENTION_DELIVERY', '120.00', 2],
];
const lumper: Line = ['LUMPER', '160.00', 2];
const liftgate: Line = ['LIFTGATE_DELIVERY', '85.00', 2];

function bills({ bills: later }: Story, names: Names): Fact[] {
  const hasRival = later.some((each) => each.includes('rival'));
  const bill = (name: string, of: Parameters<typeof invoice>[1], early = false): Fact => ({
    ...{ name, door: 'invoices', early },
    body: invoice(names, of),
  });
  const more: Record<Story['bills'][number], () => Fact[]> = {
    'exact rival': () => [
      bill('exact rival', { id: 'AGAIN', number: 'ONE', source: 'paper', bare: true, lines: wholeBill }, true),
    ],
    'rival by PRO': () => [bill('rival by PRO', { id: 'OTHER', date: '2026-03-08', lines: wholeBill }, true)],
    'rival of another amount': () => [
      bill('rival of another amount', { id: 'MORE', number: 'ONE', lines: [...wholeBill, lumper] }, true),
    ],
    supplement: () => [
      bill('supplement', {
        ...{ id: 'SUP', kind: 'SUPPLEMENTAL', date: '2026-03-10', billNumber: null },
        lines: [lumper, liftgate],
      }),
    ],
    'second bill': () => [
      bill('second bill', {
        ...{ id: 'TWO', date: '2026-03-05', billNumber: `8${names.tag}`, pickupDate: null },
        lines: [['DETENTION_DELIVERY', '105.00', 2], lumper],
      }),
    ],
    correction: () => [
      bill(
        'correction',
        { id: 'COR', kind: 'CORRECTED', corrects: 'ONE', date: '2026-03-12', lines: wholeBill.slice(0, 3) },
        true,
      ),
    ],
    'correction that adds': () => [
      bill(
        'correction that adds',
        { id: 'COA', kind: 'CORRECTED', corrects: 'ONE', date: '2026-03-13', lines: [...wholeBill, lumper] },
        true,
      ),
    ],
    credit: () => [
      bill(
        'credit',
        {
          ...{ id: 'CRE', kind: 'CREDIT', corrects: 'ONE', date: '2026-03-14' },
          lines: [['LIFTGATE_DELIVERY', '-85.00', 2]],
        },
        true,
      ),
    ],
    'cancellation and rebill': () => [
      bill(
        'cancellation',
        {
          ...{ id: 'CAN', kind: 'CANCELLATION', corrects: 'ONE', date: '2026-03-16' },
          lines: wholeBill.map(([charge, amount, ...stop]): Line => [charge, negated(amount), ...stop]),
        },
        true,
      ),
      bill(
        'rebill',
        { id: 'REB', kind: 'REBILL', corrects: 'ONE', date: '2026-03-15', lines: wholeBill.slice(0, 4) },
        true,
      ),
    ],
    'balance due': () => [
      bill(
        'balance due',
        { id: 'BAL', kind: 'BALANCE_DUE', corrects: 'ONE', date: '2026-03-20', lines: [liftgate] },
        true,
      ),
    ],
  };
  return [bill('first bill', { id: 'ONE', lines: wholeBill }, hasRival), ...later.flatMap((each) => more[each]())];
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
