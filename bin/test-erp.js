/**
 * `npm run test:erp`: every ERP adapter under faults, with Tryton as a real server.
 * On Debian, as root, it installs Tryton first; elsewhere it says what is missing and leaves Tryton out, and with CI set
 * that is a failure. Its arguments go to Jest.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureReady, root } from './ready.js';

const tryton = process.env.TALLYMAN_TRYTON ?? '/usr/bin/trytond';
const module = '/usr/lib/python3/dist-packages/trytond/modules/account_invoice';
const install = ['apt-get', 'install', '--yes', '--no-install-recommends'];
const packages = ['tryton-server', 'tryton-modules-account-invoice'];

/** Whether the server is there, with the module of supplier invoices where Debian puts it. */
function installed() {
  return existsSync(tryton) && (process.env.TALLYMAN_TRYTON !== undefined || existsSync(module));
}

/** Installs Tryton where that is ours to do. */
function installTryton() {
  if (installed() || !existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  console.log(`• installing ${packages.join(' and ')} …`);
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const [program, ...args] = [...install, ...packages];
  if (spawnSync(program, args, options).status === 0) return;
  // The lists of packages may be older than the packages.
  spawnSync(program, ['update'], options);
  spawnSync(program, args, options);
}

/** @returns {boolean} whether to go on */
function sayMissing() {
  const remedy = `${[...install, ...packages].join(' ')} (as root, on Debian 12)`;
  const line = `Tryton is not installed. Remedy: ${remedy}`;
  if (process.env.CI) console.log(`✗ ${line}; CI may skip nothing`);
  else console.log(`\n${'!'.repeat(100)}\n! SKIPPED: the real Tryton. ${line}\n${'!'.repeat(100)}\n`);
  return !process.env.CI;
}

installTryton();
if (installed()) process.env.TALLYMAN_TRYTON = tryton;
else if (!sayMissing()) process.exit(1);
await ensureReady();
process.env.ERP_FAULTS ??= '150';
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const jest = join(root, 'node_modules/jest/bin/jest.js');
const asked = process.argv.length > 2 ? process.argv.slice(2) : ['test/erp'];
const child = spawn(process.execPath, [...flags, jest, ...asked], { cwd: root, stdio: 'inherit' });
// Ctrl-C reaches Jest too; waiting for it lets it stop what it started.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
