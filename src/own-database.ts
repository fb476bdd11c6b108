import { join } from 'node:path';
import type { Config } from './config.ts';
import { startEmbedded } from './database/embedded.ts';

/** The database the environment names, else our own: started, or the one a running service has started. */
export async function databaseOf(
  config: Config,
  log: (line: string) => void,
): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: () => Promise.resolve() };
  return startEmbedded({ dataDir: join(config.dataDir, 'postgres'), log });
}
