import { contestAlarmDays, usualDisputeDays } from '../audit/checks/contest.ts';
import { baselineDate, dueDate } from '../audit/settle/due-dates.ts';
import type { CaseState } from '../freight/codes.ts';
import type { ContractVersion } from '../freight/contract.ts';
import { decimal } from '../freight/money.ts';
import { addToDate, endOfDay, type LocalDate, localDate } from '../freight/time.ts';
import type { NewDeadline } from '../ledger/deadlines.ts';
import type { JudgedCase } from './judge.ts';
import { type SettledCase, zoneOf } from './settling.ts';
import type { TermsInForce } from './terms-in-force.ts';

/** What of a case's answer its clocks depend on. */
interface Answered {
  judged: JudgedCase;
  settled: SettledCase;
  state: CaseState;
}

/** A clock by its last day, and the day from which on it is near; null: nobody is told before. */
interface Day {
  kind: NewDeadline['kind'];
  on: LocalDate;
  nearOn: LocalDate | null;
}

/** How long a carrier may bill more where no contract says otherwise: 49 USC 13710(a)(3)(A), from the original bill. */
const usualBalanceDueDays = 180;

/** Every clock of a case as its latest answer sets it. Each ends with a day in the zone of the entity. */
export function clocksOf(answered: Answered, terms: TermsInForce): NewDeadline[] {
  const { bill, report } = answered.judged;
  const zone = zoneOf(report, terms);
  const receivedOn = localDate(bill.receivedAt, zone);
  const days = [
    ...ofTheAudit(answered, receivedOn),
    ...ofTheLaw(answered, receivedOn),
    ...ofThePayment(answered, receivedOn),
  ];
  return days.map(({ kind, on, nearOn }) => ({
    caseId: bill.caseId,
    kind,
    dueAt: endOfDay(on, zone),
    // The morning of the day: the end of the one before.
    nearAt: nearOn === null ? null : endOfDay(addToDate(nearOn, { days: -1 }), zone),
  }));
}

/** What the audit itself waits for. */
function ofTheAudit({ judged: { bill, report } }: Answered, receivedOn: LocalDate): Day[] {
  return report.clocks.map(({ kind, days, from, on }) => {
    const last = on ?? addToDate(from ?? receivedOn, { days });
    return { kind, on: last, nearOn: kind === 'CONTEST' ? null : before(last, bill.policy.escalateDays, receivedOn) };
  });
}

/**
 * So many days before the last one, but not before the bill came: a short clock is near from its last day on. One that was
 * over when the bill came is nobody's to meet.
 */
function before(last: LocalDate, days: number, receivedOn: LocalDate): LocalDate | null {
  if (last < receivedOn) return null;
  const near = addToDate(last, { days: -days });
  return near <= receivedOn ? last : near;
}

/** By when a bill must be contested, and how long the carrier may ask for what was withheld. */
function ofTheLaw({ judged: { report, dossier }, settled }: Answered, receivedOn: LocalDate): Day[] {
  const limits = limitsOf(report, dossier);
  const disputeDays = limits?.disputeDays ?? usualDisputeDays;
  const balanceDueDays = limits?.balanceDueDays ?? usualBalanceDueDays;
  const after = (days: number) => addToDate(receivedOn, { days });
  const claimed = settled.openItems.some(({ kind }) => kind !== 'WITHHELD');
  const contestable = claimed || [report.money.pending, report.money.disputed].some((part) => !decimal(part).isZero());
  const windows: Day[] = [];
  if (contestable)
    windows.push({
      kind: 'DISPUTE_WINDOW',
      on: after(disputeDays),
      nearOn: after(contestAlarmDays({ disputeDays })),
    });
  if (settled.openItems.some(({ kind }) => kind === 'WITHHELD'))
    windows.push({ kind: 'BALANCE_DUE_WINDOW', on: after(balanceDueDays), nearOn: null });
  return windows;
}

/** The times the governing contract names; null or absent: none. */
function limitsOf(
  { dependencies }: JudgedCase['report'],
  { contracts }: JudgedCase['dossier'],
): ContractVersion['limits'] {
  const used = dependencies.contract;
  return contracts.find(({ contract }) => contract.contractId === used?.contractId && contract.version === used.version)
    ?.contract.limits;
}

/** When the bill is to be paid, decided or not, and until when paying it earns a discount. */
function ofThePayment({ judged: { bill, report }, state }: Answered, receivedOn: LocalDate): Day[] {
  if (report.payment === null || state === 'SETTLED' || state === 'DENIED') return [];
  const { terms, baseline, discount: early } = report.payment;
  const dates = { invoiceDate: bill.invoice.invoiceDate, receivedOn, deliveredOn: report.deliveredOn };
  const from = baselineDate(baseline, dates);
  const { escalateDays } = bill.policy;
  const due = dueDate(terms, from);
  const discount = early ? addToDate(from, { days: early.days }) : null;
  return [
    ...(due === null ? [] : [{ kind: 'PAYMENT_DUE' as const, on: due, nearOn: before(due, escalateDays, receivedOn) }]),
    ...(discount === null
      ? []
      : [{ kind: 'DISCOUNT' as const, on: discount, nearOn: before(discount, escalateDays, receivedOn) }]),
  ];
}
