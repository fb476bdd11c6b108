import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Account, canEnter, runAs } from './postgres-account.ts';

/** What is kept beside the database directory, readable by us alone. */
export interface Secrets {
  superuserPassword: string;
  ownerPassword: string;
  /** The port of the last start; used again while it is free, so that bookmarks and open tools keep working. */
  port: number | undefined;
}

/** Where root's database goes when the account that must serve it cannot enter the folder it was meant for. */
const rootsPlace = '/var/lib/tallyman';

/**
 * Finds the place of a cluster, and makes the folders above it.
 *
 * It is `dataDir` itself. Only when we are root and the server's account cannot enter the folder around it (root's home
 * is closed) does it go to a folder of its own under /var/lib/tallyman, with `dataDir` a link to it.
 *
 * @returns the real path of the database directory, which may not exist yet
 * @throws with what to do, when the server could not reach it
 */
export function placeCluster(dataDir: string, account: Account | undefined, log: (line: string) => void): string {
  const parent = dirname(dataDir);
  // Others may pass through, which the server's account needs; what lies inside is closed one by one.
  if (mkdirSync(parent, { recursive: true }) !== undefined) chmodSync(parent, 0o755);
  const found = lstatSync(dataDir, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && !existsSync(dataDir))
    throw new Error(`${dataDir} is a link to a database that is gone; remove the link to begin an empty one`);
  const place = found ? realpathSync(dataDir) : join(realpathSync(parent), basename(dataDir));
  if (canEnter(dirname(place), account)) return place;
  const who = account?.name ?? 'the server';
  if (found) throw new Error(`PostgreSQL runs as ${who}, which cannot enter ${dirname(place)}: open it (chmod o+x)`);
  return placeElsewhere(dataDir, account, log);
}

function placeElsewhere(dataDir: string, account: Account | undefined, log: (line: string) => void): string {
  const who = account?.name ?? 'the server';
  try {
    if (mkdirSync(rootsPlace, { recursive: true }) !== undefined) chmodSync(rootsPlace, 0o755);
    const room = mkdtempSync(join(rootsPlace, `${basename(dirname(dirname(dataDir)))}-`));
    chmodSync(room, 0o755);
    if (!canEnter(room, account)) throw new Error(`${who} cannot enter ${room}`);
    const place = join(room, 'postgres');
    mkdirSync(place, { mode: 0o700 });
    if (account) chownSync(place, account.uid, account.gid);
    symlinkSync(place, dataDir);
    log(`PostgreSQL runs as ${who}, which cannot enter ${dirname(dataDir)}: the database is kept in ${place}`);
    return place;
  } catch (error) {
    const cause = (error as Error).message;
    throw new Error(
      `PostgreSQL cannot run as root; it would run as ${who}, which cannot enter ${dirname(dataDir)} (${cause}): ` +
        'start as an ordinary user, or set DATA_DIR to a folder that others may enter',
      { cause: error },
    );
  }
}

/**
 * Reads the secrets of a cluster, or makes them when there is neither a cluster nor secrets.
 * @throws when there is a cluster but its secrets are lost or are somebody else's
 */
export function loadSecrets(dataDir: string): Secrets {
  const file = secretsFile(dataDir);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  if (existsSync(join(dataDir, 'PG_VERSION')))
    throw new Error(
      `${file} is missing: it holds the passwords of the database in ${dataDir}; restore it from a backup`,
    );
  const password = () => randomBytes(24).toString('hex');
  const secrets = { superuserPassword: password(), ownerPassword: password(), port: undefined };
  saveSecrets(dataDir, secrets);
  return secrets;
}

/** Replaces the secrets of a cluster, all or nothing. */
export function saveSecrets(dataDir: string, secrets: Secrets): void {
  const file = secretsFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function secretsFile(dataDir: string): string {
  return `${dataDir}.secrets.json`;
}

/** How to make a cluster that does not exist. */
export interface Birth {
  /** The real path of the database directory to make. */
  dir: string;
  nativeDir: string;
  account: Account | undefined;
  superuserPassword: string;
  /** Leave it to the operating system when it is written down; for tests, whose clusters nobody keeps. */
  unsafe: boolean;
}

/**
 * Makes an empty cluster, unless there is one. It is made under another name and renamed when it is whole, so that an
 * interrupted first start leaves nothing that looks like a database.
 * @returns whether it was made now
 * @throws what initdb said
 */
export function makeCluster(birth: Birth): boolean {
  if (existsSync(join(birth.dir, 'PG_VERSION'))) return false;
  const draft = `${birth.dir}.tmp`;
  const passwordFile = `${birth.dir}.pw`;
  try {
    rmSync(passwordFile, { force: true });
    writeFileSync(passwordFile, birth.superuserPassword, { mode: 0o600, flag: 'wx' });
    if (birth.account) chownSync(passwordFile, birth.account.uid, birth.account.gid);
    // The same order of text everywhere; what counts as a letter comes from the system, where it knows UTF-8.
    const said = initdb(birth, draft, passwordFile, 'C.UTF-8');
    const saidAgain = said?.includes('invalid locale') ? initdb(birth, draft, passwordFile, 'C') : said;
    if (saidAgain) throw new Error(`initdb could not make the database in ${birth.dir}:\n${saidAgain}`);
    renameSync(draft, birth.dir);
    return true;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Absent when it went well, else what it said. */
function initdb(birth: Birth, draft: string, passwordFile: string, locale: string): string | undefined {
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (birth.account) chownSync(draft, birth.account.uid, birth.account.gid);
  const args = [`--pgdata=${draft}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  args.push('--encoding=UTF8', `--locale=${locale}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  args.push('--data-checksums', '--no-instructions', ...(birth.unsafe ? ['--no-sync'] : []));
  const made = spawnSync(join(birth.nativeDir, 'bin', 'initdb'), args, {
    ...runAs(birth.account),
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LC_MESSAGES: 'C', TZ: 'UTC' },
  });
  if (made.status === 0) return undefined;
  return made.error?.message ?? (made.stderr.trim() || `it ended with ${String(made.signal ?? made.status)}`);
}
