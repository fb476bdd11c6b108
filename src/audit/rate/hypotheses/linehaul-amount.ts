import type { ReasonCode } from '../../../freight/codes.ts';
import type { LinehaulRate } from '../../../freight/linehaul.ts';
import { roundTo } from '../../../freight/money.ts';
import type { Decimal, Rounding } from '../../../freight/money.ts';
import type { Rating } from '../context.ts';
import { isProven } from '../figure.ts';
import type { Goods } from '../goods.ts';
import { lanePrice } from '../linehaul/lane-price.ts';
import { linehaul } from '../linehaul/linehaul.ts';
import type { Mistake } from './mistakes.ts';

/** How a linehaul is rated otherwise: by another clause, other goods, another rounding. */
export interface Change {
  rate?: LinehaulRate;
  goods?: Partial<Goods>;
  rounding?: Rounding;
}

/** What the linehaul would come to with another clause or other goods, rounded; null where it can not be worked out. */
export function linehaulAmount(rating: Rating, change: Change = {}): Decimal | null {
  const goods = change.goods ? { ...rating.goods, ...change.goods } : rating.goods;
  const price = linehaul(change.rate ?? rating.lane.linehaul, { ...lanePrice(rating), goods });
  return isProven(price) ? roundTo(price.value, change.rounding ?? rating.rounding) : null;
}

/** A mistake in what a linehaul is rated by: `[reason, label, change, check?]`. */
export type LinehaulMistake = [reason: ReasonCode, label: string, change: Change, check?: string];

/** The mistakes with what each would come to, worked out when asked. */
export function asMistakes(rating: Rating, mistakes: readonly LinehaulMistake[]): Mistake[] {
  return mistakes.map(([reason, label, change, check]) => ({
    reason,
    label,
    ...(check === undefined ? {} : { check }),
    amount: () => linehaulAmount(rating, change),
  }));
}
