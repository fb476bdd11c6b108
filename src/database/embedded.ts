import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { loadSecrets, makeCluster, placeCluster, saveSecrets, type Secrets } from './cluster.ts';
import { serverAccount } from './postgres-account.ts';
import { installedBinaries, runnableBinaries } from './postgres-binaries.ts';
import { type Cluster, findRunning, freePort, isAlive, isFree, launchAfterDeath, stopServer } from './postmaster.ts';
import { claim, isHeldByAnother, takeTurn } from './turn.ts';

/** What to start. */
export interface EmbeddedOptions {
  /** The database directory; made when missing. Its secrets, log and locks lie beside it under its name. */
  dataDir: string;
  /** Told what happens, a line at a time; silent when absent. */
  log?: ((line: string) => void) | undefined;
  /** A database nobody keeps: not written through to the disk, and its role may create databases. */
  forTests?: boolean | undefined;
  /** The folder with PostgreSQL's `bin`, `lib` and `share`; as npm installed it when absent. */
  nativeDir?: string | undefined;
}

/** A PostgreSQL server of our own. */
export interface Embedded {
  /** Where the role `tallyman` reaches its database `tallyman`: no superuser, so row security holds for it. */
  readonly url: string;
  readonly port: number;
  /** The server's process; another one after it was killed and started again. */
  readonly pid: number;
  /**
   * `started`: by us. `adopted`: it had outlived the process that started it. `joined`: another living process is
   * responsible for it, and our `stop` leaves it alone.
   */
  readonly origin: Origin;
  /** Stops the server and leaves no process behind; nothing to do when it is dead already. */
  stop(): Promise<void>;
}

type Origin = 'started' | 'adopted' | 'joined';

