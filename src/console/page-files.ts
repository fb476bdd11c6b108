import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One file of the page, as it is sent. */
export interface PageFile {
  type: string;
  text: string;
}

const script = 'text/javascript; charset=utf-8';

/** Every file of the page and what it is. What is not named here is not served. */
const types: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
  'console.js': script,
  'api.js': script,
  'elements.js': script,
  'work-list.js': script,
  'case-page.js': script,
  'case-story.js': script,
  'decide.js': script,
  'working.js': script,
};

/** The folder the page's files lie in: `web/` beside package.json, however deep the program itself was built. */
function pageFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'web', 'index.html'))) return join(folder, 'web');
    if (folder === dirname(folder)) throw new Error('the folder web/ with the page of the console is missing');
  }
}

/**
 * Reads the page's files once, so that no request ever names a path on disk.
 *
 * @throws Error when one is missing: the service says so at its start, not at the first visit
 */
export function readPageFiles(): ReadonlyMap<string, PageFile> {
  const folder = pageFolder();
  return new Map(
    Object.entries(types).map(([name, type]) => [name, { type, text: readFileSync(join(folder, name), 'utf8') }]),
  );
}
