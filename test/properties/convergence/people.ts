import { randomUUID } from 'node:crypto';
import type { CaseView } from '../../../src/cases/case-view.ts';
import { atOnce, type TwoPeople } from './play.ts';
import type { Chance } from './random.ts';

const kinds = ['APPROVE_AS_BILLED', 'APPROVE_EXPECTED', 'DISPUTE', 'DENY', 'NOTE'] as const;

/** A refusal that a person reads and lives with; anything else is a fault of ours. */
const refused = /: (403|404|409|412|422|428) /;

/**
 * People look at some cases and decide, on a line or the whole bill, wisely or not.
 *
 * @returns how many decisions were taken
 */
export async function decideSome({ maker }: TwoPeople, chance: Chance): Promise<number> {
  const { data } = (await maker.get('/v1/cases?limit=200')) as { data: { caseId: string }[] };
  let taken = 0;
  await atOnce(
    data.filter(() => chance.upTo(8) === 0),
    async ({ caseId }) => {
      const view = (await maker.get(`/v1/cases/${caseId}`)) as CaseView;
      const line = chance.upTo(2) === 0 ? undefined : view.charges.find((charge) => charge.line !== null)?.line;
      const decision = { kind: chance.pick(kinds), comment: 'chance decides', ...(line ? { line } : {}) };
      const headers = { 'if-match': view.etag, 'idempotency-key': randomUUID() };
      if (await done(maker.send('POST', `/v1/cases/${caseId}/decisions`, decision, headers))) taken += 1;
    },
  );
  return taken;
}

/** Whoever looks after the ERP tries again what it refused or what nobody knows of. */
export async function retryPostings({ checker }: TwoPeople): Promise<number> {
  let retried = 0;
  for (const state of ['REFUSED', 'UNKNOWN']) {
    const { data } = (await checker.get(`/v1/postings?state=${state}&limit=200`)) as { data: { postingId: string }[] };
    await atOnce(data, async ({ postingId }) => {
      const headers = { 'idempotency-key': randomUUID() };
      if (await done(checker.send('POST', `/v1/postings/${postingId}/retries`, { comment: 'again' }, headers)))
        retried++;
    });
  }
  return retried;
}

async function done(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof Error && refused.test(error.message)) return false;
    throw error;
  }
}
