import type { Dossier, DossierBill } from '../audit/dossier.ts';
import type { Payment } from '../freight/bill.ts';
import type { Decision } from '../freight/decision.ts';
import type { FreightDocument } from '../freight/document.ts';
import type { FreightEvent } from '../freight/event.ts';
import type { Recorded } from '../freight/fact.ts';
import type { Shipment } from '../freight/shipment.ts';
import { type Deadline, isAudited } from '../ledger/deadlines.ts';

/** Something the audit knew: a fact, a passed deadline, a person's decision. */
export interface Arrival {
  kind: 'shipment' | 'event' | 'document' | 'invoice' | 'payment' | 'clock' | 'decision';
  source: string;
  id: string;
  /** An event's or document's type, an invoice's kind, a deadline's kind, a decision's kind. */
  type: string | null;
  /** When it happened, as the fact says it; null: it does not say. */
  occurredAt: string | null;
  receivedAt: string;
}

/** Everything a dossier held for one of its bills, by token. */
export function arrivalsOf(dossier: Dossier, bill: DossierBill, deadlines: readonly Deadline[]): Map<string, Arrival> {
  return new Map([
    ...dossier.shipments.map(shipmentArrival),
    ...dossier.events.map(eventArrival),
    ...dossier.documents.map(documentArrival),
    ...dossier.bills.map(billArrival),
    ...(dossier.payments ?? []).map(paymentArrival),
    ...deadlines.flatMap(deadlineArrival),
    ...bill.decisions.map(decisionArrival),
  ]);
}

type Token = [token: string, arrival: Arrival];

function shipmentArrival({ factId, source, id, receivedAt, body }: Recorded<Shipment>): Token {
  return [factId, { kind: 'shipment', source, id, type: null, occurredAt: body.issuedAt ?? null, receivedAt }];
}

function eventArrival({ factId, source, id, receivedAt, body }: Recorded<FreightEvent>): Token {
  const occurredAt = body.occurredAt ?? body.occurredLocal ?? body.issuedAt ?? null;
  return [factId, { kind: 'event', source, id, type: body.type, occurredAt, receivedAt }];
}

function documentArrival({ factId, source, id, receivedAt, body }: Recorded<FreightDocument>): Token {
  const occurredAt = body.data?.signedAt ?? body.data?.signedLocal ?? body.issuedAt ?? null;
  return [factId, { kind: 'document', source, id, type: body.type, occurredAt, receivedAt }];
}

function billArrival({ factId, receivedAt, invoice }: DossierBill): Token {
  const { source, documentId: id, kind: type, invoiceDate: occurredAt } = invoice;
  return [factId, { kind: 'invoice', source, id, type, occurredAt, receivedAt }];
}

function paymentArrival({ factId, source, id, receivedAt, body }: Recorded<Payment>): Token {
  return [factId, { kind: 'payment', source, id, type: null, occurredAt: body.date, receivedAt }];
}

function deadlineArrival({ kind, dueAt, passedAt, caseId }: Deadline): Token[] {
  if (passedAt === null || !isAudited({ kind, dueAt, caseId })) return [];
  const id = `${kind}:${caseId}`;
  return [
    [`clock ${kind}`, { kind: 'clock', source: 'clock', id, type: kind, occurredAt: dueAt, receivedAt: passedAt }],
  ];
}

function decisionArrival({ decisionId: id, kind: type, by, at }: Decision): Token {
  return [id, { kind: 'decision', source: by, id, type, occurredAt: at, receivedAt: at }];
}
