import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { examples } from '../../src/intake/examples.ts';
import { type Json, type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService({ env: { ROLE: 'api' } });
}, 60_000);
afterAll(() => running.close());

const invoice = (): Json => structuredClone(examples.invoice);
const shipment = (): Json => structuredClone(examples.shipment);
const event = (): Json => structuredClone(examples.event);

/** An example with one thing changed. */
function changed(of: () => Json, change: (body: Json) => void): unknown {
  const body = of();
  change(body);
  return body;
}

describe('input that cannot be taken', () => {
  const line = '/bills/0/charges/0';
  it.each([
    [
      'an unknown field',
      'invoices',
      changed(invoice, (b) => (b.bills[0].charges[0].ammount = '1.00')),
      'unknown-field',
      `${line}/ammount`,
    ],
    [
      'a JSON number for money',
      'invoices',
      changed(invoice, (b) => (b.bills[0].charges[0].amount = 728)),
      'decimal-not-string',
      `${line}/amount`,
    ],
    [
      'a JSON number for a weight',
      'shipments',
      changed(shipment, (b) => (b.items[0].weight.value = 1850)),
      'decimal-not-string',
      '/items/0/weight/value',
    ],
    [
      'more decimals than dollars have',
      'invoices',
      changed(invoice, (b) => (b.total = '440.481')),
      'too-many-decimals',
      '/total',
    ],
    ['decimals of a yen', 'invoices', changed(invoice, (b) => (b.currency = 'JPY')), 'too-many-decimals', '/total'],
    [
      'more than eight decimals of a rate',
      'invoices',
      changed(invoice, (b) => (b.bills[0].charges[0].rate = '1.123456789')),
      'too-many-decimals',
      `${line}/rate`,
    ],
    [
      'an unknown unit',
      'shipments',
      changed(shipment, (b) => (b.items[0].weight.unit = 'STONE')),
      'unknown-unit',
      '/items/0/weight/unit',
    ],
    [
      'an unknown charge code',
      'invoices',
      changed(invoice, (b) => (b.bills[0].charges[0].charge = 'FREIGHT')),
      'unknown-code',
      `${line}/charge`,
    ],
    ['an unknown mode', 'shipments', changed(shipment, (b) => (b.mode = 'TRUCK')), 'unknown-code', '/mode'],
    ['an unknown event type', 'events', changed(event, (b) => (b.type = 'ARRIVED')), 'unknown-code', '/type'],
    [
      'an unknown time zone',
      'shipments',
      changed(shipment, (b) => (b.stops[0].location.timeZone = 'Mars/Olympus')),
      'unknown-code',
      '/stops/0/location/timeZone',
    ],
    ['an unknown currency', 'invoices', changed(invoice, (b) => (b.currency = 'USX')), 'unknown-currency', '/currency'],
    [
      'a date the calendar lacks',
      'invoices',
      changed(invoice, (b) => (b.invoiceDate = '2026-02-30')),
      'impossible-date',
      '/invoiceDate',
    ],
    [
      'a time without offset',
      'events',
      changed(event, (b) => (b.occurredAt = '2026-03-04T07:40:00')),
      'impossible-date',
      '/occurredAt',
    ],
    [
      'an appointment that ends before it begins',
      'shipments',
      changed(shipment, (b) => (b.stops[0].appointment.to = '2026-03-01T00:00:00Z')),
      'impossible-date',
      '/stops/0/appointment/to',
    ],
    [
      'an amount N/A',
      'invoices',
      changed(invoice, (b) => (b.bills[0].charges[0].amount = 'N/A')),
      'not-a-decimal',
      `${line}/amount`,
    ],
    [
      'a blank amount',
      'invoices',
      changed(invoice, (b) => (b.bills[0].charges[0].amount = '')),
      'not-a-decimal',
      `${line}/amount`,
    ],
    ['an amount with an exponent', 'invoices', changed(invoice, (b) => (b.total = '4e2')), 'not-a-decimal', '/total'],
    ['a missing total', 'invoices', changed(invoice, (b) => delete b.total), 'required', '/total'],
    [
      'two lines of one number',
      'invoices',
      changed(invoice, (b) => (b.bills[0].charges[1].line = 1)),
      'repeated',
      '/bills/0/charges/1/line',
    ],
    [
      'a shipment that nothing orders in time',
      'shipments',
      changed(shipment, (b) => delete b.version),
      'required',
      '/issuedAt',
    ],
    ['a retraction of nothing', 'events', changed(event, (b) => (b.type = 'RETRACTED')), 'required', '/retracts'],
    ['a list where an object belongs', 'invoices', changed(invoice, (b) => (b.billTo = [])), 'wrong-type', '/billTo'],
    ['a field named __proto__', 'invoices', JSON.parse('{"__proto__":{"x":1}}'), 'unknown-field', '/__proto__'],
  ])('%s is refused, and the place named', async (...[, path, body, code, pointer]) => {
    const reply = await running.maker.post(`/v1/${path}`, body);
    expect(reply.status).toBe(422);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body).toMatchObject({
      status: 422,
      errors: expect.any(Array),
      traceId: expect.stringMatching(/^\w{32}$/),
    });
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ code, pointer }));
  });

  it.each([
    ['half a JSON', '{"source":', 'invalid-json'],
    ['a name twice in one object', '{"total":"300.00","total":"3.00"}', 'invalid-json'],
    ['JSON nested 30,000 deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'too-deep'],
    ['U+0000', '{"source":"a\\u0000b"}', 'invalid-text'],
    ['half a character', '{"source":"a\\ud83d"}', 'invalid-text'],
  ])('%s is refused before anything looks into it', async (_, text, code) => {
    const reply = await running.maker.send('/v1/invoices', text, { 'content-type': 'application/json' });
    expect(reply.status).toBe(400);
    expect(reply.body.code).toBe(code);
  });

  it('text that only looks like an escape is taken', async () => {
    const body = changed(shipment, (b) => {
      b.shipmentId = 'ESC-1';
      b.items[0].description = 'C:\\u0000 is a path, 😀 a whole character';
    });
    expect((await running.maker.post('/v1/shipments', body)).status).toBe(201);
  });

  it('says what kind of request it would have understood', async () => {
    const { maker } = running;
    expect((await maker.send('/v1/invoices', '<a/>', { 'content-type': 'text/xml' })).status).toBe(415);
    expect((await maker.send('/v1/edi', '{}', { 'content-type': 'application/json' })).status).toBe(415);
    expect(
      (await maker.send('/v1/invoices', `"${'x'.repeat(5_300_000)}"`, { 'content-type': 'application/json' })).status,
    ).toBe(413);
    expect((await maker.get('/v1/nothing')).body).toMatchObject({ status: 404, code: 'not-found' });
    const wrongMethod = await maker.call('DELETE', '/v1/invoices');
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get('allow')).toContain('POST');
    expect((await maker.get('/v1/invoices?limit=201')).body).toMatchObject({ status: 400, code: 'invalid-parameter' });
    expect((await running.as('nobody').get('/v1/invoices')).body).toMatchObject({ status: 401, code: 'unauthorized' });
  });

  it('names at most a hundred places', async () => {
    const body = changed(invoice, (b) => (b.bills[0].charges = Array.from({ length: 500 }, () => ({ amount: 1 }))));
    const reply = await running.maker.post('/v1/invoices', body);
    expect(reply.body.errors).toHaveLength(100);
    expect(reply.body.truncated).toBe(true);
  });

  it('stores nothing of what it refuses', async () => {
    expect((await running.maker.get('/v1/invoices')).body.data).toEqual([]);
    expect((await running.maker.get('/v1/messages?kind=invoice')).body.data).toEqual([]);
  });

  it('answers with the trace and request id it was called with', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01`, 'x-request-id': 'req-7' };
    const reply = await running.maker.call('GET', '/v1/nothing', { headers });
    expect(reply.body.traceId).toBe(trace);
    expect(reply.headers.get('x-request-id')).toBe('req-7');
    expect(reply.headers.get('traceparent')).toContain(trace);
  });
});
