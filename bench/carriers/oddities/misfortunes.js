/** Messages that come too late or never: until they come the bill waits, and nobody disputes what is not known. */
import { label } from '../mistakes/kit.js';
import { dueWish, entryOf } from '../loads/due.js';

const never = Infinity;
const late = 2;

const needsPod = (profile) => profile.contracts[0]?.evidence.pod === 'REQUIRED';
const needsDelivery = (profile) => profile.contracts.length > 0;

/** Lets some facts of a load come at another time. */
const delayed = (which, arrives, reasons) => (load) => {
  const facts = [...load.facts.events, ...load.facts.documents].filter((fact) => which(fact, load));
  if (facts.length === 0) return null;
  for (const fact of facts) load.arrivals.set(fact, arrives);
  load.waits = true;
  return arrives === late ? [] : reasons.map(([charge, reason]) => label(charge, [reason]));
};

const isPod = ({ type }) => type === 'POD';
const tellsDelivery = ({ type, classifier }) => isPod({ type }) || (type === 'DELIVERED' && classifier === 'ACTUAL');
const lastStop = (load) => load.facts.shipment.stops.at(-1).stop;
const tellsLeaving = ({ type, stop }, load) => ['DEPARTED_STOP', 'UNLOADED'].includes(type) && stop === lastStop(load);
const isReceipt = ({ type }) => type === 'LUMPER_RECEIPT';

const detained = (chance, profile) => dueWish(entryOf(profile, 'DETENTION_DELIVERY'), chance);
const waits = (profile) => Boolean(entryOf(profile, 'DETENTION_DELIVERY'));
const unloads = (profile) => Boolean(entryOf(profile, 'LUMPER'));
const lumped = (chance, profile) => dueWish(entryOf(profile, 'LUMPER'), chance);

/** The order's newest version comes only when the bill was judged without it. */
function changedLate(load) {
  load.arrivals.set(load.facts.shipments.at(-1), late);
  load.waits = true;
  return [];
}

const both = (what, { fits, which, reasons, wish }) => [
  { kind: `${what}, late`, fits, wish, make: delayed(which, late, reasons) },
  { kind: `${what}, lost`, fits, wish, make: delayed(which, never, reasons) },
];

export const misfortunes = [
  ...both('proof of delivery', { fits: needsPod, which: isPod, reasons: [['ALL', 'POD_MISSING']] }),
  ...both('word of the delivery', { fits: needsDelivery, which: tellsDelivery, reasons: [['ALL', 'NOT_DELIVERED']] }),
  ...both('departure of a truck that waited', {
    ...{ fits: waits, which: tellsLeaving, wish: detained },
    reasons: [['DETENTION_DELIVERY', 'DETENTION_UNPROVEN']],
  }),
  ...both('receipt of a lumper', {
    ...{ fits: unloads, which: isReceipt, wish: lumped },
    reasons: [['LUMPER', 'ACC_NO_EVIDENCE']],
  }),
  {
    kind: 'new version of the order, late',
    fits: (profile) => ['NWLT', 'CPLX'].includes(profile.carrier),
    wish: () => ({ services: ['LIFTGATE_DELIVERY', 'NOTIFY'], changed: true }),
    make: changedLate,
  },
  {
    kind: 'authority given late',
    fits: (profile) => Boolean(entryOf(profile, 'DRIVER_ASSIST')),
    wish: (chance, profile) => ({ ...dueWish(entryOf(profile, 'DRIVER_ASSIST'), chance), changed: true }),
    make: changedLate,
  },
];
