// A process that runs specifications of the mutated tree as it is told to; `plant.js` wrote the tree.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { collected } from './globals.js';

const [tree, aliveAtStart, ...specs] = process.argv.slice(2);
let alive = Number(aliveAtStart);
let seen = new Set();

globalThis.__mutant = (id) => {
  seen.add(id);
  return id === alive;
};

// The same chances for every mutant; the shortest example interests nobody here.
fc.configureGlobal({ seed: 1, endOnFailure: true });

/** The tests of a specification; loaded as another copy, its files of the raters stay as they are loaded. */
function loaded(spec, copy) {
  const file = pathToFileURL(join(tree, spec.replace(/\.ts$/, '.js'))).href;
  return collected(spec, () => import(copy ? `${file}?${copy}` : file));
}

const passes = async ({ body }) => {
  try {
    await body();
    return true;
  } catch {
    return false;
  }
};

/** Which mutants something comes by. */
async function comesBy(work) {
  seen = new Set();
  await work();
  return [...seen];
}

const tests = [];
for (const spec of specs) tests.push(...(await loaded(spec)));
const seenFirst = [...seen];

/** The first test that fails; of a specification that can not be loaded, `unloaded`. */
async function firstFailing(id, which, again) {
  for (const index of which) if (!(await passes(tests[index]))) return tests[index];
  for (const spec of again) {
    const copies = await loaded(spec, id).catch(() => null);
    if (!copies) return { spec, name: 'loading', body: () => loaded(spec, `${id}-after`) };
    for (const test of copies)
      if (!(await passes(test))) return tests.find((one) => one.spec === spec && one.name === test.name);
  }
  return null;
}

const jobs = {
  /** How each test fares with nothing changed, how long it takes, and which mutants it or the loading comes by. */
  async survey() {
    const byLoading = {};
    for (const spec of specs) byLoading[spec] = await comesBy(() => loaded(spec, 'again'));
    const surveyed = [];
    for (const test of tests) {
      const begun = performance.now();
      let passed = false;
      const by = await comesBy(async () => (passed = await passes(test)));
      surveyed.push({ spec: test.spec, name: test.name, passed, ms: performance.now() - begun, seen: by });
    }
    return { seenFirst, byLoading, surveyed };
  },

  /**
   * Whether one of these tests, or of these specifications loaded again, fails with the mutant. Not clean: it does not pass
   * without it either, or nothing came by the mutant because what it changes was remembered from before.
   */
  async kill({ id, which, again }) {
    alive = id;
    let failing = null;
    const by = await comesBy(async () => (failing = await firstFailing(id, which, again)));
    alive = 0;
    const clean = failing ? await passes(failing) : by.includes(id);
    return { killedBy: failing?.name ?? null, clean };
  },

  /** Whether any test fails with the mutant that was alive from the start. */
  async all() {
    return { killedBy: (await firstFailing(0, tests.keys(), []))?.name ?? null };
  },
};

process.on('message', async ({ job, ...given }) => process.send(await jobs[job](given)));
process.send('loaded');
