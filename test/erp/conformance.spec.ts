import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ownDatabase } from '../stories/approved-cases.ts';
import { type ErpUnderTest, type Tally, tallyHeading, tallyLine, tryErp } from './conformance.ts';
import { erpsUnderTest } from './erps.ts';
import { sapUnderTest } from './sap.ts';

/** Faults for each ERP: enough for every kind to come by in a run of all tests, many more in `npm run test:erp`. */
const faults = Number(process.env.ERP_FAULTS ?? '20');
const seed = Number(process.env.ERP_SEED ?? '1');

describe('every ERP holds each posting once, whatever goes wrong', () => {
  let db: DataSource;
  let end: () => Promise<void>;
  const tallies: Tally[] = [];
  beforeAll(async () => {
    // Senders die here by the dozen, and say so.
    Logger.overrideLogger(false);
    ({ db, end } = await ownDatabase('erps'));
  });
  afterAll(async () => {
    await end();
    const all = (['faults', 'kinds', 'postings', 'asked', 'double', 'lost'] as const).map((figure) => [
      figure,
      tallies.reduce((sum, tally) => sum + tally[figure], 0),
    ]);
    const lines = [...tallies, { erp: 'all', ...(Object.fromEntries(all) as Omit<Tally, 'erp' | 'trouble'>) }];
    process.stdout.write(`\n${[tallyHeading, ...lines.map(tallyLine)].join('\n')}\n`);
  });

  it.each(erpsUnderTest.map((erp) => [erp.name, erp] as const))(
    '%s',
    async (_, erp) => {
      const seconds = 30 + faults * 2;
      const tally = await tryErp(db, erp, { seed, faults, seconds });
      tallies.push(tally);
      expect(tally.trouble).toEqual([]);
      expect(tally).toMatchObject({ faults, double: 0, lost: 0 });
    },
    (60 + faults * 3) * 1000,
  );

  it('would notice an adapter that sends again without looking', async () => {
    const lenient = sapUnderTest(false);
    const careless: ErpUnderTest = {
      name: 'careless',
      kinds: { posts: ['crash after commit'] },
      start: async (script) => {
        const running = await lenient.start(script);
        const blind = { findByReference: () => Promise.resolve({ kind: 'ABSENT' as const, words: 'did not look' }) };
        const target =
          running.target &&
          new Proxy(running.target, {
            get: (of, name) => (name === 'findByReference' ? blind.findByReference : bound(of, name)),
          });
        return { ...running, target };
      },
    };
    const tally = await tryErp(db, careless, { seed, faults: 4, seconds: 20 });
    expect(tally.double).toBeGreaterThan(0);
  });
});

function bound(of: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(of, name);
  return typeof value === 'function' ? (value.bind(of) as unknown) : value;
}
