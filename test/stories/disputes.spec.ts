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
import { eventually, type Json, type Reply, type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService();
  await running.maker.post('/v1/carriers', flatCarrier);
  await running.maker.post('/v1/legal-entities', flatEntity);
  await running.maker.post('/v1/contracts', flatContract);
  await running.maker.post('/v1/contracts/ABCD-FLAT/versions/1/submissions', {});
  await running.checker.post('/v1/contracts/ABCD-FLAT/versions/1/activations', {});
}, 60_000);
afterAll(() => running.close());

const post = async (path: string, ...bodies: unknown[]) => {
  for (const body of bodies) expect((await running.maker.post(path, body)).status).toBeLessThan(300);
};
const keyed = (headers: object = {}) => ({ 'idempotency-key': randomUUID(), ...headers });
const seen = (reply: Reply) => keyed({ 'if-match': reply.headers.get('etag') ?? '' });

/** Loads that were delivered and proven, and a liftgate billed that nobody ordered: 85.00 of 385.00 are disputed. */
async function unorderedLiftgates(...names: string[]): Promise<string[]> {
  for (const name of names) {
    await post('/v1/shipments', aShipment(name, { services: [] }));
    await post('/v1/events', aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED'));
    await post('/v1/documents', aPod(name));
    await post('/v1/invoices', anInvoice(name));
  }
  await running.settled();
  return Promise.all(names.map(caseIdOf));
}

async function caseIdOf(name: string): Promise<string> {
  const { body } = await running.maker.get(`/v1/cases?invoiceNumber=INV-${name}`);
  return body.data[0].caseId;
}

const disputeOf = (id: string) => running.maker.get(`/v1/disputes/${id}`);
const opened = (body: object) => running.maker.post('/v1/disputes', body, keyed());

async function sent(caseId: string, message: object = {}): Promise<Reply> {
  const draft = await opened({ carrier: 'ABCD', currency: 'USD', cases: [caseId] });
  expect([draft.status, draft.text]).toEqual([201, expect.any(String)]);
  return running.maker.post(`/v1/disputes/${draft.body.disputeId}/messages`, { kind: 'SEND', ...message }, seen(draft));
}

describe('disputes by themselves', () => {
  it('are gathered in one draft for a carrier, entity and currency, which a person may take lines from', async () => {
    const [one, two] = await unorderedLiftgates('G1', 'G2');
    const draft = await eventually(async () => {
      const { body } = await running.maker.get('/v1/disputes?state=DRAFT&carrier=ABCD');
      expect(body.data).toMatchObject([{ carrier: 'ABCD', legalEntity: 'ACME-US', currency: 'USD', asked: '170.00' }]);
      return body.data[0];
    });
    const { body } = await disputeOf(draft.disputeId);
    expect(body.lines).toHaveLength(2);
    expect(body.lines).toContainEqual(
      expect.objectContaining({
        caseId: one,
        line: 2,
        charge: 'LIFTGATE_DELIVERY',
        reason: 'ACC_NOT_AUTH',
        asked: '85.00',
      }),
    );
    const own = await opened({ carrier: 'ABCD', currency: 'USD', lines: [{ caseId: two, line: 2 }] });
    expect(own.body).toMatchObject({ state: 'DRAFT', asked: '85.00', lines: [{ place: 1, state: 'OPEN' }] });
    expect((await disputeOf(draft.disputeId)).body).toMatchObject({ state: 'DRAFT', asked: '85.00' });
    const again = await opened({ carrier: 'ABCD', currency: 'USD', cases: [two] });
    expect(again.status).toBe(422);
    expect(again.body.errors).toMatchObject([{ pointer: '/cases/0', code: 'in-dispute' }]);
  }, 30_000);

  it('withdraw a line that a new fact clears, tell the carrier so, and end with their last line', async () => {
    const [caseId = ''] = await unorderedLiftgates('W1');
    const { status, body } = await sent(caseId, { text: 'Please credit it.', answerBy: '2099-04-15' });
    expect([status, body.state, body.answerBy]).toEqual([201, 'SENT', '2099-04-15']);
    expect(body.messages).toMatchObject([
      { direction: 'OUT', kind: 'DISPUTE', state: 'QUEUED', text: 'Please credit it.' },
    ]);
    // The order says now that a liftgate was asked for.
    await post('/v1/shipments', aShipment('W1', { version: 2 }));
    const ended = await eventually(async () => {
      const found = await disputeOf(body.disputeId);
      expect(found.body).toMatchObject({ state: 'RESOLVED', resolution: 'WITHDRAWN', asked: '0.00' });
      return found.body;
    });
    expect(ended.lines).toMatchObject([
      { state: 'WITHDRAWN', ended: expect.stringContaining('85.00 of 85.00 is paid') },
    ]);
    expect(ended.messages.at(-1)).toMatchObject({ direction: 'OUT', kind: 'WITHDRAWAL', state: 'QUEUED' });
    const withdrawn = ended.timeline.find(({ kind }: Json) => kind === 'LINE_WITHDRAWN');
    expect(withdrawn).toMatchObject({ place: 1, asked: '85.00', paid: '85.00', arrived: [{ kind: 'shipment' }] });
  }, 30_000);

  it('ask for nothing where nothing is at stake, and say where', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const none = await opened({ carrier: 'ABCD', currency: 'USD', cases: [unknown] });
    expect(none.body.errors).toMatchObject([{ pointer: '/cases/0', code: 'nothing-to-dispute' }]);
    const [caseId = ''] = await unorderedLiftgates('N1');
    const other = await opened({ carrier: 'EFGH', currency: 'EUR', lines: [{ caseId, line: 2 }] });
    expect(other.body.errors).toMatchObject([{ pointer: '/lines/0', code: 'other-carrier' }]);
    const passed = await opened({ carrier: 'ABCD', currency: 'USD', lines: [{ caseId, line: 1 }] });
    expect(passed.body.errors).toMatchObject([{ pointer: '/lines/0', code: 'nothing-to-dispute' }]);
    expect((await disputeOf(unknown)).status).toBe(404);
  }, 30_000);
});
