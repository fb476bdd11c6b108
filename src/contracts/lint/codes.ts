import type { Severity } from '../../freight/codes.ts';

interface Kind {
  severity: Severity;
  advice: string;
}

const error = (advice: string): Kind => ({ severity: 'ERROR', advice });
const warning = (advice: string): Kind => ({ severity: 'WARNING', advice });
const info = (advice: string): Kind => ({ severity: 'INFO', advice });

/** Clauses that contradict themselves: what a draft may still be, and a submitted version may not. */
const clauses = {
  IMPOSSIBLE_DATE: error('Let it end on or after the day it begins.'),
  REPEATED: error('Keep one of the two.'),
  REQUIRED: error('Say it: the clause cannot be followed without.'),
  OUT_OF_ORDER: error('Put them in order: each above the one before, no maximum below its minimum.'),
  OVERLAP: error('Let each lie in one range only.'),
  UNKNOWN_CODE: error('Correct the name, or define what it stands for.'),
  UNKNOWN_UNIT: error('Use a unit of the dimension that is measured.'),
  WRONG_SIZE: error('Give one row of cells for each row band, and one cell for each column band.'),
  NOT_ALLOWED: error('Take it out.'),
  OUT_OF_PLACE: error('Take it out, or change what it is said of.'),
  NO_BASE: error('Take the charge out of the base: a surcharge is not a part of itself.'),
  CIRCULAR: error('Break the circle: no charge may be a percentage of itself.'),
  NOT_SOUND: error('Correct the clause.'),
};

const lanes = {
  LANE_AMBIGUOUS: error('Narrow one of the two, or let one name equipment or a service that the other does not.'),
  LANE_MAY_BE_AMBIGUOUS: warning('Make sure that the zones share no place, or tell both by the same means.'),
  LANE_UNREACHABLE: warning('Take the lane out, or name the places of the wider one by region or country.'),
  RANGES_CROSS: warning('Cut the ranges so that one lies within the other, or apart.'),
  RANGE_REVERSED: error('Write the lower postal code first.'),
  RANGE_MIXED: warning('Write both ends of the range in the same form and length.'),
  COUNTRY_ABSENT: warning('Name the country: the same code stands for other places elsewhere.'),
  ZONE_UNUSED: info('Name it in a lane, or take it out.'),
};

const bands = {
  BANDS_START_ABOVE_ZERO: warning('Let the first band begin at 0, or make sure that nothing below is ever shipped.'),
  BAND_PRICE_TWICE: error('Give the band either a rate or an amount.'),
  BAND_UNREACHABLE: warning('Take the band out, or lower the minimum weight.'),
  AMOUNT_FALLS: warning('Check the figures: more weight or distance costs less than a little less of it.'),
  RATE_RISES: warning('Check the figures: rates mostly fall from break to break.'),
};

const linehaul = {
  RATE_ABSENT: error('Give a rate, bands, or rates by equipment.'),
  RATE_IDLE: info('Take the rate out: the bands alone are asked.'),
  UNIT_DIMENSION: error('Use a unit of the dimension that is measured.'),
  CLASS_RATE_ABSENT: warning(
    'Give the class a rate at every break, or at none: without it the charge cannot be assessed.',
  ),
  FAK_CLASS_UNRATED: warning('Rate the class that the range is rated as, or choose one that is rated.'),
  DENSITY_CLASS_RISES: warning('Check the scale: denser goods have the lower class.'),
  VOLUME_RULE_ABSENT: info('Give a divisor or kilograms per cubic metre, loading metre or pallet, if room is charged.'),
  DIVISOR_UNIT: warning('Check the divisor: cubic inches go with pounds, cubic centimetres with kilograms.'),
  ZONE_AMBIGUOUS: error('Let each place lie in one zone, or name one of the two more narrowly.'),
  ZONE_UNRATED: warning('Give the zone its rows of rates.'),
  ZONE_TABLE_ENDS: info('Say perExtra, if heavier packages are sent: above the last row there is no rate.'),
  TABLE_HOLE: warning('Fill the cell, if such shipments are sent: without it the charge cannot be assessed.'),
  PER_ABSENT: info('Say per: without it the rate is for one unit of weight.'),
};

