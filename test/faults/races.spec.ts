import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { dataSourceFor } from '../../src/data-source.ts';
import { aMilestone, anInvoice, aPod, aShipment } from '../builders/flat-shipments.ts';
import { freshDatabase } from '../stories/service.ts';
import { aWorker, keepAuditing, setTerms, tell, untilNothingIsStale, type Worker } from './audit-bench.ts';

const times = 500;

let db: DataSource;
let other: DataSource;
let workers: Worker[];
let loops: { stop(): Promise<void> }[];

beforeAll(async () => {
  const url = await freshDatabase();
  [db, other] = [await dataSourceFor(url, 4).initialize(), await dataSourceFor(url, 4).initialize()];
  await setTerms(db);
  workers = [await aWorker(url), await aWorker(url)];
  loops = workers.map(keepAuditing);
}, 60_000);

afterAll(async () => {
  for (const loop of loops) await loop.stop();
  for (const one of [db, other, ...workers.map((worker) => worker.db)]) await one.destroy();
});

/** Two writers within the same few milliseconds, either first. */
async function atTheSameMoment(one: () => Promise<void>, another: () => Promise<void>): Promise<void> {
  const soon = async (write: () => Promise<void>) => {
    await sleep(Math.random() * 5);
    await write();
  };
  await Promise.all([soon(one), soon(another)]);
}

const delivered = (name: string) => [aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED'), aPod(name)];

const query = async (sql: string): Promise<unknown[]> => db.query(sql);

describe('at the same moment', () => {
  it('a bill and its shipment find each other, every time', async () => {
    for (let turn = 0; turn < times; turn += 1) {
      const name = `A${turn}`;
      await tell(db, ...delivered(name));
      await atTheSameMoment(
        () => tell(db, anInvoice(name)),
        () => tell(other, aShipment(name)),
      );
    }
    await untilNothingIsStale(db);
    expect(
      await query(
        `SELECT state, count(*)::int AS n FROM freight_case WHERE invoice_number LIKE 'INV-A%' GROUP BY state`,
      ),
    ).toEqual([{ state: 'APPROVED', n: times }]);
  }, 180_000);

  it('two bills of one shipment are judged together, and it is paid once', async () => {
    for (let turn = 0; turn < times; turn += 1) {
      const name = `B${turn}`;
      await tell(db, aShipment(name), ...delivered(name));
      const second = anInvoice(
        name,
        { documentId: `DOC2-${name}`, invoiceNumber: `INV2-${name}`, invoiceDate: '2026-03-05' },
        { billNumber: `SECOND${name}` },
      );
      await atTheSameMoment(
        () => tell(db, anInvoice(name)),
        () => tell(other, second),
      );
    }
    await untilNothingIsStale(db);
    expect(
      await query(
        `SELECT count(*)::int AS shipments, min(approved)::text AS least, max(approved)::text AS most,
                min(posted)::text AS posted, max(posted)::text AS "postedMost"
         FROM (SELECT sum(approved) AS approved, sum(posted) AS posted FROM freight_case WHERE shipment_id LIKE 'SHP-B%'
               GROUP BY shipment_id HAVING count(*) = 2) AS paid`,
      ),
    ).toEqual([{ shipments: times, least: '385.00', most: '385.00', posted: '385.00', postedMost: '385.00' }]);
  }, 180_000);

  it('rival duplicates of two shipments are never both paid, though a sender takes what it can', async () => {
    const until = new AbortController();
    const sender = (async () => {
      while (!until.signal.aborted) {
        await other.query(
          `UPDATE posting SET state = 'SENDING', claimed_by = 'sender' WHERE posting_id IN (
             SELECT posting_id FROM posting WHERE state = 'PENDING' LIMIT 5 FOR UPDATE SKIP LOCKED)`,
        );
        await sleep(1);
      }
    })();
    for (let turn = 0; turn < times; turn += 1) {
      const [mine, theirs] = [`C${turn}`, `D${turn}`];
      await tell(db, aShipment(mine), ...delivered(mine), aShipment(theirs), ...delivered(theirs));
      const rival = (documentId: string, shipment: string) =>
        anInvoice(
          mine,
          { documentId },
          { billNumber: `DUP${mine}`, references: [{ type: 'BOL', value: `BOL${shipment}` }] },
        );
      await atTheSameMoment(
        () => tell(db, rival(`DOCX-${mine}`, mine)),
        () => tell(other, rival(`DOCY-${mine}`, theirs)),
      );
    }
    await untilNothingIsStale(db);
    until.abort();
    await sender;
    expect(
      await query(
        `SELECT paid, count(*)::int AS n FROM (
           SELECT count(*) FILTER (WHERE posted > 0) AS paid FROM freight_case WHERE invoice_number LIKE 'INV-C%'
           GROUP BY invoice_number) AS rivals GROUP BY paid`,
      ),
    ).toEqual([{ paid: '1', n: times }]);
    expect(
      await query(
        `SELECT invoice_number FROM freight_case JOIN posting USING (case_id)
         WHERE invoice_number LIKE 'INV-C%' AND posting.state <> 'WITHDRAWN' GROUP BY 1 HAVING count(*) > 1`,
      ),
    ).toEqual([]);
  }, 180_000);
});
