import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';

const launcher = new URL('../dist/src/database/embedded.js', import.meta.url);

/**
 * One PostgreSQL server for the whole run, or the one TEST_PG_URL names; its role may create databases.
 * TEST_PG_URL is set for the specifications either way.
 */
export default async function startPostgres() {
  if (!vm.SourceTextModule)
    throw new Error('run `npm test`: NestJS 12 is ESM-only and Jest needs --experimental-vm-modules');
  if (process.env.TEST_PG_URL) return;
  if (!existsSync(launcher))
    throw new Error('run `npm test`, or `npm run build` first: the tests start the built server');
  const { startEmbedded } = await import(launcher.href);
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-test-'));
  chmodSync(folder, 0o755);
  const server = await startEmbedded({ dataDir: join(folder, 'postgres'), forTests: true });
  process.env.TEST_PG_URL = server.url;
  globalThis.testPostgres = { server, folder };
  // Jest skips its teardown when it is interrupted; the server runs in a session of its own and would stay.
  process.once('exit', () => endAtOnce(server.pid));
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])
    process.once(signal, () => process.exit(code));
}

function endAtOnce(pid) {
  if (globalThis.testPostgres === undefined) return;
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It is gone already.
  }
}
