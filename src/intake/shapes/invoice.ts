import { chargeCodes, freightTerms, invoiceKinds } from '../../freight/codes.ts';
import {
  code,
  currency,
  date,
  decimal,
  flag,
  list,
  object,
  optional,
  quantity,
  text,
  whole,
  withDefault,
} from '../shape.ts';
import { carrierCode, distance, externalId, party, references, sourceName, stopNumber, weight } from './parts.ts';

/** What a line for demurrage, detention or per diem says beside its amount (46 CFR 541.6). */
const equipmentDetails = object({
  direction: optional(code(['IMPORT', 'EXPORT'])),
  billOfLading: optional(text(100)),
  container: optional(text(100)),
  portOfDischarge: optional(text(100)),
  liabilityBasis: optional(text(500)),
  dueDate: optional(date),
  freeDays: optional(whole(0, 10_000)),
  freeTimeFrom: optional(date),
  freeTimeTo: optional(date),
  availableOn: optional(date),
  earliestReturnOn: optional(date),
  chargedFrom: optional(date),
  chargedTo: optional(date),
  rule: optional(text(500)),
  rates: optional(list(quantity, { most: 50 })),
  contact: optional(text(500)),
  web: optional(text(500)),
  disputeDays: optional(whole(0, 10_000)),
  statesConformity: optional(flag),
  statesNoFault: optional(flag),
});

const line = object({
  line: whole(1, 999_999),
  charge: optional(code(chargeCodes)),
  rawCode: optional(text(80)),
  description: optional(text(500)),
  stop: optional(stopNumber),
  freightClass: optional(text(10)),
  quantity: optional(object({ value: decimal, unit: text(20) })),
  rate: optional(decimal),
  rateBasis: optional(text(50)),
  amount: decimal,
  currency: optional(currency),
  details: optional(equipmentDetails),
});

const bill = object({
  bill: whole(1, 999_999),
  billNumber: optional(text(100)),
  references: optional(references),
  shipper: optional(party),
  consignee: optional(party),
  pickupDate: optional(date),
  deliveryDate: optional(date),
  weight: optional(weight),
  distance: optional(distance),
  pieces: optional(whole(0, 10_000_000)),
  equipment: optional(text(50)),
  service: optional(text(50)),
  stops: optional(list(party, { most: 500 })),
  total: optional(decimal),
  charges: withDefault(list(line, { numbered: 'line' }), []),
  taxes: optional(
    list(object({ tax: text(20), rate: optional(quantity), base: optional(decimal), amount: decimal }), { most: 100 }),
  ),
});

/** A carrier's document of one or many freight bills. */
export const invoice = object({
  source: sourceName,
  documentId: optional(externalId),
  invoiceNumber: text(100),
  carrier: optional(carrierCode),
  legalEntity: optional(text(50)),
  billTo: optional(party),
  remitTo: optional(party),
  invoiceDate: date,
  kind: withDefault(code(invoiceKinds), 'ORIGINAL'),
  corrects: optional(object({ invoiceNumber: optional(text(100)), billNumber: optional(text(100)) })),
  currency: optional(currency),
  total: decimal,
  terms: optional(code(freightTerms)),
  paymentTerms: optional(
    object({
      terms: optional(text(50)),
      dueDate: optional(date),
      discount: optional(object({ percent: quantity, days: whole(0, 366) })),
    }),
  ),
  bills: list(bill, { least: 1, numbered: 'bill' }),
});

/** Money that left. */
export const payment = object({
  source: sourceName,
  paymentId: optional(externalId),
  posting: optional(externalId),
  invoiceNumber: optional(text(100)),
  carrier: optional(carrierCode),
  date,
  amount: decimal,
  currency: optional(currency),
  instrument: optional(text(50)),
  retracts: optional(externalId),
});
