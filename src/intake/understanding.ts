import { createHash } from 'node:crypto';
import type { CarrierInvoice, Payment } from '../freight/bill.ts';
import type { DocumentData, FreightDocument } from '../freight/document.ts';
import type { FreightEvent } from '../freight/event.ts';
import type { Shipment, TimeWindow } from '../freight/shipment.ts';
import { epochMs, isInstant, isLocalDateTime, utc } from '../freight/time.ts';
import { isUpsideDown, temperatureUnits } from '../freight/service-terms.ts';
import { code, decimal, instant, type Problem, type Shape } from './shape.ts';
import { checkAllocations } from './allocations.ts';
import { invoiceAmounts, paymentAmount, receiptAmount, shipmentAmounts } from './amounts.ts';
import { document, documentData, event } from './shapes/happenings.ts';
import { invoice, payment } from './shapes/invoice.ts';
import { weight } from './shapes/parts.ts';
import { shipment } from './shapes/shipment.ts';

/** The facts that are sent to us; clock facts are our own. */
export const sentKinds = ['shipment', 'event', 'document', 'invoice', 'payment'] as const;
export type SentKind = (typeof sentKinds)[number];

/** What each kind of fact must look like. */
export const shapes: Readonly<Record<SentKind, Shape>> = { shipment, event, document, invoice, payment };

/** A fact as understood: complete, canonical, ready to be added. */
export interface UnderstoodFact {
  kind: SentKind;
  source: string;
  externalId: string;
  body: object;
  /** The body as it is stored. */
  text: string;
  contentHash: string;
}

/** A fact, or what is wrong with it. */
export type Understanding = { fact: UnderstoodFact } | { problems: Problem[] };

/**
 * Reads a JSON value as a fact of a kind: shape first, then what only the whole tells. `currencyOf` gives a source's
 * own currency, for invoices that name none.
 */
export function understand(
  kind: SentKind,
  value: unknown,
  currencyOf: (source: string) => string | null,
): Understanding {
  const problems: Problem[] = [];
  const body = shapes[kind].read(value, '', problems);
  if (problems.length > 0) return { problems };
  const externalId = readers[kind](body as never, problems, currencyOf);
  return problems.length > 0 ? { problems } : { fact: identified(kind, body as { source: string }, externalId) };
}

/** Every reader checks what the shape cannot, puts amounts right, and gives the id; null: the hash of the content. */
const readers: Readonly<
  Record<SentKind, (body: never, problems: Problem[], currencyOf: (source: string) => string | null) => string | null>
> = { shipment: readShipment, event: readEvent, document: readDocument, invoice: readInvoice, payment: readPayment };

const idFields = { document: 'documentId', invoice: 'documentId', payment: 'paymentId' } as const;

/** Gives a fact its identity. An id that is the hash of the content is part of the body, not of the hash. */
function identified(kind: SentKind, body: { source: string }, externalId: string | null): UnderstoodFact {
  let text = JSON.stringify(body);
  const contentHash = createHash('sha256').update(text).digest('hex');
  if (externalId === null && kind !== 'shipment' && kind !== 'event') {
    body = { ...body, [idFields[kind]]: contentHash };
    text = JSON.stringify(body);
  }
  return { kind, source: body.source, externalId: externalId ?? contentHash, body, text, contentHash };
}

function checkWindow(window: TimeWindow | null | undefined, at: string, problems: Problem[]): void {
  if (window && epochMs(window.to) < epochMs(window.from))
    problems.push({ pointer: `${at}/to`, code: 'impossible-date', detail: 'it ends before it begins' });
}

function readShipment(body: Shipment, problems: Problem[]): string {
  for (const [index, stop] of body.stops.entries())
    checkWindow(stop.appointment, `/stops/${index}/appointment`, problems);
  checkWindow(body.committedDelivery, '/committedDelivery', problems);
  if (body.temperature && isUpsideDown(body.temperature))
    problems.push({ pointer: '/temperature/high', code: 'out-of-order', detail: 'it is below low' });
  shipmentAmounts(body, problems);
  checkAllocations(body, problems);
  if (typeof body.version === 'number') return `${body.shipmentId}#${body.version}`;
  if (body.issuedAt) return `${body.shipmentId}@${utc(body.issuedAt)}`;
  problems.push({
    pointer: '/issuedAt',
    code: 'required',
    detail: 'without version, issuedAt is what orders versions',
  });
  return '';
}

