import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ediExample } from '../../src/intake/examples.ts';
import { type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService({ env: { ROLE: 'api' } });
}, 60_000);
afterAll(() => running.close());

const x12 = { 'content-type': 'application/edi-x12' };
const send = (text: string | Uint8Array) => running.maker.send('/v1/edi', text, x12);
const replay = (id: string, key: string) =>
  running.maker.post(`/v1/messages/${id}/replays`, {}, { 'idempotency-key': key });

/** The example, of another sender, with another status. */
const status = (sender: string, code = 'X1') =>
  ediExample.replace('ABCD           *ZZ', `${sender.padEnd(15)}*ZZ`).replace('AT7*X1', `AT7*${code}`);

describe('an X12 file', () => {
  it('becomes one message a set, with its facts, and is acknowledged', async () => {
    const { status: code, body } = await send(status('ONE'));
    expect(code).toBe(200);
    expect(body.interchanges).toEqual([expect.objectContaining({ sender: 'ONE', sets: 1 })]);
    expect(body.messages).toEqual([expect.objectContaining({ set: '214', status: 'ACCEPTED', source: 'x12:ONE' })]);
    expect(body.acknowledgements[0]).toMatch(/^ISA[^]*AK5\*A~[^]*IEA/);
    const [{ facts, messageId }] = body.messages;
    expect((await running.maker.get(`/v1/events/${facts[0].id}`)).body).toMatchObject({
      type: 'ARRIVED_AT_STOP',
      source: 'x12:ONE',
    });
    const kept = await running.maker.get(`/v1/messages/${messageId}`);
    expect(kept.body.raw).toMatch(/^ST\*214[^]*SE\*6\*0001~$/);
    expect(kept.body.facts).toHaveLength(1);
  });

  it('that comes again in another envelope says nothing new', async () => {
    await send(status('TWO'));
    const again = status('TWO')
      .replaceAll('000000101', '000000202')
      .replaceAll('*101', '*202')
      .replaceAll('0001~', '0777~');
    expect((await send(again)).body.messages).toEqual([
      expect.objectContaining({ status: 'DUPLICATE', control: '0777' }),
    ]);
  });

  it('is read whatever its bytes: byte order mark, Latin-1, line ends', async () => {
    const text = status('BOM').replaceAll('\n', '\r\n').replace('DALLAS', 'DÜREN');
    const { body } = await send(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]));
    expect((await running.maker.get(`/v1/events/${body.messages[0].facts[0].id}`)).body.place.city).toBe('DÜREN');
    const latin = await send(Buffer.from(status('LATIN').replace('DALLAS', 'DÜREN'), 'latin1'));
    expect((await running.maker.get(`/v1/events/${latin.body.messages[0].facts[0].id}`)).body.place.city).toBe('DÜREN');
  });

  it('that is cut off is kept and not believed', async () => {
    const { body } = await send(status('CUT').slice(0, -40));
    expect(body.messages).toEqual([expect.objectContaining({ status: 'QUARANTINED', code: 'TRUNCATED', facts: [] })]);
    const kept = await running.maker.get(`/v1/messages/${body.messages[0].messageId}`);
    expect(kept.body.raw).toContain('AT7*X1');
  });

  it('that is none is kept too', async () => {
    const { status: code, body } = await send('Dear Sir or Madam, please find attached');
    expect(code).toBe(200);
    expect(body.messages).toEqual([expect.objectContaining({ status: 'QUARANTINED', code: 'NO_INTERCHANGE' })]);
    expect((await replay(body.messages[0].messageId, 'none')).body.code).toBe('not-a-set');
  });

  it('with U+0000 is refused', async () => {
    expect((await send(status('NUL').replace('DALLAS', 'DAL\0AS'))).body).toMatchObject({
      status: 400,
      code: 'invalid-text',
    });
  });

  it('of a sender the key may not speak for is refused whole', async () => {
    const { body: key } = await running.maker.post('/v1/api-keys', {
      name: 'van',
      person: 'van',
      roles: ['integration'],
      sources: ['x12:VAN'],
    });
    const van = running.as(key.secret);
    expect((await van.send('/v1/edi', status('OTHER'), x12)).body).toMatchObject({
      status: 403,
      code: 'source-not-allowed',
    });
    expect((await van.send('/v1/edi', status('VAN'), x12)).body.messages[0].status).toBe('ACCEPTED');
  });
});

describe('a message in quarantine', () => {
  it('is read again when its partner’s profile is mended, once', async () => {
    const { body } = await send(status('MEND', 'ZZ9'));
    const [message] = body.messages;
    expect(message).toMatchObject({
      status: 'QUARANTINED',
      code: 'UNKNOWN_STATUS',
      position: { segment: 4, element: 1 },
    });
    expect(body.acknowledgements[0]).toMatch(/AK5\*R/);

    expect((await running.maker.post(`/v1/messages/${message.messageId}/replays`)).body.code).toBe(
      'idempotency-key-missing',
    );
    expect((await replay(message.messageId, 'too-soon')).body).toMatchObject({
      status: 'QUARANTINED',
      messageId: message.messageId,
    });

    await running.maker.put('/v1/partners/x12:MEND', { statuses: [{ code: 'ZZ9', type: 'DELIVERY_ATTEMPTED' }] });
    const read = await replay(message.messageId, 'mended');
    expect(read.body).toMatchObject({ status: 'ACCEPTED', facts: [{ kind: 'event', status: 'ACCEPTED' }] });
    expect((await replay(message.messageId, 'mended')).headers.get('idempotent-replayed')).toBe('true');
    expect((await replay(message.messageId, 'again')).body.code).toBe('not-quarantined');
    expect((await running.maker.get(`/v1/messages/${message.messageId}`)).body.replayedAs).toBe(read.body.messageId);
    expect((await running.maker.get(`/v1/events/${read.body.facts[0].id}`)).body.type).toBe('DELIVERY_ATTEMPTED');
  });

  it('holds nobody else up', async () => {
    const bad = status('MIX', 'ZZ9').slice(status('MIX').indexOf('ST*'), status('MIX').indexOf('GE*'));
    const mixed = status('MIX').replace('GE*1', `${bad.replaceAll('0001', '0002')}GE*2`);
    const { body } = await send(mixed);
    expect((body.messages as { status: string }[]).map((each) => each.status)).toEqual(['ACCEPTED', 'QUARANTINED']);
    const { body: backlog } = await running.maker.get('/v1/insights/backlog');
    expect(backlog.quarantinedMessages).toBeGreaterThan(0);
  });
});
