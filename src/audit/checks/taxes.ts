import type { ContractVersion } from '../../freight/contract.ts';
import { amountText, type Decimal, decimal, least, roundTo, sum, zero } from '../../freight/money.ts';
import type { Rated } from '../expected.ts';
import type { AlignedLine, CheckContext, CheckVerdict } from '../judged.ts';
import { cannotAssess, passes, varies } from './verdict.ts';

/** One tax of the contract: a rate and the charges it is on. */
type TaxTerms = NonNullable<ContractVersion['taxes']>[number];

function taxTerms({ dossier }: CheckContext, rated: Rated): TaxTerms[] {
  const governing = rated.terms.contract;
  const found = dossier.contracts.find(
    ({ contract }) => contract.contractId === governing?.contractId && contract.version === governing.version,
  );
  return found?.contract.taxes ?? [];
}

/** What is owed of a line without tax: never more than was billed. */
function owed(line: AlignedLine): Decimal | null {
  return line.expected === null ? null : least(line.expected, line.billed);
}

/**
 * T-02: the tax lines of a bill together are the contract's rates on what is owed for its other lines. A tax that
 * no contract speaks of goes to a person; 0.00 always passes. The difference sits on the first tax line.
 */
export function taxCheck(
  context: CheckContext & { rated: Rated },
  line: AlignedLine,
  lines: readonly AlignedLine[],
): { check: CheckVerdict; expected: Decimal | null } {
  const taxes = lines.filter((each) => each.charge === 'TAX');
  if (line.billed.isZero()) return { check: passes('T-02'), expected: zero };
  const terms = taxTerms(context, context.rated);
  const unknown = (fact: string) => ({
    check: cannotAssess('T-02', 'TAX_WRONG', line, {
      needs: [{ fact, reason: 'TAX_WRONG' as const, from: 'US' as const }],
    }),
    expected: null,
  });
  if (terms.length === 0) return unknown('tax rates in the contract');
  const due = taxDue(terms, lines, context.rated);
  if (due === null) return unknown('what is owed for the charges the tax is on');
  const difference = sum(taxes.map((each) => each.billed)).minus(due);
  const carries = taxes.find((each) => !each.billed.isZero()) === line;
  if (!carries || difference.isZero()) return { check: passes('T-02'), expected: line.billed };
  const check = difference.isNegative()
    ? varies('T-14', 'UNDER_BILLED', difference)
    : varies('T-02', 'TAX_WRONG', difference, {
        cause: `${amountText(due, context.rated.terms.currency)} is due in all`,
      });
  return { check, expected: line.billed.minus(difference) };
}

function taxDue(terms: TaxTerms[], lines: readonly AlignedLine[], rated: Rated): Decimal | null {
  const dues: Decimal[] = [];
  for (const { rate, charges } of terms) {
    const base = lines.filter((line) => line.charge !== 'TAX' && (charges === 'ALL' || charges.includes(line.charge)));
    const amounts = base.map(owed);
    if (amounts.includes(null)) return null;
    dues.push(roundTo(sum(amounts.filter((amount) => amount !== null)).times(decimal(rate)), rated.terms.rounding));
  }
  return sum(dues);
}
