import { pathToFileURL } from 'node:url';
import { readConfig } from './config.ts';
import { dataSourceFor } from './data-source.ts';
import { migrateQueue } from './wake/queues.ts';

/** Brings a database up to date: our tables, and the queue's where it lives on PostgreSQL. */
export async function migrate(databaseUrl: string, redisUrl: string | null): Promise<void> {
  const source = await dataSourceFor(databaseUrl, 1).initialize();
  try {
    // One at a time, whoever starts at the same moment.
    await source.query('SELECT pg_advisory_lock(741200)');
    await source.runMigrations();
    if (redisUrl === null) await migrateQueue(databaseUrl);
  } finally {
    await source.destroy();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { databaseUrl, redisUrl } = readConfig(process.env);
  if (databaseUrl === null) throw new Error('set DATABASE_URL; the embedded database is migrated by npm start');
  await migrate(databaseUrl, redisUrl);
  console.log('the database is up to date');
}
