/** Wrong extras: not contracted, not ordered, not authorised, not proven, too much, twice, or excluded. */
import { above, isZero, plus, times } from '../exact.js';
import { cents, line } from '../loads/bill.js';
import { dueWish, entriesOf, entryOf } from '../loads/due.js';
import { addLine, believed, label, lineFor } from './kit.js';

const touches = 'ACCESSORIAL';
const stopOf = (load, charge) =>
  charge.endsWith('_DELIVERY') ? load.facts.shipment.stops.at(-1).stop : charge.endsWith('_PICKUP') ? 1 : null;

/** A line for a charge that nothing makes due. */
function billExtra(load, bill, { charge, amount }, reasons) {
  if (lineFor(bill, charge)) return null;
  addLine(bill, line(charge, cents(amount), { stop: stopOf(load, charge) }));
  return [label(charge, reasons)];
}

/** What an accessorial would come to if only it had been ordered and allowed. */
function priceOf(load, entry) {
  const allowed = (shipment) => ({
    ...shipment,
    services: [...(shipment.services ?? []), entry.charge],
    authorisations: [...(shipment.authorisations ?? []), { charge: entry.charge }],
  });
  const bare = (entry) => ({ ...entry, when: undefined, requires: undefined });
  const contracts = (all) =>
    all.map((contract) => ({
      ...{ ...contract, exclusions: [] },
      accessorials: contract.accessorials.map((one) => (one.charge === entry.charge ? bare(one) : one)),
    }));
  const { amount } = believed(load, { shipment: allowed, contracts }).find(entry.charge, stopOf(load, entry.charge));
  return amount === null || isZero(amount) ? null : amount;
}

const withAuthority = (authority) => (profile) =>
  entriesOf(profile).filter(
    (entry) => entry.authority === authority && ['FLAT', 'PER_WEIGHT', 'PERCENT'].includes(entry.model),
  );

const missingAuthority = (kind, authority) => ({
  ...{ kind, touches, weight: 2, fits: (profile) => withAuthority(authority)(profile).length > 0 },
  make(load, bill, chance) {
    const entry = chance.pick(withAuthority(authority)(load.plan.profile));
    const { facts } = load;
    const given = [...facts.shipment.services, ...facts.shipment.authorisations.map(({ charge }) => charge)];
    const excluded = (load.owed.known.contract?.exclusions ?? []).some((group) => group.includes(entry.charge));
    const price = given.includes(entry.charge) || excluded ? null : priceOf(load, entry);
    return price && billExtra(load, bill, { charge: entry.charge, amount: price }, ['ACC_NOT_AUTH']);
  },
});

const condition = (charge, fails) => ({
  ...{ kind: `${charge.toLowerCase().replaceAll('_', ' ')} that does not apply`, touches },
  fits: (profile) => Boolean(entryOf(profile, charge)?.when),
  make(load, bill) {
    const entry = entryOf(load.plan.profile, charge);
    return fails(load) ? billExtra(load, bill, { charge, amount: entry.amount }, ['ACC_CONDITION']) : null;
  },
});

const siteOf = (load) => load.facts.shipment.stops.at(-1).location.siteType;

