import type { FreightEvent } from '../../freight/event.ts';
import type { Reference } from '../../freight/references.ts';
import { statusFor } from './status-codes.ts';
import { timeCodeOf } from './times.ts';
import { type Envelope, writeInterchange, type WrittenSet } from './write-envelope.ts';
import { referenceSegment } from './write-210.ts';

/** D1 is two happenings at once: unloaded and, thereby, delivered. */
function isDeliveryPair(event: FreightEvent, next: FreightEvent | undefined): boolean {
  if (event.type !== 'UNLOADED' || next?.type !== 'DELIVERED' || event.classifier !== 'ACTUAL') return false;
  return JSON.stringify({ ...event, type: '', eventId: '' }) === JSON.stringify({ ...next, type: '', eventId: '' });
}

function stopTypeOf(event: FreightEvent): string | undefined {
  const stopType = event.data?.stopType;
  return typeof stopType === 'string' ? stopType : undefined;
}

/** AT7-01 to 04: status and reason, or appointment and reason. */
function statusElements(event: FreightEvent, delivered: boolean): string[] {
  const stopType = stopTypeOf(event);
  if (event.type === 'APPOINTMENT_SET') return ['', '', stopType === 'PICKUP' ? 'AA' : 'AB', 'NA'];
  const code = delivered ? 'D1' : statusFor(event.type, event.classifier, stopType);
  if (code === undefined) throw new RangeError(`X12 has no status for ${event.classifier} ${event.type}`);
  return [code, event.reason?.code ?? 'NS', '', ''];
}

/** AT7-05 to 07. A time without offset is written as local (LT). */
function momentElements(event: FreightEvent): string[] {
  const text = event.occurredAt ?? event.occurredLocal ?? '';
  const date = text.slice(0, 10).replaceAll('-', '');
  if (event.data?.timeMissing === true) return [date];
  const digits = text.slice(11, 19).replaceAll(':', '').padEnd(6, '0');
  const time = digits.endsWith('00') ? digits.slice(0, 4) : digits;
  return [date, time, event.occurredAt ? timeCodeOf(event.occurredAt) : 'LT'];
}

function placeSegments(event: FreightEvent): string[][] {
  const { city, region, country, postalCode, sequence } = event.place ?? {};
  const parts = [city, region, country, null, null, null, null, postalCode].map((part) => part ?? '');
  const segments = parts.some((part) => part !== '') ? [['MS1', ...parts]] : [];
  return sequence ? [...segments, ['L11', String(sequence), 'QN']] : segments;
}

function first(references: readonly Reference[], type: Reference['type']): Reference | undefined {
  return references.find((reference) => reference.type === type);
}

function statusSet(event: FreightEvent, delivered: boolean): WrittenSet {
  const references = event.references ?? [];
  const pro = first(references, 'PRO');
  const shipment = first(references, 'SHIPMENT');
  const others = references.filter((reference) => reference !== pro && reference !== shipment);
  const segments = [
    ['B10', pro?.value ?? '', shipment?.value ?? '', event.carrier ?? ''],
    ...others.map((reference) => referenceSegment(reference, '005010')),
    ['LX', '1'],
    ['AT7', ...statusElements(event, delivered), ...momentElements(event)],
    ...placeSegments(event),
  ];
  return { type: '214', segments };
}

/**
 * Writes events as X12 214, one set each; UNLOADED followed by the same DELIVERED is one D1. An appointment is written
 * at the time its event carries. A happening the standard has no status for is a RangeError. Reading it back gives the
 * same events; weights and pieces are not written.
 */
export function write214(events: readonly FreightEvent[], envelope: Envelope): string {
  const sets: WrittenSet[] = [];
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index];
    if (!event) break;
    const delivered = isDeliveryPair(event, events[index + 1]);
    sets.push(statusSet(event, delivered));
    if (delivered) index += 1;
  }
  return writeInterchange(envelope, [{ code: 'QM', sets }]);
}
