import { Logger } from '@nestjs/common';
import { audit } from '../audit/audit.ts';
import type { Dossier, DossierBill } from '../audit/dossier.ts';
import type { Report } from '../audit/report.ts';
import type { RuleSet } from '../audit/rules/rule.ts';
import type { Assembled } from './assemble.ts';
import type { Budgets } from './budgets.ts';
import { parkedReport } from './parked.ts';

/** A bill with its judgement, or with why the engine failed on it. */
export interface JudgedCase {
  dossier: Dossier;
  lookedUnder: string[];
  bill: DossierBill;
  report: Report;
  /** What the engine said when it failed; null: it did not. */
  parkedError: string | null;
}

const log = new Logger('Audit');

/** Audits one dossier in memory, within its tolerance budgets. An exception parks its cases and nobody else's. */
export async function judgeDossier(assembled: Assembled, rules: RuleSet, budgets: Budgets): Promise<JudgedCase[]> {
  const { lookedUnder } = assembled;
  try {
    const { dossier, reports: judged } = await budgets.judge(assembled.dossier, (given) => audit(given, rules));
    const reports = new Map(judged.map((report) => [report.caseId, report]));
    return dossier.bills.map((bill) => {
      const report = reports.get(bill.caseId);
      if (!report) throw new Error(`the audit gave no report for case ${bill.caseId}`);
      return { dossier, lookedUnder, bill, report, parkedError: null };
    });
  } catch (error) {
    log.error(
      `the audit of ${assembled.dossier.key} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return parkDossier(assembled, error);
  }
}

/** Every case of the dossier pending, with the error shown. */
export function parkDossier({ dossier, lookedUnder }: Assembled, error: unknown): JudgedCase[] {
  const parkedError = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  return dossier.bills.map((bill) => ({
    dossier,
    lookedUnder,
    bill,
    report: parkedReport(bill, parkedError),
    parkedError,
  }));
}
