import { ConflictException, ForbiddenException, Injectable, PreconditionFailedException } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Rule } from '../audit/rules/rule.ts';
import { invalid } from '../masterdata/validated.ts';
import { MasterDataService } from '../masterdata/masterdata.service.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { lockRules, markRulesChanged, supersede, withdraw, writeRuleChange } from './rule-activation.ts';
import { backtestFor } from './rule-backtest-rows.ts';
import { checkKept, readDraft, type RuleDraft } from './rule-draft.ts';
import { noSuchRule } from './rule-reader.ts';
import { ruleColumns, type RuleName, type RuleRow, ruleOf, type RuleView, viewOf } from './rule-row.ts';

/** How a version is put in force. */
export interface Activation {
  /** Settled and denied cases are judged by it too. */
  retroactive: boolean;
  /** The trial on history it rests on; null: the latest finished one. */
  backtestId: string | null;
}

/** The organisation's own rules from draft to withdrawal: one person proposes, another one puts in force. */
@Injectable()
export class RulesService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
    private readonly masterData: MasterDataService,
  ) {}

  /** A new draft. Its number is the next one where the document names none. */
  async draft(by: Principal, body: unknown): Promise<RuleView> {
    const draft = readDraft(body);
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`rule:${draft.rule.id}`]);
      const rule = draft.numbered ? draft.rule : { ...draft.rule, version: await nextVersion(tx, draft.rule.id) };
      const [row] = await tx.query<RuleRow[]>(
        `INSERT INTO rule_version (rule_id, version, state, effective, body, scenarios, drafted_by)
         VALUES ($1, $2, 'DRAFT', daterange($3::date, $4::date, '[]'), $5, $6, $7)
         ON CONFLICT (rule_id, version) DO NOTHING RETURNING ${ruleColumns}`,
        [...valuesOf(rule, draft), by.person],
      );
      if (!row)
        throw new ConflictException({
          code: 'version-exists',
          detail: `version ${rule.version} of ${rule.id} is there already; leave the number out for the next one`,
        });
      await this.note(tx, row, { person: by.person, action: 'rule.draft' });
      return viewOf(row);
    });
  }

  /** Changes a draft that nobody has submitted yet. `rowVersion` is the one the editor saw. */
  async redraft(by: Principal, name: RuleName, body: unknown, rowVersion: number): Promise<RuleView> {
    const draft = readDraft(body);
    return this.db.transaction(async (tx) => {
      const before = await lockedVersion(tx, name);
      if (before.row_version !== rowVersion)
        throw new PreconditionFailedException({ code: 'stale', detail: 'somebody changed the draft meanwhile' });
      if (before.state !== 'DRAFT') throw wrongState(before, 'only a draft can be changed');
      const [rows] = await tx.query<[RuleRow[], number]>(
        `UPDATE rule_version SET effective = daterange($3::date, $4::date, '[]'), body = $5, scenarios = $6, drafted_by = $7,
                drafted_at = clock_now(), row_version = row_version + 1
         WHERE rule_id = $1 AND version = $2 RETURNING ${ruleColumns}`,
        [...valuesOf(draft.rule, draft), by.person],
      );
      await this.note(tx, before, { person: by.person, action: 'rule.redraft' });
      return viewOf(rows[0] ?? before);
    });
  }

  /** The maker's word that the draft is ready: its scenarios come out, and it cannot be changed any more. */
  async submit(by: Principal, name: RuleName): Promise<RuleView> {
    return this.db.transaction(async (tx) => {
      const row = await lockedVersion(tx, name);
      if (row.state !== 'DRAFT') throw wrongState(row, 'only a draft can be submitted');
      await checked(row);
      const [rows] = await tx.query<[RuleRow[], number]>(
        `UPDATE rule_version SET state = 'SUBMITTED', submitted_by = $3, submitted_at = clock_now(),
                row_version = row_version + 1
         WHERE rule_id = $1 AND version = $2 RETURNING ${ruleColumns}`,
        [name.ruleId, name.version, by.person],
      );
      await this.note(tx, row, { person: by.person, action: 'rule.submit' });
      return viewOf(rows[0] ?? row);
    });
  }

  /**
   * The checker's word that it holds: never the maker's own. Earlier versions give way on its days, and every case it
   * speaks for becomes stale, in the same transaction; settled and denied ones only where it is retroactive, and that only
   * after a trial on history.
   */
  async activate(by: Principal, name: RuleName, { retroactive, backtestId }: Activation): Promise<RuleView> {
    return this.db.transaction(async (tx) => {
      await lockRules(tx);
      const row = await lockedVersion(tx, name);
      if (row.state !== 'SUBMITTED') throw wrongState(row, 'only a submitted version can be activated');
      secondPerson(by, [row.drafted_by, row.submitted_by], 'drafted or submitted it: somebody else must activate it');
      await checked(row);
      const tried = await this.triedOn(tx, row, { retroactive, backtestId });
      const change = { person: by.person, retroactive };
      const superseded = await supersede(tx, row, change);
      const [rows] = await tx.query<[RuleRow[], number]>(
        `UPDATE rule_version SET state = 'ACTIVE', activated_by = $3, activated_at = clock_now(), retroactive = $4,
                backtest_id = $5, row_version = row_version + 1
         WHERE rule_id = $1 AND version = $2 RETURNING ${ruleColumns}`,
        [name.ruleId, name.version, by.person, retroactive, tried],
      );
      await writeRuleChange(tx, row, ruleOf(row), change);
      await markRulesChanged(tx, [row, ...superseded], retroactive);
      const detail = { retroactive, backtestId: tried, superseded: superseded.map(({ version }) => version) };
      await this.note(tx, row, { person: by.person, action: 'rule.activate', detail });
      return viewOf(rows[0] ?? row);
    });
  }

  /**
   * Takes a version back: a draft at once; one in force when a second person says so too. Settled cases keep what it made
   * of them.
   */
  async withdraw(by: Principal, name: RuleName): Promise<RuleView> {
    return this.db.transaction(async (tx) => {
      await lockRules(tx);
      const row = await lockedVersion(tx, name);
      if (row.state === 'WITHDRAWN') throw wrongState(row, 'it holds no more');
      if (row.state === 'ACTIVE' && row.withdrawal_asked_by === null) return this.askWithdrawal(tx, by, row);
      if (row.state === 'ACTIVE')
        secondPerson(by, [row.withdrawal_asked_by], 'asked for the withdrawal: somebody else must agree');
      const withdrawn = await withdraw(tx, row, { person: by.person, retroactive: false });
      if (row.state === 'ACTIVE') await markRulesChanged(tx, [row], false);
      await this.note(tx, row, { person: by.person, action: 'rule.withdraw' });
      return viewOf(withdrawn);
    });
  }

  private async askWithdrawal(tx: EntityManager, by: Principal, row: RuleRow): Promise<RuleView> {
    const [rows] = await tx.query<[RuleRow[], number]>(
      `UPDATE rule_version SET withdrawal_asked_by = $3, withdrawal_asked_at = clock_now(), row_version = row_version + 1
       WHERE rule_id = $1 AND version = $2 RETURNING ${ruleColumns}`,
      [row.rule_id, row.version, by.person],
    );
    await this.note(tx, row, { person: by.person, action: 'rule.ask-withdrawal' });
    return viewOf(rows[0] ?? row);
  }

  /** The finished trial of this very content; null where none is needed and none was made. */
  private async triedOn(
    tx: EntityManager,
    row: RuleRow,
    { retroactive, backtestId }: Activation,
  ): Promise<string | null> {
    const found = await backtestFor(tx, row, backtestId);
    if (found !== null) return found;
    if (backtestId !== null)
      throw invalid([
        {
          pointer: '/backtestId',
          code: 'unknown-backtest',
          detail: 'it is no finished trial of this version as it stands',
        },
      ]);
    const { backtestRequired } = await this.masterData.policyInForce(tx);
    if (retroactive || backtestRequired)
      throw new ConflictException({
        code: 'backtest-required',
        detail: `${retroactive ? 'to judge settled cases by it' : 'the policy wants that'} it is tried on history first`,
      });
    return null;
  }

  private async note(
    tx: EntityManager,
    row: RuleRow,
    what: { person: string; action: string; detail?: object },
  ): Promise<void> {
    await this.log.write(tx, { ...what, subject: `rule:${row.rule_id}#${row.version}` });
  }
}

