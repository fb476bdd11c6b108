import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { backtestColumns, type BacktestView } from './rule-backtest-rows.ts';
import { noSuchRule } from './rule-reader.ts';
import type { RuleName } from './rule-row.ts';

/** How many bills a trial looks at where nobody says. */
const usualMost = 1_000;

/** Trials of rules on history as rows: asked for here, worked through in the background, read here. */
@Injectable()
export class RuleBacktestsService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
  ) {}

  /** Asks for a trial of a version over the newest bills it speaks for, at most `most`. It begins within a second. */
  async ask(by: Principal, { ruleId, version }: RuleName, most = usualMost): Promise<BacktestView> {
    return this.db.transaction(async (tx) => {
      const [known] = await tx.query<{ state: string }[]>(
        'SELECT state FROM rule_version WHERE rule_id = $1 AND version = $2 FOR SHARE',
        [ruleId, version],
      );
      if (!known) throw noSuchRule({ ruleId, version });
      if (known.state === 'WITHDRAWN')
        throw new ConflictException({ code: 'wrong-state', detail: 'it is WITHDRAWN: there is nothing to try' });
      const [asked] = await tx.query<{ backtest_id: string }[]>(
        `INSERT INTO rule_backtest (rule_id, version, content, most, asked_by)
         SELECT rule_id, version, md5(body::text), $3, $4 FROM rule_version WHERE rule_id = $1 AND version = $2
         RETURNING backtest_id`,
        [ruleId, version, most, by.person],
      );
      const backtestId = asked?.backtest_id ?? '';
      const subject = `rule:${ruleId}#${version}`;
      await this.log.write(tx, { person: by.person, action: 'rule.backtest', subject, detail: { backtestId, most } });
      const [view] = await tx.query<BacktestView[]>(selectWhere('b.backtest_id = $1'), [backtestId]);
      if (!view) throw new Error('the trial was not written');
      return view;
    });
  }

  /** One trial, with how far it has come and, once it is done, what it found. */
  async one({ ruleId, version }: RuleName, backtestId: string): Promise<BacktestView> {
    const [view] = await this.db.query<BacktestView[]>(
      selectWhere('b.rule_id = $1 AND b.version = $2 AND b.backtest_id = $3'),
      [ruleId, version, backtestId],
    );
    if (!view) throw new NotFoundException({ code: 'not-found', detail: 'this version has no such trial' });
    return view;
  }

  /** The trials of a version, newest first. */
  async list({ ruleId, version }: RuleName): Promise<{ data: BacktestView[]; page: { nextCursor: null } }> {
    const data = await this.db.query<BacktestView[]>(
      `${selectWhere('b.rule_id = $1 AND b.version = $2')} ORDER BY b.backtest_id DESC LIMIT 200`,
      [ruleId, version],
    );
    return { data, page: { nextCursor: null } };
  }
}

function selectWhere(condition: string): string {
  return `SELECT ${backtestColumns} FROM rule_backtest b JOIN rule_version v USING (rule_id, version) WHERE ${condition}`;
}
