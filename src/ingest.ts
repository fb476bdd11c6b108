import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { type Destination, type FileOutcome, sendFile } from './intake/send-file.ts';

const usage = `npm run ingest -- FILE…

Takes X12, JSON and NDJSON files into a running service; what each is, is seen from what stands in it.

  TALLYMAN_URL   where it listens (http://127.0.0.1:$PORT, or port 3000)
  TALLYMAN_KEY   the API key to speak with (DEMO_API_KEY, or the one kept in DATA_DIR)`;

/** Where to send, from the environment or from what the service on this machine left in DATA_DIR. */
function destination(env: NodeJS.ProcessEnv): Destination {
  const url = (env.TALLYMAN_URL ?? `http://127.0.0.1:${env.PORT ?? '3000'}`).replace(/\/+$/, '');
  const file = join(env.DATA_DIR ?? '.data', 'keys.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { maker?: string }).maker : undefined;
  const key = env.TALLYMAN_KEY ?? env.DEMO_API_KEY ?? kept;
  if (key === undefined) throw new Error(`no API key: set TALLYMAN_KEY (${file} is not there)`);
  return { url, key };
}

/** How far we are: a bar where somebody watches, a line a file elsewhere. */
function progress(totalBytes: number): { at: (bytes: number, file: string) => void; end: () => void } {
  if (!process.stdout.isTTY) {
    let last = '';
    const say = (file: string) => {
      if (file !== last) console.log(`• ${file}`);
      last = file;
    };
    return {
      at: (_, file) => {
        say(file);
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({ format: '{bar} {percentage} % {file}', hideCursor: true, clearOnComplete: true });
  bar.start(totalBytes, 0, { file: '' });
  return {
    at: (bytes, file) => {
      bar.update(bytes, { file });
    },
    end: () => {
      bar.stop();
    },
  };
}

async function ingest(files: readonly string[], to: Destination): Promise<FileOutcome[]> {
  const sizes = files.map((file) => statSync(file).size);
  const shown = progress(sizes.reduce((total, size) => total + size, 0));
  const outcomes: FileOutcome[] = [];
  let before = 0;
  try {
    for (const [index, file] of files.entries()) {
      shown.at(before, basename(file));
      const outcome = await sendFile(file, to, (bytes) => {
        shown.at(before + bytes, basename(file));
      });
      outcomes.push(outcome);
      before += sizes[index] ?? 0;
    }
  } finally {
    shown.end();
  }
  return outcomes;
}

function row(outcome: FileOutcome): Record<string, string | number> {
  const { file, kinds, accepted, duplicates, refused, quarantined } = outcome;
  const what = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`);
  return { file: basename(file), 'what it held': what.join(', '), accepted, duplicates, quarantined, refused };
}

/** `npm run ingest`: sends files to a running service and says what became of them. */
async function main(files: readonly string[]): Promise<number> {
  const wantsHelp = files.includes('--help') || files.includes('-h');
  if (wantsHelp || files.length === 0) {
    console.log(usage);
    return wantsHelp ? 0 : 2;
  }
  const outcomes = await ingest(files, destination(process.env));
  console.table(outcomes.map(row));
  for (const { file, reason } of outcomes) if (reason) console.log(`✗ ${basename(file)}: ${reason}`);
  const sum = (part: 'accepted' | 'duplicates' | 'quarantined' | 'refused') =>
    outcomes.reduce((total, outcome) => total + outcome[part], 0);
  console.log(
    `${outcomes.length} ${outcomes.length === 1 ? 'file' : 'files'}: ${sum('accepted')} accepted, ${sum('duplicates')} duplicates, ` +
      `${sum('quarantined')} quarantined, ${sum('refused')} refused`,
  );
  return sum('refused') === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { cause, message } = error as { cause?: { code?: string }; message: string };
  console.error(cause ? '✗ nobody answers there: start the service, or set TALLYMAN_URL' : `✗ ${message}`);
  process.exitCode = 1;
}
