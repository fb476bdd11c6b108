import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { readX12 } from '../../src/formats/x12/envelope.ts';
import {
  aMilestone,
  aPod,
  aShipment,
  anInvoice,
  flatCarrier,
  flatContract,
  flatEntity,
} from '../builders/flat-shipments.ts';
import { eventually, type RunningService, startService } from '../stories/service.ts';

let running: RunningService;
let db: Client;
let disputeId: string;

/** A dispute over the liftgate of INV-LIFT; where disputes gather by themselves it is there already. */
async function aDispute(caseId: string): Promise<string> {
  const known = await db.query<{ id: string }>('SELECT dispute_id AS id FROM dispute_line WHERE case_id = $1', [
    caseId,
  ]);
  if (known.rows[0]) return known.rows[0].id;
  const { rows } = await db.query<{ id: string }>(
    `WITH made AS (
       INSERT INTO dispute (carrier, legal_entity, currency, opened_by, contact, message)
       VALUES ('ABCD', 'ACME-US', 'USD', 'test', '{"name":"Jane Roe","email":"jane@acme.example"}', 'Łódź greets <you>')
       RETURNING dispute_id)
     INSERT INTO dispute_line (dispute_id, place, kind, case_id, line, charge, stop, billed, asked, least_paid, reason,
                               case_version, revision)
     SELECT made.dispute_id, 1, 'WITHHELD', c.case_id, 2, 'LIFTGATE_DELIVERY', 2, 85, 85, 0, 'ACC_NOT_AUTH',
            c.row_version, c.revision
     FROM made, freight_case c WHERE c.case_id = $1 RETURNING dispute_id AS id`,
    [caseId],
  );
  return rows[0]?.id ?? '';
}

beforeAll(async () => {
  running = await startService();
  db = new Client({ connectionString: running.databaseUrl });
  await db.connect();
  const { maker, checker } = running;
  await maker.post('/v1/carriers', [{ ...flatCarrier, disputeContact: 'claims@abcd.example' }]);
  await maker.post('/v1/legal-entities', [{ ...flatEntity, name: 'Acme Manufacturing Inc.' }]);
  const { body: draft } = await maker.post('/v1/contracts', flatContract);
  const version = `/v1/contracts/${flatContract.contractId}/versions/${draft.version}`;
  await maker.post(`${version}/submissions`);
  await checker.post(`${version}/activations`);
  await maker.post('/v1/shipments', aShipment('LIFT', { services: [] }));
  await maker.post('/v1/events', [aMilestone('LIFT', 'DEPARTED_STOP'), aMilestone('LIFT', 'DELIVERED')]);
  await maker.post('/v1/documents', aPod('LIFT'));
  await maker.post('/v1/invoices', anInvoice('LIFT'));
  await running.settled();
  const caseId = await eventually(async () => {
    const { body } = await maker.get('/v1/cases?invoiceNumber=INV-LIFT');
    if (body.data[0]?.state !== 'DISPUTED') throw new Error(JSON.stringify(body.data));
    return body.data[0].caseId as string;
  });
  disputeId = await aDispute(caseId);
}, 90_000);
afterAll(async () => {
  await db.end();
  await running.close();
});

const get = (file: string) => running.maker.get(`/v1/disputes/${disputeId}/${file}`);

