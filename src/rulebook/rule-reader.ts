import { type HttpException, Injectable, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Rule } from '../audit/rules/rule.ts';
import { checkKept, type RuleCheck } from './rule-draft.ts';
import { ruleColumns, type RuleName, type RuleRow, type RuleView, shippedView, viewOf } from './rule-row.ts';
import type { RuleListDto } from './rules.dto.ts';
import { shippedRules } from './shipped-rules.ts';

/** A page of rules. */
export interface RulePage {
  data: RuleView[];
  page: { nextCursor: string | null };
}

/** A set of rules that judged cases. */
export interface RuleSetView {
  digest: string;
  /** The last change it knows; 0: the rules that came with the service alone. */
  asOf: string;
  madeAt: Date;
  rules: Rule[];
}

/** Reads rules back. */
@Injectable()
export class RuleReader {
  constructor(private readonly db: DataSource) {}

  /** Rules by id: those in force, or those of the state asked for. The shipped ones stand before the organisation's own. */
  async list(asked: RuleListDto): Promise<RulePage> {
    const { state = 'ACTIVE', source, carrier = null, cursor, limit = 50 } = asked;
    const shipped = isAmongShipped(asked) ? shippedRules().map(shippedView) : [];
    if (source === 'SHIPPED') return { data: shipped, page: { nextCursor: null } };
    const [after, afterVersion] = placeAfter(cursor);
    const rows = await this.db.query<RuleRow[]>(
      `SELECT ${ruleColumns} FROM rule_version
       WHERE state = $1 AND ($2::text IS NULL OR body -> 'scope' ->> 'carrier' = $2)
         AND ($3::text IS NULL OR (rule_id, version) > ($3, $4::int))
       ORDER BY rule_id, version LIMIT $5`,
      [state, carrier, after, afterVersion, limit + 1],
    );
    const own = rows.slice(0, limit).map(viewOf);
    const last = own.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { data: [...shipped, ...own], page: { nextCursor: more ? `${last.version}.${last.id}` : null } };
  }

  /** A rule in all its versions, newest first; of a shipped one there is one. */
  async versions(ruleId: string): Promise<RulePage> {
    const shipped = shippedRules().filter(({ id }) => id === ruleId);
    const rows = await this.db.query<RuleRow[]>(
      `SELECT ${ruleColumns} FROM rule_version WHERE rule_id = $1 ORDER BY version DESC LIMIT 1000`,
      [ruleId],
    );
    const data = [...rows.map(viewOf), ...shipped.map(shippedView)];
    if (data.length === 0)
      throw new NotFoundException({ code: 'not-found', detail: `there is no rule ${ruleId.slice(0, 100)}` });
    return { data, page: { nextCursor: null } };
  }

  /** One version in full. */
  async version(name: RuleName): Promise<RuleView> {
    const [row] = await this.db.query<RuleRow[]>(
      `SELECT ${ruleColumns} FROM rule_version WHERE rule_id = $1 AND version = $2`,
      [name.ruleId, name.version],
    );
    if (row) return viewOf(row);
    const shipped = shippedRules().find(({ id, version }) => id === name.ruleId && version === name.version);
    if (!shipped) throw noSuchRule(name);
    return shippedView(shipped);
  }

  /** Runs the scenarios of one version; those of a shipped one are run where it is made. */
  async check({ ruleId, version }: RuleName): Promise<RuleCheck> {
    const [row] = await this.db.query<RuleRow[]>(
      `SELECT ${ruleColumns} FROM rule_version WHERE rule_id = $1 AND version = $2`,
      [ruleId, version],
    );
    if (row) return checkKept(row.body, row.scenarios);
    const shipped = shippedRules().find((rule) => rule.id === ruleId && rule.version === version);
    if (!shipped) throw noSuchRule({ ruleId, version });
    return checkKept(shipped, []);
  }

  /** The rules of a set, as a report names it (`dependencies.rules`). */
  async set(digest: string): Promise<RuleSetView> {
    const [row] = await this.db.query<RuleSetView[]>(
      `SELECT digest, as_of::text AS "asOf", made_at AS "madeAt", rules FROM rule_set WHERE digest = $1`,
      [digest],
    );
    if (!row) throw new NotFoundException({ code: 'not-found', detail: 'no case was ever judged by such a set' });
    return row;
  }
}

/** The shipped rules are in force, speak for everybody, and stand on the first page. */
function isAmongShipped({ state = 'ACTIVE', source, carrier, cursor }: RuleListDto): boolean {
  return state === 'ACTIVE' && source !== 'ORGANISATION' && carrier === undefined && cursor === undefined;
}

function placeAfter(cursor: string | undefined): [string | null, number | null] {
  const [, version, ruleId] = /^(\d{1,9})\.(.+)$/s.exec(cursor ?? '') ?? [];
  return ruleId === undefined || version === undefined ? [null, null] : [ruleId, Number(version)];
}

/** There is no such version of a rule. */
export function noSuchRule({ ruleId, version }: RuleName): HttpException {
  return new NotFoundException({
    code: 'not-found',
    detail: `there is no version ${version} of a rule ${ruleId.slice(0, 100)}`,
  });
}
