import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { eventually, freshDatabase, type Json } from './service.ts';

/** The descriptions come from comments and types and are made by the build, so the built service is asked. */
const built = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const key = 'key-of-the-described-story';

let dataDir: string;
let child: ChildProcess;
let said = '';
let url = '';
let description: Json;

beforeAll(async () => {
  if (!existsSync(built)) throw new Error('run `npm test`, or `npm run build` first: the built service is described');
  dataDir = mkdtempSync(join(tmpdir(), 'tallyman-described-'));
  const env = {
    ...process.env,
    DATABASE_URL: await freshDatabase(),
    DATA_DIR: dataDir,
    PORT: '0',
    DEMO: '0',
    DEMO_API_KEY: key,
    DEMO_CHECKER_KEY: `${key}-2`,
  };
  child = spawn(process.execPath, [built], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += String(text)));
  url = await eventually(() => {
    const found = /listening on (http\S+?),/.exec(said)?.[1];
    return found === undefined ? Promise.reject(new Error(`it does not listen: ${said}`)) : Promise.resolve(found);
  }, 30);
  description = await (await fetch(`${url}/openapi.json`)).json();
}, 60_000);

afterAll(() => {
  child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Every operation with its place. */
function operations(): { name: string; path: string; operation: Json }[] {
  return Object.entries<Json>(description.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
  );
}

function bodies(): { name: string; schema: Json; examples: unknown[] }[] {
  return operations().flatMap(({ name, operation }) =>
    Object.entries<Json>(operation.requestBody?.content ?? {}).map(([type, body]) => ({
      name: `${name} ${type}`,
      schema: body.schema,
      examples: [body.example, ...Object.values<Json>(body.examples ?? {}).map(({ value }) => value)].filter(
        (example) => example !== undefined,
      ),
    })),
  );
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with every path, and shown by Swagger UI', async () => {
    expect(description.openapi).toMatch(/^3\.1\./);
    for (const path of ['/v1/shipments', '/v1/edi', '/v1/contracts', '/v1/cases', '/v1/postings', '/health/live'])
      expect(Object.keys(description.paths)).toContain(path);
    const page = await fetch(`${url}/docs/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('names every operation once, sums it up, and declares every parameter of its path', () => {
    const ids = operations().map(({ operation }) => operation.operationId as string);
    expect(new Set(ids).size).toBe(ids.length);
    const silent = operations().filter(({ operation }) => !operation.summary);
    expect(silent.map(({ name }) => name)).toEqual([]);
    for (const { name, path, operation } of operations()) {
      const declared = (operation.parameters as Json[])
        .filter((each) => each.in === 'path')
        .map((each) => each.name as string);
      const used = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect([name, [...declared].sort()]).toEqual([name, [...used].sort()]);
    }
  });

  it('describes every event that is told outside', () => {
    const events = Object.entries<Json>(description.webhooks);
    expect(events.map(([type]) => type)).toContain('freight.case.reopened.v1');
    for (const [type, { post }] of events) {
      const { schema } = post.requestBody.content['application/cloudevents+json'];
      expect(schema.properties.type.const).toBe(type);
    }
  });

  it('refers to nothing it does not hold', () => {
    const refs = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(refs.filter((name) => name !== undefined && !description.components.schemas[name])).toEqual([]);
  });

  it('has an example on every body, and every example is what the schema says', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'api', components: description.components });
    expect(bodies().length).toBeGreaterThan(20);
    for (const { name, schema, examples } of bodies()) {
      expect([name, examples.length > 0]).toEqual([name, true]);
      const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')));
      for (const example of examples) expect([name, check(example), check.errors]).toEqual([name, true, null]);
    }
  });

  it.each(['shipments', 'events', 'documents', 'invoices', 'payments', 'contracts', 'carriers', 'policies'])(
    'of %s has an example that is taken',
    async (path) => {
      const { examples } = description.paths[`/v1/${path}`].post.requestBody.content['application/json'];
      const [first] = Object.values<Json>(examples);
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const answer = await fetch(`${url}/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(first.value) });
      expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)]);
    },
  );
});

describe('the service', () => {
  it('is alive and ready', async () => {
    expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'live' });
    expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ready' });
  });

  it('stops when it is told to, and says nothing went wrong', async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said).toMatch(/stopped\n$/);
    expect(said).not.toMatch(/error/i);
  });
});
