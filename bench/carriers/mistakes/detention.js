/** Wrong detention: not proven, inside the free time, a late truck, minutes and units counted in the carrier's favour. */
import { above, over, plus, times } from '../exact.js';
import { cents, line } from '../loads/bill.js';
import { entryOf } from '../loads/due.js';
import { addLine, believed, label, lineFor } from './kit.js';

const charge = 'DETENTION_DELIVERY';
const touches = 'DETENTION';
const has = (profile) => Boolean(entryOf(profile, charge));
const entryFor = (load) => load.owed.known.contract.accessorials.find((entry) => entry.charge === charge);
const stay = (minutes, arrive) => ({ waits: { delivery: minutes }, arrives: { delivery: arrive }, notice: true });

/** Bills so much for waiting, whether or not something is owed. */
function billWaiting(load, bill, amount, reasons) {
  const stop = load.facts.shipment.stops.at(-1).stop;
  const own = lineFor(bill, charge);
  if (own && !above(amount, plus(own.amount, '6'))) return null;
  if (own) own.amount = cents(amount);
  else addLine(bill, line(charge, cents(amount), { stop }));
  return [label(charge, reasons)];
}

/** What the contract would ask were one of its terms another. */
function under(load, terms) {
  const contracts = (all) =>
    all.map((contract) => ({
      ...contract,
      accessorials: contract.accessorials.map((entry) => (entry.charge === charge ? { ...entry, ...terms } : entry)),
    }));
  return believed(load, { contracts }).find(charge, load.facts.shipment.stops.at(-1).stop).amount;
}

const units = (entry, minutes) =>
  times(over(times(Math.ceil(minutes / entry.incrementMinutes), entry.incrementMinutes), entry.perMinutes), entry.rate);

export const detentionMistakes = [
  {
    ...{ kind: 'detention without proof', touches, weight: 2, fits: has },
    wish: (chance) => ({ ...stay(chance.whole(180, 360), 10), dropped: [chance.pick(['ARRIVED_AT_STOP', 'ends'])] }),
    make(load, bill) {
      const waited = under(load, { notice: null });
      if (waited !== null) return null;
      return billWaiting(load, bill, times(entryFor(load).rate, 2), ['DETENTION_UNPROVEN']);
    },
  },
  {
    ...{ kind: 'detention inside free time', touches, fits: has },
    wish: (chance) => stay(chance.whole(60, 85), 20),
    make: (load, bill, chance) =>
      lineFor(bill, charge)
        ? null
        : billWaiting(load, bill, times(entryFor(load).rate, chance.whole(1, 2)), ['DETENTION_WRONG']),
  },
  {
    ...{ kind: 'detention though the carrier came late', touches },
    fits: (profile) => has(profile) && entryOf(profile, charge).whenLate === 'NONE',
    wish: (chance) => stay(chance.whole(200, 340), chance.whole(140, 200)),
    make: (load, bill) => {
      const amount = under(load, { whenLate: 'FROM_ARRIVAL', notice: null });
      return lineFor(bill, charge) || !amount ? null : billWaiting(load, bill, amount, ['DETENTION_WRONG']);
    },
  },
  {
    ...{ kind: 'detention units rounded wrongly', touches, fits: has },
    wish: (chance) => stay(chance.whole(161, 300), 15),
    make: (load, bill) => {
      const amount = under(load, { incrementMinutes: 60, incrementRounding: 'UP' });
      return lineFor(bill, charge) && amount ? billWaiting(load, bill, amount, ['DETENTION_WRONG']) : null;
    },
  },
  {
    ...{ kind: 'detention from an early arrival', touches, fits: has },
    wish: (chance) => stay(chance.whole(200, 330), chance.whole(-60, -35)),
    make(load, bill) {
      if (!lineFor(bill, charge)) return null;
      const without = (shipment) => ({
        ...shipment,
        stops: shipment.stops.map((stop) => ({ ...stop, appointment: undefined })),
      });
      const { amount } = believed(load, { shipment: without }).find(charge, load.facts.shipment.stops.at(-1).stop);
      return amount ? billWaiting(load, bill, amount, ['DETENTION_WRONG']) : null;
    },
  },
  {
    ...{ kind: 'detention with the free time left out', touches, fits: has },
    wish: (chance) => stay(chance.whole(150, 300), 15),
    make: (load, bill) => {
      const amount = under(load, { freeMinutes: 0, notice: null });
      return lineFor(bill, charge) && amount ? billWaiting(load, bill, amount, ['DETENTION_WRONG']) : null;
    },
  },
  {
    ...{ kind: 'detention beyond its cap', touches, fits: (profile) => Boolean(entryOf(profile, charge)?.maximum) },
    wish: (chance) => stay(chance.whole(640, 760), 10),
    make: (load, bill) => {
      const amount = under(load, { maximum: null });
      return lineFor(bill, charge) && amount ? billWaiting(load, bill, amount, ['DETENTION_WRONG', 'ACC_WRONG']) : null;
    },
  },
  {
    ...{ kind: 'detention without notice', touches, fits: (profile) => Boolean(entryOf(profile, charge)?.notice) },
    wish: (chance) => ({ ...stay(chance.whole(180, 330), 15), notice: false }),
    make: (load, bill) =>
      billWaiting(load, bill, units(entryFor(load), load.plan.waits.delivery - 120), ['ACC_NO_NOTICE']),
  },
  {
    ...{ kind: 'detention by the weaker of two sources', touches },
    fits: (profile) => has(profile) && profile.method === 'EDI',
    wish: (chance) => ({ ...stay(chance.whole(240, 400), 15), echo: { method: 'GEOFENCE', arrive: 45, depart: -50 } }),
    make: (load, bill) => {
      const own = (events) => events.filter(({ method }) => method !== 'GEOFENCE');
      const { amount } = believed(load, { events: own }).find(charge, load.facts.shipment.stops.at(-1).stop);
      return amount ? billWaiting(load, bill, amount, ['DETENTION_WRONG']) : null;
    },
  },
  {
    ...{ kind: 'detention that two sources tell differently', touches, fits: has },
    wish: (chance, profile) => ({
      ...stay(chance.whole(240, 400), 15),
      echo: { method: profile.method, depart: -chance.whole(35, 70) },
    }),
    make: (load, bill) => {
      const amount = times(entryFor(load).rate, 2);
      return lineFor(bill, charge) ? null : billWaiting(load, bill, amount, ['EVIDENCE_CONFLICT']);
    },
  },
];
