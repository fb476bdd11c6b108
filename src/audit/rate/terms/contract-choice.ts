import type { ContractVersion, Lane } from '../../../freight/contract.ts';
import type { Shipment } from '../../../freight/shipment.ts';
import type { LocalDate } from '../../../freight/time.ts';
import type { Dossier } from '../../dossier.ts';
import type { Need } from '../../expected.ts';
import { sameCarrier } from '../../match/candidates.ts';
import { laneOf } from './lane.ts';
import type { RoleDate } from './role-dates.ts';

/** The clause everything is rated by. */
export interface Chosen {
  contract: ContractVersion;
  lane: Lane;
  laneIndex: number;
  /** The date that chose the version; of two that agree the earlier. */
  ratingDate: LocalDate;
  facts: readonly { source: string; id: string }[];
}
export type Choice = Chosen | { missing: Need };

/** The contracts there are, and who their carriers are. */
type Agreements = Pick<Dossier, 'contracts' | 'carriers'>;

type DatesOf = (role: ContractVersion['dateRole']) => RoleDate;

interface Candidate {
  contract: ContractVersion;
  role: RoleDate;
  /** How many of the role's dates lie in the version's range. */
  inRange: number;
}

/** True when a version is in force on a date: both ends are included. */
export function inForceOn({ effective }: ContractVersion, date: LocalDate): boolean {
  return effective.from <= date && (!effective.to || date <= effective.to);
}

/** The versions of any date that are made for this carrier (by its own code or a SCAC), legal entity and mode. */
export function contractsFor({ contracts, carriers }: Agreements, shipment: Shipment): ContractVersion[] {
  return contracts
    .map(({ contract }) => contract)
    .filter(
      ({ carrier, legalEntities, modes }) =>
        sameCarrier(carrier, shipment.carrier, carriers) &&
        legalEntities.includes(shipment.legalEntity) &&
        modes.includes(shipment.mode),
    );
}

const missing = (fact: string, reason: Need['reason']): Choice => ({ missing: { fact, reason, from: 'US' } });

function describe({ carrier, mode, legalEntity }: Shipment, dates: readonly LocalDate[]): string {
  const when = dates.length > 0 ? ` for ${dates.join(' or ')}` : '';
  return `contract of ${carrier} with ${legalEntity} (${mode})${when}`;
}

/** The one candidate of those in force that has a lane; or which of the four things is wrong. */
function withLane(candidates: readonly Candidate[], shipment: Shipment): Choice {
  const lanes = candidates.map(({ contract, role }) => ({ contract, role, choice: laneOf(contract, shipment) }));
  const served = lanes.filter(({ choice }) => choice !== 'LANE_MISSING');
  const [first, second] = served;
  const names = candidates.map(({ contract }) => `${contract.contractId} version ${contract.version}`).sort();
  if (!first) return missing(`lane for the shipment in ${names.join(', ')}`, 'LANE_MISSING');
  if (second) return missing(`one contract for the shipment: ${names.join(' and ')} both apply`, 'CONTRACT_AMBIGUOUS');
  const { choice, contract, role } = first;
  if (typeof choice === 'string') {
    const where = `${contract.contractId} version ${contract.version}`;
    return missing(`one lane for the shipment: several of ${where} are equally specific`, 'LANE_AMBIGUOUS');
  }
  const ratingDate = [...role.dates].sort()[0] ?? contract.effective.from;
  return { contract, lane: choice.lane, laneIndex: choice.index, ratingDate, facts: role.facts };
}

/**
 * The contract version and lane of a shipment (model.md, Contract version): by carrier, legal entity, mode, date of the
 * version's own `dateRole`, and lane. Where a bill's and an appointment's date choose different terms, or no date is
 * known, the event is a missing fact. Never a neighbouring version, never the first of two.
 */
export function chooseContract(agreements: Agreements, shipment: Shipment, datesOf: DatesOf): Choice {
  const candidates = contractsFor(agreements, shipment).map((contract): Candidate => {
    const role = datesOf(contract.dateRole);
    return { contract, role, inRange: role.dates.filter((date) => inForceOn(contract, date)).length };
  });
  const sure = candidates.filter(({ role, inRange }) => inRange > 0 && inRange === role.dates.length);
  const torn = candidates.find(
    ({ contract, role, inRange }) =>
      inRange > 0 && inRange < role.dates.length && laneOf(contract, shipment) !== 'LANE_MISSING',
  );
  if (torn?.role.need) return { missing: torn.role.need };
  if (sure.length > 0) return withLane(sure, shipment);
  // Of two dates each may lie in a version of its own: where none of these has a lane, it is the lane that is wanting.
  const inRange = candidates.filter((one) => one.inRange > 0);
  if (inRange.length > 0) return withLane(inRange, shipment);
  const undated = candidates.find(({ role }) => role.dates.length === 0);
  if (undated?.role.need) return { missing: undated.role.need };
  const dates = [...new Set(candidates.flatMap(({ role }) => role.dates))].sort();
  return missing(describe(shipment, dates), 'CONTRACT_MISSING');
}
