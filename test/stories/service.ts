import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { readConfig } from '../../src/config.ts';
import { dropDatabase } from '../database/drop.ts';
import { migrate } from '../../src/migrate.ts';
import { serve, type Service } from '../../src/serve.ts';

/** Any JSON. */
export type Json = ReturnType<typeof JSON.parse>;

/** What came back. Bodies are untyped on purpose: a test reads what a client would read. */
export interface Reply {
  status: number;
  headers: Headers;
  body: Json;
  text: string;
}

/** One person speaking to the service. */
export interface Speaker {
  get(path: string): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Sends a text as it is. */
  send(path: string, text: string | Uint8Array | FormData, headers?: Record<string, string>): Promise<Reply>;
  /** Any method, with or without a body. */
  call(method: string, path: string, init?: { body?: BodyInit; headers?: Record<string, string> }): Promise<Reply>;
}

/** The whole service on a database of its own. */
export interface RunningService {
  url: string;
  databaseUrl: string;
  service: Service;
  /** Two different people, with all roles and every source. */
  maker: Speaker;
  checker: Speaker;
  as(key: string): Speaker;
  /** Waits until every answer is up to date. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** How the service is started: environment variables, and the database of another one to share. */
export interface StartOptions {
  env?: Record<string, string>;
  databaseUrl?: string;
}

/** Starts the whole service in this process, on a fresh database and a free port, with an empty DATA_DIR. */
export async function startService(options: StartOptions = {}): Promise<RunningService> {
  const databaseUrl = options.databaseUrl ?? (await freshDatabase());
  const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-story-'));
  const keys = { maker: randomBytes(12).toString('hex'), checker: randomBytes(12).toString('hex') };
  const env = {
    PORT: '0',
    DATA_DIR: dataDir,
    DEMO: '0',
    DEMO_API_KEY: keys.maker,
    DEMO_CHECKER_KEY: keys.checker,
    ...options.env,
  };
  const service = await serve(readConfig(env), databaseUrl, false);
  const url = service.url ?? '';
  const maker = speaker(url, service.keys.maker);
  return {
    url,
    databaseUrl,
    service,
    maker,
    checker: speaker(url, service.keys.checker),
    as: (key) => speaker(url, key),
    settled: () =>
      eventually(async () => {
        const { body } = await maker.get('/v1/insights/backlog');
        if (body.staleCases !== 0) throw new Error(`${body.staleCases} cases are stale still`);
      }),
    close: async () => {
      await service.close();
      rmSync(dataDir, { recursive: true, force: true });
      if (!options.databaseUrl) await dropAt(databaseUrl);
    },
  };
}

/** Tries again until it holds; after 15 seconds the last failure is the test's. */
export async function eventually<T>(holds: () => Promise<T>, seconds = 15): Promise<T> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(50);
    }
  }
}

function speaker(url: string, key: string): Speaker {
  const call: Speaker['call'] = async (method, path, init = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...init.headers },
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const text = await answer.text();
    const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  };
  const json =
    (method: string) =>
    (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      call(method, path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  return {
    call,
    get: (path) => call('GET', path),
    post: json('POST'),
    put: json('PUT'),
    send: (path, text, headers = {}) => call('POST', path, { body: text as BodyInit, headers }),
  };
}

const serverUrl = () => {
  const url = process.env.TEST_PG_URL;
  if (!url) throw new Error('TEST_PG_URL is not set: run the tests with `npm test`');
  return url;
};

const databaseAt = (name: string) => {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
};

async function onServer<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** A database of its own, with all tables: a copy of one that was migrated once for these migrations. */
export async function freshDatabase(): Promise<string> {
  const name = `story_${randomBytes(6).toString('hex')}`;
  const template = `template_${migrationsHash()}`;
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock(741299)');
    const known = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (known.rowCount === 0) {
      const raw = `${template}_raw`;
      await dropDatabase((sql, values) => client.query(sql, values), raw);
      await client.query(`CREATE DATABASE ${raw}`);
      await migrate(databaseAt(raw), null);
      await client.query(`ALTER DATABASE ${raw} RENAME TO ${template}`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return databaseAt(name);
}

/** Drops a database of `freshDatabase`; a service on it that is closed does so by itself. */
export async function dropAt(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await onServer((client) => dropDatabase((sql, values) => client.query(sql, values), name));
}

function migrationsHash(): string {
  const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
