/** `npm run import-rates -- SHEET.csv… MAPPING.yaml`: make a contract version of rate sheets. */
import { ensureReady } from './ready.js';

await ensureReady();
await import(new URL('../dist/src/import-rates.js', import.meta.url).href);
