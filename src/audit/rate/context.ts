import type { ContractVersion, Lane } from '../../freight/contract.ts';
import type { ChargeCode } from '../../freight/codes.ts';
import type { Rounding } from '../../freight/money.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { Shipment } from '../../freight/shipment.ts';
import { billLines } from '../align/bill-lines.ts';
import type { Dossier } from '../dossier.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { ExpectedCharge } from '../expected.ts';
import type { Dependencies } from './dependencies.ts';
import type { Goods } from './goods.ts';
import type { RoleDate } from './terms/role-dates.ts';

/** Everything a charge of one shipment under one contract version is rated from. */
export interface Rating {
  dossier: Dossier;
  evidence: Evidence;
  shipment: Recorded<Shipment>;
  contract: ContractVersion;
  lane: Lane;
  laneIndex: number;
  currency: string;
  rounding: Rounding;
  goods: Goods;
  datesOf: (role: ContractVersion['dateRole']) => RoleDate;
  used: Dependencies;
  /** What was found owed so far: what a percentage may be of. */
  known: readonly ExpectedCharge[];
}

/** True when some bill of the shipment has a line of this charge, whatever its amount; the crosswalk is consulted. */
export function isBilled({ bills }: Dossier, charge: ChargeCode): boolean {
  return bills.some((bill) => billLines(bill).lines.some((line) => line.charge === charge));
}
