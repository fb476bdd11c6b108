import type { DisputePacket, PacketLine } from '../../src/freight/dispute.ts';

/** Liftgate of 85.00 that nobody ordered, withheld from INV-88120; a test names what is different. */
export function aPacketLine(more: Partial<PacketLine> = {}): PacketLine {
  return {
    place: 1,
    kind: 'WITHHELD',
    caseId: '0190a6c0-0000-7000-8000-000000000001',
    invoiceNumber: 'INV-88120',
    invoiceDate: '2026-03-06',
    billNumber: '123456789',
    shipmentId: 'SHP-10042',
    references: [
      { type: 'BOL', value: 'BOL10042' },
      { type: 'PO', value: '4500012345' },
    ],
    line: 4,
    charge: 'LIFTGATE_DELIVERY',
    stop: 2,
    description: 'LIFT GATE SERVICE',
    billed: '85.00',
    expected: '0.00',
    asked: '85.00',
    reason: 'ACC_NOT_AUTH',
    outward: { x426: '23', x647: null },
    sentence:
      'Liftgate at stop 2: billed 85.00, owed 0.00: the shipment did not order it and nobody authorised it (ABCD-LTL v3, accessorials).',
    cause: 'Charged although the order names no liftgate.',
    clause: {
      contractId: 'ABCD-LTL',
      version: 3,
      pointer: '/accessorials/0',
      text: 'Liftgate delivery: 85.00 a delivery, where ordered with the shipment.',
    },
    working: [
      { depth: 0, text: 'Owed for liftgate delivery', value: '0.00 USD', source: null },
      { depth: 1, text: 'Times ordered', value: '0 occurrences', source: 'tms SHP-10042 /services' },
      { depth: 1, text: 'Price of one', value: '85.00 USD', source: 'ABCD-LTL v3 /accessorials/0' },
    ],
    evidence: [
      {
        what: 'Order of the shipment: no liftgate',
        source: 'tms',
        id: 'SHP-10042#1',
        occurredAt: null,
        receivedAt: '2026-03-01T08:12:00Z',
      },
      {
        what: 'Proof of delivery, signed by Jones',
        source: 'tms',
        id: 'POD-10042',
        occurredAt: '2026-03-04T09:10:00-06:00',
        receivedAt: '2026-03-05T14:03:00Z',
      },
    ],
    wouldChange: 'An order, or a written authorisation of ours, for a liftgate at stop 2 on or before 4 March 2026.',
    state: 'OPEN',
    ...more,
  };
}

/** Dispute D-000123 of ACME with ABCD over these lines. */
export function aPacket(more: Partial<DisputePacket> = {}): DisputePacket {
  return {
    disputeId: '0190a6c0-0000-7000-8000-00000000d123',
    number: 'D-000123',
    state: 'SENT',
    carrier: { code: 'ABCD', name: 'Abcd Freight Lines' },
    legalEntity: { code: 'ACME-US', name: 'Acme Manufacturing Inc.' },
    currency: 'USD',
    issuedOn: '2026-03-16',
    answerBy: '2026-04-15',
    round: 1,
    asked: '85.00',
    contact: { name: 'Jane Roe', email: 'freight@acme.example' },
    message: null,
    lines: [aPacketLine()],
    ...more,
  };
}
