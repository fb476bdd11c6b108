/**
 * `npm run mutants [-- --sample 400] [--seed 1] [--only linehaul]`: changes the raters in one place at a time and counts how
 * many of the changes a specification notices. Exit code 1 below 90 %. Survivors are listed by place.
 *
 * The specifications stay loaded in one process, and for each mutant only the tests run that come by its place, the quick
 * ones first, until one fails; it must pass again without the mutant. What that process can not judge is tried in a fresh
 * one with the mutant alive from the start, against whole specifications: what is worked out while files are loaded,
 * what was remembered from before, and what hung.
 */
import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady, root } from '../../bin/ready.js';
import { plant } from './plant.js';

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: 'all' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const asked = 0.9;
const tree = join(root, '.cache', 'mutants');
/** Loading and the first run of everything; what comes after may take ten times what it took then, and this. */
const longestMs = 300_000;
const pausesMs = 10_000;

/** A process with these specifications loaded; null where they can not even be loaded. */
async function opened(specs, alive = 0) {
  const child = fork(join(root, 'bench/mutants/specs.js'), [tree, `${alive}`, ...specs], { silent: true });
  child.stdout.resume();
  child.stderr.resume();
  return (await answerOf(child)) === null ? null : child;
}

/** What a process says next; null where it ends or takes too long, and then it is ended. */
function answerOf(child, ms = longestMs) {
  return new Promise((resolve) => {
    const answer = (said) => {
      clearTimeout(late);
      child.off('message', answer).off('exit', none);
      resolve(said);
    };
    const none = () => answer(null);
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      none();
    }, ms);
    child.once('message', answer).once('exit', none);
  });
}

function ask(child, question, ms = longestMs) {
  const answer = answerOf(child, ms);
  child.send(question);
  return answer;
}

/**
 * For each mutant the tests that come by it, the quick ones first, and the specifications that do so while they are loaded;
 * and the mutants that matter while files of the raters are loaded.
 */
async function survey(child) {
  const { seenFirst, byLoading, surveyed } = await ask(child, { job: 'survey' });
  const failed = surveyed.find(({ passed }) => !passed);
  if (failed) throw new Error(`fails before anything is changed: ${failed.spec}: ${failed.name}`);
  const order = surveyed.map((_, index) => index).sort((a, b) => surveyed[a].ms - surveyed[b].ms);
  const testsOf = listed(order.map((index) => [index, surveyed[index].seen]));
  const loadersOf = listed(Object.entries(byLoading));
  const ofFiles = new Set(seenFirst.filter((id) => !loadersOf.has(id)));
  const specOf = (index) => surveyed[index].spec;
  /** How long tests may take, or whole specifications, before they count as hung. */
  const allowed = (which, whole) =>
    pausesMs +
    10 *
      surveyed.reduce((ms, test, index) => ms + (which.includes(index) || whole.includes(test.spec) ? test.ms : 0), 0);
  return { testsOf, loadersOf, ofFiles, specOf, allowed };
}

/** For each mutant, those that come by it. */
function listed(those) {
  const byMutant = new Map();
  for (const [one, seen] of those) for (const id of seen) byMutant.set(id, [...(byMutant.get(id) ?? []), one]);
  return byMutant;
}

/** A sample that the seed alone decides. */
function sampled(mutants) {
  const among = mutants.filter(({ path }) => path.includes(values.only));
  if (values.sample === 'all') return among;
  let state = Number(values.seed);
  const chance = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const mixed = among.map((mutant) => [chance(), mutant]).sort(([a], [b]) => a - b);
  return mixed.slice(0, Number(values.sample)).map(([, mutant]) => mutant);
}

/** Those in the folder of the mutated file before the others. */
function nearestFirst(specs, path) {
  const isNear = (spec) => Number(dirname(spec) === dirname(path));
  return [...specs].sort((a, b) => isNear(b) - isNear(a));
}

/** Whether whole specifications notice a mutant that is alive from the start. */
async function isNoticedAfresh(id, specs, ms) {
  const child = await opened(specs, id);
  if (!child) return true;
  const said = await ask(child, { job: 'all' }, ms);
  child.kill();
  return said === null || said.killedBy !== null;
}

async function measured(mutants, specs) {
  let warm = await opened(specs);
  if (!warm) throw new Error('the specifications can not be loaded');
  const { testsOf, loadersOf, ofFiles, specOf, allowed } = await survey(warm);
  const isKilled = async ({ id, path }) => {
    if (ofFiles.has(id)) return isNoticedAfresh(id, nearestFirst(specs, path), allowed([], specs));
    const again = loadersOf.get(id) ?? [];
    const which = (testsOf.get(id) ?? []).filter((index) => !again.includes(specOf(index)));
    if (which.length + again.length === 0) return false;
    const said = await ask(warm, { job: 'kill', id, which, again }, allowed(which, again));
    if (said?.clean) return said.killedBy !== null;
    if (said === null || said.killedBy !== null) {
      warm.kill();
      warm = await opened(specs);
    }
    const those = [...new Set([...which.map(specOf), ...again])];
    return isNoticedAfresh(id, those, allowed([], those));
  };
  const survivors = [];
  let done = 0;
  for (const mutant of mutants) {
    const { id } = mutant;
    if (!(await isKilled(mutant)))
      survivors.push({ ...mutant, seen: ofFiles.has(id) || testsOf.has(id) || loadersOf.has(id) });
    done += 1;
    if (process.stdout.isTTY) process.stdout.write(`\r• ${done} of ${mutants.length}, ${survivors.length} survive `);
  }
  warm.kill();
  return survivors;
}

await ensureReady();
const { mutants, specs } = plant(tree);
const chosen = sampled(mutants);
const survivors = (await measured(chosen, specs)).sort((a, b) => a.id - b.id);
for (const { path, line, change, seen } of survivors)
  console.log(`${path}:${line} ${change}${seen ? '' : ' (no specification comes by)'}`);
const share = 1 - survivors.length / chosen.length;
console.log(
  `${chosen.length} of ${mutants.length} mutants of src/audit/rate tried${values.sample === 'all' ? '' : ` (seed ${values.seed})`}: ` +
    `${chosen.length - survivors.length} killed, ${(share * 100).toFixed(1)} % (asked ${asked * 100} %)`,
);
process.exitCode = share >= asked ? 0 : 1;
