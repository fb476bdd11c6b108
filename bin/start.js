/** `npm start`: install and build what changed, then run the server in this process, with the demo unless told not to. */
import { ensureReady } from './ready.js';

const begun = performance.now();
await ensureReady();
process.env.DEMO ??= '1';
const server = new URL('../dist/src/main.js', import.meta.url);
console.log(`• starting the server (ready after ${((performance.now() - begun) / 1000).toFixed(1)} s)`);
await import(server.href);
