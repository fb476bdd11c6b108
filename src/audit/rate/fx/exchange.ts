import type { ContractVersion, FxRate } from '../../../freight/contract.ts';
import { dateRoles } from '../../../freight/codes.ts';
import type { DateRole } from '../../../freight/codes.ts';
import { minorPlaces } from '../../../freight/currencies.ts';
import { Dec } from '../../../freight/money.ts';
import type { Decimal } from '../../../freight/money.ts';
import { addToDate } from '../../../freight/time.ts';
import type { LocalDate } from '../../../freight/time.ts';
import type { Exchange, Need, OtherRate } from '../../expected.ts';
import type { RoleDate } from '../terms/role-dates.ts';
import { rateOn, ratesBetween, usualAgeDays } from './fx-rate.ts';
import type { Pair, RateOn } from './fx-rate.ts';

type Fx = NonNullable<ContractVersion['fx']>;

interface Asked {
  fx: Fx;
  pair: Pair;
  rates: readonly FxRate[];
  datesOf: (role: DateRole) => RoleDate;
}

const quotedOn = ({ fx, pair, rates }: Asked, date: LocalDate): RateOn | null =>
  rateOn(fx.series, pair, rates, { date, maxAgeDays: fx.maxAgeDays ?? usualAgeDays });

/** The rate of the role's date; where a bill and an appointment tell two dates, both must have the same. */
function governingRate(asked: Asked): RateOn | { needs: Need[] } {
  const { fx, pair } = asked;
  const role = asked.datesOf(fx.dateRole);
  const [date, other] = role.dates;
  if (date === undefined) return { needs: role.need ? [role.need] : [] };
  const found = quotedOn(asked, date);
  if (other !== undefined && quotedOn(asked, other)?.date !== found?.date)
    return { needs: role.need ? [role.need] : [] };
  if (found) return found;
  const fact = `${fx.series} rate of ${pair.to} for ${pair.from} on ${date}`;
  return { needs: [{ fact, reason: 'FX_MISSING', from: 'US' }] };
}

const dateWords: Record<DateRole, string> = {
  TENDER: 'the day of the tender',
  PICKUP: 'the day of pickup',
  DELIVERY: 'the day of delivery',
  INVOICE: 'the day of the invoice',
  SAILING: 'the day of sailing',
};

/** How many days before and after the right one are tried. */
const nearbyDays = 10;

/** Rates that a carrier may have used instead: of another date's role, of a day nearby, the wrong way round, none at all. */
function otherRates(asked: Asked, right: RateOn): OtherRate[] {
  const { fx, pair, rates } = asked;
  const rate = `at the ${fx.series} rate`;
  const instead = `instead of ${right.date}`;
  const ofRoles = dateRoles.flatMap((role): OtherRate[] => {
    const other = asked.datesOf(role).dates.flatMap((date) => quotedOn(asked, date) ?? [])[0];
    if (!other || other.date === right.date) return [];
    return [{ rate: other.rate.value, label: `${rate} of ${other.date}, ${dateWords[role]}, ${instead}` }];
  });
  const span = {
    first: addToDate(right.date, { days: -nearbyDays }),
    last: addToDate(right.date, { days: nearbyDays }),
  };
  const nearby = ratesBetween(fx.series, pair, rates, span)
    .filter(({ date }) => date !== right.date)
    .map((other): OtherRate => ({ rate: other.rate.value, label: `${rate} of ${other.date} ${instead}` }));
  return [...ofRoles, ...nearby, ...misread(right.rate.value, pair)];
}

function misread(rate: Decimal, { from, to }: Pair): OtherRate[] {
  return [
    { rate: new Dec(1), label: `when the ${from} amount is billed as ${to}, not converted` },
    { rate: new Dec(1).dividedBy(rate), label: 'when it is converted the wrong way round' },
  ];
}

/**
 * How amounts of a contract's currency become amounts of a bill's, or of an agreed price's the contract's (rating.md, Taxes and currency): by the contract's series,
 * on the date of its role, rounded by the contract's mode to `places` (absent: the minor places of the bill's currency).
 * FX_MISSING while the rate is not known; null where the contract does not convert.
 */
export function exchangeOf(
  { contract, rates, datesOf }: { contract: ContractVersion; rates: readonly FxRate[]; datesOf: Asked['datesOf'] },
  pair: Pair,
): Exchange | null {
  const { fx } = contract;
  if (!fx) return null;
  const { to } = pair;
  const asked: Asked = { fx, pair, rates, datesOf };
  const right = governingRate(asked);
  if ('needs' in right) return right;
  const { series, places } = fx;
  return {
    rate: right.rate,
    label: `in ${to} at the ${series} rate of ${right.date}`,
    rounding: { mode: contract.rounding?.mode ?? 'HALF_UP', places: places ?? minorPlaces(to) ?? 2 },
    quoted: right.quoted.map(({ series: of, base, quote, date }) => ({ series: of, base, quote, date })),
    others: () => otherRates(asked, right),
  };
}
