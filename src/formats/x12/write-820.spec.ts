import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountText, Dec } from '../../freight/money.ts';
import { readX12 } from './envelope.ts';
import { balances, read820 } from './set-820.ts';
import { type RemittanceAdvice, write820 } from './write-820.ts';

const envelope = { sender: 'TALLYMAN', receiver: 'ABCD', control: '1', date: '2026-04-05', time: '08:00' };

function advice(changes: Partial<RemittanceAdvice> = {}): RemittanceAdvice {
  return {
    reference: 'ABCD 2026-04-05',
    date: '2026-04-05',
    currency: 'USD',
    payer: { code: 'ACME-US', name: 'Acme Inc' },
    payee: { code: 'ABCD', name: null },
    invoices: [],
    ...changes,
  };
}

function readBack(text: string) {
  const [interchange] = readX12(text).interchanges;
  return (interchange?.groups ?? []).flatMap((group) => group.sets).map(read820);
}

describe('a remittance advice as X12 820', () => {
  it('tells of an invoice paid short what it was billed, what is paid and why', () => {
    // 440.48 billed, the liftgate of 85.00 not authorised (46): 355.48 is paid.
    const text = write820(
      [
        advice({
          invoices: [
            {
              invoiceNumber: 'INV-88120',
              invoiceDate: '2026-03-06',
              billed: '440.48',
              advised: '355.48',
              adjustments: [{ amount: '-85.00', code: '46', reason: 'ACC_NOT_AUTH' }],
            },
          ],
        }),
      ],
      envelope,
    );
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'BPR*I*355.48*C*NON************20260405~',
        'CUR*PR*USD~',
        'N1*PE*ABCD*2*ABCD~',
        'RMR*IV*INV-88120*PO*355.48*440.48~',
        'DTM*003*20260306~',
        'ADX*-85.00*46*ZZ*ACC_NOT_AUTH~',
      ]),
    );
  });

  it('is never written where it does not balance', () => {
    const invoices = [{ invoiceNumber: 'I', invoiceDate: null, billed: '100.00', advised: '99.00', adjustments: [] }];
    expect(() => write820([advice({ invoices })], envelope)).toThrow(/does not balance/);
  });

  it('read back says the same, and adds up, whatever the invoices', () => {
    const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });
    const word = fc.stringMatching(/^[A-Z0-9-]{1,20}$/);
    const adjustment = fc.record({ cents, code: fc.constantFrom('46', '19', 'ZZ'), reason: fc.option(word) });
    const invoice = fc.record({ invoiceNumber: word, cents, adjustments: fc.array(adjustment, { maxLength: 4 }) });
    const money = (n: number) => amountText(new Dec(n).div(100), 'USD');
    fc.assert(
      fc.property(fc.array(invoice, { maxLength: 12 }), (drawn) => {
        const invoices = drawn.map((one) => ({
          invoiceNumber: one.invoiceNumber,
          invoiceDate: '2026-03-06',
          billed: money(one.cents),
          advised: money(one.adjustments.reduce((total, { cents: by }) => total + by, one.cents)),
          adjustments: one.adjustments.map(({ cents: by, code, reason }) => ({ amount: money(by), code, reason })),
        }));
        const [reading] = readBack(write820([advice({ invoices })], envelope));
        expect(reading?.problems).toEqual([]);
        const { remitted } = reading ?? {};
        expect(remitted && balances(remitted)).toBe(true);
        expect(
          remitted?.invoices.map(({ paid, segment, ...rest }) => ({ ...rest, advised: paid, numbered: segment > 0 })),
        ).toEqual(invoices.map((one) => ({ ...one, numbered: true })));
        expect([remitted?.currency, remitted?.payer, remitted?.payee]).toEqual(['USD', 'ACME-US', 'ABCD']);
      }),
    );
  });

  it('of somebody else is read as far as it goes', () => {
    const text = write820([advice()], envelope).replace(
      'ENT*1~',
      'ENT*1~\nRMR*IV*A-1*PO*.50*1,00~\nDTM*003*20260231~\nRMR*IV**PO*1~',
    );
    const [reading] = readBack(text);
    expect(reading?.remitted.invoices).toMatchObject([{ invoiceNumber: 'A-1', paid: '0.50', billed: null }]);
    expect(reading?.problems.map(({ code }) => code)).toEqual([
      'AMOUNT_UNREADABLE',
      'DATE_UNREADABLE',
      'NUMBER_MISSING',
    ]);
  });
});
