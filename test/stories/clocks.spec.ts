import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  aMilestone,
  anInvoice,
  aPod,
  aShipment,
  flatCarrier,
  flatContract,
  flatEntity,
} from '../builders/flat-shipments.ts';
import type { DataSource } from 'typeorm';
import { dataSourceFor } from '../../src/data-source.ts';
import { emptyQueue } from '../faults/books.ts';
import { dropAt, eventually, freshDatabase, type Json, type RunningService, startService } from './service.ts';

let databaseUrl: string;
let running: RunningService;
const later = async (days: number, meanwhile?: (db: DataSource) => Promise<void>) => {
  await running.close();
  if (meanwhile) {
    const db = await dataSourceFor(databaseUrl).initialize();
    await meanwhile(db);
    await db.destroy();
  }
  running = await startService({ databaseUrl, env: { CLOCK_OFFSET_DAYS: days.toString() } });
};
beforeAll(async () => {
  databaseUrl = await freshDatabase();
  running = await startService({ databaseUrl });
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/calendars', { calendar: 'US', holidays: ['2026-11-26', '2026-12-25'] });
  await running.maker.post('/v1/legal-entities', { ...flatEntity, calendar: 'US' });
  await running.maker.post('/v1/contracts', flatContract);
  await running.maker.post('/v1/contracts/ABCD-FLAT/versions/1/submissions', {});
  await running.checker.post('/v1/contracts/ABCD-FLAT/versions/1/activations', {});
  expect((await running.maker.post('/v1/policies', { escalateDays: 2, sampleRate: '1' })).status).toBeLessThan(300);
}, 60_000);
afterAll(async () => {
  await running.close();
  await dropAt(databaseUrl);
});

const key = () => ({ 'idempotency-key': randomUUID() });
const post = async (path: string, ...bodies: unknown[]) => {
  for (const body of bodies) expect((await running.maker.post(path, body)).status).toBeLessThan(300);
};
const today = () => new Date().toISOString().slice(0, 10);

async function caseOf(name: string): Promise<Json> {
  await running.settled();
  const list = await running.maker.get(`/v1/cases?invoiceNumber=INV-${name}`);
  return (await running.maker.get(`/v1/cases/${list.body.data[0].caseId}`)).body;
}

