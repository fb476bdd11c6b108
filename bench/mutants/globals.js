/**
 * Stands for `@jest/globals` in the mutated tree: specifications are collected rather than run, and Jest's own `expect`
 * judges. What no specification of the tree uses is not here.
 */
export { expect } from 'expect';

const tests = [];
const headings = [];
let spec = '';

/** The tests of one specification, which `load` imports. */
export async function collected(path, load) {
  spec = path;
  const before = tests.length;
  await load();
  return tests.slice(before);
}

export function describe(name, body) {
  headings.push(name);
  body();
  headings.pop();
}

export function it(name, body) {
  tests.push({ spec, name: [...headings, name].join(' › '), body });
}

export const test = it;

/** One for each row of a table; of a row that is a list, its parts are the arguments. */
const forEachRow = (one) => (table) => (name, body) => {
  table.forEach((row, index) => one(`${name} (${index + 1})`, () => (Array.isArray(row) ? body(...row) : body(row))));
};

describe.each = forEachRow(describe);
it.each = forEachRow(it);
