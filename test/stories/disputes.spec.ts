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
    expect(body.messages).toMatchObject([{ direction: 'OUT', kind: 'DISPUTE', text: 'Please credit it.' }]);
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
    expect((ended.messages as Json[]).at(-1)).toMatchObject({ direction: 'OUT', kind: 'WITHDRAWAL' });
    const withdrawn = (ended.timeline as Json[]).find(({ kind }: Json) => kind === 'LINE_WITHDRAWN');
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

/** Plays the ERP: takes every posting there is and acknowledges it. */
async function acknowledgeAll(): Promise<void> {
  await eventually(async () => {
    const { body } = await running.maker.post('/v1/postings/claims', { target: 'default' }, keyed());
    for (const { postingId, supplierReference, gross } of body.data) {
      const voucher = { documentNumber: `51${supplierReference}`, postedOn: '2026-03-09', amount: gross };
      await running.maker.post(`/v1/postings/${postingId}/acknowledgements`, voucher, keyed());
    }
    const backlog = await running.maker.get('/v1/insights/backlog');
    expect(backlog.body.postings).toMatchObject({ PENDING: 0, SENDING: 0 });
  });
}

const caseOf = async (caseId: string) => (await running.maker.get(`/v1/cases/${caseId}`)).body;
const postingsOf = async (caseId: string) => {
  const { body } = await running.maker.get(`/v1/postings?caseId=${caseId}`);
  return (body.data as Json[]).map(({ type, state, gross }: Json) => `${type} ${state} ${gross}`).sort();
};
const resolve = async (disputeId: string, body: object) =>
  running.maker.post(`/v1/disputes/${disputeId}/resolutions`, body, seen(await disputeOf(disputeId)));

describe('a dispute under SHORT_PAY', () => {
  it('is countered, partly accepted, settled at what was agreed, and posted once', async () => {
    const [caseId = ''] = await unorderedLiftgates('S1');
    await acknowledgeAll();
    const { disputeId } = (await sent(caseId)).body;
    const at = `/v1/disputes/${disputeId}`;
    const counter = {
      lines: [{ place: 1, answer: 'REJECTED', amount: '60.00', why: 'ordered by phone' }],
      text: 'No.',
    };
    const answered = await running.maker.post(`${at}/answers`, counter, keyed());
    expect(answered.body).toMatchObject({ state: 'ANSWERED', round: 2, proposals: [{ round: 2, fromCarrier: true }] });
    expect((answered.body.messages as Json[]).at(-1)).toMatchObject({ direction: 'IN', kind: 'ANSWER', text: 'No.' });

    const half = { lines: [{ place: 1, on: 'AMOUNT', value: '40.00' }] };
    const tried = await running.maker.post(`${at}/proposals`, { ...half, dryRun: true }, keyed());
    expect(tried.body).toMatchObject({ state: 'ANSWERED', round: 2 });
    // 300.00 linehaul are paid; 40.00 of the liftgate's 85.00 would be paid too and 45.00 denied.
    expect(tried.body.effects).toMatchObject([
      {
        caseId,
        before: { approved: '300.00', disputed: '85.00', denied: '0.00' },
        after: { approved: '340.00', disputed: '0.00', denied: '45.00' },
        posting: { type: 'ADDITIONAL', net: '40.00', state: 'PENDING' },
      },
    ]);
    const ours = await running.maker.post(`${at}/proposals`, half, keyed());
    expect(ours.body).toMatchObject({ state: 'SENT', round: 3 });
    expect((ours.body.messages as Json[]).at(-1)).toMatchObject({ kind: 'PROPOSAL' });

    const over = await resolve(disputeId, { resolution: 'PARTIAL', round: 3, comment: 'agreed on the phone' });
    expect(over.body).toMatchObject({ state: 'RESOLVED', resolution: 'PARTIAL', lines: [{ agreed: '40.00' }] });
    await running.settled();
    await acknowledgeAll();
    await eventually(async () => {
      expect((await caseOf(caseId)).state).toBe('SETTLED');
    });
    expect((await caseOf(caseId)).money).toMatchObject({ approved: '340.00', disputed: '0.00', denied: '45.00' });
    expect((await caseOf(caseId)).openItems).toBeUndefined();
    expect(await postingsOf(caseId)).toEqual(['ADDITIONAL ACKNOWLEDGED 40.00', 'INVOICE ACKNOWLEDGED 300.00']);
    expect((await resolve(disputeId, { resolution: 'ACCEPTED' })).status).toBe(409);
  }, 60_000);

  it('ends with nothing more to pay when the carrier gives in, and with all of it when we do', async () => {
    const [theirs = '', ours = ''] = await unorderedLiftgates('S2', 'S3');
    const accepted = await sent(theirs);
    const answer = { answer: 'ACCEPTED', answerId: 'M-1' };
    await running.maker.post(`/v1/disputes/${accepted.body.disputeId}/answers`, answer, keyed());
    const again = await running.maker.post(`/v1/disputes/${accepted.body.disputeId}/answers`, answer, keyed());
    expect((again.body.messages as Json[]).filter(({ kind }: Json) => kind === 'ANSWER')).toHaveLength(1);
    const over = await resolve(accepted.body.disputeId, { resolution: 'ACCEPTED' });
    expect(over.body).toMatchObject({ state: 'RESOLVED', resolution: 'ACCEPTED', lines: [{ agreed: '0.00' }] });
    const rejected = await sent(ours);
    expect((await resolve(rejected.body.disputeId, { resolution: 'REJECTED' })).body.resolution).toBe('REJECTED');
    await running.settled();
    expect((await caseOf(theirs)).money).toMatchObject({ approved: '300.00', denied: '85.00', disputed: '0.00' });
    expect((await caseOf(theirs)).openItems).toBeUndefined();
    expect((await caseOf(ours)).money).toMatchObject({ approved: '385.00', denied: '0.00', disputed: '0.00' });
  }, 60_000);
});

