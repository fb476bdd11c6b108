import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { contractExample } from '../../src/contracts/examples.ts';
import { type RunningService, startService } from './service.ts';

let running: RunningService;
let db: DataSource;
beforeAll(async () => {
  running = await startService({ env: { ROLE: 'api' } });
  db = await new DataSource({ type: 'postgres', url: running.databaseUrl }).initialize();
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await running.close();
});

const aContract = (contractId: string, change: object = {}) => ({
  ...structuredClone(contractExample),
  contractId,
  ...change,
});

async function draft(contractId: string, change: object = {}): Promise<string> {
  const { body } = await running.maker.post('/v1/contracts', aContract(contractId, change));
  return `/v1/contracts/${contractId}/versions/${body.version}`;
}

async function active(contractId: string, change: object = {}): Promise<string> {
  const path = await draft(contractId, change);
  await running.maker.post(`${path}/submissions`);
  const { status, body } = await running.checker.post(`${path}/activations`);
  expect([status, body.state]).toEqual([201, 'ACTIVE']);
  return path;
}

describe('a contract', () => {
  it('is put in force by a second person only', async () => {
    const path = await draft('TWO-PEOPLE');
    expect((await running.checker.post(`${path}/activations`)).body).toMatchObject({
      status: 409,
      code: 'wrong-state',
    });
    expect((await running.maker.post(`${path}/submissions`)).body.state).toBe('SUBMITTED');
    expect((await running.maker.post(`${path}/activations`)).body).toMatchObject({
      status: 403,
      code: 'second-person-required',
    });
    expect((await running.checker.post(`${path}/activations`)).body).toMatchObject({
      state: 'ACTIVE',
      activatedBy: 'demo.checker',
    });
    const { body } = await running.maker.get('/v1/audit-log?subject=contract:TWO-PEOPLE%231');
    expect((body.data as { action: string }[]).map(({ action }) => action)).toEqual([
      'contract.activate',
      'contract.submit',
      'contract.draft',
    ]);
  });

  it('submitted by another than its author can be activated by neither', async () => {
    const path = await draft('THREE-PEOPLE');
    await running.checker.post(`${path}/submissions`);
    for (const person of [running.maker, running.checker])
      expect((await person.post(`${path}/activations`)).body.code).toBe('second-person-required');
  });

  it('never has two versions in force on one day', async () => {
    await active('OVERLAP');
    const path = await draft('OVERLAP', { effective: { from: '2026-12-31' } });
    await running.maker.post(`${path}/submissions`);
    expect((await running.checker.post(`${path}/activations`)).body).toMatchObject({
      status: 409,
      code: 'contract-overlap',
    });
    await active('OVERLAP', { effective: { from: '2027-01-01' } });
  });

  it('shortens the version it replaces, or withdraws it, and makes what looked under both stale', async () => {
    const first = await active('REPLACED', { carrier: 'REPL', modes: ['TL'] });
    await db.query('DELETE FROM invalidation');
    await active('REPLACED', { carrier: 'REPL', effective: { from: '2026-07-01' }, replaces: [1] });
    expect((await running.maker.get(first)).body).toMatchObject({
      state: 'ACTIVE',
      effective: { from: '2026-01-01', to: '2026-06-30' },
    });
    const [change] = await db.query('SELECT key, modes, during::text, include_settled FROM invalidation');
    expect(change).toMatchObject({ key: 'terms:REPL', during: '[2026-01-01,)', include_settled: false });
    expect([...change.modes].sort()).toEqual(['LTL', 'TL']);
    await active('REPLACED', { carrier: 'REPL', replaces: [1], effective: { from: '2026-01-01', to: '2026-06-30' } });
    expect((await running.maker.get(first)).body).toMatchObject({ state: 'WITHDRAWN', withdrawnBy: 'demo.checker' });
  });

  it('does not cut the version it replaces in two', async () => {
    await active('CUT');
    const path = await draft('CUT', { replaces: [1], effective: { from: '2026-03-01', to: '2026-03-31' } });
    await running.maker.post(`${path}/submissions`);
    const { body } = await running.checker.post(`${path}/activations`);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/replaces/0', code: 'cuts-in-two' })]);
  });

  it('as a draft is changed only from the state the editor saw', async () => {
    const path = await draft('EDITED');
    const { headers } = await running.maker.get(path);
    const change = aContract('EDITED', { currency: 'CAD' });
    expect((await running.maker.put(path, change)).status).toBe(428);
    expect((await running.maker.put(path, change, { 'if-match': '"v9"' })).status).toBe(412);
    const etag = headers.get('etag') ?? '';
    expect((await running.maker.put(path, change, { 'if-match': etag })).body.currency).toBe('CAD');
    expect((await running.maker.put(path, change, { 'if-match': etag })).status).toBe(412);
    await running.maker.post(`${path}/submissions`);
    const { headers: later } = await running.maker.get(path);
    expect((await running.maker.put(path, change, { 'if-match': later.get('etag') ?? '' })).status).toBe(409);
  });

  const [lane] = contractExample.lanes;
  it.each([
    [
      'an unknown model of linehaul',
      { lanes: [{ ...lane, linehaul: { model: 'PER_MOON' } }] },
      '/lanes/0/linehaul/model',
      'unknown-code',
    ],
    ['an unknown model of fuel', { fuel: { index: 'X', model: 'MAGIC' } }, '/fuel/model', 'unknown-code'],
    [
      'an unknown model of accessorial',
      { accessorials: [{ charge: 'FUEL', model: 'MAGIC', authority: 'ORDERED' }] },
      '/accessorials/0/model',
      'unknown-code',
    ],
    [
      'an unknown field deep inside',
      { lanes: [{ ...lane, linehaul: { model: 'FLAT', amount: '1.00', amuont: '1' } }] },
      '/lanes/0/linehaul/amuont',
      'unknown-field',
    ],
    [
      'a JSON number for a rate',
      { lanes: [{ ...lane, linehaul: { model: 'FLAT', amount: 950 } }] },
      '/lanes/0/linehaul/amount',
      'decimal-not-string',
    ],
    [
      'a discount that is no fraction',
      { lanes: [{ ...lane, linehaul: { ...lane?.linehaul, discount: '62' } }] },
      '/lanes/0/linehaul/discount',
      'not-a-fraction',
    ],
    ['an unknown currency', { currency: 'USX' }, '/currency', 'unknown-currency'],
    ['an impossible date', { effective: { from: '2026-02-30' } }, '/effective/from', 'impossible-date'],
    [
      'an end before the beginning',
      { effective: { from: '2026-02-01', to: '2026-01-01' } },
      '/effective/to',
      'impossible-date',
    ],
    ['no lanes', { lanes: [] }, '/lanes', 'required'],
    ['an unknown charge in an exclusion', { exclusions: [['LIFTGATE']] }, '/exclusions', 'unknown-code'],
    [
      'an unknown field of a zone',
      { zones: { NORTH: [{ states: ['OH'] }] } },
      '/zones/NORTH/0/states',
      'unknown-field',
    ],
  ])('with %s is refused, and the place named', async (_, change, pointer, code) => {
    const { status, body } = await running.maker.post('/v1/contracts', aContract('REFUSED', change));
    expect(status).toBe(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each([
    [
      'breaks out of order',
      { lanes: [{ ...lane, linehaul: { ...lane?.linehaul, breaks: [...(lane?.linehaul.breaks ?? [])].reverse() } }] },
      '/lanes/0/linehaul/breaks/1/from',
      'out-of-order',
    ],
    [
      'a class that is none',
      { lanes: [{ ...lane, linehaul: { ...lane?.linehaul, breaks: [{ from: '0', rates: { '71': '1' } }] } }] },
      '/lanes/0/linehaul/breaks/0/rates/71',
      'unknown-code',
    ],
    [
      'a maximum below its minimum',
      { fuel: { ...contractExample.fuel, minimum: '2', maximum: '1' } },
      '/fuel/maximum',
      'out-of-order',
    ],
    [
      'a zone it does not have',
      { lanes: [{ ...lane, origin: { zones: ['NORTH'] } }] },
      '/lanes/0/origin/zones/0',
      'unknown-code',
    ],
    [
      'one accessorial twice',
      { accessorials: [...contractExample.accessorials, ...contractExample.accessorials] },
      '/accessorials/1/charge',
      'repeated',
    ],
  ])('with %s cannot be submitted', async (_, change, pointer, code) => {
    const path = await draft('NONSENSE', change);
    const { status, body } = await running.maker.post(`${path}/submissions`);
    expect(status).toBe(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it('with two lanes equally specific cannot be submitted', async () => {
    const path = await draft('LANES', {
      lanes: [lane, { ...lane, lane: 'OH-TX-2', destination: { country: 'US', postalPrefixes: ['76'] } }],
    });
    const { status, body } = await running.maker.post(`${path}/submissions`);
    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/lanes/1', code: 'lane-ambiguous' })]);
  });
});

describe('an index', () => {
  const value = { period: '2026-03-02', value: '4.012', publishedOn: '2026-03-02' };
  const path = '/v1/indexes/EIA-DIESEL-US/values';

  it('has one value a period and revision, and keeps revisions beside it', async () => {
    expect((await running.maker.post(path, value)).status).toBe(201);
    expect((await running.maker.post(path, { ...value, value: '4.0120' })).body).toMatchObject({
      status: 'DUPLICATE',
      value: '4.012',
    });
    expect((await running.maker.post(path, { ...value, value: '4.02' })).body).toMatchObject({
      status: 409,
      code: 'index-conflict',
    });
    expect((await running.maker.post(path, [{ ...value, value: '4.02', revision: 1 }])).status).toBe(201);
    expect(((await running.maker.get(path)).body.data as { value: string }[]).map(({ value }) => value)).toEqual([
      '4.02',
      '4.012',
    ]);
  });

  it('refuses numbers and dates that are none, all or nothing', async () => {
    const { status, body } = await running.maker.post(path, [
      { ...value, period: '2026-03-09' },
      { ...value, period: '2026-02-30', value: 4 },
    ]);
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      expect.objectContaining({ pointer: '/1/period', code: 'impossible-date' }),
      expect.objectContaining({ pointer: '/1/value', code: 'decimal-not-string' }),
    ]);
    expect((await running.maker.get(path)).body.data).toHaveLength(2);
  });
});

describe('master data', () => {
  it('is a new version at every change, and wakes whoever looked under it', async () => {
    await db.query('DELETE FROM mark');
    await running.maker.post('/v1/carriers', { carrier: 'MD', scacs: ['MDAA', 'MDBB'] });
    await running.maker.put('/v1/carriers/MD', { scacs: ['MDBB', 'MDCC'] });
    expect((await running.maker.put('/v1/carriers/MD', { scacs: ['MDBB', 'MDCC'] })).body.version).toBe(2);
    expect((await running.maker.get('/v1/carriers/MD/versions')).body.data).toHaveLength(2);
    const marks: { key: string }[] = await db.query('SELECT DISTINCT key FROM mark ORDER BY key');
    expect(marks.map(({ key }) => key)).toEqual(['carrier:MD', 'carrier:MDAA', 'carrier:MDBB', 'carrier:MDCC']);
  });

  it('takes many records, all or none', async () => {
    const entities = [{ legalEntity: 'ALL-1' }, { legalEntity: 'ALL-2', timeZone: 'Nowhere' }];
    const { body } = await running.maker.post('/v1/legal-entities', entities);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/1/timeZone', code: 'unknown-code' })]);
    expect((await running.maker.get('/v1/legal-entities/ALL-1')).status).toBe(404);
  });
});
