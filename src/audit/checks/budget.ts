import type { Tolerance } from '../../freight/contract.ts';
import { type Decimal, decimal } from '../../freight/money.ts';
import type { DossierBill } from '../dossier.ts';
import type { TermsInForce } from '../expected.ts';

/** The budget of a month that some tolerances name, in their currency; several: the lowest holds for all. null: none does. */
export function budgetOf(tolerances: readonly Tolerance[] | null | undefined): Decimal | null {
  const amounts = (tolerances ?? []).flatMap(({ budget }) => (budget ? [decimal(budget.amount)] : []));
  return amounts.reduce<Decimal | null>((least, one) => (least?.lessThan(one) ? least : one), null);
}

/**
 * What tolerance may still forgive this bill under the terms that govern it; null: there is no budget. Where the dossier
 * says nothing of it, nothing has been drawn on it yet.
 */
export function budgetLeftFor({ contract, tolerances }: TermsInForce, bill: DossierBill): Decimal | null {
  const budget = budgetOf(tolerances);
  if (budget === null) return null;
  const known = bill.budgetLeft?.find(
    (one) => one.contractId === (contract?.contractId ?? null) && one.version === (contract?.version ?? null),
  );
  return known ? decimal(known.left) : budget;
}