const fuel = {
  FUEL_IN_FORCE_ABSENT: warning('Say inForce: when, after its publication, a price holds. Absent, it holds at once.'),
  FUEL_ROUNDING_ABSENT: info('Say ratePlaces or percentPlaces, if the carrier rounds the rate before multiplying.'),
  FUEL_BASE_WITHOUT_TERMS: warning('Give the charge its terms, or take it out of the base.'),
  FUEL_BASE_WITHIN_LINEHAUL: warning('Name LINEHAUL alone: discount, deficit and minimum are in it already.'),
  FUEL_TABLE_FALLS: warning('Check the figures: a dearer price gives a lower surcharge.'),
  FUEL_TABLE_STEP: warning('Check whether a row is missing.'),
  FUEL_TABLE_BEGINS: info('Begin the table lower, if a surcharge is due below its first row.'),
  FUEL_TABLE_ENDS: info('Say beyond, if the surcharge goes on rising above the last row.'),
  FUEL_IDLE: info('Take the programme out, or the NONE of a lane: no lane uses it.'),
  FUEL_VALUE_LOOKS_LIKE_PERCENT: warning(
    'Check the model: per distance, so much is charged for each mile or kilometre.',
  ),
  SERIES_UNKNOWN: warning('Check the name of the series, or load its values.'),
};

const charges = {
  PERCENT_LOOKS_WHOLE: warning('Write a percentage as a fraction: 28.5 % is 0.285.'),
  PERCENT_LOOKS_TINY: warning('Write a percentage as a fraction, once: 28.5 % is 0.285.'),
  PERCENT_BASE_WITHOUT_TERMS: warning('Give the charge its terms, or take it out of the base.'),
  DISCOUNT_TOTAL: warning('Check the discount: only the minimum is left.'),
  ACCESSORIAL_ALWAYS_DUE: info('Say when, requires, or another authority, unless every shipment owes it.'),
  CANCELLATION_UNASKED: warning('Say when: { event: CANCELLED }, or the charge is owed on loads that ran.'),
  INCREMENT_UNEVEN: info('Check the increment: it does not divide the time the rate is for.'),
  CAP_WITHOUT_TERMS: warning('Give the charge its terms, or take it out of the cap.'),
  EXCLUSION_WITHOUT_TERMS: warning('Give the charge its terms, or take it out of the exclusion.'),
  EXCLUSION_OF_ONE: warning('Name at least two charges.'),
};

const rest = {
  VERSION_GAP: warning('Close the gap, unless no terms shall hold on those days.'),
  VERSION_OVERLAP: warning('Name that version in replaces, or change the days.'),
  REPLACES_UNKNOWN: warning('Name versions of this contract that are in force.'),
  ROUNDING_PLACES: warning('Round to the places of the currency, or leave them out.'),
  AMOUNT_PLACES: warning('Check the amount: it has more places than the currency.'),
  FX_SERIES_UNKNOWN: warning('Check the name of the series, or load its rates.'),
  LATE_BAND_REPEATED: error('Keep one band for each lateness.'),
  LATE_BANDS_UNSORTED: info('Sort the bands by lateness, for the reader.'),
  LATE_CREDIT_FALLS: warning('Check the figures: later costs the carrier less.'),
  LATE_ALWAYS_EXCUSED: warning('Take CARRIER out of excused: there is nobody else to answer for a delay.'),
  TOLERANCE_SCOPE_EMPTY: warning('Say what it is for: a charge, a family, the bill or the invoice.'),
  TOLERANCE_SCOPE_MIXED: warning('Name one scope for each tolerance.'),
  TOLERANCE_REPEATED: error('Keep one tolerance for each scope.'),
  TOLERANCE_UNLIMITED: warning('Give an amount or a percent: without either every difference is allowed.'),
  TOLERANCE_NEVER: info('Give an amount or a percent, or take it out: it allows nothing.'),
};

/** Everything the linter says: how bad it is and what to do. Codes are stable. */
export const lintCodes = { ...clauses, ...lanes, ...bands, ...linehaul, ...fuel, ...charges, ...rest };
export type LintCode = keyof typeof lintCodes;
