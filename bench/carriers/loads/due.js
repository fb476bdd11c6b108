/** How each extra charge becomes due: what must have been ordered, allowed, or have happened. */

const ordered = (entry) => ({ services: [entry.charge] });
const allowed = (limit) => (entry, chance) => ({
  authorisations: [{ charge: entry.charge, ...(limit ? { limit: `${limit(chance)}.00` } : {}), by: 'dock lead' }],
});

const receipt = (type, charge, chance, [from, to]) => ({
  ...{ type, charge, number: `R-${chance.whole(1, 999_999_999)}` },
  ...{ amount: chance.decimal(from * 100, to * 100, 2), currency: 'USD' },
});

const ways = {
  RESIDENTIAL_DELIVERY: () => ({ site: 'RESIDENTIAL' }),
  LIMITED_ACCESS_DELIVERY: () => ({ site: 'SCHOOL' }),
  HAZMAT: () => ({ hazardous: true }),
  DETENTION_PICKUP: (entry, chance) => ({ waits: { pickup: chance.whole(entry.freeMinutes + 20, 420) } }),
  DETENTION_DELIVERY: (entry, chance) => ({
    ...{ waits: { delivery: chance.whole(entry.freeMinutes + 30, 430) }, arrives: { delivery: chance.whole(0, 60) } },
    notice: true,
  }),
  LUMPER: (entry, chance) => ({
    authorisations: [{ charge: 'LUMPER', ...chance.pick([{}, { stop: 'LAST' }]), limit: '400.00', by: 'dock lead' }],
    receipts: [receipt('LUMPER_RECEIPT', 'LUMPER', chance, [60, 280])],
  }),
  TOLL: (entry, chance) => (entry.receipts ? { receipts: [receipt('RECEIPT', 'TOLL', chance, [8, 60])] } : {}),
  CUSTOMS: (entry, chance) => ({
    ...{ services: ['CUSTOMS'] },
    receipts: [receipt('RECEIPT', 'CUSTOMS', chance, [40, 300])],
  }),
  DRIVER_ASSIST: allowed(),
  LAYOVER: allowed(),
  ADDRESS_CORRECTION: allowed((chance) => chance.whole(30, 60)),
  STOP_OFF: (entry, chance) => ({ vias: chance.whole(1, 3) }),
  REDELIVERY: (entry, chance) => ({ attempts: [{ attribution: chance.pick(['CONSIGNEE', 'SHIPPER']) }] }),
  REWEIGH: (entry, chance) => ({ reweighed: true, certificate: `1.${chance.whole(12, 45)}` }),
  CHASSIS: (entry, chance) => gatesOf(chance),
  PER_DIEM: (entry, chance) => gatesOf(chance),
  DEMURRAGE: (entry, chance) => {
    const available = chance.whole(20, 24);
    return { gates: { AVAILABLE_FOR_PICKUP: available, GATE_OUT: available + chance.whole(2, 16) } };
  },
  OVERLENGTH: (entry, chance) => ({ sides: { length: String(chance.whole(100, 140)) } }),
  TONU: () => ({ cancelled: 'AFTER_DISPATCH' }),
};

const gatesOf = (chance) => ({ gates: { GATE_OUT: 0, EMPTY_RETURNED: chance.whole(2, 14) } });

/** Every accessorial of a carrier's newest contract. */
export const entriesOf = (profile) => profile.contracts.at(-1)?.accessorials ?? [];
export const entryOf = (profile, charge) => entriesOf(profile).find((entry) => entry.charge === charge);

/** The wish that makes an accessorial due. */
export function dueWish(entry, chance) {
  return (ways[entry.charge] ?? (entry.authority === 'ORDERED' ? ordered : () => ({})))(entry, chance);
}

/** Extras that a load may have without any story: none that changes the whole load. */
const rare = new Set(['TONU', 'REWEIGH', 'LAYOVER', 'REDELIVERY']);

/** A wish for none, one or two extras, and the gates where a box moves. */
export function extraWishes(profile, chance, avoid = []) {
  const open = entriesOf(profile).filter(({ charge }) => !rare.has(charge) && !avoid.includes(charge));
  const count = chance.weighted([
    { weight: 5, count: 0 },
    { weight: 4, count: 1 },
    { weight: 1, count: 2 },
  ]).count;
  const box = profile.gates && !avoid.includes('CHASSIS') ? [dueWish(gateEntry(profile), chance)] : [];
  return [
    ...box,
    ...chance
      .shuffled(open)
      .slice(0, count)
      .map((entry) => dueWish(entry, chance)),
  ];
}

const gateEntry = (profile) => entryOf(profile, 'CHASSIS') ?? entryOf(profile, 'DEMURRAGE');
