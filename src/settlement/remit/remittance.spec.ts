import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readX12 } from '../../formats/x12/envelope.ts';
import { balances, read820 } from '../../formats/x12/set-820.ts';
import { write820 } from '../../formats/x12/write-820.ts';
import type { PostingState } from '../../freight/codes.ts';
import { amountText, Dec, decimal, sum } from '../../freight/money.ts';
import {
  advisedInvoice,
  type RemittanceRows,
  type RemittedCase,
  remittedInvoices,
  type RemittedPosting,
  totalsOf,
  type UnpaidLine,
} from './remittance.ts';

const usd = (cents: number) => amountText(new Dec(cents).div(100), 'USD');

/** Cases of a few documents, split anyhow, posted anyhow, paid anyhow. */
const ledger = fc
  .array(
    fc.record({
      document: fc.integer({ min: 1, max: 4 }),
      currency: fc.constantFrom('USD', 'CAD'),
      parts: fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: -50_000, max: 50_000 }))),
      postings: fc.array(
        fc.record({
          cents: fc.integer({ min: -50_000, max: 50_000 }),
          state: fc.constantFrom<PostingState[]>('ACKNOWLEDGED', 'PENDING', 'UNKNOWN', 'HELD', 'REFUSED'),
          day: fc.constantFrom('2026-03-01', '2026-03-15', '2026-04-01'),
          paid: fc.option(fc.integer({ min: -50_000, max: 50_000 })),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 8 },
  )
  .map((drawn): RemittanceRows => {
    const cases = drawn.map(({ document, currency, parts: [approved, disputed, denied, pending] }, n): RemittedCase => {
      const split = [approved, disputed, denied, pending].map((part) => part ?? 0);
      const [a = 0, b = 0, c = 0, d = 0] = split;
      return {
        ...{ caseId: `C${n}`, source: 'test', documentId: `D${document}`, kind: 'ORIGINAL' },
        ...{ invoiceNumber: `INV-${document}`, invoiceDate: '2026-03-06', billNumber: null, shipmentId: null },
        ...{ legalEntity: 'ACME-US', currency, state: 'APPROVED', billed: usd(a + b + c + d) },
        ...{ approved: usd(a), disputed: usd(b), denied: usd(c), pending: usd(d) },
      };
    });
    const lines = cases.map(({ caseId, disputed, denied, pending }): UnpaidLine => ({
      ...{ caseId, line: 1, charge: 'LINEHAUL', stop: null, disputed, denied, pending },
      ...{ reason: 'LINEHAUL_WRONG', dispute: null },
    }));
    const postings = drawn.flatMap(({ postings: own }, n) =>
      own.map(({ cents, state, day }, m): RemittedPosting => ({
        ...{ postingId: `P${n}-${m}`, caseId: `C${n}`, type: 'INVOICE' as const, state, gross: usd(cents) },
        ...{ documentNumber: null, postedOn: day, dueDate: null, discount: null, supplierReference: `S${n}-${m}` },
      })),
    );
    const payments = drawn.flatMap(({ postings: own, currency }, n) =>
      own.flatMap(({ paid }, m) =>
        paid === null
          ? []
          : [
              {
                ...{ source: 'erp', paymentId: `Y${n}-${m}`, date: '2026-04-05', amount: usd(paid), currency },
                ...{ instrument: null, retracts: null, posting: `P${n}-${m}`, invoiceNumber: null },
              },
            ],
      ),
    );
    return { cases, lines, postings, items: [], payments };
  });

const total = (amounts: string[]) => sum(amounts.map((amount) => decimal(amount))).toFixed(2);

describe('a remittance over any bills, postings and payments', () => {
  it('adds up to the ledger, to the cent, and conserves money', () => {
    fc.assert(
      fc.property(ledger, (rows) => {
        const inMarch = (day: string | null) => day?.startsWith('2026-03') === true;
        const invoices = remittedInvoices(rows, inMarch);
        for (const { billed, approved, withheld, denied, pending } of invoices)
          expect(total([approved, withheld, denied, pending])).toBe(billed);
        for (const currency of ['USD', 'CAD']) {
          const told = totalsOf(invoices).find((one) => one.currency === currency);
          const cases = rows.cases.filter((one) => one.currency === currency);
          if (cases.length === 0) {
            expect(told).toBeUndefined();
            continue;
          }
          const ids = new Set(cases.map(({ caseId }) => caseId));
          const booked = rows.postings.filter(({ caseId, state }) => ids.has(caseId) && state === 'ACKNOWLEDGED');
          const known = new Set(rows.postings.filter(({ caseId }) => ids.has(caseId)).map((one) => one.postingId));
          expect(told).toMatchObject({
            billed: total(cases.map((one) => one.billed)),
            approved: total(cases.map((one) => one.approved)),
            withheld: total(cases.map((one) => one.disputed)),
            denied: total(cases.map((one) => one.denied)),
            pending: total(cases.map((one) => one.pending)),
            acknowledged: total(booked.map(({ gross }) => gross)),
            advised: total(booked.filter(({ postedOn }) => inMarch(postedOn)).map(({ gross }) => gross)),
            paid: total(rows.payments.filter(({ posting }) => known.has(posting ?? '')).map(({ amount }) => amount)),
          });
        }
      }),
    );
  });

  it('goes out as an 820 that balances, each invoice explained from billed to advised', () => {
    fc.assert(
      fc.property(ledger, (rows) => {
        const invoices = remittedInvoices(rows, () => true).filter(({ currency }) => currency === 'USD');
        const party = { code: 'X', name: null };
        const head = { reference: 'R', date: '2026-04-05', currency: 'USD', payer: party, payee: party };
        const text = write820([{ ...head, invoices: invoices.map(advisedInvoice) }], {
          ...{ sender: 'TALLYMAN', receiver: 'ABCD', control: '1', date: '2026-04-05', time: '08:00' },
        });
        const [set] = readX12(text).interchanges[0]?.groups[0]?.sets ?? [];
        if (!set) throw new Error('there is no set');
        const { remitted, problems } = read820(set);
        expect(problems).toEqual([]);
        expect(balances(remitted)).toBe(true);
        expect(remitted.invoices.map(({ billed, paid }) => [billed, paid])).toEqual(
          invoices.map(({ billed, advised }) => [billed, advised]),
        );
      }),
    );
  });
});
