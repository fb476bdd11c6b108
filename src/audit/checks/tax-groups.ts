import type { ChargeCode } from '../../freight/codes.ts';
import type { TaxTerms } from '../../freight/contract.ts';
import { Dec, decimal, roundTo, sum } from '../../freight/money.ts';
import type { Decimal, Rounding } from '../../freight/money.ts';
import type { BillLine } from '../judged.ts';

/** Tax lines that are judged together, and the terms they come under: none where the contract knows no such tax. */
export interface TaxGroup<L> {
  lines: L[];
  terms: readonly TaxTerms[];
}

const cent = new Dec('0.01');

/** Tax agrees when it is off by no more than a cent for each of its lines: carriers round line by line. */
export function taxAgrees(difference: Decimal, lines: readonly unknown[]): boolean {
  return difference.abs().lessThanOrEqualTo(cent.times(lines.length));
}

/**
 * The tax lines of a bill beside the taxes of the contract: a line that states its rate under the terms of that rate, all
 * others together under the terms whose rate no line states.
 */
export function taxGroups<L extends Pick<BillLine, 'tax'>>(
  taxLines: readonly L[],
  terms: readonly TaxTerms[],
): TaxGroup<L>[] {
  const states = (line: L, rate: string) => typeof line.tax?.rate === 'string' && decimal(line.tax.rate).equals(rate);
  const stated = terms.filter(({ rate }) => taxLines.some((line) => states(line, rate)));
  const rates = [...new Set(stated.map(({ rate }) => rate))];
  const groups = rates.map((rate): TaxGroup<L> => ({
    lines: taxLines.filter((line) => states(line, rate)),
    terms: stated.filter((one) => decimal(one.rate).equals(rate)),
  }));
  const others = taxLines.filter((line) => !rates.some((rate) => states(line, rate)));
  if (others.length === 0) return groups;
  return [...groups, { lines: others, terms: terms.filter((one) => !stated.includes(one)) }];
}

/** True when a tax is on a charge. */
export function isTaxed({ charges }: TaxTerms, charge: ChargeCode): boolean {
  return charge !== 'TAX' && (charges === 'ALL' || charges.includes(charge));
}

/** Σ of the base per rate × rate, each rounded by the contract (rating.md, Taxes and currency). */
export function taxOn<L>(
  terms: readonly TaxTerms[],
  lines: readonly L[],
  {
    chargeOf,
    amountOf,
    rounding,
  }: { chargeOf: (line: L) => ChargeCode; amountOf: (line: L) => Decimal; rounding: Rounding },
): Decimal {
  return sum(
    terms.map((one) => {
      const base = lines.filter((line) => isTaxed(one, chargeOf(line)));
      return roundTo(sum(base.map(amountOf)).times(decimal(one.rate)), rounding);
    }),
  );
}
