import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { ownDatabase } from '../stories/approved-cases.ts';

const simulator = fileURLToPath(new URL('../../bench/carriers/run.js', import.meta.url));

describe('carriers, honest and not, and a calculator that shares no code with ours', () => {
  let url: string;
  let end: () => Promise<void>;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    const own = await ownDatabase('carriers');
    await own.db.destroy();
    ({ url, end } = own);
  });
  afterAll(async () => {
    child?.kill('SIGTERM');
    await end();
  });

  it('come to the same amounts, find the mistakes that were made and doubt no other bill', async () => {
    child = started('--small', '--database', url);
    const { code, said } = await ended(child);
    expect(said).toContain('all as agreed');
    expect(code).toBe(0);
  }, 600_000);
});

/** Starts the simulator. */
function started(...args: string[]): ChildProcess {
  return spawn(process.execPath, [simulator, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Waits until it ends by itself; what it printed. */
function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, said });
    });
  });
}
