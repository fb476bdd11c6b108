import { HttpException, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Dec, type Decimal, amountText, zero } from '../freight/money.ts';
import type { Principal } from '../people/principal.ts';
import { Wake } from '../wake/wake.ts';
import type { Decided } from './decided.ts';
import { DecideWithin, type Deciding } from './decide-within.ts';
import { refuseStale } from './decisions.ts';
import { lockTogether } from './limits.ts';
import { lockCases, type LockedCase } from './locked-case.ts';
import { untilAudited } from './until-audited.ts';

/** One decision of many, on the case as its ETag says it was seen. */
export interface BulkItem {
  caseId: string;
  ifMatch: string;
  decided: Decided;
}

/** What became of one of them, in the order they were given. */
export interface BulkResult extends Partial<Omit<Deciding, 'status'>> {
  index: number;
  caseId: string;
  status: Deciding['status'] | 'REFUSED';
  /** Why it was refused, as the single decision would have said. */
  problem?: { status: number; code: string; detail: string; errors?: unknown };
}

/** What became of all of them; of a dry run what would have. */
export interface BulkAnswer {
  dryRun: boolean;
  decided: number;
  awaiting: number;
  refused: number;
  /** What they let out together, decided and still waiting, by currency. */
  money: { currency: string | null; decided: string; awaiting: string }[];
  results: BulkResult[];
}

/** Undoes the transaction of a dry run. */
class Undo extends Error {}

/** How many audits an answer waits for; the others come as fast, only nobody waits. */
const waitedFor = 20;

/** Many decisions in one call. */
@Injectable()
export class BulkDecisionsService {
  constructor(
    private readonly db: DataSource,
    private readonly wake: Wake,
    private readonly within: DecideWithin,
  ) {}

  /**
   * Decides each as if it had come alone, in the order given, all in one transaction: what makes no sense is refused by
   * itself and holds up nobody. Each sees those before it, so that splitting helps nobody. A dry run does just the same and
   * undoes it all.
   */
  async decide(by: Principal, items: readonly BulkItem[], dryRun: boolean): Promise<BulkAnswer> {
    let results: BulkResult[] = [];
    try {
      await this.db.transaction(async (tx) => {
        results = await this.decideAll(tx, by, items);
        if (dryRun) throw new Undo();
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
    }
    if (dryRun) return { dryRun, ...summed(results.map(withoutIds)) };
    this.wake.ring('audit');
    const changed = results.filter(({ status }) => status === 'DECIDED').map(({ caseId }) => caseId);
    for (const caseId of [...new Set(changed)].slice(0, waitedFor)) if (!(await untilAudited(this.db, caseId))) break;
    return { dryRun, ...summed(results) };
  }

  private async decideAll(tx: EntityManager, by: Principal, items: readonly BulkItem[]): Promise<BulkResult[]> {
    // All locks first, in the order everybody takes them.
    const locked = await lockCases(tx, [...new Set(items.map(({ caseId }) => caseId))]);
    await lockTogether(tx, [...locked.values()]);
    const results: BulkResult[] = [];
    for (const [index, item] of items.entries()) {
      const { caseId } = item;
      try {
        const deciding = await tx.transaction((inner) => this.decideOne(inner, by, item, locked.get(caseId)));
        results.push({ index, caseId, ...deciding });
      } catch (error) {
        if (!(error instanceof HttpException)) throw error;
        results.push({ index, caseId, status: 'REFUSED', problem: problemOf(error) });
      }
    }
    return results;
  }

  private decideOne(
    tx: EntityManager,
    by: Principal,
    { caseId, ifMatch, decided }: BulkItem,
    locked: LockedCase | undefined,
  ): Promise<Deciding> {
    if (!locked) throw new HttpException({ code: 'not-found', detail: `there is no case ${caseId}` }, 404);
    refuseStale(locked, ifMatch);
    return this.within.decide(tx, by, locked, decided);
  }
}

/** Nothing of a dry run has been kept. */
function withoutIds(result: BulkResult): BulkResult {
  return result.status === 'REFUSED' ? result : { ...result, decisionId: null, proposalId: null };
}

function problemOf(error: HttpException): NonNullable<BulkResult['problem']> {
  const said = error.getResponse() as { code?: string; detail?: string; errors?: unknown };
  const { code = 'invalid', detail = error.message, errors } = said;
  return { status: error.getStatus(), code, detail, ...(errors === undefined ? {} : { errors }) };
}

function summed(results: BulkResult[]): Omit<BulkAnswer, 'dryRun'> {
  const count = (status: BulkResult['status']) => results.filter((one) => one.status === status).length;
  const money = new Map<string | null, { decided: Decimal; awaiting: Decimal }>();
  for (const { status, currency = null, released } of results) {
    if (released === undefined) continue;
    const part = status === 'DECIDED' ? 'decided' : 'awaiting';
    const before = money.get(currency) ?? { decided: zero, awaiting: zero };
    money.set(currency, { ...before, [part]: before[part].plus(new Dec(released)) });
  }
  return {
    decided: count('DECIDED'),
    awaiting: count('AWAITING_SECOND_PERSON'),
    refused: count('REFUSED'),
    money: [...money].map(([currency, { decided, awaiting }]) => ({
      currency,
      decided: amountText(decided, currency),
      awaiting: amountText(awaiting, currency),
    })),
    results,
  };
}
