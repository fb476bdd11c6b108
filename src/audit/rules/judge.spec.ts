import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  aBill,
  aContext,
  billed,
  delivered,
  owed,
  ratedUnder,
  undelivered,
} from '../../../test/builders/judged-bill.ts';
import type { AlignedLine, CheckContext, LineJudgement } from '../judged.ts';
import { verdictsOf } from '../checks/verdicts.ts';
import { judgeLines } from './judge.ts';
import type { Outcome } from '../../freight/codes.ts';
import { type FactCondition, prepareRules, type Rule, type RuleSet } from './rule.ts';

const folder = new URL('../../../rules/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'reasons.json');
const shippedRules = names.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Rule);
const shipped = prepareRules(shippedRules);
const none = prepareRules([]);

const overTen: Rule = {
  ...{ id: 'over-ten', version: 1, title: 'Over 10.00 goes to a person', clause: 'policy 7', source: 'ORGANISATION' },
  ...{ priority: 0, scope: {}, checks: ['ANY'], outcome: 'REVIEW', reason: null },
  conditions: { all: [{ fact: 'check.difference', operator: 'money.gt', value: '10.00' }] },
};

async function judge(lines: AlignedLine[], rules: RuleSet = shipped, more: Partial<CheckContext> = {}) {
  const context = aContext(more);
  const bill = aBill();
  return judgeLines(rules, bill, verdictsOf(context, bill, lines), context);
}

async function one(
  line: AlignedLine,
  rules: RuleSet = shipped,
  more: Partial<CheckContext> = {},
): Promise<LineJudgement> {
  const [judgement] = await judge([line], rules, more);
  if (!judgement) throw new Error('no judgement');
  return judgement;
}

const short = ({ verdict, outcome, reason }: LineJudgement) => [verdict, outcome, reason].filter(Boolean).join(' ');
const linehaul = owed('LINEHAUL', '276.64', { check: 'R-06' });
const liftgate = owed('LIFTGATE_DELIVERY', '0.00', { check: 'A-11', reason: 'ACC_NOT_AUTH', certain: true });
const needs = [{ fact: 'event DEPARTED_STOP at stop 2', reason: 'FACT_MISSING', from: 'CARRIER' } as const];
const detention = owed('DETENTION_DELIVERY', null, { check: 'A-01', needs, afterDeadline: 'DETENTION_UNPROVEN' });
const evidencePassed = { deadlinesPassed: new Set(['EVIDENCE'] as const) };
const noPod = { evidence: delivered({ podMissing: undelivered.podMissing ?? [] }) };
const tolerant = { rated: ratedUnder({ tolerances: [{ scope: { charge: 'ANY' }, over: { amount: '5.00' } }] }) };

describe.each([
  ['by the shipped rules', shipped],
  ['by the built-in defaults, without any rule', none],
])('%s', (_, rules) => {
  test.each<[string, AlignedLine, Partial<CheckContext>, string]>([
    ['what is billed as owed is approved', billed('276.64', linehaul), {}, 'PASS APPROVE'],
    ['a cent is rounding', billed('276.65', linehaul), {}, 'PASS APPROVE ROUNDING'],
    ['too much is disputed', billed('300.00', linehaul), {}, 'VARIANCE DISPUTE LINEHAUL_WRONG'],
    ['within tolerance is approved', billed('280.00', linehaul), tolerant, 'VARIANCE APPROVE WITHIN_TOLERANCE'],
    ['too little is paid as billed', billed('200.00', linehaul), {}, 'VARIANCE APPROVE UNDER_BILLED'],
    ['not authorised is disputed', billed('85.00', liftgate), {}, 'VARIANCE DISPUTE ACC_NOT_AUTH'],
    ['detention unproven waits', billed('120.00', detention), {}, 'CANNOT_ASSESS WAIT FACT_MISSING'],
    [
      'and is disputed past the deadline',
      billed('120.00', detention),
      evidencePassed,
      'VARIANCE DISPUTE DETENTION_UNPROVEN',
    ],
    ['no POD waits', billed('276.64', linehaul), noPod, 'CANNOT_ASSESS WAIT POD_MISSING'],
    [
      'and is disputed past the deadline',
      billed('276.64', linehaul),
      { ...noPod, ...evidencePassed },
      'CANNOT_ASSESS DISPUTE POD_MISSING',
    ],
    ['too much without POD waits too', billed('300.00', linehaul), noPod, 'CANNOT_ASSESS WAIT POD_MISSING'],
    ['not authorised is disputed, POD or not', billed('85.00', liftgate), noPod, 'VARIANCE DISPUTE ACC_NOT_AUTH'],
    [
      'a missing index value goes to a person past the deadline',
      billed('78.84', owed('FUEL', null, { check: 'F-03', reason: 'INDEX_MISSING' })),
      evidencePassed,
      'CANNOT_ASSESS REVIEW INDEX_MISSING',
    ],
    ['an unknown code is held', billed('9.00', null, { charge: 'UNMAPPED' }), {}, 'CANNOT_ASSESS HOLD UNMAPPED'],
    [
      'a tie goes to a person',
      billed('9.00', linehaul, { ambiguous: true }),
      {},
      'CANNOT_ASSESS REVIEW ALIGNMENT_AMBIGUOUS',
    ],
  ])('%s', async (_title, line, context, said) => {
    expect(short(await one(line, rules, context))).toBe(said);
  });
});

