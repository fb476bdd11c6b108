import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { audit } from '../audit/audit.ts';
import type { Dossier } from '../audit/dossier.ts';
import type { Report } from '../audit/report.ts';
import type { Rule, RuleSet } from '../audit/rules/rule.ts';
import { type Standing, StandingDossiers } from '../cases/standing-dossiers.ts';
import type { BacktestResult } from '../rulebook/rule-backtest-rows.ts';
import { RulesInForce } from '../rulebook/rules-in-force.ts';
import { type Compared, nothingTried, setWith, withCompared } from './rule-comparison.ts';

/** How often it looks whether somebody wants a trial. */
const lookEveryMs = 500;

/** Bills judged in one step: what another process would have to do again if this one died. */
const billsAtOnce = 50;

interface Trial {
  backtestId: string;
  most: number;
  looked: number;
  result: BacktestResult | null;
  rule: Rule;
  resumeReceivedAt: string | null;
  resumeCaseId: string | null;
}

/** A case of the page a step looks at. */
interface PageCase {
  caseId: string;
  dossier: string;
  receivedAt: string;
  state: string;
  invoiceNumber: string;
  billNumber: string | null;
  shipmentId: string | null;
}

/**
 * Tries rules on history, in the background: the newest bills a rule speaks for are judged with it and without it, from
 * what is known of them now, and what differs is summed up. It reads only, apart from its own row; a step that dies with its
 * process is done again by whoever comes next. Processes share the work through the database alone.
 */
@Injectable()
export class RuleTrials implements OnApplicationShutdown {
  private readonly log = new Logger('Backtest');
  private readonly standing = new StandingDossiers();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly db: DataSource,
    private readonly rules: RulesInForce,
  ) {}

  /** Called once by a process that works. */
  start(): void {
    this.timer ??= setInterval(() => {
      this.running ??= this.work();
    }, lookEveryMs);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopped && (await this.step()));
    } catch (error) {
      // The trial stands where it stood: the next look goes on.
      this.log.error(`a trial failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      this.running = null;
    }
  }

  /** Takes the oldest trial one page further; false when there is none, or others are at it. */
  private async step(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const [trial] = await tx.query<Trial[]>(
        `SELECT b.backtest_id AS "backtestId", b.most, b.looked, b.result, v.body AS rule,
                b.resume_received_at::text AS "resumeReceivedAt", b.resume_case_id AS "resumeCaseId"
         FROM rule_backtest b JOIN rule_version v USING (rule_id, version)
         WHERE b.state = 'RUNNING' ORDER BY b.backtest_id LIMIT 1 FOR UPDATE OF b SKIP LOCKED`,
      );
      if (!trial) return false;
      try {
        await this.further(tx, trial);
      } catch (error) {
        const told = error instanceof Error ? error.message : String(error);
        await tx.query(
          `UPDATE rule_backtest SET state = 'FAILED', error = $2, finished_at = clock_now() WHERE backtest_id = $1`,
          [trial.backtestId, told.slice(0, 2000)],
        );
      }
      return true;
    });
  }

  private async further(tx: EntityManager, trial: Trial): Promise<void> {
    const { page, standing } = await this.lookedAt(trial);
    const before = trial.result ?? nothingTried;
    const last = page.at(-1);
    if (!last) {
      await tx.query(
        `UPDATE rule_backtest SET state = 'DONE', result = $2, finished_at = clock_now() WHERE backtest_id = $1`,
        [trial.backtestId, JSON.stringify(before)],
      );
      return;
    }
    const set = await this.rules.now(tx, standing.closed);
    const compared = await compare(page, standing, { without: set, with: setWith(set, trial.rule) });
    const result = withCompared(before, compared, page.length - compared.length);
    await tx.query(
      `UPDATE rule_backtest SET looked = looked + $2, result = $3, resume_received_at = $4, resume_case_id = $5
       WHERE backtest_id = $1`,
      [trial.backtestId, page.length, JSON.stringify(result), last.receivedAt, last.caseId],
    );
  }

  /** The next cases and their dossiers, in a transaction that cannot write. */
  private async lookedAt(trial: Trial): Promise<{ page: PageCase[]; standing: Standing }> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      const page = await pageOf(tx, trial);
      const dossiers = [...new Set(page.map(({ dossier }) => dossier))];
      return { page, standing: await this.standing.read(tx, dossiers) };
    });
  }
}

/** Cases the rule speaks for, newest first, after the last one looked at. */
async function pageOf(tx: EntityManager, trial: Trial): Promise<PageCase[]> {
  const { carrier = null, mode = null, contract = null } = trial.rule.scope;
  return tx.query(
    `SELECT case_id AS "caseId", dossier, received_at::text AS "receivedAt", state, invoice_number AS "invoiceNumber",
            bill_number AS "billNumber", shipment_id AS "shipmentId"
     FROM freight_case
     WHERE (received_at, case_id) < (coalesce($1::timestamptz, 'infinity'), coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
       AND ($3::text IS NULL OR carrier = $3 OR carrier IN
             (SELECT carrier_codes(id, body) FROM master_now WHERE kind = 'carrier'
               AND $3 IN (SELECT carrier_codes(id, body))))
       AND ($4::text IS NULL OR mode = $4) AND ($5::text IS NULL OR contract_id = $5)
     ORDER BY received_at DESC, case_id DESC LIMIT $6`,
    [
      ...[trial.resumeReceivedAt, trial.resumeCaseId, carrier, mode, contract],
      Math.max(0, Math.min(billsAtOnce, trial.most - trial.looked)),
    ],
  );
}

/** Judges the dossiers under both sets; cases that cannot be judged are left out. */
async function compare(
  page: readonly PageCase[],
  { dossiers }: Standing,
  sets: { without: RuleSet; with: RuleSet },
): Promise<Compared[]> {
  const asked = new Map(page.map((one) => [one.caseId, one]));
  const compared: Compared[] = [];
  for (const dossier of dossiers) {
    const without = await reportsOf(dossier, sets.without);
    const tried = await reportsOf(dossier, sets.with);
    for (const [caseId, report] of tried) {
      const own = asked.get(caseId);
      const before = without.get(caseId);
      if (!own || !before) continue;
      const { invoiceNumber, billNumber, shipmentId, state } = own;
      compared.push({ head: { invoiceNumber, billNumber, shipmentId, state }, without: before, with: report });
    }
  }
  return compared;
}

async function reportsOf(dossier: Dossier, rules: RuleSet): Promise<Map<string, Report>> {
  try {
    return new Map((await audit(dossier, rules)).map((report) => [report.caseId, report]));
  } catch {
    return new Map();
  }
}
