import { Dec, type Decimal } from '../src/freight/money.ts';

/**
 * How the demo's carriers work out their own bills, in the plainest way: a carrier's billing clerk with a rate sheet.
 * Nothing of the audit is used here, so that the demo shows two parties who calculated on their own.
 */

export const cents = (value: Decimal): string => value.toFixed(2, Dec.ROUND_HALF_UP);

/** Base rates a hundredweight of class 100, by the weight from which they hold. */
export type RateSheet = readonly { from: number; base: string }[];

export const ltlSheet: RateSheet = [
  { from: 0, base: '78.60' },
  { from: 500, base: '68.90' },
  { from: 1000, base: '60.20' },
  { from: 2000, base: '52.00' },
  { from: 5000, base: '43.40' },
];
export const lastYearsLtlSheet: RateSheet = [
  { from: 0, base: '82.10' },
  { from: 500, base: '72.40' },
  { from: 1000, base: '63.50' },
  { from: 2000, base: '55.30' },
  { from: 5000, base: '46.20' },
];

/** The sheet's rate for a class: 40 % fixed and 60 % by class. */
export function classRate(base: string, freightClass: string): string {
  return new Dec(base).times(new Dec('0.4').plus(new Dec(freightClass).times('0.006'))).toFixed(2);
}

/** Gross linehaul of one class at the break the weight falls in. */
export function straight(sheet: RateSheet, pounds: number, freightClass: string): string {
  const row = [...sheet].reverse().find((each) => each.from <= pounds) ?? sheet[0];
  return cents(new Dec(pounds).dividedBy(100).times(classRate(row?.base ?? '0', freightClass)));
}

/** Gross linehaul at the next break's minimum weight: dearer weight, cheaper rate. */
export function asNextBreak(sheet: RateSheet, pounds: number, freightClass: string): string {
  const row = sheet.find((each) => each.from > pounds);
  if (!row) throw new Error('no higher break');
  return cents(new Dec(row.from).dividedBy(100).times(classRate(row.base, freightClass)));
}

export const discountOf = (gross: string, discount: string): string => cents(new Dec(gross).times(discount).negated());
export const netOf = (gross: string, discount: string): string =>
  cents(new Dec(gross).minus(new Dec(gross).times(discount)));
export const times = (a: string, b: string): string => cents(new Dec(a).times(b));
export const total = (amounts: readonly string[]): string =>
  cents(amounts.reduce((sum, amount) => sum.plus(amount), new Dec(0)));

/** LTL fuel: 24 % from 3.00 dollars a gallon, half a percent more for each full six cents above. */
export function ltlFuelPercent(price: string): string {
  return new Dec('0.24').plus(new Dec(price).minus('3.00').dividedBy('0.06').floor().times('0.005')).toFixed();
}

/** Truckload fuel: what diesel costs above 1.20 dollars, six miles to the gallon, to the tenth of a cent a mile. */
export function fuelPerMile(price: string): string {
  return new Dec(price).minus('1.20').dividedBy(6).toDecimalPlaces(3, Dec.ROUND_HALF_UP).toFixed();
}