function readEvent(body: FreightEvent, problems: Problem[]): string {
  checkRetraction(body, problems);
  if (body.type !== 'RETRACTED' && !body.occurredAt && !body.occurredLocal && !body.issuedAt)
    problems.push({
      pointer: '/occurredAt',
      code: 'required',
      detail: 'say when it happened: occurredAt or occurredLocal',
    });
  if (body.occurredAt && body.occurredLocal)
    problems.push({ pointer: '/occurredLocal', code: 'not-allowed', detail: 'occurredAt says it already' });
  checkEventData(body, problems);
  return body.eventId;
}

function checkRetraction(body: FreightEvent, problems: Problem[]): void {
  if (body.type === 'RETRACTED') {
    if (!body.retracts && !body.retractsDocument)
      problems.push({ pointer: '/retracts', code: 'required', detail: 'a retraction names what it retracts' });
    return;
  }
  for (const field of ['retracts', 'retractsDocument'] as const)
    if (body[field])
      problems.push({ pointer: `/${field}`, code: 'not-allowed', detail: 'only a RETRACTED event retracts' });
}

function checkEventData({ type, data }: FreightEvent, problems: Problem[]): void {
  if (type === 'APPOINTMENT_SET') {
    for (const end of ['from', 'to'] as const) checkAppointmentEnd(data?.[end], `/data/${end}`, problems);
    checkAppointmentWindow(data, problems);
  }
  if (type === 'REWEIGHED' && data?.weight !== undefined) weight.read(data.weight, '/data/weight', problems);
  if (type === 'TEMPERATURE' && data?.value !== undefined) {
    decimal.read(data.value, '/data/value', problems);
    code(temperatureUnits, 'unknown-unit').read(data.unit, '/data/unit', problems);
  }
}

/** An appointment begins and ends at an instant, or at a local time where the sender names no zone. */
function checkAppointmentEnd(value: unknown, pointer: string, problems: Problem[]): void {
  if (value === undefined || value === null)
    problems.push({ pointer, code: 'required', detail: 'an appointment has from and to' });
  else if (typeof value !== 'string' || !isLocalDateTime(value)) instant.read(value, pointer, problems);
}

/** It ends no earlier than it begins, where both ends are told in one way. */
function checkAppointmentWindow(data: FreightEvent['data'], problems: Problem[]): void {
  const { from, to } = data ?? {};
  if (typeof from !== 'string' || typeof to !== 'string') return;
  const local = isLocalDateTime(from) && isLocalDateTime(to);
  if (local && to < from)
    problems.push({ pointer: '/data/to', code: 'impossible-date', detail: 'it ends before it begins' });
  if (isInstant(from) && isInstant(to)) checkWindow({ from, to }, '/data', problems);
}

/** Documents whose data the audit reads; those of other types are the sender's own affair. */
const readTypes = ['POD', 'LUMPER_RECEIPT', 'RECEIPT', 'WEIGHT_CERTIFICATE', 'INSPECTION_REPORT'];

function readDocument(body: FreightDocument, problems: Problem[]): string | null {
  if (body.data && readTypes.includes(body.type)) {
    const data = documentData.read(body.data, '/data', problems) as DocumentData | undefined;
    if (data) {
      receiptAmount(data, problems);
      body.data = data;
    }
  }
  return body.documentId || null;
}

function readInvoice(
  body: CarrierInvoice,
  problems: Problem[],
  currencyOf: (source: string) => string | null,
): string | null {
  invoiceAmounts(body, currencyOf(body.source), problems);
  if (body.kind === 'ORIGINAL' && body.corrects)
    problems.push({ pointer: '/corrects', code: 'not-allowed', detail: 'an ORIGINAL corrects nothing' });
  return body.documentId || null;
}

function readPayment(body: Payment, problems: Problem[]): string | null {
  paymentAmount(body, problems);
  return body.paymentId || null;
}
