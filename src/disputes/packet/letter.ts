import { reasonOf } from '../../audit/checks/reasons.ts';
import { chargeWords, timeWords } from '../../audit/explain/words.ts';
import type { DisputedKind, DisputePacket, PacketLine } from '../../freight/dispute.ts';
import { amountText, decimal, sum } from '../../freight/money.ts';
import type { LocalDate } from '../../freight/time.ts';
import { onOneLine, readable } from './readable.ts';

/** One row of the table and the page of proof behind it, in words. Amounts are grouped for reading. */
export interface LetterLine {
  place: string;
  invoice: string;
  invoiceDate: string;
  bill: string;
  charge: string;
  /** The carrier's own word for the charge; '' when it gave none. */
  described: string;
  billed: string;
  contract: string;
  asked: string;
  reason: string;
  /** `X12 426: 23 · 647: …`; '' when no code fits. */
  codes: string;
  /** What became of the line; null while it is open. */
  closed: string | null;
  sentence: string;
  cause: string | null;
  references: string;
  /** `ABCD-LTL version 3, /accessorials/0`, and the clause's own words where the contract has them. */
  clause: { name: string; text: string } | null;
  working: { depth: number; text: string; value: string; source: string }[];
  evidence: { what: string; source: string; happened: string; learnt: string }[];
  wouldChange: string;
}

