import type { PartnerProfile } from '../../freight/terms.ts';
import { entryOf } from '../../freight/entry.ts';
import { readNumber, readWhole } from './decimals.ts';
import type { X12Set } from './envelope.ts';
import { element, noteAt, quoted, type Segment, told } from './segments.ts';
import { checkVersion, conclude, type Reading, type SetResult, startReading } from './understood.ts';

/** What a carrier says to one thing asked: HELD is neither yes nor no, for a person to read. */
export type AdvisedVerdict = 'ACCEPTED' | 'CHANGED' | 'REJECTED' | 'HELD';

/** One OTI of an 824 with what belongs to it. Where neither charge nor invoice is named it speaks of the whole dispute. */
export interface AdvisedLine {
  verdict: AdvisedVerdict;
  /** Our number of the charge within the dispute (REF LI). */
  place: number | null;
  invoiceNumber: string | null;
  billNumber: string | null;
  /** What the sender would take off the bill (AMT NA). */
  credited: string | null;
  /** What the charge would then come to (AMT 1, 5, TT). */
  total: string | null;
  /** X12 element 647, as they came. */
  codes: string[];
  text: string | null;
}

/** An 824 about a dispute. */
export interface Advice {
  /** `D-000123`. */
  dispute: string;
  /** The sender's own number of its advice (BGN-02); null when that is ours. */
  reference: string | null;
  lines: AdvisedLine[];
}

/** X12 element 110, by what is said to a charge: T of a whole set, I of an item, B of a batch. */
const verdicts: Readonly<Record<string, AdvisedVerdict>> = Object.freeze({
  TA: 'ACCEPTED',
  IA: 'ACCEPTED',
  BA: 'ACCEPTED',
  TC: 'CHANGED',
  TE: 'CHANGED',
  TP: 'CHANGED',
  IC: 'CHANGED',
  IE: 'CHANGED',
  IP: 'CHANGED',
  TR: 'REJECTED',
  IR: 'REJECTED',
  BR: 'REJECTED',
  TH: 'HELD',
  IH: 'HELD',
});

const ofInvoice = ['IK', 'IV'];
const ofBill = ['CN', 'FR'];

/** An OTI with the segments up to the next one. */
interface Loop {
  oti: Segment;
  others: Segment[];
}

function loopsOf(set: X12Set): { header: Segment[]; loops: Loop[] } {
  const header: Segment[] = [];
  const loops: Loop[] = [];
  for (const segment of set.segments) {
    if (segment.tag === 'OTI') loops.push({ oti: segment, others: [] });
    else (loops.at(-1)?.others ?? header).push(segment);
  }
  return { header, loops };
}

/** `D-000123`, also with its blank or dash lost on the way; null: no number of a dispute. */
function disputeIn(text: string): string | null {
  const digits = /^D[- ]?(\d{6,9})$/i.exec(text)?.[1];
  return digits === undefined ? null : `D-${digits}`;
}

/** Every place where a sender may repeat our number. */
function numbersIn(set: X12Set): { number: string; segment: Segment; element: number }[] {
  const places: Readonly<Record<string, readonly number[]>> = { BGN: [2, 6], OTI: [3], REF: [2] };
  return set.segments.flatMap((segment) =>
    (entryOf(places, segment.tag) ?? []).flatMap((position) => {
      const number = disputeIn(element(segment, position));
      return number === null ? [] : [{ number, segment, element: position }];
    }),
  );
}

/** The value of the first REF with one of these qualifiers, or of OTI itself. */
function valueOf({ oti, others }: Loop, qualifiers: readonly string[]): string | null {
  const refs = others
    .filter(({ tag }) => tag === 'REF')
    .map((ref) => ({ qualifier: element(ref, 1), value: told(ref, 2) }));
  const all = [...refs, { qualifier: element(oti, 2), value: told(oti, 3) }];
  return all.find(({ qualifier, value }) => value !== null && qualifiers.includes(qualifier))?.value ?? null;
}

function amountIn(reading: Reading, loop: Loop, qualifiers: readonly string[]): string | null {
  const amt = loop.others.find((segment) => segment.tag === 'AMT' && qualifiers.includes(element(segment, 1)));
  if (!amt) return null;
  const value = readNumber(element(amt, 2));
  if (value === null)
    reading.problems.push(
      noteAt('AMOUNT_UNREADABLE', `AMT-02 should be an amount, not ${quoted(element(amt, 2))}`, amt, 2),
    );
  return value;
}

