import type { FlatRate } from '../../../freight/linehaul.ts';
import { leaf } from '../figure.ts';
import type { Price } from '../figure.ts';
import { contractSource } from '../sources.ts';
import type { LanePrice } from './lane-price.ts';

/** FLAT: one amount for the lane (rating.md, Linehaul models). */
export function flat(rate: FlatRate, { contract, pointer, currency }: LanePrice): Price {
  return leaf(rate.amount, { label: 'flat rate', unit: currency }, contractSource(contract, `${pointer}/amount`));
}
