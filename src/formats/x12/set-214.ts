import type { FreightEvent, Place } from '../../freight/event.ts';
import type { Weight } from '../../freight/measures.ts';
import { attributionOfReason, isNormal } from '../../freight/reason-codes.ts';
import type { Reference } from '../../freight/references.ts';
import type { PartnerProfile } from '../../freight/terms.ts';
import { readWhole } from './decimals.ts';
import type { X12Set } from './envelope.ts';
import { readWeight } from './measure-codes.ts';
import { readCountry } from './parties.ts';
import { distinct, type Qualified, qualifiedIn, referenceType, stopSequence } from './qualifiers.ts';
import { element, noteAt, quoted, type Segment, told } from './segments.ts';
import { appointmentStop, ladingException, statusMeaning, type StatusMeaning } from './status-codes.ts';
import { type Moment, readMoment } from './times.ts';
import { checkVersion, conclude, given, isScac, type Reading, type SetResult, startReading } from './understood.ts';

/** One AT7 with the segments that belong to it (MS1, MS2). */
interface Status {
  at7: Segment;
  ms1: Segment | null;
  ms2: Segment | null;
}

/** One LX loop, or the statuses outside of any. */
interface StatusLoop {
  statuses: Status[];
  others: Segment[];
}

/** What all events of a loop share. */
interface Shared {
  carrier: string | null;
  references: Reference[];
  sequence: number | null;
  weight: Weight | null;
  pieces: number | null;
}

interface StatusParts {
  header: Segment[];
  loops: StatusLoop[];
}

function partsOf(reading: Reading): StatusParts {
  const parts: StatusParts = { header: [], loops: [] };
  for (const segment of reading.set.segments) {
    if (segment.tag === 'LX') parts.loops.push({ statuses: [], others: [] });
    else if (segment.tag === 'AT7') {
      if (parts.loops.length === 0) {
        reading.warnings.push(noteAt('NO_LX', 'AT7 stands outside of an LX loop', segment));
        parts.loops.push({ statuses: [], others: [] });
      }
      parts.loops.at(-1)?.statuses.push({ at7: segment, ms1: null, ms2: null });
    } else place(parts, segment);
  }
  return parts;
}

/** MS1 and MS2 belong to the AT7 before them; all else to the loop, so that both orders (4010, 5010) read the same. */
function place(parts: StatusParts, segment: Segment): void {
  const loop = parts.loops.at(-1);
  const status = loop?.statuses.at(-1);
  if (segment.tag === 'MS1' && status) status.ms1 ??= segment;
  else if (segment.tag === 'MS2' && status) status.ms2 ??= segment;
  else (loop?.others ?? parts.header).push(segment);
}

function typed(reading: Reading, found: readonly Qualified[]): Reference[] {
  const references: Reference[] = [];
  for (const one of found) {
    const type = one.qualifier === 'QN' ? null : referenceType(reading, one);
    if (type !== null) references.push({ type, value: one.value });
  }
  return references;
}

/** X12 B10: 01 the carrier's number (PRO), 02 the shipment's, 05 and 06 a qualified reference instead of 01. */
function readB10(reading: Reading, b10: Segment): { references: Reference[]; carrier: string | null } {
  const references: Reference[] = [];
  if (element(b10, 1) !== '') references.push({ type: 'PRO', value: element(b10, 1) });
  if (element(b10, 2) !== '') references.push({ type: 'SHIPMENT', value: element(b10, 2) });
  const qualifiedForm = { qualifier: element(b10, 5), value: element(b10, 6), segment: b10 };
  if (qualifiedForm.value !== '') references.push(...typed(reading, [qualifiedForm]));
  const scac = element(b10, 3);
  if (isScac(scac)) return { references, carrier: scac };
  const detail = `B10-03 ${scac === '' ? 'is blank' : `${quoted(scac)} is no SCAC`}; the carrier is that of the sender`;
  reading.warnings.push(noteAt('SCAC_UNREADABLE', detail, b10, 3));
  return { references, carrier: null };
}

function readShared(reading: Reading, header: Shared, loop: StatusLoop): Shared {
  const found = qualifiedIn(reading, loop.others);
  const at8s = loop.others.filter((segment) => segment.tag === 'AT8');
  const gross = at8s.find((segment) => element(segment, 1) === 'G') ?? at8s[0];
  const pieces = gross ? (readWhole(element(gross, 4)) ?? readWhole(element(gross, 5))) : null;
  return {
    carrier: header.carrier,
    references: distinct([...header.references, ...typed(reading, found)]),
    sequence: stopSequence(found) ?? header.sequence,
    weight: gross ? readWeight(element(gross, 3), element(gross, 2)) : null,
    pieces: pieces === 0 ? null : pieces,
  };
}

