import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type ErpSimulator, startErpSimulator } from '../../seeds/erp-simulator.ts';
import { serviceClient } from '../../seeds/service-client.ts';
import { dataSourceFor } from '../../src/data-source.ts';
import { freePort } from '../../src/database/postmaster.ts';
import { agreeTerms, carryLoads, invoice, pod, sendAll } from '../builders/ltl-loads.ts';
import { ownDatabase } from '../stories/approved-cases.ts';
import { emptyQueue, endLeases, expectAllPaidOnce, readBooks } from './books.ts';
import { endAllServices, keys, type ServiceProcess, startService, until } from './service-process.ts';

let folder: string;
let erp: ErpSimulator;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tallyman-kill-'));
  chmodSync(folder, 0o755);
  erp = await startErpSimulator();
});
afterEach(async () => {
  await endAllServices();
  await erp.stop();
  rmSync(folder, { recursive: true, force: true });
});

const checkerOf = ({ url }: ServiceProcess) => serviceClient(url, keys.checker);
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

/** Bills in tens, and the PODs of each ten after it; what was not answered is sent again until it is. */
async function stream(client: ServiceProcess['client'], loads: readonly number[], pauseMs: number): Promise<number> {
  let refusals = 0;
  const insist = (path: string, items: object[]) =>
    until(
      () =>
        sendAll(client, path, items).then(
          () => true,
          async () => {
            refusals += 1;
            await sleep(200);
            return false;
          },
        ),
      60,
      `the acceptance of ${path}`,
    );
  for (let first = 0; first < loads.length; first += 10) {
    const ten = loads.slice(first, first + 10);
    await insist(
      '/v1/invoices',
      ten.map((n) => invoice(n)),
    );
    await sleep(pauseMs);
    await insist('/v1/documents', ten.map(pod));
  }
  return refusals;
}

describe('processes that are killed', () => {
  let db: DataSource;
  let url: string;
  let end: () => Promise<void>;

  beforeEach(async () => ({ db, url, end } = await ownDatabase('kill')));
  afterEach(async () => {
    await endAllServices();
    await end();
  });

  const begin = (role: string, more: Record<string, string> = {}) =>
    startService({ DATABASE_URL: url, DATA_DIR: folder, ERP_URL: erp.url, ROLE: role, ...more });
  const settled = (bills: number, seconds: number) =>
    until(
      async () => {
        const books = await readBooks(db);
        return books.settled === bills && books.marks === 0 && books.openPostings === 0;
      },
      seconds,
      `the settling of ${bills} bills`,
    );

  it('between the commit of a bill and its wake-up lose nothing: the sweeper finds it', async () => {
    const api = await begin('api');
    await agreeTerms(api.client, checkerOf(api));
    await carryLoads(api.client, [1]);
    await api.client.send('POST', '/v1/documents', pod(1));
    await api.client.send('POST', '/v1/invoices', invoice(1));
    await api.kill();
    // Whatever it rang is gone: nobody is told of anything.
    await emptyQueue(db);
    expect(await readBooks(db)).toMatchObject({ bills: 1, cases: 0 });
    await begin('worker');
    await settled(1, 10);
    await expectAllPaidOnce(db, erp.vouchers(), 1);
  }, 60_000);

  it('at random moments while 300 bills stream in leave every bill audited and paid once', async () => {
    const loads = numbers(1000, 300);
    const port = String(await freePort());
    let api = await begin('api', { PORT: port });
    const { client } = api;
    await agreeTerms(client, checkerOf(api));
    await carryLoads(client, loads);

    let streaming = true;
    let kills = 0;
    const mortal = async () => {
      while (streaming) {
        const worker = await begin('worker');
        await sleep(300 + Math.random() * 2500);
        await worker.kill();
        kills += 1;
      }
    };
    const restarted = async () => {
      await sleep(3000 + Math.random() * 2000);
      await api.kill();
      api = await begin('api', { PORT: port });
    };
    const streamed = stream(client, loads, 300).finally(() => {
      streaming = false;
    });
    const [refusals] = await Promise.all([streamed, mortal(), mortal(), restarted()]);

    const before = await readBooks(db);
    // One at a time now, so that each one's leases can be ended: killed among its calls to the ERP.
    const booked: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await endLeases(db);
      const worker = await begin('worker');
      await sleep(500 + Math.random() * 1000);
      await worker.kill();
      booked.push(erp.vouchers().length);
    }
    await endLeases(db);
    await Promise.all([begin('worker'), begin('worker')]);
    await settled(loads.length, 60);
    await expectAllPaidOnce(db, erp.vouchers(), loads.length);
    console.log(
      `${kills + booked.length} workers and 1 API killed, ${refusals} requests sent again; when the stream ended ` +
        `${before.cases} of ${loads.length} bills were audited and ${before.settled} settled, ${before.marks} marks and ${before.openPostings} postings open; vouchers at the deaths of the last: ${booked.join(', ')}; 0 violations`,
    );
    expect(kills).toBeGreaterThan(3);
  }, 150_000);
});

describe('our own PostgreSQL, killed under load', () => {
  it('comes back, and so does the service: every bill audited and paid once', async () => {
    const loads = numbers(5000, 150);
    const service = await startService({ DATA_DIR: folder, ERP_URL: erp.url });
    await agreeTerms(service.client, checkerOf(service));
    await carryLoads(service.client, loads);

    const streamed = stream(service.client, loads, 300);
    let kills = 0;
    for (; kills < 3; kills += 1) {
      await sleep(300 + Math.random() * 1500);
      process.kill(serverOf(folder), 'SIGKILL');
      await until(() => isReady(service), 30, 'the return of PostgreSQL');
    }
    const refusals = await streamed;
    const db = await dataSourceFor(databaseOf(folder), 2).initialize();
    try {
      await until(async () => (await readBooks(db)).settled === loads.length, 60, 'the settling');
      await until(async () => (await readBooks(db)).marks === 0);
      await expectAllPaidOnce(db, erp.vouchers(), loads.length);
    } finally {
      await db.destroy();
    }
    console.log(`PostgreSQL killed ${kills} times, ${refusals} requests sent again; 0 violations`);
    expect(await service.stop()).toBe(0);
  }, 150_000);
});

/** The process of the PostgreSQL in a folder. */
function serverOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function databaseOf(dataDir: string): string {
  const { ownerPassword, port } = JSON.parse(readFileSync(join(dataDir, 'postgres.secrets.json'), 'utf8'));
  return `postgres://tallyman:${String(ownerPassword)}@127.0.0.1:${String(port)}/tallyman`;
}

async function isReady({ url }: ServiceProcess): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
