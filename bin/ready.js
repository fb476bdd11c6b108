/**
 * Makes a checkout ready to run: installs what package-lock.json says and builds what changed since the last build.
 * Everything is judged by content, not by file times, so that copies, caches and `git checkout` do not confuse it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the checkout, with no slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/** The oldest Node.js that everything here runs on: major and minor. */
const oldestNode = [20, 19];

/** What is built, from what, by which command. The console's build is the second entry once `web/` has sources. */
const builds = [
  {
    name: 'server',
    sources: ['src', 'migrations', 'seeds', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'],
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
    product: 'dist/src',
    stamp: 'dist/.built',
  },
];

class StepFailed extends Error {}

/**
 * Says whether this Node.js is too old.
 * @param {string} version such as `20.19.2`; the running one when absent
 * @returns {string | undefined} what to do about it, or undefined when it is new enough
 */
export function nodeComplaint(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return undefined;
  return `Node.js ${oldestNode.join('.')} or newer is needed, this is ${version}: install Node.js 24 from https://nodejs.org`;
}

/**
 * Says why `npm ci` must run.
 * @returns {string | undefined} the reason, or undefined when node_modules is what package-lock.json asks for
 */
export function installReason() {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!installed) return 'node_modules is missing';
  const locked = readJson(join(root, 'package-lock.json'))?.packages;
  if (!locked) return 'package-lock.json is missing';
  return unlocked(locked['']) ?? unlike(locked, installed);
}

/** What package.json asks for and package-lock.json does not know. */
function unlocked(lockedRoot) {
  const wanted = readJson(join(root, 'package.json'));
  for (const kind of ['dependencies', 'devDependencies'])
    for (const [name, range] of Object.entries(wanted?.[kind] ?? {}))
      if (lockedRoot?.[kind]?.[name] !== range) return `package-lock.json does not know ${name} ${range}`;
  return undefined;
}

/** What package-lock.json names and node_modules lacks or has in another version. */
function unlike(locked, installed) {
  for (const [path, entry] of Object.entries(locked)) {
    if (path === '' || entry.link) continue;
    const found = installed[path];
    const mayLack = entry.optional || entry.devOptional || entry.peer;
    if (!found && !mayLack) return `${path} is missing`;
    if (found && found.version !== entry.version) return `${path} is ${found.version}, not ${entry.version}`;
  }
  return undefined;
}

/**
 * Says which builds are older than their sources.
 * @returns {string[]} their names; empty when everything is built
 */
export function staleBuilds() {
  return builds.filter((build) => !isFresh(build)).map((build) => build.name);
}

/**
 * Installs and builds whatever is missing or out of date, and prints a line for each step that had to run.
 * Two commands started together take turns. Ends the process with code 1, after saying why, when a step fails.
 * @param {{ built?: boolean }} [what] `built: false` installs only
 */
export async function ensureReady({ built = true } = {}) {
  const complaint = nodeComplaint();
  if (complaint) fail(complaint);
  const wanted = built ? builds : [];
  if (isReady(wanted)) return;
  const release = await takeTurn();
  try {
    makeReady(wanted);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.exitCode = 1;
    console.error(error.message);
  } finally {
    release();
  }
  if (process.exitCode) process.exit();
}

function makeReady(wanted) {
  const reason = installReason();
  if (reason) step(`installing packages (${reason})`, install);
  for (const build of wanted) if (!isFresh(build)) step(`building the ${build.name}`, () => runBuild(build));
}

function isReady(wanted) {
  return !installReason() && wanted.every(isFresh);
}

function install() {
  const env = npmEnvironment();
  // Some packages declare a newer Node.js than they need; npm would warn of each at length.
  const quiet = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  if (existsSync(join(root, 'package-lock.json'))) {
    if (npm(['ci', ...quiet], env)) return true;
    console.error('  npm ci did not work (see above); trying npm install, which may change package-lock.json');
  }
  return npm(['install', ...quiet], env);
}

/** npm keeps its cache in the home directory; an account without a writable home gets one under the temporary folder. */
function npmEnvironment() {
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm');
  if (isWritable(cache)) return process.env;
  return { ...process.env, npm_config_cache: join(tmpdir(), `npm-cache-${userInfo().uid}`) };
}

function isWritable(path) {
  let existing = path;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function npm(args, env) {
  const cli = process.env.npm_execpath;
  const direct = cli && /npm-cli\.c?js$/.test(cli) && existsSync(cli);
  const windows = process.platform === 'win32';
  const result = direct
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, env, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, env, stdio: 'inherit', shell: windows });
  if (result.error) console.error(`  npm could not be started: ${result.error.message}`);
  return result.status === 0;
}

function runBuild(build) {
  const digest = digestOf(build.sources);
  const result = spawnSync(process.execPath, build.command, { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) return false;
  mkdirSync(dirname(join(root, build.stamp)), { recursive: true });
  writeFileSync(join(root, build.stamp), digest);
  return true;
}

function isFresh(build) {
  const stamp = join(root, build.stamp);
  if (!existsSync(join(root, build.product)) || !existsSync(stamp)) return false;
  return readFileSync(stamp, 'utf8') === digestOf(build.sources);
}

/** A digest of the sources' names and contents; specifications are left out, they are not built. */
function digestOf(sources) {
  const hash = createHash('sha256');
  for (const source of [...sources, 'package-lock.json'])
    for (const file of filesUnder(join(root, source)))
      if (!file.endsWith('.spec.ts')) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

function filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** Waits until no other command installs or builds here. The turn of a command that died is taken over. */
async function takeTurn() {
  const turn = join(root, '.cache', 'ready.lock');
  const holder = join(turn, 'pid');
  mkdirSync(dirname(turn), { recursive: true });
  for (let said = false; ;) {
    try {
      mkdirSync(turn);
      writeFileSync(holder, String(process.pid));
      return () => rmSync(turn, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`cannot write to ${root}: ${error.message}`);
    }
    if (!said) console.log('• another command is installing or building here; waiting for it');
    said = true;
    await sleep(500);
    if (!isHeld(turn, holder)) rmSync(turn, { recursive: true, force: true });
  }
}

function isHeld(turn, holder) {
  const taken = statSync(turn, { throwIfNoEntry: false });
  if (!taken) return true;
  if (!existsSync(holder)) return Date.now() - taken.mtimeMs < 5_000;
  try {
    process.kill(Number(readFileSync(holder, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function step(title, run) {
  const begun = performance.now();
  console.log(`• ${title} …`);
  const done = run();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  if (!done) throw new StepFailed(`✗ ${title} failed after ${seconds} s; \`npm run doctor\` may say why`);
  console.log(`✓ ${title}: ${seconds} s`);
}

function fail(message) {
  console.error(`✗ ${message}`);
  process.exit(1);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await ensureReady();
