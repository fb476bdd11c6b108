import type { ReasonCode } from '../../../freight/codes.ts';
import type { ContractVersion } from '../../../freight/contract.ts';
import type { Decimal } from '../../../freight/money.ts';
import type { DossierBill } from '../../dossier.ts';
import type { ExpectedCharge } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { collectDependencies } from '../dependencies.ts';
import { laneOf } from '../terms/lane.ts';
import { roundingOf } from '../terms/terms-in-force.ts';

/** What mistakes are looked for in: the rating that holds, what it came to, and the bills that may have used other figures. */
export interface Mistakes {
  rating: Rating;
  expected: readonly ExpectedCharge[];
  bills: readonly DossierBill[];
}

/** One known mistake; what it would come to, null where it can not be worked out. */
export interface Mistake {
  reason: ReasonCode;
  label: string;
  /** The check it fails where that is not the charge's own. */
  check?: string;
  amount: () => Decimal | null;
}

function period({ effective }: ContractVersion): string {
  return effective.to ? `in force until ${effective.to}` : `in force from ${effective.from}`;
}

/** The rating as it would be under the other versions of the contract that have a lane for the shipment, nearest first. */
export function otherVersions(rating: Rating): { rating: Rating; label: string }[] {
  const { contract, dossier, shipment } = rating;
  const own = dossier.contracts
    .map((one) => one.contract)
    .filter(({ contractId }) => contractId === contract.contractId);
  const away = ({ version }: ContractVersion) => Math.abs(version - contract.version);
  return own
    .filter(({ version }) => version !== contract.version)
    .sort((a, b) => away(a) - away(b) || b.version - a.version)
    .flatMap((other) => {
      const lane = laneOf(other, shipment.body);
      if (typeof lane === 'string') return [];
      const money = { currency: other.currency, rounding: roundingOf(other.rounding, other.currency) };
      const there = { ...rating, ...money, contract: other, lane: lane.lane, laneIndex: lane.index };
      return [{ rating: there, label: `at version ${other.version}, ${period(other)}` }];
    });
}

/** The same rating, whose looking about leaves no trace in the report. */
export function withoutTrace(rating: Rating): Rating {
  return { ...rating, used: collectDependencies() };
}
