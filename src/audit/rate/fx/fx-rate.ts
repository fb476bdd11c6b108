import type { FxRate } from '../../../freight/contract.ts';
import { addToDate } from '../../../freight/time.ts';
import type { LocalDate } from '../../../freight/time.ts';
import type { WorkingSource } from '../../working.ts';
import { dividedBy, leaf } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { ruleSource } from '../sources.ts';

/** Two currencies: amounts in `from` become amounts in `to`. */
export interface Pair {
  from: string;
  to: string;
}

/** What one unit of `from` is in `to` on a date, and the quotations that say so. */
export interface RateOn {
  date: LocalDate;
  rate: Figure;
  quoted: readonly FxRate[];
}

/** Days a quotation holds while no newer one is published, unless the contract says otherwise: a long holiday, no more. */
export const usualAgeDays = 7;

function quotation(rate: FxRate): Figure {
  const { series, base, quote, date } = rate;
  const source: WorkingSource = { kind: 'INDEX', id: `${series} ${base}/${quote} ${date}`, pointer: '/rate' };
  return leaf(rate.rate, { label: `${series} of ${date}: ${quote} for one ${base}`, unit: `${quote}/${base}` }, source);
}

function inverted(rate: FxRate, { from, to }: Pair): Figure {
  const one = leaf('1', { label: `one ${to}`, unit: to }, ruleSource('exchange', '/inverse'));
  return dividedBy(one, quotation(rate), { label: `${to} for one ${from}`, unit: `${to}/${from}` });
}

/** Both currencies quoted against a third on one day, as a central bank does: the quotient of the two. */
function crossed(rates: readonly FxRate[], { from, to }: Pair): Pick<RateOn, 'rate' | 'quoted'> | null {
  const ofFrom = rates.filter(({ quote }) => quote === from);
  for (const dividing of ofFrom.sort((a, b) => (a.base < b.base ? -1 : 1))) {
    const giving = rates.find(({ base, quote }) => base === dividing.base && quote === to);
    if (!giving) continue;
    const step = { label: `${to} for one ${from} by way of ${dividing.base}`, unit: `${to}/${from}` };
    return { rate: dividedBy(quotation(giving), quotation(dividing), step), quoted: [giving, dividing] };
  }
  return null;
}

/** The rate that the quotations of one day give: as quoted, else the other way round, else by way of a third currency. */
function rateOf(rates: readonly FxRate[], pair: Pair): Pick<RateOn, 'rate' | 'quoted'> | null {
  const direct = rates.find(({ base, quote }) => base === pair.from && quote === pair.to);
  if (direct) return { rate: quotation(direct), quoted: [direct] };
  const inverse = rates.find(({ base, quote }) => base === pair.to && quote === pair.from);
  if (inverse) return { rate: inverted(inverse, pair), quoted: [inverse] };
  return crossed(rates, pair);
}

/** The days on which a series quotes a pair, newest first, within a span; each with its rate. */
export function ratesBetween(
  series: string,
  pair: Pair,
  rates: readonly FxRate[],
  span: { first: LocalDate; last: LocalDate },
): RateOn[] {
  const names = [pair.from, pair.to];
  const concerned = rates.filter(
    (rate) =>
      rate.series === series &&
      span.first <= rate.date &&
      rate.date <= span.last &&
      (names.includes(rate.base) || names.includes(rate.quote)),
  );
  const days = [...new Set(concerned.map(({ date }) => date))].sort().reverse();
  return days.flatMap((date): RateOn[] => {
    const found = rateOf(
      concerned.filter((rate) => rate.date === date),
      pair,
    );
    return found ? [{ date, ...found }] : [];
  });
}

/**
 * The rate that holds on a date: the one quoted last on or before it, no more than `maxAgeDays` earlier (banks quote on no
 * Sunday). null: none was quoted, and nobody may take a neighbouring one.
 */
export function rateOn(
  series: string,
  pair: Pair,
  rates: readonly FxRate[],
  { date, maxAgeDays }: { date: LocalDate; maxAgeDays: number },
): RateOn | null {
  const span = { first: addToDate(date, { days: -maxAgeDays }), last: date };
  return ratesBetween(series, pair, rates, span)[0] ?? null;
}
