/** `npm run verify`: compute the working of every stored judgement anew. */
import { ensureReady } from './ready.js';

await ensureReady();
await import(new URL('../dist/src/verify.js', import.meta.url).href);
