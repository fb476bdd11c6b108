import { ConflictException } from '@nestjs/common';
import { Books, today } from './books.ts';
import type { ByHand, ErpUnderTest } from './conformance.ts';
import type { FaultScript, PostFault } from './faults.ts';

const posts: PostFault[] = [
  'crash before commit',
  'crash after commit',
  'delivered twice',
  'refused',
  'another amount',
  'another reference',
  'slow',
];

/** An ERP that fetches its postings, dies in between, says the wrong thing, and asks its own books before it asks again. */
class FetchingErp {
  readonly books = new Books(true);

  constructor(private readonly script: FaultScript) {}

  async run(by: ByHand): Promise<void> {
    const claimed = await by.answers.claim(by.person, by.target, 3);
    for (const posting of claimed) await this.take(by, posting, this.script.onPost());
    await this.lookIntoBooks(by);
  }

  private async take(
    by: ByHand,
    posting: { postingId: string; gross: string },
    fault: PostFault | null,
  ): Promise<void> {
    const { answers, person } = by;
    const id = posting.postingId;
    if (fault === 'refused') await answers.refuse(person, id, 'Posting period is not open.');
    else if (fault === 'crash before commit') await this.die(by, id);
    else {
      const said = { documentNumber: this.enter(id, posting.gross), postedOn: today(), amount: posting.gross };
      if (fault === 'crash after commit') {
        await this.die(by, id);
        return;
      }
      if (fault === 'another amount') await mustRefuse(answers.acknowledge(person, id, { ...said, amount: '0.01' }));
      await answers.acknowledge(person, id, said);
      if (fault === 'delivered twice') await answers.acknowledge(person, id, said);
      if (fault === 'another reference')
        await mustRefuse(answers.acknowledge(person, id, { ...said, documentNumber: 'X' }));
    }
  }

  private enter(reference: string, amount: string): string {
    const entry = { reference, company: '', vendor: '', number: reference, amount, credit: false, day: today() };
    return String(this.books.enter({ ...entry, fields: {}, lines: [] }).id);
  }

  /** Nobody answers: the lease, of five minutes, ends at once here. */
  private async die({ db }: ByHand, id: string): Promise<void> {
    await db.query(`UPDATE posting SET lease_until = clock_now() - interval '1 second' WHERE posting_id = $1`, [id]);
  }

  /** What is unknown is either in the books, and acknowledged, or not, and asked for again. */
  private async lookIntoBooks({ db, answers, person, target }: ByHand): Promise<void> {
    const unknown: { posting_id: string; gross: string }[] = await db.query(
      `SELECT posting_id, body ->> 'gross' AS gross FROM posting WHERE target = $1 AND state = 'UNKNOWN'`,
      [target],
    );
    for (const { posting_id: id, gross } of unknown) {
      const entry = this.books.entries.find(({ reference }) => reference === id);
      if (!entry) await answers.retry(person, id, {});
      else
        await answers.acknowledge(person, id, { documentNumber: String(entry.id), postedOn: entry.day, amount: gross });
    }
  }
}

async function mustRefuse(said: Promise<unknown>): Promise<void> {
  const refused = await said.then(
    () => false,
    (error: unknown) => error instanceof ConflictException,
  );
  if (!refused) throw new Error('an acknowledgement that disagrees was taken');
}

/** An ERP that fetches. */
export const pullUnderTest: ErpUnderTest = {
  name: 'pull',
  kinds: { posts },
  start: (script) => {
    const erp = new FetchingErp(script);
    return Promise.resolve({
      target: null,
      work: (by) => erp.run(by),
      mend: () => undefined,
      holds: () => erp.books.holds(({ id }) => String(id)),
      stop: () => Promise.resolve(),
    });
  },
};
