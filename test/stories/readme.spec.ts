import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { migrate } from '../../src/migrate.ts';
import { serve, type Service } from '../../src/serve.ts';
import { ownDatabase } from './approved-cases.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The blocks a reader is asked to run, in their order. */
const walk = [...readme.matchAll(/^```sh walk\n(.*?)^```$/gms)].map((block) => block[1] ?? '');

const lacking = ['bash', 'curl'].filter((program) => spawnSync(program, ['--version']).error);
const skip = lacking.length > 0 && !process.env.CI;
if (skip) console.warn(`SKIPPED: the walk of the README needs ${lacking.join(' and ')}`);

(skip ? describe.skip : describe)('the walk of the README', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-readme-'));
  let database: Awaited<ReturnType<typeof ownDatabase>>;
  let service: Service;

  beforeAll(async () => {
    database = await ownDatabase('readme');
    await migrate(database.url, null);
    service = await serve(readConfig({ PORT: '0', DATA_DIR: dataDir }), database.url, false);
  }, 60_000);

  afterAll(async () => {
    await service.close();
    await database.end();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('leads from an empty service to a bill approved to the cent and booked in the ERP', async () => {
    expect(walk.length).toBeGreaterThan(5);
    const said = await run(walk.join('\n'), {
      URL: service.url ?? '',
      MAKER: service.keys.maker,
      CHECKER: service.keys.checker,
    });
    expect(statesIn(said)).toEqual(['AWAITING_EVIDENCE', 'DISPUTED', 'APPROVED', 'SETTLED']);

    const { data } = await read('/v1/cases?invoiceNumber=INV-88120');
    const found = await read(`/v1/cases/${data[0].caseId}`);
    expect(found).toMatchObject({
      state: 'SETTLED',
      money: {
        billed: '440.48',
        approved: '440.48',
        disputed: '0.00',
        denied: '0.00',
        pending: '0.00',
        expected: '440.48',
      },
    });
    // 62 % off 728.00, and fuel at 28.5 % of what is left of it.
    expect(approvedOf(found.charges, 'LINEHAUL') + approvedOf(found.charges, 'DISCOUNT')).toBeCloseTo(276.64, 9);
    expect(approvedOf(found.charges, 'FUEL')).toBe(78.84);
    expect(approvedOf(found.charges, 'LIFTGATE_DELIVERY')).toBe(85);
  }, 60_000);

  async function read(path: string): Promise<ReturnType<typeof JSON.parse>> {
    const answer = await fetch(`${service.url ?? ''}${path}`, {
      headers: { authorization: `Bearer ${service.keys.maker}` },
    });
    return answer.json();
  }
});

/** The states the walk shows, in order: each stands alone on a line of what it printed. */
function statesIn(said: string): string[] {
  return [...said.matchAll(/^ {2}"([A-Z_]+)",$/gm)].map((line) => line[1] ?? '').filter((word) => word !== 'INVOICE');
}

function approvedOf(charges: { charge: string; approved: string }[], wanted: string): number {
  return Number(charges.find(({ charge }) => charge === wanted)?.approved);
}

/** Runs a script as a reader's shell would, but stopping at the first command that fails. */
function run(script: string, env: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const shell = spawn('bash', ['-euo', 'pipefail'], { env: { ...process.env, ...env } });
    let said = '';
    const hear = (part: Buffer): void => {
      said += part.toString();
    };
    shell.stdout.on('data', hear);
    shell.stderr.on('data', hear);
    shell.on('error', reject);
    shell.on('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`the walk ended with ${code}:\n${said}`));
    });
    shell.stdin.end(script);
  });
}
