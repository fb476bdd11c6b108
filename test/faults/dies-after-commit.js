/**
 * Takes in one invoice as the service does and is killed between the commit and the ring: nobody is told.
 * Arguments: the database's URL, the invoice as JSON.
 */
import { createHash } from 'node:crypto';
import { dataSourceFor } from '../../dist/src/data-source.js';
import { appendFacts } from '../../dist/src/facts/append.js';

const [url, text] = process.argv.slice(2);
const body = JSON.parse(text);
const source = await dataSourceFor(url, 1).initialize();
const fact = {
  kind: 'invoice',
  source: body.source,
  externalId: body.documentId,
  body,
  text,
  contentHash: createHash('sha256').update(text).digest('hex'),
};
await source.transaction((tx) => appendFacts(tx, [fact]));
process.kill(process.pid, 'SIGKILL');