/** X12 MS1: 01 city, 02 region, 03 country, 08 postal code. Coordinates alone name no stop; no MS1, no place. */
function readPlace(reading: Reading, ms1: Segment | null, sequence: number | null): Place | null {
  const place = given<Place>({
    city: told(ms1, 1),
    region: told(ms1, 2),
    postalCode: told(ms1, 8),
    country: ms1 ? readCountry(element(ms1, 3)) : null,
    sequence,
  });
  if (ms1 && element(ms1, 1) === '')
    reading.warnings.push(noteAt('PLACE_WITHOUT_CITY', 'MS1 names no city; its coordinates are not read', ms1, 1));
  return Object.keys(place).length === 0 ? null : place;
}

function readReason(reading: Reading, at7: Segment): FreightEvent['reason'] {
  const code = element(at7, 2);
  if (isNormal(code)) return null;
  const overlay = reading.profile?.reasons?.find((entry) => entry.code === code)?.attribution;
  const attribution = overlay ?? attributionOfReason(code);
  if (attribution) return { code, attribution };
  const detail = `status reason ${quoted(code)} is not mapped; nobody is named as responsible`;
  reading.warnings.push(noteAt('REASON_UNKNOWN', detail, at7, 2));
  return { code };
}

function meaningIn(profile: PartnerProfile | undefined, code: string): StatusMeaning | 'SILENT' | undefined {
  const base = statusMeaning(code);
  const overlay = profile?.statuses?.find((entry) => entry.code === code)?.type;
  if (overlay === undefined) return base;
  if (overlay === 'IGNORE') return 'SILENT';
  if (base === undefined || base === 'SILENT' || !base.types.includes(overlay))
    return { types: [overlay], classifier: 'ACTUAL' };
  return { ...base, types: [overlay] };
}

/** The meaning of an AT7-01: the partner's overlay, else the base table. Null: no event, or a problem of the set. */
function readMeaning(reading: Reading, at7: Segment): StatusMeaning | null {
  const code = element(at7, 1);
  const meaning = meaningIn(reading.profile, code);
  if (meaning === 'SILENT') {
    const detail = `status ${quoted(code)} says nothing to an audit; no event`;
    reading.warnings.push(noteAt('STATUS_SILENT', detail, at7, 1));
    return null;
  }
  if (meaning !== undefined) return meaning;
  reading.problems.push(noteAt('UNKNOWN_STATUS', `AT7-01 ${quoted(code)} is no status we know`, at7, 1));
  return null;
}

function eventOf(reading: Reading, status: Status, shared: Shared, moment: Moment): FreightEvent {
  const equipment = status.ms2 ? element(status.ms2, 2) : '';
  const unit: Reference[] = equipment === '' ? [] : [{ type: 'EQUIPMENT', value: equipment }];
  return {
    source: reading.source,
    eventId: '',
    type: 'IN_TRANSIT',
    classifier: 'ACTUAL',
    ...given({
      carrier: shared.carrier,
      place: readPlace(reading, status.ms1, shared.sequence),
      occurredAt: moment.occurredAt,
      occurredLocal: moment.occurredLocal,
      references: distinct([...shared.references, ...unit]),
    }),
  };
}

function dataOf(meaning: { stopType?: string }, shared: Shared, moment: Moment): { data?: Record<string, unknown> } {
  const data = given({
    stopType: meaning.stopType ?? null,
    weight: shared.weight,
    pieces: shared.pieces,
    timeMissing: moment.timeMissing ? true : null,
  });
  return Object.keys(data).length === 0 ? {} : { data };
}

function checkAhead(reading: Reading, at7: Segment, moment: Moment): void {
  const { sentOn } = reading.set;
  if (sentOn === null || moment.date <= sentOn) return;
  const detail = `the status is of ${moment.date}, the message of ${sentOn}`;
  reading.warnings.push(noteAt('STATUS_AHEAD', detail, at7, 5));
}

function statusEvents(reading: Reading, status: Status, shared: Shared): FreightEvent[] {
  const { at7 } = status;
  const meaning = readMeaning(reading, at7);
  if (!meaning) return [];
  const arrival = meaning.types.includes('ARRIVED_AT_STOP');
  const moment = readMoment(reading, at7, arrival ? '23:59:00' : '00:00:00');
  if (!moment) return [];
  if (meaning.classifier === 'ACTUAL') checkAhead(reading, at7, moment);
  const event = eventOf(reading, status, shared, moment);
  const reason = readReason(reading, at7);
  const more = { ...given({ reason }), ...dataOf(meaning, shared, moment) };
  return meaning.types.map((type) => ({ ...event, type, classifier: meaning.classifier, ...more }));
}

