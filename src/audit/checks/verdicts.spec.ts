import { describe, expect, test } from '@jest/globals';
import {
  aBill,
  aContext,
  aDossier,
  billed,
  delivered,
  owed,
  ratedUnder,
  undelivered,
} from '../../../test/builders/judged-bill.ts';
import { decimal } from '../../freight/money.ts';
import type { DossierBill } from '../dossier.ts';
import type { AlignedLine, CheckContext } from '../judged.ts';
import { verdictsOf } from './verdicts.ts';

function check(line: AlignedLine, context: Partial<CheckContext> = {}, bill: DossierBill = aBill()) {
  const [verdict] = verdictsOf(aContext(context), bill, [line]);
  const [first] = verdict?.checks ?? [];
  if (!verdict || !first) throw new Error('no verdict');
  return { ...first, expected: verdict.line.expected?.toFixed(2) ?? null, all: verdict.checks };
}

const codes = (line: AlignedLine, context: Partial<CheckContext> = {}) =>
  check(line, context).all.map(({ id, verdict, code }) => [id, verdict, code].filter(Boolean).join(' '));

const passed = { deadlinesPassed: new Set(['EVIDENCE'] as const) };
const linehaul = owed('LINEHAUL', '276.64', { check: 'R-06' });

describe('billed beside owed', () => {
  test('the same passes, with delivery and its proof', () => {
    expect(codes(billed('276.64', linehaul))).toEqual(['R-06 PASS', 'E-01 PASS', 'E-02 PASS']);
  });
  test('a cent apart passes as rounding', () => {
    expect(check(billed('276.65', linehaul))).toMatchObject({ verdict: 'PASS', code: 'ROUNDING' });
    expect(check(billed('276.66', linehaul)).verdict).toBe('VARIANCE');
  });
  test('less than owed is reported, not refused', () => {
    expect(check(billed('200.00', linehaul))).toMatchObject({ id: 'T-14', code: 'UNDER_BILLED', direction: 'UNDER' });
  });
  test.each([
    ['LINEHAUL', 'R-06', 'LINEHAUL_WRONG'],
    ['FUEL', 'F-03', 'FUEL_WRONG'],
    ['DETENTION_DELIVERY', 'A-01', 'DETENTION_WRONG'],
    ['LUMPER', 'A-09', 'ACC_WRONG'],
  ] as const)('too much %s without a known cause is %s %s', (charge, id, code) => {
    expect(check(billed('120.00', owed(charge, '100.00', { check: id })))).toMatchObject({ id, code });
  });
  test('what the carrier calls its minimum is a wrong minimum where nothing else explains it', () => {
    const lines = [billed('300.00', linehaul, { charge: 'MINIMUM' })];
    const [verdict] = verdictsOf(aContext(), aBill(), lines);
    expect(verdict?.checks[0]).toMatchObject({ id: 'R-09', code: 'MINIMUM_WRONG' });
  });
  test('the known mistake that gives the amount to the cent is the reason', () => {
    const hypotheses = () => [
      { reason: 'CLASS_WRONG' as const, amount: decimal('800.00'), label: 'at class 100' },
      { reason: 'DISCOUNT_WRONG' as const, amount: decimal('728.00'), label: 'without the discount' },
    ];
    expect(check(billed('728.00', linehaul), { rated: ratedUnder({}, { hypotheses }) })).toMatchObject({
      ...{ id: 'R-08', code: 'DISCOUNT_WRONG', cause: 'without the discount' },
    });
  });
  test('fuel of another week fails the check of the week', () => {
    const label = 'with EIA-DIESEL-US of 2026-02-23 instead of 2026-03-02';
    const hypotheses = () => [{ reason: 'FUEL_WRONG' as const, amount: decimal('80.22'), label, check: 'F-02' }];
    const fuel = owed('FUEL', '78.84', { check: 'F-03' });
    expect(check(billed('80.22', fuel), { rated: ratedUnder({}, { hypotheses }) })).toMatchObject({ id: 'F-02' });
  });
  test('linehaul in several lines is explained by their sum', () => {
    const hypotheses = () => [{ reason: 'DEFICIT_IGNORED' as const, amount: decimal('296.31'), label: 'as 1,850 lb' }];
    const lines = [
      billed('779.78', linehaul, { expected: decimal('760.11') }),
      billed('-483.47', linehaul, { line: 2, charge: 'DISCOUNT', expected: decimal('-483.47') }),
    ];
    const [first, second] = verdictsOf(aContext({ rated: ratedUnder({}, { hypotheses }) }), aBill(), lines);
    expect(first?.checks[0]).toMatchObject({ id: 'R-07', code: 'DEFICIT_IGNORED' });
    expect(second?.checks[0]?.verdict).toBe('PASS');
  });
  test('more than the price agreed for the shipment is called so', () => {
    expect(check(billed('1000.00', owed('LINEHAUL', '950.00', { basis: 'AGREED' })))).toMatchObject({
      code: 'AGREED_EXCEEDED',
    });
  });
  test('nothing owed gives its own reason, and is certain where no fact could change it', () => {
    const liftgate = owed('LIFTGATE_DELIVERY', '0.00', {
      stop: 2,
      check: 'A-11',
      reason: 'ACC_NOT_AUTH',
      certain: true,
    });
    expect(check(billed('85.00', liftgate))).toMatchObject({ id: 'A-39', code: 'ACC_NOT_AUTH', certain: true });
  });
  test('a second equal line is a duplicate and nothing is owed for it', () => {
    expect(check(billed('85.00', linehaul, { duplicateOf: 'INV-88120 line 1' }))).toMatchObject({
      ...{ id: 'D-04', code: 'DUP_CHARGE', certain: true, expected: '0.00' },
    });
  });
});

