import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { DataSource } from 'typeorm';
import { anInvoice } from '../builders/flat-shipments.ts';
import { aReceiver, endReceivers, heardOf, hooked, news, tell, unhook } from './receivers.ts';
import { eventually, type RunningService, startService } from './service.ts';

let service: RunningService;
let db: DataSource;

beforeAll(async () => {
  service = await startService();
  db = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
});
afterAll(async () => {
  await db.destroy();
  await service.close();
  endReceivers();
});

describe('a webhook', () => {
  it('is told of a bill, signed so that the reference library believes it', async () => {
    const receiver = await aReceiver();
    const hook = await hooked(service, receiver, { types: ['freight.case.*'] });
    expect(hook.secret).toMatch(/^whsec_/);
    expect(hook.state).toBe('ACTIVE');
    const taken = await service.maker.post('/v1/invoices', anInvoice('W1'));
    expect([taken.status, taken.text]).toEqual([201, expect.any(String)]);
    const [first] = await eventually(() =>
      receiver.heard.length > 0 ? Promise.resolve(receiver.heard) : Promise.reject(new Error('nothing was heard')),
    );
    const headers = first?.headers as Record<string, string>;
    expect(new Webhook(hook.secret as string).verify(first?.body ?? '', headers)).toMatchObject({
      specversion: '1.0',
      type: 'freight.case.opened.v1',
      sequence: '1',
      data: { invoiceNumber: 'INV-W1', carrier: 'ABCD', money: { billed: '385.00' } },
    });
    expect(headers['webhook-id']).toBe(first?.event.id);
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    await unhook(service, hook);
  });

  it('never shows its secret again, and asks for the ETag before it is changed', async () => {
    const receiver = await aReceiver();
    const { webhookId, secret } = await hooked(service, receiver);
    const shown = await service.maker.get(`/v1/webhooks/${webhookId}`);
    const listed = await service.maker.get('/v1/webhooks');
    expect(shown.text + listed.text).not.toContain('whsec_');
    const rows = await db.query(`SELECT encode(sealed, 'escape') AS sealed FROM webhook_secret`);
    expect(JSON.stringify(rows)).not.toContain(String(secret).slice(6, 20));
    const log = await service.maker.get(`/v1/audit-log?subject=webhook:${webhookId}`);
    expect(log.body.data).toMatchObject([{ action: 'webhook.create', person: 'demo.maker' }]);
    expect(log.text).not.toContain('whsec_');
    const change = (ifMatch?: string) =>
      service.maker.call('PATCH', `/v1/webhooks/${webhookId}`, {
        body: '{"types":["freight.posting.*"],"carriers":["ABCD"]}',
        headers: { 'content-type': 'application/json', ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
      });
    expect((await change()).status).toBe(428);
    expect((await change('"v9"')).status).toBe(412);
    const changed = await change(shown.headers.get('etag') ?? '');
    expect(changed.body).toMatchObject({ types: ['freight.posting.*'], carriers: ['ABCD'], url: receiver.url });
    expect((await unhook(service, { webhookId })).status).toBe(204);
    expect((await service.maker.get(`/v1/webhooks/${webhookId}`)).status).toBe(404);
  });

  it.each([
    [{ url: 'https://169.254.169.254/latest' }, '/url', 'url-not-allowed'],
    [{ url: 'https://[::ffff:10.0.0.1]/' }, '/url', 'url-not-allowed'],
    [{ url: 'http://receiver.example/' }, '/url', 'url-not-allowed'],
    [{ types: ['freight.invoice.*'] }, '/types', 'unknown-code'],
    [{ types: [] }, '/types', 'required'],
    [{ typos: ['freight.*'] }, '/typos', 'unknown-field'],
  ])('that is wrong is refused with its place: %j', async (changes, pointer, code) => {
    const body = { url: 'https://receiver.example/in', types: ['freight.*'], ...changes };
    const answer = await service.maker.post('/v1/webhooks', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
  });

  it('is for administrators only', async () => {
    const made = await service.maker.post('/v1/api-keys', {
      name: 'TMS',
      person: 'tms',
      roles: ['integration', 'ap-lead', 'auditor', 'procurement', 'ap-clerk'],
      sources: ['*'],
    });
    const other = service.as(made.body.secret as string);
    expect((await other.get('/v1/webhooks')).status).toBe(403);
    expect((await other.post('/v1/webhooks', { url: 'https://receiver.example', types: ['*'] })).status).toBe(403);
  });

  it('hears what it asked for: types, carriers and entities', async () => {
    const receiver = await aReceiver();
    const hook = await hooked(service, receiver, {
      types: ['freight.dispute.*'],
      carriers: ['ABCD'],
      legalEntities: ['ACME-US'],
    });
    await tell(
      db,
      news('dispute:f1', { carrier: 'EFGH' }),
      news('dispute:f2', { legalEntity: 'ACME-DE' }),
      news('posting:f3', { type: 'freight.posting.held.v1' }),
      news('dispute:f4'),
    );
    await heardOf(receiver, 'dispute:f4');
    expect(receiver.heard.map(({ event }) => event.subject)).toEqual(['dispute:f4']);
    await unhook(service, hook);
  });

  it('signs with both secrets while one takes the place of the other', async () => {
    const receiver = await aReceiver();
    const hook = await hooked(service, receiver);
    const rotated = await service.maker.post(`/v1/webhooks/${hook.webhookId}/secrets`, {});
    expect(rotated.body.secrets).toHaveLength(2);
    await tell(db, news('dispute:s1'));
    const [heard] = await heardOf(receiver, 'dispute:s1');
    const headers = heard?.headers as Record<string, string>;
    for (const secret of [hook.secret, rotated.body.secret] as string[])
      expect(new Webhook(secret).verify(heard?.body ?? '', headers)).toBeDefined();
    const ended = await service.maker.post(`/v1/webhooks/${hook.webhookId}/secrets`, { overlapHours: 0 });
    await tell(db, news('dispute:s2'));
    const [last] = await heardOf(receiver, 'dispute:s2');
    const verify = (secret: string) =>
      new Webhook(secret).verify(last?.body ?? '', last?.headers as Record<string, string>);
    expect(verify(ended.body.secret as string)).toBeDefined();
    expect(() => verify(rotated.body.secret as string)).toThrow();
    await unhook(service, hook);
  });

  it('is pinged', async () => {
    const receiver = await aReceiver();
    const hook = await hooked(service, receiver, { types: ['freight.dispute.*'] });
    const asked = await service.maker.post(`/v1/webhooks/${hook.webhookId}/pings`);
    expect(asked.status).toBe(202);
    const [heard] = await heardOf(receiver, `webhook:${hook.webhookId}`);
    expect(heard?.event).toMatchObject({ id: asked.body.eventId, type: 'freight.webhook.ping.v1', sequence: '1' });
    await unhook(service, hook);
  });
});
