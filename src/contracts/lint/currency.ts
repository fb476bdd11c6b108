import type { ContractVersion } from '../../freight/contract.ts';
import { minorPlaces } from '../../freight/currencies.ts';
import type { LintContext, Note } from './finding.ts';
import { accessorialsOf } from './terms.ts';

const placesOf = (amount: string) => (amount.split('.')[1] ?? '').replace(/0+$/, '').length;

/** Amounts of money as the contract says them; rates may have more places than money has. */
function* amountsOf(contract: ContractVersion): Iterable<{ at: string; amount: string }> {
  for (const [index, { linehaul }] of contract.lanes.entries()) {
    if (linehaul.model === 'FLAT') yield { at: `/lanes/${index}/linehaul/amount`, amount: linehaul.amount };
    if ('minimum' in linehaul && linehaul.minimum)
      yield { at: `/lanes/${index}/linehaul/minimum`, amount: linehaul.minimum };
  }
  for (const { at, is } of accessorialsOf(contract)) {
    if (is.model === 'FLAT') yield { at: `${at}/amount`, amount: is.amount };
    if (is.minimum) yield { at: `${at}/minimum`, amount: is.minimum };
  }
}

/** Places of the currency, and rates of exchange where bills come in another one. */
export function lintCurrency(contract: ContractVersion, note: Note, { knownFxSeries }: LintContext): void {
  const { currency, fx } = contract;
  const minor = minorPlaces(currency) ?? 2;
  const places = contract.rounding?.places ?? minor;
  if (places > minor)
    note(
      'ROUNDING_PLACES',
      '/rounding/places',
      `${currency} has ${minor} places, but charges are rounded to ${places}.`,
    );
  for (const { at, amount } of amountsOf(contract))
    if (placesOf(amount) > minor)
      note('AMOUNT_PLACES', at, `${amount} ${currency} cannot be paid: it has ${minor} places.`);
  if (fx && knownFxSeries?.has(fx.series) === false)
    note('FX_SERIES_UNKNOWN', '/fx/series', `There is no rate of ${currency} in a series ${fx.series}.`);
}
