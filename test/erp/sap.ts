import { SapTarget } from '../../src/settlement/targets/sap.ts';
import { amountForm, Books, type Entry, type Field, fieldComplaint, isSame, sumOf } from './books.ts';
import type { ErpUnderTest } from './conformance.ts';
import { lookUpFaults, postFaults, senderFaults } from './faults.ts';
import { type FrontRequest, type FrontResponse, patienceMs, startFront } from './front.ts';

const dateForm = /^\d{4}-\d{2}-\d{2}T00:00:00$/;

/** Fields and lengths of `A_SupplierInvoice` as the service's metadata gives them. */
const header: Record<string, Field> = {
  CompanyCode: { required: true, longest: 4 },
  DocumentDate: { required: true, form: dateForm },
  PostingDate: { required: true, form: dateForm },
  InvoicingParty: { required: true, longest: 10 },
  SupplierInvoiceIDByInvcgParty: { required: true, longest: 16 },
  SupplierPostingLineItemText: { longest: 50 },
  DocumentHeaderText: { longest: 25 },
  DocumentCurrency: { required: true, longest: 5 },
  InvoiceGrossAmount: { required: true, form: /^\d{1,13}(\.\d{1,3})?$/ },
  SupplierInvoiceIsCreditMemo: { form: /^X?$/ },
  AccountingDocumentType: { longest: 2 },
  PaymentTerms: { longest: 4 },
  DueCalculationBaseDate: { form: dateForm },
  TaxIsCalculatedAutomatically: { form: /^(true|false)$/ },
  to_SupplierInvoiceItemGLAcct: { required: true },
};

/** Those of `A_SupplierInvoiceItemGLAcct`. */
const item: Record<string, Field> = {
  SupplierInvoiceItem: { required: true, longest: 6 },
  CompanyCode: { required: true, longest: 4 },
  GLAccount: { required: true, longest: 10 },
  CostCenter: { longest: 10 },
  TaxCode: { longest: 2 },
  DocumentCurrency: { required: true, longest: 5 },
  SupplierInvoiceItemAmount: { required: true, form: amountForm },
  DebitCreditCode: { required: true, form: /^[SH]$/ },
  SupplierInvoiceItemText: { longest: 50 },
};

/** A token serves so many calls: it must be renewed on the way. */
const tokenCalls = 7;

class SapSimulator {
  readonly books: Books;
  private readonly tokens = new Map<string, number>();

  constructor(lenient: boolean) {
    this.books = new Books(lenient);
  }

  handle(request: FrontRequest): FrontResponse {
    if (request.method === 'POST') return this.withToken(request);
    if (request.headers['x-csrf-token'] === 'fetch') {
      const token = `token-${this.tokens.size}`;
      this.tokens.set(token, tokenCalls);
      return { status: 200, headers: { 'x-csrf-token': token, 'set-cookie': `session=${token}; path=/` }, body: '{}' };
    }
    return this.found(new URL(request.path, 'http://sap').searchParams);
  }

  private withToken({ headers, body }: FrontRequest): FrontResponse {
    const token = String(headers['x-csrf-token']);
    const left = headers.cookie === `session=${token}` ? (this.tokens.get(token) ?? 0) : 0;
    if (left <= 0)
      return { status: 403, headers: { 'x-csrf-token': 'Required' }, body: 'CSRF token validation failed' };
    this.tokens.set(token, left - 1);
    return this.create(JSON.parse(body) as Record<string, unknown>);
  }

