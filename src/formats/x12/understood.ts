import type { CarrierInvoice } from '../../freight/bill.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { FreightEvent } from '../../freight/event.ts';
import type { PartnerProfile } from '../../freight/terms.ts';
import { isDate, type LocalDate } from '../../freight/time.ts';
import type { X12Set } from './envelope.ts';
import type { Advice } from './set-824.ts';
import { element, type Note, noteAt, type Position, quoted, type Segment } from './segments.ts';

/** What one set tells. Ids are empty: whoever keeps the facts makes them from `meaning`. */
export interface X12Facts {
  invoices: CarrierInvoice[];
  events: FreightEvent[];
  documents: FreightDocument[];
  /** What a carrier answers to a dispute; it is no fact. */
  advice?: Advice;
}

export interface Understood {
  understood: true;
  type: string;
  facts: X12Facts;
  /** The content of the set in one canonical text: no control numbers, envelope, separators or padding in it. */
  meaning: string;
  warnings: Note[];
}

/** `code`, `detail` and `position` are those of the first of `problems`. */
export interface NotUnderstood {
  understood: false;
  type: string;
  code: string;
  detail: string;
  position: Position;
  problems: Note[];
  warnings: Note[];
}

export type SetResult = Understood | NotUnderstood;

/** A set being read: warnings leave it understood, one problem quarantines it. All problems are told at once. */
export interface Reading {
  set: X12Set;
  profile: PartnerProfile | undefined;
  source: string;
  warnings: Note[];
  problems: Note[];
}

/** Opens a set for reading. The source is `x12:` and ISA-06 without padding. */
export function startReading(set: X12Set, profile: PartnerProfile | undefined): Reading {
  return { set, profile, source: `x12:${set.sender}`, warnings: [...set.warnings], problems: [] };
}

/** The content of a set as one text, equal for equal content: trimmed elements, without ST and SE. */
export function meaningOf(set: X12Set): string {
  const content = set.segments.filter((segment) => segment.tag !== 'ST' && segment.tag !== 'SE');
  const lines = content.map((segment) => {
    const elements = segment.elements.map((text) => text.trim());
    while (elements.at(-1) === '') elements.pop();
    return elements.join('\u001d');
  });
  return [set.type, ...lines].join('\u001e');
}

/** A set that no facts come from, with every problem found in it. */
export function notUnderstood(set: X12Set, problems: [Note, ...Note[]], warnings: Note[]): NotUnderstood {
  const { code, detail, position } = problems[0];
  return { understood: false, type: set.type, code, detail, position, problems, warnings };
}

/** Ends a reading: understood, unless a problem was noted. */
export function conclude(reading: Reading, facts: X12Facts): SetResult {
  const { set, warnings } = reading;
  const [first, ...more] = reading.problems;
  if (first) return notUnderstood(set, [first, ...more], warnings);
  return { understood: true, type: set.type, facts, meaning: meaningOf(set), warnings };
}

/** CCYYMMDD (X12 element 373) as a date, or null when it is none of the calendar. */
export function readDate(text: string): LocalDate | null {
  if (!/^\d{8}$/.test(text)) return null;
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return isDate(date) ? date : null;
}

/** A date that must be one where it is given: '' is null, anything unreadable is a problem of the set. */
export function dateIn(reading: Reading, segment: Segment, number: number): LocalDate | null {
  const text = element(segment, number);
  if (text === '') return null;
  const date = readDate(text);
  if (date === null) {
    const detail = `${segment.tag}-${padded(number)} should be a date CCYYMMDD, not ${quoted(text)}`;
    reading.problems.push(noteAt('DATE_UNREADABLE', detail, segment, number));
  }
  return date;
}

/** How element numbers are written: B3-07. */
export function padded(number: number): string {
  return String(number).padStart(2, '0');
}

/** A carrier's SCAC: two to four letters (NMFTA). */
export function isScac(text: string): boolean {
  return /^[A-Z]{2,4}$/.test(text);
}

/** Warns about a version other than 4010 and 5010; it is read like 4010. */
export function checkVersion(reading: Reading): void {
  const { version, segments } = reading.set;
  const [header] = segments;
  if (!header || /^00(401|501)0/.test(version)) return;
  const detail = `version ${quoted(version)} is read like 004010`;
  reading.warnings.push(noteAt('VERSION_UNUSUAL', detail, header));
}

/** The same fields without those that are null: absent parts are not written. */
export function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as T;
}
