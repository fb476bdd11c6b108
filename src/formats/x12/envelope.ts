import { isDate, type LocalDate } from '../../freight/time.ts';
import { entryOf } from '../../freight/entry.ts';
import { type Header, readIsa } from './isa.ts';
import {
  element,
  isTag,
  nextSegment,
  type Note,
  noteAt,
  quoted,
  type Segment,
  type Separators,
  skipBlank,
} from './segments.ts';

/** One transaction set, ST to SE: one message. */
export interface X12Set {
  /** ST-01: 210, 214, 997 … */
  type: string;
  /** ST-02 as it came. Control numbers identify nothing: real senders repeat them. */
  control: string;
  /** GS-08, such as 004010 or 005010. */
  version: string;
  /** GS-01, such as IM or QM. */
  groupCode: string;
  groupControl: string;
  interchangeControl: string;
  /** ISA-06 and ISA-08 without padding. */
  sender: string;
  receiver: string;
  /** The date of the envelope (GS-04, else ISA-09), to tell which statuses lie ahead of it. Null: unreadable. */
  sentOn: LocalDate | null;
  separators: Separators;
  /** Exactly the characters that came, from ST to the end of SE. */
  raw: string;
  offset: number;
  segments: Segment[];
  warnings: Note[];
  /** Why this set cannot be understood, whatever it says: truncated, contradictory, unreadable. */
  problem?: Note;
}

export interface Group {
  code: string;
  sender: string;
  receiver: string;
  control: string;
  version: string;
  sentOn: LocalDate | null;
  sets: X12Set[];
  closed: boolean;
}

export interface Interchange {
  sender: string;
  senderQualifier: string;
  receiver: string;
  receiverQualifier: string;
  control: string;
  /** ISA-12, such as 00401. */
  version: string;
  /** ISA-15 is T: the sender calls it a test. */
  test: boolean;
  separators: Separators;
  groups: Group[];
  warnings: Note[];
  /** The trailer is missing: all sets carry the same problem. */
  problem?: Note;
  offset: number;
  end: number;
}

/** What stands in a text of X12. `problem` is where reading stopped; its `raw` is all that was not read. */
export interface X12Text {
  interchanges: Interchange[];
  problem?: Note & { raw: string };
}

/** Notes per interchange; a garbled message must not cost more to report than to read. */
const mostNotes = 100;

/** The functional group each set we know travels in (X12 GS-01). */
const groupCodes: Readonly<Record<string, string>> = {
  '204': 'SM',
  '210': 'IM',
  '214': 'QM',
  '820': 'RA',
  '997': 'FA',
};

interface Walk {
  text: string;
  interchange: Interchange;
  sentOn: LocalDate | null;
  group: Group | null;
  set: X12Set | null;
}

function warn(walk: Walk, note: Note): void {
  const list = walk.set?.warnings ?? walk.interchange.warnings;
  if (list.length < mostNotes) list.push(note);
}

/** CCYYMMDD, or YYMMDD of the years 1970 to 2069; null when it is no date of the calendar. */
function envelopeDate(text: string): LocalDate | null {
  if (!/^\d{6}(\d\d)?$/.test(text)) return null;
  const century = text.startsWith('7') || text.startsWith('8') || text.startsWith('9') ? '19' : '20';
  const digits = text.length === 8 ? text : century + text;
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return isDate(date) ? date : null;
}

function checkCount(walk: Walk, segment: Segment, counted: number, what: string): void {
  const told = element(segment, 1);
  const digits = /^0*(\d{1,9})(?!\d)/.exec(told)?.[1];
  if (digits === String(counted) && /^\d+$/.test(told)) return;
  const detail = `${segment.tag}-01 says ${quoted(told)} ${what}, there are ${counted}`;
  warn(walk, noteAt(digits === String(counted) ? 'COUNT_STRAY_TEXT' : 'COUNT_WRONG', detail, segment, 1));
}