describe('the packet of a dispute over HTTP', () => {
  it('tells what was billed, owed and asked, on what grounds, and what would change it', async () => {
    const { status, body } = await get('packet.json');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      number: expect.stringMatching(/^D-\d{6}$/),
      carrier: { code: 'ABCD', name: 'Abcd Freight' },
      legalEntity: { code: 'ACME-US', name: 'Acme Manufacturing Inc.' },
      currency: 'USD',
      asked: '85.00',
    });
    expect(body.lines).toHaveLength(1);
    const [line] = body.lines;
    expect(line).toMatchObject({
      place: 1,
      kind: 'WITHHELD',
      invoiceNumber: 'INV-LIFT',
      billNumber: 'PROLIFT',
      line: 2,
      charge: 'LIFTGATE_DELIVERY',
      billed: '85.00',
      expected: '0.00',
      asked: '85.00',
      clause: { contractId: 'ABCD-FLAT', version: 1 },
      state: 'OPEN',
    });
    expect(line.outward.x426).toBe('23');
    expect(line.sentence).toContain('85.00');
    expect(line.working[0]).toMatchObject({ depth: 0 });
    expect(line.wouldChange).toMatch(/order|authoris/);
    for (const fact of line.evidence) expect(fact.receivedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('is a page that may load nothing', async () => {
    const { status, headers, text } = await get('packet.html');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain('INV-LIFT');
  });

  it('is a PDF of the same bytes each time', async () => {
    const read = async () => {
      const answer = await fetch(`${running.url}/v1/disputes/${disputeId}/packet.pdf`, {
        headers: { authorization: `Bearer ${running.service.keys.maker}` },
      });
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      return Buffer.from(await answer.arrayBuffer());
    };
    const first = await read();
    expect(first.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(first.equals(await read())).toBe(true);
  });

  it.each([
    ['824.edi', '824', 'AG'],
    ['812.edi', '812', 'CD'],
  ])('goes out as %s, which reads as X12', async (file, type, group) => {
    const { status, text } = await get(file);
    expect(status).toBe(200);
    const { interchanges, problem } = readX12(text);
    expect(problem).toBeUndefined();
    expect(interchanges[0]?.groups[0]).toMatchObject({ code: group, sets: [{ type }] });
    expect(interchanges[0]?.groups[0]?.sets[0]?.problem).toBeUndefined();
  });

  it('of no dispute is not found', async () => {
    const { body } = await running.maker.get('/v1/disputes/0190a6c0-0000-7000-8000-000000000000/packet.pdf');
    expect(body).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('a mail that failed', () => {
  it('shows why, and is sent again when somebody asks for it', async () => {
    const { rows } = await db.query<{ id: string }>(
      `INSERT INTO dispute_message (dispute_id, direction, kind, via, by, state, attempts, last_answer)
       VALUES ($1, 'OUT', 'REMINDER', 'ANY', 'test', 'FAILED', 14, '550 no such mailbox') RETURNING message_id AS id`,
      [disputeId],
    );
    const messageId = rows[0]?.id ?? '';
    const one = async () => {
      const { body } = await get('deliveries');
      return (body.data as { messageId: string }[]).find((delivery) => delivery.messageId === messageId);
    };
    expect(await one()).toMatchObject({
      state: 'FAILED',
      attempts: 14,
      lastAnswer: '550 no such mailbox',
      nextAt: null,
    });
    const path = `/v1/disputes/${disputeId}/deliveries/${messageId}/retries`;
    const { status, body } = await running.maker.post(path, {}, { 'idempotency-key': messageId });
    expect([status, body.state]).toEqual([200, 'QUEUED']);
    await eventually(async () => {
      expect(await one()).toMatchObject({ state: 'SENT', lastAnswer: expect.stringContaining(`${messageId}.eml`) });
    });
    const again = await running.maker.post(path, {}, { 'idempotency-key': 'once-more' });
    expect(again.body).toMatchObject({ status: 409, code: 'not-waiting' });
    const other = `/v1/disputes/${disputeId}/deliveries/${disputeId}/retries`;
    expect((await running.maker.post(other, {}, { 'idempotency-key': 'nothing' })).body.code).toBe('not-found');
  });
});

describe('an 824 of the carrier', () => {
  const x12 = { 'content-type': 'application/edi-x12' };
  const send = async (text: string) => (await running.maker.send('/v1/edi', text, x12)).body.messages[0];
  /** Our own 824, sent back by the carrier with another word on the charge. */
  const answer = async (word: string) => {
    const { text } = await get('824.edi');
    return text.replace('ACME-US        ', 'ABCD           ').replace('OTI*TR', `OTI*${word}`);
  };
  const whatBecameOf = async (messageId: string) => (await running.maker.get(`/v1/messages/${messageId}`)).body;

  it('that says nothing readable is kept with its place', async () => {
    expect(await send(await answer('XX'))).toMatchObject({
      status: 'QUARANTINED',
      code: 'ADVICE_UNKNOWN',
      position: { tag: 'OTI', element: 1 },
    });
  });

  it.each<[string, (text: string) => string, string]>([
    ['to a dispute that there is not', (text) => text.replace(/D-\d{6}/, 'D-900001'), 'DISPUTE_UNKNOWN'],
    ['of another sender', (text) => text.replace('ABCD           ', 'OTHR           '), 'DISPUTE_OF_ANOTHER'],
    ['about a charge that is not in it', (text) => text.replace('REF*LI*1', 'REF*LI*7'), 'PLACE_UNKNOWN'],
    ['about more than was billed', (text) => text.replace('AMT*NA*85.00', 'AMT*NA*85.01'), 'BELOW_ZERO'],
  ])('%s goes to quarantine with why', async (_case, spoil, code) => {
    await db.query(`UPDATE dispute SET state = 'SENT', sent_at = clock_now() WHERE dispute_id = $1`, [disputeId]);
    const { messageId } = await send(spoil(await answer('TC')));
    await eventually(async () => {
      expect(await whatBecameOf(messageId)).toMatchObject({ status: 'QUARANTINED', code });
    });
  });

  it('is put on the dispute, once', async () => {
    await db.query(`UPDATE dispute SET state = 'SENT', sent_at = clock_now() WHERE dispute_id = $1`, [disputeId]);
    const text = await answer('TA');
    expect(await send(text)).toMatchObject({ status: 'ACCEPTED', source: 'x12:ABCD', facts: [] });
    await eventually(async () => {
      const { rows } = await db.query('SELECT state FROM dispute WHERE dispute_id = $1', [disputeId]);
      expect(rows).toEqual([{ state: 'ANSWERED' }]);
    });
    const { messageId } = await send(text.replaceAll('*0001', '*0002'));
    await eventually(async () => {
      const { rows } = await db.query('SELECT FROM dispute_advice WHERE message_id = $1', [messageId]);
      expect(rows).toHaveLength(1);
    });
    const { rows } = await db.query(
      `SELECT via, body FROM dispute_message WHERE dispute_id = $1 AND direction = 'IN'`,
      [disputeId],
    );
    expect(rows).toMatchObject([{ via: 'X12_824', body: { lines: [{ answer: 'ACCEPTED', place: 1, amount: null }] } }]);
  });
});
