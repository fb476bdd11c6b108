import { describe, expect, it } from '@jest/globals';
import { ltlBill } from '../../../test/builders/ltl-bills.ts';
import type { FreightBill } from '../../freight/bill.ts';
import type { InvoiceKind } from '../../freight/codes.ts';
import type { FreightEvent } from '../../freight/event.ts';
import type { Shipment } from '../../freight/shipment.ts';
import { sampleShipment } from '../rate/sample-dossier.ts';
import type { InvoiceHead } from '../dossier.ts';
import { areRivals, duplicateKeys } from './duplicate-keys.ts';
import { matchBill, matchHappening } from './match.ts';
import { orderBills } from './bill-order.ts';

const options = { matchWindowDays: 120 };

function shipment(shipmentId: string, more: Partial<Shipment> = {}): Shipment {
  return sampleShipment({ shipmentId, references: [{ type: 'BOL', value: '7502-7674' }], ...more });
}

function search(bill: Partial<FreightBill> = {}, head: Partial<InvoiceHead> = {}) {
  const { invoice } = ltlBill();
  return {
    invoice: { ...invoice, ...head },
    bill: { bill: 1, charges: [], references: [{ type: 'BOL' as const, value: '75027674' }], ...bill },
  };
}

describe('a freight bill finds its shipment', () => {
  it('by a strong reference, however it is written', () => {
    expect(matchBill(search(), [shipment('S1')], options)).toMatchObject({
      ...{ status: 'MATCHED', shipmentSource: 'tms', shipmentId: 'S1', by: 'BOL 75027674' },
    });
  });
  it('by its number as a PRO, with its own carrier only', () => {
    const byPro = shipment('S1', { references: [{ type: 'PRO', value: '123-456789' }] });
    const bill = search({ billNumber: '123456789', references: [] });
    expect(matchBill(bill, [byPro], options)).toMatchObject({ status: 'MATCHED', by: 'PRO 123456789' });
    expect(matchBill(bill, [{ ...byPro, carrier: 'WXYZ' }], options).status).toBe('NONE');
    const carriers = [{ carrier: 'WXYZ', scacs: ['ABCD'] }];
    expect(matchBill(bill, [{ ...byPro, carrier: 'WXYZ' }], { ...options, carriers }).status).toBe('MATCHED');
    expect(matchBill(search({ billNumber: '0123456789', references: [] }), [byPro], options).status).toBe('NONE');
  });
  it('by booking and container only together', () => {
    const ocean = shipment('S1', {
      references: [
        { type: 'BOOKING', value: 'B1' },
        { type: 'CONTAINER', value: 'C1' },
      ],
    });
    const booking = { type: 'BOOKING' as const, value: 'B1' };
    expect(matchBill(search({ references: [booking] }), [ocean], options).status).toBe('NONE');
    expect(
      matchBill(search({ references: [booking, { type: 'CONTAINER', value: 'C1' }] }), [ocean], options).status,
    ).toBe('MATCHED');
  });
  it('not outside the window of days, and not by a weak reference alone', () => {
    expect(matchBill(search({ pickupDate: '2026-07-01' }), [shipment('S1')], options).status).toBe('NONE');
    const byOrder = shipment('S1', { references: [{ type: 'PO', value: 'PO-1' }] });
    expect(matchBill(search({ references: [{ type: 'PO', value: 'PO-1' }] }), [byOrder], options).status).toBe('NONE');
  });
  it('the last one left is matched, even where it disagrees', () => {
    const other = shipment('S1', { carrier: 'WXYZ', legalEntity: 'OTHER', currency: 'EUR' });
    expect(matchBill(search(), [other], options)).toMatchObject({ status: 'MATCHED', shipmentId: 'S1' });
  });
  it.each([
    ['carrier', { carrier: 'WXYZ' }, {}],
    ['legal entity', { legalEntity: 'OTHER' }, {}],
    ['currency', { currency: 'EUR' }, {}],
    ['terms', { terms: 'COLLECT' }, { terms: 'PREPAID' }],
    ['status', { status: 'CANCELLED' }, {}],
  ] as const)('of two, the one with another %s is struck out', (what, different, head) => {
    const result = matchBill(search({}, head), [shipment('S1', different), shipment('S2')], options);
    expect(result).toMatchObject({ status: 'MATCHED', shipmentId: 'S2' });
    expect(result.candidates[0]?.eliminatedBy).toContain(what);
  });
  it('of two, the one further from its dates is struck out', () => {
    const [first, ...rest] = sampleShipment().stops;
    const appointment = { from: '2026-03-20T08:00:00-05:00', to: '2026-03-20T10:00:00-05:00' };
    const later = shipment('S1', { stops: first ? [{ ...first, appointment }, ...rest] : rest });
    expect(matchBill(search({ pickupDate: '2026-03-02' }), [later, shipment('S2')], options).shipmentId).toBe('S2');
  });
  it('weak references choose among several', () => {
    const bol = { type: 'BOL' as const, value: '75027674' };
    const order = { type: 'PO' as const, value: 'PO-1' };
    const result = matchBill(
      search({ references: [bol, order] }),
      [shipment('S1'), shipment('S2', { references: [bol, order] })],
      options,
    );
    expect(result).toMatchObject({ status: 'MATCHED', shipmentId: 'S2' });
  });
  it('several left: every candidate, and what would strike it out; in whatever order they come', () => {
    const both = [shipment('S2', { currency: 'USD' }), shipment('S1', { currency: 'EUR' })];
    const silent = search({}, { currency: null });
    const result = matchBill(silent, both, options);
    expect(result).toMatchObject({ status: 'AMBIGUOUS', shipmentId: null });
    expect(result.candidates.map(({ shipmentId }) => shipmentId)).toEqual(['S1', 'S2']);
    expect(result.candidates[0]?.wouldBeEliminatedBy).toContain('a currency other than EUR');
    expect(matchBill(silent, [...both].reverse(), options)).toEqual(result);
  });
  it('where a person linked it, whatever it says', () => {
    const link = { decisionId: 'd', caseId: 'c', kind: 'LINK_SHIPMENT', line: null, shipmentId: 'S9' } as const;
    const decisions = [{ ...link, by: 'ap', at: '2026-03-08T10:00:00Z', judgements: {} }];
    expect(
      matchBill(search(), [shipment('S1'), shipment('S9', { references: [] })], { ...options, decisions }),
    ).toMatchObject({
      ...{ status: 'MATCHED', shipmentId: 'S9', shipmentSource: 'tms', by: 'a person' },
    });
  });
});