describe('a line', () => {
  test('says what is missing, from whom, and keeps what is owed apart from what is proven', async () => {
    const { missing, findings, restsOnAbsence } = await one(billed('276.64', linehaul), shipped, noPod);
    expect(missing).toEqual(undelivered.podMissing);
    expect(findings).toMatchObject([{ check: 'E-02', code: 'POD_MISSING', amount: '276.64', line: 1 }]);
    expect(restsOnAbsence).toBe(false);
  });
  test('disputed for want of a fact rests on absence; not authorised does not', async () => {
    expect((await one(billed('276.64', linehaul), shipped, { ...noPod, ...evidencePassed })).restsOnAbsence).toBe(true);
    expect((await one(billed('85.00', liftgate), shipped, { ...noPod, ...evidencePassed })).restsOnAbsence).toBe(false);
  });
  test('answers in the order of the lines', async () => {
    const said = await judge([billed('276.64', linehaul), billed('85.00', liftgate), billed('120.00', detention)]);
    expect(said.map(({ outcome }) => outcome)).toEqual(['APPROVE', 'DISPUTE', 'WAIT']);
  });
});

describe('an organisation’s rule', () => {
  const withOwn = (...own: Partial<Rule>[]) =>
    prepareRules([...shippedRules, ...own.map((rule, index) => ({ ...overTen, id: `own-${index}`, ...rule }))]);

  test('comes before the shipped ones', async () => {
    expect(short(await one(billed('300.00', linehaul), withOwn({})))).toBe('VARIANCE REVIEW LINEHAUL_WRONG');
    expect(short(await one(billed('280.00', linehaul), withOwn({})))).toBe('VARIANCE DISPUTE LINEHAUL_WRONG');
  });
  test('for the contract comes before one for the carrier, that before one for the mode, that before all', async () => {
    const rules = withOwn(
      { scope: { mode: 'LTL' }, outcome: 'HOLD', priority: 99 },
      { scope: { contract: 'ABCD-LTL' }, outcome: 'DENY' },
      { scope: { carrier: 'ABCD' }, outcome: 'SHORT_PAY', priority: 50 },
    );
    expect((await one(billed('300.00', linehaul), rules)).outcome).toBe('DENY');
  });
  test('for another carrier, or not in force when the bill came, says nothing', async () => {
    const rules = withOwn({ scope: { carrier: 'WXYZ' } }, { effective: { from: '2026-04-01' } });
    expect((await one(billed('300.00', linehaul), rules)).outcome).toBe('DISPUTE');
  });
  test('holds on its days, either end open, and for a carrier under any of its codes', async () => {
    const to = withOwn({ effective: { to: '2026-03-06' } }, { effective: { to: '2026-03-07' }, outcome: 'HOLD' });
    expect((await one(billed('300.00', linehaul), to)).outcome).toBe('HOLD');
    const carriers = [{ carrier: 'ALPHA', scacs: ['ABCD'] }];
    const dossier = { ...aContext().dossier, carriers };
    expect((await one(billed('300.00', linehaul), withOwn({ scope: { carrier: 'ALPHA' } }), { dossier })).outcome).toBe(
      'REVIEW',
    );
  });
  test('of higher priority wins; of equal rank with another outcome they conflict', async () => {
    expect((await one(billed('300.00', linehaul), withOwn({}, { outcome: 'DENY', priority: 1 }))).outcome).toBe('DENY');
    expect(short(await one(billed('300.00', linehaul), withOwn({}, { outcome: 'DENY' })))).toBe(
      'VARIANCE REVIEW RULE_CONFLICT',
    );
  });
  test('that cannot be decided for want of a fact holds the line and says which', async () => {
    const reefer = { all: [{ fact: 'shipment.equipment', operator: 'code.eq', value: 'REEFER' }] };
    const held = await one(billed('300.00', linehaul), withOwn({ conditions: reefer }));
    expect(short(held)).toBe('VARIANCE HOLD FACT_MISSING');
    expect(held.missing).toMatchObject([{ fact: 'shipment.equipment', from: 'US' }]);
  });
  test('may ask whether a fact is there at all', async () => {
    const absent = { all: [{ fact: 'shipment.equipment', operator: 'code.absent' }] };
    expect((await one(billed('300.00', linehaul), withOwn({ conditions: absent }))).outcome).toBe('REVIEW');
  });
  test('that is always asked is asked of lines that pass', async () => {
    const tolls = { all: [{ fact: 'line.billed', operator: 'money.gte', value: '276.64' }] };
    const rules = withOwn({ always: true, checks: [], conditions: tolls, reason: 'ACC_CONDITION', outcome: 'HOLD' });
    expect(short(await one(billed('276.64', linehaul), rules))).toBe('PASS HOLD ACC_CONDITION');
    expect(short(await one(billed('100.00', owed('FUEL', '100.00')), rules))).toBe('PASS APPROVE');
  });
  test('says who should look', async () => {
    const { findings } = await one(billed('300.00', linehaul), withOwn({ who: 'site manager' }));
    expect(findings).toMatchObject([{ check: 'R-06', who: 'site manager', severity: 'ERROR' }]);
    expect((await one(billed('300.00', linehaul))).findings[0]).not.toHaveProperty('who');
  });
  test('that approves in spite of a missing fact takes no other variance away', async () => {
    // 300.00 billed, 276.64 owed, no POD: the rule waives the POD, not the 23.36.
    const waived = withOwn({
      checks: ['E-02'],
      verdicts: ['CANNOT_ASSESS'],
      outcome: 'APPROVE',
      conditions: { all: [{ fact: 'check.reason', operator: 'code.eq', value: 'POD_MISSING' }] },
    });
    expect((await one(billed('276.64', linehaul), waived, noPod)).outcome).toBe('APPROVE');
    expect(await one(billed('300.00', linehaul), waived, noPod)).toMatchObject({
      outcome: 'DISPUTE',
      reason: 'LINEHAUL_WRONG',
    });
  });
  test('does not touch a case that keeps an earlier set', async () => {
    const rules = { ...withOwn({}), earlier: new Map([[aBill().caseId, shipped]]) };
    expect((await one(billed('300.00', linehaul), rules)).outcome).toBe('DISPUTE');
    const others = { ...withOwn({}), earlier: new Map([['another case', shipped]]) };
    expect((await one(billed('300.00', linehaul), others)).outcome).toBe('REVIEW');
  });
  test.each<[string, FactCondition, Outcome]>([
    // Delivered on 4 March, invoiced on the 6th.
    ['days after delivery', { fact: 'bill.daysAfterDelivery', operator: 'quantity.eq', value: '2' }, 'REVIEW'],
    ['stops ordered', { fact: 'shipment.stops', operator: 'quantity.gt', value: '2' }, 'DISPUTE'],
    ['what the bill comes to', { fact: 'bill.billed', operator: 'money.eq', value: '440.48' }, 'REVIEW'],
    ['a budget the terms do not have', { fact: 'contract.budgetLeft', operator: 'code.absent' }, 'REVIEW'],
  ])('may ask for %s', async (_, condition, outcome) => {
    const said = await one(billed('300.00', linehaul), withOwn({ conditions: { all: [condition] } }));
    expect(said.outcome).toBe(outcome);
  });
  test('compares one fact with another', async () => {
    const conditions = { all: [{ fact: 'line.billed', operator: 'money.gt', value: { fact: 'line.expected' } }] };
    expect((await one(billed('300.00', linehaul), withOwn({ conditions }))).outcome).toBe('REVIEW');
  });
});
