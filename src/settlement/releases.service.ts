import { ForbiddenException, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { decimal, greatest, zero } from '../freight/money.ts';
import { releasePostings } from '../ledger/postings.ts';
import { MasterDataService } from '../masterdata/masterdata.service.ts';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { caseKey } from '../wake/keys.ts';
import { writeMarks } from '../wake/marks.ts';
import { Wake } from '../wake/wake.ts';
import { refreshCaseState } from '../ledger/case-state.ts';
import { casesOf, type LockedPosting, lockedPosting, notIn } from './locked-posting.ts';
import { onePosting, type PostingWithAttempts } from './posting-views.ts';

/** Postings held back because they take money from a carrier, and who may let them go. */
@Injectable()
export class ReleasesService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
    private readonly wake: Wake,
    private readonly masterData: MasterDataService,
  ) {}

  /**
   * Lets a held posting go.
   *
   * @throws ForbiddenException when it is above the person's limit
   */
  async release(by: Principal, id: string, comment: string | null): Promise<PostingWithAttempts> {
    await this.db.transaction(async (tx) => {
      const posting = await lockedPosting(tx, id);
      if (posting.state !== 'HELD') throw notIn(posting.state, 'released');
      await this.withinLimit(tx, by, posting);
      await releasePostings(tx, [id], by.person);
      await this.log.write(tx, {
        person: by.person,
        action: 'posting.release',
        subject: `posting:${id}`,
        detail: { comment },
      });
      await writeMarks(tx, casesOf(posting).map(caseKey));
      await refreshCaseState(tx, casesOf(posting));
    });
    this.wake.ring('settlement');
    this.wake.ring('audit');
    return onePosting(this.db.manager, id);
  }

  /** Limits of the policy in force: without any for the currency there are none. */
  private async withinLimit(tx: EntityManager, by: Principal, posting: LockedPosting): Promise<void> {
    const { limits } = await this.masterData.policyInForce(tx);
    const ofCurrency = limits.filter((limit) => limit.currency === posting.currency);
    if (ofCurrency.length === 0) return;
    const own = ofCurrency.filter(({ role }) => by.roles.some((held) => held === role));
    const most = own.reduce((most, { amount }) => greatest(most, decimal(amount)), zero);
    if (decimal(posting.gross).abs().greaterThan(most))
      throw new ForbiddenException({
        code: 'above-limit',
        detail: `your limit is ${most.toFixed()} ${posting.currency}`,
      });
  }
}
