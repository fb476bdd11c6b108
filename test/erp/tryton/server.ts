import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../../src/database/postmaster.ts';
import type { TrytonErp } from '../../../src/settlement/targets/tryton.ts';

/** Debian puts it there; `npm run test:erp` sets the variable, and without it nothing of Tryton is tried. */
const server = process.env.TALLYMAN_TRYTON ?? '';
export const trytonHere = existsSync(server);

/** How an adapter or a test reaches a Tryton, as its administrator. */
export type TrytonAccess = Pick<TrytonErp, 'url' | 'database' | 'user' | 'password'>;

/** A real Tryton server of our own, on a fresh database. */
export interface TrytonProcess {
  access: TrytonAccess;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const database = 'tally';
const password = 'Quay 7, bolt 92: mint!';

/** Starts Tryton with SQLite in a folder of its own and on a free port; modules are activated, the books are empty. */
export async function startTryton(): Promise<TrytonProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-tryton-'));
  const port = await freePort();
  const config = join(folder, 'trytond.conf');
  const passwordFile = join(folder, 'password');
  writeFileSync(config, `[web]\nlisten = 127.0.0.1:${port}\n[database]\nuri = sqlite://\npath = ${folder}\n`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  writeFileSync(join(folder, `${database}.sqlite`), '');
  const modules = ['-u', 'account_invoice', '--activate-dependencies'];
  await promisify(execFile)(
    `${server}-admin`,
    ['-c', config, '-d', database, ...modules, '-p', '--email', 'books@example.com'],
    { env: { ...process.env, TRYTONPASSFILE: passwordFile } },
  );
  const log = join(folder, 'trytond.log');
  const output = openSync(log, 'a');
  const child = spawn(server, ['-c', config], { stdio: ['ignore', output, output] });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child, log);
  return {
    access: { url, database, user: 'admin', password },
    stop: async () => {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(url: string, child: ChildProcess, log: string): Promise<void> {
  const body = JSON.stringify({ id: 1, method: 'common.server.version', params: [] });
  const headers = { 'content-type': 'application/json' };
  const until = performance.now() + 60_000;
  while (performance.now() < until && child.exitCode === null) {
    const answers = fetch(url, { method: 'POST', headers, body }).then(({ ok }) => ok);
    if (await answers.catch(() => false)) return;
    await sleep(200);
  }
  await ended(child);
  throw new Error(`Tryton did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => void child.kill('SIGKILL'), 5000);
  await over;
  clearTimeout(patience);
}
