import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { openQueueConnections } from '../../src/wake/queues.ts';
import { ownDatabase } from '../stories/approved-cases.ts';

describe('a connection that somebody holds when PostgreSQL ends it', () => {
  let db: DataSource;
  let url: string;
  let end: () => Promise<void>;

  beforeAll(async () => {
    ({ db, url, end } = await ownDatabase('connections'));
  });
  afterAll(async () => {
    await end();
  });

  it.each(['rows', 'queues'])('fails the next query of the pool of %s and nothing else', async (of) => {
    const queues = openQueueConnections({ databaseUrl: url, redisUrl: null }, () => undefined);
    const pools = {
      rows: (db.driver as unknown as { master: Pool }).master,
      queues: queues.ringing as unknown as Pool,
    };
    const pool = of === 'rows' ? pools.rows : pools.queues;
    const held = await pool.connect();
    const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise((resolve) => held.once('end', resolve));

    await db.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;

    await expect(held.query('SELECT 1')).rejects.toThrow();
    held.release(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await queues.end();
  });
});
