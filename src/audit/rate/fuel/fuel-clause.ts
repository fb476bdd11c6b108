import type { ContractVersion } from '../../../freight/contract.ts';
import type { Rounding } from '../../../freight/money.ts';
import type { Figure } from '../figure.ts';
import type { Goods } from '../goods.ts';

/** What a fuel model works with, besides the price: the clause, the goods, and the sum of the charges it is based on. */
export interface FuelClause {
  contract: ContractVersion;
  pointer: string;
  currency: string;
  rounding: Rounding;
  goods: Goods;
  /** What a row of the table is counted in: a fraction, or an amount per distance. */
  valueUnit: string;
  base: Figure;
}
