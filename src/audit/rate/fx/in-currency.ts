import type { ChargeCode } from '../../../freight/codes.ts';
import type { Tolerance, ToleranceLimit } from '../../../freight/contract.ts';
import { Dec, decimal, decimalText, greatest, roundTo } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import { familyOf } from '../../align/units.ts';
import type { Exchange, ExpectedCharge, Hypothesis, Rated } from '../../expected.ts';
import { notProvable } from '../expected-charge.ts';
import { rounded, times } from '../figure.ts';

type Known = Extract<Exchange, { rate: unknown }>;

const cent = new Dec('0.01');

/** An expected charge in another currency, rounded once more; nothing is nothing in any currency. */
function converted(expected: ExpectedCharge, to: string, exchange: Exchange): ExpectedCharge {
  const { amount, working, charge, stop, basis, asAgreed } = expected;
  if (asAgreed?.currency === to)
    return { ...expected, amount: asAgreed.amount, working: asAgreed.working, reason: null, needs: [] };
  if (amount === null) return expected;
  if (amount.isZero()) return { ...expected, working: { ...working, unit: to } };
  if ('needs' in exchange) return notProvable({ charge, stop, basis, check: 'T-07' }, exchange.needs, to, null);
  const step = { label: exchange.label, unit: to };
  const product = times({ value: amount, working }, exchange.rate, step);
  const figure = rounded(product, exchange.rounding, {
    label: `rounded to ${exchange.rounding.places} places`,
    unit: to,
  });
  return { ...expected, amount: figure.value, working: figure.working };
}

/** What another rate would have made of the charges that are billed as this one, each as mistaken as the next. */
function rateMistakes(rated: Rated, exchange: Known, charge: ChargeCode, stop: number | null): Hypothesis[] {
  const owed = rated.expected.find((one) => one.charge === familyOf(charge) && one.stop === stop);
  const amount = owed?.amount;
  if (!amount || amount.isZero() || owed.asAgreed) return [];
  return exchange.others().map(({ rate, label }) => ({
    reason: 'FX_WRONG',
    check: 'T-07',
    label,
    amount: roundTo(amount.times(rate), exchange.rounding),
  }));
}

function limit(said: ToleranceLimit | null | undefined, rate: Decimal): ToleranceLimit | null {
  if (!said) return null;
  return said.amount ? { ...said, amount: inTo(said.amount, rate) } : said;
}

const inTo = (amount: string, rate: Decimal) => decimalText(decimal(amount).times(rate).toDecimalPlaces(8));

const tolerance = (one: Tolerance, rate: Decimal): Tolerance => ({
  ...one,
  over: limit(one.over, rate),
  under: limit(one.under, rate),
  ...(one.budget ? { budget: { ...one.budget, amount: inTo(one.budget.amount, rate) } } : {}),
});

function underRate(rated: Rated, to: string, exchange: Known): Rated {
  const { terms, dependencies } = rated;
  const { value: rate } = exchange.rate;
  return {
    ...rated,
    terms: {
      ...terms,
      currency: to,
      rounding: exchange.rounding,
      tolerances: terms.tolerances.map((one) => tolerance(one, rate)),
    },
    expected: rated.expected.map((expected) => converted(expected, to, exchange)),
    unnamed: (charge, stop) => converted(rated.unnamed(charge, stop), to, exchange),
    hypotheses: (charge, stop) => [
      ...rateMistakes(rated, exchange, charge, stop),
      ...rated
        .hypotheses(charge, stop)
        .map((one) => ({ ...one, amount: roundTo(one.amount.times(rate), exchange.rounding) })),
    ],
    dependencies: { ...dependencies, fxRates: exchange.quoted },
    // Billed and owed agree when they do so in either currency: the contract's cent may be more than one of the bill's.
    agreeWithin: greatest(cent, cent.times(rate)),
  };
}

/**
 * What is owed, in the currency of the bills that ask for it: as rated where that is the contract's; else converted by the
 * contract's `fx`, tolerances too. While the rate is missing nothing but 0.00 is provable. A contract that does not convert
 * is left as it is: its bills do not get past the currency gate.
 */
export function inCurrency(rated: Rated, currency: string | null): Rated {
  if (currency === null || rated.terms.currency === null || rated.terms.currency === currency) return rated;
  const exchange = rated.exchange?.(currency) ?? null;
  if (exchange === null) return rated;
  if (!('needs' in exchange)) return underRate(rated, currency, exchange);
  return {
    ...rated,
    terms: { ...rated.terms, currency },
    expected: rated.expected.map((expected) => converted(expected, currency, exchange)),
    hypotheses: () => [],
  };
}
