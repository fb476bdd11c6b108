import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flatCarrier, flatEntity } from '../builders/flat-shipments.ts';
import { ruleExample } from '../../src/rulebook/examples.ts';
import { Desk, detentionContract } from './rules-bills.ts';
import { type Json, type RunningService, startService } from './service.ts';

let running: RunningService;
let desk: Desk;
beforeAll(async () => {
  running = await startService();
  desk = new Desk(running);
  await running.maker.post(
    '/v1/carriers',
    ['ABCD', 'EFGH', 'IJKL'].map((carrier) => ({ ...flatCarrier, carrier, scacs: [carrier] })),
  );
  await running.maker.post('/v1/legal-entities', flatEntity);
  for (const carrier of ['ABCD', 'EFGH', 'IJKL'])
    await desk.contract({ ...detentionContract, contractId: `${carrier}-FLAT`, carrier });
}, 60_000);
afterAll(() => running.close());

const lineOf = (found: Json, line: number): Json =>
  (found.charges as { line: number }[]).find((charge) => charge.line === line);
const outcomeOf = (found: Json, line: number) => [lineOf(found, line).outcome, lineOf(found, line).reason];

describe('“detention over 300.00 of ABCD is looked at by the site manager”', () => {
  let path: string;
  let shippedOnly: string;

  it('is drafted, and its scenarios come out when it is checked', async () => {
    await desk.take('OLD', { detention: '360.00' });
    await desk.take('WAITS', { detention: '360.00', pod: false });
    await desk.take('OTHER', { detention: '360.00', carrier: 'EFGH' });
    await desk.caseOf('OLD');
    await desk.acknowledgeAll();
    const old = await desk.caseOf('OLD');
    expect([old.state, old.money.approved]).toEqual(['SETTLED', '745.00']);
    shippedOnly = old.dependencies.rules;

    path = await desk.draft(ruleExample);
    const { body } = await running.maker.post(`${path}/checks`, {});
    expect(body).toMatchObject({ holds: true, errors: [] });
    expect((body.scenarios as { said: string }[]).map(({ said }) => said)).toEqual([
      'REVIEW ACC_CONDITION',
      'none',
      'none',
    ]);
  });

  it('is tried on history: which bills it changes, how much money it moves, and nothing is changed by it', async () => {
    const before = await desk.caseOf('OLD');
    const trial = await desk.tried(path, { most: 100 });
    expect(trial).toMatchObject({ looked: 2, most: 100, askedBy: 'demo.maker', current: true });
    // OLD: 745.00 approved, of which 360.00 were posted and stay; WAITS: all 745.00 pending either way.
    expect(trial.result).toMatchObject({ bills: 2, changed: 2, skipped: 0 });
    expect(trial.result.outcomes).toEqual(
      expect.arrayContaining([
        { from: 'APPROVE', to: 'REVIEW', lines: 1 },
        { from: 'WAIT', to: 'REVIEW', lines: 1 },
      ]),
    );
    expect(trial.result.money).toEqual([expect.objectContaining({ currency: 'USD', billed: '1490.00' })]);
    const old = (trial.result.sample as Json[]).find(({ invoiceNumber }) => invoiceNumber === 'INV-OLD');
    expect(old).toMatchObject({
      state: 'SETTLED',
      lines: [{ line: 3, charge: 'DETENTION_DELIVERY', before: { outcome: 'APPROVE' }, after: { outcome: 'REVIEW' } }],
    });
    expect(await desk.caseOf('OLD')).toEqual(before);
  });

  it('is activated by a second person only', async () => {
    expect((await running.checker.post(`${path}/activations`, {})).body).toMatchObject({ status: 409 });
    expect((await running.maker.post(`${path}/submissions`, {})).body.state).toBe('SUBMITTED');
    expect((await running.maker.post(`${path}/activations`, {})).body).toMatchObject({
      status: 403,
      code: 'second-person-required',
    });
    expect((await running.checker.post(`${path}/activations`, {})).body).toMatchObject({
      state: 'ACTIVE',
      draftedBy: 'demo.maker',
      activatedBy: 'demo.checker',
      retroactive: false,
    });
    const { body } = await running.maker.get('/v1/audit-log?subject=rule:detention-over-300%231');
    expect((body.data as { action: string }[]).map(({ action }) => action)).toEqual([
      'rule.activate',
      'rule.submit',
      'rule.backtest',
      'rule.draft',
    ]);
  });

  it('judges the next bill, and says who should look', async () => {
    await desk.take('NEXT', { detention: '360.00' });
    const next = await desk.caseOf('NEXT');
    expect(next.state).toBe('IN_REVIEW');
    expect(next.money).toMatchObject({ approved: '385.00', pending: '360.00' });
    expect(outcomeOf(next, 3)).toEqual(['REVIEW', 'ACC_CONDITION']);
    expect(next.findings).toContainEqual(
      expect.objectContaining({ check: 'detention-over-300', line: 3, who: 'site manager' }),
    );
    const { body } = await running.maker.get(`/v1/rules/sets/${next.dependencies.rules}`);
    expect((body.rules as { id: string }[]).map(({ id }) => id)).toContain('detention-over-300');
  });

  it('wakes the bill that still waited, and no other carrier’s', async () => {
    expect(outcomeOf(await desk.caseOf('WAITS'), 3)).toEqual(['REVIEW', 'ACC_CONDITION']);
    expect(outcomeOf(await desk.caseOf('OTHER'), 3)).toEqual(['APPROVE', null]);
  });

  it('leaves the settled bill alone, also when a fact comes later', async () => {
    await desk.post('events', {
      ...{ source: 'x12:ABCD', eventId: 'LATE-OLD', type: 'IN_TRANSIT', classifier: 'ACTUAL' },
      ...{ occurredAt: '2026-03-03T10:00:00-06:00', references: [{ type: 'PRO', value: 'PROOLD' }] },
    });
    await desk.post('events', {
      ...{ source: 'x12:ABCD', eventId: 'ARRIVED-OLD', type: 'ARRIVED_AT_STOP', classifier: 'ACTUAL', stop: 1 },
      ...{ occurredAt: '2026-03-02T08:30:00-05:00', references: [{ type: 'PRO', value: 'PROOLD' }] },
    });
    const old = await desk.caseOf('OLD');
    expect([old.state, old.money.approved, old.dependencies.rules]).toEqual(['SETTLED', '745.00', shippedOnly]);
    expect(old.checkedCount).toBeGreaterThan(0);
  });

  it('is taken back when two people say so, and the bill in review is approved', async () => {
    expect((await running.maker.post(`${path}/withdrawals`, {})).body).toMatchObject({
      state: 'ACTIVE',
      withdrawalAskedBy: 'demo.maker',
    });
    expect(outcomeOf(await desk.caseOf('NEXT'), 3)).toEqual(['REVIEW', 'ACC_CONDITION']);
    expect((await running.maker.post(`${path}/withdrawals`, {})).body.code).toBe('second-person-required');
    expect((await running.checker.post(`${path}/withdrawals`, {})).body).toMatchObject({ state: 'WITHDRAWN' });
    const next = await desk.caseOf('NEXT');
    expect([next.state, next.money.approved]).toEqual(['APPROVED', '745.00']);
  });

  it('in a later version reaches settled bills only retroactively, and that only once it was tried', async () => {
    const later = await desk.draft(ruleExample);
    expect(later).toMatch(/versions\/2$/);
    await running.maker.post(`${later}/submissions`, {});
    expect((await running.checker.post(`${later}/activations`, { retroactive: true })).body).toMatchObject({
      status: 409,
      code: 'backtest-required',
    });
    const trial = await desk.tried(later);
    const activated = await running.checker.post(`${later}/activations`, { retroactive: true });
    expect(activated.body).toMatchObject({ state: 'ACTIVE', retroactive: true, backtestId: trial.backtestId });
    const old = await desk.caseOf('OLD');
    // What was posted stays approved, and is at risk until a person has looked.
    expect([old.state, old.money.approved, old.atRisk]).toEqual(['IN_REVIEW', '745.00', '360.00']);
    const { body } = await running.maker.get(`/v1/rules/sets/${old.dependencies.rules}`);
    expect(
      (body.rules as { id: string; version: number }[]).find(({ id }) => id === 'detention-over-300'),
    ).toMatchObject({ version: 2 });
  });
});

