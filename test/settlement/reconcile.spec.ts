import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type ErpSimulator, startErpSimulator } from '../../seeds/erp-simulator.ts';
import { dataSourceFor } from '../../src/data-source.ts';
import { askForTonight } from '../../src/settlement/reconcile/reconciliation-rows.ts';
import { type Json, type RunningService, startService } from '../stories/service.ts';
import { aPosting, eventually, rowOf } from './sending.ts';

const today = new Date().toISOString().slice(0, 10);
const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('our books and the ERP’s', () => {
  let erp: ErpSimulator;
  let running: RunningService;
  let db: DataSource;

  beforeAll(async () => {
    erp = await startErpSimulator();
    running = await startService({ env: { ERP_URL: erp.url } });
    db = await dataSourceFor(running.databaseUrl, 2).initialize();
  });
  afterAll(async () => {
    await db.destroy();
    await running.close();
    await erp.stop();
  });

  const posted = async (): Promise<string> => {
    const { postingId } = await aPosting(db);
    await eventually(async () => (await rowOf(db, postingId)).state === 'ACKNOWLEDGED');
    return postingId;
  };
  const compared = async (body: object = {}, target = 'default'): Promise<Json> => {
    const asked = await running.maker.post('/v1/reconciliations', { target, from: today, to: today, ...body });
    expect([asked.status, asked.body]).toEqual([202, expect.anything()]);
    let run: Json;
    await eventually(async () => {
      run = (await running.maker.get(asked.headers.get('location') ?? '')).body;
      return run.state === 'COMPLETE' || run.state === 'FAILED';
    });
    return run;
  };
  const differences = async (query = ''): Promise<Json[]> =>
    (await running.maker.get(`/v1/differences${query}`)).body.data;

  afterEach(async () => {
    await db.query(`UPDATE reconciliation_difference SET state = 'CLOSED', closed_at = clock_now() WHERE state <> 'CLOSED';
      UPDATE posting SET state = 'WITHDRAWN' WHERE state <> 'ACKNOWLEDGED'`);
  });

  it('agree on what was posted', async () => {
    await posted();
    expect(await compared()).toMatchObject({ state: 'COMPLETE', differences: 0, reason: null });
    expect(await differences()).toEqual([]);
  });

  it('differ where a number does, explained or not, until they agree', async () => {
    const postingId = await posted();
    await db.query(`UPDATE posting SET document_number = 'X-1' WHERE posting_id = $1`, [postingId]);
    expect(await compared()).toMatchObject({ differences: 1 });
    const [difference] = await differences();
    expect(difference).toMatchObject({
      kind: 'NUMBER_DIFFERS',
      postingId,
      amount: '100.00',
      currency: 'USD',
      state: 'OPEN',
      ours: { documentNumber: 'X-1' },
      theirs: [{ reference: postingId }],
    });
    expect((await running.maker.get('/v1/insights/backlog')).body.reconciliation.openDifferences).toBe(1);
    const path = `/v1/differences/${difference.differenceId}/explanations`;
    expect(await running.maker.post(path, { comment: 'renumbered' })).toMatchObject({
      status: 200,
      body: { state: 'EXPLAINED', explanation: 'renumbered' },
    });
    // Found again unchanged it stays explained; another number is something else.
    await compared();
    expect(await differences()).toMatchObject([{ differenceId: difference.differenceId, state: 'EXPLAINED' }]);
    await db.query(`UPDATE posting SET document_number = 'X-2' WHERE posting_id = $1`, [postingId]);
    await compared();
    expect(await differences()).toMatchObject([{ differenceId: difference.differenceId, state: 'OPEN' }]);
    const voucher = erp.vouchers().find((one) => one.reference === postingId);
    await db.query(`UPDATE posting SET document_number = $2 WHERE posting_id = $1`, [
      postingId,
      voucher?.documentNumber,
    ]);
    const last = await compared();
    expect(await differences()).toEqual([]);
    expect(await differences('?state=CLOSED')).toContainEqual(
      expect.objectContaining({ differenceId: difference.differenceId, closedBy: last.reconciliationId }),
    );
    expect((await running.maker.post(path, { comment: 'late' })).status).toBe(409);
  });

  it('resolve what nobody knew the fate of, as a look-up would', async () => {
    const postingId = await posted();
    await db.query(
      `UPDATE posting SET state = 'UNKNOWN', document_number = NULL, acknowledged_at = NULL, acknowledged_amount = NULL,
              available_at = 'infinity' WHERE posting_id = $1`,
      [postingId],
    );
    expect(await compared()).toMatchObject({ state: 'COMPLETE', resolved: 1, differences: 0 });
    const { body } = await running.maker.get(`/v1/postings/${postingId}`);
    expect(body).toMatchObject({ state: 'ACKNOWLEDGED', documentNumber: expect.any(String) });
    const attempts: Json[] = body.attempts;
    expect(attempts.at(-1)).toMatchObject({ kind: 'LOOKUP', outcome: 'FOUND', by: 'reconciliation' });
  });

  describe('of an ERP that gives its list', () => {
    const claimedAndPosted = async (number: string): Promise<string> => {
      const { postingId } = await aPosting(db, { target: 'pulled' });
      await running.maker.post('/v1/postings/claims', { target: 'pulled' });
      const voucher = { documentNumber: number, postedOn: today, amount: '100.00' };
      const answer = await running.maker.post(`/v1/postings/${postingId}/acknowledgements`, voucher, {
        'idempotency-key': postingId,
      });
      expect(answer.status).toBe(200);
      return postingId;
    };

    it('are compared alike, from JSON or CSV', async () => {
      const first = await claimedAndPosted('A-1');
      const second = await claimedAndPosted('A-2');
      const csv = `Reference,Document,Posting date,Amount,Currency\n${first},A-1,${today},100.00,USD\n${first},A-9,${today},100.00,USD\nBY-HAND,A-3,${today},5.00,USD\n`;
      expect(await compared({ csv }, 'pulled')).toMatchObject({ state: 'COMPLETE', uploaded: true, differences: 3 });
      const found: string[] = (await differences('?target=pulled')).map(
        ({ kind, reference }) => `${kind} ${reference}`,
      );
      expect(found.sort()).toEqual(
        [`DUPLICATE_THERE ${first}`, `MISSING_THERE ${second}`, 'UNKNOWN_HERE BY-HAND'].sort(),
      );
      const vouchers = [
        { reference: first, documentNumber: 'A-1', postedOn: today, amount: '100.00', currency: 'CAD' },
        { reference: second, documentNumber: 'A-2', postedOn: today, amount: '99.00', currency: 'USD' },
      ];
      await compared({ vouchers }, 'pulled');
      const left: string[] = (await differences('?target=pulled')).map(({ kind, reference }) => `${kind} ${reference}`);
      expect(left.sort()).toEqual([`AMOUNT_DIFFERS ${second}`, `CURRENCY_DIFFERS ${first}`].sort());
    });

    it.each([
      ['no ERP that we can ask', {}, 'list-needed'],
      ['two lists', { csv: 'a', vouchers: [] }, 'two-lists'],
      ['days the wrong way round', { csv: 'a', from: today, to: dayBefore(1) }, 'bad-range'],
      ['a whole year', { csv: 'a', from: dayBefore(365), to: today }, 'bad-range'],
    ])('are not compared with %s', async (_, body, code) => {
      const asked = { target: 'pulled', from: today, to: today, ...body };
      expect(await running.maker.post('/v1/reconciliations', asked)).toMatchObject({ status: 422, body: { code } });
    });

    it('are left alone by a list that cannot be believed', async () => {
      const postingId = await claimedAndPosted('B-1');
      const before = await rowOf(db, postingId);
      const run = await compared({ csv: `reference,documentNumber,amount\n${postingId},B-1,"1,000.00"\n` }, 'pulled');
      expect(run).toMatchObject({ state: 'FAILED', reason: 'voucher 1 of the list: "1,000.00" is no amount' });
      expect(await differences('?target=pulled')).toEqual([]);
      expect(await rowOf(db, postingId)).toEqual(before);
      expect((await running.maker.get('/v1/insights/backlog')).body.reconciliation.failedTargets).toBe(1);
    });
  });

  it('are compared once in each night, also in one that began while nobody ran', async () => {
    const postingId = await posted();
    await db.query(`UPDATE posting SET posted_on = posted_on - 1 WHERE posting_id = $1`, [postingId]);
    const zone =
      "INSERT INTO master_record (kind, id, version, body, changed_by) VALUES ('legal-entity', $1, 1, $2, 'test')";
    // Somewhere it is past two in the morning, whatever the hour of the test.
    const hour = new Date().getUTCHours();
    const timeZone = hour >= 3 ? 'UTC' : 'Asia/Tokyo';
    await db.query(zone, ['ACME-NIGHT', JSON.stringify({ legalEntity: 'ACME-NIGHT', timeZone, erpTarget: 'night' })]);
    await db.query(`UPDATE posting SET target = 'night' WHERE posting_id = $1`, [postingId]);
    const ask = () => db.transaction((tx) => askForTonight(tx, ['night']));
    expect(await Promise.all([ask(), ask()])).toEqual(expect.arrayContaining([1, 0]));
    expect(await ask()).toBe(0);
    const { body } = await running.maker.get('/v1/reconciliations?target=night');
    expect(body.data).toMatchObject([{ target: 'night', askedBy: 'clock', night: expect.any(String) }]);
    expect(body.data[0].to < body.data[0].night).toBe(true);
  });
});

