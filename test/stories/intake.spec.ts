import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { examples } from '../../src/intake/examples.ts';
import { type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService({ env: { ROLE: 'api' } });
}, 60_000);
afterAll(() => running.close());

const anInvoice = (change: object = {}) => ({ ...structuredClone(examples.invoice), ...change });
const lines = (items: readonly unknown[]) =>
  items.map((item) => `${typeof item === 'string' ? item : JSON.stringify(item)}\n`).join('');
const ndjson = { 'content-type': 'application/x-ndjson' };

describe('a fact', () => {
  it('is taken in once, however often it comes', async () => {
    const first = await running.maker.post('/v1/invoices', anInvoice({ documentId: 'ONCE' }));
    expect([first.status, first.body.status]).toEqual([201, 'ACCEPTED']);
    const again = await running.maker.post(
      '/v1/invoices',
      anInvoice({ documentId: 'ONCE', remitTo: { name: 'Abcd Freight' } }),
    );
    expect([again.status, again.body]).toEqual([200, { id: first.body.id, status: 'DUPLICATE' }]);
  });

  it('keeps what another content of the same id said, and does not use it', async () => {
    const first = await running.maker.post('/v1/invoices', anInvoice({ documentId: 'CLASH' }));
    const other = await running.maker.post('/v1/invoices', anInvoice({ documentId: 'CLASH', total: '999.00' }));
    expect([other.status, other.body.code, other.body.factId]).toEqual([409, 'fact-conflict', first.body.id]);
    expect((await running.maker.get(`/v1/invoices/${first.body.id}`)).body.total).toBe('440.48');
    const { body } = await running.maker.get('/v1/messages?state=CONFLICT&externalId=CLASH');
    expect(body.data).toHaveLength(1);
    const kept = await running.maker.get(`/v1/messages/${body.data[0].messageId}`);
    expect(JSON.parse(kept.body.raw).total).toBe('999.00');
  });

  it('without an id is known by its content: the same number with other content is another fact', async () => {
    const unnamed = anInvoice({ documentId: null, invoiceNumber: 'TWICE' });
    const first = await running.maker.post('/v1/invoices', unnamed);
    expect((await running.maker.post('/v1/invoices', unnamed)).body).toEqual({
      id: first.body.id,
      status: 'DUPLICATE',
    });
    expect((await running.maker.post('/v1/invoices', { ...unnamed, total: '1.00' })).status).toBe(201);
    const { body } = await running.maker.get('/v1/invoices?invoiceNumber=TWICE');
    expect((body.data as { total: string }[]).map(({ total }) => total)).toEqual(['1.00', '440.48']);
  });

  it('is answered with the places its currency has', async () => {
    const yen = anInvoice({
      documentId: 'YEN',
      currency: 'JPY',
      total: '-0',
      bills: [{ charges: [{ charge: 'FUEL', amount: '7' }] }],
    });
    const { body } = await running.maker.post('/v1/invoices', yen);
    const read = await running.maker.get(`/v1/invoices/${body.id}`);
    expect([read.body.total, read.body.bills[0].charges[0].amount]).toEqual(['0', '7']);
    const dollars = anInvoice({
      documentId: 'USD',
      total: '7',
      bills: [{ charges: [{ charge: 'FUEL', amount: '7.0' }] }],
    });
    const second = await running.maker.post('/v1/invoices', dollars);
    const readToo = await running.maker.get(`/v1/invoices/${second.body.id}`);
    expect([readToo.body.total, readToo.body.bills[0].charges[0].amount]).toEqual(['7.00', '7.00']);
  });

  it('is found under every number it is known by', async () => {
    await running.maker.post('/v1/shipments', { ...examples.shipment, shipmentId: 'FIND-ME' });
    for (const number of ['FIND-ME', 'find me', '75027674', '123456789'])
      expect((await running.maker.get(`/v1/shipments?reference=${encodeURIComponent(number)}`)).body.data).toHaveLength(
        1,
      );
    expect((await running.maker.get('/v1/shipments/FIND-ME')).body.shipmentId).toBe('FIND-ME');
  });

  it('comes with its paper', async () => {
    const form = new FormData();
    form.set('document', JSON.stringify({ ...examples.document, documentId: 'POD-WITH-PAPER' }));
    form.set('file', new Blob(['%PDF-1.4 signed'], { type: 'application/pdf' }), 'pod é.pdf');
    const reply = await running.maker.send('/v1/documents', form);
    expect(reply.status).toBe(201);
    const { body } = await running.maker.get(`/v1/documents/${reply.body.id}`);
    expect(body.file).toMatchObject({ contentType: 'application/pdf', name: 'pod é.pdf', bytes: 15 });
    const file = await running.maker.get(`/v1/documents/${reply.body.id}/file`);
    expect([file.status, file.text]).toEqual([200, '%PDF-1.4 signed']);
  });
});

