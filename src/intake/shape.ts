import { isCurrency } from '../freight/currencies.ts';
import { decimalPattern } from '../freight/money.ts';
import { isDate, isInstant, isLocalDateTime, isTimeZone } from '../freight/time.ts';

/** One thing wrong with what came, and where: `pointer` is a JSON pointer (RFC 6901). */
export interface Problem {
  pointer: string;
  code: string;
  detail: string;
}

/** How many problems are told of one document. */
export const mostProblems = 100;

/** JSON Schema of a shape, for the API's own description. */
export type Schema = Record<string, unknown>;

/**
 * What a part of a document must look like. `read` returns the part in its one canonical form (fields in alphabetical
 * order, absent ones left out) or notes problems; `schema` says the same to readers.
 */
export interface Shape<T = unknown> {
  schema: Schema;
  /** `at` is the pointer of the part; problems beyond `mostProblems` are not noted. */
  read(value: unknown, at: string, problems: Problem[]): T;
}

interface Field {
  shape: Shape;
  required: boolean;
  /** Stands for an absent field. */
  otherwise?: unknown;
}

function note(problems: Problem[], pointer: string, code: string, detail: string): null {
  if (problems.length < mostProblems) problems.push({ pointer, code, detail });
  return null;
}

const shown = (value: unknown) => (JSON.stringify(value) as string | undefined)?.slice(0, 60) ?? 'nothing';

/** A field that may be left out or null. */
export function optional(shape: Shape): Field {
  return { shape, required: false };
}

/** A field that stands for `otherwise` when left out or null. */
export function withDefault(shape: Shape, otherwise: unknown): Field {
  return { shape, required: false, otherwise };
}

function isField(value: Shape | Field): value is Field {
  return 'shape' in value;
}

/** An object of exactly these fields; an unknown one is refused, since it is usually a misspelt one that matters. */
export function object(fields: Record<string, Shape | Field>): Shape<Record<string, unknown> | null> {
  const sorted = Object.entries(fields)
    .map(([name, field]): [string, Field] => [name, isField(field) ? field : { shape: field, required: true }])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const known = new Set(sorted.map(([name]) => name));
  return {
    schema: {
      type: 'object',
      required: sorted.flatMap(([name, field]) => (field.required ? [name] : [])),
      properties: Object.fromEntries(sorted.map(([name, field]) => [name, field.shape.schema])),
      additionalProperties: false,
    },
    read(value, at, problems) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return note(problems, at, 'wrong-type', `an object is expected, not ${shown(value)}`);
      const given = value as Record<string, unknown>;
      const read: Record<string, unknown> = {};
      for (const [name, field] of sorted) {
        const part = readField(given, [name, field], at, problems);
        if (part !== undefined) read[name] = part;
      }
      for (const name of Object.keys(given))
        if (!known.has(name))
          note(problems, `${at}/${escaped(name)}`, 'unknown-field', `there is no field ${shown(name)}`);
      return read;
    },
  };
}

function readField(
  given: Record<string, unknown>,
  [name, field]: [string, Field],
  at: string,
  problems: Problem[],
): unknown {
  const part = Object.hasOwn(given, name) ? given[name] : undefined;
  if (part !== undefined && part !== null) return field.shape.read(part, `${at}/${name}`, problems);
  if (field.required) return note(problems, `${at}/${name}`, 'required', `${name} is missing`);
  return field.otherwise;
}

function escaped(name: string): string {
  return name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A list; `numbered` names the field that counts from 1 where the sender left it out. */
export function list(
  item: Shape,
  bounds: { least?: number; most?: number; numbered?: string } = {},
): Shape<unknown[] | null> {
  const { least = 0, most = 2_000, numbered } = bounds;
  return {
    schema: { type: 'array', items: item.schema, minItems: least, maxItems: most },
    read(value, at, problems) {
      if (!Array.isArray(value)) return note(problems, at, 'wrong-type', `a list is expected, not ${shown(value)}`);
      if (value.length < least) return note(problems, at, 'required', `at least ${least} must be given`);
      if (value.length > most) return note(problems, at, 'too-many', `at most ${most} may be given`);
      const read = value.map((part: unknown, index) =>
        item.read(numbered === undefined ? part : withNumber(part, numbered, index + 1), `${at}/${index}`, problems),
      );
      if (numbered !== undefined) noteRepeated(read, numbered, at, problems);
      return read;
    },
  };
}

function withNumber(part: unknown, field: string, number: number): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  const given = part as Record<string, unknown>;
  return given[field] === undefined || given[field] === null ? { ...given, [field]: number } : given;
}

function noteRepeated(parts: unknown[], field: string, at: string, problems: Problem[]): void {
  const seen = new Set<unknown>();
  for (const [index, part] of parts.entries()) {
    const number = (part as Record<string, unknown> | undefined)?.[field];
    if (number === undefined) continue;
    if (seen.has(number))
      note(problems, `${at}/${index}/${field}`, 'repeated', `${field} ${shown(number)} stands twice`);
    seen.add(number);
  }
}

