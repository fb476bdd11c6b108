/** `npm run docs:checks`: write docs/checks.md from the catalogue of checks. */
import { writeFileSync } from 'node:fs';
import { ensureReady } from './ready.js';

await ensureReady();
const { checksPage } = await import(new URL('../dist/src/audit/checks/catalogue-page.js', import.meta.url).href);
writeFileSync(new URL('../docs/checks.md', import.meta.url), checksPage());
