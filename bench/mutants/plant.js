import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { root } from '../../bin/ready.js';
import { withMutants } from './mutate.js';

const globals = new URL('globals.js', import.meta.url).href;
/** Left out because they take longer than all others together; more of them could only find more. */
const tooSlow = 'src/audit/audit.properties.spec.ts';
const isSpec = (path) => path.startsWith('src/audit/') && path.endsWith('.spec.ts') && path !== tooSlow;
const isMutated = (path) =>
  path.startsWith('src/audit/rate/') && !path.endsWith('.spec.ts') && !path.includes('/sample-');

function sources(folder) {
  const names = readdirSync(join(root, folder), { recursive: true });
  return names
    .map((name) => `${folder}/${name}`)
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

function compiled(source) {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
  };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  return outputText.replace("'@jest/globals'", `'${globals}'`);
}

/**
 * Writes the pure rooms and their specifications, compiled and with all mutants of the raters built in, into a tree that
 * has their places.
 *
 * @param {string} tree folder to write; what it holds is lost
 * @returns {{ mutants: { id: number, path: string, line: number, change: string }[], specs: string[] }}
 */
export function plant(tree) {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  // What specifications read beside the code.
  for (const part of ['src', 'rules', 'docs', 'package.json'])
    cpSync(join(root, part), join(tree, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  const mutants = [];
  const specs = [];
  for (const path of ['src/audit', 'src/freight', 'src/formats', 'test/builders'].flatMap(sources)) {
    let source = readFileSync(join(root, path), 'utf8');
    if (isMutated(path)) {
      const mutated = withMutants(path, source, mutants.length + 1);
      mutants.push(...mutated.mutants);
      source = mutated.source;
    }
    const file = join(tree, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, compiled(source));
    if (isSpec(path)) specs.push(path);
  }
  return { mutants, specs };
}
