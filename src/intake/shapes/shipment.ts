import {
  agreementKinds,
  allocationBases,
  chargeCodes,
  freightClasses,
  freightTerms,
  lengthUnits,
  modes,
  shipmentStatuses,
  siteTypes,
  stopTypes,
} from '../../freight/codes.ts';
import { temperatureUnits } from '../../freight/service-terms.ts';
import {
  code,
  currency,
  decimal,
  flag,
  instant,
  list,
  object,
  optional,
  quantity,
  text,
  timeZone,
  whole,
  withDefault,
} from '../shape.ts';
import {
  carrierCode,
  country,
  distance,
  externalId,
  references,
  sourceName,
  stopNumber,
  timeWindow,
  volume,
  weight,
} from './parts.ts';

const charge = code(chargeCodes);

const location = object({
  code: optional(text(50)),
  name: optional(text()),
  city: optional(text()),
  region: optional(text(20)),
  postalCode: optional(text(20)),
  country: optional(country),
  unlocode: optional(text(5)),
  timeZone: optional(timeZone),
  siteType: optional(code(siteTypes)),
});

const stop = object({
  stop: stopNumber,
  type: code(stopTypes),
  location,
  appointment: optional(timeWindow),
});

const item = object({
  item: whole(1, 99_999),
  description: optional(text(500)),
  pieces: optional(whole(0, 10_000_000)),
  packaging: optional(text(50)),
  weight: optional(weight),
  freightClass: optional(code(freightClasses)),
  dimensions: optional(
    object({ length: quantity, width: quantity, height: quantity, unit: code(lengthUnits, 'unknown-unit') }),
  ),
  volume: optional(volume),
  loadingMetres: optional(quantity),
  hazardous: optional(flag),
  value: optional(quantity),
});

const authorisation = object({
  charge,
  stop: optional(stopNumber),
  limit: optional(quantity),
  by: optional(text()),
  reference: optional(text()),
  at: optional(instant),
});

const agreed = object({
  kind: code(agreementKinds),
  reference: optional(text()),
  currency,
  charges: list(object({ charge, stop: optional(stopNumber), amount: decimal }), { least: 1 }),
  allIn: optional(list(charge)),
  otherwise: withDefault(code(['CONTRACT', 'NOTHING']), 'CONTRACT'),
});

const allocation = object({
  glAccount: optional(text(50)),
  costCenter: optional(text(50)),
  purchaseOrder: optional(text(50)),
  share: optional(quantity),
  items: optional(list(whole(1, 99_999), { least: 1 })),
});

/** What was ordered: one version of a shipment. */
export const shipment = object({
  source: sourceName,
  shipmentId: externalId,
  version: optional(whole(1, 1_000_000)),
  issuedAt: optional(instant),
  legalEntity: text(50),
  carrier: carrierCode,
  mode: code(modes),
  service: optional(text(50)),
  equipment: optional(text(50)),
  terms: optional(code(freightTerms)),
  currency: optional(currency),
  status: optional(code(shipmentStatuses)),
  journey: optional(externalId),
  references: optional(references),
  stops: list(stop, { least: 1, most: 500, numbered: 'stop' }),
  items: optional(list(item, { numbered: 'item' })),
  distance: optional(distance),
  declaredValue: optional(object({ amount: quantity, currency })),
  services: optional(list(charge)),
  authorisations: optional(list(authorisation)),
  agreed: optional(agreed),
  committedDelivery: optional(timeWindow),
  temperature: optional(object({ low: decimal, high: decimal, unit: code(temperatureUnits, 'unknown-unit') })),
  announced: optional(object({ vehicles: optional(list(text(50))), drivers: optional(list(text())) })),
  allocations: optional(list(allocation)),
  allocationBasis: optional(code(allocationBases)),
});
