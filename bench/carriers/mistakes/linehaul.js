/** Wrong linehaul: rate, lane, class, discount, minimum, break, weight, distance. */
import { above, plus, times } from '../exact.js';
import { cents, line } from '../loads/bill.js';
import { freightClasses } from '../world/ltl.js';
import {
  believed,
  grown,
  label,
  lineFor,
  linehaulModel,
  rebillLinehaul,
  replaceLinehaul,
  weighedHeavier,
  withLinehaul,
} from './kit.js';

const byClass = (profile) => linehaulModel(profile) === 'WEIGHT_BREAKS';
const modelIs =
  (...models) =>
  (profile) =>
    models.includes(linehaulModel(profile));
const touches = 'LINEHAUL';

/** Every version but the one in force, stretched over all time. */
function otherVersion(load, contracts) {
  const own = load.owed.known.contract;
  return contracts
    .filter(({ version }) => version !== own.version)
    .map((contract) => ({ ...contract, effective: { from: '2000-01-01', to: null } }));
}

function otherLanes(load, contracts) {
  const { contract, lane } = load.owed.known;
  const others = contract.lanes.filter((one) => one.lane !== lane.lane);
  return others.map((other) =>
    contracts
      .filter(({ version }) => version === contract.version)
      .map((one) => ({ ...one, lanes: [{ ...lane, linehaul: other.linehaul }] })),
  );
}

/** The first item in a dearer class, or all goods in one dearer than that of any item. */
const bumpClass = (all) => (shipment) => {
  const dearest = shipment.items.map(dearer).sort((a, b) => freightClasses.indexOf(b) - freightClasses.indexOf(a))[0];
  const classOf = (item, index) => (all ? dearest : index === 0 ? dearer(item) : item.freightClass);
  return { ...shipment, items: shipment.items.map((item, index) => ({ ...item, freightClass: classOf(item, index) })) };
};

const dearer = ({ freightClass }) =>
  freightClasses[Math.max(freightClasses.indexOf(freightClass) + 3, freightClasses.indexOf('110'))];

const farther = (percent) => (shipment) => ({
  ...shipment,
  distance: { ...shipment.distance, value: grown(shipment.distance.value, percent) },
});

const oneItem = (freightClass, [from, to]) => ({
  goods: (chance) => [
    {
      ...{ item: 1, description: 'Valves', pieces: chance.whole(1, 4), packaging: 'PALLET', hazardous: false },
      ...{ freightClass, weight: { value: String(chance.whole(from, to)), unit: 'LB' } },
      dimensions: { length: '48', width: '40', height: '44', unit: 'IN' },
    },
  ],
});

/** Bills by a weight that nobody weighed, and says so on the bill. */
function billHeavier(load, bill, percent) {
  const { heavy, wrong } = weighedHeavier(load, percent);
  const labels = rebillLinehaul(load, bill, wrong, ['WEIGHT_WRONG']);
  if (labels) bill.weight = heavy;
  return labels;
}