/** Compares a trailer's control number with its header's: equal, equal but for form (a warning), or another one. */
function checkControl(walk: Walk, segment: Segment, opened: string): boolean {
  const told = element(segment, 2);
  if (told === opened) return true;
  const bare = (text: string) => (text.split(/\s/, 1)[0] ?? '').replace(/^0+(?=.)/, '');
  const same = bare(told) === bare(opened) || told === '';
  const detail = `${segment.tag}-02 is ${quoted(told)}, its header says ${quoted(opened)}`;
  warn(walk, noteAt(same ? 'CONTROL_FORM' : 'CONTROL_MISMATCH', detail, segment, 2));
  return same;
}

function closeSet(walk: Walk, end: number, problem?: Note): void {
  const { set } = walk;
  if (!set) return;
  set.raw = walk.text.slice(set.offset, end);
  if (problem) set.problem ??= problem;
  walk.set = null;
}

function truncated(segment: Segment, missing: string): Note {
  return noteAt('TRUNCATED', `${missing} is missing before ${quoted(segment.tag)}`, segment);
}

function closeGroup(walk: Walk, problem: Note): void {
  for (const set of walk.group?.sets ?? []) set.problem ??= problem;
  walk.group = null;
}

function openGroup(walk: Walk, segment: Segment): void {
  closeSet(walk, segment.offset, truncated(segment, 'SE'));
  if (walk.group) closeGroup(walk, truncated(segment, 'GE'));
  walk.group = {
    code: element(segment, 1),
    sender: element(segment, 2),
    receiver: element(segment, 3),
    control: element(segment, 6),
    version: element(segment, 8),
    sentOn: envelopeDate(element(segment, 4)) ?? walk.sentOn,
    sets: [],
    closed: false,
  };
  walk.interchange.groups.push(walk.group);
}

/** A set before any GS gets a group of its own, whose version nobody told: it is kept, not understood. */
function groupless(walk: Walk): Group {
  const { sentOn } = walk;
  const group = { code: '', sender: '', receiver: '', control: '', version: '', sentOn, sets: [], closed: true };
  walk.interchange.groups.push(group);
  return group;
}

function openSet(walk: Walk, segment: Segment): void {
  closeSet(walk, segment.offset, truncated(segment, 'SE'));
  const group = walk.group ?? groupless(walk);
  const { sender, receiver, control, separators } = walk.interchange;
  segment.number = 1;
  const set: X12Set = {
    type: element(segment, 1),
    control: element(segment, 2),
    version: group.version,
    groupCode: group.code,
    groupControl: group.control,
    interchangeControl: control,
    sender,
    receiver,
    sentOn: group.sentOn,
    separators,
    raw: '',
    offset: segment.offset,
    segments: [segment],
    warnings: [],
  };
  if (!walk.group) set.problem = noteAt('OUTSIDE_GROUP', 'the set stands in no functional group (GS)', segment);
  const expected = entryOf(groupCodes, set.type);
  if (walk.group && expected !== undefined && expected !== group.code) {
    const detail = `a ${set.type} travels in a group ${expected}; GS-01 says ${quoted(group.code)}`;
    set.warnings.push(noteAt('GROUP_CODE', detail, segment, 1));
  }
  group.sets.push(set);
  walk.set = set;
}

function endSet(walk: Walk, segment: Segment): void {
  const { set } = walk;
  if (!set) {
    warn(walk, noteAt('STRAY_SEGMENT', 'SE without ST', segment));
    return;
  }
  append(set, segment);
  checkCount(walk, segment, set.segments.length, 'segments');
  if (!checkControl(walk, segment, set.control)) {
    const detail = `ST-02 ${quoted(set.control)} and SE-02 ${quoted(element(segment, 2))} are two different sets`;
    set.problem ??= noteAt('CONTROL_MISMATCH', detail, segment, 2);
  }
  closeSet(walk, segment.end);
}

function endGroup(walk: Walk, segment: Segment): void {
  closeSet(walk, segment.offset, truncated(segment, 'SE'));
  if (!walk.group) {
    warn(walk, noteAt('STRAY_SEGMENT', 'GE without GS', segment));
    return;
  }
  walk.group.closed = true;
  checkCount(walk, segment, walk.group.sets.length, 'sets');
  checkControl(walk, segment, walk.group.control);
  walk.group = null;
}

function append(set: X12Set, segment: Segment): void {
  set.segments.push(segment);
  segment.number = set.segments.length;
}

