import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { aMilestone, anInvoice, aShipment, flatCarrier, flatContract, flatEntity } from '../builders/flat-shipments.ts';
import { eventually, type Json, type RunningService, type Speaker, startService } from './service.ts';

let service: RunningService;
let abcd: Speaker;
let efgh: Speaker;

const post = async (path: string, ...bodies: unknown[]) => {
  for (const body of bodies) {
    const answer = await service.maker.post(path, body);
    expect([path, answer.status < 300, answer.text]).toEqual([path, true, expect.any(String)]);
  }
};
const tokenFor = async (carrier: string): Promise<Json> =>
  (await service.maker.post(`/v1/carriers/${carrier}/view-tokens`, { label: 'receivables' })).body;
const billOf = async (carrier: Speaker, number: string): Promise<Json> => {
  const { body } = await carrier.get(`/v1/carrier-view/bills?number=${number}`);
  return (await carrier.get(`/v1/carrier-view/bills/${body.data[0].billId}`)).body;
};

/** A form with a file in it. */
function paper(fields: Record<string, string>, content: string | Uint8Array, name = 'pod.pdf'): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([content as BlobPart]), name);
  return form;
}

beforeAll(async () => {
  service = await startService();
  await post('/v1/legal-entities', flatEntity);
  await post('/v1/carriers', flatCarrier, { carrier: 'EFGH', name: 'Efgh Lines', scacs: ['EFGH'] });
  await post('/v1/contracts', flatContract);
  await post('/v1/contracts/ABCD-FLAT/versions/1/submissions', {});
  await service.checker.post('/v1/contracts/ABCD-FLAT/versions/1/activations', {});
  for (const name of ['C1', 'C2']) {
    await post('/v1/shipments', aShipment(name, name === 'C2' ? { services: [] } : {}));
    await post('/v1/events', aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED'));
    await post('/v1/invoices', anInvoice(name));
  }
  await post('/v1/invoices', anInvoice('E1', { source: 'api:EFGH', carrier: 'EFGH' }));
  await service.settled();
  abcd = service.as((await tokenFor('ABCD')).token as string);
  efgh = service.as((await tokenFor('EFGH')).token as string);
}, 60_000);
afterAll(() => service.close());

describe('a carrier with a link', () => {
  it('sees its own bills and how each stands, in sentences', async () => {
    const { body } = await abcd.get('/v1/carrier-view/bills');
    expect(body.data).toHaveLength(2);
    expect((body.data as Json[]).find((bill) => bill.invoiceNumber === 'INV-C1')).toMatchObject({
      billNumber: 'PROC1',
      status: 'PAPERS_WANTED',
      currency: 'USD',
      billed: '385.00',
      approved: '0.00',
      withheld: '385.00',
      notOwed: '0.00',
    });
    const bill = await billOf(abcd, 'INV-C1');
    expect(bill.lines).toMatchObject([
      { line: 1, charge: 'LINEHAUL', withheld: '300.00', why: 'The proof of delivery did not come.' },
      { line: 2, charge: 'LIFTGATE_DELIVERY', withheld: '85.00', why: 'The proof of delivery did not come.' },
    ]);
    expect((await abcd.get('/v1/carrier-view')).body).toMatchObject({ carrier: 'ABCD' });
  });

  it('brings the proof of delivery, and the bill is approved by itself', async () => {
    const { billId } = await billOf(abcd, 'INV-C1');
    const form = () => paper({ type: 'POD', signedBy: 'Jones', signedLocal: '2026-03-04T09:10' }, '%PDF-1.7 signed');
    const brought = await abcd.send(`/v1/carrier-view/bills/${billId}/documents`, form());
    expect([brought.status, brought.body]).toEqual([200, { status: 'ACCEPTED' }]);
    const again = await abcd.send(`/v1/carrier-view/bills/${billId}/documents`, form());
    expect(again.body).toEqual({ status: 'DUPLICATE' });
    await eventually(async () => {
      expect(await billOf(abcd, 'INV-C1')).toMatchObject({ status: 'APPROVED', approved: '385.00', withheld: '0.00' });
    });
    const { body } = await service.maker.get('/v1/documents?source=carrier:ABCD');
    expect(body.data).toHaveLength(1);
  });

  it('learns what it is paid and when', async () => {
    const key = { 'idempotency-key': 'claim-for-the-carrier-view' };
    await eventually(async () => {
      const { body } = await service.maker.post('/v1/postings/claims', { target: 'default' }, key);
      const found = (body.data as Json[]).find((one) => one.invoiceNumber === 'INV-C1');
      if (!found) throw new Error('it is not posted yet');
      const voucher = { documentNumber: '5100', postedOn: '2026-03-09', amount: found.gross };
      const taken = await service.maker.post(`/v1/postings/${found.postingId}/acknowledgements`, voucher, {
        'idempotency-key': 'acknowledged-for-the-carrier-view',
      });
      expect(taken.status).toBe(200);
      await post('/v1/payments', {
        ...{ source: 'erp', paymentId: 'P-1', posting: found.postingId, date: '2026-04-05', amount: '385.00' },
      });
    });
    const bill = await billOf(abcd, 'INV-C1');
    expect(bill.status).toBe('SETTLED');
    expect(bill.payments).toMatchObject([{ reference: 'INV-C1', amount: '385.00', paidOn: '2026-04-05' }]);
    expect(bill.payments[0].dueDate).toMatch(/^2026-/);
  });

  it.each([
    ['a program', 'MZ\u0090\u0000', 415, 'unsupported-file'],
    ['a page that calls itself a PDF', '<html><script>alert(1)</script>', 415, 'unsupported-file'],
    ['nothing', '', 400, 'required'],
  ])('cannot bring %s', async (_, content, status, code) => {
    const { billId } = await billOf(abcd, 'INV-C2');
    const answer = await abcd.send(`/v1/carrier-view/bills/${billId}/documents`, paper({ type: 'POD' }, content));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('cannot bring what has no such type, or speak for another source', async () => {
    const { billId } = await billOf(abcd, 'INV-C2');
    const path = `/v1/carrier-view/bills/${billId}/documents`;
    const typed = await abcd.send(path, paper({ type: 'RATE_CONFIRMATION' }, '%PDF-'));
    expect([typed.status, typed.body.errors[0].pointer]).toEqual([422, '/type']);
    const spoken = await abcd.send(path, paper({ type: 'POD', source: 'tms' }, '%PDF-'));
    expect([spoken.status, spoken.body.errors[0].code]).toEqual([422, 'unknown-field']);
  });
});

describe('a dispute', () => {
  it('shows to its carrier once it was sent, with what was asked and by when to answer', async () => {
    const { billId } = await billOf(abcd, 'INV-C2');
    const db = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
    // 85.00 asked for the liftgate that nobody ordered, in a dispute sent, and something else in a draft.
    await db.query(
      `WITH made AS (
         INSERT INTO dispute (state, carrier, currency, opened_by, sent_at, answer_by)
         VALUES ('SENT', 'ABCD', 'USD', 'demo.maker', now(), '2026-04-01'), ('DRAFT', 'ABCD', 'USD', 'demo.maker', NULL, NULL)
         RETURNING dispute_id, state)
       INSERT INTO dispute_line (dispute_id, place, kind, case_id, line, charge, billed, asked, least_paid, reason,
                                 case_version, revision)
       SELECT dispute_id, 1, 'WITHHELD', $1, CASE made.state WHEN 'SENT' THEN 2 ELSE 1 END,
              CASE made.state WHEN 'SENT' THEN 'LIFTGATE_DELIVERY' ELSE 'LINEHAUL' END, 85, 85, 0, 'ACC_NOT_AUTH',
              c.row_version, c.revision FROM made, freight_case c WHERE c.case_id = $1`,
      [billId],
    );
    await db.destroy();
    const { disputes } = await billOf(abcd, 'INV-C2');
    expect(disputes).toEqual([
      {
        number: expect.stringMatching(/^D-\d{6}$/),
        sentence: 'We have asked you about this and wait for your answer.',
        answerBy: '2026-04-01',
        lines: [
          {
            line: 2,
            charge: 'LIFTGATE_DELIVERY',
            asked: '85.00',
            why: 'The charge was neither ordered nor authorised.',
            state: 'OPEN',
          },
        ],
      },
    ]);
  });
});

describe('nothing of anyone else', () => {
  it('is found by guessing: another carrier’s bill looks like none', async () => {
    const { billId } = await billOf(efgh, 'INV-E1');
    const other = await abcd.get(`/v1/carrier-view/bills/${billId}`);
    const none = await abcd.get('/v1/carrier-view/bills/019a2b3c-0000-7000-8000-000000000001');
    expect([other.status, other.body.detail]).toEqual([404, none.body.detail]);
    expect(none.status).toBe(404);
    expect((await abcd.get('/v1/carrier-view/bills?number=INV-E1')).body.data).toEqual([]);
    const brought = await abcd.send(`/v1/carrier-view/bills/${billId}/documents`, paper({ type: 'POD' }, '%PDF-1'));
    expect(brought.status).toBe(404);
  });

  it('is told: no people, limits, tolerances, contracts or notes', async () => {
    const { billId } = await billOf(abcd, 'INV-C2');
    const note = { kind: 'NOTE', comment: 'ask Miller before paying these crooks' };
    const found = await service.maker.get(`/v1/cases/${billId}`);
    await service.maker.post(`/v1/cases/${billId}/decisions`, note, {
      'if-match': found.headers.get('etag') ?? '',
      'idempotency-key': 'a-note-about-the-carrier',
    });
    await service.settled();
    const { text } = await abcd.get(`/v1/carrier-view/bills/${billId}`);
    expect(text).toContain('INV-C2');
    expect(text).not.toMatch(/demo\.|Miller|crooks|ABCD-FLAT|tolerance|limit|check|contractId|working/i);
  });

  it('answers to a token: every route but those of the view says 401', async () => {
    const description = (await service.maker.get('/openapi.json')).body;
    const uuid = '019a2b3c-0000-7000-8000-000000000001';
    const answered: string[] = [];
    for (const [template, methods] of Object.entries<Json>(description.paths)) {
      if (template.startsWith('/health')) continue;
      const path = template.replace('{carrier}', 'ABCD').replace(/\{[^}]+\}/g, uuid);
      for (const method of Object.keys(methods as object)) {
        const answer = await abcd.call(method.toUpperCase(), path);
        if (answer.status !== 401) answered.push(`${method} ${template}`);
      }
    }
    expect(answered.sort()).toEqual([
      'get /v1/carrier-view',
      'get /v1/carrier-view/bills',
      'get /v1/carrier-view/bills/{id}',
      'post /v1/carrier-view/bills/{id}/documents',
    ]);
  });

  it('nor does a key open the view, or a token that was revoked or has ended', async () => {
    expect((await service.maker.get('/v1/carrier-view/bills')).status).toBe(401);
    const made = await tokenFor('ABCD');
    expect(made.link).toBe(`/carrier#${made.token}`);
    const visitor = service.as(made.token as string);
    expect((await visitor.get('/v1/carrier-view')).status).toBe(200);
    const ended = await service.maker.call('DELETE', `/v1/carriers/ABCD/view-tokens/${made.tokenId}`);
    expect(ended.status).toBe(204);
    expect((await visitor.get('/v1/carrier-view')).status).toBe(401);
    const listed = await service.maker.get('/v1/carriers/ABCD/view-tokens');
    expect(listed.body.data).toHaveLength(2);
    expect(listed.text).not.toContain('tmc_');
    const log = await service.maker.get(`/v1/audit-log?subject=${made.tokenId}`);
    expect((log.body.data as Json[]).map((one) => one.action as string)).toEqual([
      'carrier-token.revoke',
      'carrier-token.create',
    ]);
    expect((await service.maker.post('/v1/carriers/NOBODY/view-tokens', { label: 'x' })).status).toBe(404);
  });

  it('may be made by whom: administrators and leads of accounts payable', async () => {
    const speakerOf = async (role: string) => {
      const made = await service.maker.post('/v1/api-keys', {
        name: role,
        person: role,
        roles: [role],
        sources: ['*'],
      });
      return service.as(made.body.secret as string);
    };
    const path = '/v1/carriers/ABCD/view-tokens';
    const statuses = [];
    for (const role of ['ap-lead', 'ap-clerk', 'procurement', 'integration', 'auditor'])
      statuses.push((await (await speakerOf(role)).post(path, { label: 'x' })).status);
    expect(statuses).toEqual([201, 403, 403, 403, 403]);
  });
});
