import { type Note, type Position, quoted, type Separators } from './segments.ts';

/** The interchange header as read, and where the next segment begins. */
export interface Header {
  elements: string[];
  separators: Separators;
  offset: number;
  end: number;
  warnings: Note[];
}

/** The widest element of ISA has 15 characters; anything much longer is not an ISA. */
const widestElement = 40;

function problem(code: string, detail: string, position: Position): Note {
  return { code, detail, position };
}

/** What the fixed elements of ISA must look like for the 16 to be the right 16. */
const shapes: { element: number; fits: RegExp; meant: string }[] = [
  { element: 9, fits: /^\d{6}(\d\d)?$/, meant: 'a date' },
  { element: 10, fits: /^\d{4,8}$/, meant: 'a time' },
  { element: 12, fits: /^\d{5}$/, meant: 'a version of five digits' },
  { element: 13, fits: /^\S+$/, meant: 'a control number' },
  { element: 15, fits: /^[A-Z]$/, meant: 'a usage indicator of one letter' },
];

function shapeProblem(elements: string[], offset: number): Note | null {
  for (const shape of shapes) {
    const value = elements[shape.element] ?? '';
    if (!shape.fits.test(value)) {
      const detail = `ISA-${shape.element} should be ${shape.meant}, not ${quoted(value)}`;
      return problem('ISA_UNREADABLE', detail, { offset, tag: 'ISA', element: shape.element });
    }
  }
  return null;
}

function readSeparators(text: string, at: number, element: string): Separators | null {
  const component = text.charAt(at);
  const segment = text.charAt(at + 1);
  if (segment === '' || /[A-Za-z0-9 ]/.test(component + segment)) return null;
  return component === element || segment === element || segment === component ? null : { element, component, segment };
}

function headerWarnings(text: string, offset: number, end: number): Note[] {
  if (!/[\r\n]/.test(text.slice(offset, end - 1))) return [];
  const detail = 'the ISA is broken over several lines; its 16 elements were counted across the break';
  return [problem('LINE_BREAK_IN_ISA', detail, { offset, tag: 'ISA' })];
}

/**
 * Reads the interchange header at `offset` (X12 ISA): the fourth character is the element separator, 16 elements
 * follow, the 16th is the component separator, and the character after it ends every segment. Counting instead of
 * cutting at column 106 reads senders who drop the padding. Line breaks within are accepted with a warning.
 *
 * @returns the header, or a note that says why there is none (NO_INTERCHANGE, ISA_UNREADABLE)
 */
export function readIsa(text: string, offset: number): Header | Note {
  const separator = text.charAt(offset + 3);
  if (!text.startsWith('ISA', offset) || separator === '' || /[\sA-Za-z0-9]/.test(separator)) {
    const begins = `the text starts with ${quoted(text.slice(offset, offset + 60))} where ISA is expected`;
    const isEdifact = /^UN[AB][^A-Za-z0-9]/.test(text.slice(offset, offset + 4));
    const detail = isEdifact ? `${begins}: EDIFACT is not read, send X12 or JSON` : begins;
    return problem('NO_INTERCHANGE', detail, { offset });
  }
  const elements = ['ISA'];
  let at = offset + 3;
  for (let number = 1; number <= 15; number += 1) {
    const window = text.slice(at + 1, at + 2 + widestElement);
    const length = window.indexOf(separator);
    if (length < 0) {
      const detail = `ISA ends after ${number - 1} of its 16 elements`;
      return problem('ISA_UNREADABLE', detail, { offset, tag: 'ISA', element: number });
    }
    elements.push(window.slice(0, length).trim());
    at += length + 1;
  }
  const misshapen = shapeProblem(elements, offset);
  if (misshapen) return misshapen;
  const separators = readSeparators(text, at + 1, separator);
  if (!separators) {
    const detail = 'no component separator and segment terminator stand after the 15th element of ISA';
    return problem('ISA_UNREADABLE', detail, { offset, tag: 'ISA', element: 16 });
  }
  elements.push(separators.component);
  return { elements, separators, offset, end: at + 3, warnings: headerWarnings(text, offset, at + 2) };
}
