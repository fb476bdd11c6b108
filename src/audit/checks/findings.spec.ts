import { describe, expect, test } from '@jest/globals';
import { aBill, aContext, delivered } from '../../../test/builders/judged-bill.ts';
import type { MatchCandidate } from '../dossier.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { billFindings } from './findings.ts';

const findings = (evidence: Partial<Evidence>, bill = aBill()) =>
  billFindings(aContext({ evidence: delivered(evidence) }), bill, []);
const candidate: MatchCandidate = {
  ...{ shipmentSource: 'tms', shipmentId: 'SHP-1', by: 'BOL 7', eliminatedBy: null },
  wouldBeEliminatedBy: ['a carrier other than ABCD'],
};

describe('of the whole bill it is said', () => {
  test('nothing, when all is well', () => {
    expect(findings({})).toEqual([]);
  });
  test('which shipments fit and what would strike each out', () => {
    const bill = aBill();
    const match = { ...bill.match, status: 'AMBIGUOUS' as const, candidates: [candidate] };
    const [finding] = findings({ shipment: null }, { ...bill, match });
    expect(finding).toMatchObject({ check: 'M-01', code: 'AMBIGUOUS_MATCH', line: null, amount: '0.00' });
    expect(finding?.sentence).toBe(
      'More than one shipment fits: SHP-1 (by BOL 7; out with a carrier other than ABCD).',
    );
  });
  test('that no shipment carries its references', () => {
    const bill = aBill();
    expect(findings({ shipment: null }, { ...bill, match: { ...bill.match, status: 'NONE' } })).toMatchObject([
      { check: 'M-03', code: 'NO_SHIPMENT' },
    ]);
  });
  test('what came short or damaged', () => {
    const exceptions = [{ type: 'SHORT', pieces: 2, stop: 2, source: 'x12:ABCD', id: 'pod-1' }];
    expect(findings({ exceptions })).toMatchObject([
      { check: 'E-05', code: 'OS_D', sentence: 'Delivery at stop 2: 2 pieces short, according to x12:ABCD pod-1.' },
      { check: 'L-07', code: 'OS_D', severity: 'INFO' },
    ]);
  });
  test('that the carrier withdrew its proof', () => {
    expect(findings({ retracted: [{ source: 'x12:ABCD', id: 'pod-1' }] })).toMatchObject([
      { check: 'E-17', severity: 'INFO' },
    ]);
  });
  test('that bill and evidence name different days', () => {
    expect(findings({}, aBill({}, { deliveryDate: '2026-03-01' }))).toMatchObject([
      { check: 'E-16', sentence: 'The bill says delivered on 2026-03-01; the evidence says 2026-03-04.' },
    ]);
  });
  test('that a line in another currency is held', () => {
    const bill = aBill({}, { charges: [{ line: 4, charge: 'TOLL', amount: '12.00', currency: 'CAD' }] });
    expect(findings({}, bill)).toMatchObject([{ check: 'I-08', code: 'CURRENCY', line: 4, amount: '12.00' }]);
  });
});