  private create(body: Record<string, unknown>): FrontResponse {
    const items =
      (body.to_SupplierInvoiceItemGLAcct as { results: Record<string, string>[] } | undefined)?.results ?? [];
    const wrong = [fieldComplaint(body, header), ...items.map((one) => fieldComplaint(one, item))].find(Boolean);
    if (wrong) return refused('005056A509B11EE1B9A8FEC11C21D78E', wrong);
    const credit = body.SupplierInvoiceIsCreditMemo === 'X';
    const amount = String(body.InvoiceGrossAmount);
    const balance = sumOf(
      items.map(
        (one) => (one.DebitCreditCode === (credit ? 'H' : 'S') ? '' : '-') + String(one.SupplierInvoiceItemAmount),
      ),
    );
    if (!isSame(balance, amount)) return refused('M8/534', `Balance not zero: ${amount} debits: ${balance}`);
    const entry = {
      reference: String(body.SupplierPostingLineItemText),
      company: String(body.CompanyCode),
      vendor: String(body.InvoicingParty),
      number: String(body.SupplierInvoiceIDByInvcgParty),
      amount,
      credit,
      day: String(body.PostingDate).slice(0, 10),
      fields: {},
      lines: [],
    };
    const complaint = this.books.complaint(entry);
    if (complaint === 'closed') return refused('F5/201', `Posting period ${entry.day.slice(5, 7)} is not open`);
    if (complaint)
      return refused('M8/462', `Check if invoice already entered as logistics inv. doc. number ${complaint.id}`);
    return { status: 201, body: JSON.stringify({ d: shown(this.books.enter(entry)) }) };
  }

  private found(by: URLSearchParams): FrontResponse {
    const filter = by.get('$filter') ?? '';
    const reference = /^SupplierPostingLineItemText eq '([^']*)'$/.exec(filter)?.[1];
    const days = /^PostingDate ge datetime'(.{10})T00:00:00' and PostingDate le datetime'(.{10})T00:00:00'$/.exec(
      filter,
    );
    if (reference === undefined && days === null) return refused('/IWBEP/CM_MGW_RT/020', `Invalid filter ${filter}`);
    const results = this.books.entries
      .filter((entry) => reference === undefined || entry.reference === reference)
      .filter(({ day }) => days === null || (day >= (days[1] ?? '') && day <= (days[2] ?? '')))
      .slice(Number(by.get('$skip') ?? 0), Number(by.get('$skip') ?? 0) + 3);
    return { status: 200, body: JSON.stringify({ d: { results: results.map(shown) } }) };
  }
}

function shown(entry: Entry): Record<string, unknown> {
  return {
    SupplierInvoice: String(entry.id),
    FiscalYear: entry.day.slice(0, 4),
    PostingDate: `/Date(${Date.parse(entry.day)})/`,
    InvoiceGrossAmount: entry.amount,
    SupplierInvoiceIsCreditMemo: entry.credit ? 'X' : '',
    SupplierPostingLineItemText: entry.reference,
  };
}

function refused(code: string, value: string): FrontResponse {
  return { status: 400, body: JSON.stringify({ error: { code, message: { lang: 'en', value } } }) };
}

/**
 * SAP S/4HANA's supplier invoices. Its check for duplicates can be switched off, for each vendor: then nothing but our
 * own care keeps a posting from being there twice.
 */
export function sapUnderTest(checksDuplicates: boolean): ErpUnderTest {
  const posts = postFaults.filter((fault) => checksDuplicates || fault !== 'delivered twice');
  return {
    name: checksDuplicates ? 'SAP S/4HANA' : 'SAP, lenient',
    kinds: { posts, lookUps: lookUpFaults, sender: senderFaults },
    start: async (script) => {
      const sap = new SapSimulator(!checksDuplicates);
      const refuse = sap.books.refuse.bind(sap.books);
      const front = await startFront({ handle: (request) => sap.handle(request), posts: isPosting, refuse }, script);
      return {
        target: new SapTarget({
          url: front.url,
          timeoutMs: patienceMs,
          companies: { 'ACME-US': '1710' },
          settlesWithinSeconds: 0.7,
        }),
        mend: () => {
          sap.books.mend();
        },
        holds: () => sap.books.holds(({ id, day }) => `${id}/${day.slice(0, 4)}`),
        stop: () => front.stop(),
      };
    },
  };
}

function isPosting({ method, headers }: FrontRequest): boolean | null {
  if (method === 'POST') return true;
  return headers['x-csrf-token'] === 'fetch' ? null : false;
}
