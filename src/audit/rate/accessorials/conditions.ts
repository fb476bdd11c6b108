import type { AccessorialTerms } from '../../../freight/accessorial.ts';
import type { Attribution } from '../../../freight/codes.ts';
import { inches } from '../../../freight/measures.ts';
import { decimal, greatest } from '../../../freight/money.ts';
import type { Item } from '../../../freight/shipment.ts';
import type { StandingEvent } from '../../evidence/evidence.ts';
import { strengthRank } from '../../evidence/methods.ts';
import type { Need } from '../../expected.ts';
import type { Rating } from '../context.ts';
import { isProven } from '../figure.ts';
import { orderLacks } from '../goods.ts';
import { weightOf } from '../weight.ts';
import { stopsFor, unplacedNeed } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';

/** A condition holds, fails (`certain`: whatever further delivery facts would say), or can not be told. */
export type Condition = { holds: true } | { holds: false; certain: boolean; why: string } | { needs: Need[] };

interface Case {
  terms: AccessorialTerms;
  rating: Rating;
  occurrence: Occurrence;
}
type When = NonNullable<AccessorialTerms['when']>;

const yes: Condition = { holds: true };
const no = (why: string, certain: boolean): Condition => ({ holds: false, certain, why });

function hereOrNowhere(event: StandingEvent, stop: number | null): boolean {
  return stop === null || event.stop === null || event.stop === stop;
}

function eventsOf({ terms, rating, occurrence }: Case, when: When): StandingEvent[] {
  const { evidence } = rating;
  if (occurrence.event) return [occurrence.event];
  if (when.event === 'CANCELLED') {
    const cancelled = evidence.cancelled;
    return cancelled ? evidence.events.filter(({ fact }) => fact === cancelled.fact) : [];
  }
  const type = when.event ?? (terms.charge === 'REDELIVERY' ? 'DELIVERY_ATTEMPTED' : null);
  const numbers = stopsFor(terms.charge, evidence).map(({ stop }) => stop.stop);
  return evidence.events.filter(
    (event) =>
      event.type === type &&
      (event.stop === null || numbers.includes(event.stop)) &&
      hereOrNowhere(event, occurrence.stop),
  );
}

/** A redelivery is never owed for the carrier's own failure, whether or not the contract lists who must have caused it. */
function causesOf({ terms }: Case, when: When): readonly Attribution[] | null {
  if (when.attribution) return when.attribution;
  return terms.charge === 'REDELIVERY' ? ['SHIPPER', 'CONSIGNEE', 'OUTSIDE', 'NEUTRAL'] : null;
}

/** The event, and who caused it. A failed attempt without an attribution can not be told (rating.md, small print). */
function eventHolds(one: Case, when: When): Condition {
  const causes = causesOf(one, when);
  if (!when.event && !causes) return yes;
  const type = when.event ?? 'DELIVERY_ATTEMPTED';
  const events = eventsOf(one, when);
  if (events.length === 0) {
    const need = unplacedNeed(one.rating.evidence, type);
    return need ? { needs: [need] } : no(`no ${type} was reported`, false);
  }
  if (!causes || events.some(({ attribution }) => attribution !== null && causes.includes(attribution))) return yes;
  const unknown = events.find(({ attribution }) => attribution === null);
  if (!unknown) return no(`${type} was not caused by ${causes.join(', ')}`, false);
  return {
    needs: [
      {
        fact: `attribution of ${type} ${unknown.fact.source} ${unknown.fact.id}`,
        reason: 'FACT_MISSING',
        from: 'CARRIER',
      },
    ],
  };
}

function siteHolds({ terms, rating, occurrence }: Case, when: When): Condition {
  const { siteTypes } = when;
  if (!siteTypes) return yes;
  const stops = stopsFor(terms.charge, rating.evidence).filter(
    ({ stop }) => occurrence.stop === null || stop.stop === occurrence.stop,
  );
  const types = stops.map(({ stop }) => stop.location.siteType ?? null);
  if (types.some((type) => type !== null && siteTypes.includes(type))) return yes;
  const unknown = stops.filter(({ stop }) => !stop.location.siteType);
  if (unknown.length > 0) return { needs: unknown.map(({ stop }) => orderLacks(`site type of stop ${stop.stop}`)) };
  return no(`the stop is not ${siteTypes.join(', ')}`, true);
}

