import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type ErpFault, type ErpSimulator, startErpSimulator } from '../../seeds/erp-simulator.ts';
import { serviceClient } from '../../seeds/service-client.ts';
import { endAllServices, keys, type ServiceProcess, startService } from '../faults/service-process.ts';
import { ownDatabase } from '../stories/approved-cases.ts';
import { historyOf } from './convergence/history.ts';
import { decideSome, retryPostings } from './convergence/people.ts';
import { play, type TwoPeople } from './convergence/play.ts';
import { chanceOf } from './convergence/random.ts';
import { anyStory } from './convergence/stories.ts';

/** Shipments of a run, each with a history of its own, and where chance begins. */
const shipments = parseInt(process.env.HISTORIES ?? '24', 10);
const seed = parseInt(process.env.HISTORIES_SEED ?? '2026', 10);
const rounds = 8;

/** Everything an ERP does to a sender, but one answer that is wrong for good: a person has to look at that one. */
const faults: ErpFault[] = [
  ...(['timeout-after-commit', 'timeout-before-commit', '500-after-commit', '500-before-commit'] as const),
  ...(['reset-after-commit', 'reset-before-commit', '429', '503', 'refuse', 'slow', 'garbage', 'empty'] as const),
];

interface CaseBooks {
  caseId: string;
  carrier: string;
  state: string;
  pending: string;
  approved: string;
  held: string;
  acknowledged: string;
  isConserved: boolean;
}

describe('any history of facts, decisions and faults', () => {
  let db: DataSource;
  let service: TwoPeople;
  let erp: ErpSimulator;
  let worker: ServiceProcess;
  let env: Record<string, string>;
  const endings: (() => Promise<void> | void)[] = [];

  beforeAll(async () => {
    const database = await ownDatabase('histories');
    db = database.db;
    endings.push(database.end);
    erp = await startErpSimulator({ slowMs: 50, retryAfterSeconds: 0 });
    endings.push(() => erp.stop());
    const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-histories-'));
    endings.push(() => {
      rmSync(dataDir, { recursive: true, force: true });
    });
    env = { DATABASE_URL: database.url, DATA_DIR: dataDir, ERP_URL: erp.url };
    writeFileSync(join(dataDir, 'erp-targets.json'), JSON.stringify({ default: { url: erp.url, timeoutMs: 300 } }));
    endings.push(endAllServices);
    const api = await startService({ ...env, ROLE: 'api' });
    worker = await startService({ ...env, ROLE: 'worker' });
    service = { maker: api.client, checker: serviceClient(api.url, keys.checker) };
  }, 90_000);

  afterAll(async () => {
    for (const end of endings.reverse()) await end();
  }, 60_000);

  it('ends with exactly what is approved in the ERP, case by case, and money conserved', async () => {
    const chance = chanceOf(seed);
    const histories = Array.from({ length: shipments }, (_, number) =>
      historyOf(anyStory(chance), 'CONTRACT_ANYWHERE', { number, chance, rounds }),
    );
    const seen = { decisions: 0, faults: 0, retries: 0 };
    const watch = { isOver: false };
    const lookingAfterTheErp = (async () => {
      while (!watch.isOver) {
        seen.retries += await retryPostings(service);
        await sleep(500);
      }
    })();

    await play(service, histories, chance, async (round) => {
      seen.decisions += await decideSome(service, chance);
      const spoiled = Array.from({ length: chance.upTo(6) }, () => chance.pick(faults));
      seen.faults += spoiled.length;
      erp.inject(...spoiled);
      if (round % 3 === 2) {
        await worker.kill();
        worker = await startService({ ...env, ROLE: 'worker' });
      }
    });
    watch.isOver = true;
    await lookingAfterTheErp;

    const books = await readCases(db);
    const vouchers = erp.vouchers();
    console.log(`${books.length} cases, ${vouchers.length} vouchers, ${JSON.stringify(seen)}, seed ${seed}`);
    expect(books.filter(({ isConserved }) => !isConserved)).toEqual([]);
    // Under `partial: WAIT` a bill of which a part still waits posts nothing yet.
    const waiting = new Set(
      histories.filter(({ story }) => story.payment.partial === 'WAIT').map(({ names }) => names.carrier),
    );
    const isPosted = ({ carrier, pending }: CaseBooks) => pending === '0.00' || !waiting.has(carrier);
    expect(books.filter((book) => isPosted(book) && book.approved !== book.acknowledged)).toEqual([]);
    expect(new Set(vouchers.map(({ reference }) => reference)).size).toBe(vouchers.length);
    expect(await inErp(db, vouchers)).toEqual(books.map(({ caseId, acknowledged }) => [caseId, acknowledged]));
    expect(seen.decisions).toBeGreaterThan(shipments / 2);
  }, 600_000);
});

/** Every case, with what it approves and what the ERP has acknowledged of it. */
async function readCases(db: DataSource): Promise<CaseBooks[]> {
  return db.query(
    `SELECT c.case_id AS "caseId", c.carrier, c.state, c.pending::numeric(20, 2)::text AS pending, c.approved::numeric(20, 2)::text AS approved,
            coalesce(sum(p.gross) FILTER (WHERE p.state = 'HELD'), 0)::text AS held,
            coalesce(sum(p.acknowledged_amount), 0)::numeric(20, 2)::text AS acknowledged,
            c.billed = c.approved + c.disputed + c.denied + c.pending
              AND (c.billed, c.approved) IN (SELECT sum(billed), sum(approved) FROM case_charge l WHERE l.case_id = c.case_id)
              AS "isConserved"
     FROM freight_case c LEFT JOIN posting p ON p.case_id = c.case_id AND p.type NOT IN ('ACCRUAL', 'ACCRUAL_REVERSAL')
     GROUP BY c.case_id ORDER BY c.case_id`,
  );
}

/** What the ERP itself has of each case, by the postings its vouchers name. */
async function inErp(
  db: DataSource,
  vouchers: readonly { reference: string; amount: string }[],
): Promise<[string, string][]> {
  const rows: { caseId: string; amount: string }[] = await db.query(
    `SELECT c.case_id AS "caseId", coalesce(sum(v.amount), 0)::numeric(20, 2)::text AS amount
     FROM freight_case c LEFT JOIN posting p USING (case_id)
     LEFT JOIN json_to_recordset($1) AS v(reference uuid, amount numeric) ON v.reference = p.posting_id
     GROUP BY c.case_id ORDER BY c.case_id`,
    [JSON.stringify(vouchers.map(({ reference, amount }) => ({ reference, amount })))],
  );
  return rows.map(({ caseId, amount }) => [caseId, amount]);
}
