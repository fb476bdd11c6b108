import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import type { PartnerProfile } from '../freight/terms.ts';
import type { Interchange, X12Set } from '../formats/x12/envelope.ts';
import { readSet } from '../formats/x12/read-set.ts';
import { nextSegment, type Note, type Position, type Segment } from '../formats/x12/segments.ts';
import type { SetResult, Understood } from '../formats/x12/understood.ts';
import type { Problem } from './shape.ts';
import { type SentKind, understand, type UnderstoodFact } from './understanding.ts';

/** The text of a file: UTF-8 where it is, else Latin-1, which any bytes are. */
export function textOf(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
  return text.replace(/^\ufeff/, '');
}

/** The source of everything an X12 sender says. */
export const sourceOf = (sender: string): string => `x12:${sender.trim()}`;

/** A set as it was read: the facts in it, or why there are none. Offsets count from its own ST. */
export interface ReadMessage {
  set: X12Set;
  source: string;
  result: SetResult;
  facts: UnderstoodFact[];
  warnings: Note[];
  /** Equal for equal content, whatever the envelope. */
  contentHash: string;
  problem: { code: string; detail: string; position: Position | null } | null;
}

/** Reads one set with its partner's profile, and makes facts with ids of its content. */
export function readMessage(set: X12Set, profile: PartnerProfile | undefined): ReadMessage {
  const result = readSet(set, profile);
  const source = sourceOf(set.sender);
  const contentHash = hashOf(result.understood ? result.meaning : set.raw);
  const warnings = result.warnings.map((note) => ({ ...note, position: withinSet(note.position, set) }));
  const message = { set, source, result, warnings, contentHash };
  if (!result.understood) {
    const { code, detail, position } = result;
    return { ...message, facts: [], problem: { code, detail, position: withinSet(position, set) } };
  }
  const read = factsIn(result, contentHash, profile?.defaultCurrency ?? null);
  return 'problem' in read
    ? { ...message, facts: [], problem: { ...read.problem, position: null } }
    : { ...message, facts: read.facts, problem: null };
}

type Facts = { facts: UnderstoodFact[] } | { problem: { code: string; detail: string } };

/**
 * The facts of a set, checked like all others. The first of a kind has the hash of the set as its id, further ones a
 * number besides; equal content is the same fact even when a profile mended since reads it otherwise.
 */
function factsIn(result: Understood, contentHash: string, currency: string | null): Facts {
  const { invoices, events, documents } = result.facts;
  const facts: UnderstoodFact[] = [];
  const all: readonly (readonly [SentKind, string, readonly object[]])[] = [
    ['invoice', 'documentId', invoices],
    ['event', 'eventId', events],
    ['document', 'documentId', documents],
  ];
  for (const [kind, idField, bodies] of all)
    for (const [index, body] of bodies.entries()) {
      const id = index === 0 ? contentHash : `${contentHash}-${index + 1}`;
      const understood = understand(kind, { ...body, [idField]: id }, () => currency);
      if ('problems' in understood) return { problem: unfit(kind, understood.problems) };
      facts.push({ ...understood.fact, contentHash: hashOf(id) });
    }
  return { facts };
}

/** What the set says is not what a fact of that kind may say. */
function unfit(kind: SentKind, problems: readonly Problem[]): { code: string; detail: string } {
  const { pointer, code, detail } = problems[0] ?? { pointer: '', code: 'invalid', detail: 'not valid' };
  return { code: code.toUpperCase().replaceAll('-', '_'), detail: `${kind} ${pointer}: ${detail}` };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function withinSet(position: Position, set: X12Set): Position {
  return { ...position, offset: Math.max(0, position.offset - set.offset) };
}

/** What is kept of a set besides its raw text, so that it can be read again. */
export type KeptEnvelope = Omit<X12Set, 'raw' | 'offset' | 'segments'>;

const ownText = ['raw', 'offset', 'segments'];

/** The envelope of a set. */
export function envelopeOf(set: X12Set): KeptEnvelope {
  return Object.fromEntries(Object.entries(set).filter(([name]) => !ownText.includes(name))) as unknown as KeptEnvelope;
}

/** A set again as it was, from its raw text and its envelope. */
export function setAgain(raw: string, envelope: KeptEnvelope): X12Set {
  const segments: Segment[] = [];
  let at = 0;
  for (;;) {
    const segment = nextSegment(raw, at, envelope.separators);
    if (!segment) break;
    segments.push({ ...segment, number: segments.length + 1 });
    at = segment.end;
  }
  return { ...envelope, raw, offset: 0, segments };
}

/** The sets of an interchange, in their order. */
export function setsOf(interchange: Interchange): X12Set[] {
  return interchange.groups.flatMap((group) => group.sets);
}
