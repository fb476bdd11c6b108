import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { ownDatabase } from '../stories/approved-cases.ts';

const simulator = fileURLToPath(new URL('../../bench/carriers/run.js', import.meta.url));

describe('carriers, honest and not, and a calculator that shares no code with ours', () => {
  let url: string;
  let end: () => Promise<void>;

  beforeAll(async () => {
    const own = await ownDatabase('carriers');
    await own.db.destroy();
    ({ url, end } = own);
  });
  afterAll(() => end());

  it('come to the same amounts, find the mistakes that were made and doubt no other bill', async () => {
    const { code, said } = await run('--small', '--database', url);
    expect(said).toContain('all as agreed');
    expect(code).toBe(0);
  }, 180_000);
});

/** Runs the simulator to its end. */
function run(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [simulator, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, said });
    });
  });
}