const rating = [
  {
    ...{ kind: 'old rate', touches, weight: 2 },
    fits: (profile) => profile.contracts.length > 1,
    make: (load, bill) =>
      rebillLinehaul(load, bill, believed(load, { contracts: (all) => otherVersion(load, all) }), ['RATE_EXPIRED']),
  },
  {
    ...{ kind: 'wrong lane', touches },
    fits: (profile) => (profile.contracts[0]?.lanes.length ?? 0) > 1,
    make(load, bill) {
      const terms = otherLanes(load, load.plan.profile.contracts);
      const wrong = terms.map((contracts) => believed(load, { contracts: () => contracts }));
      for (const one of wrong) {
        const labels = rebillLinehaul(load, bill, one, ['LINEHAUL_WRONG', 'MINIMUM_WRONG']);
        if (labels) return labels;
      }
      return null;
    },
  },
  {
    ...{ kind: 'wrong class', touches, fits: byClass },
    make: (load, bill, chance) =>
      rebillLinehaul(load, bill, believed(load, { shipment: bumpClass(chance.often(30)) }), ['CLASS_WRONG']),
  },
  {
    ...{ kind: 'FAK not applied', touches },
    fits: (profile) => byClass(profile) && Boolean(profile.contracts[0].lanes[0].linehaul.fak),
    wish: () => oneItem('85', [300, 4400]),
    make: (load, bill) =>
      rebillLinehaul(load, bill, believed(load, { contracts: withLinehaul((rate) => ({ ...rate, fak: undefined })) }), [
        'FAK_NOT_APPLIED',
      ]),
  },
  {
    ...{ kind: 'discount missing', touches, fits: byClass },
    make: (load, bill) =>
      rebillLinehaul(load, bill, believed(load, { contracts: withLinehaul((rate) => ({ ...rate, discount: '0' })) }), [
        'DISCOUNT_WRONG',
      ]),
  },
  {
    ...{ kind: 'discount wrong', touches, fits: byClass },
    make: (load, bill, chance) => {
      const discount = `0.${chance.whole(40, 52)}`;
      const wrong = believed(load, { contracts: withLinehaul((rate) => ({ ...rate, discount })) });
      return rebillLinehaul(load, bill, wrong, ['DISCOUNT_WRONG']);
    },
  },
  {
    ...{ kind: 'minimum wrongly applied', touches, fits: byClass },
    wish: () => oneItem('70', [40, 160]),
    make(load, bill, chance) {
      const { amount, parts } = load.owed.find('LINEHAUL', null);
      if (!parts?.atMinimum) return null;
      const wrong = chance.often(50) ? times(amount, 2) : plus(amount, chance.pick(['25.00', '38.50', '47.00']));
      return replaceLinehaul(bill, [line('MINIMUM', cents(wrong))], ['MINIMUM_WRONG']);
    },
  },
  {
    ...{ kind: 'deficit ignored', touches },
    fits: (profile) => byClass(profile) && profile.contracts[0].lanes[0].linehaul.deficit,
    wish: (chance) =>
      oneItem(
        '70',
        chance.pick([
          [430, 495],
          [860, 990],
          [1680, 1960],
          [4300, 4800],
        ]),
      ),
    make: (load, bill) =>
      rebillLinehaul(load, bill, believed(load, { contracts: withLinehaul((rate) => ({ ...rate, deficit: false })) }), [
        'DEFICIT_IGNORED',
      ]),
  },
  {
    ...{ kind: 'cheaper next break ignored', touches },
    fits: (profile) => linehaulModel(profile) === 'CHARGEABLE_WEIGHT' && profile.mode === 'AIR',
    wish: () => ({
      goods: (chance) => [
        {
          ...{ item: 1, description: 'Valves', pieces: 1, packaging: 'CARTON', hazardous: false },
          weight: {
            value: String(chance.pick([chance.whole(260, 296), chance.whole(94, 99), chance.whole(42, 44)])),
            unit: 'KG',
          },
          dimensions: { length: '60', width: '40', height: '40', unit: 'CM' },
        },
      ],
    }),
    make: (load, bill) =>
      rebillLinehaul(
        load,
        bill,
        believed(load, { contracts: withLinehaul((rate) => ({ ...rate, nextBreak: false })) }),
        ['LINEHAUL_WRONG', 'DEFICIT_IGNORED'],
      ),
  },
];

const weighed = ['WEIGHT_BREAKS', 'CHARGEABLE_WEIGHT', 'WEIGHT_OR_MEASURE', 'ZONE_TABLE', 'TABLE'];

