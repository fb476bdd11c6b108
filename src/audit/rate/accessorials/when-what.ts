import { inches } from '../../../freight/measures.ts';
import { decimal, greatest } from '../../../freight/money.ts';
import type { Item } from '../../../freight/shipment.ts';
import type { Rating } from '../context.ts';
import { isProven } from '../figure.ts';
import type { Price } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import { weightOf } from '../weight.ts';
import { conditionFails, conditionHolds } from './condition.ts';
import type { Condition, ConditionCase } from './condition.ts';
import { unplacedNeed } from './occurrence.ts';

/** `when.hazardous`: some item is declared hazardous; one of which the order says nothing is not. */
export function hazardHolds({ rating, terms }: ConditionCase): Condition {
  const hazardous = terms.when?.hazardous;
  if (hazardous === null || hazardous === undefined) return conditionHolds;
  const any = rating.goods.lines.some(({ item }) => item.hazardous === true);
  if (any === hazardous) return conditionHolds;
  return conditionFails(hazardous ? 'no item is hazardous' : 'an item is hazardous', true);
}

function longestIn({ dimensions }: Item) {
  if (!dimensions) return null;
  const { length, width, height, unit } = dimensions;
  return [length, width, height].map((side) => inches(side, unit)).reduce(greatest);
}

/** `when.minLengthIn`: the longest side of some piece, in inches. */
export function lengthHolds({ rating, terms }: ConditionCase): Condition {
  const minLengthIn = terms.when?.minLengthIn;
  if (!minLengthIn) return conditionHolds;
  const sides = rating.goods.lines.map(({ item }) => ({ item, longest: longestIn(item) }));
  if (sides.some(({ longest }) => longest?.greaterThanOrEqualTo(decimal(minLengthIn)))) return conditionHolds;
  const unknown = sides.filter(({ longest }) => longest === null);
  if (unknown.length > 0) return { needs: unknown.map(({ item }) => orderLacks(`dimensions of item ${item.item}`)) };
  return conditionFails(`no side is ${minLengthIn} in or longer`, true);
}

/** `when.minWeightLb`: the weight of the whole shipment, in pounds. */
export function weightHolds({ rating, terms }: ConditionCase): Condition {
  const minWeightLb = terms.when?.minWeightLb;
  if (!minWeightLb) return conditionHolds;
  const weight = weightOf(rating.goods, rating.goods.lines, 'LB');
  if (!isProven(weight)) return weight;
  const heavy = weight.value.greaterThanOrEqualTo(decimal(minWeightLb));
  return heavy ? conditionHolds : conditionFails(`lighter than ${minWeightLb} lb`, true);
}

/** What the order says the goods weigh, whatever certificates say. */
function orderedWeight({ goods, shipment }: Rating): Price {
  const { items } = shipment.body;
  const lines = goods.lines.map((line, index) => {
    const weight = items?.[index]?.weight;
    return { ...line, weighed: weight ? { weight, source: goods.piecesSource } : null };
  });
  return weightOf({ ...goods, lines, certified: null }, lines, 'LB');
}

/**
 * `when.weightChangedBy`: a certificate found a weight that differs from the ordered one by more than this fraction of it.
 * Nobody reweighed: it fails at once, because the carrier must have said so. A reweigh without a certificate proves
 * nothing: the certificate is missing.
 */
export function weightChangeHolds({ rating, terms }: ConditionCase): Condition {
  const share = terms.when?.weightChangedBy;
  if (!share) return conditionHolds;
  const { goods, evidence } = rating;
  if (!evidence.events.some(({ type }) => type === 'REWEIGHED')) {
    const need = unplacedNeed(evidence, 'REWEIGHED');
    return need ? { needs: [need] } : conditionFails('no REWEIGHED was reported', false);
  }
  if (!goods.corrections.some(({ body }) => body.type === 'WEIGHT_CERTIFICATE'))
    return { needs: [{ fact: 'document WEIGHT_CERTIFICATE', reason: 'ACC_NO_EVIDENCE', from: 'CARRIER' }] };
  const ordered = orderedWeight(rating);
  const found = weightOf(goods, goods.lines, 'LB');
  if (!isProven(ordered)) return ordered;
  if (!isProven(found)) return found;
  const change = found.value.minus(ordered.value).abs();
  if (change.greaterThan(ordered.value.times(decimal(share)))) return conditionHolds;
  return conditionFails('the certified weight is the ordered one, or nearly', false);
}
