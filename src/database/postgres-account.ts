import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** The system account PostgreSQL runs under when we are root, which it refuses to run as. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The account to run PostgreSQL under.
 *
 * Absent when we are not root: the server then runs as ourselves. As root it is the owner of the existing cluster,
 * else the user `postgres`, else `nobody`. No account is ever created.
 *
 * @param clusterDir the database directory, which may not exist yet
 * @throws when we are root and there is neither a cluster with an owner nor one of these users
 */
export function serverAccount(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const cluster = statSync(clusterDir, { throwIfNoEntry: false });
  const known = accounts();
  if (cluster && cluster.uid !== 0) {
    const name = known.find(({ uid }) => uid === cluster.uid)?.name ?? `user id ${cluster.uid}`;
    return { name, uid: cluster.uid, gid: cluster.gid };
  }
  const account = known.find(({ name }) => name === 'postgres') ?? known.find(({ name }) => name === 'nobody');
  if (account) return account;
  throw new Error(
    'PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody to run it under: ' +
      'start as an ordinary user, or set DATABASE_URL',
  );
}

/** Node's spawn options that make a child run as the account; a child of root must not start in root's own folder. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number; cwd: string } {
  return account ? { uid: account.uid, gid: account.gid, cwd: '/' } : { cwd: '/' };
}

/**
 * Says whether the account can enter a directory, by trying it: modes, lists and mount options all count.
 * Without an account the answer is yes; what we cannot enter ourselves fails by itself, with its own message.
 */
export function canEnter(directory: string, account: Account | undefined): boolean {
  if (!account) return true;
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...runAs(account), stdio: 'ignore' });
  return tried.status === 0;
}

function accounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length > 3)
    .map(([name = '', , uid, gid]) => ({ name, uid: unsigned(uid), gid: unsigned(gid) }));
}

/** Some systems write nobody's id as -2; the kernel knows it as an unsigned number. */
function unsigned(id: string | undefined): number {
  return Number(id) >>> 0;
}
