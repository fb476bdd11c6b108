import { reasonOf } from '../../audit/checks/reasons.ts';
import type { AdvisedAdjustment, AdvisedInvoice } from '../../formats/x12/write-820.ts';
import type { PostingState, PostingType, ReasonCode } from '../../freight/codes.ts';
import { amountText, type Decimal, decimal, sum } from '../../freight/money.ts';
import { discountTaken, type Paid, paidOf } from '../../freight/paid.ts';
import type { PostingDiscount } from '../../freight/posting.ts';
import { normaliseReference } from '../../freight/references.ts';
import type { LocalDate } from '../../freight/time.ts';
import type { NamedPayment } from '../../ledger/payments-told.ts';

/** A case as the remittance reads it; amounts are texts, as everywhere. */
export interface RemittedCase {
  caseId: string;
  source: string;
  documentId: string;
  kind: string;
  invoiceNumber: string;
  invoiceDate: LocalDate;
  billNumber: string | null;
  shipmentId: string | null;
  legalEntity: string | null;
  currency: string | null;
  state: string;
  billed: string;
  approved: string;
  disputed: string;
  denied: string;
  pending: string;
}

/** A line of a case of which not all is approved. */
export interface UnpaidLine {
  caseId: string;
  line: number | null;
  charge: string;
  stop: number | null;
  disputed: string;
  denied: string;
  pending: string;
  reason: ReasonCode | null;
  /** `D-000123`: the dispute that asks for it, if any. */
  dispute: string | null;
}

/** A posting of a case, none withdrawn, accruals apart. */
export interface RemittedPosting {
  postingId: string;
  caseId: string;
  type: PostingType;
  state: PostingState;
  gross: string;
  documentNumber: string | null;
  postedOn: LocalDate | null;
  dueDate: LocalDate | null;
  discount: PostingDiscount | null;
  supplierReference: string;
}

/** Money open with the carrier. */
export interface RemittedItem {
  itemId: string;
  caseId: string;
  kind: string;
  line: number | null;
  charge: string;
  amount: string;
}

/** A part of an invoice that is not paid, and why. */
export interface UnpaidPart {
  caseId: string;
  line: number | null;
  charge: string;
  what: 'WITHHELD' | 'DENIED' | 'PENDING';
  amount: string;
  reason: ReasonCode | null;
  words: string | null;
  x12_426: string | null;
  dispute: string | null;
}

/** One invoice of a carrier: billed = approved + withheld + denied + pending, each as it stands now. */
export interface RemittedInvoice {
  invoiceNumber: string;
  invoiceDate: LocalDate;
  kind: string;
  legalEntity: string | null;
  currency: string | null;
  bills: { caseId: string; billNumber: string | null; shipmentId: string | null; state: string }[];
  billed: string;
  approved: string;
  withheld: string;
  denied: string;
  pending: string;
  /** Acknowledged by the ERP: over all time, and in the days of this remittance. */
  acknowledged: string;
  advised: string;
  /** Of what is acknowledged, our own credits. */
  creditsTaken: string;
  /** Kept for paying early, and so not due. */
  discountTaken: string;
  payment: Paid;
  payments: NamedPayment[];
  unpaid: UnpaidPart[];
  openItems: RemittedItem[];
  postings: RemittedPosting[];
}

/** Everything a remittance is made of. */
export interface RemittanceRows {
  cases: readonly RemittedCase[];
  lines: readonly UnpaidLine[];
  postings: readonly RemittedPosting[];
  items: readonly RemittedItem[];
  payments: readonly NamedPayment[];
}

/** The amounts that are added up. */
const parts = [
  'billed',
  'approved',
  'withheld',
  'denied',
  'pending',
  'acknowledged',
  'advised',
  'creditsTaken',
  'discountTaken',
] as const;

/** Sums over the invoices of one currency, and what was paid of them. */
export type RemittanceTotals = Record<(typeof parts)[number] | 'paid' | 'open', string> & {
  currency: string | null;
  invoices: number;
};

/**
 * A carrier's invoices with what became of each.
 *
 * @param isAdvised whether a posting acknowledged on that day belongs to the remittance
 */
export function remittedInvoices(
  rows: RemittanceRows,
  isAdvised: (day: LocalDate | null) => boolean,
): RemittedInvoice[] {
  const byDocument = new Map<string, RemittedCase[]>();
  for (const one of rows.cases) {
    const key = JSON.stringify([one.source, one.documentId, one.legalEntity, one.currency]);
    byDocument.set(key, [...(byDocument.get(key) ?? []), one]);
  }
  const lookUp = {
    lines: byCase(rows.lines),
    postings: byCase(rows.postings),
    items: byCase(rows.items),
    payments: [...rows.payments],
  };
  return [...byDocument.values()].flatMap((cases) => invoiceOf(cases, lookUp, isAdvised) ?? []);
}

function byCase<T extends { caseId: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(row.caseId, [...(found.get(row.caseId) ?? []), row]);
  return found;
}

interface LookUp {
  lines: Map<string, UnpaidLine[]>;
  postings: Map<string, RemittedPosting[]>;
  items: Map<string, RemittedItem[]>;
  /** Those not yet given to an invoice. */
  payments: NamedPayment[];
}

