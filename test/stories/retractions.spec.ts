import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type RunningService, startService } from './service.ts';

let running: RunningService;
let db: DataSource;
beforeAll(async () => {
  running = await startService({ env: { ROLE: 'api' } });
  db = await new DataSource({ type: 'postgres', url: running.databaseUrl }).initialize();
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await running.close();
});

const happened = (eventId: string, bol: string, change: object = {}) => ({
  source: 'tms',
  eventId,
  type: 'DELIVERED',
  occurredAt: '2026-03-04T07:40:00-06:00',
  references: [{ type: 'BOL', value: bol }],
  ...change,
});
const retracts = (eventId: string, retracted: string, change: object = {}) => ({
  source: 'tms',
  eventId,
  type: 'RETRACTED',
  retracts: retracted,
  ...change,
});

async function foundUnder(key: string): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    'SELECT external_id AS id FROM fact_key JOIN fact USING (fact_id) WHERE key = $1 ORDER BY external_id',
    [key],
  );
  return rows.map(({ id }) => id);
}

const orders: [string, number[]][] = [
  ['after it', [0, 1, 2]],
  ['before it', [1, 0, 2]],
  ['with its own retraction first of all', [2, 1, 0]],
  ['between the two', [2, 0, 1]],
  ['last, after its own retraction', [0, 2, 1]],
];

it.each(orders)('a retraction that comes %s is found where what it retracts is found', async (_, order) => {
  for (const way of ['one by one', 'at once']) {
    const name = `${order.join('')}${way.length}`;
    const bol = `9${name}`;
    const facts = [happened(`X${name}`, bol), retracts(`R1${name}`, `X${name}`), retracts(`R2${name}`, `R1${name}`)];
    const sent = order.map((index) => facts[index]);
    if (way === 'at once') await running.maker.post('/v1/events', sent);
    else for (const each of sent) await running.maker.post('/v1/events', each);
    expect(await foundUnder(`ref:BOL:${bol}`)).toEqual([`R1${name}`, `R2${name}`, `X${name}`]);
  }
});

it('a retraction marks what was found under its target, even when it names no reference itself', async () => {
  await running.maker.post('/v1/events', happened('MARKED', 'B77'));
  await db.query('DELETE FROM mark');
  await running.maker.post('/v1/events', retracts('UNMARK', 'MARKED'));
  expect(await db.query('SELECT DISTINCT key FROM mark')).toEqual([{ key: 'ref:BOL:B77' }]);
});

it('a retraction and its target that come at the same moment find each other', async () => {
  for (let turn = 0; turn < 40; turn += 1) {
    const [bol, id] = [`RACE${turn}`, `RACE-${turn}`];
    const both = [happened(id, bol), retracts(`${id}-R`, id)];
    await Promise.all(both.map((event) => running.maker.post('/v1/events', event)));
    expect(await foundUnder(`ref:BOL:${bol}`)).toEqual([id, `${id}-R`]);
  }
});

it('a person may retract what any source said, and a document too', async () => {
  await running.maker.post('/v1/documents', {
    source: 'tms',
    documentId: 'POD-9',
    type: 'POD',
    references: [{ type: 'BOL', value: 'P9' }],
  });
  await running.maker.post('/v1/events', {
    source: 'person:jane',
    eventId: 'J1',
    type: 'RETRACTED',
    retractsDocument: 'POD-9',
  });
  expect(await foundUnder('ref:BOL:P9')).toEqual(['J1', 'POD-9']);
});

it('milestones that nothing reads wake nobody', async () => {
  await db.query('DELETE FROM mark');
  await running.maker.post('/v1/events', [
    happened('QUIET-1', 'Q1', { type: 'IN_TRANSIT' }),
    happened('QUIET-2', 'Q2', { classifier: 'ESTIMATED' }),
    happened('QUIET-3', 'Q3', {
      type: 'APPOINTMENT_SET',
      classifier: 'PLANNED',
      data: { from: '2026-03-04T08:00:00Z', to: '2026-03-04T09:00:00Z' },
    }),
  ]);
  expect(await db.query('SELECT key FROM mark')).toEqual([{ key: 'ref:BOL:Q3' }]);
});
