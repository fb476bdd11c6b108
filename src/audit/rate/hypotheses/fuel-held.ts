import type { ReasonCode } from '../../../freight/codes.ts';
import type { FuelProgramme } from '../../../freight/fuel.ts';
import { roundTo } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import type { Rating } from '../context.ts';
import { isProven } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { fuelAt, fuelClause } from '../fuel/fuel.ts';
import type { Programme } from '../fuel/fuel.ts';
import { priceFigure } from '../fuel/fuel-price.ts';
import type { Publication } from '../fuel/in-force.ts';
import type { Mistake, Mistakes } from './mistakes.ts';

/** The fuel charge as it holds: the programme, the price that governs, the base. */
export interface HeldFuel {
  mistakes: Mistakes;
  governing: Programme;
  programme: FuelProgramme;
  price: Publication;
  base: Figure;
}

/** What of the fuel charge is another: its programme, price, base, or the rating (goods, rounding, version). */
export interface FuelChange {
  governing?: Programme;
  programme?: FuelProgramme;
  price?: Publication;
  base?: Figure;
  rating?: Rating;
}

/** What the fuel charge would come to with something changed, rounded; null where it can not be worked out. */
export function fuelWith(held: HeldFuel, change: FuelChange): Decimal | null {
  const { governing, programme, price, base } = { ...held, ...change };
  const rating = change.rating ?? held.mistakes.rating;
  const amount = fuelAt(programme, fuelClause(rating, governing, base), priceFigure(programme, price));
  return isProven(amount) ? roundTo(amount.value, rating.rounding) : null;
}

/** FUEL_WRONG for fuel and bunker; another surcharge is a charge like any other. */
export function wrongReason({ governing }: HeldFuel): ReasonCode {
  return governing.charge === 'CURRENCY_ADJUSTMENT' ? 'ACC_WRONG' : 'FUEL_WRONG';
}

/** A known mistake in a fuel charge, under the check it fails. */
export function fuelMistake(held: HeldFuel, check: string, label: string, change: FuelChange): Mistake {
  return { reason: wrongReason(held), check, label, amount: () => fuelWith(held, change) };
}