const entitlement = [
  {
    ...{ kind: 'accessorial not contracted', touches, weight: 2, fits: () => true },
    make(load, bill, chance) {
      const codes = ['PEAK', 'HIGH_COST_AREA', 'SINGLE_SHIPMENT', 'PACKING', 'COD', 'OTHER'];
      return billExtra(load, bill, { charge: chance.pick(codes), amount: chance.decimal(900, 12000, 2) }, [
        'ACC_NOT_CONTRACTED',
      ]);
    },
  },
  missingAuthority('accessorial not ordered', 'ORDERED'),
  missingAuthority('accessorial not authorised', 'APPROVED'),
  condition('RESIDENTIAL_DELIVERY', (load) => siteOf(load) === 'COMMERCIAL'),
  condition('LIMITED_ACCESS_DELIVERY', (load) => siteOf(load) === 'COMMERCIAL'),
  condition('HAZMAT', (load) => load.facts.shipment.items.every(({ hazardous }) => !hazardous)),
  condition('OVERLENGTH', (load) => !load.plan.sides && load.plan.profile.mode !== 'PARCEL'),
  {
    ...{ kind: 'mutually exclusive accessorials', touches: 'ACCESSORIAL' },
    fits: (profile) => profile.carrier === 'NWLT',
    wish: () => ({ services: ['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY'] }),
    make(load, bill) {
      const [lift, inside] = ['LIFTGATE_DELIVERY', 'INSIDE_DELIVERY'].map((charge) => load.owed.find(charge, null));
      const loser = isZero(lift.amount) ? lift : inside;
      if (!isZero(loser.amount)) return null;
      const price = priceOf(load, { charge: loser.charge });
      return price && billExtra(load, bill, { charge: loser.charge, amount: price }, ['ACC_EXCLUDED']);
    },
  },
  {
    ...{
      kind: 'redelivery caused by the carrier',
      touches,
      fits: (profile) => Boolean(entryOf(profile, 'REDELIVERY')),
    },
    wish: () => ({ attempts: [{ attribution: 'CARRIER' }] }),
    make: (load, bill) => billExtra(load, bill, { charge: 'REDELIVERY', amount: '95.00' }, ['ACC_CONDITION']),
  },
  {
    ...{ kind: 'redelivery nobody is named for', touches, fits: (profile) => Boolean(entryOf(profile, 'REDELIVERY')) },
    wish: () => ({ attempts: [{ attribution: null }] }),
    make: (load, bill) => billExtra(load, bill, { charge: 'REDELIVERY', amount: '95.00' }, ['ACC_NO_EVIDENCE']),
  },
];

const lumperEntry = (profile) => entryOf(profile, 'LUMPER');

const proof = [
  {
    ...{ kind: 'accessorial over its limit', touches, fits: (profile) => Boolean(lumperEntry(profile)) },
    wish: (chance) => ({
      authorisations: [{ charge: 'LUMPER', limit: '61.37', by: 'dock lead' }],
      receipts: [
        {
          type: 'LUMPER_RECEIPT',
          charge: 'LUMPER',
          number: `R-${chance.whole(1, 1e9)}`,
          amount: chance.decimal(9000, 28000, 2),
          currency: 'USD',
        },
      ],
    }),
    make(load, bill) {
      const [receipt] = load.facts.documents.filter(({ type }) => type === 'LUMPER_RECEIPT');
      const own = lineFor(bill, 'LUMPER');
      if (!own) return null;
      own.amount = plus(receipt.data.amount, lumperEntry(load.plan.profile).fee ?? '0');
      return [label('LUMPER', ['ACC_OVER_LIMIT'])];
    },
  },
  {
    ...{ kind: 'lumper without receipt', touches, weight: 2, fits: (profile) => Boolean(lumperEntry(profile)) },
    wish: () => ({ authorisations: [{ charge: 'LUMPER', limit: '300.00', by: 'dock lead' }] }),
    make: (load, bill, chance) =>
      billExtra(load, bill, { charge: 'LUMPER', amount: chance.decimal(5000, 20000, 2) }, ['ACC_NO_EVIDENCE']),
  },
  {
    ...{ kind: 'toll without receipt', touches, fits: (profile) => Boolean(entryOf(profile, 'TOLL')?.receipts) },
    make: (load, bill, chance) =>
      billExtra(load, bill, { charge: 'TOLL', amount: chance.decimal(900, 7000, 2) }, ['ACC_NO_EVIDENCE']),
  },
  {
    ...{ kind: 'reweigh fee without certificate', touches, fits: (profile) => Boolean(entryOf(profile, 'REWEIGH')) },
    make: (load, bill) => billExtra(load, bill, { charge: 'REWEIGH', amount: '30.00' }, ['ACC_NO_EVIDENCE']),
  },
  {
    ...{ kind: 'lumper above its receipt', touches, fits: (profile) => Boolean(lumperEntry(profile)) },
    wish: (chance, profile) => dueWish(lumperEntry(profile), chance),
    make: (load, bill, chance) => dearer(bill, 'LUMPER', chance, ['ACC_WRONG', 'ACC_NO_EVIDENCE']),
  },
];

function dearer(bill, charge, chance, reasons) {
  const own = lineFor(bill, charge);
  if (!own) return null;
  own.amount = cents(plus(times(own.amount, `1.${chance.whole(12, 45)}`), '6.00'));
  return [label(charge, reasons)];
}

