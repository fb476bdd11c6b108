/**
 * `npm test`: install and build what changed, run every check, then every test.
 * `npm test -- src/freight -t detention` hands its arguments to Jest and runs Jest alone.
 * With CI set, a missing browser or Redis is a failure; without it, the tests that need one are skipped, loudly.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runChecks } from './check.js';
import { ensureReady, root } from './ready.js';

/** What some tests need of the machine: the variable that tells them where it is, and the names it goes by. */
const needs = [
  {
    variable: 'TALLYMAN_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    purpose: 'the console is not tried in a browser',
    remedy: 'apt-get install chromium',
  },
  {
    variable: 'TALLYMAN_REDIS',
    names: ['redis-server'],
    purpose: 'queues on Redis are not tried',
    remedy: 'apt-get install redis-server',
  },
];

/**
 * Finds what the tests need of the machine and tells them by environment variables; a variable already set wins.
 * @returns {{ variable: string, remedy: string, purpose: string }[]} what was not found
 */
function findNeeds() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'].filter(Boolean);
  return needs.filter((need) => {
    const given = process.env[need.variable];
    const candidates = given ? [given] : folders.flatMap((folder) => need.names.map((name) => join(folder, name)));
    const path = candidates.find((candidate) => existsSync(candidate));
    if (path) process.env[need.variable] = path;
    else delete process.env[need.variable];
    return !path;
  });
}

function sayMissing(missing) {
  const inCi = Boolean(process.env.CI);
  for (const need of missing) {
    const line = `${need.variable} not found: ${inCi ? 'CI may skip nothing' : need.purpose}. Remedy: ${need.remedy}`;
    console.log(inCi ? `✗ ${line}` : `\n${'!'.repeat(100)}\n! SKIPPED: ${line}\n${'!'.repeat(100)}\n`);
  }
  return inCi && missing.length > 0;
}

/** Runs Jest with the flag that Nest's ES modules need; resolves to its exit code. */
function runJest(args) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const command = [...flags, join(root, 'node_modules/jest/bin/jest.js'), ...args];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
    // Ctrl-C reaches Jest too; waiting for it lets it stop the database it started.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Counts of Jest's summary. A file that could not even be loaded counts as one failure. */
function readCounts(file) {
  if (!existsSync(file)) return undefined;
  const summary = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: summary.numPassedTests, failed: summary.numFailedTests + summary.numRuntimeErrorTestSuites };
}

async function runAll() {
  const begun = performance.now();
  const lacking = sayMissing(findNeeds());
  console.log('── checks ──');
  const results = await runChecks();
  console.log('── tests ──');
  const file = join(root, '.cache', 'jest.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(file, { force: true });
  const jestBegun = performance.now();
  const code = await runJest(['--json', `--outputFile=${file}`]);
  results.push({ name: 'tests', passed: code === 0, seconds: (performance.now() - jestBegun) / 1000 });
  console.log(`── summary, ${((performance.now() - begun) / 1000).toFixed(0)} s ──`);
  for (const { name, passed, seconds } of results)
    console.log(`${passed ? '✓' : '✗'} ${name}: ${seconds.toFixed(1)} s`);
  if (lacking) console.log('✗ CI lacks what some tests need; see the top');
  const counts = readCounts(file);
  if (counts) console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return !lacking && results.every((result) => result.passed);
}

await ensureReady();
const args = process.argv.slice(2);
if (args.length === 0) process.exitCode = (await runAll()) ? 0 : 1;
else {
  const lacking = sayMissing(findNeeds());
  process.exitCode = lacking ? 1 : await runJest(args);
}
