import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processStat } from './postmaster.ts';

/** A process, told apart from a later one with the same number by when it began, where the system tells that. */
interface Holder {
  pid: number;
  began: string | undefined;
}

/**
 * Takes a turn that one process at a time may have, waiting for it if need be. The turn of a process that died is over.
 * @returns what ends the turn
 * @throws when it was not to be had for two minutes
 */
export async function takeTurn(file: string): Promise<() => void> {
  const deadline = performance.now() + 120_000;
  while (performance.now() < deadline) {
    try {
      writeFileSync(file, JSON.stringify(ourselves()), { flag: 'wx', mode: 0o600 });
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!holds(file)) dropStale(file);
    await sleep(50);
  }
  throw new Error(`another process has been starting the database for two minutes (${file})`);
}

/** Moving it aside first lets only one of several waiters drop it, and shows whether it was dropped in time. */
function dropStale(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (holds(aside)) linkSync(aside, file);
  } catch {
    // Another waiter was faster, or the turn is somebody's again.
  }
  rmSync(aside, { force: true });
}

/** Writes down that this process holds something. */
export function claim(file: string): void {
  writeFileSync(file, JSON.stringify(ourselves()), { mode: 0o600 });
}

/** Says whether a living process, other than this one, holds what the file is about. */
export function isHeldByAnother(file: string): boolean {
  return holds(file) && read(file)?.pid !== process.pid;
}

function holds(file: string): boolean {
  const holder = read(file);
  // It is there before its content is: a file that says nothing yet is held by whoever is writing it.
  if (!holder) return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 5_000;
  return isAlive(holder.pid) && (holder.began === undefined || holder.began === processStat(holder.pid)[19]);
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function ourselves(): Holder {
  return { pid: process.pid, began: processStat(process.pid)[19] };
}
