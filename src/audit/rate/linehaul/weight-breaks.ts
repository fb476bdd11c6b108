import type { WeightBreaksRate } from '../../../freight/linehaul.ts';
import { Dec, decimal } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import { entryOf } from '../../../freight/entry.ts';
import { added, dividedBy, greatestOf, grouped, isProven, leastOf, less, needsOf, rounded, times } from '../figure.ts';
import type { Figure, Price, Unproven } from '../figure.ts';
import { classWeights } from './class-weights.ts';
import type { ClassWeight } from './class-weights.ts';
import { rateByDensity } from './density.ts';
import { clause, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';
import { byLinearFoot } from './linear-foot.ts';

interface Break {
  from: Decimal;
  /** `from 1,000 LB` */
  words: string;
  index: number;
  rates: Record<string, string>;
}
interface Rating {
  rate: WeightBreaksRate;
  price: LanePrice;
  per: Figure;
  classes: ClassWeight[];
  total: Figure;
}

/** With `extensionPlaces` the contract rounds each extension, the deficit's and the discount amount. */
function extension(figure: Figure, { rate, price }: Rating, label: string): Figure {
  if (rate.extensionPlaces === null || rate.extensionPlaces === undefined) return figure;
  const rounding = { mode: price.rounding.mode, places: rate.extensionPlaces };
  return rounded(figure, rounding, { label, unit: price.currency });
}

function ratesAt({ rate, price, classes }: Rating, at: Break): Figure[] | Unproven {
  const unit = `${price.currency}/${rate.per} ${rate.weightUnit}`;
  const rates = classes.map(({ rated, bands }) => {
    const step = { label: `rate of class ${rated}`, unit };
    const perRate = clause(price, entryOf(at.rates, rated), `breaks/${at.index}/rates/${rated}`, step);
    return perRate && bands.length > 0 ? rateByDensity(rate, price, perRate, bands) : perRate;
  });
  const found = rates.filter((one) => one !== null);
  const missing = classes.find((_, index) => rates[index] === null);
  if (!missing) return found;
  return rateMissing(price, `class ${missing.rated} ${at.words}`);
}

function extended(rating: Rating, weight: Figure, perRate: Figure, what: string): Figure {
  const { per, price } = rating;
  const units = dividedBy(weight, per, { label: `${what} in units of ${grouped(per.value)}`, unit: '1' });
  const product = times(units, perRate, { label: `${what} × ${perRate.working.label}`, unit: price.currency });
  return extension(product, rating, `extension of ${what}`);
}

/** The shortfall to a higher break, at the lowest rate among the shipment's classes there. */
function deficit(rating: Rating, at: Break, rates: readonly [Figure, ...Figure[]]): Figure {
  const { rate, price, total } = rating;
  const step = { label: 'break from', unit: rate.weightUnit };
  const from = clause(price, rate.breaks[at.index]?.from, `breaks/${at.index}/from`, step) ?? total;
  const short = less(from, total, { label: 'deficit weight', unit: rate.weightUnit });
  const lowest = leastOf(rates, { label: 'lowest class rate', unit: rates[0].working.unit });
  return extended(rating, short, lowest, 'deficit weight');
}

function asRatedAt(rating: Rating, at: Break, actual: boolean): Price {
  const rates = ratesAt(rating, at);
  if ('needs' in rates) return rates;
  const { classes, price } = rating;
  const parts = classes.flatMap(({ rated, weight }, index) => {
    const perRate = rates[index];
    return perRate ? [extended(rating, weight, perRate, `weight of class ${rated}`)] : [];
  });
  const [first, ...rest] = rates;
  if (!actual && first) parts.push(deficit(rating, at, [first, ...rest]));
  const label = actual ? `as rated at the break ${at.words}` : `as rated at the break ${at.words}, with the deficit`;
  return added(parts, { label, unit: price.currency });
}

/** The breaks of a clause in order, worked out once: a version of a contract never changes. */
const inOrder = new WeakMap<WeightBreaksRate, Break[]>();

function breaksOf(rate: WeightBreaksRate): Break[] {
  const before = inOrder.get(rate);
  if (before) return before;
  const breaks = rate.breaks
    .map(({ from, rates }, index): Break => {
      return { from: decimal(from), words: `from ${grouped(from)} ${rate.weightUnit}`, index, rates };
    })
    .sort((a, b) => a.from.comparedTo(b.from));
  inOrder.set(rate, breaks);
  return breaks;
}

/** The least of the actual break and, with `deficit`, every higher one; on a tie the lower break. */
function gross(rating: Rating): Price {
  const { rate, price, total } = rating;
  const breaks = breaksOf(rate);
  const actual = breaks.findLast(({ from }) => from.lessThanOrEqualTo(total.value));
  if (!actual) return rateMissing(price, `${grouped(total.value)} ${rate.weightUnit}`);
  const higher = rate.deficit ? breaks.filter(({ from }) => from.greaterThan(actual.from)) : [];
  const alternatives = [asRatedAt(rating, actual, true), ...higher.map((at) => asRatedAt(rating, at, false))];
  const needs = needsOf(alternatives);
  if (needs) return { needs };
  const [first, ...rest] = alternatives.filter(isProven);
  if (!first) return rateMissing(price, 'no break');
  const unit = price.currency;
  const least = leastOf([first, ...rest], { label: 'least of the breaks: gross', unit });
  const floor = clause(price, rate.grossMinimum, 'grossMinimum', { label: 'gross minimum', unit });
  return floor && !floor.value.isZero()
    ? greatestOf([least, floor], { label: 'gross, at least its minimum', unit })
    : least;
}

function discounted(rating: Rating, grossAmount: Figure): Figure {
  const { rate, price } = rating;
  const percent = clause(price, rate.discount, 'discount', { label: 'discount', unit: 'fraction' });
  if (!percent || percent.value.isZero()) return grossAmount;
  const unit = price.currency;
  const amount = extension(times(grossAmount, percent, { label: 'discount amount', unit }), rating, 'discount amount');
  return less(grossAmount, amount, { label: 'net of discount', unit });
}

/**
 * WEIGHT_BREAKS, LTL class rating with FAK, deficit weight, discount and absolute minimum, unrounded at the end
 * (rating.md, WEIGHT_BREAKS 1–4). The minimum is not discounted. A rate missing at any break considered: RATE_MISSING.
 * Classes by density, the linear-foot rule and the pallet allowance are terms of their own (docs/rating.md).
 */
export function weightBreaks(rate: WeightBreaksRate, price: LanePrice): Price {
  return (rate.linearFoot ? byLinearFoot(rate.linearFoot, price) : null) ?? byClassRates(rate, price);
}

function byClassRates(rate: WeightBreaksRate, price: LanePrice): Price {
  const classes = classWeights(rate, price);
  if ('needs' in classes) return classes;
  const unit = rate.weightUnit;
  const weights = classes.map(({ weight }) => weight);
  const total = added(weights, { label: 'total weight', unit });
  const per = clause(price, rate.per, 'per', { label: 'rates are per', unit });
  if (!per || per.value.lessThanOrEqualTo(new Dec(0))) return rateMissing(price, 'a unit of weight');
  const rating: Rating = { rate, price, per, classes, total };
  const grossAmount = gross(rating);
  if (!isProven(grossAmount)) return grossAmount;
  const net = discounted(rating, grossAmount);
  const minimum = clause(price, rate.minimum, 'minimum', { label: 'minimum charge', unit: price.currency });
  return minimum ? greatestOf([net, minimum], { label: 'net, at least the minimum', unit: price.currency }) : net;
}
