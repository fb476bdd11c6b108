import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flatCarrier, flatContract, flatEntity } from '../builders/flat-shipments.ts';
import { Desk } from './rules-bills.ts';
import { type Json, type RunningService, startService } from './service.ts';

describe('a statement of account', () => {
  let running: RunningService;

  beforeAll(async () => {
    running = await startService();
    const desk = new Desk(running);
    await running.maker.post('/v1/carriers', flatCarrier);
    await running.maker.post('/v1/legal-entities', flatEntity);
    await desk.contract(flatContract);
    await desk.take('GOOD');
    await desk.take('SHORT', { liftgate: '100.00' });
    await desk.take('WAITS', { pod: false });
    await running.settled();
    await desk.acknowledgeAll();
  }, 60_000);
  afterAll(() => running.close());

  const csv = [
    'Invoice No,Invoice Date,Open Amount,Currency',
    'INV-GOOD,2026-03-06,385.00,USD',
    'inv short,2026-03-06,400.00,USD',
    'INV-WAITS,2026-03-06,385.00,USD',
    'INV-LOST,2026-03-06,50.00,USD',
    'INV-BAD,2026-03-06,ten,USD',
    '=HYPERLINK(1),2026-03-06,1.00,USD',
  ].join('\n');
  const send = (text: string, query = 'carrier=ABCD', type = 'text/csv') =>
    running.maker.send(`/v1/statements?${query}`, text, { 'content-type': type });

  it('is answered line by line, and the balance explained to the cent', async () => {
    const { status, body, headers } = await send(csv);
    expect([status, headers.get('location')]).toEqual([201, `/v1/statements/${body.statementId}`]);
    const lines: Json[] = body.lines;
    expect(lines.map(({ row, status: answer }) => [row, answer])).toEqual([
      [2, 'POSTED'],
      [3, 'WITHHELD'],
      [4, 'WAITING'],
      [5, 'NOT_RECEIVED'],
      [7, 'NOT_RECEIVED'],
    ]);
    expect(lines[0]?.documents).toMatchObject([{ documentNumber: expect.any(String), postedOn: '2026-03-09' }]);
    expect(lines[2]?.sentence).toMatch(/waits/);
    expect(body.refused).toMatchObject([{ row: 6, column: 'Open Amount' }]);
    // 385 + 400 + 385 + 50 + 1; agreed are 385 and 385 of 400.
    expect(body.balances).toEqual([
      {
        ...{ currency: 'USD', lines: 5, theirs: '1221.00', agreed: '770.00' },
        differences: [
          { reason: 'NOT_RECEIVED', amount: '51.00', lines: 2 },
          { reason: 'WITHHELD', amount: '15.00', lines: 1 },
          { reason: 'WAITING', amount: '385.00', lines: 1 },
        ],
      },
    ]);
    const path = `/v1/statements/${body.statementId}`;
    expect((await running.maker.get(path)).body).toEqual(body);
    expect((await running.maker.get(`${path}/file`)).text).toBe(csv);
    const { text } = await running.maker.get(`${path}?format=csv`);
    expect(text).toContain("'=HYPERLINK(1)");
    expect(text.split('\r\n').filter((row) => row.includes('REFUSED'))).toHaveLength(1);
    const { body: list } = await running.maker.get('/v1/statements?carrier=ABCD');
    expect(list.data).toMatchObject([{ statementId: body.statementId, lines: 5, refused: 1 }]);
  });

  it('of a carrier nobody knows is answered so', async () => {
    const { body } = await send(csv, 'carrier=ZZZZ');
    expect(body.lines[0]).toMatchObject({ status: 'UNKNOWN_CARRIER', agreed: '0.00' });
  });

  it('may be JSON, without currencies', async () => {
    const lines = JSON.stringify({ lines: [{ invoiceNumber: 'INV-GOOD', amount: '385.00' }] });
    const { body } = await send(lines, 'carrier=ABCD&currency=USD', 'application/json');
    expect(body).toMatchObject({ type: 'JSON', lines: [{ status: 'POSTED', currency: 'USD', agreed: '385.00' }] });
  });

  it.each([
    ['nothing of it can be read', '<html></html>', 'carrier=ABCD', 422],
    ['nobody says whose it is', csv, '', 400],
    ['its dates are written in no way', csv, 'carrier=ABCD&dates=whenever', 422],
  ])('is refused where %s', async (_, text, query, status) => {
    const answer = await send(text, query);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