/** Delivered, and its invoice dated today: 385.00 wait for the proof of delivery. */
async function aWaitingBill(name: string): Promise<Json> {
  await post('/v1/shipments', aShipment(name));
  await post('/v1/events', aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED'));
  await post('/v1/invoices', anInvoice(name, { invoiceDate: today() }));
  return caseOf(name);
}

const clocksOf = async (caseId: string): Promise<Json[]> =>
  (await running.maker.get(`/v1/clocks?caseId=${caseId}`)).body.data;

/** Whole days from now until a clock ends, in the day it ends in: 10 ends between 10 and 11 days from the start of today. */
const daysUntil = (dueAt: string) => Math.floor((Date.parse(dueAt) - Date.parse(today())) / 86_400_000);

describe('the clocks of a bill', () => {
  it('say what waits until when, for whom; what is near goes to the lead, once, and passes once', async () => {
    const waiting = await aWaitingBill('C1');
    const running1 = await clocksOf(waiting.caseId);
    expect(running1).toMatchObject([
      { kind: 'EVIDENCE', level: 'RUNNING', responsible: 'carrier', escalatedAt: null },
      { kind: 'PAYMENT_DUE', level: 'RUNNING', responsible: 'accounts payable', role: 'ap-clerk' },
      { kind: 'DISPUTE_WINDOW', level: 'RUNNING', responsible: 'accounts payable' },
    ]);
    // 10 days for the evidence and 30 to pay; 180 to contest. New York is at most a day behind UTC.
    for (const [place, days] of [10, 30, 180].entries())
      expect(Math.abs(daysUntil(running1[place].dueAt) - days)).toBeLessThanOrEqual(1);

    await later(9);
    await eventually(async () => {
      expect((await clocksOf(waiting.caseId))[0]).toMatchObject({ kind: 'EVIDENCE', level: 'NEAR', role: 'ap-lead' });
    });
    const raised = await running.maker.get('/v1/cases?escalated=true');
    expect(raised.body.data).toMatchObject([{ caseId: waiting.caseId, escalated: true, role: 'ap-lead' }]);
    const near = await caseOf('C1');
    expect(near.escalations).toMatchObject([{ kind: 'EVIDENCE', role: 'ap-lead' }]);
    expect(near.etag).toBe(waiting.etag);

    await later(40);
    await eventually(async () => {
      const now = await caseOf('C1');
      // Without the proof nothing of it is owed.
      expect([now.state, now.money.disputed]).toEqual(['DISPUTED', '385.00']);
      const overdue = await running.maker.get(`/v1/clocks?level=OVERDUE&caseId=${waiting.caseId}`);
      expect(overdue.body.data).toMatchObject([{ kind: 'PAYMENT_DUE', role: 'ap-lead' }]);
    });
    // Again in a new process, with the queue lost: nothing passes or is raised twice.
    await later(40, emptyQueue);
    const { clocks, escalations } = await caseOf('C1');
    const passed = (clocks as Json[]).filter(({ passedAt }) => passedAt);
    expect(passed.map(({ kind }) => kind as string)).toEqual(['EVIDENCE', 'PAYMENT_DUE']);
    expect(escalations).toHaveLength(1);
    const ageing = await running.maker.get('/v1/insights/ageing?carrier=ABCD');
    expect(ageing.body.data).toEqual([
      {
        ...{ by: 'RECEIVED', bucket: '31-60', carrier: 'ABCD', currency: 'USD', bills: 1 },
        ...{ billed: '385.00', pending: '0.00', disputed: '385.00', unsettled: '0.00' },
      },
      {
        ...{ by: 'OVERDUE', bucket: '0-30', carrier: 'ABCD', currency: 'USD', bills: 1 },
        ...{ billed: '385.00', pending: '0.00', disputed: '385.00', unsettled: '0.00' },
      },
    ]);
  }, 90_000);

  it('raise the legal limit when five sixths of it are over: the row is there for a protective dispute', async () => {
    const { caseId } = await caseOf('C1');
    await later(151);
    await eventually(async () => {
      const near = await running.maker.get(`/v1/clocks?kind=DISPUTE_WINDOW&level=NEAR&escalated=true`);
      expect(near.body.data).toMatchObject([{ caseId, role: 'ap-lead' }]);
    });
    await later(0);
  }, 60_000);

  it('count business days where the policy says so', async () => {
    await post('/v1/policies', { businessDays: ['EVIDENCE'], sampleRate: '1' });
    const { clocks } = await aWaitingBill('C2');
    // Ten business days are at least 14 calendar days, and with one holiday and weekends at either end at most 17.
    const days = daysUntil(clocks[0].dueAt);
    expect([clocks[0].kind, days >= 13 && days <= 18]).toEqual(['EVIDENCE', true]);
  }, 30_000);
});

it('a hold ends with its day, and the engine decides again', async () => {
  await aWaitingBill('H1');
  await post('/v1/documents', aPod('H1'));
  const clear = await caseOf('H1');
  expect(clear.money.approved).toBe('385.00');
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const held = await running.maker.post(
    `/v1/cases/${clear.caseId}/decisions`,
    { kind: 'HOLD_UNTIL', until, comment: 'the site counts again' },
    { 'if-match': clear.etag, ...key() },
  );
  expect([held.status, held.body.state, held.body.decisions[0].until]).toEqual([201, 'IN_REVIEW', until]);
  expect((await clocksOf(clear.caseId)).map(({ kind }) => kind)).toContain('HOLD');
  await later(7);
  await eventually(async () => {
    const after = await caseOf('H1');
    expect(after.money).toMatchObject({ approved: '385.00', pending: '0.00' });
    expect(after.state).not.toBe('IN_REVIEW');
  });
  await later(0);
}, 60_000);

it('what the engine approves is looked at by chance, and looking changes nothing', async () => {
  await aWaitingBill('P1');
  await post('/v1/documents', aPod('P1'));
  const approved = await caseOf('P1');
  const list = await running.maker.get('/v1/samples?looked=false');
  const sample = (list.body.data as Json[]).find(({ caseId }) => caseId === approved.caseId);
  expect(sample).toMatchObject({ approved: '385.00', currency: 'USD', finding: null });
  const look = (body: object) => running.maker.post(`/v1/samples/${sample.sampleId}/looks`, body, key());
  expect((await look({ finding: 'WRONG', amount: '385.01' })).status).toBe(422);
  const found = await look({ finding: 'WRONG', amount: '85.00', comment: 'no liftgate there' });
  expect(found.body).toMatchObject({ finding: 'WRONG', amount: '85.00', lookedBy: 'demo.maker' });
  expect((await look({ finding: 'RIGHT' })).body.code).toBe('already-ended');
  const after = await caseOf('P1');
  expect([after.etag, after.money, after.state]).toEqual([approved.etag, approved.money, approved.state]);
  const figures = await running.maker.get('/v1/insights/samples');
  expect(figures.body).toMatchObject({ looked: 1, wrong: 1, right: 0, wrongShare: '1' });
  expect(figures.body.wrongAmounts).toEqual([{ currency: 'USD', amount: '85.00' }]);
}, 30_000);