describe('what makes no sense', () => {
  it('is refused and says where', async () => {
    const [caseId = ''] = await unorderedLiftgates('B1');
    const unknown = '/v1/disputes/00000000-0000-4000-8000-000000000000/answers';
    expect((await running.maker.post(unknown, { answer: 'ACCEPTED' }, keyed())).status).toBe(404);
    const draft = await opened({ carrier: 'ABCD', currency: 'USD', cases: [caseId] });
    const at = `/v1/disputes/${draft.body.disputeId}`;
    const propose = (line: object) =>
      running.maker.post(`${at}/proposals`, { lines: [{ place: 1, on: 'AMOUNT', value: '1.00', ...line }] }, keyed());
    expect((await propose({})).body).toMatchObject({ status: 409, code: 'wrong-state' });
    expect((await running.maker.post(`${at}/messages`, { kind: 'SEND' }, keyed())).status).toBe(428);
    const stale = keyed({ 'if-match': '"0"' });
    expect((await running.maker.post(`${at}/messages`, { kind: 'SEND' }, stale)).status).toBe(412);
    const past = { kind: 'SEND', answerBy: '2020-01-01' };
    expect((await running.maker.post(`${at}/messages`, past, seen(draft))).body.errors).toMatchObject([
      { pointer: '/answerBy', code: 'impossible-date' },
    ]);
    await running.maker.post(`${at}/messages`, { kind: 'SEND' }, seen(draft));
    const refused = [
      [{ value: '85.01' }, '/lines/0/value', 'above-billed'],
      [{ value: '-1.00' }, '/lines/0/value', 'below-zero'],
      [{ value: '1.005' }, '/lines/0/value', 'too-many-decimals'],
      [{ place: 7 }, '/lines/0/place', 'no-such-line'],
      [{ currency: 'EUR' }, '/lines/0/currency', 'other-currency'],
      [{ on: 'RATE' }, '/lines/0/on', 'not-billed-so'],
    ] as const;
    for (const [line, pointer, code] of refused)
      expect((await propose(line)).body).toMatchObject({ status: 422, errors: [{ pointer, code }] });
    const answers = await running.maker.post(`${at}/answers`, { lines: [{ place: 9, answer: 'ACCEPTED' }] }, keyed());
    expect(answers.body.errors).toMatchObject([{ pointer: '/lines/0/place', code: 'no-such-line' }]);
    const partly = await resolve(draft.body.disputeId, { resolution: 'PARTIAL' });
    expect(partly.body.errors).toMatchObject([{ pointer: '/lines', code: 'required' }]);
    const text = '<script>alert(1)</script>\nWe do not agree.';
    const pasted = await running.maker.post(`${at}/messages`, { kind: 'ANSWER', text }, keyed());
    expect(pasted.body).toMatchObject({ state: 'ANSWERED' });
    expect((pasted.body.messages as Json[]).at(-1)).toMatchObject({ direction: 'IN', via: 'EMAIL', text });
  }, 30_000);
});
