/** What happened was out of the ordinary, and the honest bill is right as it is. */
import { dueWish, entryOf } from '../loads/due.js';
import { byClass, creditsLateness, everybody, goods, has, is, waits } from './kit.js';

const due = (charge) => (chance, profile) => dueWish(entryOf(profile, charge), chance);
const detained = due('DETENTION_DELIVERY');

const waiting = [
  {
    name: 'detention after an early arrival',
    fits: waits,
    wish: (chance, profile) => ({ ...detained(chance, profile), arrives: { delivery: chance.whole(-60, -10) } }),
  },
  {
    name: 'detention within the grace',
    fits: waits,
    wish: (chance, profile) => ({ ...detained(chance, profile), arrives: { delivery: chance.whole(121, 135) } }),
  },
  {
    name: 'detention of a late truck, where that is allowed',
    fits: is('BHFR'),
    wish: (chance, profile) => ({ ...detained(chance, profile), arrives: { delivery: chance.whole(150, 240) } }),
  },
  {
    name: 'detention while the clocks change',
    fits: waits,
    wish: (chance) => ({
      ...{ date: '2026-03-07', transit: 1, opens: 0, notice: true },
      ...{ waits: { delivery: chance.whole(300, 420) }, arrives: { delivery: chance.whole(0, 60) } },
    }),
  },
  {
    name: 'a wait that ends with the free time',
    fits: waits,
    wish: (chance, profile) => ({
      ...{ waits: { delivery: entryOf(profile, 'DETENTION_DELIVERY').freeMinutes }, arrives: { delivery: 15 } },
    }),
  },
  {
    name: 'waiting at both ends, the same amount',
    fits: waits,
    wish: () => ({ waits: { pickup: 245, delivery: 245 }, arrives: { pickup: 0, delivery: 0 }, notice: true }),
  },
  {
    name: 'detention after the dock was booked anew',
    fits: waits,
    wish: (chance, profile) => {
      const moved = chance.pick([-120, 60, 180]);
      return { ...detained(chance, profile), moved, arrives: { delivery: moved + chance.whole(-15, 60) } };
    },
  },
  {
    name: 'detention seen by two, the stronger stands',
    fits: is('BHFR', 'BAND'),
    wish: (chance, profile) => ({
      ...detained(chance, profile),
      echo: { method: 'GEOFENCE', arrive: chance.whole(-12, 25), depart: chance.whole(-25, 12) },
    }),
  },
  {
    name: 'detention seen by two alike, the smaller claim stands',
    fits: waits,
    wish: (chance, profile) => ({
      ...detained(chance, profile),
      echo: { method: profile.method, arrive: chance.whole(-15, 15), depart: chance.whole(-15, 15) },
    }),
  },
  {
    name: 'layover instead of detention',
    fits: has('LAYOVER'),
    wish: (chance) => ({
      ...{ authorisations: [{ charge: 'LAYOVER', limit: '300.00' }], notice: true },
      waits: { delivery: chance.whole(200, 400) },
    }),
  },
];

const lateness = [
  {
    name: 'late, and another to blame',
    fits: creditsLateness,
    wish: (chance) => ({
      committed: {
        minutesAfterNoon: chance.whole(90, 600),
        attribution: chance.pick(['CONSIGNEE', 'SHIPPER', 'OUTSIDE']),
      },
    }),
  },
  {
    name: 'late within the grace',
    fits: creditsLateness,
    wish: (chance) => ({ committed: { minutesAfterNoon: chance.whole(1, 60), attribution: 'CARRIER' } }),
  },
  {
    name: 'late, and the credit given',
    fits: creditsLateness,
    wish: (chance) => ({ committed: { minutesAfterNoon: chance.whole(61, 700), attribution: 'CARRIER' } }),
  },
];

const receipt = (number, amount) => ({
  ...{ type: 'LUMPER_RECEIPT', charge: 'LUMPER', number, amount, currency: 'USD' },
});

const others = [
  { name: 'reweighed with a certificate', fits: has('REWEIGH'), wish: due('REWEIGH') },
  {
    name: 'reclassified with an inspection report',
    fits: byClass,
    wish: () => ({ inspected: { report: true, freightClass: '125' } }),
  },
  { name: 'redelivery because nobody was there', fits: has('REDELIVERY'), wish: due('REDELIVERY') },
  {
    name: 'two redeliveries',
    fits: has('REDELIVERY'),
    wish: () => ({ attempts: [{ attribution: 'CONSIGNEE' }, { attribution: 'SHIPPER' }], transit: 4 }),
  },
  { name: 'truck ordered and not used', fits: has('TONU'), wish: due('TONU') },
  {
    name: 'class inside the FAK',
    fits: is('NWLT'),
    wish: goods('85', 1400),
  },
  {
    name: 'weight exactly on a break',
    fits: byClass,
    wish: goods('100', (chance) => chance.pick([500, 1000, 2000, 5000])),
  },
  {
    name: 'estimates and words taken back',
    fits: everybody,
    wish: () => ({ noises: ['estimate', 'transit', 'retracted'] }),
  },
  {
    name: 'cancelled when it was on its way',
    fits: (profile) => profile.contracts.length > 0,
    wish: () => ({ noises: ['cancelled'] }),
  },
  { name: 'many stops', fits: has('STOP_OFF'), wish: () => ({ vias: 3 }) },
  {
    name: 'two receipts, one of them twice',
    fits: is('RDLN', 'BAND'),
    wish: () => ({
      authorisations: [
        { charge: 'LUMPER', limit: '150.00' },
        { charge: 'LUMPER', limit: '100.00' },
      ],
      receipts: [receipt('TWO-1', '71.25'), receipt('TWO-2', '80.10'), receipt('TWO-2', '80.10')],
    }),
  },
  {
    name: 'a price quoted for this load',
    fits: is('RDLN', 'NWLT'),
    wish: (chance) => ({
      agreed: {
        ...{ kind: chance.pick(['QUOTE', 'TENDER']), reference: 'Q-1', currency: 'USD', otherwise: 'CONTRACT' },
        charges: [{ charge: 'LINEHAUL', amount: chance.decimal(70000, 240000, 2) }],
      },
    }),
  },
  {
    name: 'extras ordered later, in a new version of the order',
    fits: is('NWLT', 'CPLX', 'EURO'),
    wish: () => ({ services: ['LIFTGATE_DELIVERY'], changed: true }),
  },
];

export const happened = [...waiting, ...lateness, ...others];
