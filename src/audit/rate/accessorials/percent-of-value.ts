import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Rating } from '../context.ts';
import { leaf, times } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import { clause, rateMissing } from '../linehaul/lane-price.ts';
import { shipmentSource } from '../sources.ts';
import type { Amount, Entry } from './occurrence.ts';

/** PERCENT_OF_VALUE, insurance and collect fees: a fraction of the value declared on the order, in the contract's currency. */
export function percentOfValue(
  { terms, pointer }: Entry<Extract<AccessorialTerms, { model: 'PERCENT_OF_VALUE' }>>,
  rating: Rating,
): Amount {
  const { currency, shipment } = rating;
  const at = { contract: rating.contract, pointer };
  const percent = clause(at, terms.percent, 'percent', { label: 'percent', unit: 'fraction' });
  if (!percent) return rateMissing(at, terms.charge);
  const declared = shipment.body.declaredValue ?? null;
  if (declared === null) return { needs: [orderLacks('declared value of the shipment')] };
  if (declared.currency !== currency) {
    const fact = `declared value in ${currency}, it is in ${declared.currency}`;
    return { needs: [{ fact, reason: 'CURRENCY', from: 'US' }] };
  }
  const source = shipmentSource(shipment, '/declaredValue/amount');
  const value = leaf(declared.amount, { label: 'declared value', unit: currency }, source);
  return times(value, percent, { label: 'declared value × percent', unit: currency });
}
