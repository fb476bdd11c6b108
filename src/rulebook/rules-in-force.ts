import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepareRules, type Rule, type RuleSet } from '../audit/rules/rule.ts';
import { prepared } from '../database/prepared.ts';
import { shippedRules } from './shipped-rules.ts';

/** A case settled or denied, and the set its last judgement was by. */
export interface ClosedCase {
  caseId: string;
  /** The digest of that set. */
  rules: string;
}

/** A set and the last change of the rules it knows; 0: the shipped rules alone. */
interface DatedSet {
  asOf: string;
  set: RuleSet;
  /** It was read from the database, so it need not be kept there again. */
  stored: boolean;
}

/** A version of a rule as it holds from a change on; null: it holds no more. */
interface Change {
  change: string;
  ruleId: string;
  version: number;
  rule: Rule | null;
}

/** The rules in force now, and the changes that settled cases are judged by too. */
interface InForce extends DatedSet {
  retroactive: Change[];
}

/**
 * The rules that turn verdicts into outcomes: those shipped with the service and the organisation's own. Kept in memory
 * while nothing about them changes; each call asks the database whether they are still those. Every set that is handed out
 * is kept in the database under its digest, so that what judged a case can be shown, and judge it again.
 */
@Injectable()
export class RulesInForce {
  private inForce: InForce | null = null;
  private readonly sets = new Map<string, DatedSet>();

  /**
   * The rules as of now, in the caller's transaction. Cases settled or denied go on being judged by the set of their last
   * judgement, with what was activated retroactively since.
   */
  async now(tx: EntityManager, closed: readonly ClosedCase[] = []): Promise<RuleSet> {
    const { inForce, known } = await this.asOfNow(tx);
    if (!known) await keep(tx, [inForce]);
    const { set } = inForce;
    const others = closed.filter(({ rules }) => rules !== set.digest);
    if (others.length === 0) return set;
    await this.fetch(tx, [...new Set(others.map(({ rules }) => rules))]);
    const earlier = new Map(others.map(({ caseId, rules }) => [caseId, this.since(rules, inForce)]));
    await keep(
      tx,
      [...new Set(earlier.values())].filter(({ stored }) => !stored),
    );
    return { ...set, earlier: new Map([...earlier].map(([caseId, one]) => [caseId, one.set])) };
  }

  private async asOfNow(tx: EntityManager): Promise<{ inForce: InForce; known: boolean }> {
    const [row] = await prepared<{ change: string; known: boolean }>(
      tx,
      `SELECT coalesce(max(change_id), 0)::text AS change, EXISTS (SELECT FROM rule_set WHERE digest = $1) AS known
       FROM rule_change`,
      [this.inForce?.set.digest ?? ''],
    );
    if (this.inForce && this.inForce.asOf === row?.change) return { inForce: this.inForce, known: row.known };
    const inForce = await readInForce(tx);
    this.inForce = inForce;
    return { inForce, known: false };
  }

  private async fetch(tx: EntityManager, digests: readonly string[]): Promise<void> {
    const missing = digests.filter((digest) => !this.sets.has(digest));
    if (missing.length === 0) return;
    const rows = await tx.query<{ digest: string; as_of: string; rules: Rule[] }[]>(
      'SELECT digest, as_of::text, rules FROM rule_set WHERE digest = ANY($1::text[])',
      [missing],
    );
    for (const { digest, as_of, rules } of rows) this.sets.set(digest, { ...dated(rules, as_of), stored: true });
    // Judged before sets were kept: by the shipped rules, there were no others.
    for (const digest of missing) if (!this.sets.has(digest)) this.sets.set(digest, dated(shippedRules(), '0'));
  }

  /** A set of old with what was changed retroactively after it. */
  private since(digest: string, { asOf, retroactive }: InForce): DatedSet {
    const old = this.sets.get(digest);
    if (!old) throw new Error(`the rule set ${digest} was not fetched`);
    const changes = retroactive.filter(({ change }) => BigInt(change) > BigInt(old.asOf));
    if (changes.length === 0) return old;
    const name = `${digest} as of ${asOf}`;
    let set = this.sets.get(name);
    if (!set) {
      set = dated(changes.reduce(applied, old.set.rules), changes.at(-1)?.change ?? old.asOf);
      this.sets.set(name, set);
      this.sets.set(set.set.digest, set);
    }
    return set;
  }
}

function applied(rules: readonly Rule[], { ruleId, version, rule }: Change): readonly Rule[] {
  const others = rules.filter((one) => one.source !== 'ORGANISATION' || one.id !== ruleId || one.version !== version);
  return rule === null ? others : [...others, rule];
}

function dated(rules: readonly Rule[], asOf: string): DatedSet {
  const digest = (text: string) =>
    `sha256:${createHash('sha256')
      .update(asOf === '0' ? text : `${text}\nas of change ${asOf}`)
      .digest('hex')}`;
  return { asOf, set: prepareRules(rules, digest), stored: false };
}

/** One statement, and so of one moment. */
async function readInForce(tx: EntityManager): Promise<InForce> {
  const [row] = await tx.query<{ change: string; rules: Rule[]; retroactive: Change[] }[]>(
    `WITH last AS (SELECT DISTINCT ON (rule_id, version) rule_id, version, rule FROM rule_change
                   ORDER BY rule_id, version, change_id DESC)
     SELECT (SELECT coalesce(max(change_id), 0)::text FROM rule_change) AS change,
            (SELECT coalesce(json_agg(rule), '[]') FROM last WHERE rule IS NOT NULL) AS rules,
            (SELECT coalesce(json_agg(json_build_object('change', change_id::text, 'ruleId', rule_id, 'version', version,
                                                        'rule', rule) ORDER BY change_id), '[]')
             FROM rule_change WHERE retroactive) AS retroactive`,
  );
  if (!row) throw new Error('the rules in force could not be read');
  return { ...dated([...shippedRules(), ...row.rules], row.change), retroactive: row.retroactive };
}

async function keep(tx: EntityManager, sets: readonly DatedSet[]): Promise<void> {
  const sorted = sets.toSorted((a, b) => (a.set.digest < b.set.digest ? -1 : 1));
  for (const { asOf, set } of sorted)
    await tx.query('INSERT INTO rule_set (digest, as_of, rules) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      set.digest,
      asOf,
      JSON.stringify(set.rules),
    ]);
}
