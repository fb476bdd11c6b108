import { describe, expect, test } from '@jest/globals';
import {
  aBill,
  aDossier,
  aRival,
  contract,
  delivered,
  ratedUnder,
  shipment,
} from '../../../test/builders/judged-bill.ts';
import { orderBills } from '../match/bill-order.ts';
import type { Dossier, DossierBill, PostedDocument } from '../dossier.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Rated } from '../expected.ts';
import { gatesOf } from './gates.ts';

interface Given {
  dossier?: Partial<Dossier>;
  evidence?: Partial<Evidence>;
  rated?: Rated;
}

function gates(bill: DossierBill, more: Given = {}) {
  const dossier = aDossier([bill], more.dossier);
  const context = { order: orderBills(dossier.bills), evidence: delivered(more.evidence), rated: more.rated ?? null };
  return gatesOf(dossier, bill, [], context).map(({ code, outcome }) => `${outcome} ${code}`);
}

const sent: PostedDocument = {
  ...{ postingId: 'p', revision: 1, sequence: 1, state: 'ACKNOWLEDGED', claimed: true, net: '440.48', lines: [] },
};
const inForce = (changes: object) => [{ contract: { ...contract, ...changes }, activatedAt: '2026-01-01T00:00:00Z' }];

describe('a bill that is ours, in order', () => {
  test('opens every gate', () => {
    expect(gates(aBill())).toEqual([]);
  });
});

describe('carrier', () => {
  test('one that neither master data nor a contract names is held', () => {
    expect(gates(aBill(), { dossier: { contracts: [] } })).toContain('HOLD CARRIER_UNKNOWN');
  });
  test('one that master data knows by its SCAC is known', () => {
    const carriers = [{ carrier: 'abcd-freight', scacs: ['ABCD'] }];
    expect(gates(aBill(), { dossier: { contracts: [], carriers } })).toEqual([]);
  });
  test('a bill that names none is held', () => {
    expect(gates(aBill({ carrier: null }))).toContain('HOLD CARRIER_UNKNOWN');
  });
  test('another than the one the shipment was given to is held', () => {
    const evidence = delivered();
    const moved = { shipment: evidence.shipment && { ...evidence.shipment, body: { ...shipment, carrier: 'WXYZ' } } };
    expect(gates(aBill(), { evidence: moved })).toEqual(['HOLD CARRIER_WRONG']);
  });
});

describe('company and terms', () => {
  test('a bill to a company nobody knows is not ours', () => {
    expect(gates(aBill({ legalEntity: 'OTHER-CO' }))).toContain('DENY NOT_OUR_BILL');
  });
  test('one of ours that did not order the shipment is held', () => {
    const legalEntities = [{ legalEntity: 'ACME-EU' }];
    expect(gates(aBill({ legalEntity: 'ACME-EU' }), { dossier: { legalEntities } })).toEqual(['HOLD ENTITY_WRONG']);
  });
  test('a bill under an alias is ours', () => {
    const legalEntities = [{ legalEntity: 'ACME-US', aliases: ['Acme Inc'] }];
    expect(gates(aBill({ legalEntity: 'ACME INC' }), { dossier: { legalEntities } })).toEqual([]);
  });
  test('a bill that names no company takes the shipment’s', () => {
    expect(gates(aBill({ legalEntity: null }))).toEqual([]);
  });
  test('a bill to our shipment’s own company is ours before any contract names it', () => {
    const carriers = [{ carrier: 'ABCD' }];
    expect(gates(aBill(), { dossier: { contracts: [], carriers } })).toEqual([]);
  });
  test('collect billed for a third-party shipment is held', () => {
    expect(gates(aBill({ terms: 'COLLECT' }))).toEqual(['HOLD TERMS_WRONG']);
  });
});

describe('currency', () => {
  test('is that of the contract the shipment is rated under, not of its neighbour by a day', () => {
    const contracts = [
      ...inForce({ effective: { from: '2026-01-01', to: '2026-03-01' } }),
      ...inForce({ version: 4, currency: 'CAD', effective: { from: '2026-03-02' } }),
    ];
    const rated = ratedUnder({ contract: { contractId: 'ABCD-LTL', version: 4 }, currency: 'CAD' });
    expect(gates(aBill(), { dossier: { contracts }, rated })).toEqual(['HOLD CURRENCY']);
    expect(gates(aBill({ currency: 'CAD' }), { dossier: { contracts }, rated })).toEqual([]);
  });
  test('is the contract’s even where a price was agreed in another', () => {
    const evidence = delivered();
    const agreed = { kind: 'QUOTE', currency: 'CAD', charges: [], otherwise: 'CONTRACT' } as const;
    const body = { ...shipment, agreed: { ...agreed, charges: [] } };
    const quoted = { shipment: evidence.shipment && { ...evidence.shipment, body } };
    expect(gates(aBill({ currency: 'CAD' }), { evidence: quoted, rated: ratedUnder() })).toEqual(['HOLD CURRENCY']);
    expect(gates(aBill({ currency: 'CAD' }), { evidence: quoted })).toEqual([]);
  });
  test('none at all is held', () => {
    expect(gates(aBill({ currency: null }))).toContain('HOLD CURRENCY');
  });
  test('another than the contract’s is held', () => {
    expect(gates(aBill({ currency: 'CAD' }))).toEqual(['HOLD CURRENCY']);
  });
  test('any will do where the contract converts: whether the rate is known is asked of its lines', () => {
    const contracts = inForce({ fx: { series: 'ECB', dateRole: 'INVOICE' } });
    expect(gates(aBill({ currency: 'CAD' }), { dossier: { contracts } })).toEqual([]);
  });
});

