import { type ChargeAmount, chargeKey } from '../audit/accrue/settled-costs.ts';
import type { ShipmentCost } from '../audit/accrue/shipment-cost.ts';
import type { Report } from '../audit/report.ts';
import { minorPlaces } from '../freight/currencies.ts';
import { type Decimal, decimal, roundTo, zero } from '../freight/money.ts';
import type { PostingLine } from '../freight/posting.ts';

/** Lines of one posting of a case. */
export interface PostedCharges {
  caseId: string;
  currency: string;
  lines: readonly PostingLine[];
}

/**
 * What was posted for the bills of a shipment by charge, in the currency of its terms. A bill in another currency was
 * judged against the same cost in that currency: so much of it as was posted, so much of the cost is settled. Where the
 * one or the other is not known, what is posted settles nothing.
 */
export function postedInCurrency(
  posted: readonly PostedCharges[],
  reports: readonly Report[],
  cost: ShipmentCost,
): ChargeAmount[] {
  return posted.flatMap(({ caseId, currency, lines }) => {
    const report = currency === cost.currency ? null : (reports.find((one) => one.caseId === caseId) ?? null);
    return lines.flatMap(({ charge, stop = null, amount }): ChargeAmount[] => {
      const own = { charge, stop, amount: decimal(amount) };
      if (currency === cost.currency) return [own];
      const share = report === null ? null : shareOf(own, report, cost);
      return share === null ? [] : [{ charge, stop, amount: share }];
    });
  });
}

function shareOf(posted: ChargeAmount, report: Report, cost: ShipmentCost): Decimal | null {
  const key = chargeKey(posted);
  const expected = totalFor(
    key,
    report.charges.map((one) => ({ ...one, amount: decimal(one.expected ?? '0') })),
  );
  if (!expected.greaterThan(zero)) return null;
  const places = minorPlaces(cost.currency ?? '') ?? 2;
  return roundTo(posted.amount.times(totalFor(key, cost.charges)).dividedBy(expected), { mode: 'HALF_UP', places });
}

function totalFor(key: string, amounts: readonly ChargeAmount[]): Decimal {
  return amounts.reduce((total, one) => (chargeKey(one) === key ? total.plus(one.amount) : total), zero);
}