const special = new Set(['LINEHAUL', 'DISCOUNT', 'DEFICIT', 'MINIMUM', 'FUEL', 'SERVICE_CREDIT', 'LUMPER']);
const plainLines = (bill) =>
  bill.lines.filter(({ charge, held }) => !held && !special.has(charge) && !charge.startsWith('DETENTION'));

const amounts = [
  {
    ...{ kind: 'accessorial at the wrong price', touches, weight: 2, fits: (profile) => entriesOf(profile).length > 0 },
    wish: (chance, profile) => {
      const open = entriesOf(profile).filter(
        ({ charge, model }) => !special.has(charge) && model !== 'PER_TIME' && charge !== 'TONU',
      );
      return open.length > 0 ? dueWish(chance.pick(open), chance) : {};
    },
    make(load, bill, chance) {
      const lines = plainLines(bill);
      return lines.length > 0 ? dearer(bill, chance.pick(lines).charge, chance, ['ACC_WRONG', 'FUEL_WRONG']) : null;
    },
  },
  {
    ...{
      kind: 'accessorial beyond its cap',
      touches,
      fits: (profile) => Boolean(entryOf(profile, 'INSIDE_DELIVERY')?.maximum),
    },
    wish: () => ({
      services: ['INSIDE_DELIVERY'],
      goods: (chance) => [
        {
          ...{ item: 1, description: 'Valves', pieces: 4, packaging: 'PALLET', hazardous: false, freightClass: '70' },
          weight: { value: String(chance.whole(3000, 4500)), unit: 'LB' },
        },
      ],
    }),
    make(load, bill) {
      const own = lineFor(bill, 'INSIDE_DELIVERY');
      const free = (all) =>
        all.map((contract) => ({
          ...contract,
          accessorials: contract.accessorials.map((entry) => ({ ...entry, maximum: undefined })),
        }));
      const { amount } = believed(load, { contracts: free }).find('INSIDE_DELIVERY', own?.stop ?? null);
      if (!own || !amount || !above(amount, plus(own.amount, '6'))) return null;
      own.amount = amount;
      return [label('INSIDE_DELIVERY', ['ACC_WRONG'])];
    },
  },
  {
    ...{ kind: 'charge twice on a bill', touches, weight: 2, fits: (profile) => entriesOf(profile).length > 0 },
    wish: (chance, profile) => {
      const open = entriesOf(profile).filter(({ model, charge }) => model === 'FLAT' && charge !== 'TONU');
      return open.length > 0 ? dueWish(chance.pick(open), chance) : {};
    },
    make(load, bill, chance) {
      const lines = plainLines(bill);
      if (lines.length === 0) return null;
      const { charge, amount, stop } = chance.pick(lines);
      addLine(bill, line(charge, amount, { stop, twice: true }));
      return [label(charge, ['DUP_CHARGE'], { last: true })];
    },
  },
  {
    ...{ kind: 'stops counted wrong', touches, fits: (profile) => Boolean(entryOf(profile, 'STOP_OFF')) },
    wish: (chance) => ({ vias: chance.whole(1, 2) }),
    make(load, bill) {
      const own = lineFor(bill, 'STOP_OFF');
      if (!own) return null;
      own.amount = plus(own.amount, '175.00');
      return [label('STOP_OFF', ['ACC_WRONG'])];
    },
  },
  {
    ...{ kind: 'free days ignored', touches, fits: (profile) => Boolean(profile.gates) },
    make(load, bill) {
      const free = (all) =>
        all.map((contract) => ({
          ...contract,
          accessorials: contract.accessorials.map((entry) =>
            entry.model === 'PER_DAY' ? { ...entry, freeDays: 0 } : entry,
          ),
        }));
      const wrong = believed(load, { contracts: free });
      const own = ['DEMURRAGE', 'PER_DIEM'].map((charge) => lineFor(bill, charge)).find(Boolean);
      const amount = own && wrong.find(own.charge, null).amount;
      if (!amount || !above(amount, plus(own.amount, '6'))) return null;
      own.amount = amount;
      return [label(own.charge, ['ACC_WRONG'])];
    },
  },
];

export const accessorialMistakes = [...entitlement, ...proof, ...amounts];
