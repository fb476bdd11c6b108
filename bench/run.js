/** `npm run bench [-- --bills 5000] [-- --workers 1]`: prints every figure with the command's own ratios. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady } from '../bin/ready.js';

const { values } = parseArgs({
  options: { bills: { type: 'string', default: '5000' }, workers: { type: 'string', default: '0' } },
});
const bills = Number(values.bills);
const workers = Number(values.workers);

await ensureReady();
const { auditAlone } = await import('./audit-alone.js');
const { endToEnd } = await import('./end-to-end.js');
const { copySeconds } = await import('./copy.js');
const { startEmbedded } = await import('../dist/src/database/embedded.js');
const { dataSourceFor } = await import('../dist/src/data-source.js');

const whole = (figure) => Math.round(figure).toLocaleString('en-US');

const alone = await auditAlone(bills);
console.log(`audit alone: ${whole(alone.billsPerSecond)} bills/s per core (4-line LTL bill, full working)`);
console.log(`  the first thousand, while it is compiled: ${whole(alone.atFirst)} bills/s`);

const folder = mkdtempSync(join(tmpdir(), 'tallyman-bench-'));
const server = await startEmbedded({ dataDir: join(folder, 'postgres') });
try {
  const way = await endToEnd(server.url, { bills, workers, dataDir: folder });
  const setting = workers === 0 ? 'one process' : `a server and ${workers} workers`;
  console.log(
    `end to end: ${whole(way.billsPerSecond)} bills/s (${bills} bills in ${way.seconds.toFixed(1)} s, ${setting})`,
  );
  const empty = await startEmbedded({ dataDir: join(folder, 'copied') });
  const schema = await dataSourceFor(empty.url, 1).initialize();
  await schema.runMigrations();
  await schema.destroy();
  const copy = await copySeconds(server.url, empty.url);
  await empty.stop();
  const copied = bills / copy.seconds;
  console.log(`COPY of the same rows: ${whole(copied)} bills/s (${(copy.bytes / bills / 1000).toFixed(1)} kB a bill)`);
  console.log(`ratio to COPY: ${(way.billsPerSecond / copied).toFixed(2)}`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
