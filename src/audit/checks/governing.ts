import type { ContractVersion } from '../../freight/contract.ts';
import { addToDate, writtenDate } from '../../freight/time.ts';
import type { Dossier, DossierBill } from '../dossier.ts';
import type { Evidence, Milestone } from '../evidence/evidence.ts';
import { byText } from '../evidence/instants.ts';
import type { Rated } from '../expected.ts';
import type { BillLine, CheckContext } from '../judged.ts';
import { sameCarrier } from '../match/candidates.ts';

/** What a gate looks at: one bill of a dossier, its lines, and the other bills in their order by content. */
export interface GateQuestion {
  dossier: Dossier;
  bill: DossierBill;
  lines: BillLine[];
  order: DossierBill[];
  evidence: Evidence;
  /** What the shipment is rated under; absent while none is matched. */
  rated?: Rated | null;
}

/** The carrier that bills: as the document says, else the one its sender stands for. */
export function carrierOf(bill: DossierBill): string | null {
  return bill.invoice.carrier ?? bill.profile?.carrier ?? null;
}

/** The company a bill is addressed to, its name or alias resolved; a bill that names none takes the shipment's. */
export function entityOf(dossier: Dossier, bill: DossierBill, evidence: Evidence): string | null {
  const named = bill.invoice.legalEntity ?? null;
  return named === null ? (evidence.shipment?.body.legalEntity ?? null) : entityNamed(dossier, named);
}

/** A company by the name a document gives it, its own or an alias; one nobody knows keeps that name. */
export function entityNamed(dossier: Dossier, name: string | null): string | null {
  if (name === null) return null;
  const known = dossier.legalEntities.find(
    (entity) => entity.legalEntity === name || (entity.aliases ?? []).some((alias) => same(alias, name)),
  );
  return known?.legalEntity ?? name;
}

function same(one: string, other: string): boolean {
  return one.trim().toUpperCase() === other.trim().toUpperCase();
}

function dateOf(milestone: Milestone): string | null {
  return milestone.status === 'STANDS' ? writtenDate(milestone.at) : null;
}

/** The day the freight was picked up as it is proven, else as the bill says, else the day of the invoice. */
export function shippedOn({ bill, evidence }: Pick<GateQuestion, 'bill' | 'evidence'>): string {
  return dateOf(evidence.pickup) ?? bill.bill.pickupDate ?? bill.invoice.invoiceDate;
}

/**
 * The contract versions that may speak for a bill: the one its shipment is rated under; where none could be chosen, those
 * of its carrier, company and mode, and of them those in force about its pickup, when there are any.
 */
export function contractsFor({ dossier, bill, evidence, rated }: GateQuestion): ContractVersion[] {
  const chosen = rated?.terms.contract ?? null;
  const governing = dossier.contracts.filter(
    ({ contract }) => contract.contractId === chosen?.contractId && contract.version === chosen.version,
  );
  if (governing.length > 0) return governing.map(({ contract }) => contract);
  const carrier = carrierOf(bill);
  const entity = entityOf(dossier, bill, evidence);
  const mode = evidence.shipment?.body.mode ?? null;
  const theirs = dossier.contracts
    .map((each) => each.contract)
    .filter(
      (contract) =>
        carrier !== null &&
        sameCarrier(contract.carrier, carrier, dossier.carriers) &&
        (entity === null || contract.legalEntities.includes(entity)) &&
        (mode === null || contract.modes.includes(mode)),
    );
  const about = shippedOn({ bill, evidence });
  const inForce = theirs.filter((contract) => isInForce(contract, about));
  return (inForce.length > 0 ? inForce : theirs).sort(
    (a, b) => byText(a.contractId, b.contractId) || a.version - b.version,
  );
}

/** The contract version a shipment is rated under; null: none was chosen, or no shipment is matched. */
export function contractInForce({ dossier, rated }: Pick<CheckContext, 'dossier' | 'rated'>): ContractVersion | null {
  const chosen = rated?.terms.contract ?? null;
  const found = dossier.contracts.find(
    ({ contract }) => contract.contractId === chosen?.contractId && contract.version === chosen.version,
  );
  return found?.contract ?? null;
}

// A day either way: the written date of a departure may be a day off from the local one at the stop.
function isInForce({ effective }: ContractVersion, about: string): boolean {
  const to = effective.to ?? null;
  if (effective.from <= about && (to === null || about <= to)) return true;
  const [dayBefore, dayAfter] = [addToDate(about, { days: -1 }), addToDate(about, { days: 1 })];
  return effective.from <= dayAfter && (to === null || dayBefore <= to);
}
