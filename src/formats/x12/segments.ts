/** Where something stands: `segment` counts from the set's ST (= 1), as SE-01 and AK3-02 do; `offset` is a character. */
export interface Position {
  offset: number;
  tag?: string;
  segment?: number;
  element?: number;
}

/** Something to tell the sender or the person who mends the profile. The code is stable, the detail is a sentence. */
export interface Note {
  code: string;
  detail: string;
  position: Position;
}

/** One segment; `elements[0]` is its tag, so that element 7 of B3 is `elements[7]`. */
export interface Segment {
  tag: string;
  elements: string[];
  /** Within its set, ST = 1; 0 outside of a set. */
  number: number;
  offset: number;
  end: number;
}

export interface Separators {
  element: string;
  component: string;
  segment: string;
}

/** Real tags: a letter, then one or two letters or digits. */
const tagPattern = /^[A-Z][A-Z0-9]{1,2}$/;

/** True for what can be a segment's name. */
export function isTag(text: string): boolean {
  return tagPattern.test(text);
}

const blanks = ' \t\r\n\f\v\0\u001a\u00a0\ufeff';

/** The first place from `at` on that is not blank: line ends, indents, byte order marks and end-of-file characters. */
export function skipBlank(text: string, at: number): number {
  let next = at;
  while (next < text.length && blanks.includes(text.charAt(next))) next += 1;
  return next;
}

/** An element without its padding; absent and empty are both ''. */
export function element(segment: Segment, number: number): string {
  return (segment.elements[number] ?? '').trim();
}

/** An element that may be absent, of a segment that may be: null when there is nothing. */
export function told(segment: Segment | null | undefined, number: number): string | null {
  return (segment ? element(segment, number) : '') || null;
}

/** A note about a segment, or about one of its elements. */
export function noteAt(code: string, detail: string, segment: Segment, number?: number): Note {
  const position: Position = { offset: segment.offset, tag: segment.tag };
  if (segment.number > 0) position.segment = segment.number;
  if (number !== undefined) position.element = number;
  return { code, detail, position };
}

/** What a message may show of a foreign text in a sentence: short, in quotes, in one line. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > 40 ? `${line.slice(0, 40)}…` : line}"`;
}

/**
 * The segment that starts at or after `from`, or null at the end of the text. Blank segments are skipped.
 * A tag that cannot be one is kept as it stands: the caller decides what an unreadable segment means.
 */
export function nextSegment(text: string, from: number, separators: Separators): Segment | null {
  let start = from;
  for (;;) {
    start = skipBlank(text, start);
    if (start >= text.length) return null;
    const stop = text.indexOf(separators.segment, start);
    const end = stop < 0 ? text.length : stop;
    const raw = text.slice(start, end).trimEnd();
    if (raw !== '') {
      const elements = raw.split(separators.element);
      return { tag: (elements[0] ?? '').trim(), elements, number: 0, offset: start, end: stop < 0 ? end : end + 1 };
    }
    start = end + 1;
  }
}
