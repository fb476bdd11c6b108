import { ConsoleLogger } from '@nestjs/common';
import { readConfig } from './config.ts';
import { migrate } from './migrate.ts';
import { databaseOf } from './own-database.ts';
import { demo, demoErp } from './seed.ts';
import { serve, type Service } from './serve.ts';

const say = (line: string) => {
  console.log(`• ${line}`);
};

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const toldToStop = untilToldToStop();
  const database = await databaseOf(config, say);
  const erp = await demoErp(config);
  const stopping = new AbortController();
  try {
    await migrate(database.url, config.redisUrl);
    const placed = { ...config, erpUrl: config.erpUrl ?? erp?.url ?? null };
    const service = await serve(placed, database.url, new ConsoleLogger({ logLevels: ['warn', 'error', 'fatal'] }));
    introduce(service, erp?.url);
    const story = demo(placed, service, say, stopping.signal);
    await toldToStop;
    stopping.abort();
    await story;
    await service.close();
  } finally {
    await erp?.stop();
    await database.stop();
  }
  say('stopped');
}

function introduce(service: Service, erpUrl: string | undefined): void {
  if (service.url === null) {
    say('working');
    return;
  }
  say(`listening on ${service.url}, API described at ${service.url}/docs`);
  say(`API keys: ${service.keys.maker} (maker), ${service.keys.checker} (checker, the second person)`);
  say(`console: ${service.url}/#key=${service.keys.maker}`);
  if (erpUrl !== undefined) say(`the demo's ERP: ${erpUrl}`);
}

/**
 * From now on no signal ends us before PostgreSQL is stopped: one that comes while we start is heeded once we have
 * started, and repeated ones change nothing. (Under npm, Ctrl-C reaches us twice: from the terminal and from npm.)
 */
function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        resolve();
      });
  });
}

/** What a start that failed says: what to do, where we know. */
function explained(error: unknown): string {
  const { code, port, message } = error as { code?: string; port?: number; message?: string };
  if (code === 'EADDRINUSE') return `port ${port ?? ''} is taken: stop what listens there, or set PORT to a free one`;
  return message ?? String(error);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(`✗ ${explained(error)}`);
  if (process.env.DEBUG) console.error(error);
  process.exit(1);
}