const quantities = [
  {
    ...{ kind: 'weight inflated', touches, weight: 2, fits: modelIs(...weighed) },
    make: (load, bill, chance) => billHeavier(load, bill, chance.whole(20, 90)),
  },
  {
    ...{ kind: 'reweigh without certificate', touches, fits: byClass },
    wish: () => ({ reweighed: true, certificate: null }),
    make: (load, bill, chance) => billHeavier(load, bill, chance.whole(25, 60)),
  },
  {
    ...{ kind: 'distance inflated', touches: 'LINEHAUL FUEL' },
    fits: (profile) => modelIs('PER_DISTANCE', 'TABLE')(profile) && profile.carrier !== 'FXCA',
    make(load, bill, chance) {
      const far = farther(chance.whole(6, 18));
      const wrong = believed(load, { shipment: far });
      const labels = rebillLinehaul(load, bill, wrong, ['DISTANCE_WRONG']);
      if (!labels) return null;
      bill.distance = { value: far(structuredClone(load.facts.shipment)).distance.value, unit: 'MI' };
      const fuel = lineFor(bill, 'FUEL');
      const more = wrong.find('FUEL', null).amount;
      if (!fuel || !more || !above(more, plus(fuel.amount, '4'))) return labels;
      fuel.amount = more;
      return [...labels, label('FUEL', ['FUEL_WRONG', 'DISTANCE_WRONG'])];
    },
  },
  {
    ...{ kind: 'count inflated', touches, fits: modelIs('PER_UNIT') },
    make: (load, bill) => {
      const more = (shipment) => ({
        ...shipment,
        items: shipment.items.map((item) => ({ ...item, pieces: item.pieces + 2 })),
      });
      return rebillLinehaul(load, bill, believed(load, { shipment: more }), ['LINEHAUL_WRONG', 'WEIGHT_WRONG']);
    },
  },
  {
    ...{ kind: 'wrong equipment', touches, fits: (profile) => Boolean(profile.equipments) },
    make: (load, bill) =>
      rebillLinehaul(load, bill, believed(load, { shipment: (one) => ({ ...one, equipment: '40HC' }) }), [
        'LINEHAUL_WRONG',
      ]),
  },
  {
    ...{ kind: 'value inflated', touches, fits: modelIs('PERCENT_OF_VALUE') },
    make: (load, bill) => {
      const dearer = (one) => ({
        ...one,
        declaredValue: { ...one.declaredValue, amount: grown(one.declaredValue.amount, 30) },
      });
      return rebillLinehaul(load, bill, believed(load, { shipment: dearer }), ['LINEHAUL_WRONG']);
    },
  },
  {
    ...{ kind: 'rate mistyped', touches },
    fits: (profile) => profile.contracts.length > 0,
    make(load, bill, chance) {
      const right = load.owed.find('LINEHAUL', null).amount;
      const wrong = cents(plus(times(right, `1.${chance.whole(11, 37)}`), `0.${chance.whole(11, 89)}`));
      return replaceLinehaul(bill, [line('LINEHAUL', wrong)], ['LINEHAUL_WRONG']);
    },
  },
  {
    ...{ kind: 'agreed price exceeded', touches, weight: 3, fits: (profile) => profile.agreed === 'ALWAYS' },
    make(load, bill, chance) {
      const right = load.owed.find('LINEHAUL', null).amount;
      const wrong = plus(right, chance.pick(['25.00', '75.00', '200.00', '148.37']));
      return replaceLinehaul(bill, [line('LINEHAUL', wrong)], ['AGREED_EXCEEDED']);
    },
  },
  {
    ...{ kind: 'quoted price exceeded', touches, fits: (profile) => ['RDLN', 'NWLT'].includes(profile.carrier) },
    wish: (chance) => ({
      agreed: {
        ...{ kind: chance.pick(['QUOTE', 'TENDER']), reference: 'Q-2', currency: 'USD', otherwise: 'CONTRACT' },
        charges: [{ charge: 'LINEHAUL', amount: chance.decimal(70000, 240000, 2) }],
      },
    }),
    make(load, bill, chance) {
      const wrong = plus(load.owed.find('LINEHAUL', null).amount, chance.pick(['40.00', '120.00', '88.15']));
      return replaceLinehaul(bill, [line('LINEHAUL', wrong)], ['AGREED_EXCEEDED']);
    },
  },
];

export const linehaulMistakes = [...rating, ...quantities];
