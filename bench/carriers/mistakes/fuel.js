/** Wrong fuel: another week, another base, another row, fuel on a price that has it in. */
import { above, minus, plus, rounded, times } from '../exact.js';
import { cents, line } from '../loads/bill.js';
import { fuelBase, fuelRate, pricesInForce } from '../owed/fuel.js';
import { addLine, label, lineFor, raise } from './kit.js';

const touches = 'FUEL';
const reasons = ['FUEL_WRONG'];
const hasFuel = (profile) => Boolean(profile.contracts[0]?.fuel);
const byPercent = (profile) => hasFuel(profile) && profile.contracts[0].fuel.model.startsWith('PERCENT');

function programme(load) {
  const { lane, contract } = load.owed.known;
  const fuel = lane?.fuel ?? contract?.fuel;
  return fuel === 'NONE' ? null : fuel;
}

/** What the fuel would be at another rate: the honest amount in proportion would round twice, so it is worked anew. */
function atRate(load, fuel, rate) {
  const { known } = load.owed;
  const base = fuelBase(fuel);
  if (base.length === 0) {
    const { unit } = fuel;
    const miles = known.facts.shipment.distance.value;
    return cents(times(unit === 'KM' ? times(miles, '1.609344') : miles, rate));
  }
  const sum = base.map((charge) => amountOwed(load, charge)).reduce((a, b) => plus(a, b));
  return cents(times(sum, rate));
}

const amountOwed = (load, charge) =>
  load.owed.charges
    .filter((one) => one.charge === charge && one.amount !== null)
    .reduce((all, one) => plus(all, one.amount), { n: 0n, d: 1n });

/** The price that holds, and those of the weeks before it. */
function weeksOf(load, fuel) {
  const { known } = load.owed;
  const date = load.bills[0]?.pickupDate ?? load.plan.pickup;
  const prices = pricesInForce(fuel, known.prices(fuel.index), date);
  const own = prices.findLastIndex(({ from }) => from <= date);
  return { own: prices[own], others: prices.slice(Math.max(0, own - 8), own).reverse() };
}

export const fuelMistakes = [
  {
    ...{ kind: 'fuel of another week', touches, weight: 2, fits: hasFuel },
    make(load, bill) {
      const fuel = programme(load);
      if (!fuel) return null;
      const { others } = weeksOf(load, fuel);
      for (const { value } of others) {
        const labels = raise(
          bill,
          lineFor(bill, 'FUEL'),
          atRate(load, fuel, fuelRate(fuel, value, load.owed.known.rounding)),
          reasons,
        );
        if (labels) return labels;
      }
      return null;
    },
  },
  {
    ...{ kind: 'fuel on the wrong base', touches, fits: byPercent },
    make(load, bill, chance) {
      const fuel = programme(load);
      if (!fuel) return null;
      const { parts } = load.owed.find('LINEHAUL', null);
      const rate = fuelRate(fuel, weeksOf(load, fuel).own.value, load.owed.known.rounding);
      const others = bill.lines
        .filter(({ charge }) => !['FUEL', 'SERVICE_CREDIT'].includes(charge))
        .map(({ amount }) => amount);
      const all = others.reduce((a, b) => plus(a, b));
      const gross = parts?.gross && chance.often(60) ? cents(parts.gross) : all;
      return raise(bill, lineFor(bill, 'FUEL'), cents(times(gross, rate)), reasons);
    },
  },
  {
    ...{
      kind: 'fuel of another row',
      touches,
      fits: (profile) => hasFuel(profile) && Boolean(profile.contracts[0].fuel.table),
    },
    make(load, bill) {
      const fuel = programme(load);
      if (!fuel) return null;
      const { value } = weeksOf(load, fuel).own;
      const right = fuelRate(fuel, value, load.owed.known.rounding);
      const steps = fuel.beyond ? [fuel.beyond.step, times(fuel.beyond.step, 2)] : [];
      const prices = [
        ...fuel.table.map(({ from }) => from).filter((from) => above(from, value)),
        ...steps.map((step) => plus(value, step)),
      ];
      for (const price of prices) {
        const rate = fuelRate(fuel, typeof price === 'string' ? cents(price) : price, load.owed.known.rounding);
        const labels = above(minus(rate, right), '0')
          ? raise(bill, lineFor(bill, 'FUEL'), atRate(load, fuel, rate), reasons)
          : null;
        if (labels) return labels;
      }
      return null;
    },
  },
  {
    ...{ kind: 'fuel on an all-in rate', touches, weight: 2 },
    fits: (profile) =>
      profile.agreed === 'ALWAYS' || Boolean(profile.contracts[0]?.lanes.some(({ fuel }) => fuel === 'NONE')),
    wish: (chance, profile) => {
      const lane = profile.contracts[0]?.lanes.find(({ fuel }) => fuel === 'NONE');
      return lane ? { to: profile.to.find(({ region }) => lane.destination.regions.includes(region)) } : {};
    },
    make(load, bill, chance) {
      if (load.plan.profile.agreed !== 'ALWAYS' && programme(load)) return null;
      addLine(bill, line('FUEL', cents(chance.decimal(4000, 31000, 2))));
      return [label('FUEL', ['FUEL_WRONG', 'AGREED_EXCEEDED'])];
    },
  },
  {
    ...{ kind: 'fuel rate not rounded as agreed', touches },
    fits: (profile) => Boolean(profile.contracts[0]?.fuel?.ratePlaces),
    make(load, bill) {
      const fuel = programme(load);
      const own = lineFor(bill, 'FUEL');
      if (!own || fuel?.model !== 'PER_DISTANCE_FORMULA') return null;
      const rate = rounded(fuelRate(fuel, weeksOf(load, fuel).own.value, load.owed.known.rounding), 2, 'UP');
      const wrong = atRate(load, fuel, rate);
      if (!above(minus(wrong, own.amount), '0.05')) return null;
      own.amount = wrong;
      return [label('FUEL', reasons)];
    },
  },
];
