import type { Attribution, EventType } from '../../../freight/codes.ts';
import type { AccessorialWhen } from '../../../freight/accessorial.ts';
import type { StandingEvent } from '../../evidence/evidence.ts';
import { strengthRank } from '../../evidence/methods.ts';
import type { Need } from '../../expected.ts';
import { conditionFails, conditionHolds } from './condition.ts';
import type { Condition, ConditionCase } from './condition.ts';
import { stopsFor, unplacedNeed } from './occurrence.ts';
import { hazardHolds, lengthHolds, weightChangeHolds, weightHolds } from './when-what.ts';
import { timeHolds } from './when-time.ts';
import { placeHolds, siteHolds } from './when-where.ts';

function hereOrNowhere(event: StandingEvent, stop: number | null): boolean {
  return stop === null || event.stop === null || event.stop === stop;
}

function eventsOf({ terms, rating, occurrence }: ConditionCase, when: AccessorialWhen): StandingEvent[] {
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

/** A signed proof of delivery is a DELIVERED (model.md, Evidence), though no message said so. */
function signedFor(one: ConditionCase, type: EventType, minMethod: StandingEvent['method'] | null = null): boolean {
  if (type !== 'DELIVERED') return false;
  const { occurrence, rating } = one;
  return rating.evidence.stops.some(
    ({ stop, delivered }) =>
      (occurrence.stop === null || stop.stop === occurrence.stop) &&
      delivered?.status === 'STANDS' &&
      (!minMethod || strengthRank(delivered.method) <= strengthRank(minMethod)),
  );
}

/** A redelivery is never owed for the carrier's own failure, whether or not the contract lists who must have caused it. */
function causesOf({ terms }: ConditionCase, when: AccessorialWhen): readonly Attribution[] | null {
  if (when.attribution) return when.attribution;
  return terms.charge === 'REDELIVERY' ? ['SHIPPER', 'CONSIGNEE', 'OUTSIDE', 'NEUTRAL'] : null;
}

const causers: Record<Attribution, string> = {
  CARRIER: 'the carrier',
  SHIPPER: 'the shipper',
  CONSIGNEE: 'the consignee',
  OUTSIDE: 'circumstances outside',
  NEUTRAL: 'circumstances that are nobody’s fault',
};

/** Who caused the event. A failed attempt without an attribution can not be told (rating.md, small print). */
function causeHolds(events: readonly StandingEvent[], causes: readonly Attribution[], type: EventType): Condition {
  if (events.some(({ attribution }) => attribution !== null && causes.includes(attribution))) return conditionHolds;
  const unknown = events.find(({ attribution }) => attribution === null);
  if (!unknown) return conditionFails(`it was not caused by ${causes.map((one) => causers[one]).join(' or ')}`, false);
  const fact = `attribution of ${type} ${unknown.fact.source} ${unknown.fact.id}`;
  return { needs: [{ fact, reason: 'FACT_MISSING', from: 'CARRIER' }] };
}

/** The event, and who caused it. */
function eventHolds(one: ConditionCase): Condition {
  const when = one.terms.when ?? {};
  const causes = causesOf(one, when);
  if (!when.event && !causes) return conditionHolds;
  const type = when.event ?? 'DELIVERY_ATTEMPTED';
  const events = eventsOf(one, when);
  if (events.length === 0) {
    if (!causes && signedFor(one, type)) return conditionHolds;
    const need = unplacedNeed(one.rating.evidence, type);
    return need ? { needs: [need] } : conditionFails(`no ${type} was reported`, false);
  }
  return causes ? causeHolds(events, causes, type) : conditionHolds;
}

const conditions = [
  siteHolds,
  placeHolds,
  hazardHolds,
  lengthHolds,
  weightHolds,
  weightChangeHolds,
  timeHolds,
  eventHolds,
];

/**
 * Whether all of `when` hold (rating.md, Accessorials). One that fails settles it, whatever is unknown of the others. An
 * event nobody told of fails at once, because the carrier must have said so.
 */
export function whenHolds(one: ConditionCase): Condition {
  if (!one.terms.when && one.terms.charge !== 'REDELIVERY') return conditionHolds;
  const answers = conditions.map((condition) => condition(one));
  const failed = answers.find((answer) => 'holds' in answer && !answer.holds);
  if (failed) return failed;
  const needs = answers.flatMap((answer) => ('needs' in answer ? answer.needs : []));
  return needs.length > 0 ? { needs } : conditionHolds;
}

/** A paper of the type at the charge's stop or naming none, that does not say it is for another charge. */
function documentHere({ rating, occurrence, terms }: ConditionCase, type: string): boolean {
  return rating.evidence.documents.some(
    ({ body }) =>
      body.type === type &&
      (body.data?.charge ?? terms.charge) === terms.charge &&
      (occurrence.stop === null || (body.stop ?? occurrence.stop) === occurrence.stop),
  );
}

function wasTold(one: ConditionCase, type: EventType, minMethod: StandingEvent['method'] | null): boolean {
  const { rating, occurrence } = one;
  const told = rating.evidence.events.some(
    (event) =>
      event.type === type &&
      hereOrNowhere(event, occurrence.stop) &&
      (!minMethod || strengthRank(event.method) <= strengthRank(minMethod)),
  );
  return told || signedFor(one, type, minMethod);
}

function at(stop: number | null): string {
  return stop === null ? '' : ` at stop ${stop}`;
}

type Requirement = NonNullable<ConditionCase['terms']['requires']>[number];

function lacking(one: ConditionCase, { document, event, minMethod }: Requirement): Need[] {
  const where = at(one.occurrence.stop);
  const noPaper = document && !documentHere(one, document);
  const untold = event && !wasTold(one, event, minMethod ?? null);
  const wanted = (fact: string): Need => ({ fact, reason: 'ACC_NO_EVIDENCE', from: 'CARRIER' });
  return [
    ...(noPaper ? [wanted(`document ${document}${where}`)] : []),
    ...(untold ? [unplacedNeed(one.rating.evidence, event) ?? wanted(`event ${event}${where}`)] : []),
  ];
}

/**
 * The documents and events that `requires` names and that are missing, at the charge's stop or naming none. A TONU asks
 * besides for a DISPATCHED before the cancellation.
 */
export function requirementsMissing(one: ConditionCase): Need[] {
  const { terms, rating } = one;
  const needs = (terms.requires ?? []).flatMap((requirement) => lacking(one, requirement));
  if (terms.charge === 'TONU' && rating.evidence.cancelled?.dispatchedBefore === false)
    needs.push({ fact: 'event DISPATCHED before the cancellation', reason: 'ACC_NO_EVIDENCE', from: 'CARRIER' });
  return needs;
}
