/**
 * `npm run mutants [-- --sample 400] [--seed 1] [--only linehaul]`: changes the raters in one place at a time and counts how
 * many of the changes a specification notices. Exit code 1 below 90 %. Survivors are listed by place.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady, root } from '../../bin/ready.js';
import { withMutants } from './mutate.js';

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const asked = 0.9;
const tree = join(root, '.cache', 'mutants');
const seenIn = join(tree, 'seen');
const longestMs = 90_000;

/** The raters and what they are tried with, mutants built in. */
function plant() {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  for (const part of ['src', 'rules', 'test', 'package.json', 'tsconfig.json', 'jest.config.js'])
    cpSync(join(root, part), join(tree, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  cpSync(join(root, 'bench/mutants/alive.js'), join(tree, 'alive.js'));
  writeFileSync(
    join(tree, 'jest.mutants.js'),
    `import base from './jest.config.js';
     const { globalSetup, globalTeardown, ...rest } = base;
     export default { ...rest, roots: ['<rootDir>/src/audit'], setupFilesAfterEnv: ['<rootDir>/alive.js'], testTimeout: 30000 };`,
  );
  const mutants = [];
  const raters = readdirSync(join(tree, 'src/audit/rate'), { recursive: true })
    .map((name) => `src/audit/rate/${name}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.includes('/sample-'));
  for (const path of raters.sort()) {
    const mutated = withMutants(path, readFileSync(join(tree, path), 'utf8'), mutants.length + 1);
    writeFileSync(join(tree, path), mutated.source);
    mutants.push(...mutated.mutants);
  }
  return mutants;
}

/** Runs specifications of the mutated tree; resolves to whether all of them passed. */
function jest(specs, env) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const command = [
    ...flags,
    'node_modules/jest/bin/jest.js',
    '-c',
    'jest.mutants.js',
    '--silent',
    '--bail',
    '-i',
    ...specs,
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: tree, env: { ...process.env, ...env }, stdio: 'ignore' });
    const late = setTimeout(() => child.kill('SIGKILL'), longestMs);
    child.on('close', (code) => {
      clearTimeout(late);
      resolve(code === 0);
    });
  });
}

/** Which specifications come by which mutant. */
function whoSees() {
  const specs = new Map();
  for (const name of readdirSync(seenIn)) {
    const { testPath, seen } = JSON.parse(readFileSync(join(seenIn, name), 'utf8'));
    for (const id of seen) specs.set(id, [...(specs.get(id) ?? []), relative(tree, testPath)]);
  }
  return specs;
}

/** A sample that the seed alone decides. */
function sampled(mutants) {
  let state = Number(values.seed);
  const chance = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const mixed = mutants
    .filter(({ path }) => path.includes(values.only))
    .map((mutant) => [chance(), mutant])
    .sort(([a], [b]) => a - b);
  return mixed.slice(0, Number(values.sample)).map(([, mutant]) => mutant);
}

const isSlow = (spec) => spec.includes('.properties.');

/** Whether a specification notices the mutant: the quick ones are asked first. */
async function isKilled({ id }, specs) {
  const all = specs.get(id) ?? [];
  for (const some of [all.filter((spec) => !isSlow(spec)), all.filter(isSlow)])
    if (some.length > 0 && !(await jest(some, { MUTANT: `${id}` }))) return true;
  return false;
}

async function inTurns(jobs, work) {
  const queue = [...jobs];
  const hand = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await work(job);
  };
  await Promise.all([hand(), hand()]);
}

await ensureReady();
const mutants = plant();

if (!(await jest(['src/audit'], { MUTANTS_SEEN_IN: seenIn })))
  throw new Error('the specifications fail before anything is changed');
const specs = whoSees();
const chosen = sampled(mutants);
const survivors = [];
let done = 0;
await inTurns(chosen, async (mutant) => {
  if (!(await isKilled(mutant, specs))) survivors.push({ ...mutant, seen: specs.has(mutant.id) });
  done += 1;
  if (process.stdout.isTTY) process.stdout.write(`\r• ${done} of ${chosen.length}, ${survivors.length} survive `);
});
survivors.sort((a, b) => a.id - b.id);
for (const { path, line, change, seen } of survivors)
  console.log(`${path}:${line} ${change}${seen ? '' : ' (no specification comes by)'}`);
const share = 1 - survivors.length / chosen.length;
console.log(
  `${chosen.length} of ${mutants.length} mutants of src/audit/rate tried (seed ${values.seed}): ` +
    `${chosen.length - survivors.length} killed, ${(share * 100).toFixed(1)} % (asked ${asked * 100} %)`,
);
process.exitCode = share >= asked ? 0 : 1;
