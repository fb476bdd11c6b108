import { rmSync } from 'node:fs';

/** Stops the server that global-setup.js started and removes its data; leaves one that TEST_PG_URL named alone. */
export default async function stopPostgres() {
  const started = globalThis.testPostgres;
  if (!started) return;
  globalThis.testPostgres = undefined;
  await started.server.stop();
  rmSync(started.folder, { recursive: true, force: true });
}