function invoiceOf(
  cases: readonly RemittedCase[],
  rows: LookUp,
  isAdvised: (day: LocalDate | null) => boolean,
): RemittedInvoice | null {
  const [first] = cases;
  if (!first) return null;
  const of = <T>(found: Map<string, T[]>) => cases.flatMap(({ caseId }) => found.get(caseId) ?? []);
  const text = (amounts: Iterable<Decimal>) => amountText(sum(amounts), first.currency);
  const total = (part: 'billed' | 'approved' | 'disputed' | 'denied' | 'pending') =>
    text(cases.map((one) => decimal(one[part])));
  const postings = of(rows.postings);
  const booked = postings.filter(({ state }) => state === 'ACKNOWLEDGED');
  const gross = (some: readonly RemittedPosting[]) => text(some.map((posting) => decimal(posting.gross)));
  const payments = takePayments(first, postings, rows);
  const taken = takenOf(booked, payments);
  return {
    invoiceNumber: first.invoiceNumber,
    invoiceDate: first.invoiceDate,
    kind: first.kind,
    legalEntity: first.legalEntity,
    currency: first.currency,
    bills: cases.map(({ caseId, billNumber, shipmentId, state }) => ({ caseId, billNumber, shipmentId, state })),
    billed: total('billed'),
    approved: total('approved'),
    withheld: total('disputed'),
    denied: total('denied'),
    pending: total('pending'),
    acknowledged: gross(booked),
    advised: gross(booked.filter(({ postedOn }) => isAdvised(postedOn))),
    creditsTaken: gross(booked.filter(({ type }) => type === 'CREDIT')),
    discountTaken: text([taken]),
    payment: paidOf(text([decimal(gross(booked)).minus(taken)]), first.currency, payments),
    payments,
    unpaid: of(rows.lines).flatMap((line) => unpaidParts(line, first.currency)),
    openItems: of(rows.items),
    postings,
  };
}

/** Takes the payments of an invoice: those that name a posting of it, or its number and no posting; each pays once. */
function takePayments(
  { invoiceNumber }: RemittedCase,
  postings: readonly RemittedPosting[],
  rows: LookUp,
): NamedPayment[] {
  const ids = new Set(postings.map(({ postingId }) => postingId));
  const number = normaliseReference(invoiceNumber);
  const isOwn = (payment: NamedPayment) =>
    payment.posting === null ? normaliseReference(payment.invoiceNumber ?? '') === number : ids.has(payment.posting);
  const own = rows.payments.filter(isOwn);
  rows.payments = rows.payments.filter((payment) => !isOwn(payment));
  return own;
}

/** What was kept for paying early: of each posting by the payments that name it, of a single one by all. */
function takenOf(booked: readonly RemittedPosting[], payments: readonly NamedPayment[]): Decimal {
  return sum(
    booked.map(({ postingId, gross, discount }) => {
      const own = payments.filter(({ posting }) => posting === postingId || (posting === null && booked.length === 1));
      return decimal(discountTaken(gross, discount, own));
    }),
  );
}

function unpaidParts(line: UnpaidLine, currency: string | null): UnpaidPart[] {
  const told = [
    ['WITHHELD', line.disputed],
    ['DENIED', line.denied],
    ['PENDING', line.pending],
  ] as const;
  const reason = line.reason === null ? null : reasonOf(line.reason);
  return told.flatMap(([what, amount]) =>
    decimal(amount).isZero()
      ? []
      : [
          {
            caseId: line.caseId,
            line: line.line,
            charge: line.charge,
            what,
            amount: amountText(decimal(amount), currency),
            reason: line.reason,
            words: reason?.sentence ?? null,
            x12_426: reason?.x12_426 ?? null,
            dispute: what === 'WITHHELD' ? line.dispute : null,
          },
        ],
  );
}

/** Sums by currency: amounts of different currencies are never added. */
export function totalsOf(invoices: readonly RemittedInvoice[]): RemittanceTotals[] {
  const currencies = [...new Set(invoices.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = invoices.filter((invoice) => invoice.currency === currency);
    const total = (amountOf: (invoice: RemittedInvoice) => string) =>
      amountText(sum(own.map((invoice) => decimal(amountOf(invoice)))), currency);
    const sums = Object.fromEntries(parts.map((part) => [part, total((invoice) => invoice[part])]));
    return {
      currency,
      invoices: own.length,
      ...(sums as Record<(typeof parts)[number], string>),
      paid: total(({ payment }) => payment.paid),
      open: total(({ payment }) => payment.open),
    };
  });
}

/** No code of X12 element 426 says this: mutually defined, and our own word beside it. */
const otherwise = 'ZZ';

/** The invoice as an 820 advises it: from what was billed to what is advised, each step with its reason. */
export function advisedInvoice(invoice: RemittedInvoice): AdvisedInvoice {
  const { currency, billed, approved, acknowledged, advised } = invoice;
  const unpaid = invoice.unpaid.map(({ amount, x12_426: code, reason, what }): AdvisedAdjustment => ({
    amount: amountText(decimal(amount).negated(), currency),
    code: code ?? otherwise,
    reason: reason ?? what,
  }));
  const explained = sum(unpaid.map(({ amount }) => decimal(amount))).plus(decimal(billed));
  const rest: [string, Decimal][] = [
    // Lines carry the whole of what is not approved; a bill that was never judged line by line does not.
    ['UNEXPLAINED', decimal(approved).minus(explained)],
    ['NOT_YET_POSTED', decimal(acknowledged).minus(decimal(approved))],
    ['OTHER_DAYS', decimal(advised).minus(decimal(acknowledged))],
  ];
  const steps = rest.filter(([, amount]) => !amount.isZero());
  return {
    invoiceNumber: invoice.invoiceNumber,
    invoiceDate: invoice.invoiceDate,
    billed,
    advised,
    adjustments: [
      ...unpaid,
      ...steps.map(([reason, amount]) => ({ amount: amountText(amount, currency), code: otherwise, reason })),
    ],
  };
}
