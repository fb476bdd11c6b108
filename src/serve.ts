import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type INestApplicationContext, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.ts';
import { RuleTrials } from './backtest/rule-trials.ts';
import { AuditLoop } from './cases/audit-loop.ts';
import type { Config } from './config.ts';
import { dataSourceFor } from './data-source.ts';
import { takeTurn } from './database/turn.ts';
import { prepareHttp } from './http.ts';
import { KeysService, newSecret } from './people/keys.service.ts';

const version = '0.1.0';

/** Connections of one process: those of its requests and workers together. */
const poolSize = 20;

/** The secrets of the first two people. */
export interface FirstKeys {
  maker: string;
  checker: string;
}

/** A service that runs. */
export interface Service {
  /** Where it listens; null for a worker, which does not. */
  url: string | null;
  /** Empty for a worker: nobody calls it, and it has no say in who may call the others. */
  keys: FirstKeys;
  app: INestApplicationContext;
  /** Stops taking requests, ends the workers, then closes the pools. */
  close(): Promise<void>;
}

/** Starts the part of the service the role asks for, on a database that is migrated. */
export async function serve(config: Config, databaseUrl: string, logger: LoggerService | false): Promise<Service> {
  const source = await dataSourceFor(databaseUrl, poolSize, config.clockOffsetDays).initialize();
  const module = AppModule.of(config, { source, url: databaseUrl });
  const options = { logger, abortOnError: false } as const;
  if (config.role === 'worker') {
    const app = await NestFactory.createApplicationContext(module, options);
    startWork(app);
    return { url: null, keys: { maker: '', checker: '' }, app, close: () => app.close() };
  }
  const app = await NestFactory.create<NestExpressApplication>(module, { ...options, bodyParser: false });
  prepareHttp(app, version);
  await app.init();
  const keys = await firstKeys(app, config);
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  if (config.role === 'all') startWork(app);
  const server = app.getHttpServer();
  // Longer than clients keep a connection they do not use: who closes first must not be us, in the middle of a request.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const close = async () => {
    // Requests that run are answered first; idle connections are not waited for.
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const late = setTimeout(() => {
      server.closeAllConnections();
    }, 5_000);
    await closed;
    clearTimeout(late);
    await app.close();
  };
  return { url: `http://${host}:${port}`, keys, app, close };
}

/** What runs in the background of a process that works. */
function startWork(app: INestApplicationContext): void {
  app.get(AuditLoop, { strict: false }).start();
  app.get(RuleTrials, { strict: false }).start();
}

/**
 * The first two keys: those the environment fixes, else those of the last start, else new ones, kept in DATA_DIR. One
 * process at a time: two that start together on an empty folder agree on the same keys.
 */
async function firstKeys(app: INestApplicationContext, config: Config): Promise<FirstKeys> {
  mkdirSync(config.dataDir, { recursive: true });
  const endTurn = await takeTurn(join(config.dataDir, 'keys.lock'));
  try {
    const file = join(config.dataDir, 'keys.json');
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<FirstKeys>) : {};
    const keys = {
      maker: config.demoApiKey ?? kept.maker ?? newSecret(),
      checker: config.demoCheckerKey ?? kept.checker ?? newSecret(),
    };
    await app.get(KeysService, { strict: false }).setFirstKeys(keys);
    if (kept.maker !== keys.maker || kept.checker !== keys.checker)
      writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
    return keys;
  } finally {
    endTurn();
  }
}
