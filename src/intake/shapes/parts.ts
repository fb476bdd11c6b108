import { distanceUnits, referenceTypes, volumeUnits, weightUnits } from '../../freight/codes.ts';
import { code, instant, list, object, optional, quantity, type Shape, text, whole } from '../shape.ts';

const measure = (units: readonly string[]) => object({ value: quantity, unit: code(units, 'unknown-unit') });

/** A weight in pounds or kilograms. */
export const weight = measure(weightUnits);
/** A volume in cubic feet or cubic metres. */
export const volume = measure(volumeUnits);
/** A distance in miles or kilometres, and where the figure is from. */
export const distance = object({
  value: quantity,
  unit: code(distanceUnits, 'unknown-unit'),
  source: optional(text()),
});
/** Typed numbers a shipment, event or bill is known by. */
export const references = list(object({ type: code(referenceTypes), value: text(100) }), { most: 200 });
/** From one instant to another. */
export const timeWindow = object({ from: instant, to: instant });
/** The number of a stop of the order. */
export const stopNumber = whole(1, 9_999);
/** A carrier, by SCAC or by the name master data has for it. */
export const carrierCode = text(50);
/** Who says it. */
export const sourceName = text(100);
/** An id within its source. */
export const externalId = text(200);

/** A country of ISO 3166-1, two letters. */
export const country: Shape<string | null> = {
  schema: { type: 'string', pattern: '^[A-Z]{2}$', examples: ['US'] },
  read(value, at, problems) {
    if (typeof value === 'string' && /^[A-Z]{2}$/.test(value)) return value;
    problems.push({ pointer: at, code: 'unknown-code', detail: 'a country is two capital letters (ISO 3166-1)' });
    return null;
  },
};

/** Somebody a document names, and where. */
export const party = object({
  name: optional(text()),
  code: optional(text(80)),
  city: optional(text()),
  region: optional(text(20)),
  postalCode: optional(text(20)),
  country: optional(country),
});
