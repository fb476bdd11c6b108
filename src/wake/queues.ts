import type { BackendFactory, ConnectionOptions } from 'bullmq';
import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import { Redis } from 'ioredis';
import { Client, Pool } from 'pg';
import { SteadyClient } from '../database/steady-client.ts';

/** Every alarm clock there is: one per room that works in the background. */
export const queueNames = ['audit', 'settlement'] as const;
export type QueueName = (typeof queueNames)[number];

/** Where the queues live: on PostgreSQL, or on Redis where a URL is given. */
export interface QueueAddress {
  databaseUrl: string;
  redisUrl: string | null;
}

/** Connections for the queues of one process; `end` is called after queues and workers are closed. */
export interface QueueConnections {
  /** Of whoever rings: it fails at once when Redis is down. */
  ringing: ConnectionOptions;
  /** Of whoever listens: it waits for Redis to come back. */
  listening: ConnectionOptions;
  /** False while what closes in order would wait for ever. */
  alive(): boolean;
  end(): Promise<void>;
}

/**
 * Opens the connections and tells BullMQ, process-wide, which backend it runs on. Call it before any queue is made:
 * @nestjs/bullmq knows no option for that.
 *
 * @param onError told of broken connections; BullMQ mends them by itself
 */
export function openQueueConnections(address: QueueAddress, onError: (error: Error) => void): QueueConnections {
  if (address.redisUrl !== null) return onRedis(address.redisUrl, onError);
  setDefaultBackendFactory(createPostgresBackend as unknown as BackendFactory);
  // One pool for all queues of the process; each listening worker keeps one of its connections.
  const pool = new Pool({
    connectionString: address.databaseUrl,
    max: queueNames.length + 3,
    options: '-c search_path=bullmq',
    application_name: 'tallyman queue',
    Client: SteadyClient,
  });
  let ending = false;
  pool.on('error', (error) => {
    // The pool ends a moment before its sockets do: a server that stops meanwhile is nobody's trouble.
    if (!ending) onError(error);
  });
  const connection = pool as unknown as ConnectionOptions;
  const end = () => {
    ending = true;
    return pool.end();
  };
  return { ringing: connection, listening: connection, alive: () => true, end };
}

function onRedis(url: string, onError: (error: Error) => void): QueueConnections {
  setDefaultBackendFactory();
  const ringing = new Redis(url, { connectTimeout: 2000, maxRetriesPerRequest: 1, enableOfflineQueue: false });
  const listening = new Redis(url, { connectTimeout: 2000, maxRetriesPerRequest: null });
  for (const redis of [ringing, listening]) redis.on('error', onError);
  return {
    ringing,
    listening,
    alive: () => listening.status === 'ready',
    end: () => {
      for (const redis of [ringing, listening]) redis.disconnect();
      return Promise.resolve();
    },
  };
}

/** Brings the queue's own tables (schema `bullmq`) up to date; harmless when they are. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
