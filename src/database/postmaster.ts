import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Account, runAs } from './postgres-account.ts';

/** How to start a server on a cluster: what runs, on what, as whom. */
export interface Cluster {
  /** The real path of the database directory. */
  dir: string;
  nativeDir: string;
  account: Account | undefined;
  /** The file PostgreSQL's own messages are added to. */
  logFile: string;
  settings: Record<string, string>;
}

/** What `postmaster.pid` says of the server that wrote it. */
export interface RunningServer {
  pid: number;
  port: number;
}

const readySeconds = 60;
const largestLogBytes = 10_000_000;

/** What `postmaster.pid` says, or absent when there is none: the server was stopped cleanly, or never ran. */
export function readPidFile(clusterDir: string): RunningServer | undefined {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Says whether a process lives. One that died and was not yet collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !/^[ZX]/.test(processStat(pid)[0] ?? '');
}

/**
 * The fields of a process after its name, as Linux tells them; field 0 is its state, field 19 its start time.
 * Empty where there is no /proc.
 */
export function processStat(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** A port of the loopback interface that nothing listens on now. */
export async function freePort(): Promise<number> {
  const port = await listenBriefly(0);
  if (port === undefined) throw new Error('no free port on 127.0.0.1');
  return port;
}

/** Says whether a port of the loopback interface is free now. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenBriefly(port)) !== undefined;
}

function listenBriefly(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(undefined);
    });
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' ? address?.port : undefined);
      });
    });
  });
}

/**
 * Launches a server and waits until it takes connections.
 *
 * It runs in a session of its own, so that Ctrl-C in a terminal reaches us alone and we decide what stops when; it
 * writes to a file, so that it outlives us unharmed when we are killed.
 *
 * @param superuserUrl where it will answer, on `port`
 * @returns its process id
 * @throws what PostgreSQL said when it ended instead, or that it was not ready after 60 s
 */
async function launch(cluster: Cluster, port: number, superuserUrl: string): Promise<number> {
  const logBegin = turnLog(cluster.logFile);
  const log = openSync(cluster.logFile, 'a', 0o600);
  const settings = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(
    join(cluster.nativeDir, 'bin', 'postgres'),
    ['-D', cluster.dir, '-p', String(port), ...settings],
    {
      ...runAs(cluster.account),
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH ?? '', LC_MESSAGES: 'C', TZ: 'UTC' },
    },
  );
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `ended with ${signal ?? `code ${String(code)}`}`));
  child.unref();
  const ready = await waitUntilReady(superuserUrl, () => ended === undefined);
  if (ready && child.pid !== undefined) return child.pid;
  if (ended === undefined && child.pid !== undefined) await stopServer(cluster.dir, child.pid);
  const said = readFileSync(cluster.logFile, 'utf8').slice(logBegin).trim().split('\n').slice(-8).join('\n');
  throw new Error(`PostgreSQL did not start: ${ended ?? `not ready after ${readySeconds} s`}\n${said}`);
}

/**
 * Launches a server, waiting up to 15 s for what is left of a killed one: its children, which leave within moments, and
 * its own entry in the process table, which PostgreSQL takes for life until somebody collects it.
 * @returns its process id
 * @throws as PostgreSQL says it, at once when waiting would not help
 */
export async function launchAfterDeath(cluster: Cluster, port: number, superuserUrl: string): Promise<number> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    try {
      return await launch(cluster, port, superuserUrl);
    } catch (error) {
      if (!isLeftBehind(cluster.dir, (error as Error).message) || performance.now() > deadline) throw error;
    }
    await sleep(200);
  }
}

function isLeftBehind(clusterDir: string, said: string): boolean {
  if (said.includes('pre-existing shared memory block')) return true;
  const holder = readPidFile(clusterDir);
  return said.includes('"postmaster.pid" already exists') && (!holder || !isAlive(holder.pid));
}

/** Begins a new log when the old one has grown large; answers where this start's messages begin, in characters. */
function turnLog(logFile: string): number {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLogBytes) renameSync(logFile, `${logFile}.1`);
  return size === 0 || size > largestLogBytes ? 0 : readFileSync(logFile, 'utf8').length;
}

/**
 * Waits until a server takes connections, through its start and its recovery after a crash.
 * @param mayCome says whether waiting still makes sense
 * @returns false when it makes no sense any more, or after 60 s
 * @throws what the server said when it refused us for good, such as a wrong password
 */
async function waitUntilReady(url: string, mayCome: () => boolean): Promise<boolean> {
  const deadline = performance.now() + readySeconds * 1000;
  while (mayCome() && performance.now() < deadline) {
    if ((await ask(url, 'SELECT 1')).state === 'answered') return true;
    await sleep(50);
  }
  return false;
}

type Answer = { state: 'answered'; value: unknown } | { state: 'starting' } | { state: 'silent' };

/** Asks a server one question. Throws when it refuses us for good. */
async function ask(url: string, question: string): Promise<Answer> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<unknown[]>({ text: question, rowMode: 'array' });
    return { state: 'answered', value: rows[0]?.[0] };
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    // 57P03: starting up or shutting down; 57P01: ended while we asked; 53300: full. No code: the connection broke.
    if (['', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P03', '57P01', '53300'].includes(code))
      return { state: 'starting' };
    if (code === 'ECONNREFUSED') return { state: 'silent' };
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Finds the server that runs on a cluster already: one that outlived the process that started it, or one that another
 * process uses. `postmaster.pid` only hints at it; it counts when it answers and says that the cluster is its own.
 *
 * @param urlOf where the superuser would reach it on a port
 * @returns absent when there is none; PostgreSQL itself then decides whether the hint was stale
 */
export async function findRunning(
  clusterDir: string,
  urlOf: (port: number) => string,
): Promise<RunningServer | undefined> {
  const hint = readPidFile(clusterDir);
  if (!hint) return undefined;
  const deadline = performance.now() + readySeconds * 1000;
  // A server listens within moments of its birth, recovery or not: one that stays silent is another program.
  const silentUntil = performance.now() + 3_000;
  while (isAlive(hint.pid) && performance.now() < deadline) {
    const answer = await ask(urlOf(hint.port), 'SHOW data_directory').catch(() => undefined);
    if (answer === undefined) return undefined;
    if (answer.state === 'answered') return isSame(String(answer.value), clusterDir) ? hint : undefined;
    if (answer.state === 'silent' && performance.now() > silentUntil) return undefined;
    await sleep(50);
  }
  return undefined;
}

function isSame(path: string, clusterDir: string): boolean {
  return existsSync(path) && realpathSync(path) === realpathSync(clusterDir);
}

/**
 * Stops a server: its clients are cut off and it writes everything down; after 10 s it is told to drop everything,
 * which costs a recovery at the next start and loses nothing. A server that is dead already is fine.
 *
 * @throws when it lives on nevertheless
 */
export async function stopServer(clusterDir: string, pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 10],
    ['SIGQUIT', 10],
    ['SIGKILL', 5],
  ] as const) {
    // The number may belong to another process by now: signal only what the cluster names as its server.
    const named = readPidFile(clusterDir)?.pid === pid;
    if (named && isAlive(pid)) process.kill(pid, signal);
    const deadline = performance.now() + (named ? seconds : 2) * 1000;
    while (isAlive(pid) && performance.now() < deadline) await sleep(20);
    if (!named || !isAlive(pid)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) could not be stopped`);
}
