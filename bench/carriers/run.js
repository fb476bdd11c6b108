/**
 * `npm run carriers [-- --bills 20000] [-- --seed 1] [-- --out mismatches.jsonl]`: carriers, honest and not, bill a
 * service of their own; the table says what it saw. `--small` is the run of the tests; `--database URL` uses an empty
 * database instead of starting one.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../../bin/ready.js';
import { plain } from './exact.js';
import { simulate } from './drive/simulate.js';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const { values } = parseArgs({
  options: {
    ...{ bills: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
    ...{ small: { type: 'boolean', default: false }, out: { type: 'string' }, database: { type: 'string' } },
  },
});
const bills = values.small ? 300 : Number(values.bills);
const keys = { maker: randomBytes(12).toString('hex'), checker: randomBytes(12).toString('hex') };
const begun = performance.now();
const say = (text) => console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}`);

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const living = new Set();

/** Starts the service with its clock so many days ahead. */
async function open(offsetDays, { databaseUrl, dataDir }) {
  const port = await freePort();
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
    ...{ PORT: String(port), HOST: '127.0.0.1', DEMO: '0', CLOCK_OFFSET_DAYS: String(offsetDays) },
    ...{ DEMO_API_KEY: keys.maker, DEMO_CHECKER_KEY: keys.checker },
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  living.add(child);
  child.once('exit', () => living.delete(child));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await isReady(url)); tries += 1) {
    if (child.exitCode !== null || tries > 600) throw new Error('the service did not become ready');
    await sleep(100);
  }
  return { url, ...keys, close: () => closed(child) };
}

const isReady = async (url) => (await fetch(`${url}/health/ready`).catch(() => null))?.ok ?? false;

async function closed(child) {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(20_000)]);
  if (child.exitCode === null) child.kill('SIGKILL');
}

/** A database that is empty: the one that was named, or one of our own. */
async function database(dataDir) {
  if (values.database) return { url: values.database, stop: () => Promise.resolve() };
  const { startEmbedded } = await import('../../dist/src/database/embedded.js');
  return startEmbedded({ dataDir: join(dataDir, 'postgres') });
}

/** Exact amounts as decimals. */
const readable = (_, value) => (typeof value?.n === 'bigint' ? plain(value) : value);

async function written(mismatches, path) {
  const file = createWriteStream(path);
  for (const mismatch of mismatches) file.write(`${JSON.stringify(mismatch, readable)}\n`);
  await new Promise((resolve) => file.end(resolve));
}

if (!values.database) await ensureReady();
const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-carriers-'));
const server = await database(dataDir);

async function cleanUp() {
  await Promise.all([...living].map(closed));
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cleanUp().finally(() => process.exit(1)));

try {
  const opened = (offsetDays) => open(offsetDays, { databaseUrl: server.url, dataDir });
  const score = await simulate({ bills, seed: Number(values.seed), open: opened, say });
  const failures = score.failures();
  console.log(score.table());
  for (const [carrier, why] of score.without) console.log(`✗ the contract of ${carrier} is refused: ${why}`);
  for (const failure of failures) console.log(`✗ ${failure}`);
  if (values.out) await written(score.mismatches, values.out);
  process.exitCode = failures.length === 0 ? 0 : 1;
  say(failures.length === 0 ? 'all as agreed' : `${score.mismatches.length} mismatches`);
} finally {
  await cleanUp();
}
