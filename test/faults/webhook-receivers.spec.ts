import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Deliverer } from '../../src/notices/deliver.ts';
import { Seal } from '../../src/notices/seal.ts';
import {
  about,
  aReceiver,
  deliveries,
  endReceivers,
  heardOf,
  hooked,
  news,
  status,
  tell,
  unhook,
} from '../stories/receivers.ts';
import { eventually, type Json, type RunningService, startService } from '../stories/service.ts';

const sealKey = randomBytes(32).toString('base64');
let service: RunningService;
let db: DataSource;

beforeAll(async () => {
  process.env.SECRETS_KEY = sealKey;
  service = await startService();
  db = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
});
afterAll(async () => {
  delete process.env.SECRETS_KEY;
  await db.destroy();
  await service.close();
  endReceivers();
});

const dueNow = () => db.query('UPDATE webhook_delivery SET due_at = clock_now()');

describe('a receiver in trouble', () => {
  it('is told again under the same id, and hears what came later of the subject only then', async () => {
    const receiver = await aReceiver(status(500));
    const hook = await hooked(service, receiver);
    await tell(db, news('dispute:t1', { data: { n: 1 } }), news('dispute:t1', { data: { n: 2 } }), news('dispute:t2'));
    await heardOf(receiver, 'dispute:t2');
    await heardOf(receiver, 'dispute:t1');
    receiver.answer = status(200);
    expect(about(receiver, 'dispute:t1').map(({ event }) => event.sequence)).toEqual(['1']);
    await eventually(async () => {
      await dueNow();
      if (about(receiver, 'dispute:t1').length < 3) throw new Error('not yet');
    });
    const heard = about(receiver, 'dispute:t1');
    expect(heard.map(({ event }) => event.sequence)).toEqual(['1', '1', '2']);
    expect(heard[0]?.headers['webhook-id']).toBe(heard[1]?.headers['webhook-id']);
    const calls = (await deliveries(service, hook)).find((one) => one.subject === 'dispute:t1' && one.sequence === 1);
    expect(calls).toMatchObject({
      state: 'DELIVERED',
      calls: [
        { attempt: 1, status: 500, outcome: 'FAILED', detail: 'answered 500' },
        { attempt: 2, status: 200, outcome: 'DELIVERED' },
      ],
    });
    await unhook(service, hook);
  });

  it('that answers 410 is called no more, until a person switches it on', async () => {
    const receiver = await aReceiver(status(410));
    const hook = await hooked(service, receiver);
    await tell(db, news('dispute:g1'));
    await heardOf(receiver, 'dispute:g1');
    const shown = await eventually(async () => {
      const answer = await service.maker.get(`/v1/webhooks/${hook.webhookId}`);
      if (answer.body.state !== 'DISABLED') throw new Error(answer.body.state as string);
      return answer;
    });
    expect(shown.body).toMatchObject({ active: false, dead: 1, disabledBecause: expect.stringContaining('410') });
    await tell(db, news('dispute:g2'));
    receiver.answer = status(200);
    await service.maker.call('PATCH', `/v1/webhooks/${hook.webhookId}`, {
      body: '{"active":true}',
      headers: { 'content-type': 'application/json', 'if-match': shown.headers.get('etag') ?? '' },
    });
    const replayed = await service.maker.post(`/v1/webhooks/${hook.webhookId}/replays`, {
      from: hook.createdAt,
    });
    expect(replayed.body.replayed).toBeGreaterThanOrEqual(2);
    await heardOf(receiver, 'dispute:g2');
    const [first, again] = await heardOf(receiver, 'dispute:g1', 2);
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    await unhook(service, hook);
  });

  it('is given up after the tenth try, shown as failing, and told on a replay', async () => {
    const receiver = await aReceiver(status(503));
    const hook = await hooked(service, receiver);
    await tell(db, news('dispute:d1'));
    const [dead] = await eventually(async () => {
      await dueNow();
      const found = await deliveries(service, hook, '?state=DEAD');
      if (found.length === 0) throw new Error('it is still tried');
      return found;
    }, 40);
    expect(dead.calls).toHaveLength(10);
    expect(about(receiver, 'dispute:d1')).toHaveLength(10);
    const shown = await service.maker.get(`/v1/webhooks/${hook.webhookId}`);
    expect(shown.body).toMatchObject({ state: 'FAILING', dead: 1, pending: 0, active: true });
    receiver.answer = status(202);
    const again = await service.maker.post(`/v1/webhooks/${hook.webhookId}/replays`, { deliveryId: dead.deliveryId });
    expect([again.status, again.body]).toEqual([202, { replayed: 1 }]);
    await heardOf(receiver, 'dispute:d1', 11);
    await eventually(async () => {
      const { body } = await service.maker.get(`/v1/webhooks/${hook.webhookId}`);
      expect(body.state).toBe('ACTIVE');
    });
    await unhook(service, hook);
  });

  it('is not followed elsewhere, and what it writes is neither read to the end nor repeated', async () => {
    const elsewhere = await aReceiver();
    const receiver = await aReceiver((response, { event }) => {
      if (event.subject === 'dispute:r1') response.writeHead(302, { location: elsewhere.url }).end('secret of theirs');
      else {
        response.writeHead(200);
        const more = () => response.writable && response.write(Buffer.alloc(64 * 1024), more);
        more();
      }
    });
    const hook = await hooked(service, receiver);
    await tell(db, news('dispute:r1'), news('dispute:r2'));
    const found = await eventually(async () => {
      const all = await deliveries(service, hook);
      if (all.length < 2 || all.some((one) => one.calls.length === 0)) throw new Error('not yet');
      return all;
    });
    const callsOf = (subject: string) => found.find((one) => one.subject === subject).calls as Json[];
    expect(callsOf('dispute:r1')).toMatchObject([{ status: 302, detail: 'answered 302: redirects are not followed' }]);
    expect(callsOf('dispute:r2')).toMatchObject([{ status: 200, outcome: 'DELIVERED' }]);
    expect(JSON.stringify(found)).not.toContain('secret of theirs');
    expect(elsewhere.heard).toEqual([]);
    await unhook(service, hook);
  });

  it('that became a private address since it was saved is not called', async () => {
    const receiver = await aReceiver();
    const hook = await hooked(service, receiver);
    await db.query(`UPDATE webhook SET url = 'https://10.0.0.5/in' WHERE webhook_id = $1`, [hook.webhookId]);
    await tell(db, news('dispute:p1'));
    const [one] = await eventually(async () => {
      const all = await deliveries(service, hook);
      if (!all[0]?.calls.length) throw new Error('not yet');
      return all;
    });
    expect(one.calls).toMatchObject([
      { status: null, outcome: 'REFUSED', detail: '10.0.0.5 is not an address of the public Internet' },
    ]);
    await unhook(service, hook);
  });

  it('that hangs is given up in time and holds up nobody else', async () => {
    const slow = await aReceiver(() => undefined);
    const quick = await aReceiver();
    const [hangs, works] = [await hooked(service, slow), await hooked(service, quick)];
    const seal = new Seal('/nowhere', sealKey);
    const pace = { perWebhook: 2, atOnce: 8, timeoutMs: 300, leaseSeconds: 5 };
    const deliverer = new Deliverer(db, { reach: { loopback: true }, seal, pace });
    await tell(db, ...Array.from({ length: 20 }, (_, n) => news(`dispute:h${n}`)));
    deliverer.start();
    await heardOf(quick, 'dispute:h19');
    await eventually(async () => {
      const calls = (await deliveries(service, hangs)).flatMap((one) => one.calls as Json[]);
      expect(calls).toContainEqual(expect.objectContaining({ status: null, detail: 'no answer in time' }));
    });
    await deliverer.stop();
    await Promise.all([unhook(service, hangs), unhook(service, works)]);
  });

  it('is told again by another process when the one that told it died in the middle', async () => {
    const receiver = await aReceiver();
    const hook = await hooked(service, receiver, { active: false });
    await tell(db, news('dispute:k1'));
    await service.maker.post(`/v1/webhooks/${hook.webhookId}/replays`, { from: hook.createdAt });
    // As a process leaves it that was killed between its claim and its note: under a lease, nothing written down.
    await db.query(
      `UPDATE webhook_delivery SET claimed_by = gen_random_uuid(), lease_until = clock_now() + interval '1 second'
        WHERE webhook_id = $1`,
      [hook.webhookId],
    );
    await db.query('UPDATE webhook SET active = true WHERE webhook_id = $1', [hook.webhookId]);
    await heardOf(receiver, 'dispute:k1');
    const [one] = await eventually(async () => {
      const all = await deliveries(service, hook);
      expect(all[0].state).toBe('DELIVERED');
      return all;
    });
    expect(about(receiver, 'dispute:k1').map(({ headers }) => headers['webhook-id'])).toEqual([one.eventId]);
    await unhook(service, hook);
  });
});
