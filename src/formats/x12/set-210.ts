import type { CarrierInvoice, FreightBill } from '../../freight/bill.ts';
import { isCurrency } from '../../freight/currencies.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { Distance, Weight } from '../../freight/measures.ts';
import { decimal, decimalText, sum } from '../../freight/money.ts';
import type { Reference } from '../../freight/references.ts';
import type { PartnerProfile } from '../../freight/terms.ts';
import type { LocalDate } from '../../freight/time.ts';
import { type InvoiceHeader, readB3 } from './b3.ts';
import { type MoneyField, moneyReading, type MoneyReading, readAmount, readNumber } from './decimals.ts';
import type { X12Set } from './envelope.ts';
import { type InvoiceParts, partsOf, readLines } from './lines-210.ts';
import { equipmentOf, quantityUnitOf, readWeight } from './measure-codes.ts';
import { partiesIn } from './parties.ts';
import { distinct, type Qualified, qualifiedIn, referenceType } from './qualifiers.ts';
import { element, noteAt, quoted, type Segment, told } from './segments.ts';
import { readTime } from './times.ts';
import { checkVersion, conclude, dateIn, given, type Reading, type SetResult, startReading } from './understood.ts';

function readCurrency(reading: Reading, header: readonly Segment[]): string | null {
  const c3 = header.find((segment) => segment.tag === 'C3');
  const code = told(c3, 1);
  if (!c3 || code === null) return reading.profile?.defaultCurrency ?? null;
  if (isCurrency(code)) return code;
  const detail = `C3-01 ${quoted(code)} is no currency of ISO 4217`;
  reading.problems.push(noteAt('CURRENCY_UNKNOWN', detail, c3, 1));
  return null;
}

/** All amounts of the message that are used: B3-07, every L1-04, and L3-05 where it is given. */
function moneyFields(b3: Segment, parts: InvoiceParts): MoneyField[] {
  const fields: MoneyField[] = [{ segment: b3, number: 7 }];
  for (const loop of parts.loops)
    for (const segment of loop.segments) if (segment.tag === 'L1') fields.push({ segment, number: 4 });
  if (parts.total) fields.push({ segment: parts.total, number: 5 });
  return fields;
}

function checkTotal(money: MoneyReading, parts: InvoiceParts, total: string): void {
  const l3 = parts.total;
  if (!l3) return;
  const { warnings, problems } = money.reading;
  if (element(l3, 5) === '') {
    const elsewhere = element(l3, 4);
    const detail = `L3-05 is blank; L3-04 ${quoted(elsewhere)} is no rate qualifier and is not read`;
    if (/\d/.test(elsewhere)) warnings.push(noteAt('L3_SHIFTED', detail, l3, 4));
    return;
  }
  const again = readAmount(money, { segment: l3, number: 5 });
  if (again === total) return;
  const detail = `L3-05 is ${again}, B3-07 is ${total}: one message, two totals`;
  problems.push(noteAt('AMOUNTS_DISAGREE', detail, l3, 5));
}

/** The goods of all lines together, and the one unit they are told in ('' when there are several). */
function weighLines(parts: InvoiceParts, header: InvoiceHeader): { unit: string; weight: Weight | null } {
  const l0s = parts.loops.flatMap((loop) => loop.segments.filter((segment) => segment.tag === 'L0'));
  const units = new Set(l0s.map((segment) => element(segment, 11)).filter((unit) => unit !== ''));
  const [only] = units.size === 1 ? [...units] : [header.weightUnit];
  const unit = only ?? '';
  const weights = l0s.map((l0) => readWeight(element(l0, 4), unit)).filter((weight) => weight !== null);
  const [first] = weights;
  const value = decimalText(sum(weights.map((weight) => decimal(weight.value))));
  return { unit, weight: first ? { ...first, value } : null };
}

/** L3-01 is the bill's weight, in the unit of L3-12, else B3-05, else that of the lines; without L3 the lines' sum. */
function readBillWeight(reading: Reading, parts: InvoiceParts, header: InvoiceHeader): Weight | null {
  const { total } = parts;
  const { unit, weight: ofLines } = weighLines(parts, header);
  const value = told(total, 1);
  if (!total || value === null) return ofLines;
  const ofTotal = readWeight(value, told(total, 12) ?? (header.weightUnit || unit));
  if (!ofTotal) reading.warnings.push(noteAt('WEIGHT_UNREADABLE', 'L3-01 has no readable weight or unit', total, 1));
  else if (ofLines && (ofLines.unit !== ofTotal.unit || ofLines.value !== ofTotal.value)) {
    const detail = `L3-01 is ${ofTotal.value} ${ofTotal.unit}, the lines weigh ${ofLines.value} ${ofLines.unit}`;
    reading.warnings.push(noteAt('WEIGHTS_DISAGREE', detail, total, 1));
  }
  return ofTotal ?? ofLines;
}

