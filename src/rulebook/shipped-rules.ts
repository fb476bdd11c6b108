import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../audit/rules/rule.ts';

let read: readonly Rule[] | null = null;

/** The rules that come with the service: one a file in the folder `rules`; the table of reasons beside them is none. */
export function shippedRules(): readonly Rule[] {
  read ??= readRules(rulesFolder());
  return read;
}

function readRules(folder: string): Rule[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== 'reasons.json')
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Rule);
}

/** Built or not, the folder lies at the top of the repository. */
function rulesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('the folder of rules is missing');
    folder = above;
  }
  return join(folder, 'rules');
}
