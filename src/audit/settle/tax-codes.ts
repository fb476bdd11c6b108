import type { TaxTerms } from '../../freight/contract.ts';
import { isTaxed, taxGroups } from '../checks/tax-groups.ts';
import type { AlignedLine } from '../judged.ts';
import { lineKey } from '../money/line-money.ts';

/**
 * The ERP's tax code of each line, by line key: of a charge that of the one tax it is under, of a tax line that of its own
 * tax. A line under several taxes has none: its tax lines have theirs.
 *
 * @returns null where the contract gives no codes
 */
export function taxCodes(lines: readonly AlignedLine[], terms: readonly TaxTerms[]): Record<string, string> | null {
  if (!terms.some(({ taxCode }) => taxCode)) return null;
  const taxLines = lines.filter(({ charge }) => charge === 'TAX');
  const ofTaxes = taxGroups(taxLines, terms).flatMap((group) =>
    group.lines.map((line) => [line, group.terms] as const),
  );
  const ofCharges = lines
    .filter(({ charge }) => charge !== 'TAX')
    .map((line) => [line, terms.filter((tax) => isTaxed(tax, line.charge))] as const);
  return Object.fromEntries(
    [...ofTaxes, ...ofCharges].flatMap(([line, under]) => {
      const code = under.length === 1 ? under[0]?.taxCode : null;
      return code ? [[lineKey(line), code]] : [];
    }),
  );
}
