import { amountText, zero } from '../../../freight/money.ts';
import type { DossierBill } from '../../dossier.ts';
import type { AlignedLine, CheckContext } from '../../judged.ts';
import { taxOn } from '../tax-groups.ts';
import type { Note } from './note.ts';

/** T-01: the contract has a tax on what is billed, and the bill has none. Nothing is paid for it; the invoice is not in order. */
export function missingTaxNotes({ rated }: CheckContext, _: DossierBill, lines: readonly AlignedLine[]): Note[] {
  const terms = rated?.terms.taxes ?? [];
  const isTaxed = lines.some(({ charge, billed }) => charge === 'TAX' && !billed.isZero());
  if (rated === null || terms.length === 0 || isTaxed || lines.every(({ against }) => against === null)) return [];
  const { rounding, currency } = rated.terms;
  const due = taxOn(terms, lines, { chargeOf: ({ charge }) => charge, amountOf: ({ billed }) => billed, rounding });
  if (due.lessThanOrEqualTo(zero)) return [];
  const amount = amountText(due, currency);
  const sentence = `The bill has no tax; the contract’s rates come to ${amount} on what it bills. Ask for a correct invoice.`;
  return [{ check: 'T-01', code: 'TAX_WRONG', severity: 'WARNING', amount, sentence }];
}