describe('rules of the organisation', () => {
  const linehaulOver = {
    ...{ clause: 'AP policy 9', checks: ['ANY'], verdicts: ['VARIANCE'], scope: { carrier: 'EFGH' } },
    conditions: {
      all: [
        { fact: 'line.charge', operator: 'code.eq', value: 'LINEHAUL' },
        { fact: 'check.difference', operator: 'money.gt', value: '10.00' },
      ],
    },
  };

  it('of equal rank that contradict each other send the bill to a person', async () => {
    await desk.rule({
      ...linehaulOver,
      id: 'linehaul-denied',
      title: 'Linehaul over 10.00 is denied',
      outcome: 'DENY',
    });
    await desk.take('ONE', { carrier: 'EFGH', linehaul: '320.00' });
    expect(outcomeOf(await desk.caseOf('ONE'), 1)).toEqual(['DENY', 'LINEHAUL_WRONG']);
    await desk.rule({
      ...linehaulOver,
      id: 'linehaul-short',
      title: 'Linehaul over 10.00 is paid short',
      outcome: 'SHORT_PAY',
    });
    await desk.take('TWO', { carrier: 'EFGH', linehaul: '320.00' });
    const two = await desk.caseOf('TWO');
    expect(outcomeOf(two, 1)).toEqual(['REVIEW', 'RULE_CONFLICT']);
    expect(lineOf(two, 1).sentence).toBeTruthy();
    expect(JSON.stringify(two.findings)).toContain('“Linehaul over 10.00 is denied” (deny)');
  });

  it('of higher priority decide, and a narrower one before them', async () => {
    await desk.rule({ ...linehaulOver, id: 'linehaul-first', title: 'First', outcome: 'DISPUTE', priority: 1 });
    await desk.take('THREE', { carrier: 'EFGH', linehaul: '320.00' });
    expect(outcomeOf(await desk.caseOf('THREE'), 1)).toEqual(['DISPUTE', 'LINEHAUL_WRONG']);
    await desk.rule({
      ...{ ...linehaulOver, id: 'linehaul-contract', title: 'Of the contract', outcome: 'HOLD' },
      scope: { contract: 'EFGH-FLAT' },
    });
    await desk.take('FOUR', { carrier: 'EFGH', linehaul: '320.00' });
    expect(outcomeOf(await desk.caseOf('FOUR'), 1)).toEqual(['HOLD', 'LINEHAUL_WRONG']);
  });

  it('that want a fact nobody gave hold the line and name it', async () => {
    await desk.rule({
      ...{ ...linehaulOver, id: 'reefer', title: 'Reefers go to a person', outcome: 'REVIEW', priority: 5 },
      scope: { contract: 'EFGH-FLAT' },
      conditions: { all: [{ fact: 'shipment.equipment', operator: 'code.eq', value: 'REEFER' }] },
    });
    await desk.take('FIVE', { carrier: 'EFGH', linehaul: '320.00' });
    const five = await desk.caseOf('FIVE');
    expect(outcomeOf(five, 1)).toEqual(['HOLD', 'FACT_MISSING']);
    expect(lineOf(five, 1).missing).toContainEqual(expect.objectContaining({ fact: 'shipment.equipment' }));
  });

  it('hold from the day they name on, for bills received since', async () => {
    const bound = { ...ruleExample, id: 'much', title: 'Over 700.00', scope: { carrier: 'IJKL' }, checks: [] };
    const conditions = { all: [{ fact: 'line.billed', operator: 'money.gt', value: '700.00' }] };
    await desk.rule({ ...bound, scenarios: [], conditions, effective: { from: '2199-01-01' } });
    await desk.take('SIX', { carrier: 'IJKL', linehaul: '300.00', detention: '720.00' });
    expect(outcomeOf(await desk.caseOf('SIX'), 3)).toEqual(['DISPUTE', 'DETENTION_WRONG']);
    await desk.rule({ ...bound, scenarios: [], conditions, outcome: 'HOLD', effective: { to: '2198-12-31' } });
    expect((await desk.caseOf('SIX')).findings).toContainEqual(expect.objectContaining({ check: 'much' }));
    const { body } = await running.maker.get('/v1/rules/much');
    expect((body.data as { version: number; state: string }[]).map(({ version, state }) => [version, state])).toEqual([
      [2, 'ACTIVE'],
      [1, 'ACTIVE'],
    ]);
    // A third version for all days takes the place of both.
    await desk.rule({ ...bound, scenarios: [], conditions, outcome: 'HOLD' });
    const after = await running.maker.get('/v1/rules/much');
    expect((after.body.data as { state: string }[]).map(({ state }) => state)).toEqual([
      'ACTIVE',
      'WITHDRAWN',
      'WITHDRAWN',
    ]);
  });
});
