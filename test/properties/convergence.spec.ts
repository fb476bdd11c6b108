import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ErpSimulator, startErpSimulator } from '../../seeds/erp-simulator.ts';
import { decimal, sum } from '../../src/freight/money.ts';
import { serviceClient } from '../../seeds/service-client.ts';
import { endAllServices, keys, startService } from '../faults/service-process.ts';
import { ownDatabase } from '../stories/approved-cases.ts';
import { type History, historyOf, orderText } from './convergence/history.ts';
import { differences, type Outcome, outcomeOf } from './convergence/outcome.ts';
import { atOnce, play, type TwoPeople } from './convergence/play.ts';
import { chanceOf } from './convergence/random.ts';
import { anyStory, stories, type Story } from './convergence/stories.ts';

/** Orders of each story in each half; and stories that chance makes, with a seed of one's own. */
const orders = Number(process.env.CONVERGENCE_ORDERS ?? 13);
const seed = Number(process.env.CONVERGENCE_SEED ?? 2026);
const anyStories = Number(process.env.CONVERGENCE_STORIES ?? 0);
const rounds = 9;

describe('the same facts in any order', () => {
  let service: TwoPeople;
  let erp: ErpSimulator;
  const endings: (() => Promise<void> | void)[] = [];

  beforeAll(async () => {
    const { db, url, end } = await ownDatabase('convergence');
    endings.push(end);
    await db.destroy();
    erp = await startErpSimulator();
    endings.push(() => erp.stop());
    const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-convergence-'));
    endings.push(() => {
      rmSync(dataDir, { recursive: true, force: true });
    });
    const env = { DATABASE_URL: url, DATA_DIR: dataDir, ERP_URL: erp.url };
    endings.push(endAllServices);
    const api = await startService({ ...env, ROLE: 'api' });
    for (let worker = 0; worker < 2; worker += 1) await startService({ ...env, ROLE: 'worker' });
    service = { maker: api.client, checker: serviceClient(api.url, keys.checker) };
  }, 90_000);

  afterAll(async () => {
    for (const end of endings.reverse()) await end();
  }, 60_000);

  it('come to the same answer, whether money was posted on the way or not', async () => {
    const chance = chanceOf(seed);
    const told = anyStories > 0 ? Array.from({ length: anyStories }, () => anyStory(chance)) : stories;
    let number = 0;
    const histories = told.map((story) =>
      halvesOf(story).flatMap((half) =>
        Array.from({ length: orders }, () => historyOf(story, half, { number: number++, chance, rounds })),
      ),
    );
    expect(Math.min(...histories.flat().map(({ facts }) => facts.length))).toBeGreaterThanOrEqual(12);

    await play(service, histories.flat(), chance);

    const outcomes = new Map<History, Outcome>();
    await atOnce(histories.flat(), async (history) => {
      outcomes.set(history, await outcomeOf(service, history.names));
    });
    expect(histories.flatMap((ofStory) => divergences(ofStory, outcomes))).toEqual([]);
    expect(await service.maker.get('/v1/insights/backlog')).toMatchObject({ parkedCases: 0, quarantinedMessages: 0 });
    for (const [{ names }, outcome] of outcomes)
      expect(sum(vouchersTo(names.carrier)).toFixed(2)).toBe(outcome['paid for the shipment']);
    // Money was paid on the way, and put right later.
    expect(erp.vouchers().filter(({ body }) => body.type === 'ADDITIONAL').length).toBeGreaterThan(orders);
  }, 600_000);

  function vouchersTo(carrier: string) {
    const own = erp.vouchers().filter(({ body }) => body.carrier === carrier);
    return own.map(({ amount }) => decimal(amount));
  }
});

/** Under HOLD_ALL a dispute keeps what is posted already, by its definition: what comes of it depends on the way. */
function halvesOf({ payment }: Story): History['half'][] {
  return payment.disagreement === 'HOLD_ALL'
    ? ['CONTRACT_LAST', 'CONTRACT_LAST']
    : ['CONTRACT_LAST', 'CONTRACT_ANYWHERE'];
}

/** Each history of one story against the first of them: what differs, and the two orders. */
function divergences(histories: readonly History[], outcomes: ReadonlyMap<History, Outcome>): string[] {
  const [first] = histories;
  const expected = first && outcomes.get(first);
  if (!expected) throw new Error('a story without histories');
  return histories.flatMap((history) => {
    const found = differences(expected, outcomes.get(history) ?? {});
    if (found.length === 0) return [];
    return [
      `seed ${seed}, ${JSON.stringify(history.story)}`,
      `${first.names.tag} (${first.half}): ${orderText(first)}`,
      `${history.names.tag} (${history.half}): ${orderText(history)}`,
      ...found.map((line) => `  ${line}`),
    ].join('\n');
  });
}