function hazardHolds({ rating }: Case, { hazardous }: When): Condition {
  if (hazardous === null || hazardous === undefined) return yes;
  const any = rating.goods.lines.some(({ item }) => item.hazardous === true);
  return any === hazardous ? yes : no(hazardous ? 'no item is hazardous' : 'an item is hazardous', true);
}

function longestIn({ dimensions }: Item) {
  if (!dimensions) return null;
  const { length, width, height, unit } = dimensions;
  return [length, width, height].map((side) => inches(side, unit)).reduce(greatest);
}

function lengthHolds({ rating }: Case, { minLengthIn }: When): Condition {
  if (!minLengthIn) return yes;
  const sides = rating.goods.lines.map(({ item }) => ({ item, longest: longestIn(item) }));
  if (sides.some(({ longest }) => longest?.greaterThanOrEqualTo(decimal(minLengthIn)))) return yes;
  const unknown = sides.filter(({ longest }) => longest === null);
  if (unknown.length > 0) return { needs: unknown.map(({ item }) => orderLacks(`dimensions of item ${item.item}`)) };
  return no(`no side is ${minLengthIn} in or longer`, true);
}

function weightHolds({ rating }: Case, { minWeightLb }: When): Condition {
  if (!minWeightLb) return yes;
  const weight = weightOf(rating.goods, rating.goods.lines, 'LB');
  if (!isProven(weight)) return weight;
  return weight.value.greaterThanOrEqualTo(decimal(minWeightLb)) ? yes : no(`lighter than ${minWeightLb} lb`, true);
}

const conditions = [siteHolds, hazardHolds, lengthHolds, weightHolds, eventHolds];

/**
 * Whether all of `when` hold (rating.md, Accessorials). One that fails settles it, whatever is unknown of the others. An
 * event nobody told of fails at once, because the carrier must have said so.
 */
export function whenHolds(one: Case): Condition {
  const when = one.terms.when ?? {};
  const answers = conditions.map((condition) => condition(one, when));
  const failed = answers.find((answer) => 'holds' in answer && !answer.holds);
  if (failed) return failed;
  const needs = answers.flatMap((answer) => ('needs' in answer ? answer.needs : []));
  return needs.length > 0 ? { needs } : yes;
}

function documentHere({ rating, occurrence }: Case, type: string): boolean {
  return rating.evidence.documents.some(
    ({ body }) =>
      body.type === type && (occurrence.stop === null || (body.stop ?? occurrence.stop) === occurrence.stop),
  );
}

function at(stop: number | null): string {
  return stop === null ? '' : ` at stop ${stop}`;
}

/**
 * The documents and events that `requires` names and that are missing, at the charge's stop or naming none. A TONU asks
 * besides for a DISPATCHED before the cancellation.
 */
export function requirementsMissing(one: Case): Need[] {
  const { terms, rating, occurrence } = one;
  const needs: Need[] = [];
  for (const { document, event, minMethod } of terms.requires ?? []) {
    if (document && !documentHere(one, document))
      needs.push({ fact: `document ${document}${at(occurrence.stop)}`, reason: 'ACC_NO_EVIDENCE', from: 'CARRIER' });
    const told = rating.evidence.events.some(
      (other) =>
        other.type === event &&
        hereOrNowhere(other, occurrence.stop) &&
        (!minMethod || strengthRank(other.method) <= strengthRank(minMethod)),
    );
    if (event && !told)
      needs.push({ fact: `event ${event}${at(occurrence.stop)}`, reason: 'ACC_NO_EVIDENCE', from: 'CARRIER' });
  }
  if (terms.charge === 'TONU' && rating.evidence.cancelled?.dispatchedBefore === false)
    needs.push({ fact: 'event DISPATCHED before the cancellation', reason: 'ACC_NO_EVIDENCE', from: 'CARRIER' });
  return needs;
}
