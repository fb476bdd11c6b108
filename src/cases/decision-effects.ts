import { ConflictException, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { audit } from '../audit/audit.ts';
import type { Dossier } from '../audit/dossier.ts';
import { lineKey } from '../audit/money/line-money.ts';
import type { Money, Report } from '../audit/report.ts';
import type { RuleSet } from '../audit/rules/rule.ts';
import type { Decision } from '../freight/decision.ts';
import { type Decimal, decimal, greatest, sum, zero } from '../freight/money.ts';
import { RulesInForce } from '../rulebook/rules-in-force.ts';
import { StandingDossiers } from './standing-dossiers.ts';

/** What a decision would do to the money of its case. */
export interface DecisionEffect {
  before: Money;
  after: Money;
  /** What it lets out: by how much approved money grows, line by line, and what it gives up of claims. Never negative. */
  released: Decimal;
}

/** Decisions tried before they are made: the bill is audited with and without, from what is known of it now. */
@Injectable()
export class DecisionEffects {
  private readonly standing = new StandingDossiers();

  constructor(private readonly rules: RulesInForce) {}

  /**
   * The effect of one more decision. Nothing is written of the case.
   *
   * @throws ConflictException while the case cannot be audited as it lies
   */
  async of(
    tx: EntityManager,
    { caseId, dossier: name }: { caseId: string; dossier: string },
    decision: Omit<Decision, 'decisionId' | 'at'>,
  ): Promise<DecisionEffect> {
    const { dossiers, closed } = await this.standing.read(tx, [name]);
    const [dossier] = dossiers;
    const rules = await this.rules.now(tx, closed);
    const tried: Decision = { ...decision, decisionId: '', at: '' };
    const before = dossier && (await reportOf(dossier, rules, caseId));
    const after = dossier && (await reportOf(withDecision(dossier, tried), rules, caseId));
    if (!before || !after)
      throw new ConflictException({
        code: 'being-audited',
        detail: 'the case is on its way to another shipment or cannot be audited just now: try again',
      });
    return { before: before.money, after: after.money, released: releasedBy(before, after) };
  }
}

async function reportOf(dossier: Dossier, rules: RuleSet, caseId: string): Promise<Report | undefined> {
  return (await audit(dossier, rules)).find((report) => report.caseId === caseId);
}

function withDecision(dossier: Dossier, decision: Decision): Dossier {
  return {
    ...dossier,
    bills: dossier.bills.map((bill) =>
      bill.caseId === decision.caseId ? { ...bill, decisions: [...bill.decisions, decision] } : bill,
    ),
  };
}

function releasedBy(before: Report, after: Report): Decimal {
  const was = new Map(before.charges.map((line) => [lineKey(line), decimal(line.approved)]));
  const grown = after.charges.map((line) =>
    greatest(zero, decimal(line.approved).minus(was.get(lineKey(line)) ?? zero)),
  );
  return sum(grown).plus(greatest(zero, claimsOf(before).minus(claimsOf(after))));
}

function claimsOf({ openItems }: Report): Decimal {
  return sum(openItems.filter(({ kind }) => kind === 'CLAIM').map(({ amount }) => decimal(amount)));
}