function verdictIn(reading: Reading, { oti }: Loop): AdvisedVerdict {
  const verdict = entryOf(verdicts, element(oti, 1));
  if (verdict !== undefined) return verdict;
  const detail = `OTI-01 ${quoted(element(oti, 1))} says neither accepted, changed, rejected nor held`;
  reading.problems.push(noteAt('ADVICE_UNKNOWN', detail, oti, 1));
  return 'HELD';
}

function placeIn(reading: Reading, { others }: Loop): number | null {
  const ref = others.find((segment) => segment.tag === 'REF' && element(segment, 1) === 'LI');
  if (!ref) return null;
  const place = readWhole(element(ref, 2));
  if (place === null || place === 0) {
    const detail = `REF-02 should be our number of the charge, not ${quoted(element(ref, 2))}`;
    reading.problems.push(noteAt('PLACE_UNREADABLE', detail, ref, 2));
  }
  return place;
}

function wordsIn({ others }: Loop): { codes: string[]; text: string | null } {
  const teds = others.filter(({ tag }) => tag === 'TED');
  const notes = others.filter(({ tag }) => tag === 'NTE').map((segment) => element(segment, 2));
  const words = [...teds.map((segment) => element(segment, 2)), ...notes].filter((text) => text !== '');
  return {
    codes: teds.map((segment) => element(segment, 1)).filter((code) => code !== ''),
    text: words.length === 0 ? null : words.join(' '),
  };
}

function readLine(reading: Reading, loop: Loop): AdvisedLine {
  const said = verdictIn(reading, loop);
  const credited = amountIn(reading, loop, ['NA']);
  const total = amountIn(reading, loop, ['1', '5', 'TT']);
  const amountless = said === 'CHANGED' && credited === null && total === null;
  if (amountless) {
    const detail = `OTI-01 ${quoted(element(loop.oti, 1))} changes something and no AMT (NA, 1) says to what`;
    reading.warnings.push(noteAt('CHANGE_WITHOUT_AMOUNT', detail, loop.oti, 1));
  }
  return {
    verdict: amountless ? 'HELD' : said,
    place: placeIn(reading, loop),
    invoiceNumber: valueOf(loop, ofInvoice),
    billNumber: valueOf(loop, ofBill),
    credited,
    total,
    ...wordsIn(loop),
  };
}

/**
 * Reads an application advice (X12 824) that answers one of our disputes: it repeats the dispute's number in BGN-02 or
 * 06, OTI-03 or a REF. What it answers stands in `facts.advice`; it makes no facts. One about anything else is none of
 * the sets we read. Two disputes in one set contradict each other, an unknown code or amount quarantines it.
 */
export function readAdvice(set: X12Set, profile: PartnerProfile | undefined): SetResult {
  const reading = startReading(set, profile);
  checkVersion(reading);
  const nothing = { invoices: [], events: [], documents: [] };
  const [st] = set.segments;
  const [first, ...more] = numbersIn(set);
  if (!first) {
    const detail = 'this 824 repeats the number of none of our disputes (D-000123 in BGN, OTI or REF)';
    if (st) reading.problems.push(noteAt('UNSUPPORTED_SET', detail, st, 1));
    return conclude(reading, nothing);
  }
  const other = more.find(({ number }) => number !== first.number);
  if (other) {
    const detail = `${other.number} stands beside ${first.number}: one 824 answers one dispute`;
    reading.problems.push(noteAt('DISPUTE_AMBIGUOUS', detail, other.segment, other.element));
  }
  const { header, loops } = loopsOf(set);
  if (loops.length === 0 && st)
    reading.problems.push(noteAt('SEGMENT_MISSING', 'OTI is missing: nothing is answered', st));
  const bgn = told(
    header.find(({ tag }) => tag === 'BGN'),
    2,
  );
  const reference = bgn === null || disputeIn(bgn) !== null ? null : bgn;
  const lines = loops.map((loop) => readLine(reading, loop));
  return conclude(reading, { ...nothing, advice: { dispute: first.number, reference, lines } });
}
