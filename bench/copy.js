import { once } from 'node:events';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';

/** The rows one audited bill leaves behind, in the order their foreign keys ask for. */
const tables = [
  ['message', "SELECT * FROM message WHERE kind = 'invoice'"],
  ['fact', "SELECT * FROM fact WHERE kind = 'invoice'"],
  ['bill', 'SELECT * FROM bill'],
  ['dossier_key', 'SELECT * FROM dossier_key'],
  ['freight_case', 'SELECT * FROM freight_case'],
  ['case_charge', 'SELECT * FROM case_charge'],
  ['report', 'SELECT * FROM report'],
  ['timeline', 'SELECT * FROM timeline'],
  ['posting', 'SELECT * FROM posting'],
];

/**
 * Copies the bills' rows out of one database as text, and times how long one connection takes to copy that text into
 * another one of the same schema.
 *
 * @param {string} fullUrl the database that holds them
 * @param {string} emptyUrl a migrated and empty one
 * @returns {Promise<{ seconds: number, bytes: number }>}
 */
export async function copySeconds(fullUrl, emptyUrl) {
  const texts = [];
  const full = await connected(fullUrl);
  for (const [table, query] of tables) texts.push([table, await copiedOut(full, query)]);
  await full.end();
  const empty = await connected(emptyUrl);
  const began = performance.now();
  for (const [table, text] of texts) await copiedIn(empty, table, text);
  const seconds = (performance.now() - began) / 1000;
  await empty.end();
  return { seconds, bytes: texts.reduce((sum, [, text]) => sum + text.length, 0) };
}

async function connected(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function copiedOut(client, query) {
  const chunks = [];
  for await (const chunk of client.query(to(`COPY (${query}) TO STDOUT`))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function copiedIn(client, table, text) {
  const stream = client.query(from(`COPY ${table} FROM STDIN`));
  const done = once(stream, 'finish');
  stream.end(text);
  await done;
}
