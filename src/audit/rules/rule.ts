import type { Outcome, ReasonCode, Severity, Verdict } from '../../freight/codes.ts';
import type { LocalDate } from '../../freight/time.ts';
import { RefusedRule, validateRule } from './validate.ts';

/** A condition on one fact; `value` is a text, a list of texts, or another fact of the same type. */
export interface FactCondition {
  fact: string;
  operator: string;
  value?: string | string[] | { fact: string };
}
export type Conditions = { all: Conditions[] } | { any: Conditions[] } | { not: Conditions } | FactCondition;

/** What turns a verdict into an outcome. Rules choose; they do not calculate. */
export interface Rule {
  id: string;
  version: number;
  title: string;
  source: 'SHIPPED' | 'ORGANISATION';
  /** Where it comes from: a clause, a policy, a regulation. */
  clause: string;
  /** Both ends included and either open, against the day the bill was first received; null: always. */
  effective?: { from?: LocalDate | null; to?: LocalDate | null } | null;
  priority: number;
  /** Whom it speaks for; the narrowest wins: contract, carrier, mode, everybody. */
  scope: { contract?: string | null; carrier?: string | null; mode?: string | null };
  /** The checks it listens to, `ANY` for all of them. */
  checks: string[];
  /** The verdicts of these checks it listens to; null: VARIANCE and CANNOT_ASSESS alike. */
  verdicts?: Extract<Verdict, 'VARIANCE' | 'CANNOT_ASSESS'>[] | null;
  /** Asked of every line, also where all checks pass; then it gives a reason of its own. */
  always?: boolean | null;
  conditions: Conditions;
  outcome: Outcome;
  /** null keeps the check's reason. */
  reason?: ReasonCode | null;
  /** null keeps the check's severity. */
  severity?: Severity | null;
  /** Who should look, in words; null: whoever the work list gives it to. */
  who?: string | null;
}

/** A rule with what is read off it once. */
export interface PreparedRule {
  rule: Rule;
  /** Facts it needs: absent ones make it INDETERMINATE. */
  needs: string[];
  /** Facts it only asks the presence of. */
  asks: string[];
  rank: [source: number, scope: number, priority: number];
}

/** Rules ready to be asked, found by the checks they listen to. */
export interface RuleSet {
  /** All of them, by id. */
  rules: readonly Rule[];
  byCheck: ReadonlyMap<string, PreparedRule[]>;
  ofAnyCheck: PreparedRule[];
  always: PreparedRule[];
  /** Of all rules in their order by id, however they were given: what a report says it was judged by. */
  digest: string;
  /** Cases that go on being judged by the set of their last judgement, by id: settled or denied before a change. */
  earlier?: ReadonlyMap<string, RuleSet>;
}

/** The set a bill is judged by: its own where it keeps an earlier one. */
export function rulesFor(rules: RuleSet, { caseId }: { caseId: string }): RuleSet {
  return rules.earlier?.get(caseId) ?? rules;
}

/** True when a rule is asked about this verdict of this check. */
export function listensTo({ checks, verdicts }: Rule, id: string, verdict: Verdict): boolean {
  const hears = !verdicts || (verdicts as Verdict[]).includes(verdict);
  return hears && (checks.includes('ANY') || checks.includes(id));
}

/** All fact conditions of a tree. */
export function* leaves(conditions: Conditions): Generator<FactCondition> {
  if ('all' in conditions) for (const each of conditions.all) yield* leaves(each);
  else if ('any' in conditions) for (const each of conditions.any) yield* leaves(each);
  else if ('not' in conditions) yield* leaves(conditions.not);
  else yield conditions;
}

function prepare(rule: Rule): PreparedRule {
  const needs = new Set<string>();
  const asks = new Set<string>();
  for (const leaf of leaves(rule.conditions)) {
    const { fact, operator, value } = leaf;
    (operator === 'code.present' || operator === 'code.absent' ? asks : needs).add(fact);
    if (typeof value === 'object' && 'fact' in value) needs.add(value.fact);
  }
  const { contract, carrier, mode } = rule.scope;
  const scope = contract ? 3 : carrier ? 2 : mode ? 1 : 0;
  return {
    rule,
    needs: [...needs],
    asks: [...asks],
    rank: [rule.source === 'ORGANISATION' ? 1 : 0, scope, rule.priority],
  };
}

/** The same content gives the same text, whatever the order of its members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** Of one id the earlier version first: two may hold, each on days of its own. */
function byName(a: Rule, b: Rule): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.source === b.source ? a.version - b.version : a.source < b.source ? -1 : 1;
}

/**
 * Rules as they were read from their files or rows, checked and indexed. `hash` shortens the text that says which
 * rules they are; without it the digest is that text.
 *
 * @throws RefusedRule naming the place of every mistake
 */
export function prepareRules(files: readonly unknown[], hash: (text: string) => string = (text) => text): RuleSet {
  const rules: Rule[] = [];
  for (const file of files) {
    const mistakes = validateRule(file);
    if (mistakes.length > 0) throw new RefusedRule(mistakes);
    rules.push(file as Rule);
  }
  rules.sort(byName);
  const prepared = rules.map(prepare);
  const byCheck = new Map<string, PreparedRule[]>();
  for (const each of prepared.filter(({ rule }) => rule.always !== true))
    for (const check of each.rule.checks) byCheck.set(check, [...(byCheck.get(check) ?? []), each]);
  return {
    rules,
    byCheck,
    ofAnyCheck: byCheck.get('ANY') ?? [],
    always: prepared.filter(({ rule }) => rule.always === true),
    digest: hash(canonical(rules)),
  };
}
