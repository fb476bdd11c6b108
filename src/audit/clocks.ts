import { addBusinessDays, addToDate } from '../freight/time.ts';
import type { LocalDate } from '../freight/time.ts';
import { contestAlarmDays } from './checks/contest.ts';
import { entityOf } from './checks/governing.ts';
import type { JudgedWhole } from './judging.ts';
import type { CheckContext } from './judged.ts';
import type { BillMoney } from './money/line-money.ts';
import type { Clock } from './report.ts';

interface Judged {
  whole: JudgedWhole;
  money: BillMoney;
  context: CheckContext;
}

/** What of the judgement its clocks depend on. */
interface Waiting {
  /** The day of receipt in the zone of the entity. */
  from: LocalDate;
  awaitingMatch: boolean;
  review: boolean;
  /** Something of it is decided by nobody yet. */
  undecided: boolean;
  contestDays: number;
}

/**
 * The deadlines that still matter to this bill, counted from the day it was received in the zone of its entity; business days
 * where the policy says so, by the calendar of the entity.
 */
export function clocksOf(judged: Judged, { from, awaitingMatch, review, undecided, contestDays }: Waiting): Clock[] {
  const { whole, money, context } = judged;
  const { policy } = whole.bill;
  const clock = (kind: Clock['kind'], days: number): Clock => ({
    kind,
    days,
    from,
    on: lastDay(judged, kind, from, days),
  });
  const waits = money.lines.some(({ judgement }) => judgement.verdict === 'CANNOT_ASSESS' || judgement.restsOnAbsence);
  const clocks: Clock[] = [];
  if (awaitingMatch) clocks.push(clock('MATCH', policy.matchWaitDays));
  const evidenceDays = context.rated?.terms.evidence.deadlineDays ?? policy.evidenceDeadlineDays;
  if (context.rated !== null && waits) clocks.push(clock('EVIDENCE', evidenceDays));
  if (review) clocks.push(clock('REVIEW', policy.reviewDays));
  const contest = clock('CONTEST', contestAlarmDays({ disputeDays: contestDays }));
  // While another deadline comes first, it is soon enough to set this one then.
  const runs =
    clocks.some(({ kind, on }) => kind === 'EVIDENCE' && (on ?? from) < (contest.on ?? from)) &&
    !context.deadlinesPassed.has('EVIDENCE');
  if (!runs && undecided) clocks.push(contest);
  return clocks;
}

function lastDay({ whole, context }: Judged, kind: Clock['kind'], from: LocalDate, days: number): LocalDate {
  const { policy } = whole.bill;
  if (!policy.businessDays.some((one) => one === kind)) return addToDate(from, { days });
  const entity = entityOf(context.dossier, whole.bill, context.evidence);
  const named = context.dossier.legalEntities.find((one) => one.legalEntity === entity)?.calendar;
  const holidays = context.dossier.calendars.find((one) => one.calendar === named)?.holidays ?? [];
  return addBusinessDays(from, days, new Set(holidays));
}