/** AT7-03 AA and AB: the time is the appointment's own. `data.from` and `to` are instants, or local times as given. */
function appointmentEvents(reading: Reading, status: Status, shared: Shared): FreightEvent[] {
  const { at7 } = status;
  const code = element(at7, 3);
  const stopType = appointmentStop(code);
  if (stopType === undefined) {
    reading.problems.push(noteAt('UNKNOWN_STATUS', `AT7-03 ${quoted(code)} is no appointment we know`, at7, 3));
    return [];
  }
  const detail = `appointment status ${quoted(code)} sets no appointment; no event`;
  if (stopType === 'SILENT') reading.warnings.push(noteAt('STATUS_SILENT', detail, at7, 3));
  const moment = stopType === 'SILENT' ? null : readMoment(reading, at7, '00:00:00');
  if (!moment) return [];
  const at = moment.occurredAt ?? moment.occurredLocal;
  const { data } = dataOf({ stopType }, shared, moment);
  const event = eventOf(reading, status, shared, moment);
  return [{ ...event, type: 'APPOINTMENT_SET', classifier: 'PLANNED', data: { ...data, from: at, to: at } }];
}

/** Q7 lading exceptions, at the moment and place of the loop's last actual status. */
function exceptionEvents(reading: Reading, loop: StatusLoop, last: FreightEvent | undefined): FreightEvent[] {
  const events: FreightEvent[] = [];
  for (const q7 of loop.others.filter((segment) => segment.tag === 'Q7')) {
    const code = element(q7, 1);
    const type = ladingException(code);
    if (type && last) {
      const { reason, data, ...event } = last;
      const pieces = readWhole(element(q7, 3));
      const stop = given({ stopType: data?.stopType ?? null, timeMissing: data?.timeMissing ?? null });
      events.push({ ...event, ...given({ reason }), type, data: { ...stop, ...given({ pieces, exception: code }) } });
    } else {
      const detail = type ? 'Q7 without a status: nobody says when' : `lading exception ${quoted(code)} is not mapped`;
      reading.warnings.push(noteAt('EXCEPTION_NOT_READ', detail, q7, 1));
    }
  }
  return events;
}

/** Every event carries all references of its loop: a message must not grow without measure by being read. */
const mostReferences = 200_000;

function isTooLarge(reading: Reading, times: number, references: number): boolean {
  const [st] = reading.set.segments;
  if (!st || times * references <= mostReferences) return false;
  const detail = `${times} times ${references} references in one message are more than are read`;
  reading.problems.push(noteAt('SET_TOO_LARGE', detail, st));
  return true;
}

function loopEvents(reading: Reading, loop: StatusLoop, header: Shared): FreightEvent[] {
  const shared = readShared(reading, header, loop);
  if (isTooLarge(reading, loop.statuses.length, shared.references.length)) return [];
  const events: FreightEvent[] = [];
  for (const status of loop.statuses) {
    const state = element(status.at7, 1);
    const appointment = element(status.at7, 3);
    if ((state === '') === (appointment === '')) {
      const detail = 'AT7 names exactly one of a status (01) and an appointment (03)';
      reading.problems.push(noteAt('STATUS_AMBIGUOUS', detail, status.at7, 1));
    } else if (state !== '') events.push(...statusEvents(reading, status, shared));
    else events.push(...appointmentEvents(reading, status, shared));
  }
  const last = events.findLast((event) => event.classifier === 'ACTUAL');
  return [...events, ...exceptionEvents(reading, loop, last)];
}

/**
 * Reads a carrier's shipment status message (X12 214, 004010 and 005010) into events: one or two per AT7, one per
 * lading exception. The place is that of MS1 alone: shipper and consignee say where the freight should be, not where
 * it was. Statuses nobody knows quarantine the set; those that say nothing to an audit are noted. `issuedAt` is left
 * out: the envelope's time has no zone, and the same status sent again must be the same fact. Ids are left empty.
 */
export function readStatus(set: X12Set, profile: PartnerProfile | undefined): SetResult {
  const reading = startReading(set, profile);
  checkVersion(reading);
  const facts = { invoices: [], events: [] as FreightEvent[], documents: [] };
  const parts = partsOf(reading);
  const [st] = set.segments;
  const b10 = parts.header.find((segment) => segment.tag === 'B10');
  if (!b10) {
    if (st) reading.problems.push(noteAt('SEGMENT_MISSING', 'B10 is missing', st));
    return conclude(reading, facts);
  }
  const { references, carrier } = readB10(reading, b10);
  const found = qualifiedIn(reading, parts.header);
  const named = distinct([...references, ...typed(reading, found)]);
  const header = { carrier, references: named, sequence: stopSequence(found), weight: null, pieces: null };
  if (isTooLarge(reading, parts.loops.length, named.length)) return conclude(reading, facts);
  facts.events = parts.loops.flatMap((loop) => loopEvents(reading, loop, header));
  if (parts.loops.every((loop) => loop.statuses.length === 0))
    reading.problems.push(noteAt('SEGMENT_MISSING', 'AT7 is missing: the message tells no status', b10));
  if (facts.events.some((event) => (event.references ?? []).length === 0))
    reading.problems.push(noteAt('REFERENCE_MISSING', 'the message names no shipment: no reference at all', b10));
  return conclude(reading, facts);
}
