import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { Wake } from '../../src/wake/wake.ts';
import { WakeModule } from '../../src/wake/wake.module.ts';
import { eventually, freshDatabase } from '../stories/service.ts';

const redisServer = process.env.TALLYMAN_REDIS;
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** A clock of a process of its own. */
async function aClock(databaseUrl: string, redisUrl: string | null): Promise<Wake> {
  const app = await NestFactory.createApplicationContext(WakeModule.at({ databaseUrl, redisUrl }), { logger: false });
  ending.push(() => app.close());
  return app.get(Wake);
}

interface StartedRedis {
  url: string;
  port: number;
  kill(): Promise<void>;
}

async function startRedis(at?: number): Promise<StartedRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-redis-'));
  const port = at ?? (await freePort());
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const child: ChildProcess = spawn(redisServer ?? '', args, { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  // After everything that uses it.
  ending.unshift(async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `redis://127.0.0.1:${port}`;
  await eventually(async () => {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    await redis.connect();
    await redis.quit();
  });
  return { url, port, kill };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

const backends: [string, () => Promise<string | null>][] = [['PostgreSQL', () => Promise.resolve(null)]];
if (redisServer) backends.push(['Redis', async () => (await startRedis()).url]);

describe.each(backends)('the alarm clock on %s', (_, redis) => {
  it('rings where somebody listens, in another process too', async () => {
    const [database, redisUrl] = [await freshDatabase(), await redis()];
    const [ringing, listening] = [await aClock(database, redisUrl), await aClock(database, redisUrl)];
    let heard = 0;
    listening.onRing('audit', () => {
      heard += 1;
      return Promise.resolve();
    });
    ringing.ring('audit');
    await eventually(() => (heard > 0 ? Promise.resolve() : Promise.reject(new Error('nothing heard'))));
    ringing.ring('settlement');
    await sleep(200);
    expect(heard).toBe(1);
  }, 30_000);

  it('rings a burst of a thousand a few times only, and the last of it is heard', async () => {
    const [database, redisUrl] = [await freshDatabase(), await redis()];
    const clock = await aClock(database, redisUrl);
    let [begun, written] = [0, 0];
    let seen = 0;
    clock.onRing('audit', async () => {
      begun += 1;
      await sleep(10);
      seen = written;
    });
    for (; written < 1000; written += 1) {
      if (written % 100 === 0) await sleep(5);
      clock.ring('audit');
    }
    await eventually(() => (seen === 1000 ? Promise.resolve() : Promise.reject(new Error(`seen ${seen}`))));
    expect(begun).toBeLessThan(20);
  }, 30_000);

  it('runs again after a ring that came while it ran', async () => {
    const [database, redisUrl] = [await freshDatabase(), await redis()];
    const clock = await aClock(database, redisUrl);
    const spans: string[] = [];
    clock.onRing('audit', async () => {
      spans.push('begin');
      await sleep(150);
      spans.push('end');
    });
    clock.ring('audit');
    await eventually(() => (spans.length > 0 ? Promise.resolve() : Promise.reject(new Error('nothing heard'))));
    clock.ring('audit');
    await eventually(() => (spans.length === 4 ? Promise.resolve() : Promise.reject(new Error(spans.join()))));
    expect(spans).toEqual(['begin', 'end', 'begin', 'end']);
  }, 30_000);
});

const withRedis = redisServer ? it : it.skip;

withRedis(
  'a ring returns at once and fails nobody while Redis is down, and is heard again when it is back',
  async () => {
    const [database, redis] = [await freshDatabase(), await startRedis()];
    const clock = await aClock(database, redis.url);
    let heard = 0;
    clock.onRing('audit', () => {
      heard += 1;
      return Promise.resolve();
    });
    clock.ring('audit');
    await eventually(() => (heard > 0 ? Promise.resolve() : Promise.reject(new Error('nothing heard'))));
    await redis.kill();
    const begun = performance.now();
    for (let turn = 0; turn < 100; turn += 1) clock.ring('audit');
    expect(performance.now() - begun).toBeLessThan(100);
    await sleep(300);
    for (let turn = 0; turn < 100; turn += 1) clock.ring('audit');
  },
  30_000,
);