/** Sized for a machine of two cores and a few gigabytes. Nothing here trades safety for speed. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  wal_buffers: '16MB',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '10min',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  jit: 'off',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // A failed statement may carry a password or a customer's figures: its text stays out of the log.
  log_min_error_statement: 'panic',
};

const settingsForTests = {
  ...settings,
  shared_buffers: '128MB',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
};

/**
 * Starts PostgreSQL 18 on a directory, from the binaries npm installed, or takes up the server that runs on it already.
 *
 * The server listens on the loopback interface alone, with random passwords. While it is ours it is started again when
 * it dies. It outlives us when we are killed, and is adopted by the next start.
 *
 * @throws with what to do, when there are no binaries for this system, no account to run under, no room, or the
 *   directory is another's
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => undefined);
  const account = serverAccount(dataDir);
  const dir = placeCluster(dataDir, account, log);
  const endTurn = await takeTurn(`${dataDir}.lock`);
  try {
    const secrets = loadSecrets(dataDir);
    const nativeDir = runnableBinaries(account, options.nativeDir ?? installedBinaries());
    if (account) log(`running as root: PostgreSQL runs as ${account.name}`);
    const unsafe = options.forTests ?? false;
    if (makeCluster({ dir, nativeDir, account, superuserPassword: secrets.superuserPassword, unsafe }))
      log(`made a database in ${dir}`);
    const cluster: Cluster = {
      dir,
      nativeDir,
      account,
      logFile: `${dataDir}.log`,
      settings: unsafe ? settingsForTests : settings,
    };
    const server = new EmbeddedServer(dataDir, cluster, secrets, log);
    await server.takeUp();
    if (server.origin !== 'joined') {
      await provision(server.superuserUrl('postgres'), server.superuserUrl('tallyman'), secrets, unsafe);
      claim(`${dataDir}.owner`);
      server.watch();
    }
    return server;
  } finally {
    endTurn();
  }
}

class EmbeddedServer implements Embedded {
  origin: Origin = 'started';
  pid = 0;
  port = 0;
  private watching: NodeJS.Timeout | undefined;
  private revival: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly dataDir: string,
    private readonly cluster: Cluster,
    private readonly secrets: Secrets,
    private readonly log: (line: string) => void,
  ) {}

  get url(): string {
    return `postgres://tallyman:${this.secrets.ownerPassword}@127.0.0.1:${this.port}/tallyman`;
  }

  superuserUrl(database: string, port = this.port): string {
    return `postgres://postgres:${this.secrets.superuserPassword}@127.0.0.1:${port}/${database}`;
  }

  /** Finds the server that runs on the cluster, or starts one. */
  async takeUp(): Promise<void> {
    const running = await findRunning(this.cluster.dir, (port) => this.superuserUrl('postgres', port));
    const anothers = isHeldByAnother(`${this.dataDir}.owner`);
    if (running) {
      this.origin = anothers ? 'joined' : 'adopted';
      Object.assign(this, running);
      this.log(`PostgreSQL runs already (process ${this.pid}, port ${this.port}): ${this.origin}`);
      return;
    }
    this.origin = anothers ? 'joined' : 'started';
    await this.start();
    this.log(`PostgreSQL started (process ${this.pid}, port ${this.port})`);
  }

  private async start(): Promise<void> {
    const kept = this.secrets.port;
    const port = kept !== undefined && (await isFree(kept)) ? kept : await freePort();
    if (port !== kept) {
      this.secrets.port = port;
      saveSecrets(this.dataDir, this.secrets);
    }
    this.pid = await launchAfterDeath(this.cluster, port, this.superuserUrl('postgres', port));
    this.port = port;
  }

  /** Starts the server again whenever it dies, as PostgreSQL's own service would; on the same port, which is known. */
  watch(): void {
    this.watching = setInterval(() => {
      if (this.stopping || this.revival || isAlive(this.pid)) return;
      this.log(`PostgreSQL (process ${this.pid}) died; starting it again`);
      this.revival = this.revive().finally(() => {
        this.revival = undefined;
      });
    }, 250).unref();
  }

  private async revive(): Promise<void> {
    for (let attempt = 1; attempt <= 10 && !this.stopping; attempt += 1) {
      try {
        const running = await findRunning(this.cluster.dir, (port) => this.superuserUrl('postgres', port));
        if (running?.port === this.port) this.pid = running.pid;
        else this.pid = await launchAfterDeath(this.cluster, this.port, this.superuserUrl('postgres'));
        this.log(`PostgreSQL is back (process ${this.pid}, port ${this.port})`);
        return;
      } catch (error) {
        this.log((error as Error).message);
        await sleep(500 * attempt);
      }
    }
    clearInterval(this.watching);
    if (!this.stopping) this.log(`PostgreSQL could not be started again; see ${this.cluster.logFile}`);
  }

  async stop(): Promise<void> {
    if (this.stopping || this.origin === 'joined') return;
    this.stopping = true;
    clearInterval(this.watching);
    await this.revival;
    await stopServer(this.cluster.dir, this.pid);
    rmSync(`${this.dataDir}.owner`, { force: true });
    this.log('PostgreSQL stopped');
  }
}

/** Makes the role and the database that we work as and in, and puts the role's rights and password right. */
async function provision(serverUrl: string, databaseUrl: string, secrets: Secrets, mayCreate: boolean): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const roles = await client.query(`SELECT FROM pg_roles WHERE rolname = 'tallyman'`);
    const rights = `LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION ${mayCreate ? 'CREATEDB' : 'NOCREATEDB'}`;
    const verb = roles.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE tallyman ${rights} PASSWORD '${secrets.ownerPassword}'`);
    const databases = await client.query(`SELECT FROM pg_database WHERE datname = 'tallyman'`);
    if (databases.rowCount === 0) await client.query('CREATE DATABASE tallyman OWNER tallyman');
    await client.query('REVOKE ALL ON DATABASE tallyman FROM PUBLIC');
  });
  await withClient(databaseUrl, async (client) => {
    await client.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  });
}

async function withClient(url: string, use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