describe('what cannot be assessed', () => {
  const needs = [{ fact: 'event DEPARTED_STOP at stop 2', reason: 'FACT_MISSING', from: 'CARRIER' } as const];
  const detention = owed('DETENTION_DELIVERY', null, { check: 'A-01', needs, afterDeadline: 'DETENTION_UNPROVEN' });

  test('detention without a departure waits for it', () => {
    const open = check(billed('120.00', detention));
    expect(open).toMatchObject({ id: 'A-01', verdict: 'CANNOT_ASSESS', code: 'FACT_MISSING', needs, expected: null });
  });
  test('and is owed nothing when the deadline has passed, though nothing is taken back', () => {
    expect(check(billed('120.00', detention), passed)).toMatchObject({
      ...{ id: 'A-01', verdict: 'VARIANCE', code: 'DETENTION_UNPROVEN', expected: '0.00', restsOnAbsence: true },
    });
  });
  test('contradictory times are E-16, and stay open after the deadline', () => {
    const conflict = owed('DETENTION_DELIVERY', null, { check: 'A-01', reason: 'EVIDENCE_CONFLICT' });
    expect(check(billed('120.00', conflict), passed)).toMatchObject({ id: 'E-16', verdict: 'CANNOT_ASSESS' });
  });
  test('no contract is P-10', () => {
    expect(check(billed('120.00', owed('LINEHAUL', null, { reason: 'CONTRACT_MISSING' })))).toMatchObject({
      id: 'P-10',
    });
  });
  test('a difference between lines and total is footing, a code nobody mapped is unmapped, a tie is ambiguous', () => {
    expect(codes(billed('1.00', null, { charge: 'UNEXPLAINED' }))[0]).toBe('I-04 CANNOT_ASSESS FOOTING');
    expect(codes(billed('1.00', null, { charge: 'UNMAPPED', rawCode: 'XYZ' }))[0]).toBe('I-09 CANNOT_ASSESS UNMAPPED');
    expect(codes(billed('1.00', linehaul, { ambiguous: true }))[0]).toBe('D-18 CANNOT_ASSESS ALIGNMENT_AMBIGUOUS');
  });
  test('without a shipment nothing can be said of any line', () => {
    const bill = aBill();
    const none = { ...bill, match: { ...bill.match, status: 'NONE' as const } };
    const many = { ...bill, match: { ...bill.match, status: 'AMBIGUOUS' as const } };
    const context = { rated: null, evidence: delivered({ shipment: null }) };
    expect(check(billed('85.00', null), context, none)).toMatchObject({ id: 'M-03', code: 'NO_SHIPMENT' });
    expect(check(billed('85.00', null), context, many)).toMatchObject({ id: 'M-01', code: 'AMBIGUOUS_MATCH' });
  });
});

describe('proof of delivery', () => {
  const context = { evidence: delivered(undelivered) };
  test('missing, it opens every line and leaves what is owed as rated', () => {
    const open = check(billed('276.64', linehaul), context);
    expect(open.expected).toBe('276.64');
    expect(open.all.map(({ code }) => code)).toEqual([null, 'NOT_DELIVERED', 'POD_MISSING']);
  });
  test('is not asked for TONU, on a cancelled load, or where the terms do not ask', () => {
    expect(codes(billed('250.00', owed('TONU', '250.00', { check: 'A-06' })), context)).toEqual(['A-06 PASS']);
    const fact = { factId: 'f', source: 's', id: 'e', receivedAt: '2026-03-01T00:00:00Z', body: {} as never };
    const cancelled = { evidence: delivered({ ...undelivered, cancelled: { fact, dispatchedBefore: true } }) };
    expect(codes(billed('276.64', linehaul), cancelled)).toEqual(['R-06 PASS']);
    const terms = {
      evidence: { ...ratedUnder().terms.evidence, delivery: 'NOT_REQUIRED', pod: 'NOT_REQUIRED' } as const,
    };
    expect(codes(billed('276.64', linehaul), { ...context, rated: ratedUnder(terms) })).toEqual(['R-06 PASS']);
  });
  test('contradictory deliveries are a conflict, not an absence', () => {
    const need = { fact: 'one time of delivery at stop 2', reason: 'EVIDENCE_CONFLICT', from: 'CARRIER' } as const;
    const evidence = delivered({ delivery: { status: 'CONFLICT', need, facts: [] } });
    expect(codes(billed('276.64', linehaul), { evidence })).toContain('E-16 CANNOT_ASSESS EVIDENCE_CONFLICT');
  });
});

describe('credits', () => {
  const credit = aBill({ kind: 'CREDIT', documentId: 'doc-2' });
  test('what a carrier gives back for a bill we know it may give back, proven delivery or not', () => {
    const context = { dossier: aDossier([aBill(), credit]), evidence: delivered(undelivered) };
    expect(check(billed('-85.00', null), context, credit).all).toMatchObject([{ id: 'D-16', verdict: 'PASS' }]);
  });
  test('one that refers to nothing is held', () => {
    const context = { dossier: aDossier([credit]) };
    expect(check(billed('-85.00', null), context, credit)).toMatchObject({ code: 'CREDIT_UNMATCHED' });
  });
});
