import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Dossier } from '../../src/audit/dossier.ts';
import { dossiers } from '../builders/any-dossier.ts';

const run = promisify(execFile);
const auditProcess = fileURLToPath(new URL('digests/audit-process.js', import.meta.url));

describe('the same dossier under the same rules', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tallyman-digests-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('has one digest, in whatever process, time zone and language, and however its JSON was written', async () => {
    const told = fc.sample(dossiers, { numRuns: 200, seed: 2026 });
    const inOhio = await digestsOf(told, { TZ: 'America/New_York', LANG: 'en_US.UTF-8' });
    const inKathmandu = await digestsOf(turned(told) as Dossier[], { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' });

    expect(inOhio.length).toBeGreaterThanOrEqual(200);
    expect(new Set(inOhio).size).toBeGreaterThan(50);
    expect(inKathmandu).toEqual(inOhio);
  });

  /** Audits in a process of its own; `case digest` of each report. */
  async function digestsOf(told: readonly Dossier[], env: Record<string, string>): Promise<string[]> {
    const file = join(folder, `${env.LANG ?? ''}.json`);
    writeFileSync(file, JSON.stringify(told));
    const { stdout } = await run(process.execPath, [auditProcess, file], {
      env: { ...process.env, ...env },
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout.trim().split('\n');
  }
});

/** The same value with the members of every object written in the reverse order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}
