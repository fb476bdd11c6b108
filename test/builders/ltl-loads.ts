import { sampleContract, sampleIndexes, sampleShipment } from '../../src/audit/rate/sample-dossier.ts';
import type { Shipment } from '../../src/freight/shipment.ts';
import type { ServiceClient } from '../../seeds/service-client.ts';
import { wholeBill } from './ltl-bills.ts';

/** What the bill of one load comes to, when its liftgate and its POD are there. */
export const billed = '440.48';

/** The contract all loads go under, which asks for a POD within ten days. */
const contract = sampleContract({
  version: 1,
  evidence: { delivery: 'REQUIRED', pod: 'REQUIRED', deadlineDays: 10, agreeWithinMinutes: 15 },
  payment: { terms: 'NET_30', baseline: 'INVOICE_DATE', disagreement: 'SHORT_PAY', recovery: 'CLAIM', partial: 'POST' },
});

/** The same with another carrier, who is also owed for waiting at the delivery. */
const waitingContract = {
  ...contract,
  contractId: 'EFGH-LTL',
  carrier: 'EFGH',
  accessorials: [
    ...(contract.accessorials ?? []),
    {
      charge: 'DETENTION_DELIVERY',
      authority: 'CONTRACT',
      model: 'PER_TIME',
      rate: '60.00',
      perMinutes: 60,
      incrementMinutes: 15,
      incrementRounding: 'UP',
      freeMinutes: 120,
      lateGraceMinutes: 15,
      whenLate: 'NONE',
    },
  ],
};

/** Puts both contracts and the price of diesel in force. */
export async function agreeTerms(maker: ServiceClient, checker: ServiceClient): Promise<void> {
  for (const version of [contract, waitingContract]) {
    const path = `/v1/contracts/${version.contractId}/versions/1`;
    await maker.send('POST', '/v1/contracts', version);
    await maker.send('POST', `${path}/submissions`, {});
    await checker.send('POST', `${path}/activations`, {});
  }
  for (const { series, ...value } of sampleIndexes()) await maker.send('POST', `/v1/indexes/${series}/values`, value);
}

const bolOf = (n: number) => [{ type: 'BOL' as const, value: `BOL-${n}` }];

/** What was ordered for load `n`. */
export function shipment(n: number, carrier = 'ABCD'): Shipment {
  return sampleShipment({
    shipmentId: `SHP-${n}`,
    carrier,
    references: bolOf(n),
    terms: 'THIRD_PARTY',
    currency: 'USD',
  });
}

/** An ACTUAL happening at a stop of load `n`. */
export function happening(n: number, type: string, at: { stop: number; occurredAt: string; method?: string }) {
  return {
    ...{ source: 'visibility', eventId: `${n}-${type}-${at.stop}`, type, classifier: 'ACTUAL', ...at },
    references: bolOf(n),
  };
}

/** Load `n` left Akron and was delivered in Dallas. */
export function carried(n: number): object[] {
  return [
    happening(n, 'DEPARTED_STOP', { stop: 1, occurredAt: '2026-03-02T10:30:00-05:00' }),
    happening(n, 'DELIVERED', { stop: 2, occurredAt: '2026-03-04T08:30:00-06:00' }),
  ];
}

/** The signed proof of the delivery of load `n`. */
export function pod(n: number) {
  return {
    ...{ source: 'dms', documentId: `POD-${n}`, type: 'POD', stop: 2, references: bolOf(n) },
    data: { signedBy: 'J. Doe', signedAt: '2026-03-04T08:30:00-06:00', piecesReceived: 4, exceptions: [] },
  };
}

/** The carrier's bill for load `n`: 440.48 in four lines, and what is billed besides. */
export function invoice(n: number, more: { carrier?: string; total?: string; besides?: object[] } = {}) {
  const { carrier = 'ABCD', total = billed, besides = [] } = more;
  return {
    ...{ source: `api:${carrier}`, documentId: `doc-${n}`, invoiceNumber: `INV-${n}`, carrier, legalEntity: 'ACME-US' },
    ...{ invoiceDate: '2026-03-06', kind: 'ORIGINAL', currency: 'USD', total, terms: 'THIRD_PARTY' },
    bills: [
      {
        bill: 1,
        billNumber: String(100_000_000 + n),
        references: bolOf(n),
        charges: [...wholeBill, ...besides],
      },
    ],
  };
}

/** Everything about loads but their PODs and their bills. */
export async function carryLoads(client: ServiceClient, loads: readonly number[]): Promise<void> {
  await sendAll(
    client,
    '/v1/shipments',
    loads.map((n) => shipment(n)),
  );
  await sendAll(client, '/v1/events', loads.flatMap(carried));
}

/**
 * Sends facts as one array.
 *
 * @throws Error naming the first that was refused
 */
export async function sendAll(client: ServiceClient, path: string, items: readonly object[]): Promise<void> {
  const { results } = (await client.send('POST', path, items)) as { results: { status: string }[] };
  const refused = results.find(({ status }) => status !== 'ACCEPTED' && status !== 'DUPLICATE');
  if (refused) throw new Error(`${path}: ${JSON.stringify(refused)}`);
}