function readDistance(parts: InvoiceParts): Distance | null {
  for (const loop of parts.loops)
    for (const segment of loop.segments) {
      const unit = segment.tag === 'L0' ? quantityUnitOf(element(segment, 3)) : '';
      const value = readNumber(element(segment, 2));
      if ((unit === 'MI' || unit === 'KM') && value !== null) return { value, unit };
    }
  return null;
}

/** L3-11 counts the pieces, else every L0-08 together; null: nobody does. */
function readPieces(parts: InvoiceParts): number | null {
  const l0s = parts.loops.flatMap((loop) => loop.segments.filter((segment) => segment.tag === 'L0'));
  const ofLines = l0s.map((segment) => element(segment, 8)).filter((count) => /^\d{1,7}$/.test(count));
  const ofTotal = parts.total ? element(parts.total, 11) : '';
  const counts = /^\d{1,7}$/.test(ofTotal) ? [ofTotal] : ofLines;
  return counts.length === 0 ? null : sum(counts.map((count) => decimal(count.replace(/^0+(?=\d)/, '')))).toNumber();
}

/** N7-11 with the length of N7-15, where all N7 say the same. */
function readEquipment(parts: InvoiceParts): string | null {
  const all = [...parts.header, ...parts.loops.flatMap(({ segments }) => segments)];
  const named = all.filter(({ tag }) => tag === 'N7').map((n7) => equipmentOf(element(n7, 11), element(n7, 15)));
  const [first, ...rest] = [...new Set(named)];
  return rest.length > 0 ? null : (first ?? null);
}

interface Dates {
  pickup: LocalDate | null;
  delivery: LocalDate | null;
}

/** G62 86 and 11 tell the pickup, B3-09 with 035, POD-01 and G62 35 the delivery; estimates (017) tell nothing. */
function readDates(reading: Reading, header: InvoiceHeader, parts: InvoiceParts): Dates {
  const dated = (qualifier: string) =>
    parts.header
      .filter((segment) => segment.tag === 'G62' && element(segment, 1) === qualifier)
      .map((segment) => dateIn(reading, segment, 2))[0] ?? null;
  const delivered = header.delivery?.qualifier === '035' ? header.delivery.date : null;
  if (header.delivery && delivered === null) {
    const detail = `B3-10 ${quoted(header.delivery.qualifier)} does not say delivered (035); the date proves nothing`;
    reading.warnings.push(noteAt('DELIVERY_NOT_ACTUAL', detail, header.segment, 10));
  }
  const pods = podSegments(parts).map((pod) => dateIn(reading, pod, 1));
  const dates = [delivered, ...pods, dated('35')].filter((date) => date !== null);
  if (new Set(dates).size > 1)
    reading.warnings.push(noteAt('DELIVERY_DATES_DIFFER', `delivered on ${dates.join(', ')}`, header.segment, 9));
  return { pickup: dated('86') ?? dated('11'), delivery: dates[0] ?? null };
}

function podSegments(parts: InvoiceParts): Segment[] {
  return parts.loops.flatMap((loop) => loop.segments).filter((segment) => segment.tag === 'POD');
}

/** X12 004010 POD: 01 date, 02 time, 03 name. Without a time the day is known and the document says who signed. */
function readPods(reading: Reading, parts: InvoiceParts, invoice: CarrierInvoice): FreightDocument[] {
  return podSegments(parts).map((pod) => {
    const date = dateIn(reading, pod, 1);
    const time = readTime(reading, pod, 2);
    return given<FreightDocument>({
      source: reading.source,
      documentId: '',
      type: 'POD',
      carrier: invoice.carrier,
      references: invoice.bills[0]?.references ?? null,
      data: given({
        signedBy: told(pod, 3),
        signedLocal: date === null || time === null ? null : `${date}T${time}`,
      }),
    });
  });
}

interface Named {
  references: Reference[];
  corrects: string | null;
  pro: string | null;
}

