import type { DistanceUnit, WeightUnit } from '../../freight/codes.ts';
import { exactly } from '../../freight/measures.ts';
import { Dec } from '../../freight/money.ts';
import { added, dividedBy, isProven, leaf, times } from './figure.ts';
import type { Figure, Price } from './figure.ts';
import { commonUnit, orderLacks } from './goods.ts';
import type { Goods, GoodsLine, WeighedAs } from './goods.ts';
import { ruleSource } from './sources.ts';

/** A figure in another unit of its kind: exact, by the one factor that defines it. Already in that unit: itself. */
export function converted<K extends keyof typeof exactly>(
  input: Figure,
  kind: K,
  to: (typeof exactly)[K]['smaller' | 'larger'],
): Figure {
  if (input.working.unit === to) return input;
  const { factor, label, larger, smaller } = exactly[kind];
  const rate = leaf(
    new Dec(factor),
    { label, unit: `${larger}/${smaller}` },
    ruleSource('exact-conversions', `/${smaller}/${larger}`),
  );
  const step = { label: `${input.working.label} in ${to}`, unit: to };
  return to === larger ? times(input, rate, step) : dividedBy(input, rate, step);
}

const weighedFigure = ({ weight, source }: WeighedAs, label: string) =>
  leaf(weight.value, { label, unit: weight.unit }, source);

/** The lines' own weights added together in a unit; converted after adding where they share a unit. */
function ownWeight(lines: readonly GoodsLine[], unit: WeightUnit): Price {
  const missing = lines.filter(({ weighed }) => !weighed);
  if (missing.length > 0) return { needs: missing.map(({ item }) => orderLacks(`weight of item ${item.item}`)) };
  const figures = lines.flatMap(({ weighed, item }) =>
    weighed ? [weighedFigure(weighed, `weight of item ${item.item}`)] : [],
  );
  const own = commonUnit(lines);
  if (own) return converted(added(figures, { label: 'weight', unit: own }), 'weight', unit);
  return added(
    figures.map((one) => converted(one, 'weight', unit)),
    { label: 'weight', unit },
  );
}

/**
 * The weight of some lines of the shipment in `unit`, unrounded. A certified weight of the whole is spread over the lines
 * in proportion to their own. Not provable where a line has no weight.
 */
export function weightOf(goods: Goods, lines: readonly GoodsLine[], unit: WeightUnit): Price {
  if (goods.lines.length === 0 && !goods.certified) return { needs: [orderLacks('items of the shipment')] };
  if (!goods.certified) return ownWeight(lines, unit);
  const whole = weighedFigure(goods.certified, 'certified weight');
  if (lines.length === goods.lines.length) return converted(whole, 'weight', unit);
  // Shares in the unit they were weighed in: of converted ones a remainder would be left, and rounding up would count it.
  const weighedIn = commonUnit(goods.lines) ?? unit;
  const part = ownWeight(lines, weighedIn);
  const total = ownWeight(goods.lines, weighedIn);
  if (!isProven(part)) return part;
  if (!isProven(total)) return total;
  if (total.value.isZero()) return { needs: [orderLacks('weight of the shipment')] };
  const spread = times(part, converted(whole, 'weight', unit), { label: 'share × certified weight', unit });
  return dividedBy(spread, total, { label: 'share of the certified weight', unit });
}

/** The shipment's distance in `unit`, unrounded; not provable where the order has none. */
export function distanceOf(goods: Goods, unit: DistanceUnit): Price {
  if (!goods.distance) return { needs: [orderLacks('distance of the shipment')] };
  const { measure, source } = goods.distance;
  return converted(leaf(measure.value, { label: 'distance', unit: measure.unit }, source), 'distance', unit);
}
