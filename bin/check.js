/**
 * The checks that run none of our code: types, lint, layout, floors, dead code.
 * `node bin/check.js` runs all of them, `node bin/check.js lint floors` those named.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureReady, root } from './ready.js';

const folders = ['src', 'migrations', 'seeds', 'bench', 'bin', 'test'];

/** Slowest first: two run at a time, and the slowest decides how long all take. */
const checks = {
  lint: ['eslint/bin/eslint.js', '.', '--cache', '--cache-location', '.cache/eslint/', '--max-warnings', '0'],
  typecheck: ['typescript/bin/tsc', '--noEmit', '--tsBuildInfoFile', '.cache/typecheck.tsbuildinfo'],
  floors: ['dependency-cruiser/bin/dependency-cruise.mjs', ...folders.filter(hasFiles)],
  unused: ['knip/bin/knip.js', '--no-progress'],
  format: ['prettier/bin/prettier.cjs', '--check', '.', '--cache', '--cache-location', '.cache/prettier'],
};

/**
 * Runs checks two at a time and prints, for each, a heading with its time and what it said.
 * @param {string[]} names of the checks; all of them when empty
 * @returns {Promise<{ name: string, passed: boolean, seconds: number }[]>} in the order they were named
 */
export async function runChecks(names = []) {
  const waiting = names.length > 0 ? [...names] : Object.keys(checks);
  const results = waiting.map((name) => ({ name, passed: false, seconds: 0 }));
  const lanes = Math.min(2, availableParallelism());
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let name = waiting.shift(); name; name = waiting.shift())
        Object.assign(
          results.find((result) => result.name === name),
          await runCheck(name),
        );
    }),
  );
  return results;
}

async function runCheck(name) {
  const begun = performance.now();
  const [script, ...args] = checks[name];
  const { code, output } = await collect([join(root, 'node_modules', script), ...args]);
  const seconds = (performance.now() - begun) / 1000;
  const passed = code === 0;
  console.log(`${passed ? '✓' : '✗'} ${name}: ${seconds.toFixed(1)} s`);
  if (!passed) console.log(output.trimEnd());
  return { passed, seconds };
}

function collect(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

function hasFiles(folder) {
  return existsSync(join(root, folder));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in checks));
  if (unknown.length > 0) {
    console.error(`There is no check ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}.`);
    process.exit(2);
  }
  await ensureReady({ built: false });
  const results = await runChecks(names);
  process.exitCode = results.every((result) => result.passed) ? 0 : 1;
}