function valuesOf(rule: Rule, { scenarios }: RuleDraft): unknown[] {
  const { from = null, to = null } = rule.effective ?? {};
  return [rule.id, rule.version, from, to, JSON.stringify(rule), JSON.stringify(scenarios)];
}

async function nextVersion(tx: EntityManager, ruleId: string): Promise<number> {
  const [row] = await tx.query<{ next: number }[]>(
    'SELECT coalesce(max(version), 0) + 1 AS next FROM rule_version WHERE rule_id = $1',
    [ruleId],
  );
  return row?.next ?? 1;
}

async function lockedVersion(tx: EntityManager, { ruleId, version }: RuleName): Promise<RuleRow> {
  const [row] = await tx.query<RuleRow[]>(
    `SELECT ${ruleColumns} FROM rule_version WHERE rule_id = $1 AND version = $2 FOR UPDATE`,
    [ruleId, version],
  );
  if (!row) throw noSuchRule({ ruleId, version });
  return row;
}

async function checked({ body, scenarios }: RuleRow): Promise<void> {
  const { errors } = await checkKept(body, scenarios);
  if (errors.length > 0) throw invalid(errors);
}

function secondPerson(by: Principal, others: readonly (string | null)[], did: string): void {
  if (others.includes(by.person))
    throw new ForbiddenException({ code: 'second-person-required', detail: `${by.person} ${did}` });
}

function wrongState(row: RuleRow, rule: string): ConflictException {
  return new ConflictException({ code: 'wrong-state', detail: `it is ${row.state}: ${rule}` });
}
