import type { LinearFootRule } from '../../../freight/linehaul.ts';
import { decimal } from '../../../freight/money.ts';
import {
  added,
  askedBy,
  dividedBy,
  greatestOf,
  grouped,
  isProven,
  leaf,
  needsOf,
  ofBand,
  product,
  times,
} from '../figure.ts';
import type { Figure, Price } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import type { GoodsLine } from '../goods.ts';
import { ruleSource } from '../sources.ts';
import { piecesOf, sideOf } from '../volume.ts';
import { converted } from '../weight.ts';
import { densityOf } from './density.ts';
import { clause, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

const usualWidth = '96';

function inFeet(inches: Figure, label: string): Figure {
  const foot = leaf('12', { label: 'inches in a foot', unit: 'IN/FT' }, ruleSource('exact-conversions', '/IN/FT'));
  return dividedBy(inches, foot, { label, unit: 'FT' });
}

/** Loading metres as given: a metre is 100 cm. */
function givenFeet({ goods }: LanePrice, line: GoodsLine, metres: string): Figure {
  const { item } = line.item;
  const step = { label: `loading metres of item ${item}`, unit: 'LDM' };
  const source = { ...goods.piecesSource, pointer: `/items/${line.index}/loadingMetres` };
  const metre = leaf(
    '100',
    { label: 'centimetres in a metre', unit: 'CM/M' },
    ruleSource('exact-conversions', '/CM/M'),
  );
  const cm = times(leaf(metres, step, source), metre, { label: `length taken by item ${item}`, unit: 'CM' });
  return inFeet(converted(cm, 'length', 'IN'), `feet taken by item ${item}`);
}

/** Pieces × length × width over the width of the trailer: side by side as they fit, nothing stacked. */
function feetOf(rule: LinearFootRule, price: LanePrice, line: GoodsLine): Price {
  const { dimensions, item, loadingMetres } = line.item;
  if (loadingMetres) return givenFeet(price, line, loadingMetres);
  if (!dimensions) return { needs: [orderLacks(`dimensions of item ${item}`)] };
  const pieces = piecesOf(price.goods, line);
  if (!isProven(pieces)) return pieces;
  const [length, width] = (['length', 'width'] as const).map((side) =>
    converted(sideOf(price.goods, line, dimensions, side), 'length', 'IN'),
  );
  if (!length || !width) return { needs: [orderLacks(`dimensions of item ${item}`)] };
  const step = { label: 'usable width of the trailer', unit: 'IN' };
  const across =
    clause(price, rule.trailerWidth, 'linearFoot/trailerWidth', step) ??
    leaf(usualWidth, step, ruleSource('linear-foot', '/trailerWidth'));
  const floor = product([pieces, length, width], { label: `floor taken by item ${item}`, unit: 'IN2' });
  return inFeet(
    dividedBy(floor, across, { label: `length taken by item ${item}`, unit: 'IN' }),
    `feet taken by item ${item}`,
  );
}

/** The feet of trailer that the goods take; not provable without dimensions or loading metres. */
function linearFeet(rule: LinearFootRule, price: LanePrice): Price {
  const feet = price.goods.lines.map((line) => feetOf(rule, price, line));
  const needs = needsOf(feet);
  if (needs) return { needs };
  return added(feet.filter(isProven), { label: 'linear feet', unit: 'FT' });
}

function perFoot(rule: LinearFootRule, price: LanePrice, feet: Figure): Price {
  const unit = price.currency;
  const step = { label: 'rate per linear foot', unit: `${unit}/FT` };
  const rate = clause(price, rule.ratePerFoot, 'linearFoot/ratePerFoot', step);
  const over = clause(price, rule.overFeet, 'linearFoot/overFeet', { label: 'over feet', unit: 'FT' });
  if (!rate || !over) return rateMissing(price, `${grouped(feet.value.toDecimalPlaces(2))} linear feet: a quote`);
  const chosen = ofBand(feet, { from: over, value: rate, next: null }, step);
  const amount = times(feet, chosen, { label: 'linear feet × rate', unit });
  const minimum = clause(price, rule.minimum, 'linearFoot/minimum', { label: 'minimum by linear feet', unit });
  return minimum ? greatestOf([amount, minimum], { label: 'by linear feet, at least the minimum', unit }) : amount;
}

/**
 * What a shipment comes to that takes more of the trailer than class rates are for: more than `overFeet` linear
 * feet, and less dense than `underPcf` where given. Its feet × `ratePerFoot`; without a rate a quote is needed:
 * RATE_MISSING. null: the rule does not touch it. Not provable without dimensions or loading metres.
 */
export function byLinearFoot(rule: LinearFootRule, price: LanePrice): Price | null {
  const feet = linearFeet(rule, price);
  if (!isProven(feet)) return askedBy('R-13', feet);
  if (feet.value.lessThanOrEqualTo(decimal(rule.overFeet))) return null;
  if (rule.underPcf) {
    const density = densityOf(price, price.goods.lines);
    if (!isProven(density)) return askedBy('R-13', density);
    if (density.value.greaterThanOrEqualTo(decimal(rule.underPcf))) return null;
  }
  return askedBy('R-13', perFoot(rule, price, feet));
}
