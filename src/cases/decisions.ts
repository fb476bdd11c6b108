import { ConflictException, HttpException, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../people/audit-log.ts';
import type { Principal } from '../people/principal.ts';
import { caseKey } from '../wake/keys.ts';
import { writeMarks } from '../wake/marks.ts';
import { Wake } from '../wake/wake.ts';
import { etagOf } from './case-view.ts';
import type { Decided } from './decided.ts';
import { DecideWithin, type Deciding } from './decide-within.ts';
import { isAmong } from './etags.ts';
import { lockCase, type LockedCase } from './locked-case.ts';
import { untilAudited } from './until-audited.ts';

/** People's word on cases: kept with the judgement it was made on, and heard by the next audit. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly db: DataSource,
    private readonly wake: Wake,
    private readonly log: AuditLog,
    private readonly within: DecideWithin,
  ) {}

  /**
   * Keeps a decision bound to the current judgement of its line, or of all lines, and waits up to 5 seconds for the audit
   * it brings about. Above the person's limit it is kept as asked for, and waits for a second person.
   *
   * @param ifMatch the case's ETag as the person saw it
   * @throws HttpException 412 when the case has changed since, 422 when the decision makes no sense on it
   */
  async decide(by: Principal, caseId: string, decided: Decided, ifMatch: string): Promise<Deciding> {
    const deciding = await this.db.transaction(async (tx) => {
      const locked = await lockCase(tx, caseId);
      refuseStale(locked, ifMatch);
      return this.within.decide(tx, by, locked, decided);
    });
    if (deciding.status === 'DECIDED') {
      this.wake.ring('audit');
      await untilAudited(this.db, caseId);
    }
    return deciding;
  }

  /**
   * Has the engine try a parked case again.
   *
   * @throws ConflictException when the case is not parked
   */
  async retry(by: Principal, caseId: string, comment: string | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { state } = await lockCase(tx, caseId);
      if (state !== 'PARKED')
        throw new ConflictException({
          code: 'not-parked',
          detail: `the case is ${state}: only a parked one is retried`,
        });
      await writeMarks(tx, [caseKey(caseId)]);
      await this.log.write(tx, {
        person: by.person,
        action: 'case.retry',
        subject: `case:${caseId}`,
        detail: { comment },
      });
    });
    this.wake.ring('audit');
    await untilAudited(this.db, caseId);
  }
}

/** @throws HttpException 412 when the case is not as the person saw it */
export function refuseStale({ rowVersion }: LockedCase, ifMatch: string): void {
  if (!isAmong(etagOf(rowVersion), ifMatch))
    throw new HttpException({ code: 'stale', detail: 'the case has changed since you read it' }, 412);
}
