import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = ['node_modules', 'dist', 'coverage'];

interface Entry {
  /** Relative to the checkout. */
  path: string;
  isFolder: boolean;
}

/** Everything below a folder that somebody wrote. */
function under(folder: string): Entry[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !generated.includes(name) && !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return [{ path, isFolder: entry.isDirectory() }, ...(entry.isDirectory() ? under(path) : [])];
    });
}

const everything = under('.');
const folders = everything.filter(({ isFolder }) => isFolder).map(({ path }) => path);
const files = everything.filter(({ isFolder }) => !isFolder).map(({ path }) => path);

describe('the house', () => {
  test('has no folder or file named after its shape instead of its subject', () => {
    const shapeless = /^(common|shared|utils?|helpers?|libs?|misc|core|base)$/;
    expect([...folders, ...files].filter((path) => shapeless.test(basename(path, extname(path))))).toEqual([]);
  });

  test('says what each top-level folder is in the first line of its README', () => {
    const tops = folders.filter((path) => !path.includes('/') && holdsFiles(path));
    const silent = tops.filter((folder) => !/^(# )?\S.{20,}/.test(firstLine(join(root, folder, 'README.md'))));
    expect(silent).toEqual([]);
  });

  test('imports TypeScript by its real name', () => {
    const wrong = files
      .filter((path) => /^(src|migrations|seeds|test|bench)\/.*\.ts$/.test(path))
      .filter((path) => /from '\.{1,2}\/[^']*(?<!\.(?:ts|json))';/.test(readFileSync(join(root, path), 'utf8')));
    expect(wrong).toEqual([]);
  });

  test('names every command of package.json after a file that exists', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = Object.values(scripts).flatMap((script) => script.match(/\b(bin|bench)\/[\w-]+\.js/g) ?? []);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

function holdsFiles(folder: string): boolean {
  return files.some((path) => path.startsWith(`${folder}/`));
}

function firstLine(path: string): string {
  return existsSync(path) ? (readFileSync(path, 'utf8').split('\n')[0] ?? '') : '';
}
