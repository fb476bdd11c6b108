import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { decimal } from '../../src/freight/money.ts';
import { AuditLog } from '../../src/people/audit-log.ts';
import type { Principal } from '../../src/people/principal.ts';
import { ErpAnswersService } from '../../src/settlement/erp-answers.service.ts';
import { SendPostings } from '../../src/settlement/send-postings.ts';
import type { ErpTarget } from '../../src/settlement/targets/erp-target.ts';
import { ErpTargets } from '../../src/settlement/targets/erp-targets.ts';
import type { Wake } from '../../src/wake/wake.ts';
import { anApprovedCase } from '../stories/approved-cases.ts';
import { postingOf } from '../settlement/sending.ts';
import { chance, type FaultKinds, FaultScript } from './faults.ts';

/** A document in an ERP's books, finished or not; its amount is signed as our postings are. */
export interface HeldDocument {
  reference: string;
  documentNumber: string;
  amount: string;
}

/** An ERP that runs. */
export interface RunningErp {
  /** The adapter under test; null: the ERP fetches its postings in `work`. */
  target: ErpTarget | null;
  /** A round of what the ERP does on its own: fetching postings, reading dropped files. */
  work?(by: ByHand): Promise<void>;
  /** A person puts right what makes it refuse: opens the period. */
  mend(): Promise<void> | void;
  /** Everything it holds for postings of ours. */
  holds(): Promise<HeldDocument[]> | HeldDocument[];
  stop(): Promise<void>;
}

/** An ERP as the suite tries it: how it is started and what can go wrong with it. */
export interface ErpUnderTest {
  name: string;
  kinds: FaultKinds;
  /** Its vendors; postings of each go one after the other. Absent: made up. */
  vendors?: readonly string[];
  start(script: FaultScript): Promise<RunningErp>;
}

/** What an ERP that fetches, or a person, may do. */
export interface ByHand {
  target: string;
  db: DataSource;
  answers: ErpAnswersService;
  person: Principal;
}

/** What a run came to. */
export interface Tally {
  erp: string;
  faults: number;
  kinds: number;
  postings: number;
  /** Times a person was asked and put it right. */
  asked: number;
  /** Postings the ERP holds twice, or with another sum than was acknowledged. */
  double: number;
  /** Postings that are neither in the ERP nor with a person. */
  lost: number;
  /** What was wrong, for whoever reads a failure. */
  trouble: string[];
}

const pace = { lanes: 6, perLane: 3, leaseSeconds: 2, firstLookUpSeconds: 0.02 };
const mostOpen = 14;
const person: Principal = {
  person: 'conformance',
  name: 'conformance',
  keyId: 'none',
  roles: ['admin'],
  sources: ['*'],
  maxMethod: null,
};

/**
 * Sends postings with the real sender until so many faults have happened and everything is settled, a person mending
 * what was refused, and compares our books with the ERP's.
 *
 * @param plan.seed the same seed deals the same faults
 */
export async function tryErp(
  db: DataSource,
  erp: ErpUnderTest,
  plan: { seed: number; faults: number; seconds: number },
): Promise<Tally> {
  const script = new FaultScript(plan.seed, plan.faults, erp.kinds);
  const running = await erp.start(script);
  const run = new Run(db, erp, { running, script, seed: plan.seed });
  try {
    await run.untilSettled(plan.seconds);
  } finally {
    await run.stop();
    await running.stop();
  }
  return run.tally();
}

interface Row {
  posting_id: string;
  state: string;
  gross: string;
  supplier_reference: string;
  document_number: string | null;
  last_answer: string | null;
  with_person: boolean;
}

class Run {
  private readonly name: string;
  private readonly sender: SendPostings;
  private readonly byHand: ByHand;
  private readonly next: () => number;
  private readonly tries = new Map<string, number>();
  private asked = 0;
  private held: HeldDocument[] = [];
  private listing: string | null = null;
  private rows: Row[] = [];

  constructor(
    private readonly db: DataSource,
    private readonly erp: ErpUnderTest,
    private readonly of: { running: RunningErp; script: FaultScript; seed: number },
  ) {
    this.name = `${erp.name} ${of.seed}`;
    this.next = chance(of.seed + 1);
    const { target } = of.running;
    const targets = new ErpTargets(target ? new Map([[this.name, mortal(target, of.script)]]) : new Map());
    this.sender = new SendPostings(db, targets, pace);
    const wake = { ring: () => void this.sender.wake() } as unknown as Wake;
    this.byHand = { target: this.name, db, person, answers: new ErpAnswersService(db, new AuditLog(), wake, targets) };
  }

  async untilSettled(seconds: number): Promise<void> {
    const until = performance.now() + seconds * 1000;
    this.sender.start();
    while (performance.now() < until) {
      this.rows = await this.read();
      const open = this.rows.filter(({ state }) => state !== 'ACKNOWLEDGED');
      if (this.of.script.isOver && open.length === 0) return;
      if (!this.of.script.isOver && open.length < mostOpen) await this.approve();
      await this.of.running.work?.(this.byHand);
      for (const row of open) if (row.with_person) await this.mend(row);
      await sleep(20);
    }
  }

  async stop(): Promise<void> {
    await this.sender.stop();
    this.rows = await this.read();
    this.held = await this.of.running.holds();
    if (this.of.script.isOver) this.listing = await this.wrongInList();
  }