describe('an ERP that lists nonsense', () => {
  let answer: () => { status: number; body: string };
  let server: Server;
  let running: RunningService;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      const { status, body } = answer();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    running = await startService({
      env: { ERP_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    });
  });
  afterAll(async () => {
    await running.close();
    server.close();
  });
  beforeEach(() => {
    answer = () => ({ status: 200, body: '[]' });
  });

  const one = { reference: 'R', documentNumber: '1', postedOn: today, amount: '1.00', currency: 'USD' };
  it.each<[string, number, () => string]>([
    ['a page of HTML', 200, () => '<html>welcome</html>'],
    ['20 MB of it', 200, () => JSON.stringify([{ ...one, text: 'x'.repeat(20_000_000) }])],
    ['one voucher with two amounts', 200, () => JSON.stringify([one, { ...one, amount: '2.00' }])],
    ['a currency that is none', 200, () => JSON.stringify([{ ...one, currency: 'XQZ' }])],
    ['that it is closed', 503, () => '{"message":"Maintenance window."}'],
  ])('such as %s: the comparison fails and says so', async (_, status, body) => {
    answer = () => ({ status, body: body() });
    const asked = await running.maker.post('/v1/reconciliations', { target: 'default', from: today, to: today });
    let run: Json;
    await eventually(async () => {
      run = (await running.maker.get(`/v1/reconciliations/${asked.body.reconciliationId}`)).body;
      return run.state !== 'ASKED' && run.state !== 'RUNNING';
    });
    expect(run).toMatchObject({ state: 'FAILED', reason: expect.stringMatching(/./), ours: null });
    expect((await running.maker.get('/v1/differences')).body.data).toEqual([]);
  });
});