describe('an event finds its shipment', () => {
  const event: FreightEvent = {
    ...{ source: 'x12:ABCD', eventId: 'e1', type: 'DELIVERED', classifier: 'ACTUAL' },
    occurredAt: '2026-03-04T08:30:00-06:00',
    references: [{ type: 'PRO', value: '123456789' }],
  };
  const byPro = shipment('S1', { references: [{ type: 'PRO', value: '123456789' }] });
  it('for any carrier where it names none, else for its own', () => {
    expect(matchHappening(event, [byPro], options).shipmentId).toBe('S1');
    expect(matchHappening({ ...event, carrier: 'WXYZ' }, [byPro], options).status).toBe('NONE');
    expect(matchHappening(event, [byPro], { ...options, carrier: 'WXYZ' }).status).toBe('NONE');
  });
});

describe('duplicate keys', () => {
  it('are by invoice number and by PRO, with the carrier or without one', () => {
    const { invoice, bill } = search({ billNumber: '0012-3' }, { invoiceNumber: 'INV-88120' });
    expect(duplicateKeys(invoice, bill)).toEqual(['dup:ABCD:INV88120', 'dup:ABCD:PRO:00123']);
    expect(duplicateKeys({ ...invoice, carrier: null }, bill)).toEqual(['dup::INV88120', 'dup::PRO:00123']);
  });
  it('let two bills of one invoice find one another by their own numbers, or where one of them has none', () => {
    const { invoice } = search({}, { invoiceNumber: 'INV-88120' });
    const keysOf = (bill: Partial<FreightBill>, kind: InvoiceKind = 'ORIGINAL') =>
      duplicateKeys({ ...invoice, kind, corrects: { invoiceNumber: 'INV-88120' } }, { bill: 1, charges: [], ...bill });
    const find = (a: string[], b: string[]) => [areRivals(a, new Set(b)), areRivals(b, new Set(a))];
    const numbered = keysOf({ billNumber: '123456' });
    expect(find(numbered, keysOf({ billNumber: '654321' }))).toEqual([false, false]);
    expect(find(numbered, keysOf({ billNumber: '0123456-A' }))).toEqual([true, true]);
    expect(find(numbered, keysOf({}))).toEqual([true, true]);
    expect(find(numbered, keysOf({ references: [{ type: 'PRO', value: '654321' }] }))).toEqual([true, true]);
    expect(find(keysOf({}), keysOf({}))).toEqual([true, true]);
    expect(find(numbered, keysOf({ billNumber: '654321' }, 'PAST_DUE'))).toEqual([true, true]);
    expect(keysOf({})).toEqual(['dup:ABCD:INV88120', 'dup:ABCD:INV88120:OPEN']);
  });
});

describe('the order of bills', () => {
  const names = (bills: ReturnType<typeof ltlBill>[]) => orderBills(bills).map(({ invoice }) => invoice.invoiceNumber);
  it('is original, date, credits before corrections, number', () => {
    const bills = [
      ltlBill({ invoiceNumber: 'E', kind: 'CORRECTED', invoiceDate: '2026-03-02' }),
      ltlBill({ invoiceNumber: 'D', kind: 'CREDIT', invoiceDate: '2026-03-02' }),
      ltlBill({ invoiceNumber: 'C', kind: 'SUPPLEMENTAL', invoiceDate: '2026-03-01' }),
      ltlBill({ invoiceNumber: 'B', invoiceDate: '2026-03-09' }),
      ltlBill({ invoiceNumber: 'A', invoiceDate: '2026-03-09' }),
    ];
    expect(names(bills)).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(names([...bills].reverse())).toEqual(['A', 'B', 'C', 'D', 'E']);
  });
  it('puts the credit of a whole bill before its rebill whatever the dates, a part credit by its date', () => {
    const rebill = ltlBill({ invoiceNumber: 'R', kind: 'REBILL', invoiceDate: '2026-03-10', corrects: 'A' });
    const creditOf = (amount: string) =>
      ltlBill({
        ...{ invoiceNumber: 'C', kind: 'CREDIT', invoiceDate: '2026-03-20', corrects: 'A' },
        lines: [{ line: 1, charge: 'LINEHAUL', amount }],
      });
    expect(names([rebill, creditOf('-440.48'), ltlBill({ invoiceNumber: 'A' })])).toEqual(['A', 'C', 'R']);
    expect(names([rebill, creditOf('-85.00'), ltlBill({ invoiceNumber: 'A' })])).toEqual(['A', 'R', 'C']);
  });
});