function textual(
  schema: Schema,
  check: (text: string) => { code: string; detail: string } | null,
): Shape<string | null> {
  return {
    schema: { type: 'string', ...schema },
    read(value, at, problems) {
      if (typeof value !== 'string') return note(problems, at, 'wrong-type', `text is expected, not ${shown(value)}`);
      const problem = check(value);
      return problem ? note(problems, at, problem.code, problem.detail) : value;
    },
  };
}

/** Words of 1 to `most` characters; blank ones are as good as absent, so they are refused. */
export function text(most = 200): Shape<string | null> {
  return textual({ minLength: 1, maxLength: most }, (value) => {
    if (value.trim() === '') return { code: 'required', detail: 'the text is blank' };
    if (value.length > most) return { code: 'too-long', detail: `at most ${most} characters may be given` };
    return null;
  });
}

/** One of a closed list. */
export function code(codes: readonly string[], problem = 'unknown-code'): Shape<string | null> {
  const known = new Set(codes);
  return textual({ enum: codes }, (value) =>
    known.has(value) ? null : { code: problem, detail: `${shown(value)} is none of ${codes.join(' ')}`.slice(0, 500) },
  );
}

/** A calendar date `YYYY-MM-DD`. */
export const date = textual({ format: 'date', examples: ['2026-03-02'] }, (value) =>
  isDate(value) ? null : { code: 'impossible-date', detail: `${shown(value)} is no date YYYY-MM-DD of the calendar` },
);

/** An instant of RFC 3339, with offset. */
export const instant = textual({ format: 'date-time', examples: ['2026-03-02T08:00:00-05:00'] }, (value) =>
  isInstant(value)
    ? null
    : { code: 'impossible-date', detail: `${shown(value)} is no instant of RFC 3339 with an offset` },
);

/** A local time without offset. */
export const localTime = textual({ examples: ['2026-03-02T08:00:00'] }, (value) =>
  isLocalDateTime(value)
    ? null
    : { code: 'impossible-date', detail: `${shown(value)} is no local time YYYY-MM-DDTHH:MM:SS without offset` },
);

/** A zone of the IANA database. */
export const timeZone = textual({ examples: ['America/New_York'] }, (value) =>
  isTimeZone(value) ? null : { code: 'unknown-code', detail: `${shown(value)} is no time zone` },
);

/** A currency of ISO 4217. */
export const currency = textual({ pattern: '^[A-Z]{3}$', examples: ['USD'] }, (value) =>
  isCurrency(value) ? null : { code: 'unknown-currency', detail: `${shown(value)} is no currency of ISO 4217` },
);

/** A decimal: always text, since JSON numbers lose digits. */
export const decimal: Shape<string | null> = {
  schema: { type: 'string', pattern: decimalPattern.source, examples: ['440.48'] },
  read(value, at, problems) {
    if (typeof value === 'number')
      return note(problems, at, 'decimal-not-string', `a decimal is written as text: "${value}"`);
    if (typeof value !== 'string' || !decimalPattern.test(value)) return note(problems, at, ...unfit(value));
    return /^-0(\.0*)?$/.test(value) ? value.slice(1) : value;
  },
};

function unfit(value: unknown): [string, string] {
  return typeof value === 'string' && /^-?(0|[1-9]\d{0,14})\.\d{9,}$/.test(value)
    ? ['too-many-decimals', `${shown(value)} has more than 8 decimal places`]
    : ['not-a-decimal', `${shown(value)} is no plain decimal`];
}

/** A decimal that is not below zero. */
export const quantity: Shape<string | null> = {
  schema: { ...decimal.schema, pattern: '^(0|[1-9]\\d{0,14})(\\.\\d{1,8})?$' },
  read(value, at, problems) {
    const read = decimal.read(value, at, problems);
    if (read?.startsWith('-')) return note(problems, at, 'negative', `${shown(value)} is below zero`);
    return read;
  },
};

/** A whole number between two bounds, both included. */
export function whole(least: number, most: number): Shape<number | null> {
  return {
    schema: { type: 'integer', minimum: least, maximum: most },
    read(value, at, problems) {
      if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
        return note(
          problems,
          at,
          'wrong-type',
          `a whole number from ${least} to ${most} is expected, not ${shown(value)}`,
        );
      return value;
    },
  };
}

/** True or false. */
export const flag: Shape<boolean | null> = {
  schema: { type: 'boolean' },
  read: (value, at, problems) =>
    typeof value === 'boolean'
      ? value
      : note(problems, at, 'wrong-type', `true or false is expected, not ${shown(value)}`),
};

/** Free content of the sender's own, at most 16 levels deep, in a canonical form. */
export const open: Shape = {
  schema: { type: 'object', additionalProperties: true },
  read(value, at, problems) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return note(problems, at, 'wrong-type', `an object is expected, not ${shown(value)}`);
    return canonical(value, 16) ?? note(problems, at, 'too-deep', 'nested deeper than 16 levels');
  },
};

/** The same JSON with sorted keys; undefined when deeper than `depth`. */
function canonical(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, depth - 1));
    return items.includes(undefined) ? null : items;
  }
  const entries: [string, unknown][] = [];
  for (const [name, part] of Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const read = canonical(part, depth - 1);
    if (read === undefined) return undefined;
    entries.push([name, read]);
  }
  return Object.fromEntries(entries);
}
