import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeadlinePassed } from '../audit/dossier.ts';
import { appendFacts, type NewFact } from '../facts/append.ts';
import { markUnbilledForTooLong } from '../ledger/accruals.ts';
import { isAudited, raiseEscalations, takePassedDeadlines } from '../ledger/deadlines.ts';
import { endHolds } from '../ledger/decisions.ts';
import { caseKey } from '../wake/keys.ts';
import { writeMarks } from '../wake/marks.ts';
import { raisedTo } from './clocks.ts';
import { expireProposals } from './expire-proposals.ts';

/** How many deadlines one transaction lets pass. */
const deadlinesAtOnce = 500;

/** How often the clock is looked at: deadlines end with a day, so a second late is no harm. */
const lookEveryMs = 1000;

/** Turns what has passed into facts: the audit knows no clock, so that it can be repeated. */
@Injectable()
export class DeadlinePass {
  private lastLook = 0;

  constructor(private readonly db: DataSource) {}

  /**
   * Lets up to 500 deadlines pass: one fact and one mark each, in one transaction; and marks shipments unbilled for too long.
   *
   * @returns true when there may be more
   */
  async run(): Promise<boolean> {
    if (Date.now() - this.lastLook < lookEveryMs) return false;
    const taken = await this.db.transaction(async (tx) => {
      const raised = await raiseEscalations(tx, deadlinesAtOnce, raisedTo);
      const taken = await takePassedDeadlines(tx, deadlinesAtOnce);
      const passed = taken.filter(isAudited);
      const ended = await endHolds(tx, deadlinesAtOnce);
      await appendFacts(tx, [...passed.map(clockFact), ...ended.map(holdFact)]);
      await writeMarks(
        tx,
        [...passed, ...ended].map(({ caseId }) => caseKey(caseId)),
      );
      const unbilled = await markUnbilledForTooLong(tx, deadlinesAtOnce);
      return Math.max(raised, taken.length, ended.length, unbilled);
    });
    await expireProposals(this.db);
    if (taken < deadlinesAtOnce) this.lastLook = Date.now();
    return taken === deadlinesAtOnce;
  }
}

/** `DEADLINE_PASSED` as a fact: one per case and kind, for ever. */
function clockFact(passed: DeadlinePassed): NewFact {
  return factOf(`${passed.kind}:${passed.caseId}`, { type: 'DEADLINE_PASSED', ...passed });
}

/** The end of a hold that somebody set, as a fact: one per decision. */
function holdFact(ended: { decisionId: string; caseId: string; dueAt: string }): NewFact {
  return factOf(`HOLD:${ended.decisionId}`, { type: 'DEADLINE_PASSED', kind: 'HOLD', ...ended });
}

function factOf(externalId: string, body: object): NewFact {
  const text = JSON.stringify(body);
  return {
    kind: 'clock',
    source: 'clock',
    externalId,
    body,
    text,
    contentHash: createHash('sha256').update(text).digest('hex'),
  };
}
