import type { ContractVersion, EvidenceTerms, Lane, PaymentTerms } from '../../../freight/contract.ts';
import { minorPlaces } from '../../../freight/currencies.ts';
import type { Rounding } from '../../../freight/money.ts';
import type { Policy } from '../../../freight/terms.ts';
import type { TermsInForce } from '../../expected.ts';

type Said<T> = { [K in keyof T]?: T[K] | null } | null | undefined;

/** What the contract says, and what holds where it is silent: null is silence. */
function filled<T extends object>(defaults: T, said: Said<T>): T {
  const terms = { ...defaults };
  for (const name of Object.keys(said ?? {}) as (keyof T)[]) {
    const value = said?.[name];
    if (value !== null && value !== undefined) terms[name] = value;
  }
  return terms;
}

function payment(said: PaymentTerms | null | undefined, { disagreement }: Policy): TermsInForce['payment'] {
  const defaults: TermsInForce['payment'] = {
    terms: 'NET_30',
    baseline: 'INVOICE_DATE',
    disagreement,
    recovery: 'CLAIM',
    partial: 'POST',
    voucherPer: 'BILL',
  };
  return filled(defaults, said);
}

function evidenceTerms(said: EvidenceTerms | null | undefined, policy: Policy): TermsInForce['evidence'] {
  const { evidenceDeadlineDays: deadlineDays } = policy;
  const defaults: TermsInForce['evidence'] = {
    delivery: 'REQUIRED',
    pod: 'REQUIRED',
    deadlineDays,
    agreeWithinMinutes: 15,
  };
  return filled(defaults, said);
}

const limitsOfSilence: TermsInForce['limits'] = {
  billDays: null,
  disputeDays: 180,
  balanceDueDays: 180,
  equipmentDays: null,
};

/** How amounts are rounded: as the contract says, else half up to the currency's minor places (none known: 2). */
export function roundingOf(said: Partial<Rounding> | null | undefined, currency: string | null): Rounding {
  const places = said?.places ?? (currency === null ? undefined : minorPlaces(currency)) ?? 2;
  return { mode: said?.mode ?? 'HALF_UP', places };
}

/**
 * The terms that govern a shipment: the contract's, and the policy's where it has none or is silent. Without a contract the
 * currency is that of an agreed price, else unknown.
 */
export function termsInForce(
  chosen: { contract: ContractVersion; lane: Lane } | null,
  agreedCurrency: string | null,
  policy: Policy,
): TermsInForce {
  if (!chosen) return termsWithoutContract(agreedCurrency, policy);
  const { contract, lane } = chosen;
  const { contractId, version, currency } = contract;
  return {
    contract: { contractId, version },
    lane: lane.lane,
    currency,
    rounding: roundingOf(contract.rounding, currency),
    payment: payment(contract.payment, policy),
    evidence: evidenceTerms(contract.evidence, policy),
    tolerances: contract.tolerances ?? policy.tolerances,
    taxes: contract.taxes ?? null,
    limits: filled(limitsOfSilence, contract.limits),
  };
}

function termsWithoutContract(currency: string | null, policy: Policy): TermsInForce {
  return {
    contract: null,
    lane: null,
    currency,
    rounding: roundingOf(null, currency),
    payment: payment(null, policy),
    evidence: evidenceTerms(null, policy),
    tolerances: policy.tolerances,
    limits: limitsOfSilence,
  };
}
