import type { EntityManager } from 'typeorm';
import type { Rule } from '../audit/rules/rule.ts';
import { addToDate, type LocalDate } from '../freight/time.ts';
import { invalid } from '../masterdata/validated.ts';
import { policyKey, termsKey } from '../wake/keys.ts';
import { writeInvalidation } from '../wake/marks.ts';
import { ruleColumns, type RuleRow, ruleOf } from './rule-row.ts';

const dawn = '0001-01-01';
const never = '9999-12-31';

interface Days {
  from: LocalDate | null;
  to: LocalDate | null;
}

function daysOf({ effective_from: from, effective_to: to }: RuleRow): { from: LocalDate; to: LocalDate } {
  return { from: from ?? dawn, to: to ?? never };
}

/** One at a time: the changes of rules are numbered in the order in which they come to hold. */
export async function lockRules(tx: EntityManager): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('rules', 0))");
}

/**
 * What is left of an old version beside a new one; null: nothing, it is withdrawn; undefined: all of it.
 *
 * @throws UnprocessableEntityException when the new one would cut it in two
 */
function remainder(old: RuleRow, next: RuleRow): Days | null | undefined {
  const [was, now] = [daysOf(old), daysOf(next)];
  if (now.from > was.to || now.to < was.from) return undefined;
  const keepsHead = was.from < now.from;
  const keepsTail = now.to < was.to;
  if (keepsHead && keepsTail)
    throw invalid([
      {
        pointer: '/effective',
        code: 'cuts-in-two',
        detail: `version ${old.version} would hold before and after: let this one hold as long as it, and draft another for the rest`,
      },
    ]);
  if (keepsHead) return { from: old.effective_from, to: addToDate(now.from, { days: -1 }) };
  if (keepsTail) return { from: addToDate(now.to, { days: 1 }), to: old.effective_to };
  return null;
}

/** Who changes the rules, and whether settled cases are judged by it too. */
export interface RuleChange {
  person: string;
  retroactive: boolean;
}

/** Versions of the same rule that hold on days of the new one give way on those; returns them as they were before. */
export async function supersede(tx: EntityManager, next: RuleRow, change: RuleChange): Promise<RuleRow[]> {
  const active = await tx.query<RuleRow[]>(
    `SELECT ${ruleColumns} FROM rule_version WHERE rule_id = $1 AND version <> $2 AND state = 'ACTIVE' ORDER BY version FOR UPDATE`,
    [next.rule_id, next.version],
  );
  const superseded: RuleRow[] = [];
  for (const old of active) {
    const left = remainder(old, next);
    if (left === undefined) continue;
    superseded.push(old);
    if (left === null) await withdraw(tx, old, change);
    else await shorten(tx, old, left, change);
  }
  return superseded;
}

async function shorten(tx: EntityManager, old: RuleRow, { from, to }: Days, change: RuleChange): Promise<void> {
  await tx.query(
    `UPDATE rule_version SET effective = daterange($3::date, $4::date, '[]'), row_version = row_version + 1
     WHERE rule_id = $1 AND version = $2`,
    [old.rule_id, old.version, from, to],
  );
  await writeRuleChange(tx, old, { ...old.body, effective: { from, to } }, change);
}

/** From now on the version holds no more. */
export async function withdraw(tx: EntityManager, row: RuleRow, change: RuleChange): Promise<RuleRow> {
  const [rows] = await tx.query<[RuleRow[], number]>(
    `UPDATE rule_version SET state = 'WITHDRAWN', withdrawn_by = $3, withdrawn_at = clock_now(), row_version = row_version + 1
     WHERE rule_id = $1 AND version = $2 RETURNING ${ruleColumns}`,
    [row.rule_id, row.version, change.person],
  );
  if (row.state === 'ACTIVE') await writeRuleChange(tx, row, null, change);
  return rows[0] ?? row;
}

/** Notes how a version holds from now on; null: no more. Call it under `lockRules`. */
export async function writeRuleChange(
  tx: EntityManager,
  { rule_id, version }: RuleRow,
  rule: Rule | null,
  { person, retroactive }: RuleChange,
): Promise<void> {
  await tx.query(
    'INSERT INTO rule_change (rule_id, version, rule, retroactive, changed_by) VALUES ($1, $2, $3, $4, $5)',
    [rule_id, version, rule === null ? null : JSON.stringify(rule), retroactive, person],
  );
}

/**
 * Every case the rules speak for becomes stale, settled and denied ones only where the change is retroactive. A rule of a
 * carrier or contract wakes those who looked under the carrier's terms; any other, all.
 */
export async function markRulesChanged(
  tx: EntityManager,
  rows: readonly RuleRow[],
  retroactive: boolean,
): Promise<void> {
  const wide = new Map<string, { key: string; mode: string | null }>();
  for (const row of rows) {
    const { mode = null } = ruleOf(row).scope;
    for (const key of await keysOf(tx, row)) wide.set(`${key} ${mode ?? ''}`, { key, mode });
  }
  for (const { key, mode } of wide.values())
    await writeInvalidation(tx, { key, modes: mode === null ? null : [mode], includeSettled: retroactive });
}

async function keysOf(tx: EntityManager, { body: { scope } }: RuleRow): Promise<string[]> {
  if (scope.carrier) return [termsKey(scope.carrier)];
  if (!scope.contract) return [policyKey];
  const rows = await tx.query<{ carrier: string }[]>(
    'SELECT DISTINCT carrier FROM contract_version WHERE contract_id = $1 ORDER BY carrier',
    [scope.contract],
  );
  return rows.map(({ carrier }) => termsKey(carrier));
}
