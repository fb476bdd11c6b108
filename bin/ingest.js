/** `npm run ingest -- FILE…`: take X12, JSON and NDJSON files into a running service. */
import { ensureReady } from './ready.js';

await ensureReady();
await import(new URL('../dist/src/ingest.js', import.meta.url).href);