/** A dispute as a letter: plain texts, ready to be set as HTML, as PDF, or as the text of an e-mail. */
export interface Letter {
  number: string;
  title: string;
  to: string;
  from: string;
  currency: string;
  asked: string;
  /** Who, when, how much, by when: label and value. */
  facts: { label: string; value: string }[];
  message: string[];
  opening: string[];
  answering: string[];
  lines: LetterLine[];
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** `2026-03-06` as `6 March 2026`: no reader takes it for another day. */
export function dateWords(date: LocalDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = months[Number(month) - 1];
  return name === undefined ? date : `${Number(day)} ${name} ${year}`;
}

/** An amount with its thousands apart: `12,345.60`. */
export function grouped(amount: string): string {
  const [whole = '', fraction] = amount.split('.');
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}

const party = ({ code, name }: { code: string; name: string | null }) =>
  onOneLine(name === null || name.trim() === '' || name === code ? code : `${name} (${code})`);

const closedWords: Record<Exclude<PacketLine['state'], 'OPEN'>, string> = {
  ACCEPTED: 'accepted',
  REJECTED: 'rejected',
  WITHDRAWN: 'withdrawn',
};

function askedOfKind(packet: DisputePacket, kind: DisputedKind): string | null {
  const lines = packet.lines.filter((line) => line.kind === kind && line.state === 'OPEN');
  const total = sum(lines.map(({ asked }) => decimal(asked)));
  return lines.length === 0 ? null : `${packet.currency} ${grouped(amountText(total, packet.currency))}`;
}

/** What we ask for, in words: what was kept back is confirmed, what was paid is given back. */
function openingOf(packet: DisputePacket): string[] {
  const withheld = askedOfKind(packet, 'WITHHELD');
  const claimed = askedOfKind(packet, 'CLAIM');
  const invoices = new Set(packet.lines.map(({ invoiceNumber }) => invoiceNumber)).size;
  const count = `${packet.lines.length === 1 ? 'one charge' : `${packet.lines.length} charges`} on ${
    invoices === 1 ? `invoice ${onOneLine(packet.lines[0]?.invoiceNumber ?? '')}` : `${invoices} invoices`
  }`;
  const said = [`We have audited your billing against our contract and the evidence we hold, and dispute ${count}.`];
  if (withheld !== null)
    said.push(
      `${withheld} was not paid. Please confirm it with a credit note or a corrected invoice; all else on these invoices is paid or payable as billed.`,
    );
  if (claimed !== null) said.push(`${claimed} was paid and is not owed. Please credit or refund it.`);
  if (withheld === null && claimed === null) said.push('Nothing is asked any more: every charge below is closed.');
  return said;
}

/** How the carrier answers: by when, to whom, in what words, or by EDI. */
function answeringOf({ number, answerBy, contact }: DisputePacket): string[] {
  const by = answerBy === null ? 'Please answer' : `Please answer by ${dateWords(answerBy)}`;
  const to = contact === null ? '' : ` to ${onOneLine(contact.name)}, ${onOneLine(contact.email)}`;
  return [
    `${by}${to}, quoting ${number}.`,
    'For each numbered charge say one of: accepted; another amount, rate or quantity, and why; or rejected, with your reason and the documents that show it. What would change our mind stands with each charge.',
    `By EDI: an X12 824 with one OTI for each charge: TA accepted, TC another amount (AMT), TR rejected; reference ${number} in BGN, and the number of the charge in REF with qualifier LI.`,
  ];
}

function factsOf(packet: DisputePacket): Letter['facts'] {
  const facts = [
    { label: 'To', value: party(packet.carrier) },
    { label: 'From', value: party(packet.legalEntity) },
    { label: 'Number', value: packet.number },
    { label: 'Date', value: dateWords(packet.issuedOn) },
    { label: 'Sum asked', value: `${packet.currency} ${grouped(packet.asked)}` },
    { label: 'Answer by', value: packet.answerBy === null ? 'no date set' : dateWords(packet.answerBy) },
  ];
  const { contact } = packet;
  if (contact) facts.push({ label: 'Contact', value: onOneLine(`${contact.name}, ${contact.email}`) });
  if (packet.round > 1) facts.push({ label: 'Round', value: String(packet.round) });
  if (packet.state === 'DRAFT') facts.push({ label: 'State', value: 'draft, not sent' });
  return facts;
}

function chargeOf(line: PacketLine): string {
  const words = chargeWords(line.charge);
  const name = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${line.stop === null ? '' : `, stop ${line.stop}`}`;
  return line.line === null ? `${name} (not billed)` : `${name} (line ${line.line})`;
}

function codesOf({ outward }: PacketLine): string {
  const named = [
    ['426', outward.x426],
    ['647', outward.x647],
  ].flatMap(([element, code]) => (code ? [`${element ?? ''}: ${onOneLine(code)}`] : []));
  return named.length === 0 ? '' : `X12 ${named.join(' · ')}`;
}

function clauseOf({ clause }: PacketLine): LetterLine['clause'] {
  if (clause === null) return null;
  const place = clause.pointer === null || clause.pointer === '' ? '' : `, ${clause.pointer}`;
  return {
    name: onOneLine(`${clause.contractId} version ${clause.version}${place}`),
    text: readable(clause.text ?? ''),
  };
}

/** A value of a working, its thousands apart when it is a plain number. */
function valueWords(value: string): string {
  const [, number, unit] = /^(-?\d{1,15}(?:\.\d+)?)( .*)?$/.exec(value) ?? [];
  return number === undefined ? onOneLine(value) : onOneLine(`${grouped(number)}${unit ?? ''}`);
}

function lineOf(line: PacketLine): LetterLine {
  return {
    place: String(line.place),
    invoice: onOneLine(line.invoiceNumber),
    invoiceDate: dateWords(line.invoiceDate),
    bill: onOneLine(line.billNumber ?? '—'),
    charge: chargeOf(line),
    described: onOneLine(line.description ?? ''),
    billed: grouped(line.billed),
    contract: line.expected === null ? 'not known' : grouped(line.expected),
    asked: grouped(line.asked),
    reason: reasonOf(line.reason).title,
    codes: codesOf(line),
    closed: line.state === 'OPEN' ? null : closedWords[line.state],
    sentence: readable(line.sentence),
    cause: line.cause === null ? null : readable(line.cause),
    references: [
      ...(line.shipmentId === null ? [] : [`shipment ${onOneLine(line.shipmentId)}`]),
      ...line.references.map(({ type, value }) => onOneLine(`${type.replaceAll('_', ' ')} ${value}`)),
    ].join(' · '),
    clause: clauseOf(line),
    working: line.working.map(({ depth, text, value, source }) => ({
      depth: Math.min(Math.max(depth, 0), 8),
      text: onOneLine(text),
      value: valueWords(value),
      source: onOneLine(source ?? ''),
    })),
    evidence: line.evidence.map(({ what, source, id, occurredAt, receivedAt }) => ({
      what: onOneLine(what),
      source: onOneLine(`${source} ${id}`),
      happened: occurredAt === null ? 'no time given' : onOneLine(timeWords(occurredAt)),
      learnt: onOneLine(timeWords(receivedAt)),
    })),
    wouldChange: readable(line.wouldChange),
  };
}

/** A dispute in words. Nothing in it is markup, control characters are gone or shown as their numbers. */
export function letterOf(packet: DisputePacket): Letter {
  return {
    number: packet.number,
    title: `Dispute ${packet.number}`,
    to: party(packet.carrier),
    from: party(packet.legalEntity),
    currency: packet.currency,
    asked: grouped(packet.asked),
    facts: factsOf(packet),
    message: readable(packet.message ?? '')
      .split(/\n+/)
      .filter((paragraph) => paragraph.trim() !== ''),
    opening: openingOf(packet),
    answering: answeringOf(packet),
    lines: packet.lines.map(lineOf),
  };
}

/** What a cell of a table shows of a carrier's long words; the whole stands with the charge. */
export function clipped(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
