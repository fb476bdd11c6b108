import type { LocalDate } from '../../freight/time.ts';
import type { Separators } from './segments.ts';

/** What stands around the sets we write. Control numbers are digits; `time` is HH:MM. */
export interface Envelope {
  sender: string;
  receiver: string;
  senderQualifier?: string;
  receiverQualifier?: string;
  control: string;
  date: LocalDate;
  time: string;
  /** 004010 unless told. */
  version?: '004010' | '005010';
  separators?: Separators;
  test?: boolean;
}

/** One set without ST and SE: each segment is its tag and elements. */
export interface WrittenSet {
  type: string;
  segments: string[][];
}

/** One functional group; its application codes are those of the interchange unless told. */
export interface WrittenGroup {
  code: string;
  sender?: string;
  receiver?: string;
  sets: WrittenSet[];
}

const usualSeparators: Separators = { element: '*', component: '>', segment: '~' };

/** A repetition separator (ISA-11 from 00501 on) that is none of the others. */
function repetition(separators: Separators): string {
  const taken = Object.values(separators) as string[];
  return ['^', '!', '|'].find((one) => !taken.includes(one)) ?? '^';
}

function isaElements(envelope: Envelope, separators: Separators): string[] {
  const wide = envelope.version === '005010';
  return [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    envelope.senderQualifier ?? 'ZZ',
    envelope.sender.slice(0, 15).padEnd(15),
    envelope.receiverQualifier ?? 'ZZ',
    envelope.receiver.slice(0, 15).padEnd(15),
    envelope.date.slice(2).replaceAll('-', ''),
    envelope.time.replace(':', ''),
    wide ? repetition(separators) : 'U',
    wide ? '00501' : '00401',
    envelope.control.padStart(9, '0'),
    '0',
    envelope.test === true ? 'T' : 'P',
    separators.component,
  ];
}

/**
 * Writes one interchange of X12 with its groups and sets, counts and control numbers included. Characters that are
 * separators, and line ends, are written as blanks: X12 has no way to escape them. Sets are numbered from 0001.
 */
export function writeInterchange(envelope: Envelope, groups: WrittenGroup[]): string {
  const separators = envelope.separators ?? usualSeparators;
  const { element, segment, component } = separators;
  const lineEnd = /[\r\n]/.test(segment) ? '' : '\n';
  const safe = (text: string) =>
    Array.from(text, (one) => (one === element || one === segment || one === component || one < ' ' ? ' ' : one));
  const lines: string[] = [isaElements(envelope, separators).join(element)];
  const write = (elements: string[]) => {
    const cleaned = elements.map((text) => safe(text).join('').trimEnd());
    while (cleaned.at(-1) === '') cleaned.pop();
    lines.push(cleaned.join(element));
  };
  const day = envelope.date.replaceAll('-', '');
  groups.forEach((group, index) => {
    const control = String(index + 1);
    const { sender = envelope.sender, receiver = envelope.receiver } = group;
    const version = envelope.version ?? '004010';
    write(['GS', group.code, sender, receiver, day, envelope.time.replace(':', ''), control, 'X', version]);
    group.sets.forEach((set, number) => {
      const setControl = String(number + 1).padStart(4, '0');
      write(['ST', set.type, setControl]);
      set.segments.forEach(write);
      write(['SE', String(set.segments.length + 2), setControl]);
    });
    write(['GE', String(group.sets.length), control]);
  });
  write(['IEA', String(groups.length), envelope.control.padStart(9, '0')]);
  return lines.map((line) => `${line}${segment}${lineEnd}`).join('');
}
