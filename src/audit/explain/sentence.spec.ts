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
import { decimal } from '../../freight/money.ts';
import type { AlignedLine, CheckContext } from '../judged.ts';
import type { Working } from '../working.ts';
import { verdictsOf } from '../checks/verdicts.ts';
import { judgeLines } from '../rules/judge.ts';
import { prepareRules } from '../rules/rule.ts';
import { lineSentence } from './sentence.ts';

async function sentence(line: AlignedLine, more: Partial<CheckContext> = {}, rules: object[] = []): Promise<string> {
  const context = aContext(more);
  const bill = aBill();
  const [verdict] = verdictsOf(context, bill, [line]);
  const [judgement] = await judgeLines(prepareRules(rules), bill, verdict ? [verdict] : [], context);
  if (!verdict || !judgement) throw new Error('nothing said');
  return lineSentence(context, bill, verdict, judgement);
}

function leafOf(pointer: string): Working {
  const source = { kind: 'CONTRACT', id: 'ABCD-LTL', version: '3', pointer } as const;
  return { value: '1', unit: 'USD', op: 'LEAF', label: 'rate', inputs: [], source };
}
const leafSource = (pointer: string) => ({ source: leafOf(pointer).source });
const lane = { working: leafOf('/lanes/0/linehaul/breaks/3'), check: 'R-06' };
const linehaul = owed('LINEHAUL', '276.64', lane);