describe('many facts', () => {
  it('in an array are judged one by one', async () => {
    const bad = { ...anInvoice({ documentId: 'ARR-2' }), total: 1 };
    const items = [
      anInvoice({ documentId: 'ARR-1' }),
      bad,
      anInvoice({ documentId: 'ARR-1' }),
      anInvoice({ documentId: 'ARR-1', total: '5.00' }),
    ];
    const { status, body } = await running.maker.post('/v1/invoices', items);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 1, duplicates: 1, refused: 2 });
    expect((body.results as { index: number; status: string }[]).map((item) => [item.index, item.status])).toEqual([
      [0, 'ACCEPTED'],
      [1, 'REFUSED'],
      [2, 'DUPLICATE'],
      [3, 'CONFLICT'],
    ]);
    expect(body.results[1].problem).toMatchObject({ status: 422, code: 'decimal-not-string' });
  });

  it('in a stream are answered line by line, and a bad one never blocks the good', async () => {
    const good = Array.from({ length: 450 }, (_, index) => anInvoice({ documentId: `LINE-${index}` }));
    const { status, text } = await running.maker.send(
      '/v1/invoices',
      lines([...good.slice(0, 3), '{broken', '', ...good.slice(3)]),
      ndjson,
    );
    expect(status).toBe(200);
    const answers = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.at(-1)).toEqual({ accepted: 450, duplicates: 0, refused: 1 });
    expect(answers).toHaveLength(452);
    expect(answers[3]).toMatchObject({ index: 3, status: 'REFUSED', problem: { status: 400, code: 'invalid-json' } });
    expect(answers.slice(0, -1).map(({ index }) => index)).toEqual([...Array(451).keys()]);
  });

  it('in a stream are answered as one object when that is asked for', async () => {
    const headers = { ...ndjson, accept: 'application/json' };
    const { body } = await running.maker.send(
      '/v1/invoices',
      lines([anInvoice({ documentId: 'OBJ-1' }), '[]']),
      headers,
    );
    expect(body).toMatchObject({ accepted: 1, duplicates: 0, refused: 1, results: [{ index: 0 }, { index: 1 }] });
    expect((await running.maker.send('/v1/invoices', '\n', headers)).body).toEqual({
      results: [],
      accepted: 0,
      duplicates: 0,
      refused: 0,
    });
  });

  it('that two senders bring at the same moment are taken in once each', async () => {
    const items = Array.from({ length: 150 }, (_, index) => anInvoice({ documentId: `BOTH-${index}` }));
    const replies = await Promise.all(
      [items, [...items].reverse(), items].map((each) => running.maker.post('/v1/invoices', each)),
    );
    const sum = (name: string) => replies.reduce((total, { body }) => total + Number(body[name]), 0);
    expect([sum('accepted'), sum('duplicates'), sum('refused')]).toEqual([150, 300, 0]);
  });
});

describe('a key', () => {
  it('speaks only for its sources, and claims no more than it may', async () => {
    const { body: made } = await running.maker.post('/v1/api-keys', {
      name: 'TMS',
      person: 'tms',
      roles: ['integration'],
      sources: ['tms'],
      maxMethod: 'EDI',
    });
    const tms = running.as(made.secret);
    expect((await tms.post('/v1/invoices', anInvoice())).body).toMatchObject({
      status: 403,
      code: 'source-not-allowed',
    });
    const event = { ...examples.event, source: 'tms', eventId: 'E-LOWERED', method: 'GEOFENCE' };
    const { body } = await tms.post('/v1/events', event);
    expect((await tms.get(`/v1/events/${body.id}`)).body.method).toBe('EDI');
    expect((await tms.post('/v1/events', event)).body.status).toBe('DUPLICATE');
    expect((await tms.get('/v1/api-keys')).body).toMatchObject({ status: 403, code: 'forbidden' });
    await running.maker.call('DELETE', `/v1/api-keys/${made.keyId}`);
    expect((await tms.get('/v1/events')).status).toBe(401);
  });

  it('gets the same answer again for the same Idempotency-Key and body, and no other', async () => {
    const headers = { 'idempotency-key': 'once-and-again' };
    const first = await running.maker.post('/v1/invoices', anInvoice({ documentId: 'IDEM' }), headers);
    const again = await running.maker.post('/v1/invoices', anInvoice({ documentId: 'IDEM' }), headers);
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([201, first.body, 'true']);
    const other = await running.maker.post('/v1/invoices', anInvoice({ documentId: 'IDEM-2' }), headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });
});
