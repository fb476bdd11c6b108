import type { BilledLine, CarrierInvoice, FreightBill, Party } from '../../freight/bill.ts';
import { minorPlaces } from '../../freight/currencies.ts';
import type { FreightDocument } from '../../freight/document.ts';
import { decimal } from '../../freight/money.ts';
import type { Reference } from '../../freight/references.ts';
import { entryOf } from '../../freight/entry.ts';
import { invoiceKindOf, termsOf } from './b3.ts';
import { codeOfCharge } from './charge-codes.ts';
import { qualifierOf } from './measure-codes.ts';
import { qualifierTypes } from './qualifiers.ts';
import { type Envelope, writeInterchange, type WrittenSet } from './write-envelope.ts';

/** Amounts are N2; a currency with more than two minor places can only be written with its point, in all amounts. */
export function amountWriter(currency: string | null | undefined): AmountWriter {
  const places = (currency ? minorPlaces(currency) : undefined) ?? 2;
  return places > 2 ? (amount) => amount : (amount) => decimal(amount).times(100).toFixed(0);
}

/** The code of a table that stands for a meaning of ours: the first, '' when there is none. */
function codeFor(table: Readonly<Record<string, string>>, meaning: string | null | undefined): string {
  return Object.entries(table).find(([, ours]) => ours === meaning)?.[0] ?? '';
}

/** One reference as L11 (5010) or N9 (4010); IV names an invoice, since IK on a correction is the corrected one. */
export function referenceSegment(reference: Reference, version: Envelope['version']): string[] {
  const qualifier = reference.type === 'INVOICE' ? 'IV' : codeFor(qualifierTypes, reference.type) || 'ZZ';
  return qualifierSegment(qualifier, reference.value, version);
}

function qualifierSegment(qualifier: string, value: string, version: Envelope['version']): string[] {
  return version === '005010' ? ['L11', value, qualifier] : ['N9', qualifier, value];
}

function partySegments(role: string, party: Party | null | undefined): string[][] {
  if (!party) return [];
  const place = [party.city, party.region, party.postalCode, party.country].map((part) => part ?? '');
  const code = party.code ? ['92', party.code] : [];
  const n1 = ['N1', role, party.name ?? '', ...code];
  return place.some((part) => part !== '') ? [n1, ['N4', ...place]] : [n1];
}

function beginning(invoice: CarrierInvoice, bill: FreightBill, amount: string): string[] {
  const shipment = bill.references?.find((reference) => reference.type === 'SHIPMENT')?.value ?? '';
  const supplemental = invoice.kind === 'SUPPLEMENTAL';
  const correction = codeFor(invoiceKindOf, invoice.kind);
  if (correction === '' && !supplemental && invoice.kind !== 'ORIGINAL')
    throw new RangeError(`X12 has no correction indicator for ${invoice.kind}`);
  const delivered = bill.deliveryDate ? [bill.deliveryDate.replaceAll('-', ''), '035'] : ['', ''];
  const b3 = ['B3', supplemental ? 'R' : '', invoice.invoiceNumber, shipment, codeFor(termsOf, invoice.terms), ''];
  return [...b3, invoice.invoiceDate.replaceAll('-', ''), amount, correction, ...delivered, invoice.carrier ?? ''];
}

const weightUnitCodes: Readonly<Record<string, string>> = { LB: 'L', KG: 'K' };

function goodsSegments(line: BilledLine, number: string): string[][] {
  const { quantity } = line;
  if (!quantity) return [];
  const unit = entryOf(weightUnitCodes, quantity.unit);
  const l0 = ['L0', number, quantity.value, qualifierOf('quantity', quantity.unit)];
  return [unit ? [...l0, quantity.value, 'B', '', '', '', '', '', unit] : l0];
}

type AmountWriter = (amount: string) => string;

/** X12 L1: 02 rate, 03 basis, 04 charge, 08 special charge code, 12 text, 17 and 18 billed quantity, 20 currency. */
function chargeSegment(line: BilledLine, onGoods: boolean, amount: AmountWriter): string[] {
  const basis = line.rateBasis ? qualifierOf('basis', line.rateBasis) : '';
  const code = line.rawCode ?? (line.charge ? codeOfCharge(line.charge) : undefined) ?? '';
  const billed = onGoods ? null : line.quantity;
  const quantity = billed ? [billed.value, qualifierOf('quantity', billed.unit)] : ['', ''];
  const l1 = ['L1', String(line.line), line.rate ?? '', basis, amount(line.amount), '', '', '', code, '', '', ''];
  return [...l1, line.description ?? '', '', '', '', '', ...quantity, '', line.currency ?? ''];
}