function inside(walk: Walk, segment: Segment): void {
  const { set } = walk;
  if (set) append(set, segment);
  if (!isTag(segment.tag)) {
    const unreadable = noteAt('SEGMENT_UNREADABLE', `${quoted(segment.tag)} is no segment`, segment);
    if (set) set.problem ??= unreadable;
    else warn(walk, unreadable);
  } else if (!set && segment.tag !== 'TA1') {
    warn(walk, noteAt('STRAY_SEGMENT', `${segment.tag} outside of a set`, segment));
  }
}

/** The interchange ends without IEA: what was cut off is unknown, so none of its sets is understood. */
function endTruncated(walk: Walk, offset: number): void {
  const { interchange } = walk;
  const detail = 'the interchange ends without IEA: what was cut off is unknown, so none of its sets is accepted';
  const problem: Note = { code: 'TRUNCATED', detail, position: { offset } };
  closeSet(walk, offset, { ...problem, detail: 'the text ends within the set: SE is missing' });
  interchange.problem = problem;
  for (const group of interchange.groups) for (const set of group.sets) set.problem ??= problem;
  interchange.end = offset;
}

function endInterchange(walk: Walk, segment: Segment): void {
  closeSet(walk, segment.offset, truncated(segment, 'SE'));
  if (walk.group) closeGroup(walk, truncated(segment, 'GE'));
  const groups = walk.interchange.groups.filter((group) => group.control !== '' || group.code !== '');
  checkCount(walk, segment, groups.length, 'groups');
  checkControl(walk, segment, walk.interchange.control);
  walk.interchange.end = segment.end;
}

function opened(header: Header): Interchange {
  const told = (number: number) => header.elements[number] ?? '';
  return {
    senderQualifier: told(5),
    sender: told(6),
    receiverQualifier: told(7),
    receiver: told(8),
    version: told(12),
    control: told(13),
    test: told(15) === 'T',
    separators: header.separators,
    groups: [],
    warnings: [...header.warnings],
    offset: header.offset,
    end: header.end,
  };
}

/** Looked at before the end of the segment is searched for, so that a row of bare headers costs no more than its length. */
function startsInterchange(text: string, at: number): boolean {
  return text.startsWith('ISA', at) && /[^A-Za-z0-9]/.test(text.charAt(at + 3));
}

function readInterchange(text: string, header: Header): Interchange {
  const interchange = opened(header);
  const sentOn = envelopeDate(header.elements[9] ?? '');
  const walk: Walk = { text, interchange, sentOn, group: null, set: null };
  let at = header.end;
  for (;;) {
    at = skipBlank(text, at);
    const segment = startsInterchange(text, at) ? null : nextSegment(text, at, header.separators);
    if (!segment) {
      endTruncated(walk, at);
      return interchange;
    }
    at = segment.end;
    if (segment.tag === 'GS') openGroup(walk, segment);
    else if (segment.tag === 'ST') openSet(walk, segment);
    else if (segment.tag === 'SE') endSet(walk, segment);
    else if (segment.tag === 'GE') endGroup(walk, segment);
    else if (segment.tag === 'IEA') {
      endInterchange(walk, segment);
      return interchange;
    } else inside(walk, segment);
  }
}

/**
 * Reads a text of X12 into its interchanges, groups and sets (X12.5 interchange control structures). Nothing is ever
 * thrown, and the work grows with the text alone. What the envelope only miscounts or pads is a warning; a set that
 * is truncated, contradictory or unreadable carries a `problem` and its raw text. Where no interchange begins, the
 * rest of the text is the `problem`.
 */
export function readX12(text: string): X12Text {
  const interchanges: Interchange[] = [];
  let at = skipBlank(text, 0);
  if (at >= text.length) {
    const position = { offset: 0 };
    return { interchanges, problem: { code: 'NO_INTERCHANGE', detail: 'the text is empty', position, raw: text } };
  }
  while (at < text.length) {
    const header = readIsa(text, at);
    if ('code' in header) {
      const raw = interchanges.length === 0 ? text : text.slice(at);
      return { interchanges, problem: { ...header, raw } };
    }
    const interchange = readInterchange(text, header);
    interchanges.push(interchange);
    at = skipBlank(text, interchange.end);
  }
  return { interchanges };
}
