import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ruleExample } from '../../src/rulebook/examples.ts';
import { operators } from '../../src/audit/rules/operators.ts';
import { type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService({ env: { ROLE: 'api' } });
}, 60_000);
afterAll(() => running.close());

const leaf = { fact: 'line.billed', operator: 'money.gt', value: '300.00' };
const at = '/conditions/all/0';
const rule = (change: object) => ({ ...ruleExample, scenarios: [], ...change });
const condition = (change: object) => rule({ conditions: { all: [{ ...leaf, ...change }] } });
const nested = (depth: number): object => (depth === 0 ? leaf : { all: [nested(depth - 1)] });

describe('a rule', () => {
  it.each([
    ['a fact nobody knows', condition({ fact: 'bill.colour' }), `${at}/fact`, 'unknown-fact'],
    ['an operator nobody knows', condition({ operator: 'money.about' }), `${at}/operator`, 'unknown-operator'],
    ['a comparison of the engine’s own', condition({ operator: 'greaterThan' }), `${at}/operator`, 'unknown-operator'],
    ['a decorated one', condition({ operator: 'not:money.gt' }), `${at}/operator`, 'unknown-operator'],
    ['an operator of another type', condition({ operator: 'code.eq' }), `${at}/operator`, 'wrong-type'],
    ['a JSON number for money', condition({ value: 300 }), `${at}/value`, 'wrong-type'],
    ['a word for money', condition({ value: 'much' }), `${at}/value`, 'wrong-type'],
    ['a list for one word', condition({ value: ['300.00'] }), `${at}/value`, 'wrong-type'],
    ['another fact of another type', condition({ value: { fact: 'line.charge' } }), `${at}/value/fact`, 'wrong-type'],
    ['a path', condition({ path: '$.x' }), `${at}/path`, 'path-forbidden'],
    ['a path that would never end', condition({ path: '$[?(@.s.match(/(a+)+$/))]' }), `${at}/path`, 'path-forbidden'],
    [
      'a path in a value',
      condition({ value: { fact: 'line.expected', path: '$.x' } }),
      `${at}/value/path`,
      'path-forbidden',
    ],
    ['params', condition({ params: { a: 1 } }), `${at}/params`, 'unknown-field'],
    ['a condition by name', rule({ conditions: { all: [{ condition: 'x' }] } }), `${at}/condition`, 'unknown-field'],
    ['an outcome nobody knows', rule({ outcome: 'PAY' }), '/outcome', 'unknown-outcome'],
    ['a reason nobody knows', rule({ reason: 'BECAUSE' }), '/reason', 'unknown-code'],
    ['a check nobody makes', rule({ checks: ['Z-99'], always: false }), '/checks/0', 'unknown-code'],
    ['a mode nobody moves by', rule({ scope: { mode: 'SLEIGH' } }), '/scope/mode', 'unknown-code'],
    ['conditions nine deep', rule({ conditions: nested(8) }), `/conditions${'/all/0'.repeat(8)}`, 'too-deep'],
    [
      'more than 200 conditions',
      rule({ conditions: { any: Array.from({ length: 200 }, () => leaf) } }),
      '/conditions',
      'too-many-conditions',
    ],
    ['more than 64 kB', rule({ title: 'x'.repeat(70_000) }), '', 'too-large'],
    ['the name of a shipped rule', rule({ id: 'variance-disputed' }), '/id', 'not-allowed'],
    ['a name that is no part of a path', rule({ id: 'a/b' }), '/id', 'not-allowed'],
    ['the source of shipped rules', rule({ source: 'SHIPPED' }), '/source', 'not-allowed'],
    [
      'an end before its beginning',
      rule({ effective: { from: '2026-02-01', to: '2026-01-01' } }),
      '/effective/to',
      'not-allowed',
    ],
    ['a field nobody knows', rule({ unless: 'x' }), '/unless', 'unknown-field'],
    ['always, and a fact of a check', condition({ fact: 'check.difference' }), `${at}/fact`, 'unknown-fact'],
    [
      'a scenario over a fact nobody knows',
      rule({ scenarios: [{ title: 't', facts: { 'bill.colour': 'red' }, finding: 'none' }] }),
      '/scenarios/0/facts/bill.colour',
      'unknown-fact',
    ],
  ])('with %s is refused, and the place named', async (_, body, pointer, code) => {
    const kept = await running.maker.post('/v1/rules', body);
    expect(kept.status).toBe(422);
    expect(kept.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
    const checked = await running.maker.post('/v1/rules/checks', body);
    expect([checked.status, checked.body.holds]).toEqual([200, false]);
    expect(checked.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it('nested without end is refused at the door', async () => {
    const text = JSON.stringify(rule({ conditions: 0 })).replace(
      '"conditions":0',
      `"conditions":${'{"not":'.repeat(5000)}1${'}'.repeat(5000)}`,
    );
    const { status } = await running.maker.send('/v1/rules', text, { 'content-type': 'application/json' });
    expect(status).toBe(400);
  });

  it('that is no object is refused', async () => {
    for (const text of ['[]', '"x"', 'null'])
      expect((await running.maker.send('/v1/rules', text, { 'content-type': 'application/json' })).status).toBe(422);
  });

  it('whose scenario comes out otherwise can be kept and not be submitted', async () => {
    const wrong = rule({
      id: 'scenario-fails',
      scenarios: [{ title: 'just 300.00', facts: { 'line.billed': '300.00' }, finding: 'REVIEW ACC_CONDITION' }],
      conditions: { all: [leaf] },
    });
    const { body } = await running.maker.post('/v1/rules', wrong);
    const path = `/v1/rules/${body.id}/versions/${body.version}`;
    const refused = await running.maker.post(`${path}/submissions`, {});
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      {
        pointer: '/scenarios/0/finding',
        code: 'scenario-fails',
        detail: '“just 300.00”: REVIEW ACC_CONDITION was wanted, none came out',
      },
    ]);
  });

  it('as a draft is changed only from the state the editor saw, and keeps its name', async () => {
    const { body, headers } = await running.maker.post('/v1/rules', rule({ id: 'edited' }));
    const path = `/v1/rules/edited/versions/${body.version}`;
    const change = rule({ id: 'another', title: 'Changed' });
    expect((await running.maker.put(path, change)).status).toBe(428);
    expect((await running.maker.put(path, change, { 'if-match': '"v9"' })).status).toBe(412);
    const etag = headers.get('etag') ?? '';
    expect((await running.maker.put(path, change, { 'if-match': etag })).body).toMatchObject({
      id: 'edited',
      title: 'Changed',
    });
    expect((await running.maker.put(path, change, { 'if-match': etag })).status).toBe(412);
    expect((await running.maker.put(path, rule({ outcome: 'PAY' }), { 'if-match': '"v2"' })).status).toBe(422);
    await running.maker.post(`${path}/submissions`, {});
    const { headers: later } = await running.maker.get(path);
    expect((await running.maker.put(path, change, { 'if-match': later.get('etag') ?? '' })).body.code).toBe(
      'wrong-state',
    );
  });

  it('drafted and submitted by two people can be activated by neither', async () => {
    const { body } = await running.maker.post('/v1/rules', rule({ id: 'two-hands' }));
    const path = `/v1/rules/two-hands/versions/${body.version}`;
    await running.checker.post(`${path}/submissions`, {});
    for (const person of [running.maker, running.checker])
      expect((await person.post(`${path}/activations`, {})).body.code).toBe('second-person-required');
  });

  it('of a number that is taken, or unknown, is said to be', async () => {
    const numbered = rule({ id: 'numbered', version: 7 });
    expect((await running.maker.post('/v1/rules', numbered)).body).toMatchObject({ version: 7, state: 'DRAFT' });
    expect((await running.maker.post('/v1/rules', numbered)).body.code).toBe('version-exists');
    expect((await running.maker.post('/v1/rules', rule({ id: 'numbered' }))).body.version).toBe(8);
    for (const path of ['/v1/rules/nothing', '/v1/rules/numbered/versions/3', '/v1/rules/sets/sha256:0'])
      expect((await running.maker.get(path)).status).toBe(404);
    expect((await running.maker.post('/v1/rules/numbered/versions/3/backtests', {})).status).toBe(404);
  });

  it('that nobody may draft or activate by their role stays where it is', async () => {
    const { body } = await running.maker.post('/v1/api-keys', {
      ...{ person: 'clerk', name: 'clerk', roles: ['ap-clerk'], sources: [] },
    });
    const clerk = running.as(body.secret);
    expect((await clerk.get('/v1/rules')).status).toBe(200);
    expect((await clerk.post('/v1/rules', rule({ id: 'of-the-clerk' }))).status).toBe(403);
    expect((await clerk.post('/v1/rules/numbered/versions/7/withdrawals', {})).status).toBe(403);
  });
});

describe('the rules', () => {
  it('in force are the shipped ones until there are others; drafts are listed by state', async () => {
    const { body } = await running.maker.get('/v1/rules');
    expect((body.data as { source: string }[]).every(({ source }) => source === 'SHIPPED')).toBe(true);
    const drafts = await running.maker.get('/v1/rules?state=DRAFT&limit=1');
    expect(drafts.body.data).toHaveLength(1);
    const more = await running.maker.get(`/v1/rules?state=DRAFT&limit=1&cursor=${drafts.body.page.nextCursor}`);
    expect(more.body.data[0].version === drafts.body.data[0].version && more.body.data[0].id).not.toBe(
      drafts.body.data[0].id,
    );
  });

  it('are written with a published dictionary', async () => {
    const { body } = await running.maker.get('/v1/rules/dictionary');
    expect(
      Object.values(body.operators as Record<string, string[]>)
        .flat()
        .sort(),
    ).toEqual([...Object.keys(operators), 'code.present', 'code.absent'].sort());
    expect(body.facts).toContainEqual({ name: 'line.billed', type: 'money', meaning: 'The amount billed' });
    expect(body.limits).toEqual({ depth: 8, conditions: 200, bytes: 65_536 });
    expect((await running.maker.get('/v1/facts')).body.data).toEqual(body.facts);
  });
});
