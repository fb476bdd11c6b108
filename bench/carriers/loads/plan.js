/** What will happen with one load: drawn by chance, shaped by what a story wishes. */
import { addDays } from '../calendar.js';
import { milesBetween } from '../world/places.js';
import { spring } from '../world/ltl.js';

const seasons = { old: ['2026-01-05', 75], now: [spring, 80], any: ['2026-01-05', 165] };

/** What nobody wished for: a load without anything special about it. */
const ordinary = {
  ...{ changed: false, moved: null, echo: null, manner: null, declared: null },
  ...{ season: 'any', site: null, vias: 0, services: [], authorisations: [], receipts: [], attempts: [], noises: [] },
  ...{ hazardous: false, certificate: null, reweighed: null, inspected: null, agreed: null, cancelled: null },
  ...{ pod: 'ON_TIME', delivered: true, committed: null, notice: false, gates: null, dropped: [] },
  ...{ waits: {}, arrives: {}, opens: 8, sides: null, goods: null, date: null },
};

/** Lays what one wish says over what is planned; lists grow, the rest is replaced. */
export function merged(plan, wish) {
  const result = { ...plan };
  for (const [name, value] of Object.entries(wish))
    if (Array.isArray(value)) result[name] = [...(plan[name] ?? []), ...value];
    else if (name === 'waits' || name === 'arrives') result[name] = { ...plan[name], ...value };
    else result[name] = value;
  return result;
}

/**
 * @param {object} profile of the carrier
 * @param {object} chance
 * @param {object[]} wishes of the story, the later ones over the earlier
 */
export function planned(profile, chance, wishes) {
  const plan = wishes.reduce(merged, ordinary);
  const [first, days] = seasons[plan.season];
  return {
    ...plan,
    ...{ profile, ...routeOf(profile, plan, chance) },
    pickup: plan.date ?? addDays(first, chance.whole(0, days)),
    transit: plan.transit ?? chance.whole(1, 4),
    items: itemsOf(profile, plan, chance),
    manner: plan.manner ?? chance.pick(['STOP', 'STOP', 'STOP', 'STOP', 'STOP', 'PLACE', 'WALL']),
    declared: plan.declared ?? chance.decimal(100_000, 9_000_000, 2),
    equipment: profile.equipments ? chance.pick(profile.equipments) : profile.equipment,
  };
}

function routeOf(profile, plan, chance) {
  const from = chance.pick(profile.from);
  const to = plan.to ?? chance.pick(profile.sites?.[plan.site] ?? profile.to);
  const others = profile.to.filter((place) => place !== to);
  const vias = chance.shuffled(others).slice(0, plan.vias);
  return { from, to, vias, distance: String(milesBetween(from, to)) };
}

function itemsOf(profile, plan, chance) {
  const items = (plan.goods ?? profile.goods)(chance);
  return items.map((item, index) => ({
    ...item,
    ...(plan.hazardous && index === 0 ? { hazardous: true } : {}),
    ...(plan.sides && item.dimensions ? { dimensions: { ...item.dimensions, ...plan.sides } } : {}),
  }));
}
