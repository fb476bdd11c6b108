import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { cloudEvent, mostBodyBytes } from './envelope.ts';
import { secondsToNextTry } from './schedule.ts';
import { Seal } from './seal.ts';
import { newSigningSecret, signatureHeaders } from './signing.ts';

describe('a signed call', () => {
  const body = '{"type":"freight.case.reopened.v1","data":{"amount":"12.34 €"}}';
  const now = () => Math.floor(Date.now() / 1000);

  it('is signed as the example of Standard Webhooks is', () => {
    const headers = signatureHeaders(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
    });
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is believed by the reference library, with the old secret and with the new one', () => {
    const [older, newer] = [newSigningSecret(), newSigningSecret()];
    const headers = signatureHeaders([newer, older], { id: 'evt-1', timestamp: now(), body });
    for (const secret of [older, newer])
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'freight.case.reopened.v1' });
    expect(() => new Webhook(newSigningSecret()).verify(body, headers)).toThrow();
  });

  it('is not believed when a byte was changed or when it is old', () => {
    const secret = newSigningSecret();
    const headers = signatureHeaders([secret], { id: 'evt-1', timestamp: now(), body });
    expect(() => new Webhook(secret).verify(body.replace('12', '13'), headers)).toThrow();
    const old = signatureHeaders([secret], { id: 'evt-1', timestamp: now() - 3600, body });
    expect(() => new Webhook(secret).verify(body, old)).toThrow();
  });
});

describe('the secret', () => {
  const seal = new Seal('/nowhere', Buffer.alloc(32, 7).toString('base64'));

  it('is not to be read in the table, and opens for its webhook only', () => {
    const secret = newSigningSecret();
    const closed = seal.close(secret, 'webhook-1');
    expect(closed.toString('latin1')).not.toContain(secret.slice(6, 20));
    expect(seal.open(closed, 'webhook-1')).toBe(secret);
    expect(() => seal.open(closed, 'webhook-2')).toThrow();
    expect(() => new Seal('/nowhere', Buffer.alloc(32, 8).toString('base64')).open(closed, 'webhook-1')).toThrow();
  });

  it('is not kept with a key that is too short', () => {
    expect(() => new Seal('/nowhere', 'c2hvcnQ=')).toThrow('SECRETS_KEY must be 32 bytes');
  });
});

describe('an event', () => {
  const event = {
    id: '0190-1',
    type: 'freight.case.opened.v1',
    subject: 'case:7',
    sequence: '1',
    occurredAt: new Date('2026-03-06T10:00:00Z'),
    data: { caseId: '7', money: { billed: '440.48' }, url: '/v1/cases/7' } as Record<string, unknown>,
  };

  it('goes in a CloudEvent', () => {
    expect(JSON.parse(cloudEvent(event))).toEqual({
      specversion: '1.0',
      id: '0190-1',
      source: 'urn:tallyman',
      type: 'freight.case.opened.v1',
      subject: 'case:7',
      time: '2026-03-06T10:00:00.000Z',
      sequence: '1',
      datacontenttype: 'application/json',
      data: { caseId: '7', money: { billed: '440.48' }, url: '/v1/cases/7' },
    });
  });

  it('that would be larger than 20 kB is told by reference', () => {
    const text = cloudEvent({ ...event, data: { ...event.data, words: 'x'.repeat(30_000), reasons: ['A', 'B'] } });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostBodyBytes);
    const { data } = JSON.parse(text) as { data: unknown };
    expect(data).toEqual({ caseId: '7', url: '/v1/cases/7', reasons: ['A', 'B'], abridged: true });
  });
});

describe('the tries', () => {
  it('are ten, over three days', () => {
    const waits = Array.from({ length: 10 }, (_, failed) => secondsToNextTry(failed + 1, null, 0));
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
  });

  it('do not all come at the same moment, and wait longer for who asks for it, up to a day', () => {
    expect(secondsToNextTry(1, null, 1)).toBe(5.5);
    expect(secondsToNextTry(1, 120, 0)).toBe(120);
    expect(secondsToNextTry(3, 120, 0)).toBe(1800);
    expect(secondsToNextTry(1, 999_999, 0)).toBe(86_400);
  });
});
