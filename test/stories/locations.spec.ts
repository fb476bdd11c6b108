import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aMilestone, aPod, aShipment, anInvoice, flatContract } from '../builders/flat-shipments.ts';
import { type RunningService, startService } from './service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService();
}, 60_000);
afterAll(async () => {
  await running.close();
});

/** Detention on building sites: 60.00 an hour in started quarters, two hours free. */
const waiting = {
  ...{ charge: 'DETENTION_DELIVERY', model: 'PER_TIME', rate: '60.00', perMinutes: 60, freeMinutes: 120 },
  ...{ incrementMinutes: 15, incrementRounding: 'UP', lateGraceMinutes: 15, whenLate: 'NONE', authority: 'CONTRACT' },
  when: { siteTypes: ['CONSTRUCTION'] },
};

interface Line {
  charge: string;
  expected: string | null;
  approved: string;
}

async function detentionOf(invoiceNumber: string): Promise<Partial<Line>> {
  await running.settled();
  const { body: found } = await running.maker.get(`/v1/cases?invoiceNumber=${invoiceNumber}`);
  const { body } = await running.maker.get(`/v1/cases/${found.data[0].caseId}`);
  const line = (body.charges as Line[]).find(({ charge }) => charge === 'DETENTION_DELIVERY');
  return { expected: line?.expected ?? null, approved: line?.approved ?? '' };
}

it('what the master data says of a place holds for orders that name its code alone, also when it is said later', async () => {
  const { maker, checker } = running;
  const contract = { ...flatContract, accessorials: [waiting] };
  const { body: draft } = await maker.post('/v1/contracts', contract);
  const version = `/v1/contracts/${flatContract.contractId}/versions/${draft.version}`;
  await maker.post(`${version}/submissions`);
  await checker.post(`${version}/activations`);
  const stops = [
    aShipment('SITE').stops[0],
    { stop: 2, type: 'DELIVERY', location: { code: 'SITE-9', country: 'US', postalCode: '75201' } },
  ];
  await maker.post('/v1/shipments', aShipment('SITE', { stops, services: [] }));
  const local = (occurredLocal: string) => ({ occurredAt: undefined, occurredLocal: `2026-03-04T${occurredLocal}:00` });
  await maker.post('/v1/events', [
    aMilestone('SITE', 'DEPARTED_STOP'),
    aMilestone('SITE', 'ARRIVED_AT_STOP', local('07:00')),
    aMilestone('SITE', 'DEPARTED_STOP', { stop: 2, eventId: 'left SITE', ...local('10:00') }),
    aMilestone('SITE', 'DELIVERED'),
  ]);
  await maker.post('/v1/documents', aPod('SITE'));
  const charges = [
    { line: 1, charge: 'LINEHAUL' as const, amount: '300.00' },
    { line: 2, charge: 'DETENTION_DELIVERY' as const, stop: 2, amount: '60.00' },
  ];
  await maker.post('/v1/invoices', anInvoice('SITE', { total: '360.00' }, { charges }));
  expect(await detentionOf('INV-SITE')).toEqual({ expected: null, approved: '0.00' });

  const place = { code: 'SITE-9', timeZone: 'America/Chicago', siteType: 'CONSTRUCTION' };
  expect((await maker.post('/v1/locations', place)).status).toBe(201);
  // Three hours less two.
  expect(await detentionOf('INV-SITE')).toEqual({ expected: '60.00', approved: '60.00' });
});
