import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CsvDropTarget, type Step } from '../../src/settlement/targets/csv-drop.ts';
import { Books, isSame, sumOf, today } from './books.ts';
import type { ErpUnderTest } from './conformance.ts';
import { type PostFault, senderFaults } from './faults.ts';

/** Before which step our own process dies, for each fault that is a death. */
const deaths: Partial<Record<PostFault, Step>> = {
  'crash before commit': 'written',
  'time-out before commit': 'indexed',
  'crash after commit': 'moved',
};

/** What an answer file may be like that nobody can use. */
const badAnswers: Partial<Record<PostFault, (good: string) => string>> = {
  'another amount': (good) => good.replace(/(\d+)\.(\d\d)/, '$17.$2'),
  'another reference': (good) => good.replace(/\n.{36}/, '\n00000000-0000-7000-8000-000000000000'),
  garbage: () => '\u0000"\n',
  empty: () => '',
  'page instead of data': () => '<html>Welcome to the portal</html>\n',
  truncated: (good) => good.slice(0, -5),
  'ten megabytes': () => 'x'.repeat(10 * 1024 * 1024),
};

const posts: PostFault[] = [
  ...(Object.keys(deaths) as PostFault[]),
  ...(Object.keys(badAnswers) as PostFault[]),
  'unavailable',
  'slow',
  'refused',
  'number taken',
];

/** An import job that empties the folder and answers each file with one; the same posting twice would be booked twice. */
class ImportJob {
  readonly books = new Books(true);
  readonly numbers = new Map<string, string>();
  private readonly mended: { path: string; good: string; at: number }[] = [];

  constructor(
    private readonly folder: string,
    private readonly faultOf: (reference: string) => PostFault | undefined,
  ) {}

  run(): void {
    const out = join(this.folder, 'out');
    for (const name of existsSync(out) ? readdirSync(out) : []) {
      const good = this.book(readFileSync(join(out, name), 'utf8'));
      rmSync(join(out, name));
      this.answer(name, good);
    }
    for (const { path, good } of this.mended.filter(({ at }) => at <= performance.now())) writeFileSync(path, good);
  }

  private answer(name: string, good: string): void {
    const path = join(this.folder, 'answers', name);
    const fault = this.faultOf(name.slice(0, 36));
    const bad = fault === undefined ? undefined : badAnswers[fault]?.(good);
    writeFileSync(`${path}.part`, bad ?? good);
    renameSync(`${path}.part`, path);
    if (bad !== undefined) this.mended.push({ path, good, at: performance.now() + 400 });
  }

  /** The answer to a sheet, whether it was booked or not. */
  private book(sheet: string): string {
    const rows: Record<string, string>[] = parse(sheet, { columns: true });
    const [first = {}] = rows;
    const of = (column: string) => first[column] ?? '';
    const said = (documentNumber: string, refusal: string) =>
      `reference,documentNumber,postedOn,amount,refusal\n${of('reference')},${documentNumber},${today()},${of('gross')},"${refusal}"\n`;
    if (String(rows.length) !== of('rows') || !isSame(of('gross'), sumOf(rows.map((row) => row.amount ?? ''))))
      return said('', 'the sheet is not whole');
    const fault = this.faultOf(of('reference'));
    if (fault === 'refused' || fault === 'number taken') this.books.refuse(fault);
    const entry = {
      reference: of('reference'),
      company: of('legalEntity'),
      vendor: of('vendorId'),
      number: of('supplierReference'),
      amount: of('gross'),
      credit: false,
      day: today(),
      fields: {},
      lines: [],
    };
    const complaint = this.books.complaint(entry);
    if (complaint === null) return said(`V${this.books.enter(entry).id}`, '');
    return said('', complaint === 'closed' ? 'period closed' : 'the number ""is taken""');
  }
}

/** A folder that an import job empties, and that our own process dies over. */
export const csvDropUnderTest: ErpUnderTest = {
  name: 'CSV drop',
  kinds: { posts, sender: senderFaults },
  start: (script) => {
    const folder = mkdtempSync(join(tmpdir(), 'csv-drop-'));
    const faults = new Map<string, PostFault | null>();
    const job = new ImportJob(folder, (reference) => faults.get(reference) ?? undefined);
    const at = async (step: Step, { postingId }: { postingId: string }) => {
      if (step === 'begun') faults.set(postingId, script.onPost());
      const fault = faults.get(postingId) ?? null;
      if (fault === null) return;
      if (deaths[fault] === step) {
        faults.delete(postingId);
        throw new Error(fault);
      }
      if (fault === 'unavailable' && step === 'begun')
        throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
      if (fault === 'slow' && step === 'indexed') await sleep(100);
    };
    return Promise.resolve({
      target: new CsvDropTarget({ folder, lookAgainSeconds: 0.1 }, at),
      work: () => {
        job.run();
        return Promise.resolve();
      },
      mend: () => {
        job.books.mend();
      },
      holds: () => job.books.holds(({ id }) => `V${id}`),
      stop: () => {
        rmSync(folder, { recursive: true });
        return Promise.resolve();
      },
    });
  },
};
