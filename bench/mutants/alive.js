// Runs in Jest before every specification of the mutated tree: which mutant is alive, and which ones a file comes by.
import { afterAll, expect } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const alive = Number(process.env.MUTANT ?? 0);
const seenIn = process.env.MUTANTS_SEEN_IN;
const seen = new Set();

globalThis.__mutant = (id) => {
  if (seenIn) seen.add(id);
  return id === alive;
};

afterAll(() => {
  if (!seenIn) return;
  const { testPath } = expect.getState();
  mkdirSync(seenIn, { recursive: true });
  writeFileSync(
    join(seenIn, `${basename(testPath)}-${process.pid}-${seen.size}.json`),
    JSON.stringify({ testPath, seen: [...seen] }),
  );
});
