import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/audit/checks/catalogue.ts';
import { dropAt, freshDatabase, type RunningService } from '../stories/service.ts';
import { expectOf, expectPattern, expectReply } from './answers.ts';
import { caseOf, named, patternsOf, play, type Played, playLater } from './play.ts';
import { tables } from './tables.ts';

/** `CHECKS=A-39,R-` plays those alone; absent: all. */
const wanted = (process.env.CHECKS ?? '').split(',');
const told = Object.entries(tables).flatMap(([group, scenarios]) =>
  scenarios
    .filter(({ check }) => wanted.some((start) => check.startsWith(start)))
    .map((scenario) => ({ group, scenario })),
);
// Named together: a check may stand in several tables.
const all = named(told.map(({ scenario }) => scenario));
const groups = Object.keys(tables).map((group): [string, Played[]] => [
  group,
  all.filter((_, place) => told[place]?.group === group),
]);
const today = all.filter(({ given }) => given.daysLater === undefined);
const later = all.filter(({ given }) => given.daysLater !== undefined);

const title = ({ check, asks, name }: Played) =>
  `${check} ${asks === 'cannotAssess' ? 'cannot assess' : asks}: ${name}`;

const ask = async (running: RunningService, played: Played) => {
  expect(played.refusals).toEqual([]);
  if (played.expected.pattern !== undefined) {
    expectPattern(played, await patternsOf(running, played));
    return;
  }
  if (played.reply) expectReply(played, played.reply);
  const { money, state } = played.expected;
  if (played.reply && money === undefined && state === undefined) return;
  expectOf(played, await caseOf(running, played, played.expected));
};

describe('the checks', () => {
  let running: RunningService;
  beforeAll(async () => {
    running = await play(today);
  }, 300_000);
  afterAll(() => running.close());

  it('that are published are those of the catalogue', async () => {
    const { body } = await running.maker.get('/v1/checks');
    expect((body.data as { id: string }[]).map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
  });

  for (const [group, played] of groups) {
    const ofToday = played.filter((each) => today.includes(each));
    if (ofToday.length > 0)
      describe(`of ${group}`, () => {
        it.each(ofToday.map((each) => [title(each), each] as const))('%s', (_, each) => ask(running, each));
      });
  }
});

const days = [...new Set(later.map(({ given }) => given.daysLater ?? 0))].sort((a, b) => a - b);
if (later.length > 0)
  describe('the checks, when time has passed', () => {
    let databaseUrl: string;
    beforeAll(async () => {
      databaseUrl = await freshDatabase();
      const first = await play(later, databaseUrl);
      await first.close();
    }, 300_000);
    afterAll(() => dropAt(databaseUrl));

    describe.each(days)('by %i days', (passed) => {
      let running: RunningService;
      const ofThen = later.filter(({ given }) => given.daysLater === passed);
      beforeAll(async () => {
        running = await playLater(databaseUrl, passed, ofThen);
      }, 300_000);
      afterAll(() => running.close());
      it.each(ofThen.map((each) => [title(each), each] as const))('%s', (_, each) => ask(running, each));
    });
  });
