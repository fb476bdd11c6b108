/** What the environment says, read once; refused at start when it makes no sense. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** null: an embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** null: queues on PostgreSQL. */
  redisUrl: string | null;
  role: 'api' | 'worker' | 'all';
  demo: boolean;
  demoLatePodSeconds: number;
  /** Whole days added to every clock, for trying deadlines; only where HOST is loopback. */
  clockOffsetDays: number;
  demoApiKey: string | null;
  demoCheckerKey: string | null;
  /** Where the default ERP target is; null: the demo's simulator, or nowhere. */
  erpUrl: string | null;
  /** Where mail to carriers is sent; null: it is written as files into `DATA_DIR/outbox`. */
  smtpUrl: string | null;
  /** Who it is from: an address, or `Name <address>`. */
  smtpFrom: string;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * The environment as one typed value.
 *
 * @throws Error naming the variable that makes no sense
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const config: Config = {
    port: whole(env, 'PORT', 3000),
    host: text(env, 'HOST') ?? '127.0.0.1',
    dataDir: text(env, 'DATA_DIR') ?? '.data',
    databaseUrl: text(env, 'DATABASE_URL'),
    redisUrl: text(env, 'REDIS_URL'),
    role: oneOf(env, 'ROLE', ['all', 'api', 'worker']),
    demo: oneOf(env, 'DEMO', ['0', '1']) === '1',
    demoLatePodSeconds: whole(env, 'DEMO_LATE_POD_SECONDS', 60),
    clockOffsetDays: whole(env, 'CLOCK_OFFSET_DAYS', 0),
    demoApiKey: text(env, 'DEMO_API_KEY'),
    demoCheckerKey: text(env, 'DEMO_CHECKER_KEY'),
    erpUrl: text(env, 'ERP_URL'),
    smtpUrl: text(env, 'SMTP_URL'),
    smtpFrom: text(env, 'SMTP_FROM') ?? 'tallyman@localhost',
  };
  refuseMailThatCannotBe(config, env);
  refuseOutsideLoopback(config);
  return config;
}

/** A server without a sender, or an address of another kind, would fail at the first dispute and not at the start. */
function refuseMailThatCannotBe({ smtpUrl }: Config, env: NodeJS.ProcessEnv): void {
  if (smtpUrl === null) return;
  if (!/^smtps?:\/\/[^\s/]+/.test(smtpUrl)) throw new Error('SMTP_URL must begin with smtp:// or smtps://');
  if (!/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(text(env, 'SMTP_FROM') ?? ''))
    throw new Error('SMTP_FROM must be the address mail is from where SMTP_URL is given');
}

/** What is meant for trying things out must not be reachable from elsewhere. */
function refuseOutsideLoopback(config: Config): void {
  const trials = {
    DEMO_API_KEY: config.demoApiKey !== null,
    DEMO_CHECKER_KEY: config.demoCheckerKey !== null,
    CLOCK_OFFSET_DAYS: config.clockOffsetDays !== 0,
  };
  const named = Object.entries(trials).find(([, given]) => given)?.[0];
  if (named !== undefined && !loopback.test(config.host))
    throw new Error(`${named} is refused unless HOST is a loopback address`);
  if (config.demoApiKey !== null && config.demoApiKey === config.demoCheckerKey)
    throw new Error('DEMO_API_KEY and DEMO_CHECKER_KEY are two different people: give two different keys');
}

function text(env: NodeJS.ProcessEnv, name: string): string | null {
  const value = env[name];
  return value === undefined || value === '' ? null : value;
}

function whole(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const value = text(env, name);
  if (value === null) return otherwise;
  if (!/^-?\d{1,9}$/.test(value)) throw new Error(`${name} must be a whole number, not "${value}"`);
  return Number(value);
}

function oneOf<T extends string>(env: NodeJS.ProcessEnv, name: string, choices: readonly [T, ...T[]]): T {
  const value = text(env, name);
  if (value === null) return choices[0];
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Error(`${name} must be one of ${choices.join(', ')}, not "${value}"`);
  return found;
}
