import type { Classifier, EventType, StopType } from '../../freight/codes.ts';

/** What a status means to us: the happenings it is, whether it came to pass, at which kind of stop. */
export interface StatusMeaning {
  types: EventType[];
  classifier: Classifier;
  stopType?: StopType;
}

function actual(types: EventType[], stopType?: StopType): StatusMeaning {
  return stopType ? { types, classifier: 'ACTUAL', stopType } : { types, classifier: 'ACTUAL' };
}

function estimated(type: EventType, stopType?: StopType): StatusMeaning {
  return { ...actual([type], stopType), classifier: 'ESTIMATED' };
}

/** Shipment statuses (X12 element 1650, AT7-01) of the base standard. A partner's overlay comes first. */
const statuses = new Map<string, StatusMeaning>([
  ['A3', actual(['RETURNED'])],
  ['A7', actual(['REFUSED'], 'DELIVERY')],
  ['A9', actual(['DAMAGED'])],
  ['AF', actual(['DEPARTED_STOP'], 'PICKUP')],
  ['AG', estimated('DELIVERED', 'DELIVERY')],
  ['AH', actual(['DELIVERY_ATTEMPTED'], 'DELIVERY')],
  ['AM', actual(['LOADED'], 'PICKUP')],
  ['AR', actual(['ARRIVED_AT_TERMINAL'])],
  ['AV', actual(['AVAILABLE_FOR_PICKUP'])],
  ['B6', estimated('ARRIVED_AT_TERMINAL')],
  ['C1', estimated('DEPARTED_TERMINAL')],
  ['CA', actual(['CANCELLED'])],
  ['CD', actual(['DEPARTED_STOP'], 'DELIVERY')],
  ['CP', actual(['LOADED'], 'PICKUP')],
  ['CT', actual(['CUSTOMS_RELEASED'])],
  ['D1', actual(['UNLOADED', 'DELIVERED'], 'DELIVERY')],
  ['I1', actual(['GATE_IN'])],
  ['J1', actual(['IN_TRANSIT'])],
  ['OA', actual(['GATE_OUT'])],
  ['P1', actual(['DEPARTED_TERMINAL'])],
  ['PR', actual(['CUSTOMS_HELD'])],
  ['R1', actual(['IN_TRANSIT'])],
  ['RL', actual(['DEPARTED_TERMINAL'])],
  ['S1', actual(['ARRIVED_AT_STOP'], 'DELIVERY')],
  ['SD', actual(['DELAYED'])],
  ['X1', actual(['ARRIVED_AT_STOP'], 'DELIVERY')],
  ['X2', estimated('ARRIVED_AT_STOP', 'DELIVERY')],
  ['X3', actual(['ARRIVED_AT_STOP'], 'PICKUP')],
  ['X4', actual(['ARRIVED_AT_TERMINAL'])],
  ['X5', actual(['ARRIVED_AT_STOP'], 'DELIVERY')],
  ['X6', actual(['IN_TRANSIT'])],
  ['X8', actual(['ARRIVED_AT_STOP'], 'PICKUP')],
]);

/**
 * Statuses of the standard that say nothing an audit could use. AP (delivery not completed) is among them on purpose:
 * it does not say that anybody was at the door, and a redelivery is paid for; a partner who means an attempt by it
 * gets an overlay.
 */
const silent = new Set(
  'AI AJ AL AN AP AW B1 BA BC BO BR C2 C3 CB CL DE DO K1 K2 L1 LC NB OO PA PD RA RD RH UC UR X9 XB'.split(' '),
);

/** A status of the base standard: its meaning, 'SILENT' when it means nothing here, undefined when it is none of its codes. */
export function statusMeaning(code: string): StatusMeaning | 'SILENT' | undefined {
  return statuses.get(code) ?? (silent.has(code) ? 'SILENT' : undefined);
}

/** Appointment statuses (X12 element 1652, AT7-03): AA and AB set one; the others name wishes, limits or the day it was made. */
export function appointmentStop(code: string): StopType | 'SILENT' | undefined {
  if (code === 'AA') return 'PICKUP';
  if (code === 'AB') return 'DELIVERY';
  return ['AC', 'ED', 'EP', 'LD', 'LP', 'X9', 'XA'].includes(code) ? 'SILENT' : undefined;
}

/** Lading exceptions (X12 element 33, Q7-01). */
const ladingExceptions: Readonly<Record<string, EventType>> = Object.freeze({
  '0': 'SHORT',
  A: 'SHORT',
  P: 'SHORT',
  D: 'DAMAGED',
  E: 'REFUSED',
  O: 'OVER',
});

/** What a lading exception is to us; undefined for W (wrong product) and unknown codes. */
export function ladingException(code: string): EventType | undefined {
  return Object.hasOwn(ladingExceptions, code) ? ladingExceptions[code] : undefined;
}

/** The status we write for an event (X12 element 1650); undefined: the standard has none that reads back the same. */
export function statusFor(type: EventType, classifier: Classifier, stopType?: string): string | undefined {
  for (const [code, meaning] of statuses)
    if (
      meaning.types.length === 1 &&
      meaning.types[0] === type &&
      meaning.classifier === classifier &&
      meaning.stopType === stopType
    )
      return code;
  return undefined;
}