/** One line as an LX loop. Goods stand in L0 where the line is rated on them, else beside the charge (L1-17, L1-18). */
function lineSegments(line: BilledLine, amount: AmountWriter, version: Envelope['version']): string[][] {
  const number = String(line.line);
  const onGoods = line.charge === 'LINEHAUL' || Boolean(line.rate);
  const stop = line.stop ? [qualifierSegment('QN', String(line.stop), version)] : [];
  const goods = onGoods ? goodsSegments(line, number) : [];
  const freightClass = line.freightClass ? [['L7', number, '', '', '', '', '', line.freightClass]] : [];
  return [['LX', number], ...stop, ...goods, chargeSegment(line, onGoods, amount), ...freightClass];
}

function podSegments(pods: readonly FreightDocument[]): string[][] {
  return pods.map(({ data }) => {
    const [date, time] = (data?.signedLocal ?? '').split('T');
    return [
      'POD',
      (date ?? '').replaceAll('-', ''),
      (time ?? '').replaceAll(':', '').slice(0, 6),
      data?.signedBy ?? '',
    ];
  });
}

function totals(bill: FreightBill, amount: string): string[] {
  const { weight } = bill;
  const unit = weight ? (entryOf(weightUnitCodes, weight.unit) ?? '') : '';
  return ['L3', weight?.value ?? '', weight ? 'B' : '', '', '', amount, '', '', '', '', '', '', unit];
}

/** A bill that a 210 can hold: the only one of its invoice, without taxes apart. */
function onlyBill(invoice: CarrierInvoice): FreightBill {
  const [bill, another] = invoice.bills;
  if (!bill || another) throw new RangeError('a 210 holds exactly one freight bill');
  if ((bill.taxes ?? []).length > 0) throw new RangeError('a 210 has no taxes apart from its lines');
  return bill;
}

/** What follows B3 before the first line: currency, references, pickup date, parties. */
function headerSegments(invoice: CarrierInvoice, bill: FreightBill, version: Envelope['version']): string[][] {
  const shipment = bill.references?.find((reference) => reference.type === 'SHIPMENT');
  const others = (bill.references ?? []).filter((reference) => reference !== shipment);
  const corrected = invoice.corrects?.invoiceNumber;
  return [
    ...(invoice.currency ? [['C3', invoice.currency]] : []),
    ...others.map((reference) => referenceSegment(reference, version)),
    ...(corrected ? [qualifierSegment('F8', corrected, version)] : []),
    ...(bill.pickupDate ? [['G62', '86', bill.pickupDate.replaceAll('-', '')]] : []),
    ...partySegments('BT', invoice.billTo),
    ...partySegments('RI', invoice.remitTo),
    ...partySegments('SH', bill.shipper),
    ...partySegments('CN', bill.consignee),
  ];
}

function invoiceSet(
  invoice: CarrierInvoice,
  version: Envelope['version'],
  pods: readonly FreightDocument[],
): WrittenSet {
  const bill = onlyBill(invoice);
  const amount = amountWriter(invoice.currency);
  const total = amount(invoice.total);
  const [firstLoop = [['LX', '1']], ...loops] = bill.charges.map((line) => lineSegments(line, amount, version));
  const lines =
    bill.charges.length === 0 && pods.length === 0 ? [] : [...firstLoop, ...podSegments(pods), ...loops.flat()];
  const header = headerSegments(invoice, bill, version);
  return { type: '210', segments: [beginning(invoice, bill, total), ...header, ...lines, totals(bill, total)] };
}

/**
 * Writes invoices of one freight bill each as X12 210, each in a set of its own, as a carrier would send them. PODs
 * go into the first invoice's first line loop. What X12 cannot say (several bills, a tax apart, a CREDIT) is a
 * RangeError; the carrier must be its SCAC. Reading it back gives the same invoices.
 */
export function write210(
  invoices: readonly CarrierInvoice[],
  envelope: Envelope,
  pods: readonly FreightDocument[] = [],
): string {
  const sets = invoices.map((invoice, index) => invoiceSet(invoice, envelope.version, index === 0 ? pods : []));
  return writeInterchange(envelope, [{ code: 'IM', sets }]);
}
