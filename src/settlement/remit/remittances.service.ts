import { Injectable, UnprocessableEntityException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../database/clock.ts';
import { type RemittanceAdvice, write820 } from '../../formats/x12/write-820.ts';
import { writeCsv } from '../../formats/csv/write-csv.ts';
import {
  advisedInvoice,
  type RemittanceTotals,
  type RemittedInvoice,
  remittedInvoices,
  totalsOf,
} from './remittance.ts';
import { casesWanted, type RemittanceWanted, rowsOfCases } from './remittance-rows.ts';

/** What a carrier's invoices have come to. */
export interface Remittance {
  carrier: { code: string; name: string | null };
  from: string;
  to: string;
  by: RemittanceWanted['by'];
  /** When it was told: everything is as it stood then. */
  at: Date;
  totals: RemittanceTotals[];
  invoices: RemittedInvoice[];
}

/** More bills than this are asked for in parts. */
const mostBills = 5_000;

const csvHeader = [
  'carrier',
  'legal_entity',
  'invoice',
  'invoice_date',
  'currency',
  'row',
  'billed',
  'approved',
  'withheld',
  'denied',
  'pending',
  'acknowledged',
  'advised',
  'paid',
  'payment',
  'bill',
  'line',
  'charge',
  'amount',
  'reason',
  'x12_426',
  'words',
  'dispute',
  'erp_document',
  'posted_on',
  'due_date',
];

/** What carriers are told of the money: paid, withheld and why, open. Reads only. */
@Injectable()
export class RemittancesService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * A carrier's invoices over a range of days.
   *
   * @throws UnprocessableEntityException for days that make no range, or more than 5,000 bills
   */
  async remittance(wanted: RemittanceWanted): Promise<Remittance> {
    const { carrier, from, to, by } = wanted;
    if (from > to) throw new UnprocessableEntityException({ code: 'bad-range', detail: `${from} is later than ${to}` });
    const at = this.clock.now();
    const cases = await casesWanted(this.db, wanted, mostBills);
    if (cases.length > mostBills)
      throw new UnprocessableEntityException({
        code: 'too-many',
        detail: `these days have more than ${mostBills} bills: ask for fewer days, or one legal entity`,
      });
    const rows = await rowsOfCases(this.db, cases, carrier);
    const isAdvised = (day: string | null) => by === 'INVOICE_DATE' || (day !== null && day >= from && day <= to);
    const invoices = remittedInvoices(rows, isAdvised);
    const name = (await this.namesOf('carrier', [carrier])).get(carrier) ?? null;
    return { carrier: { code: carrier, name }, from, to, by, at, totals: totalsOf(invoices), invoices };
  }

  /** The same as X12 820: a set for each currency and legal entity. */
  async as820(wanted: RemittanceWanted): Promise<string> {
    const remittance = await this.remittance(wanted);
    const { carrier, invoices, at, from, to } = remittance;
    const entities = await this.namesOf('legal-entity', [
      ...new Set(invoices.flatMap(({ legalEntity }) => legalEntity ?? [])),
    ]);
    const date = at.toISOString().slice(0, 10);
    const sets = new Map<string, RemittanceAdvice>();
    for (const invoice of invoices) {
      const { currency, legalEntity } = invoice;
      if (currency === null) continue;
      const payer = { code: legalEntity ?? 'UNKNOWN', name: entities.get(legalEntity ?? '') ?? null };
      const key = `${currency} ${payer.code}`;
      const reference = `${carrier.code} ${from} ${to} ${key}`;
      const advice = sets.get(key) ?? { reference, date, currency, payer, payee: carrier, invoices: [] };
      advice.invoices.push(advisedInvoice(invoice));
      sets.set(key, advice);
    }
    return write820([...sets.values()], {
      sender: 'TALLYMAN',
      receiver: carrier.code,
      control: String(Math.floor(at.getTime() / 1000) % 1_000_000_000),
      date,
      time: at.toISOString().slice(11, 16),
    });
  }

  /** The same as CSV: a row for each invoice, and below it one for each part of it that is not paid and each posting. */
  async asCsv(wanted: RemittanceWanted): Promise<string> {
    const { carrier, invoices } = await this.remittance(wanted);
    return writeCsv(
      csvHeader,
      invoices.flatMap((invoice) => csvRows(carrier.code, invoice)),
    );
  }

  private async namesOf(kind: string, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; name: string | null }[]>(
      `SELECT id, body ->> 'name' AS name FROM master_now WHERE kind = $1 AND id = ANY($2::text[])`,
      [kind, ids],
    );
    return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
  }
}

function csvRows(carrier: string, invoice: RemittedInvoice): (string | number | null)[][] {
  const { legalEntity, invoiceNumber, invoiceDate, currency, bills } = invoice;
  const head = [carrier, legalEntity, invoiceNumber, invoiceDate, currency];
  const billOf = (caseId: string) => bills.find((bill) => bill.caseId === caseId)?.billNumber ?? null;
  const { billed, approved, withheld, denied, pending, acknowledged, advised, payment } = invoice;
  const amounts = [billed, approved, withheld, denied, pending, acknowledged, advised, payment.paid, payment.state];
  const none = Array<null>(amounts.length).fill(null);
  return [
    [...head, 'INVOICE', ...amounts, ...Array<null>(11).fill(null)],
    ...invoice.unpaid.map((part) => [
      ...head,
      part.what,
      ...none,
      ...[
        billOf(part.caseId),
        part.line,
        part.charge,
        part.amount,
        part.reason,
        part.x12_426,
        part.words,
        part.dispute,
      ],
      ...[null, null, null],
    ]),
    ...invoice.postings.map((posting) => [
      ...head,
      posting.state,
      ...none,
      ...[null, null, posting.type, posting.gross, null, null, null, null],
      ...[posting.documentNumber, posting.postedOn, posting.dueDate],
    ]),
  ];
}
