import type { ChargeCode, EventType } from '../../freight/codes.ts';
import { daysBetween } from '../../freight/time.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { DossierBill } from '../dossier.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { dateAt } from '../evidence/instants.ts';
import type { Rated } from '../expected.ts';
import type { AlignedLine, CheckVerdict } from '../judged.ts';
import { varies } from './verdict.ts';

/** What ends the days a charge for equipment is for: the container leaves the terminal, or comes back empty. */
const endedBy: Partial<Record<ChargeCode, EventType>> = { DEMURRAGE: 'GATE_OUT', PER_DIEM: 'EMPTY_RETURNED' };

/** The last day charged: as its event tells it, else as the line itself says; null while neither does. */
function lastDay({ events, stops }: Evidence, { bill }: DossierBill, { charge, line }: AlignedLine): LocalDate | null {
  const end = events.findLast(({ type, at }) => type === endedBy[charge] && at !== null);
  const zone = stops.find(({ stop }) => stop.stop === end?.stop)?.stop.location.timeZone;
  if (end?.at) return dateAt(end.at, zone);
  return bill.charges.find((one) => one.line === line)?.details?.chargedTo ?? null;
}

/**
 * L-08: demurrage and per diem are invoiced within so many days of the last day charged, where the contract says so (46 CFR
 * 541.7 has 30). What comes later is not owed, whatever else is known of it. null: in time, or no limit.
 */
export function equipmentInTime(
  { evidence, rated }: { evidence: Evidence; rated: Rated },
  bill: DossierBill,
  line: AlignedLine,
): CheckVerdict | null {
  const limit = rated.terms.limits.equipmentDays ?? null;
  if (limit === null || !(line.charge in endedBy)) return null;
  const last = lastDay(evidence, bill, line);
  if (last === null || daysBetween(last, bill.invoice.invoiceDate) <= limit) return null;
  return varies('L-08', 'STALE_180', line.billed, { certain: true });
}
