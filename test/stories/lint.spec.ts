import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractExample } from '../../src/contracts/examples.ts';
import { legalEntities, contracts as demoContracts } from '../../seeds/demo-terms.ts';
import { type Json, type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService({ env: { ROLE: 'api' } });
}, 60_000);
afterAll(() => running.close());

const [lane] = contractExample.lanes;

async function draft(contractId: string, change: object = {}): Promise<string> {
  const { status, body } = await running.maker.post('/v1/contracts', { ...contractExample, contractId, ...change });
  expect([status, body.state]).toEqual([201, 'DRAFT']);
  return `/v1/contracts/${contractId}/versions/${body.version}`;
}

const codes = (report: Json, severity?: string): string[] =>
  (report.findings as { code: string; severity: string }[])
    .filter((finding) => severity === undefined || finding.severity === severity)
    .map(({ code }) => code);

const twoRanges = {
  lanes: [
    { ...lane, lane: 'LOW', destination: { country: 'US', postalRanges: [{ from: '75000', to: '75499' }] } },
    { ...lane, lane: 'HIGH', destination: { country: 'US', postalRanges: [{ from: '75250', to: '75749' }] } },
  ],
};

describe('the linter', () => {
  it('says of a draft what is wrong, where, and what to do, and keeps nothing', async () => {
    const path = await draft('LINT-DRAFT', twoRanges);
    const { status, body } = await running.maker.get(`${path}/lint-reports`);
    expect([status, body.contractId, body.version, body.passes]).toEqual([200, 'LINT-DRAFT', 1, false]);
    expect(body.counts.ERROR).toBe(1);
    expect(body.findings[0]).toEqual({
      severity: 'ERROR',
      code: 'LANE_AMBIGUOUS',
      pointer: '/lanes/1',
      sentence: 'HIGH and LOW (/lanes/0) are equally specific from region OH (US) to postal code 75250 to 75749 (US).',
      advice: expect.any(String),
    });
    expect((await running.maker.post(`${path}/lint-reports`)).body).toEqual(body);
    expect((await running.maker.get(path)).body.state).toBe('DRAFT');
  });

  it('says the same of a document that nobody has drafted', async () => {
    const contract = { ...contractExample, contractId: 'LINT-BODY', ...twoRanges };
    const { status, body } = await running.maker.post('/v1/contracts/lint-reports', contract);
    expect([status, body.version, codes(body, 'ERROR')]).toEqual([200, null, ['LANE_AMBIGUOUS']]);
    expect((await running.maker.get('/v1/contracts/LINT-BODY')).status).toBe(404);
  });

  it('refuses a document whose fields are of the wrong form, as drafting does', async () => {
    const contract = { ...contractExample, accessorials: [{ charge: 'NOTIFY', model: 'FLAT', amount: '25.00' }] };
    const { status, body } = await running.maker.post('/v1/contracts/lint-reports', contract);
    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/accessorials/0/authority', code: 'required' })]);
  });

  it('knows no version that there is none of', async () => {
    expect((await running.maker.get('/v1/contracts/NOBODY/versions/1/lint-reports')).status).toBe(404);
  });
});

describe('a contract with a lint error', () => {
  it('can be neither submitted nor activated, until it is mended', async () => {
    const path = await draft('LINT-ERROR', twoRanges);
    const refused = await running.maker.post(`${path}/submissions`);
    expect([refused.status, refused.body.code]).toEqual([422, 'lane-ambiguous']);
    expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/lanes/1', code: 'lane-ambiguous' })]);
    expect(codes(refused.body, 'ERROR')).toEqual(['LANE_AMBIGUOUS']);
    expect((await running.checker.post(`${path}/activations`)).status).toBe(409);

    const { headers } = await running.maker.get(path);
    const mended = { ...contractExample, contractId: 'LINT-ERROR' };
    await running.maker.put(path, mended, { 'if-match': headers.get('etag') ?? '' });
    expect((await running.maker.post(`${path}/submissions`)).body.state).toBe('SUBMITTED');
    expect((await running.checker.post(`${path}/activations`)).body.state).toBe('ACTIVE');
  });

  it.each<[string, object, string]>([
    [
      'two zones that share a region',
      {
        zones: { EAST: [{ country: 'US', regions: ['OH', 'PA'] }], LAKES: [{ country: 'US', regions: ['OH', 'MI'] }] },
        lanes: [
          { ...lane, lane: 'E', origin: { zones: ['EAST'] } },
          { ...lane, lane: 'L', origin: { zones: ['LAKES'] } },
        ],
      },
      '/lanes/1',
    ],
    [
      'equipment on one lane, a service on the other',
      {
        lanes: [
          { ...lane, lane: 'R', equipment: ['REEFER'] },
          { ...lane, lane: 'X', services: ['EXPEDITED'] },
        ],
      },
      '/lanes/1',
    ],
    [
      'overlapping ranges of classes',
      {
        lanes: [
          {
            ...lane,
            linehaul: {
              ...lane?.linehaul,
              fak: [
                { fromClass: '50', toClass: '85', ratedAs: '70' },
                { fromClass: '85', toClass: '100', ratedAs: '70' },
              ],
            },
          },
        ],
      },
      '/lanes/0/linehaul/fak/1',
    ],
    ['fuel on fuel', { fuel: { ...contractExample.fuel, base: ['LINEHAUL', 'FUEL'] } }, '/fuel/base/1'],
    [
      'two tolerances of one scope',
      { tolerances: [contractExample.tolerances[0], { scope: { charge: 'ANY' }, over: { amount: '9.00' } }] },
      '/tolerances/1/scope',
    ],
  ])('such as %s is refused at submission', async (what, change, pointer) => {
    const path = await draft(`LINT-${what.length}`, change);
    const { status, body } = await running.maker.post(`${path}/submissions`);
    expect(status).toBe(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer }));
  });
});

