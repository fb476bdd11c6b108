import { describe, expect, it } from '@jest/globals';
import type { ChargeCode } from '../../freight/codes.ts';
import { decimal } from '../../freight/money.ts';
import { shipment } from '../../../test/builders/judged-bill.ts';
import { accrue, type AccruedLine, type Accruing, openOf } from './accrue.ts';
import { chargesNamed } from './settled-costs.ts';

type Amounts = Partial<Record<string, string>>;

const amountsOf = (amounts: Amounts) =>
  Object.entries(amounts).map(([name, amount = '0']) => {
    const [charge = '', stop] = name.split('@');
    return {
      charge: charge as ChargeCode,
      stop: stop === undefined ? null : parseInt(stop, 10),
      amount: decimal(amount),
    };
  });

/** Dispatched freight of ACME-US with ABCD that costs so much in dollars; `posted` is all that bills speak of. */
function freight(costs: Amounts, posted: Amounts = {}, more: Partial<Accruing> = {}): Omit<Accruing, 'accrued'> {
  const amounts = amountsOf(posted);
  return {
    cost: {
      ...{
        shipment,
        legalEntity: 'ACME-US',
        carrier: 'ABCD',
        mode: 'LTL',
        currency: 'USD',
        dispatchedOn: '2026-03-02',
      },
      ...{ deliveredOn: null, cancelled: false, ratingDate: '2026-03-02', charges: amountsOf(costs) },
    },
    ...{ ended: null, posted: amounts, spokenOf: chargesNamed(amounts), glRules: [] },
    ...more,
  };
}

/** Moves what is to be moved, and tells it: reason, charge, amount. */
function book(accrued: AccruedLine[], now: Omit<Accruing, 'accrued'>): string[] {
  const moves = accrue({ ...now, accrued });
  for (const { lines, ...move } of moves)
    accrued.push(...lines.map((line) => ({ ...move, postingId: `p${accrued.length}`, line })));
  return moves.flatMap(({ reason, lines }) => lines.map(({ charge, amount }) => `${reason} ${charge} ${amount}`));
}

const open = (accrued: readonly AccruedLine[]) => openOf(accrued).toFixed(2);