  /** What the adapter's own list of everything lacks or has too much, compared with what was acknowledged; null: nothing. */
  private async wrongInList(): Promise<string | null> {
    const listed = await this.of.running.target?.listPosted('2000-01-01', '2099-12-31');
    if (listed === undefined) return null;
    if (listed.kind === 'UNCLEAR') return `the list is unclear: ${listed.words}`;
    const known = new Set(this.rows.map((row) => row.posting_id));
    const there = listed.vouchers.filter(({ reference }) => known.has(reference)).map(lineOf);
    const ours = this.rows.filter(({ state }) => state === 'ACKNOWLEDGED');
    const here = ours.map((row) =>
      lineOf({ reference: row.posting_id, amount: row.gross, documentNumber: row.document_number }),
    );
    const differing = [
      ...here.filter((line) => !there.includes(line)),
      ...there.filter((line) => !here.includes(line)),
    ];
    return differing.length === 0 ? null : `the list differs: ${differing.join('; ')}`;
  }

  /** A case with an invoice, and for some what comes after it: more, or a credit. */
  private async approve(): Promise<void> {
    const vendors = this.erp.vendors ?? ['V-1', 'V-2', 'V-3', 'V-4', 'V-5'];
    const vendorId = vendors[Math.floor(this.next() * vendors.length)] ?? null;
    const cents = 10_000 + Math.floor(this.next() * 900_000);
    const of = { target: this.name, vendorId };
    const bill = await anApprovedCase(this.db, money(cents));
    await postingOf(this.db, bill, { ...of, gross: money(cents) });
    const later = this.next();
    if (later < 0.2) await postingOf(this.db, bill, { ...of, revision: 2, type: 'CREDIT', gross: `-${money(1050)}` });
    else if (later < 0.35) await postingOf(this.db, bill, { ...of, revision: 2, type: 'ADDITIONAL', gross: money(85) });
    await this.sender.wake();
  }

  /** First the cause is mended, then another number is tried; what is unknown is looked up again. */
  private async mend(row: Row): Promise<void> {
    const tries = (this.tries.get(row.posting_id) ?? 0) + 1;
    this.tries.set(row.posting_id, tries);
    this.asked += 1;
    await this.of.running.mend();
    const other = `${row.supplier_reference.replace(/R\d+$/, '').slice(0, 12)}R${tries}`;
    const correction = row.state === 'REFUSED' && tries % 2 === 0 ? { supplierReference: other } : {};
    // An ERP that fetches answers for itself: a person has looked into its books.
    if (this.of.running.target === null && row.state === 'UNKNOWN') return;
    await this.byHand.answers.retry(person, row.posting_id, correction);
  }

  private read(): Promise<Row[]> {
    return this.db.query(
      `SELECT posting_id, state, gross::text, supplier_reference, document_number, last_answer,
              state = 'REFUSED' OR state = 'UNKNOWN' AND available_at = 'infinity' AS with_person
         FROM posting WHERE target = $1 ORDER BY posting_id`,
      [this.name],
    );
  }

  tally(): Tally {
    const judged = this.rows.map((row) => ({ row, wrong: wrongWith(row, this.held) }));
    const known = new Set(this.rows.map((row) => row.posting_id));
    const strangers = this.held.filter(({ reference }) => !known.has(reference));
    const trouble = judged.flatMap(({ row, wrong }) =>
      wrong === null
        ? []
        : [`${wrong}: ${row.posting_id} is ${row.state}, last heard: ${row.last_answer ?? 'nothing'}`],
    );
    return {
      erp: this.erp.name,
      faults: this.of.script.count,
      kinds: this.of.script.happened.size,
      postings: this.rows.length,
      asked: this.asked,
      double: judged.filter(({ wrong }) => wrong === 'double').length + strangers.length,
      lost: judged.filter(({ wrong }) => wrong === 'lost').length,
      trouble: [
        ...trouble,
        ...(this.listing === null ? [] : [this.listing]),
        ...strangers.map(({ reference }) => `the ERP holds ${reference}, which we never sent`),
      ],
    };
  }
}

function lineOf(of: { reference: string; amount: string | null; documentNumber: string | null }): string {
  return `${of.reference} is ${of.documentNumber ?? '?'} of ${decimal(of.amount ?? '0').toFixed(2)}`;
}

/** What is wrong with a posting, in view of everything the ERP holds; null: nothing. */
function wrongWith(row: Row, held: readonly HeldDocument[]): 'double' | 'lost' | 'open' | null {
  const ours = held.filter(({ reference }) => reference === row.posting_id);
  if (ours.length > 1) return 'double';
  const [document] = ours;
  if (row.state !== 'ACKNOWLEDGED') return document || row.with_person ? 'open' : 'lost';
  if (!document) return 'lost';
  const same = decimal(document.amount).equals(decimal(row.gross));
  return same && document.documentNumber === row.document_number ? null : 'double';
}

/** A target whose sender may die before or after a call; what it had in hand waits for its lease. */
function mortal(target: ErpTarget, script: FaultScript): ErpTarget {
  return {
    ...(target.settlesWithinSeconds === undefined ? {} : { settlesWithinSeconds: target.settlesWithinSeconds }),
    post: async (posting) => {
      const fault = script.onSender();
      if (fault === 'sender dies before the call') throw new Error(fault);
      const answer = await target.post(posting);
      if (fault !== null) throw new Error(fault);
      return answer;
    },
    findByReference: (postingId) => target.findByReference(postingId),
    listPosted: (from, to) => target.listPosted(from, to),
    health: () => target.health(),
  };
}

/** Cents as an amount. */
function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** A line of the table a run prints. */
export function tallyLine({ erp, faults, kinds, postings, asked, double, lost }: Omit<Tally, 'trouble'>): string {
  const figures = [faults, kinds, postings, asked, double, lost].map((figure) => String(figure).padStart(9));
  return `${erp.padEnd(22)}${figures.join('')}`;
}

/** The heading of that table. */
export const tallyHeading = `${'ERP'.padEnd(22)}${['faults', 'kinds', 'postings', 'asked', 'double', 'lost'].map((word) => word.padStart(9)).join('')}`;
