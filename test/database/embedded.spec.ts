import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Embedded, startEmbedded } from '../../src/database/embedded.ts';
import { healLinks, installedBinaries } from '../../src/database/postgres-binaries.ts';

interface Orphan {
  pid: number;
  url: string;
  origin: string;
  child: ChildProcess;
}

let folder: string;
let dataDir: string;
let begun: Embedded[];
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyman-embedded-'));
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'postgres');
  begun = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of begun) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function begin(extra: { nativeDir?: string; log?: (line: string) => void } = {}): Promise<Embedded> {
  const server = await startEmbedded({ dataDir, forTests: true, ...extra });
  begun.push(server);
  return server;
}

/** Starts a server from another Node.js process and answers once it is ready. */
function beginElsewhere(): Promise<Orphan> {
  const script = new URL('orphan.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => {
      resolve({ ...(JSON.parse(chunk.toString()) as Omit<Orphan, 'child'>), child });
    });
    child.once('exit', () => {
      reject(new Error('the other process ended'));
    });
  });
}

async function query(url: string, text: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** A server for tests does not wait for its log to be written, unless a connection asks for it. */
function written(url: string): string {
  return `${url}?options=${encodeURIComponent('-c synchronous_commit=on')}`;
}

function lives(pid: number): boolean {
  const stat = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return stat !== '' && !stat.startsWith('Z');
}

/** Waits up to 20 s for something to become so. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 20_000 && !(await isSo()); waited += 50) await sleep(50);
}

describe('our own PostgreSQL', () => {
  test('starts on an empty directory with a role that is no superuser and keeps its passwords closed', async () => {
    const server = await begin();
    expect(server.origin).toBe('started');
    const rights = `SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user`;
    expect(await query(server.url, rights)).toBe(false);
    expect(
      await query(server.url, `SELECT count(*) FROM pg_extension WHERE extname IN ('btree_gist', 'pg_trgm')`),
    ).toBe('2');
    expect(await query(server.url, 'SHOW data_checksums')).toBe('on');
    expect(await query(server.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await query(server.url, 'SHOW server_encoding')).toBe('UTF8');
    expect(statSync(`${dataDir}.secrets.json`).mode & 0o077).toBe(0);
    await expect(query(server.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password');
  });

  test('keeps data and address over a stop and a start, and leaves no process', async () => {
    const first = await begin();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(lives(first.pid)).toBe(false);
    const second = await begin();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT answer FROM kept')).toBe(42);
  });

  test('takes another port when its own was taken meanwhile', async () => {
    const first = await begin();
    await first.stop();
    const secrets = JSON.parse(readFileSync(`${dataDir}.secrets.json`, 'utf8'));
    const taken = new URL(process.env.TEST_PG_URL ?? '').port;
    writeFileSync(`${dataDir}.secrets.json`, JSON.stringify({ ...secrets, port: Number(taken) }));
    const second = await begin();
    expect(second.port).not.toBe(Number(taken));
    expect(await query(second.url, 'SELECT 1')).toBe(1);
  });

  test('comes back by itself, at the same address, after its server was killed', async () => {
    const server = await begin();
    await query(written(server.url), 'CREATE TABLE kept AS SELECT 42 AS answer');
    const killed = server.pid;
    process.kill(killed, 'SIGKILL');
    await until(() => server.pid !== killed);
    expect(server.pid).not.toBe(killed);
    expect(await query(server.url, 'SELECT answer FROM kept')).toBe(42);
  });

  test('starts again on the directory of a server that was killed with its owner', async () => {
    const orphan = await beginElsewhere();
    await query(written(orphan.url), 'CREATE TABLE kept AS SELECT 42 AS answer');
    orphan.child.kill('SIGKILL');
    process.kill(orphan.pid, 'SIGKILL');
    await until(() => !lives(orphan.pid));
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
    const server = await begin();
    expect(server.origin).toBe('started');
    expect(await query(server.url, 'SELECT answer FROM kept')).toBe(42);
  });

  test('adopts the server of a process that was killed, and stops it', async () => {
    const orphan = await beginElsewhere();
    orphan.child.kill('SIGKILL');
    await until(() => orphan.child.signalCode !== null);
    expect(lives(orphan.pid)).toBe(true);
    const server = await begin();
    expect([server.origin, server.pid, server.url]).toEqual(['adopted', orphan.pid, orphan.url]);
    await server.stop();
    expect(lives(orphan.pid)).toBe(false);
  });

  test('joins the server of a living process, and leaves it running', async () => {
    const other = await beginElsewhere();
    const server = await begin();
    expect([server.origin, server.pid]).toEqual(['joined', other.pid]);
    await server.stop();
    expect(await query(other.url, 'SELECT 1')).toBe(1);
    other.child.kill('SIGKILL');
    await until(() => other.child.signalCode !== null);
    await (await begin()).stop();
    expect(lives(other.pid)).toBe(false);
  });

  test('two processes that start at once on an empty directory share one server', async () => {
    const both = await Promise.all([beginElsewhere(), beginElsewhere()]);
    expect(both[0].pid).toBe(both[1].pid);
    expect(both.map(({ origin }) => origin).sort()).toEqual(['joined', 'started']);
    for (const { child } of both) child.kill('SIGKILL');
    await until(() => both.every(({ child }) => child.signalCode !== null));
    await (await begin()).stop();
  });

  test('stops at once when its server is dead already', async () => {
    const server = await begin();
    process.kill(server.pid, 'SIGKILL');
    const asked = performance.now();
    await server.stop();
    expect(performance.now() - asked).toBeLessThan(5_000);
    await until(() => !lives(server.pid));
    expect(lives(server.pid)).toBe(false);
  });

  test('says what to do when the passwords of an existing database are lost', async () => {
    const server = await begin();
    await server.stop();
    rmSync(`${dataDir}.secrets.json`);
    await expect(begin()).rejects.toThrow('restore it from a backup');
  });

  test('runs from binaries whose links were never made', async () => {
    const nativeDir = join(folder, 'binaries');
    cpSync(installedBinaries(), nativeDir, { recursive: true, verbatimSymlinks: true });
    const list = JSON.parse(readFileSync(join(nativeDir, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    for (const { target } of list) rmSync(join(nativeDir, target.replace('native/', '')), { force: true });
    expect(spawnSync(join(nativeDir, 'bin', 'initdb'), ['--version']).status).not.toBe(0);
    const server = await begin({ nativeDir });
    expect(await query(server.url, 'SELECT 1')).toBe(1);
    expect(healLinks(nativeDir)).toBe(0);
  });
});