describe('a bill we have already', () => {
  test('is denied when another document has its number, PRO, kind, currency and amount', () => {
    expect(gates(aBill(), { dossier: { rivals: [aRival({ invoiceNumber: 'INV 88120' })] } })).toEqual([
      'DENY DUP_EXACT',
    ]);
  });
  test('stands when it is the first by its content, whichever came first', () => {
    expect(gates(aBill(), { dossier: { rivals: [aRival({ documentId: 'doc-2' })] } })).toEqual([]);
  });
  test('is denied after all when the other one was sent to the ERP', () => {
    const rivals = [aRival({ documentId: 'doc-2' }, {}, true)];
    expect(gates(aBill(), { dossier: { rivals } })).toEqual(['DENY DUP_EXACT']);
  });
  test('stands when it was sent itself', () => {
    expect(gates({ ...aBill(), postings: [sent] }, { dossier: { rivals: [aRival()] } })).toEqual([]);
  });
  test('keeps its leading zeros: 0123 is another PRO than 123', () => {
    const rivals = [aRival({}, { billNumber: '0123456789' })];
    expect(gates(aBill(), { dossier: { rivals } })).toEqual([]);
  });
  test('is held with another amount when it does not say that it corrects', () => {
    const rivals = [aRival({}, { total: '400.00' })];
    expect(gates(aBill(), { dossier: { rivals } })).toEqual(['HOLD DUP_PROBABLE']);
    expect(gates(aBill({ kind: 'CORRECTED' }), { dossier: { rivals } })).toEqual([]);
  });
  test('is held under another invoice number with the same PRO and amount', () => {
    expect(gates(aBill(), { dossier: { rivals: [aRival({ invoiceNumber: 'INV-1' })] } })).toEqual([
      'HOLD DUP_PROBABLE',
    ]);
  });
  test('is found among the other bills of its shipment too', () => {
    const [first, again] = [aBill(), aBill({ documentId: 'doc-2' })];
    const dossier = aDossier([again, first]);
    const context = { order: orderBills(dossier.bills), evidence: delivered() };
    expect(gatesOf(dossier, first, [], context)).toEqual([]);
    expect(gatesOf(dossier, again, [], context)[0]?.code).toBe('DUP_EXACT');
  });
  test('is not another carrier’s bill with the same numbers', () => {
    expect(gates(aBill(), { dossier: { rivals: [aRival({ carrier: 'WXYZ' })] } })).toEqual([]);
  });
  test('and dunned is held, not paid again', () => {
    expect(gates(aBill({ kind: 'PAST_DUE' }), { dossier: { rivals: [aRival()] } })).toEqual(['HOLD DUP_PROBABLE']);
  });
});

describe('time limits', () => {
  test('a balance due more than 180 days after the original is denied', () => {
    const original = aBill();
    const late = {
      ...aBill({ documentId: 'doc-2', kind: 'BALANCE_DUE', invoiceNumber: 'BD-1' }),
      receivedAt: '2026-11-01T00:00:00Z',
    };
    const dossier = aDossier([original, late]);
    const context = { order: orderBills(dossier.bills), evidence: delivered() };
    expect(gatesOf(dossier, late, [], context).map(({ code }) => code)).toEqual(['BAL_DUE_DECLINED']);
    const soon = { ...late, receivedAt: '2026-04-01T00:00:00Z' };
    const again = aDossier([original, soon]);
    expect(gatesOf(again, soon, [], { ...context, order: orderBills(again.bills) })).toEqual([]);
  });
  test('a bill past the contract’s own limit is denied, without a limit it is not', () => {
    const late = { ...aBill({ invoiceDate: '2026-09-30' }), receivedAt: '2026-10-02T12:00:00Z' };
    expect(gates(late, { dossier: { contracts: inForce({ limits: { billDays: 180 } }) } })).toEqual(['DENY STALE_180']);
    expect(gates(late)).toEqual([]);
  });
});
