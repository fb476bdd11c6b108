import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { Clock } from '../../src/database/clock.ts';
import { DatabaseModule } from '../../src/database/database.module.ts';
import { prepareHttp } from '../../src/http.ts';
import { InsightsModule } from '../../src/insights/insights.module.ts';
import { MasterDataModule } from '../../src/masterdata/masterdata.module.ts';
import { KeysService } from '../../src/people/keys.service.ts';
import { PeopleModule } from '../../src/people/people.module.ts';
import { SettlementModule } from '../../src/settlement/settlement.module.ts';
import { migrateQueue } from '../../src/wake/queues.ts';
import { WakeModule } from '../../src/wake/wake.module.ts';
import { anApprovedCase, ownDatabase } from './approved-cases.ts';
import { aPosting, postingOf, rowOf } from '../settlement/sending.ts';

describe('an ERP that fetches its postings', () => {
  let db: DataSource;
  let end: () => Promise<void>;
  let app: NestExpressApplication;
  const key = 'demo-key-for-the-settlement-story';

  beforeAll(async () => {
    const own = await ownDatabase('settlement');
    ({ db, end } = own);
    await migrateQueue(own.url);
    const imports = [
      DatabaseModule.around(db, new Clock()),
      WakeModule.at({ databaseUrl: own.url, redisUrl: null }),
      PeopleModule,
      MasterDataModule,
      SettlementModule.for({ dataDir: '/nowhere', erpUrl: null, role: 'all' }),
      InsightsModule,
    ];
    @Module({})
    class Service {}
    app = await NestFactory.create<NestExpressApplication>(
      { module: Service, imports },
      { logger: false, bodyParser: false },
    );
    prepareHttp(app, 'test');
    await app.init();
    await app.get(KeysService, { strict: false }).setFirstKeys({ maker: key, checker: `${key}-2` });
  });
  afterAll(async () => {
    await app.close();
    await end();
  });
  beforeEach(async () => {
    await db.query(`UPDATE posting SET state = 'WITHDRAWN' WHERE state <> 'ACKNOWLEDGED'`);
  });

  const get = (path: string) => request(app.getHttpServer()).get(path).set('authorization', `Bearer ${key}`);
  const post = (path: string, body: object, idempotencyKey: string = randomUUID()) =>
    request(app.getHttpServer())
      .post(path)
      .set('authorization', `Bearer ${key}`)
      .set('idempotency-key', idempotencyKey)
      .send(body);
  const claim = async (limit = 50): Promise<string[]> => {
    const { body } = await post('/v1/postings/claims', { target: 'default', limit }).expect(200);
    return (body.data as { postingId: string }[]).map((posting) => posting.postingId);
  };
  const voucher = { documentNumber: '4711', postedOn: '2026-03-09', amount: '100.00' };

  it('leases in order, acknowledges, and settles the case', async () => {
    const first = await aPosting(db);
    const second = await aPosting(db);
    expect(await claim()).toEqual([first.postingId, second.postingId]);
    expect(await claim()).toEqual([]);
    const { body } = await post(`/v1/postings/${first.postingId}/acknowledgements`, voucher).expect(200);
    expect(body).toMatchObject({
      state: 'ACKNOWLEDGED',
      documentNumber: '4711',
      postedOn: '2026-03-09',
      gross: '100.00',
    });
    const [row] = await db.query('SELECT state FROM freight_case WHERE case_id = $1', [first.caseId]);
    expect(row.state).toBe('SETTLED');
    const { body: detail } = await get(`/v1/postings/${first.postingId}`).expect(200);
    expect(detail.attempts).toMatchObject([{ kind: 'CLAIM' }, { kind: 'ACKNOWLEDGE' }]);
  });

  it('gives two fetchers at once different postings', async () => {
    const all = [];
    for (let n = 0; n < 10; n++) all.push((await aPosting(db)).postingId);
    const halves = await Promise.all([claim(5), claim(5)]);
    expect(halves.flat().sort()).toEqual(all.sort());
  });

  it('does not take another amount or another number', async () => {
    const { postingId } = await aPosting(db);
    await post(`/v1/postings/${postingId}/acknowledgements`, voucher).expect(409);
    await claim();
    const path = `/v1/postings/${postingId}/acknowledgements`;
    const other = await post(path, { ...voucher, amount: '100.01' }).expect(409);
    expect(other.body).toMatchObject({ code: 'amount-differs' });
    expect(other.headers['content-type']).toContain('application/problem+json');
    await post(path, voucher).expect(200);
    await post(path, voucher).expect(200);
    await post(path, { ...voucher, documentNumber: '4712' }).expect(409);
    await post(path, { ...voucher, amount: '99.00' }).expect(409);
    await post(path, { ...voucher, amount: 100 }).expect(422);
    expect((await rowOf(db, postingId)).document_number).toBe('4711');
  });

  it('needs an Idempotency-Key, and replays its answer', async () => {
    const { postingId } = await aPosting(db);
    await claim();
    const path = `/v1/postings/${postingId}/acknowledgements`;
    await request(app.getHttpServer()).post(path).set('authorization', `Bearer ${key}`).send(voucher).expect(400);
    const once = randomUUID();
    await post(path, voucher, once).expect(200);
    const again = await post(path, voucher, once).expect(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  it('makes a lease that ended UNKNOWN, and does not hand it out again by itself', async () => {
    const { postingId } = await aPosting(db);
    await claim();
    await db.query(`UPDATE posting SET lease_until = clock_now() - interval '1 second' WHERE posting_id = $1`, [
      postingId,
    ]);
    expect(await claim()).toEqual([]);
    expect((await rowOf(db, postingId)).state).toBe('UNKNOWN');
    await post(`/v1/postings/${postingId}/retries`, {}).expect(200);
    expect(await claim()).toEqual([postingId]);
  });

  it('keeps what the ERP refused until a person has put it right', async () => {
    const bill = await anApprovedCase(db);
    const { postingId } = await postingOf(db, bill);
    await claim();
    await post(`/v1/postings/${postingId}/refusals`, { reason: 'number already entered' }).expect(200);
    expect(await claim()).toEqual([]);
    const retried = await post(`/v1/postings/${postingId}/retries`, {
      supplierReference: `${bill.invoiceNumber}-R`,
    }).expect(200);
    expect(retried.body).toMatchObject({ state: 'PENDING', supplierReference: `${bill.invoiceNumber}-R` });
    expect(await claim()).toEqual([postingId]);
    const [logged] = await db.query(`SELECT action FROM audit_log WHERE subject = $1`, [`posting:${postingId}`]);
    expect(logged.action).toBe('posting.retry');
  });

  it('holds what takes money back until somebody lets it go', async () => {
    const { postingId, caseId } = await aPosting(db, { type: 'CREDIT', gross: '-40.00', state: 'HELD' });
    expect(await claim()).toEqual([]);
    await post(`/v1/postings/${postingId}/releases`, { comment: 'agreed by phone' }).expect(200);
    await post(`/v1/postings/${postingId}/releases`, {}).expect(409);
    expect(await claim()).toEqual([postingId]);
    const marks = await db.query('SELECT key FROM mark WHERE key = $1', [`case:${caseId}`]);
    expect(marks).toHaveLength(1);
  });

  it('lets nobody release above the limit of the policy', async () => {
    const { postingId } = await aPosting(db, { type: 'CREDIT', gross: '-40.00', state: 'HELD' });
    await db.query(
      `INSERT INTO master_record (kind, id, version, body, changed_by)
       VALUES ('policy', 'organisation', 1, '{"limits":[{"role":"ap-lead","currency":"USD","amount":"39.99"}]}', 'test')`,
    );
    const { body } = await post(`/v1/postings/${postingId}/releases`, {}).expect(403);
    expect(body.code).toBe('above-limit');
  });

  it('lists by state, case and target in parts', async () => {
    const mine = await aPosting(db, { target: 'sap' });
    for (let n = 0; n < 3; n++) await aPosting(db, { target: 'sap' });
    const { body: one } = await get(`/v1/postings?caseId=${mine.caseId}&state=PENDING`).expect(200);
    expect(one.data).toHaveLength(1);
    const first = await get('/v1/postings?target=sap&limit=3').expect(200);
    const second = await get(`/v1/postings?target=sap&limit=3&cursor=${first.body.page.nextCursor}`).expect(200);
    const ids = [...first.body.data, ...second.body.data].map((posting: { postingId: string }) => posting.postingId);
    expect(new Set(ids).size).toBe(4);
    await get('/v1/postings?state=LOST').expect(400);
    await get('/v1/postings?cursor=%00').expect(400);
    await get('/v1/postings?cursor=nonsense').expect(400);
    await get(`/v1/postings/${randomUUID()}`).expect(404);
    await get('/v1/postings/1').expect(400);
  });

  it('shows whether a posting was paid', async () => {
    const { postingId } = await aPosting(db);
    await db.query(
      `INSERT INTO fact (kind, source, external_id, content_hash, body) VALUES ('payment', 'bank', 'P-1', '', $1)`,
      [
        JSON.stringify({
          posting: postingId,
          date: '2026-04-05',
          amount: '100.00',
          currency: 'USD',
          instrument: 'ACH',
        }),
      ],
    );
    const { body } = await get(`/v1/postings/${postingId}`).expect(200);
    expect(body.payments).toEqual([
      {
        ...{ paymentId: 'P-1', date: '2026-04-05', amount: '100.00', currency: 'USD', instrument: 'ACH' },
        ...{ source: 'bank', retracts: null },
      },
    ]);
    expect(body.payment).toEqual({
      state: 'PAID',
      paid: '100.00',
      open: '0.00',
      discountTaken: '0.00',
      discount: null,
    });
  });

  it('shows what is open with carriers, and the figures', async () => {
    const { caseId } = await aPosting(db);
    await db.query(
      `INSERT INTO open_item (case_id, kind, line, charge, amount, currency, opened_by) VALUES ($1, 'WITHHELD', 4, 'DETENTION_DELIVERY', 85, 'USD', 'revision 1')`,
      [caseId],
    );
    const { body: items } = await get(`/v1/open-items?caseId=${caseId}`).expect(200);
    expect(items.data).toMatchObject([{ caseId, kind: 'WITHHELD', line: 4, amount: '85.00', carrier: 'ABCD' }]);
    const { body: backlog } = await get('/v1/insights/backlog').expect(200);
    expect(backlog.postings).toMatchObject({ PENDING: 1, HELD: 0, SENDING: 0, UNKNOWN: 0, REFUSED: 0 });
    expect(backlog.staleCases).toBeGreaterThan(0);
    const { body: summary } = await get('/v1/insights/summary').expect(200);
    expect(summary.currencies[0]).toMatchObject({ currency: 'USD', disputed: '0.00' });
    await get('/v1/insights/postings').expect(200);
    const metrics = await get('/metrics').expect(200);
    expect(metrics.text).toContain('tallyman_postings{state="PENDING"} 1');
  });
});
