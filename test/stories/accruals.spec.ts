import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ErpSimulator, startErpSimulator } from '../../seeds/erp-simulator.ts';
import {
  aMilestone,
  anInvoice,
  aPod,
  aShipment,
  flatCarrier,
  flatContract,
  flatEntity,
} from '../builders/flat-shipments.ts';
import { eventually, type Json, type RunningService, startService } from './service.ts';

describe('freight that is accrued when it is dispatched', () => {
  let running: RunningService;
  let erp: ErpSimulator;

  beforeAll(async () => {
    erp = await startErpSimulator();
    running = await startService({ env: { ERP_URL: erp.url } });
    await master('policies', { accrualReleaseDays: 3650 });
    await master('legal-entities', { ...flatEntity, accruals: 'DISPATCH' });
    await master('legal-entities', { ...flatEntity, legalEntity: 'ACME-CA' });
    await master('carriers', flatCarrier);
    await activate({ ...flatContract, legalEntities: ['ACME-US', 'ACME-CA'] });
  });
  afterAll(async () => {
    await running.close();
    await erp.stop();
  });

  const master = async (path: string, body: object) => {
    const reply = await running.maker.post(`/v1/${path}`, body);
    if (reply.status >= 300) throw new Error(`${path}: ${reply.text}`);
  };
  const activate = async (contract: { contractId: string } & Record<string, unknown>) => {
    const { version } = (await running.maker.post('/v1/contracts', contract)).body as { version: number };
    const path = `/v1/contracts/${contract.contractId}/versions/${version}`;
    await running.maker.post(`${path}/submissions`, {});
    const active = await running.checker.post(`${path}/activations`, {});
    if (active.status >= 300) throw new Error(active.text);
  };
  const tell = async (kind: 'shipments' | 'events' | 'documents' | 'invoices', ...facts: object[]) => {
    for (const fact of facts) {
      const reply = await running.maker.post(`/v1/${kind}`, fact);
      if (reply.status >= 300) throw new Error(`${kind}: ${reply.text}`);
    }
  };
  /** Charge → open, once everything is up to date. */
  const open = async (name: string): Promise<Record<string, string>> => {
    await running.settled();
    const { body } = await running.maker.get(`/v1/accruals?shipmentId=SHP-${name}`);
    return Object.fromEntries((body.data as Json[]).map((one) => [one.charge, one.open]));
  };
  const both = { LINEHAUL: '300.00', LIFTGATE_DELIVERY: '85.00' };
  /** Type, reason and amount of every accrual the ERP has of a shipment, once it has them all. */
  const booked = (name: string) =>
    eventually(async () => {
      const { body } = await running.maker.get('/v1/insights/backlog');
      const { PENDING, SENDING } = body.postings as Record<string, number>;
      if (body.staleCases !== 0 || PENDING !== 0 || SENDING !== 0) throw new Error('still sending');
      return erp
        .vouchers()
        .map((voucher) => voucher.body as Json)
        .filter((voucher) => voucher.accrual?.shipmentId === `SHP-${name}`)
        .map((voucher) => [voucher.type, voucher.accrual.reason, voucher.gross] as string[]);
    });
  const departed = (name: string) => aMilestone(name, 'DEPARTED_STOP');
  const delivered = (name: string) => aMilestone(name, 'DELIVERED');

  it('is accrued before any bill, and reversed by the bill that is posted', async () => {
    await tell('shipments', aShipment('A1'));
    expect(await open('A1')).toEqual({});
    await tell('events', departed('A1'));
    expect(await open('A1')).toEqual(both);
    expect(await booked('A1')).toEqual([['ACCRUAL', 'EXPECTED', '385.00']]);
    await tell('events', delivered('A1'));
    await tell('documents', aPod('A1'));
    await tell('invoices', anInvoice('A1'));
    expect(await open('A1')).toEqual({});
    expect(await booked('A1')).toEqual([
      ['ACCRUAL', 'EXPECTED', '385.00'],
      ['ACCRUAL_REVERSAL', 'SETTLED', '-385.00'],
    ]);
    const { body } = await running.maker.get('/v1/cases?invoiceNumber=INV-A1');
    expect(body.data).toMatchObject([{ state: 'SETTLED', money: { approved: '385.00' } }]);
  });

  it('names in the reversal the accrual that it takes back, in lines with accounts, under the vendor', () => {
    const [accrual, reversal] = erp
      .vouchers()
      .map((voucher) => voucher.body as Json)
      .filter((voucher) => voucher.accrual?.shipmentId === 'SHP-A1');
    expect(accrual).toMatchObject({ caseId: null, vendorId: 'V-7', currency: 'USD', tax: '0.00', dueDate: null });
    expect(accrual.lines).toMatchObject([
      { charge: 'LIFTGATE_DELIVERY', stop: 2, amount: '85.00', shipmentId: 'SHP-A1' },
      { charge: 'LINEHAUL', amount: '300.00' },
    ]);
    expect(reversal.accrual.reverses).toEqual([accrual.postingId]);
  });

  it('follows the order, and is given up when the shipment is cancelled', async () => {
    await tell('shipments', aShipment('B1'));
    await tell('events', aMilestone('B1', 'DISPATCHED', { stop: 1, occurredAt: '2026-03-02T07:00:00-05:00' }));
    expect(await booked('B1')).toEqual([['ACCRUAL', 'EXPECTED', '385.00']]);
    await tell('shipments', aShipment('B1', { version: 2, services: [] }));
    expect(await open('B1')).toEqual({ LINEHAUL: '300.00' });
    expect(await booked('B1')).toEqual([
      ['ACCRUAL', 'EXPECTED', '385.00'],
      ['ACCRUAL', 'EXPECTED', '-85.00'],
    ]);
    await tell('events', aMilestone('B1', 'CANCELLED', { occurredAt: '2026-03-02T08:00:00-05:00', stop: null }));
    expect(await open('B1')).toEqual({});
    expect((await booked('B1')).at(-1)).toEqual(['ACCRUAL_REVERSAL', 'CANCELLED', '-300.00']);
  });

  it('stays accrued for what a bill leaves out, until that is billed too', async () => {
    await tell('shipments', aShipment('C1'));
    await tell('events', departed('C1'), delivered('C1'));
    expect(await booked('C1')).toEqual([['ACCRUAL', 'EXPECTED', '385.00']]);
    await tell('documents', aPod('C1'));
    const linehaul = { charges: [{ line: 1, charge: 'LINEHAUL' as const, amount: '300.00' }] };
    await tell('invoices', anInvoice('C1', { total: '300.00' }, linehaul));
    expect(await open('C1')).toEqual({ LIFTGATE_DELIVERY: '85.00' });
    const liftgate = { charges: [{ line: 1, charge: 'LIFTGATE_DELIVERY' as const, stop: 2, amount: '85.00' }] };
    const head = { documentId: 'DOC-C2', invoiceNumber: 'INV-C2', kind: 'SUPPLEMENTAL' as const, total: '85.00' };
    await tell('invoices', anInvoice('C1', head, liftgate));
    expect(await open('C1')).toEqual({});
  });

  it('is accrued anew when terms change, and the same message twice moves nothing', async () => {
    await tell('shipments', aShipment('D1'));
    await tell('events', departed('D1'), departed('D1'));
    expect(await booked('D1')).toEqual([['ACCRUAL', 'EXPECTED', '385.00']]);
    const lanes = [{ ...flatContract.lanes[0], linehaul: { model: 'FLAT', amount: '330.00' } }];
    await activate({ ...flatContract, legalEntities: ['ACME-US', 'ACME-CA'], lanes, replaces: [1] });
    expect(await open('D1')).toEqual({ ...both, LINEHAUL: '330.00' });
    await tell('events', departed('D1'));
    await running.settled();
    expect(await booked('D1')).toEqual([
      ['ACCRUAL', 'EXPECTED', '385.00'],
      ['ACCRUAL', 'EXPECTED', '30.00'],
    ]);
  });

  it('is not accrued for a company that does not ask for it, until it does', async () => {
    const order = { legalEntity: 'ACME-CA' };
    await tell('shipments', aShipment('E1', order));
    await tell('events', departed('E1'));
    expect(await open('E1')).toEqual({});
    await master('legal-entities', { ...flatEntity, legalEntity: 'ACME-CA', accruals: 'DISPATCH' });
    expect(await open('E1')).toMatchObject({ LINEHAUL: '330.00' });
    await master('legal-entities', { ...flatEntity, legalEntity: 'ACME-CA' });
    expect(await open('E1')).toEqual({});
  });

  it('is released when nobody bills it for too long, and rolls forward without a remainder', async () => {
    expect(await open('D1')).not.toEqual({});
    await booked('D1');
    await master('policies', { accrualReleaseDays: 30 });
    expect(await open('D1')).toEqual({});
    expect((await booked('D1')).at(-1)).toEqual(['ACCRUAL_REVERSAL', 'UNBILLED', '-415.00']);
    const { body } = await running.maker.get('/v1/insights/accruals');
    // 385.00 four times, less 85.00 of B1 and 30.00 more of D1; A1 and C1 were billed, B1 cancelled, D1 never billed.
    expect((body.data as Json[]).find(({ legalEntity }) => legalEntity === 'ACME-US')).toEqual({
      ...{ legalEntity: 'ACME-US', carrier: 'ABCD', currency: 'USD' },
      ...{ opening: '0.00', accrued: '1485.00', reversed: '-770.00', released: '-715.00', closing: '0.00' },
    });
    const later = await running.maker.get('/v1/insights/accruals?from=2099-01-01&to=2099-12-31');
    expect(later.body.data).toContainEqual(expect.objectContaining({ legalEntity: 'ACME-US', accrued: '0.00' }));
    expect((await running.maker.get('/v1/insights/accruals?from=2026-02-01&to=2026-01-01')).status).toBe(400);
  });

  it('a bill afterwards is paid as ever, and reverses nothing', async () => {
    await tell('events', delivered('D1'));
    await tell('documents', aPod('D1'));
    await tell('invoices', anInvoice('D1'));
    const before = await booked('D1');
    expect(await open('D1')).toEqual({});
    expect(before.at(-1)).toEqual(['ACCRUAL_REVERSAL', 'UNBILLED', '-415.00']);
  });
});
