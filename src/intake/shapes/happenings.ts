import {
  attributions,
  chargeCodes,
  classifiers,
  documentTypes,
  eventTypes,
  evidenceMethods,
  freightClasses,
  podExceptionTypes,
} from '../../freight/codes.ts';
import {
  code,
  currency,
  decimal,
  instant,
  list,
  localTime,
  object,
  open,
  optional,
  text,
  whole,
  withDefault,
} from '../shape.ts';
import { carrierCode, country, externalId, party, references, sourceName, stopNumber, weight } from './parts.ts';

/** A milestone or other happening. */
export const event = object({
  source: sourceName,
  eventId: externalId,
  type: code(eventTypes),
  classifier: withDefault(code(classifiers), 'ACTUAL'),
  carrier: optional(carrierCode),
  stop: optional(stopNumber),
  place: optional(
    object({
      city: optional(text()),
      region: optional(text(20)),
      postalCode: optional(text(20)),
      country: optional(country),
      code: optional(text(50)),
      sequence: optional(whole(0, 9_999)),
    }),
  ),
  occurredAt: optional(instant),
  occurredLocal: optional(localTime),
  issuedAt: optional(instant),
  method: optional(code(evidenceMethods)),
  references: optional(references),
  reason: optional(object({ code: optional(text(50)), attribution: optional(code(attributions)) })),
  retracts: optional(externalId),
  retractsDocument: optional(externalId),
  data: optional(open),
});

/** What a proof of delivery, receipt or certificate says. */
export const documentData = object({
  signedBy: optional(text()),
  signedAt: optional(instant),
  signedLocal: optional(localTime),
  receivedBy: optional(party),
  piecesReceived: optional(whole(0, 10_000_000)),
  exceptions: optional(
    list(
      object({ type: code(podExceptionTypes), pieces: optional(whole(0, 10_000_000)), note: optional(text(1_000)) }),
    ),
  ),
  charge: optional(code(chargeCodes)),
  number: optional(text(100)),
  amount: optional(decimal),
  currency: optional(currency),
  weight: optional(weight),
  freightClass: optional(code(freightClasses)),
  item: optional(whole(1, 99_999)),
});

/** A paper about a shipment. Its `data` is read by its type. */
export const document = object({
  source: sourceName,
  documentId: optional(externalId),
  type: code(documentTypes),
  carrier: optional(carrierCode),
  references: optional(references),
  stop: optional(stopNumber),
  issuedAt: optional(instant),
  data: optional(open),
  file: optional(
    object({
      hash: text(100),
      name: optional(text(255)),
      contentType: optional(text(100)),
      bytes: optional(whole(0, 1_000_000_000)),
    }),
  ),
});
