import { OracleTarget } from '../../src/settlement/targets/oracle.ts';
import { readExactly } from '../../src/settlement/targets/exact-json.ts';
import { amountForm, Books, dayForm, type Entry, type Field, fieldComplaint, isSame, sumOf } from './books.ts';
import type { ErpUnderTest } from './conformance.ts';
import { lookUpFaults, postFaults, senderFaults } from './faults.ts';
import { type FrontRequest, type FrontResponse, patienceMs, startFront } from './front.ts';

/** Fields of the `invoices` resource. */
const header: Record<string, Field> = {
  InvoiceNumber: { required: true, longest: 50 },
  InvoiceCurrencyCode: { required: true, longest: 15 },
  InvoiceAmount: { required: true, form: amountForm },
  InvoiceDate: { required: true, form: dayForm },
  AccountingDate: { form: dayForm },
  BusinessUnit: { required: true, longest: 240 },
  SupplierNumber: { required: true, longest: 30 },
  SupplierSite: { required: true, longest: 240 },
  InvoiceType: { form: /^(Standard|Credit memo|Debit memo)$/ },
  PaymentTerms: { longest: 50 },
  TermsDate: { form: dayForm },
  Description: { longest: 240 },
  invoiceLines: { required: true },
};

/** Fields of its child `invoiceLines`. */
const lineFields: Record<string, Field> = {
  LineNumber: { required: true, form: /^\d+$/ },
  LineType: { required: true, form: /^(Item|Freight|Miscellaneous|Tax)$/ },
  LineAmount: { required: true, form: amountForm },
  DistributionCombination: { required: true, longest: 800 },
  Description: { longest: 240 },
};

class OracleSimulator {
  readonly books = new Books();

  handle({ method, path, body, headers }: FrontRequest): FrontResponse {
    if (method === 'GET') return this.found(new URL(path, 'http://oracle').searchParams);
    if (headers['content-type'] !== 'application/vnd.oracle.adf.resourceitem+json') return { status: 415, body: '' };
    // Amounts must come as JSON numbers.
    if (/"(InvoiceAmount|LineAmount)":"/.test(body)) return refused('The value of the attribute is not a number.');
    return this.create(readExactly(body) as Record<string, unknown>);
  }

  private create(body: Record<string, unknown>): FrontResponse {
    const lines = (body.invoiceLines ?? []) as Record<string, string>[];
    const wrong = [fieldComplaint(body, header), ...lines.map((line) => fieldComplaint(line, lineFields))].find(
      Boolean,
    );
    if (wrong) return refused(wrong);
    const amount = String(body.InvoiceAmount);
    if (!isSame(amount, sumOf(lines.map((line) => String(line.LineAmount)))))
      return refused('The invoice amount is not the total of its lines.');
    if (amount.startsWith('-') !== (body.InvoiceType === 'Credit memo'))
      return refused('The invoice amount does not match the invoice type. (AP-810332)');
    const entry = {
      reference: String(body.Description),
      company: String(body.BusinessUnit),
      vendor: String(body.SupplierNumber),
      number: String(body.InvoiceNumber),
      amount,
      credit: false,
      day: String(body.AccountingDate),
      fields: {},
      lines: [],
    };
    const complaint = this.books.complaint(entry);
    if (complaint === 'closed') return refused(`The accounting date ${entry.day} is not in an open period.`);
    if (complaint) return refused('The invoice number already exists for this supplier. (AP-810147)');
    return { status: 201, body: shown(this.books.enter(entry)) };
  }

  private found(by: URLSearchParams): FrontResponse {
    const q = by.get('q') ?? '';
    const reference = /^Description='([^']*)'$/.exec(q)?.[1];
    const days = /^AccountingDate>='(.{10})';AccountingDate<='(.{10})'$/.exec(q);
    if (reference === undefined && days === null) return refused(`The query ${q} is invalid.`);
    const offset = Number(by.get('offset') ?? 0);
    const items = this.books.entries
      .filter((entry) => reference === undefined || entry.reference === reference)
      .filter(({ day }) => days === null || (day >= (days[1] ?? '') && day <= (days[2] ?? '')))
      .slice(offset, offset + 3);
    return { status: 200, body: `{"items":[${items.map(shown).join(',')}],"count":${items.length},"hasMore":false}` };
  }
}

/** Amounts go out as numbers, digit by digit. */
function shown({ id, number, amount, day, reference }: Entry): string {
  return `{"InvoiceId":${id},"InvoiceNumber":"${number}","InvoiceAmount":${amount},"AccountingDate":"${day}","Description":"${reference}"}`;
}

function refused(detail: string): FrontResponse {
  const body = { title: 'Bad Request', status: '400', 'o:errorDetails': [{ detail, 'o:errorCode': '27024' }] };
  return { status: 400, body: JSON.stringify(body) };
}

/** Oracle Fusion Payables. */
export const oracleUnderTest: ErpUnderTest = {
  name: 'Oracle Fusion',
  kinds: { posts: postFaults, lookUps: lookUpFaults, sender: senderFaults },
  start: async (script) => {
    const oracle = new OracleSimulator();
    const refuse = oracle.books.refuse.bind(oracle.books);
    const posts = ({ method }: FrontRequest) => method === 'POST';
    const front = await startFront({ handle: (request) => oracle.handle(request), posts, refuse }, script);
    return {
      target: new OracleTarget({
        url: front.url,
        timeoutMs: patienceMs,
        companies: { 'ACME-US': 'ACME US Business Unit' },
        supplierSite: 'FREIGHT',
        settlesWithinSeconds: 0.7,
      }),
      mend: () => {
        oracle.books.mend();
      },
      holds: () => oracle.books.holds(({ id }) => String(id)),
      stop: () => front.stop(),
    };
  },
};
