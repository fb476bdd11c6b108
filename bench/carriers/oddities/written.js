/** Bills that are written in an odd way and are right to the cent, or within what is tolerated. */
import { above, compare, equal, isZero, minus, plain, plus, sum } from '../exact.js';
import { cents, honestLines, line } from '../loads/bill.js';
import { distanceOf } from '../owed/measures.js';
import { addLine, lineFor, numbered } from '../mistakes/kit.js';
import { buysFuel, byClass, everybody, goods, is } from './kit.js';

const inStyle = (style) => (load, bill) => {
  load.style = style;
  bill.lines = numbered(honestLines(load.owed, style));
  return true;
};

/** The sum of some lines as one, which covers them all. */
function bundle(bill, charges) {
  const own = charges.map((charge) => lineFor(bill, charge));
  if (own.includes(undefined)) return false;
  const others = bill.lines.filter((one) => !own.includes(one));
  const all = line(charges[0], sum(own.map(({ amount }) => amount)), { covers: charges });
  bill.lines = numbered([all, ...others]);
  return true;
}

/** One line as two that share what is expected. */
function split(bill, charge, part) {
  const own = lineFor(bill, charge);
  if (!own || !above(own.amount, plus(part, '5'))) return false;
  own.amount = minus(own.amount, part);
  own.share = charge;
  addLine(bill, line(charge, part, { share: charge, stop: own.stop }));
  return true;
}

const forms = [
  { name: 'net linehaul in one line', fits: byClass, make: inStyle('NET') },
  {
    name: 'deficit as a line of its own',
    fits: is('NWLT'),
    wish: goods('70', (chance) => chance.whole(1720, 1960)),
    make: inStyle('DEFICIT'),
  },
  {
    name: 'a cent of rounding',
    fits: (profile) => !profile.contracts[0]?.taxes,
    make(load, bill, chance) {
      const own = bill.lines.find(({ charge }) => ['LINEHAUL', 'FUEL'].includes(charge));
      if (!own) return false;
      own.amount = plus(own.amount, chance.pick(['0.01', '-0.01']));
      return true;
    },
  },
  {
    name: 'linehaul and fuel in one line',
    fits: (profile) => buysFuel(profile) && !byClass(profile) && !profile.contracts[0].taxes,
    make: (load, bill) => bundle(bill, ['LINEHAUL', 'FUEL']),
  },
  {
    name: 'three charges in one line',
    fits: is('RDLN', 'AIRX'),
    wish: (chance, profile) => (profile.carrier === 'RDLN' ? { vias: 1 } : {}),
    make: (load, bill) => bundle(bill, [lineFor(bill, 'SECURITY') ? 'SECURITY' : 'STOP_OFF', 'LINEHAUL', 'FUEL']),
  },
  {
    name: 'fuel in two lines',
    fits: buysFuel,
    make: (load, bill, chance) => split(bill, 'FUEL', cents(chance.decimal(500, 1900, 2))),
  },
  {
    name: 'an extra in two lines',
    fits: is('NWLT', 'CPLX'),
    wish: () => ({ services: ['LIFTGATE_DELIVERY'] }),
    make: (load, bill, chance) => split(bill, 'LIFTGATE_DELIVERY', cents(chance.decimal(1000, 4000, 2))),
  },
  {
    name: 'a line of nothing',
    fits: everybody,
    make(load, bill) {
      addLine(bill, line('OTHER', cents('0.00')));
      return true;
    },
  },
  {
    name: 'the PRO with dashes, the BOL in small letters',
    fits: everybody,
    make(load, bill) {
      bill.billNumber = `${bill.billNumber.slice(0, 3)}-${bill.billNumber.slice(3)}`;
      bill.references = [{ type: 'BOL', value: bill.references[0].value.toLowerCase() }];
      return true;
    },
  },
  {
    name: 'no currency, but the carrier has one',
    fits: (profile) => Boolean(profile.defaultCurrency),
    make(load, bill) {
      bill.currency = null;
      return true;
    },
  },
  {
    name: 'quantity and rate shown',
    fits: is('RDLN', 'FXCA'),
    make(load, bill) {
      const { linehaul } = load.owed.known.lane ?? {};
      const own = lineFor(bill, 'LINEHAUL');
      const { parts } = load.owed.find('LINEHAUL', null);
      if (!own || !linehaul?.rate || parts?.atMinimum || !equal(parts.net, own.amount)) return false;
      const miles = plain(distanceOf(load.owed.known, 'MI'));
      Object.assign(own, { quantity: { value: miles, unit: 'MI' }, rate: linehaul.rate, rateBasis: 'PER_MILE' });
      return true;
    },
  },
];

/** Too much by just what a contract tolerates. */
const tolerated = (name, { carrier, charge, by, from, to, wish }) => ({
  ...{ name, fits: is(carrier), wish },
  make(load, bill) {
    const own = lineFor(bill, charge);
    const right = load.owed.find(charge, null).amount;
    if (!own || isZero(right) || compare(right, from) < 0 || compare(right, to) > 0) return false;
    own.amount = plus(right, by);
    return true;
  },
});

const heavy = goods('150', (chance) => chance.whole(3900, 4500));

const edges = [
  tolerated('as much too much as is tolerated', {
    ...{ carrier: 'CPLX', charge: 'FUEL', by: '5.00', from: '250', to: '9999', wish: heavy },
  }),
  tolerated('two percent of little', { carrier: 'CPLX', charge: 'FUEL', by: '0.60', from: '40', to: '200' }),
  tolerated('three dollars of fuel', { carrier: 'BAND', charge: 'FUEL', by: '3.00', from: '40', to: '9999' }),
  tolerated('one dollar, any charge', { carrier: 'BAND', charge: 'LINEHAUL', by: '1.00', from: '100', to: '9999' }),
  tolerated('ten dollars too little', { carrier: 'BAND', charge: 'LINEHAUL', by: '-10.00', from: '100', to: '9999' }),
];

export const written = [...forms, ...edges];
