import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { contract, events, indexValue, invoice, pod, series, shipment } from './bills.js';

const main = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));

/**
 * Times the whole way: NDJSON of invoices in, audited, approved posting rows. Shipments, milestones and PODs were taken
 * in before.
 *
 * @param {string} databaseUrl an empty database of its own
 * @param {{ bills: number, workers: number, dataDir: string }} size workers: extra worker processes beside the server
 * @returns {Promise<{ seconds: number, billsPerSecond: number }>}
 */
export async function endToEnd(databaseUrl, { bills, workers, dataDir }) {
  const port = await freePort();
  const keys = {
    maker: `bench-${randomBytes(12).toString('hex')}`,
    checker: `bench-${randomBytes(12).toString('hex')}`,
  };
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    DEMO: '0',
    DEMO_API_KEY: keys.maker,
    DEMO_CHECKER_KEY: keys.checker,
  };
  const server = started({ ...env, ROLE: workers === 0 ? 'all' : 'api' });
  const workerProcesses = [];
  const service = client(`http://127.0.0.1:${port}`, keys);
  try {
    await service.ready();
    for (let n = 0; n < workers; n += 1)
      workerProcesses.push(started({ ...env, ROLE: 'worker', PORT: String(await freePort()) }));
    await prepare(service, bills);
    return await measured(service, bills);
  } finally {
    for (const child of [...workerProcesses, server]) await stopped(child);
  }
}

async function prepare(service, bills) {
  const path = `/v1/contracts/${contract.contractId}/versions/1`;
  await service.send('/v1/contracts', contract);
  await service.send(`${path}/submissions`, {});
  await service.send(`${path}/activations`, {}, 'checker');
  await service.send(`/v1/indexes/${series}/values`, indexValue);
  await service.stream('/v1/shipments', bills, (n) => [shipment(n)]);
  await service.stream('/v1/events', bills, events);
  await service.stream('/v1/documents', bills, (n) => [pod(n)]);
  await service.until((backlog) => backlog.staleCases === 0);
}

async function measured(service, bills) {
  const began = performance.now();
  await service.stream('/v1/invoices', bills, (n) => [invoice(n)]);
  await service.until((backlog) => backlog.staleCases === 0 && backlog.postings.PENDING >= bills);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, billsPerSecond: bills / seconds };
}

function client(url, keys) {
  const headers = (who = 'maker') => ({ authorization: `Bearer ${keys[who]}` });
  const checked = async (answer) => {
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${text.slice(0, 400)}`);
    return text;
  };
  const backlog = async () =>
    JSON.parse(await checked(await fetch(`${url}/v1/insights/backlog`, { headers: headers() })));
  return {
    async ready() {
      for (let tries = 0; tries < 600; tries += 1) {
        const answer = await fetch(`${url}/health/ready`).catch(() => null);
        if (answer?.ok) return;
        await sleep(100);
      }
      throw new Error('the server did not become ready within a minute');
    },
    send: async (path, body, who) =>
      checked(
        await fetch(`${url}${path}`, {
          method: 'POST',
          headers: { ...headers(who), 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    async stream(path, count, itemsOf) {
      const lines = async function* () {
        for (let first = 1; first <= count; first += 100) {
          let text = '';
          for (let n = first; n < first + 100 && n <= count; n += 1)
            for (const item of itemsOf(n)) text += `${JSON.stringify(item)}\n`;
          yield new TextEncoder().encode(text);
        }
      };
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { ...headers(), 'content-type': 'application/x-ndjson' },
        body: lines(),
        duplex: 'half',
      });
      const results = (await checked(answer))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const refused = results.find((result) => result.problem);
      if (refused) throw new Error(`${path}: ${JSON.stringify(refused).slice(0, 400)}`);
    },
    async until(holds) {
      for (let tries = 0; tries < 12_000; tries += 1) {
        if (holds(await backlog())) return;
        await sleep(50);
      }
      throw new Error('not audited within ten minutes');
    },
  };
}

function started(env) {
  return spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function stopped(child) {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(15_000)]);
  if (child.exitCode === null) child.kill('SIGKILL');
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
