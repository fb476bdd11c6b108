import { decimal, decimalText, sum } from './money.ts';
import type { Decimal } from './money.ts';
import type { ChargeCode, FreightTerms, InvoiceKind } from './codes.ts';
import type { EquipmentDetails } from './equipment-invoice.ts';
import type { Distance, Measure, Weight } from './measures.ts';
import type { Reference } from './references.ts';
import type { LocalDate } from './time.ts';

/** One charge line as the carrier billed it. `charge` absent: only the sender's own code is known. */
export interface BilledLine {
  line: number;
  charge?: ChargeCode | null;
  rawCode?: string | null;
  description?: string | null;
  stop?: number | null;
  freightClass?: string | null;
  quantity?: Measure | null;
  rate?: string | null;
  rateBasis?: string | null;
  amount: string;
  /** Only when it differs from the bill's: such a line is held and left out of totals. */
  currency?: string | null;
  /** What a line for demurrage, detention or per diem says beside its amount. */
  details?: EquipmentDetails | null;
}

export interface BilledTax {
  tax: string;
  rate?: string | null;
  base?: string | null;
  amount: string;
}

/** One carrier's charges for one shipment: the unit of audit. */
export interface FreightBill {
  bill: number;
  billNumber?: string | null;
  references?: Reference[] | null;
  /** Where the bill says the freight came from, and went to. */
  shipper?: Party | null;
  consignee?: Party | null;
  pickupDate?: LocalDate | null;
  deliveryDate?: LocalDate | null;
  weight?: Weight | null;
  distance?: Distance | null;
  pieces?: number | null;
  /** Equipment and service the carrier bills for, in its own words: `DRY_VAN_53`, `GUARANTEED`. */
  equipment?: string | null;
  service?: string | null;
  /** Every stop it bills for, pickups and deliveries, in the order driven. */
  stops?: Party[] | null;
  total?: string | null;
  charges: BilledLine[];
  taxes?: BilledTax[] | null;
}

export interface Party {
  name?: string | null;
  code?: string | null;
  city?: string | null;
  region?: string | null;
  postalCode?: string | null;
  country?: string | null;
}

/** Terms of payment that an invoice names. */
export interface PrintedTerms {
  /** In the carrier's words: `NET 30`. */
  terms?: string | null;
  dueDate?: LocalDate | null;
  /** A fraction off what is billed without tax, when paid so many days after the invoice date. */
  discount?: { percent: string; days: number } | null;
}

/** The document a carrier sent, holding one or many freight bills. */
export interface CarrierInvoice {
  source: string;
  documentId: string;
  invoiceNumber: string;
  carrier?: string | null;
  legalEntity?: string | null;
  billTo?: Party | null;
  remitTo?: Party | null;
  invoiceDate: LocalDate;
  kind: InvoiceKind;
  corrects?: { invoiceNumber?: string | null; billNumber?: string | null } | null;
  currency?: string | null;
  total: string;
  terms?: FreightTerms | null;
  /** As printed on the invoice; what is paid when is the contract's to say. */
  paymentTerms?: PrintedTerms | null;
  bills: FreightBill[];
}

/** Money that left: `posting` names the posting it pays. */
export interface Payment {
  source: string;
  paymentId: string;
  posting?: string | null;
  invoiceNumber?: string | null;
  carrier?: string | null;
  date: LocalDate;
  amount: string;
  /** Absent: that of the posting. */
  currency?: string | null;
  instrument?: string | null;
  /** The payment of the same source that this one takes back, naming the same posting or invoice: neither counts. */
  retracts?: string | null;
}

/** What the lines and taxes of a bill come to. Lines in another currency than `currency` (null: not stated) are left out. */
export function lineSum(bill: FreightBill, currency: string | null): Decimal {
  const own = bill.charges.filter((line) => !isForeign(line, currency));
  return sum([...own, ...(bill.taxes ?? [])].map((line) => decimal(line.amount)));
}

/** True for a line that names another currency than its bill's; a bill without currency has no such line. */
export function isForeign(line: BilledLine, currency: string | null): boolean {
  return typeof line.currency === 'string' && currency !== null && line.currency !== currency;
}

/** What a bill asks for: its own total where it states one, else its lines and taxes. */
export function billTotal(bill: FreightBill, currency: string | null): Decimal {
  return typeof bill.total === 'string' ? decimal(bill.total) : lineSum(bill, currency);
}

/**
 * The document's total less what its bills come to, as decimal text: "0" when the document foots. It is carried by
 * the lowest `bill` of the document as part of its line UNEXPLAINED, so that billed is always the document's total.
 */
export function footingDifference(invoice: CarrierInvoice): string {
  const billed = sum(invoice.bills.map((bill) => billTotal(bill, invoice.currency ?? null)));
  return decimalText(decimal(invoice.total).minus(billed));
}
