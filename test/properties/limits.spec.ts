import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import { Dec, sum } from '../../src/freight/money.ts';
import {
  aMilestone,
  anInvoice,
  aPod,
  aShipment,
  flatCarrier,
  flatContract,
  flatEntity,
} from '../builders/flat-shipments.ts';
import { type Json, type RunningService, type Speaker, startService } from '../stories/service.ts';

/** What each may let out for one shipment within a day. */
const limits = { ann: '100.00', bob: '100.00', lea: '200.00' } as const;
type Person = keyof typeof limits;
const roles = { ann: 'ap-clerk', bob: 'ap-clerk', lea: 'ap-lead' } as const;
const people: Partial<Record<Person, Speaker>> = {};

let running: RunningService;
let db: Client;
beforeAll(async () => {
  running = await startService();
  db = new Client({ connectionString: running.databaseUrl });
  await db.connect();
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/legal-entities', flatEntity);
  await running.maker.post('/v1/contracts', flatContract);
  await running.maker.post('/v1/contracts/ABCD-FLAT/versions/1/submissions', {});
  await running.checker.post('/v1/contracts/ABCD-FLAT/versions/1/activations', {});
  await running.maker.post('/v1/policies', {
    limits: [
      { role: 'ap-clerk', currency: 'USD', amount: limits.ann },
      { role: 'ap-lead', currency: 'USD', amount: limits.lea },
    ],
  });
  for (const person of Object.keys(limits) as Person[]) {
    const { body } = await running.maker.post('/v1/api-keys', {
      ...{ name: person, person, sources: [] },
      roles: [roles[person]],
    });
    people[person] = running.as(body.secret);
  }
}, 60_000);
afterAll(async () => {
  await db.end();
  await running.close();
});

const person = fc.constantFrom<Person>('ann', 'bob', 'lea');

/** A try to get money out: on one line of one of two bills, in any way, alone or in bulk, and whoever may agree to it. */
const attempt = fc.record({
  by: person,
  second: fc.option(person, { nil: null }),
  bill: fc.constantFrom(0, 1),
  line: fc.constantFrom(undefined, 1, 2, 3, 4),
  kind: fc.constantFrom('APPROVE_AS_BILLED', 'APPROVE_EXPECTED', 'APPROVE_AMOUNT', 'DISPUTE', 'DENY', 'WRITE_OFF'),
  amount: fc.constantFrom('0.00', '10.00', '45.00', '75.50'),
  bulk: fc.boolean(),
});

let shipments = 0;

/** Two bills for one shipment, on which 300.00 and 85.00 are owed: beyond that 80.00, 90.00, 60.00, 45.00 and 50.00 are asked. */
async function twoBills(): Promise<string[]> {
  const name = `L${++shipments}`;
  const [first, again] = [anInvoice(name), anInvoice(name)];
  const charges = [
    { line: 1, charge: 'LINEHAUL' as const, amount: '380.00' },
    { line: 2, charge: 'LIFTGATE_DELIVERY' as const, stop: 2, amount: '175.00' },
    { line: 3, charge: 'STORAGE' as const, amount: '60.00' },
    { line: 4, charge: 'NOTIFY' as const, amount: '45.00' },
  ];
  const more = [{ line: 1, charge: 'DOCUMENTATION' as const, amount: '50.00' }];
  const [bill] = first.bills;
  if (!bill) throw new Error('an invoice has a bill');
  await running.maker.post('/v1/shipments', aShipment(name));
  await running.maker.post('/v1/events', aMilestone(name, 'DEPARTED_STOP'));
  await running.maker.post('/v1/events', aMilestone(name, 'DELIVERED'));
  await running.maker.post('/v1/documents', aPod(name));
  await running.maker.post('/v1/invoices', { ...first, total: '660.00', bills: [{ ...bill, charges }] });
  await running.maker.post('/v1/invoices', {
    ...{ ...again, documentId: `DOC-${name}-2`, invoiceNumber: `INV-${name}-2`, kind: 'SUPPLEMENTAL', total: '50.00' },
    bills: [{ ...bill, charges: more }],
  });
  await running.settled();
  const { body } = await running.maker.get(`/v1/cases?shipmentId=SHP-${name}&sort=receivedAt`);
  return (body.data as Json[]).map(({ caseId }) => caseId as string);
}

const approvedOf = async (cases: readonly string[]) => {
  await running.settled();
  const found = await Promise.all(cases.map((caseId) => running.maker.get(`/v1/cases/${caseId}`)));
  return sum(found.map(({ body }) => new Dec(body.money.approved as string)));
};

type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

const saidIn = ({ kind, line, amount }: Attempt) => ({
  ...{ kind, ...(line === undefined ? {} : { line }) },
  ...(kind === 'APPROVE_AMOUNT' ? { amount } : {}),
});
const who = (person: Person): Speaker => {
  const speaker = people[person];
  if (!speaker) throw new Error(`nobody is called ${person}`);
  return speaker;
};
const once = () => ({ 'idempotency-key': randomUUID() });

/** What became of it: the proposal it waits as, or nothing. */
async function tried(speaker: Speaker, caseId: string, given: Attempt): Promise<string | null> {
  const seen = await running.maker.get(`/v1/cases/${caseId}`);
  const ifMatch = seen.headers.get('etag') ?? '';
  const one = { caseId, ifMatch, ...saidIn(given) };
  const answer = given.bulk
    ? await speaker.post('/v1/cases/bulk-decisions', { decisions: [one] }, once())
    : await speaker.post(`/v1/cases/${caseId}/decisions`, saidIn(given), { 'if-match': ifMatch, ...once() });
  const became: Json = given.bulk ? answer.body.results[0] : answer.body;
  return became.proposalId ?? null;
}

async function tryOne(cases: readonly string[], given: Attempt) {
  const proposalId = await tried(who(given.by), cases[given.bill] ?? '', given);
  if (given.second === null || proposalId === null) return;
  await who(given.second).post(`/v1/decision-proposals/${proposalId}/approvals`, {}, once());
}

describe('whatever people try, in whatever order, split in whatever way', () => {
  it('no more is let out for a shipment within a day than the limit of whoever had the last word', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 2, maxLength: 8 }), async (attempts) => {
        const cases = await twoBills();
        expect(cases).toHaveLength(2);
        const before = await approvedOf(cases);
        for (const one of attempts) await tryOne(cases, one);
        const { rows } = await db.query<{ by: Person; second: Person | null; released: string }>(
          `SELECT decided_by AS by, approved_by AS second, released::text FROM decision
           WHERE case_id = ANY($1::uuid[]) ORDER BY decided_at, decision_id`,
          [cases],
        );
        let out = new Dec(0);
        for (const { by, second, released } of rows) {
          expect(second).not.toBe(by);
          out = out.plus(released);
          if (!new Dec(released).isZero()) expect(out.lessThanOrEqualTo(limits[second ?? by])).toBe(true);
        }
        const grown = (await approvedOf(cases)).minus(before);
        expect(grown.lessThanOrEqualTo(out)).toBe(true);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