/** References of the whole bill. On all but an original, F8 and IK name the invoice that is corrected. */
function readReferences(reading: Reading, header: InvoiceHeader): Named {
  const named: Named = { references: [], corrects: null, pro: null };
  if (header.shipmentId !== '') named.references.push({ type: 'SHIPMENT', value: header.shipmentId });
  const earlier = (one: Qualified) => header.kind !== 'ORIGINAL' && (one.qualifier === 'F8' || one.qualifier === 'IK');
  for (const one of qualifiedIn(reading, reading.set.segments)) {
    if (earlier(one)) named.corrects ??= one.value;
    else if (one.qualifier !== 'QN') {
      const type = referenceType(reading, one);
      if (type !== null) named.references.push({ type, value: one.value });
      if (type === 'PRO') named.pro ??= one.value;
    }
  }
  named.references = distinct(named.references);
  return named;
}

function checkFooting(reading: Reading, bill: FreightBill, total: string, b3: Segment): void {
  if (bill.charges.length === 0) return;
  const lines = sum(bill.charges.filter((line) => !line.currency).map((line) => decimal(line.amount)));
  if (lines.equals(decimal(total))) return;
  const detail = `B3-07 is ${total}, the lines sum to ${decimalText(lines)}`;
  reading.warnings.push(noteAt('LINES_DO_NOT_FOOT', detail, b3, 7));
}

function buildInvoice(reading: Reading, parts: InvoiceParts, header: InvoiceHeader): CarrierInvoice {
  const currency = readCurrency(reading, parts.header);
  const money = moneyReading(reading, moneyFields(header.segment, parts), currency);
  const total = readAmount(money, { segment: header.segment, number: 7 });
  checkTotal(money, parts, total);
  const charges = readLines(money, parts.loops);
  const named = readReferences(reading, header);
  const dates = readDates(reading, header, parts);
  const parties = partiesIn(parts.header);
  const bill = given<FreightBill>({
    bill: 1,
    billNumber: named.pro ?? header.invoiceNumber,
    references: named.references,
    shipper: parties.get('SH'),
    consignee: parties.get('CN'),
    pickupDate: dates.pickup,
    deliveryDate: dates.delivery,
    weight: readBillWeight(reading, parts, header),
    distance: readDistance(parts),
    pieces: readPieces(parts),
    equipment: readEquipment(parts),
    total: charges.length === 0 ? total : null,
    charges,
  });
  if (reading.problems.length === 0) checkFooting(reading, bill, total, header.segment);
  return given<CarrierInvoice>({
    source: reading.source,
    documentId: '',
    invoiceNumber: header.invoiceNumber,
    carrier: header.carrier,
    legalEntity: reading.profile?.legalEntity ?? null,
    billTo: parties.get('BT') ?? parties.get('PF') ?? null,
    remitTo: parties.get('RI') ?? null,
    invoiceDate: header.invoiceDate,
    kind: header.kind,
    corrects: named.corrects === null ? null : { invoiceNumber: named.corrects },
    currency,
    total,
    terms: header.terms,
    bills: [bill],
  });
}

/**
 * Reads a motor carrier freight invoice (X12 210, 004010 and 005010) into one invoice with one bill, and the proofs of
 * delivery it carries. Amounts are in the currency of C3, else the profile's, else unknown. Not understood where B3
 * does not hold what B3 means, an amount is unreadable, or the message contradicts itself; ids are left empty.
 */
export function readInvoice(set: X12Set, profile: PartnerProfile | undefined): SetResult {
  const reading = startReading(set, profile);
  checkVersion(reading);
  const headers = set.segments.filter((segment) => segment.tag === 'B3');
  const [b3] = headers;
  const [st] = set.segments;
  const none = { invoices: [], events: [], documents: [] };
  if (!b3 || headers.length > 1) {
    const detail = b3 ? 'B3 stands more than once' : 'B3 is missing';
    const where = headers[1] ?? st;
    if (where) reading.problems.push(noteAt(b3 ? 'SEGMENT_REPEATED' : 'SEGMENT_MISSING', detail, where));
    return conclude(reading, none);
  }
  const parts = partsOf(reading);
  const header = readB3(reading, b3);
  if (!header) return conclude(reading, none);
  const invoice = buildInvoice(reading, parts, header);
  return conclude(reading, { ...none, invoices: [invoice], documents: readPods(reading, parts, invoice) });
}
