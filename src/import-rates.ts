import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { type Destination, importRates, type ImportedRates, loadRates } from './contracts/import-rates.ts';
import type { LintReport } from './contracts/lint/lint.ts';
import type { Json } from './formats/csv/json.ts';
import type { SheetFile } from './formats/csv/rate-sheet.ts';

const usage = `npm run import-rates -- SHEET.csv… MAPPING.yaml [--out contract.json | --post URL [--key KEY]]

Makes a contract version, and values of indices, of rate sheets and a mapping (docs/contracts.md).
A broken cell is named by row and column, and nothing is loaded.

  --out FILE   writes the contract; values of indices beside it, in FILE.indexes.json
  --post URL   loads values, and the contract as a draft, into the service there
  --key KEY    the API key to speak with (TALLYMAN_KEY, DEMO_API_KEY, or the one kept in DATA_DIR)

With neither it only says what the sheets come to.`;

/** A file as UTF-8: what is written otherwise would lose letters silently. */
function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) throw new Error(`${file} is not UTF-8: save it as “CSV UTF-8”`, { cause: error });
    throw error;
  }
}

function keyOf(said: string | undefined, env: NodeJS.ProcessEnv): string {
  const file = join(env.DATA_DIR ?? '.data', 'keys.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { maker?: string }).maker : undefined;
  const key = said ?? env.TALLYMAN_KEY ?? env.DEMO_API_KEY ?? kept;
  if (key === undefined) throw new Error(`no API key: say --key, or set TALLYMAN_KEY (${file} is not there)`);
  return key;
}

function say(lint: LintReport | null): void {
  for (const { severity, code, pointer, sentence, advice } of lint?.findings ?? [])
    if (severity !== 'INFO') console.log(`${severity} ${code} ${pointer}: ${sentence} ${advice}`);
}

function write(file: string, { contract, indexes }: ImportedRates): void {
  const lines = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  if (contract) writeFileSync(file, lines(contract));
  if (indexes.length > 0) writeFileSync(`${file}.indexes.json`, lines(indexes));
  console.log(`✓ written to ${file}`);
}

async function load(rates: ImportedRates, to: Destination): Promise<void> {
  const { draft, values } = await loadRates(rates, to);
  for (const [series, count] of Object.entries(values)) console.log(`✓ ${count} values of ${series}`);
  say(draft?.lint ?? null);
  if (draft) console.log(`✓ ${draft.contractId} version ${draft.version} is a draft`);
}

function help(): number {
  console.log(usage);
  return 0;
}

/** `npm run import-rates`: makes a contract of rate sheets and says, writes or loads it. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { post: { type: 'string' }, key: { type: 'string' }, out: { type: 'string' } },
  });
  const mappingFile = positionals.at(-1);
  if (mappingFile === undefined || positionals.length < 2) {
    console.log(usage);
    return 2;
  }
  const files: SheetFile[] = positionals.slice(0, -1).map((file) => ({ name: basename(file), text: textOf(file) }));
  const rates = importRates(files, parse(textOf(mappingFile)) as Json);
  if (rates.faults.length > 0) {
    for (const fault of rates.faults) console.error(`✗ ${fault}`);
    console.error(`${rates.faults.length} faults: nothing was loaded`);
    return 1;
  }
  if (values.out !== undefined) write(values.out, rates);
  if (values.post === undefined) say(rates.lint);
  else await load(rates, { url: values.post.replace(/\/+$/, ''), key: keyOf(values.key, process.env) });
  const count = rates.indexes.reduce((total, { values: all }) => total + all.length, 0);
  console.log(`${rates.contract?.lanes.length ?? 0} lanes, ${count} values of indices`);
  return 0;
}

try {
  const args = process.argv.slice(2);
  process.exitCode = args.includes('--help') ? help() : await main(args);
} catch (error) {
  const { cause, message } = error as { cause?: { code?: string }; message: string };
  console.error(
    message === 'fetch failed' && cause
      ? '✗ nobody answers there: start the service, or correct --post'
      : `✗ ${message}`,
  );
  process.exitCode = 1;
}