describe('a contract with warnings', () => {
  it('is shown them when it is submitted and when it is activated, and holds', async () => {
    const path = await draft('LINT-WARNED', { fuel: { ...contractExample.fuel, inForce: null } });
    const submitted = await running.maker.post(`${path}/submissions`);
    expect([submitted.status, submitted.body.state, submitted.body.lint.passes]).toEqual([201, 'SUBMITTED', true]);
    expect(codes(submitted.body.lint)).toEqual(expect.arrayContaining(['FUEL_IN_FORCE_ABSENT', 'SERIES_UNKNOWN']));
    const { body } = await running.checker.post(`${path}/activations`);
    expect([body.state, body.lint.counts.ERROR]).toEqual(['ACTIVE', 0]);
    expect(codes(body.lint)).toContain('FUEL_IN_FORCE_ABSENT');
  });

  it('is warned of its index until there are values of it', async () => {
    const path = await draft('LINT-INDEX', { fuel: { ...contractExample.fuel, index: 'LINTED' } });
    expect(codes((await running.maker.get(`${path}/lint-reports`)).body)).toContain('SERIES_UNKNOWN');
    const value = { period: '2026-03-02', value: '4.012', publishedOn: '2026-03-02' };
    await running.maker.post('/v1/indexes/LINTED/values', value);
    expect(codes((await running.maker.get(`${path}/lint-reports`)).body)).not.toContain('SERIES_UNKNOWN');
  });

  it('is warned of days on which no version holds, and of versions that hold already', async () => {
    const first = await draft('LINT-DAYS');
    await running.maker.post(`${first}/submissions`);
    await running.checker.post(`${first}/activations`);
    const later = await draft('LINT-DAYS', { effective: { from: '2027-01-02' } });
    const { body: gap } = await running.maker.get(`${later}/lint-reports`);
    expect(gap.findings).toContainEqual(
      expect.objectContaining({
        code: 'VERSION_GAP',
        pointer: '/effective/from',
        sentence: 'No version holds after 2026-12-31 and before 2027-01-02.',
      }),
    );
    const over = await draft('LINT-DAYS', { effective: { from: '2026-12-01' } });
    expect(codes((await running.maker.get(`${over}/lint-reports`)).body)).toContain('VERSION_OVERLAP');
    const instead = await draft('LINT-DAYS', { effective: { from: '2026-12-01' }, replaces: [1] });
    expect(codes((await running.maker.get(`${instead}/lint-reports`)).body)).not.toContain('VERSION_OVERLAP');
  });
});

describe('the contracts of the demo', () => {
  const calendar = { day: (days: number) => new Date(Date.UTC(2026, 5, 1 + days)).toISOString().slice(0, 10) };

  it.each(demoContracts(calendar as Parameters<typeof demoContracts>[0]).map((contract) => ({ contract })))(
    'have no error and hardly a warning: $contract.contractId $contract.version',
    async ({ contract }) => {
      expect(contract.legalEntities).toContain(legalEntities[0]?.legalEntity);
      const { status, body } = await running.maker.post('/v1/contracts/lint-reports', contract);
      expect([status, body.counts.ERROR]).toEqual([200, 0]);
      expect(codes(body, 'WARNING').filter((code) => code !== 'SERIES_UNKNOWN').length).toBeLessThanOrEqual(2);
    },
  );
});
