import type { DisputePacket, PacketLine } from '../../freight/dispute.ts';
import { decimal, sum } from '../../freight/money.ts';
import { amountWriter } from './write-210.ts';
import { type Envelope, writeInterchange, type WrittenSet } from './write-envelope.ts';

const compact = (date: string) => date.replaceAll('-', '');

/**
 * Free text in pieces of so many characters, broken between words where there are any, and at most so many pieces. Dashes
 * and quotation marks are those of X12's own characters.
 */
function pieces(text: string, length: number, most: number): string[] {
  const found: string[] = [];
  let rest = text.replace(/\s+/g, ' ').replace(/[–—]/g, '-').replace(/[‘’]/g, "'").replace(/[“”]/g, '"').trim();
  while (rest !== '' && found.length < most) {
    const blank = rest.length > length ? rest.lastIndexOf(' ', length) : -1;
    const end = rest.length <= length ? rest.length : blank > 0 ? blank : length;
    found.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return found;
}

/** Who writes and who is written to. The carrier is known by its SCAC, we by our own code. */
function parties({ legalEntity, carrier, contact }: DisputePacket, roles: readonly [string, string]): string[][] {
  const from = ['N1', roles[0], (legalEntity.name ?? legalEntity.code).slice(0, 60), '92', legalEntity.code];
  const to = ['N1', roles[1], (carrier.name ?? carrier.code).slice(0, 60), '2', carrier.code];
  const person = contact === null ? [] : [['PER', 'IC', contact.name.slice(0, 60), 'EM', contact.email]];
  return [from, ...person, to];
}

/** What of a dispute's lines is still asked: closed ones ask nothing. */
const openLines = (packet: DisputePacket) => packet.lines.filter(({ state }) => state === 'OPEN');

/**
 * OTI to NTE of one charge. TR: not paid, a dispute of the carrier begins; TE: paid as billed, and asked back.
 * TED carries element 647, or ZZZ where none fits, with what was billed and what the contract gives.
 */
function advice(line: PacketLine): string[][] {
  const bill = line.billNumber === null ? [] : [['REF', 'CN', line.billNumber]];
  const shipment = line.shipmentId === null ? [] : [['REF', 'SI', line.shipmentId]];
  const [short = '', ...more] = pieces(line.sentence, 60, 100);
  const reason = line.outward.x426 === null ? [] : [['NTE', 'ADD', `X12 426 ${line.outward.x426}`]];
  return [
    ['OTI', line.kind === 'CLAIM' ? 'TE' : 'TR', 'IK', line.invoiceNumber, '', '', '', '', '', '', '210'],
    ['REF', 'LI', String(line.place)],
    ...bill,
    ...shipment,
    ['DTM', '003', compact(line.invoiceDate)],
    ['AMT', 'NA', line.asked],
    ['TED', line.outward.x647 ?? 'ZZZ', short, 'L1', '', '4', '58', line.billed, line.expected ?? ''],
    ...reason,
    ...pieces(more.join(' '), 80, 99).map((text) => ['NTE', 'ADD', text]),
  ];
}

/**
 * A dispute as application advice (X12 824): one OTI for each open charge, with our number of it in REF LI, the sum asked
 * in AMT NA, the reason in TED and its sentence in TED and NTE. The dispute's number is BGN-02 and what an answer repeats.
 */
export function write824(packet: DisputePacket, envelope: Envelope): string {
  const segments = [
    ['BGN', '11', packet.number, compact(packet.issuedOn)],
    ...parties(packet, ['FR', 'TO']),
    ...openLines(packet).flatMap(advice),
  ];
  return writeInterchange(envelope, [{ code: 'AG', sets: [{ type: '824', segments }] }]);
}

function adjustment(packet: DisputePacket, lines: readonly PacketLine[], index: number): WrittenSet {
  const [first] = lines;
  const amount = amountWriter(packet.currency);
  const flagOf = (asked: string) => (asked.startsWith('-') ? 'D' : 'C');
  const size = (asked: string) => amount(asked.replace(/^-/, ''));
  const total = sum(lines.map(({ asked }) => decimal(asked))).toFixed();
  const head = ['BCD', compact(packet.issuedOn), `${packet.number}-${index + 1}`, 'Z', size(total), flagOf(total)];
  const invoice = [compact(first?.invoiceDate ?? ''), first?.invoiceNumber ?? ''];
  const details = lines.flatMap((line) => [
    ['CDD', line.outward.x426 ?? 'ZZ', flagOf(line.asked), String(line.place), size(line.asked)],
    ...(line.billNumber === null ? [] : [['N9', 'CN', line.billNumber]]),
    ['N9', 'ZZ', line.reason, ...pieces(line.sentence, 45, 1)],
  ]);
  const segments = [
    [...head, ...invoice, '', '', '', '13', 'CR', 'ZZ', packet.number],
    ['CUR', 'BY', packet.currency],
    ...parties(packet, ['BY', 'CA']),
    ...details,
  ];
  return { type: '812', segments };
}

/**
 * A dispute as requests for credit (X12 812, purpose 13): one set for each invoice, one CDD for each open charge with the
 * reason in element 426, or ZZ where none fits. Amounts are N2, a currency with more minor places keeps its point.
 */
export function write812(packet: DisputePacket, envelope: Envelope): string {
  const invoices = new Map<string, PacketLine[]>();
  for (const line of openLines(packet))
    invoices.set(line.invoiceNumber, [...(invoices.get(line.invoiceNumber) ?? []), line]);
  const sets = [...invoices.values()].map((lines, index) => adjustment(packet, lines, index));
  return writeInterchange(envelope, [{ code: 'CD', sets }]);
}
