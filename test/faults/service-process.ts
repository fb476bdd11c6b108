import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ServiceClient, serviceClient } from '../../seeds/service-client.ts';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** The keys of every service started here: a maker's and a checker's. */
export const keys = { maker: 'maker-key-of-the-fault-tests', checker: 'checker-key-of-the-fault-tests' };

/** A service in a process of its own, as an operator starts it. */
export interface ServiceProcess {
  pid: number;
  /** Empty for a worker, which listens nowhere. */
  url: string;
  /** How long it took to be ready. */
  readySeconds: number;
  /** All it printed so far. */
  said: () => string;
  /** Speaks with the maker's key. */
  client: ServiceClient;
  /** Tells it to stop as Ctrl-C does; its exit code. */
  stop: () => Promise<number | null>;
  /** kill -9. */
  kill: () => Promise<void>;
}

const living = new Set<ChildProcess>();

/** Runs the built service until it ends by itself. */
export async function runToItsEnd(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { ended, said } = beginService(env);
  return { code: await ended, said: said() };
}

/** Starts the built service and does not wait until it is ready. */
export function beginService(env: Record<string, string>): {
  pid: number;
  said: () => string;
  ended: Promise<number | null>;
} {
  const { child, said } = launched(env);
  return { pid: child.pid ?? 0, said, ended: ended(child) };
}

/**
 * Starts the built service and waits until it is ready. Nothing of our own environment reaches it but the path.
 *
 * @throws with what it said, when it ended instead
 */
export async function startService(env: Record<string, string>): Promise<ServiceProcess> {
  const begun = performance.now();
  const { child, said } = launched(env);
  const pattern = env.ROLE === 'worker' ? /^• (working)$/m : /listening on (http:\S+),/;
  // The last line of what a service says of itself: its keys are said by then too.
  const introduced = env.ROLE === 'worker' ? pattern : /^• console: /m;
  await until(() => Promise.resolve(introduced.test(said()) || hasEnded(child)), 60);
  if (hasEnded(child)) throw new Error(`the service ended instead of starting:\n${said()}`);
  const url = env.ROLE === 'worker' ? '' : (pattern.exec(said())?.[1] ?? '');
  return {
    pid: child.pid ?? 0,
    url,
    readySeconds: (performance.now() - begun) / 1000,
    said,
    client: serviceClient(url, keys.maker),
    stop: () => {
      child.kill('SIGINT');
      return ended(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

/** Kills what a test that failed has left behind. */
export async function endAllServices(): Promise<void> {
  for (const child of living) child.kill('SIGKILL');
  await Promise.all([...living].map(ended));
}

function launched(env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DEMO: '0', PORT: '0', ...fixedKeys(env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  child.once('exit', () => living.delete(child));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
  return { child, said: () => said };
}

/** Keys may be fixed on the loopback interface alone. */
function fixedKeys({ HOST }: Record<string, string>): Record<string, string> {
  return HOST === undefined ? { DEMO_API_KEY: keys.maker, DEMO_CHECKER_KEY: keys.checker } : {};
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (!hasEnded(child)) await new Promise((resolve) => child.once('close', resolve));
  return child.exitCode;
}

/** Waits until something holds, looking often. */
export async function until(holds: () => Promise<boolean>, seconds = 10, what = 'it'): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`${what} did not happen within ${seconds} s`);
    await sleep(20);
  }
}
