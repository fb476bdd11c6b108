import { inOwnCurrencies } from './checks/own-currency.ts';
import type { Dossier, DossierBill } from './dossier.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { Rated } from './expected.ts';
import { alignBills, billedLines, currencyBilled, judgeBill, stageBills, unbilledOn } from './judging.ts';
import type { JudgedWhole } from './judging.ts';
import type { CheckContext } from './judged.ts';
import { orderBills } from './match/bill-order.ts';
import { divideMoney } from './money/money.ts';
import { replacedBy } from './money/relations.ts';
import { whatIsOwed } from './owed.ts';
import { inCurrency } from './rate/fx/in-currency.ts';
import { besideBilled } from './rate/left-out.ts';
import { reportOf } from './reporting.ts';
import type { Report } from './report.ts';
import type { RuleSet } from './rules/rule.ts';

/**
 * The one front door to judgement: a report for each bill of the dossier, in the order of promise 3.
 *
 * Pure: the same dossier and rules give the same reports, in whatever order facts and bills stand in it. Time passes as
 * facts (`deadlines`). Each bill is judged from bills and postings, never from another case's stored report.
 *
 * @throws Error when the engine fails, or money is not conserved: the caller parks the case, and nothing is paid on it
 */
export async function audit(asGiven: Dossier, rules: RuleSet): Promise<Report[]> {
  const dossier = inOwnCurrencies(asGiven);
  const order = orderBills(dossier.bills);
  const { evidence, rated: owed } = whatIsOwed(dossier, order[0] ?? null, order[0]?.policy ?? null);

  const staged = stageBills(dossier, order, { evidence, rated: owed });
  const rated = owed === null ? null : inCurrency(besideBilled(owed, billedLines(staged)), currencyBilled(staged));
  const replaced = replacedBy(staged);
  const alignments = alignBills(staged, rated, replaced);

  const judged: JudgedWhole[] = [];
  for (const [place, bill] of staged.entries()) {
    const alignment = alignments[place];
    if (!alignment) continue;
    const unbilled = unbilledOn(bill, staged, alignments, { rated, replaced });
    judged.push(
      await judgeBill({ staged: bill, alignment, unbilled }, contextOf(dossier, bill.bill, { evidence, rated }), rules),
    );
  }

  const money = divideMoney(judged, rated);
  return money.map((bill, place) => {
    const whole = judged[place];
    if (!whole) throw new Error('a bill was divided and not judged');
    return reportOf({ whole, money: bill, context: contextOf(dossier, whole.bill, { evidence, rated }), rules });
  });
}

function contextOf(
  dossier: Dossier,
  bill: DossierBill,
  owed: { evidence: Evidence; rated: Rated | null },
): CheckContext {
  const own = dossier.deadlines.filter((deadline) => deadline.caseId === bill.caseId);
  return { dossier, ...owed, deadlinesPassed: new Set(own.map((deadline) => deadline.kind)) };
}
