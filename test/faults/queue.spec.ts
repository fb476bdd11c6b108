import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { type ErpSimulator, startErpSimulator } from '../../seeds/erp-simulator.ts';
import { serviceClient } from '../../seeds/service-client.ts';
import { freePort } from '../../src/database/postmaster.ts';
import { agreeTerms, carryLoads, invoice, pod } from '../builders/ltl-loads.ts';
import { ownDatabase } from '../stories/approved-cases.ts';
import { emptyQueue, expectAllPaidOnce, readBooks } from './books.ts';
import { endAllServices, keys, type ServiceProcess, startService, until } from './service-process.ts';

const redisServer = process.env.TALLYMAN_REDIS;
if (!redisServer) console.warn('SKIPPED: queues on Redis; TALLYMAN_REDIS names no redis-server');
const backends = redisServer || process.env.CI ? (['PostgreSQL', 'Redis'] as const) : (['PostgreSQL'] as const);

/** A Redis on the loopback interface that keeps nothing. */
class RedisProcess {
  private child: ChildProcess | undefined;

  constructor(
    private readonly port: number,
    private readonly folder: string,
  ) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (!redisServer) throw new Error('TALLYMAN_REDIS names no redis-server: apt-get install redis-server');
    const where = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    this.child = spawn(redisServer, [...where, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
    await until(() => this.say('ping'), 10, 'the start of Redis');
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  }

  /** Says one command; whether it was heard. */
  async say(command: 'ping' | 'flushall'): Promise<boolean> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.call(command);
      return true;
    } catch {
      return false;
    } finally {
      client.disconnect();
    }
  }
}

describe.each(backends)('an API and a worker with their queue on %s', (backend) => {
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-queue-'));
  let redis: RedisProcess;
  let db: DataSource;
  let end: () => Promise<void>;
  let erp: ErpSimulator;
  let api: ServiceProcess;
  let worker: ServiceProcess;

  beforeAll(async () => {
    let url: string;
    ({ db, url, end } = await ownDatabase('queue'));
    redis = new RedisProcess(await freePort(), folder);
    if (backend === 'Redis') await redis.start();
    erp = await startErpSimulator();
    const env = { DATABASE_URL: url, DATA_DIR: folder, ERP_URL: erp.url };
    const queue: Record<string, string> = backend === 'Redis' ? { REDIS_URL: redis.url } : {};
    api = await startService({ ...env, ...queue, ROLE: 'api' });
    worker = await startService({ ...env, ...queue, ROLE: 'worker' });
    await agreeTerms(api.client, serviceClient(api.url, keys.checker));
    await carryLoads(api.client, [1, 2, 3, 4, 5]);
  }, 60_000);

  afterAll(async () => {
    await endAllServices();
    await redis.kill();
    await erp.stop();
    await end();
    rmSync(folder, { recursive: true, force: true });
  });

  const states = async (): Promise<Record<string, string>> => {
    const rows: { number: string; state: string }[] = await db.query(
      'SELECT invoice_number AS number, state FROM freight_case',
    );
    return Object.fromEntries(rows.map(({ number, state }) => [number, state]));
  };
  const reaches = (n: number, state: string) =>
    until(async () => (await states())[`INV-${n}`] === state, 10, `INV-${n} ${state}`);
  const billThenPod = async (n: number) => {
    await api.client.send('POST', '/v1/invoices', invoice(n));
    await reaches(n, 'AWAITING_EVIDENCE');
    await api.client.send('POST', '/v1/documents', pod(n));
    await reaches(n, 'SETTLED');
  };

  it('settle a bill whose POD comes late', async () => {
    await billThenPod(1);
    await expectAllPaidOnce(db, erp.vouchers(), 1);
  }, 30_000);

  it('go on after the queue was emptied under them', async () => {
    await api.client.send('POST', '/v1/invoices', invoice(2));
    await (backend === 'Redis' ? redis.say('flushall') : emptyQueue(db));
    await reaches(2, 'AWAITING_EVIDENCE');
    await (backend === 'Redis' ? redis.say('flushall') : emptyQueue(db));
    await api.client.send('POST', '/v1/documents', pod(2));
    await reaches(2, 'SETTLED');
    await billThenPod(3);
    await expectAllPaidOnce(db, erp.vouchers(), 3);
  }, 30_000);

  if (backend === 'Redis')
    it('go on while Redis is dead, and when it is back', async () => {
      await redis.kill();
      const begun = performance.now();
      await billThenPod(4);
      console.log(`bill → late POD → settled without Redis: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
      await redis.start();
      await billThenPod(5);
      await redis.kill();
      await expectAllPaidOnce(db, erp.vouchers(), 5);
    }, 60_000);

  it('stop in order', async () => {
    expect(await Promise.all([api.stop(), worker.stop()])).toEqual([0, 0]);
    expect((await readBooks(db)).marks).toBe(0);
  }, 30_000);
});
