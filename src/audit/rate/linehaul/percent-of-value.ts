import type { PercentOfValueRate } from '../../../freight/linehaul.ts';
import { bounded, isProven, leaf, times } from '../figure.ts';
import type { Price } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import type { Goods } from '../goods.ts';
import { shipmentSource } from '../sources.ts';
import { boundsOf, clause, rateMissing } from './lane-price.ts';
import type { LanePrice } from './lane-price.ts';

function declaredValue({ shipment }: Goods, currency: string): Price {
  const declared = shipment.body.declaredValue ?? null;
  if (declared === null) return { needs: [orderLacks('declared value of the shipment')] };
  if (declared.currency !== currency) {
    const fact = `declared value in ${currency}, it is in ${declared.currency}`;
    return { needs: [{ fact, reason: 'CURRENCY', from: 'US' }] };
  }
  const source = shipmentSource(shipment, '/declaredValue/amount');
  return leaf(declared.amount, { label: 'declared value', unit: currency }, source);
}

/**
 * PERCENT_OF_VALUE: a fraction of the declared value, then `minimum`, `maximum` (rating.md). No declared value:
 * FACT_MISSING; one in another currency than the contract's cannot be taken a share of: CURRENCY.
 */
export function percentOfValue(rate: PercentOfValueRate, price: LanePrice): Price {
  const percent = clause(price, rate.percent, 'percent', { label: 'percent', unit: 'fraction' });
  if (!percent) return rateMissing(price, 'the declared value');
  const value = declaredValue(price.goods, price.currency);
  if (!isProven(value)) return value;
  const amount = times(value, percent, { label: 'declared value × percent', unit: price.currency });
  return bounded(amount, boundsOf(price, rate));
}
