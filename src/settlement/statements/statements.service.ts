import { Injectable, NotFoundException, UnprocessableEntityException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isDateFormat } from '../../formats/csv/dates.ts';
import { writeCsv } from '../../formats/csv/write-csv.ts';
import { normaliseReference } from '../../freight/references.ts';
import { AuditLog } from '../../people/audit-log.ts';
import type { Principal } from '../../people/principal.ts';
import { type RemittedInvoice, remittedInvoices } from '../remit/remittance.ts';
import { casesOfInvoices, rowsOfCases } from '../remit/remittance-rows.ts';
import { answerStatement, type StatementAnswer } from './answer-statement.ts';
import {
  readStatement,
  type RefusedLine,
  type StatementLine,
  type StatementType,
  usualDates,
} from './read-statement.ts';

/** A carrier's statement and what it was answered. */
export interface StatementView extends StatementAnswer {
  statementId: string;
  carrier: string;
  type: StatementType;
  takenBy: string;
  takenAt: Date;
  /** Lines that could not be read: they are in the file, and not answered. */
  refused: RefusedLine[];
}

/** A statement as the list has it. */
export type StatementRow = Pick<
  StatementView,
  'statementId' | 'carrier' | 'type' | 'takenBy' | 'takenAt' | 'balances'
> & {
  lines: number;
  refused: number;
};

/** A file as it came. */
export interface SentStatement {
  carrier: string;
  currency: string | null;
  dates: string | null;
  bytes: Buffer;
  mediaType: string;
}

const columns = `statement_id AS "statementId", carrier, type, taken_by AS "takenBy", taken_at AS "takenAt"`;

/** Statements of account: read, answered line by line, and kept as they came. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly db: DataSource,
    private readonly log: AuditLog,
  ) {}

  /**
   * Answers a carrier's statement and keeps both.
   *
   * @throws UnprocessableEntityException when it is no statement at all
   */
  async take(by: Principal, sent: SentStatement): Promise<StatementView> {
    const { carrier, currency, bytes } = sent;
    const text = bytes.toString('utf8');
    const type = typeOf(sent.mediaType, text);
    const dates = sent.dates ?? usualDates;
    if (!isDateFormat(dates))
      throw new UnprocessableEntityException({ code: 'bad-dates', detail: 'dates are written with YYYY, MM and DD' });
    const { lines, refused, problem } = readStatement(text, type, dates);
    if (problem !== undefined) throw new UnprocessableEntityException({ code: 'not-understood', detail: problem });
    const named = lines.map((line) => ({ ...line, currency: line.currency ?? currency }));
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const answer = answerStatement(named, await this.invoicesOf(tx, carrier, named));
      const [row] = await tx.query<{ id: string }[]>(
        `INSERT INTO statement (carrier, type, file, refused, answer, lines, taken_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING statement_id AS id`,
        [carrier, type, bytes, JSON.stringify(refused), JSON.stringify(answer), lines.length, by.person],
      );
      const id = row?.id ?? '';
      const subject = `statement:${id}`;
      await this.log.write(tx, { person: by.person, action: 'statement.answer', subject, detail: { carrier } });
      return this.one(id, tx);
    });
  }

  /** What we have of a carrier under the numbers listed; null: we know no such carrier. */
  private async invoicesOf(
    db: Pick<DataSource, 'query'>,
    carrier: string,
    lines: readonly StatementLine[],
  ): Promise<RemittedInvoice[] | null> {
    const [known] = await db.query<{ known: boolean }[]>(
      `SELECT EXISTS (SELECT FROM master_now WHERE kind = 'carrier' AND id = $1)
           OR EXISTS (SELECT FROM freight_case WHERE carrier = $1) AS known`,
      [carrier],
    );
    if (known?.known !== true) return null;
    const numbers = lines.map(({ invoiceNumber }) => invoiceNumber);
    const cases = await casesOfInvoices(db, carrier, {
      plain: [...new Set(numbers.map(normaliseReference))],
      bills: [...new Set(numbers)],
    });
    return remittedInvoices(await rowsOfCases(db, cases, carrier), () => true);
  }

  /** Statements, newest first. */
  list(wanted: { carrier?: string; limit: number; before: string | null }): Promise<StatementRow[]> {
    return this.db.query(
      `SELECT ${columns}, lines, json_array_length(refused) AS refused, answer -> 'balances' AS balances FROM statement
        WHERE ($1::text IS NULL OR carrier = $1) AND ($2::uuid IS NULL OR statement_id < $2)
        ORDER BY statement_id DESC LIMIT $3`,
      [wanted.carrier ?? null, wanted.before, wanted.limit],
    );
  }

  /** @throws NotFoundException */
  async one(id: string, db: Pick<DataSource, 'query'> = this.db): Promise<StatementView> {
    const [row] = await db.query<(Omit<StatementView, keyof StatementAnswer> & { answer: StatementAnswer })[]>(
      `SELECT ${columns}, refused, answer FROM statement WHERE statement_id = $1`,
      [id],
    );
    if (!row) throw notFound(id);
    const { answer, ...rest } = row;
    return { ...rest, ...answer };
  }

  /** The file as it came. @throws NotFoundException */
  async file(id: string): Promise<{ bytes: Buffer; type: StatementType }> {
    const [row] = await this.db.query<{ bytes: Buffer; type: StatementType }[]>(
      'SELECT file AS bytes, type FROM statement WHERE statement_id = $1',
      [id],
    );
    if (!row) throw notFound(id);
    return row;
  }

  /** The answer as CSV, the rows that were refused among the others. */
  async csv(id: string): Promise<string> {
    const { lines, refused, carrier } = await this.one(id);
    const rows = [
      ...lines.map(({ row, invoiceNumber, invoiceDate, currency, amount, agreed, status, sentence, ...more }) => ({
        row,
        cells: [
          ...[carrier, row, invoiceNumber, invoiceDate, currency, amount, status, agreed],
          more.differences.map((one) => `${one.reason} ${one.amount}`).join('; '),
          more.documents.map(({ documentNumber }) => documentNumber).join('; '),
          more.documents.map(({ dueDate }) => dueDate ?? '').join('; '),
          ...[more.disputes.join('; '), sentence],
        ],
      })),
      ...refused.map(({ row, column, detail }) => ({
        row,
        cells: [
          carrier,
          row,
          ...Array<null>(4).fill(null),
          'REFUSED',
          ...Array<null>(5).fill(null),
          `${column ?? ''}: ${detail}`,
        ],
      })),
    ];
    rows.sort((a, b) => a.row - b.row);
    return writeCsv(
      csvHeader,
      rows.map(({ cells }) => cells),
    );
  }
}

const csvHeader = [
  ...['carrier', 'row', 'invoice', 'invoice_date', 'currency', 'amount', 'status', 'agreed', 'differences'],
  ...['erp_documents', 'due_dates', 'disputes', 'answer'],
];

function notFound(id: string): NotFoundException {
  return new NotFoundException({ code: 'not-found', detail: `there is no statement ${id}` });
}

/** The bytes tell what the media type does not: an interchange begins with ISA. */
function typeOf(mediaType: string, text: string): StatementType {
  if (mediaType.includes('json')) return 'JSON';
  return /^\s*ISA/.test(text) ? 'X12' : 'CSV';
}