describe('a sentence says', () => {
  test('what passed and under which lane', async () => {
    expect(await sentence(billed('276.64', linehaul))).toBe(
      'Linehaul: 276.64 billed and owed (ABCD-LTL v3, lane OH-TX).',
    );
  });
  test('that nobody ordered the liftgate', async () => {
    const more = { stop: 2, reason: 'ACC_NOT_AUTH', certain: true } as const;
    expect(await sentence(billed('85.00', owed('LIFTGATE_DELIVERY', '0.00', more)))).toBe(
      'Liftgate at stop 2: 85.00 billed, nothing owed — liftgate delivery was not ordered on shipment SHP-10042 ' +
        'and nobody authorised it (ABCD-LTL v3, accessorials).',
    );
  });
  test('what a line is a part of, where several lines or bills make up one charge', async () => {
    const discount = { ...billed('-451.36', linehaul, { charge: 'DISCOUNT' }), expected: decimal('-451.36') };
    expect(await sentence(discount)).toBe(
      'Discount: -451.36 billed, as part of 276.64 owed for linehaul in all (ABCD-LTL v3, lane OH-TX).',
    );
    expect(await sentence(billed('30.00', linehaul, { billedBefore: true }))).toBe(
      'Linehaul: 30.00 billed, 276.64 owed for linehaul in all, with what earlier bills ask for (ABCD-LTL v3, lane OH-TX).',
    );
  });
  test('that it is owed at another stop than the bill says', async () => {
    const liftgate = owed('LIFTGATE_DELIVERY', '85.00', { stop: 2, working: leafOf('/accessorials/0/amount') });
    expect(await sentence(billed('85.00', liftgate, { stop: 9 }))).toBe(
      'Liftgate at stop 9: 85.00 billed and owed at stop 2 (ABCD-LTL v3, accessorials).',
    );
  });
  test('the clause that is of the charge, not that of what it is a percentage of', async () => {
    const working: Working = {
      ...{ value: '78.84', unit: 'USD', op: 'PRODUCT', label: 'fuel' },
      inputs: [lane.working, leafOf('/fuel/table/1/value')],
    };
    expect(await sentence(billed('78.84', owed('FUEL', '78.84', { check: 'F-03', working })))).toBe(
      'Fuel: 78.84 billed and owed (ABCD-LTL v3, fuel programme).',
    );
  });
  test('why the terms owe nothing', async () => {
    const why = (label: string): Working => ({ ...leafOf('/accessorials/0'), value: '0', label });
    const reweigh = owed('REWEIGH', '0.00', { reason: 'ACC_CONDITION', working: why('no REWEIGHED was reported') });
    expect(await sentence(billed('30.00', reweigh))).toBe(
      'Reweigh: 30.00 billed, nothing owed — no REWEIGHED was reported (ABCD-LTL v3, accessorials).',
    );
    const fuel = owed('FUEL', '0.00', {
      ...{ reason: 'FUEL_WRONG', check: 'F-08', certain: true },
      working: { ...why('the lane is all-in: no fuel surcharge'), ...leafSource('/lanes/0/fuel') },
    });
    expect(await sentence(billed('85.50', fuel))).toBe(
      'Fuel: 85.50 billed, nothing owed — the lane is all-in: no fuel surcharge (ABCD-LTL v3, fuel programme).',
    );
  });
  test('which rule of our own decided', async () => {
    const own = {
      ...{ version: 1, clause: 'AP 7', source: 'ORGANISATION', priority: 0, scope: {} },
      conditions: { all: [{ fact: 'line.billed', operator: 'money.gt', value: '0.00' }] },
    };
    const never = { ...own, id: 'never', title: 'Never paid', checks: ['A-39'], outcome: 'DENY' };
    const liftgate = owed('LIFTGATE_DELIVERY', '0.00', { stop: 2, reason: 'ACC_NOT_AUTH', certain: true });
    expect(await sentence(billed('85.00', liftgate), {}, [never])).toMatch(
      /^Liftgate at stop 2: 85\.00 billed, nothing owed — .*accessorials\)\. Rule: Never paid\.$/,
    );
    const look = {
      ...own,
      id: 'look',
      title: 'Looked at',
      checks: [],
      always: true,
      reason: 'ACC_CONDITION',
      outcome: 'HOLD',
    };
    expect(await sentence(billed('276.64', linehaul), {}, [look])).toBe('Linehaul: 276.64 billed. Rule: Looked at.');
  });
  test('what would make it right', async () => {
    const hypotheses = () => [
      { reason: 'DEFICIT_IGNORED' as const, amount: decimal('296.31'), label: 'as 1,850 lb without the deficit' },
    ];
    expect(await sentence(billed('296.31', linehaul), { rated: ratedUnder({}, { hypotheses }) })).toBe(
      'Linehaul: 296.31 billed, 276.64 owed, 19.67 too much — rating at the next weight break is cheaper and agreed ' +
        '(ABCD-LTL v3, lane OH-TX). The billed amount comes out to the cent as 1,850 lb without the deficit.',
    );
  });
  test('what is owed of a line that is held for its extension', async () => {
    // 1,119 mi at 2.15 are 2,405.85; billed are 2,495.85 with the same quantity and rate
    const mile = { quantity: { value: '1119', unit: 'MI' }, rate: '2.15', rateBasis: 'PER_MILE' };
    const bill = aBill({}, { charges: [{ line: 1, charge: 'LINEHAUL', amount: '2495.85', ...mile }] });
    const context = aContext();
    const [verdict] = verdictsOf(context, bill, [billed('2495.85', owed('LINEHAUL', '2405.85', lane))]);
    const [judgement] = await judgeLines(prepareRules([]), bill, verdict ? [verdict] : [], context);
    expect(verdict?.line.expected).toBeNull();
    expect(judgement?.findings.map(({ amount, sentence: said }) => [amount, said])).toEqual([
      [
        '90.00',
        'Linehaul: 2495.85 billed, 2405.85 owed, 90.00 too much — the agreed rates give another amount ' +
          '(ABCD-LTL v3, lane OH-TX).',
      ],
      [
        '2495.85',
        expect.stringContaining(
          'unclear is: whether line 1 is for 1119 MI at 2.15, which comes to 2405.85, or for the 2495.85 billed',
        ),
      ],
    ]);
  });
  test('the times that detention rests on', async () => {
    const fact = (label: string, occurredAt: string): Working => ({
      ...{ value: '0', unit: 'min', op: 'LEAF', label, inputs: [] },
      source: { kind: 'FACT', id: 'x12:ABCD e1', pointer: '/occurredAt', occurredAt },
    });
    const working: Working = {
      ...{ value: '120.00', unit: 'USD', op: 'SUM', label: 'detention' },
      inputs: [
        leafOf('/accessorials/1/rate'),
        fact('arrived', '2026-03-04T07:40:00-06:00'),
        fact('departed', '2026-03-04T11:52:00-06:00'),
      ],
    };
    const detention = owed('DETENTION_DELIVERY', '120.00', { stop: 2, check: 'A-01', working });
    expect(await sentence(billed('180.00', detention))).toBe(
      'Detention at stop 2: 180.00 billed, 120.00 owed, 60.00 too much — the proven times give less ' +
        '(ABCD-LTL v3, accessorials; arrived 2026-03-04 07:40 -06:00; departed 2026-03-04 11:52 -06:00).',
    );
  });
  test('times once and as the clocks of the stop show them', async () => {
    const at = '2026-03-04T17:52:00Z';
    const source = { kind: 'FACT', id: 'x12:ABCD e1', pointer: '/occurredAt', occurredAt: at } as const;
    const departure: Working = { value: '0', unit: 'ms', op: 'LEAF', label: `departure ${at}`, inputs: [], source };
    const working: Working = { value: '0', unit: 'USD', op: 'SUM', label: 'detention', inputs: [departure] };
    const location = { timeZone: 'America/Chicago' };
    const none = { arrived: null, delivered: null, visits: [], pods: [] };
    const stops = [{ ...none, stop: { stop: 2, type: 'DELIVERY' as const, location }, appointment: null }];
    const evidence = delivered({ stops: stops as unknown as CheckContext['evidence']['stops'] });
    const detention = owed('DETENTION_DELIVERY', '120.00', { stop: 2, check: 'A-01', working });
    expect(await sentence(billed('120.00', detention), { evidence })).toContain('; departure 2026-03-04 11:52 -06:00)');
  });
  test('which proof is missing, from whom, and what happens without it', async () => {
    const evidence = delivered({ podMissing: undelivered.podMissing ?? [] });
    expect(await sentence(billed('276.64', linehaul), { evidence })).toBe(
      'Linehaul: 276.64 billed, 276.64 owed once that is settled — missing: document POD at stop 2 (from the carrier) ' +
        '(ABCD-LTL v3, lane OH-TX). Without it by the evidence deadline the line is disputed.',
    );
  });
  test('that a late fact still counts', async () => {
    const evidence = delivered({ podMissing: undelivered.podMissing ?? [] });
    const context = { evidence, deadlinesPassed: new Set(['EVIDENCE'] as const) };
    expect(await sentence(billed('276.64', linehaul), context)).toContain('the fact still counts when it comes');
  });
  test('that a price was agreed', async () => {
    expect(await sentence(billed('1000.00', owed('LINEHAUL', '950.00', { basis: 'AGREED' })))).toBe(
      'Linehaul: 1000.00 billed, 950.00 owed, 50.00 too much — shipment SHP-10042 has a price agreed for it ' +
        '(price agreed for the shipment).',
    );
  });
  test('that less was billed than owed, that it is rounding, that it is tolerated', async () => {
    expect(await sentence(billed('200.00', linehaul))).toContain('76.64 less than owed, paid as billed');
    expect(await sentence(billed('276.65', linehaul))).toContain('276.64 owed: a difference of rounding');
    const rated = ratedUnder({ tolerances: [{ scope: { charge: 'ANY' }, over: { amount: '5.00' } }] });
    expect(await sentence(billed('280.00', linehaul), { rated })).toContain(
      '3.36 too much, within the agreed tolerance',
    );
  });
  test('whose code nobody has mapped', async () => {
    expect(await sentence(billed('9.00', null, { charge: 'UNMAPPED', rawCode: 'XYZ' }))).toContain(
      'Charge XYZ: 9.00 billed',
    );
  });
});
