import type { FreightTerms, InvoiceKind } from '../../freight/codes.ts';
import type { LocalDate } from '../../freight/time.ts';
import { entryOf } from '../../freight/entry.ts';
import { isAmount } from './decimals.ts';
import { element, type Note, noteAt, quoted, type Segment } from './segments.ts';
import { isScac, padded, readDate, type Reading } from './understood.ts';

/** What stands in B3, once it is sure that it means what B3 means. The amount (B3-07) is read with the others. */
export interface InvoiceHeader {
  segment: Segment;
  invoiceNumber: string;
  shipmentId: string;
  terms: FreightTerms | null;
  weightUnit: string;
  invoiceDate: LocalDate;
  kind: InvoiceKind;
  delivery: { date: LocalDate; qualifier: string } | null;
  carrier: string;
}

/** Correction indicators (X12 element 202) that say what kind of invoice this is. */
export const invoiceKindOf: Readonly<Record<string, InvoiceKind>> = Object.freeze({
  CO: 'CORRECTED',
  RB: 'REBILL',
  BD: 'BALANCE_DUE',
  AD: 'ADJUSTMENT',
  CA: 'CANCELLATION',
  PD: 'PAST_DUE',
  RF: 'REBUTTAL',
  RP: 'REBUTTAL',
});

/** Methods of payment (X12 element 146) that say who pays the carrier. */
export const termsOf: Readonly<Record<string, FreightTerms>> = Object.freeze({
  PP: 'PREPAID',
  PO: 'PREPAID',
  PS: 'PREPAID',
  PC: 'PREPAID',
  PE: 'PREPAID',
  CC: 'COLLECT',
  TP: 'THIRD_PARTY',
});

const blankOr = (pattern: RegExp) => (text: string) => text === '' || pattern.test(text);

/** What each element of B3 must look like: senders who shift elements are found here, not paid. */
const layout: { number: number; fits: (text: string) => boolean; code: string; meant: string }[] = [
  { number: 1, fits: blankOr(/^[A-Z0-9]$/), code: 'B3_SHIPMENT_QUALIFIER', meant: 'a qualifier of one character' },
  { number: 2, fits: (text) => text !== '', code: 'B3_INVOICE_NUMBER', meant: 'the invoice number' },
  { number: 4, fits: blankOr(/^[A-Z0-9]{2}$/), code: 'B3_TERMS', meant: 'a method of payment of two characters' },
  { number: 5, fits: blankOr(/^[A-Z]$/), code: 'B3_WEIGHT_UNIT', meant: 'a weight unit of one letter' },
  { number: 6, fits: (text) => readDate(text) !== null, code: 'B3_DATE', meant: 'the invoice date CCYYMMDD' },
  { number: 7, fits: isAmount, code: 'AMOUNT_UNREADABLE', meant: 'the net amount due' },
  {
    number: 8,
    fits: (text) => text === '' || Object.hasOwn(invoiceKindOf, text),
    code: 'B3_CORRECTION',
    meant: 'a correction indicator CO, RB, BD, AD, CA, PD, RF or RP',
  },
  { number: 9, fits: (text) => text === '' || readDate(text) !== null, code: 'B3_DELIVERY_DATE', meant: 'a date' },
  { number: 10, fits: blankOr(/^\d{3}$/), code: 'B3_DATE_QUALIFIER', meant: 'a date qualifier of three digits' },
  { number: 11, fits: isScac, code: 'B3_SCAC', meant: "the carrier's SCAC of two to four letters" },
];

function misplaced(segment: Segment): Note[] {
  return layout
    .filter(({ number, fits }) => !fits(element(segment, number)))
    .map(({ number, code, meant }) => {
      const text = element(segment, number);
      const detail = `B3-${padded(number)} should be ${meant}, not ${text === '' ? 'blank' : quoted(text)}`;
      return noteAt(code, detail, segment, number);
    });
}

function kindOf(reading: Reading, segment: Segment): InvoiceKind {
  const indicator = element(segment, 8);
  if (indicator !== '') return entryOf(invoiceKindOf, indicator) ?? 'ORIGINAL';
  const qualifier = element(segment, 1);
  if (qualifier === 'R') return 'SUPPLEMENTAL';
  if (qualifier !== 'V') return 'ORIGINAL';
  reading.warnings.push(noteAt('B3_VOID', 'B3-01 V: read as a cancellation', segment, 1));
  return 'CANCELLATION';
}

function readTerms(reading: Reading, segment: Segment): FreightTerms | null {
  const method = element(segment, 4);
  if (Object.hasOwn(termsOf, method)) return termsOf[method] ?? null;
  const detail = `B3-04 ${method === '' ? 'is blank' : `${quoted(method)} does not say who pays`}: terms left open`;
  reading.warnings.push(noteAt('TERMS_UNKNOWN', detail, segment, 4));
  return null;
}

/**
 * Reads the beginning segment of a freight invoice (X12 004010 B3): every element must be what B3 means there,
 * otherwise each one that is not becomes a problem of the set and null is answered. B3-08 gives the kind; without it
 * B3-01 R is a supplemental bill and V a cancelled one. B3-04 is left open where it does not say who pays.
 */
export function readB3(reading: Reading, segment: Segment): InvoiceHeader | null {
  const problems = misplaced(segment);
  reading.problems.push(...problems);
  const invoiceDate = readDate(element(segment, 6));
  if (problems.length > 0 || invoiceDate === null) return null;
  const date = readDate(element(segment, 9));
  return {
    segment,
    invoiceNumber: element(segment, 2),
    shipmentId: element(segment, 3),
    terms: readTerms(reading, segment),
    weightUnit: element(segment, 5),
    invoiceDate,
    kind: kindOf(reading, segment),
    delivery: date === null ? null : { date, qualifier: element(segment, 10) },
    carrier: element(segment, 11),
  };
}