describe('accruals of a shipment', () => {
  it('are what it is expected to cost, and of every change the difference', () => {
    const accrued: AccruedLine[] = [];
    expect(book(accrued, freight({ LINEHAUL: '300.00', 'LIFTGATE_DELIVERY@2': '85.00' }))).toEqual([
      'EXPECTED LIFTGATE_DELIVERY 85.00',
      'EXPECTED LINEHAUL 300.00',
    ]);
    expect(book(accrued, freight({ LINEHAUL: '330.00', 'LIFTGATE_DELIVERY@2': '85.00' }))).toEqual([
      'EXPECTED LINEHAUL 30.00',
    ]);
    expect(book(accrued, freight({ LINEHAUL: '310.00' }))).toEqual([
      'EXPECTED LIFTGATE_DELIVERY -85.00',
      'EXPECTED LINEHAUL -20.00',
    ]);
    expect(book(accrued, freight({ LINEHAUL: '310.00' }))).toEqual([]);
    expect(open(accrued)).toBe('310.00');
  });

  it('are reversed by what is settled and no more than is accrued, charge by charge', () => {
    const accrued: AccruedLine[] = [];
    const costs = { LINEHAUL: '300.00', FUEL: '60.00' };
    book(accrued, freight(costs));
    expect(book(accrued, freight(costs, { LINEHAUL: '320.00', FUEL: '50.00' }))).toEqual([
      'SETTLED FUEL -50.00',
      'SETTLED LINEHAUL -300.00',
    ]);
    expect(open(accrued)).toBe('10.00');
    expect(book(accrued, freight(costs, { LINEHAUL: '320.00', FUEL: '60.00' }))).toEqual(['SETTLED FUEL -10.00']);
    expect(book(accrued, freight(costs, { LINEHAUL: '320.00', FUEL: '60.00' }))).toEqual([]);
  });

  it('come back when what was settled is credited, and the reversal is what is taken back', () => {
    const accrued: AccruedLine[] = [];
    book(accrued, freight({ LINEHAUL: '300.00' }));
    book(accrued, freight({ LINEHAUL: '300.00' }, { LINEHAUL: '300.00' }));
    expect(book(accrued, freight({ LINEHAUL: '300.00' }, { LINEHAUL: '0.00' }))).toEqual(['SETTLED LINEHAUL 300.00']);
    expect(book(accrued, freight({ LINEHAUL: '300.00' }, { LINEHAUL: '300.00' }))).toEqual([
      'SETTLED LINEHAUL -300.00',
    ]);
  });

  it('are of what is left where a bill was posted before anything was accrued', () => {
    const accrued: AccruedLine[] = [];
    expect(book(accrued, freight({ LINEHAUL: '300.00', FUEL: '60.00' }, { LINEHAUL: '300.00' }))).toEqual([
      'EXPECTED FUEL 60.00',
    ]);
  });

  it('are released, cancelled or stopped for what is open, and put back when that ends', () => {
    for (const ended of ['UNBILLED', 'CANCELLED', 'STOPPED'] as const) {
      const accrued: AccruedLine[] = [];
      book(accrued, freight({ LINEHAUL: '300.00' }));
      const partly = { LINEHAUL: '100.00' };
      expect(book(accrued, freight({ LINEHAUL: '300.00' }, partly, { ended }))).toEqual([
        'SETTLED LINEHAUL -100.00',
        `${ended} LINEHAUL -200.00`,
      ]);
      expect(book(accrued, freight({ LINEHAUL: '300.00' }, partly))).toEqual([`${ended} LINEHAUL 200.00`]);
    }
  });

  it('are settled by an amount billed at another stop, in another split, or for several charges at once', () => {
    for (const [costs, posted] of [
      [{ 'LIFTGATE_DELIVERY@2': '85.00' }, { LIFTGATE_DELIVERY: '85.00' }],
      [{ LINEHAUL: '300.00' }, { LINEHAUL: '400.00', DISCOUNT: '-100.00' }],
      [{ LINEHAUL: '300.00', FUEL: '60.00' }, { LINEHAUL: '360.00' }],
      [{ 'STOP_OFF@2': '50.00', 'STOP_OFF@3': '50.00' }, { STOP_OFF: '100.00' }],
    ]) {
      const accrued: AccruedLine[] = [];
      book(accrued, freight(costs ?? {}));
      book(accrued, freight(costs ?? {}, posted ?? {}));
      expect(open(accrued)).toBe('0.00');
    }
  });

  it('are not settled by too much on another charge while the bill is known to leave this one out', () => {
    const accrued: AccruedLine[] = [];
    const costs = { LINEHAUL: '300.00', FUEL: '60.00' };
    book(accrued, freight(costs));
    book(accrued, freight(costs, { LINEHAUL: '360.00' }, { spokenOf: new Set(['LINEHAUL', 'FUEL']) }));
    expect(open(accrued)).toBe('60.00');
  });

  it('are divided like the cost itself, and reversed on each account by exactly what stands there', () => {
    const accrued: AccruedLine[] = [];
    const allocations = ['CC1', 'CC2', 'CC3'].map((costCenter) => ({ costCenter, share: '1' }));
    const shared = (now: Omit<Accruing, 'accrued'>, more = allocations): Omit<Accruing, 'accrued'> => ({
      ...now,
      cost: now.cost && { ...now.cost, shipment: { ...shipment, allocations: more } },
    });
    const standing = () =>
      ['CC1', 'CC2', 'CC3'].map((one) => open(accrued.filter(({ line }) => line.costCenter === one)));
    book(accrued, shared(freight({ LINEHAUL: '100.00' })));
    expect(standing()).toEqual(['33.34', '33.33', '33.33']);
    book(accrued, shared(freight({ LINEHAUL: '100.00' }), allocations.slice(0, 2)));
    expect(standing()).toEqual(['50.00', '50.00', '0.00']);
    book(accrued, shared(freight({ LINEHAUL: '100.00' }, { LINEHAUL: '100.00' })));
    expect(standing()).toEqual(['0.00', '0.00', '0.00']);
  });

  it('leave the books of one company, carrier or currency when the shipment does', () => {
    const accrued: AccruedLine[] = [];
    const dollars = freight({ LINEHAUL: '300.00' });
    book(accrued, dollars);
    const euros = {
      ...dollars,
      cost: dollars.cost && { ...dollars.cost, currency: 'EUR', charges: amountsOf({ LINEHAUL: '280.00' }) },
    };
    expect(book(accrued, euros)).toEqual(['EXPECTED LINEHAUL 280.00', 'EXPECTED LINEHAUL -300.00']);
    expect(open(accrued.filter(({ currency }) => currency === 'USD'))).toBe('0.00');
  });
});
