import type { Posting } from '../../freight/posting.ts';
import { callErp, type ErpCall, fieldOf, type HttpErp, mostListBytes, noAnswer } from './erp-call.ts';
import { notPosted, patienceWith, type Reply, unclear, unclearOf } from './erp-call.ts';
import type { ErpTarget, ListAnswer, ListedVoucher, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { acknowledgedBy, believed, bookDay, called, foundAmong, isCredit, lineText, listAll } from './found.ts';
import { listAt, magnitude, type Named, unfit } from './found.ts';

/** SAP S/4HANA; the URL is that of the service `API_SUPPLIERINVOICE_PROCESS_SRV`. */
export interface SapErp extends HttpErp {
  companies?: Named;
  /** SAP's terms of payment by ours; others are left to the vendor's master record. */
  terms?: Named;
  /** Absent: SAP's own choice. */
  documentType?: string;
  settlesWithinSeconds?: number;
}

const longestReference = 16;

/** Posts supplier invoices and credit memos with G/L items through OData (V2), in one deep insert. */
export class SapTarget implements ErpTarget {
  readonly settlesWithinSeconds: number;
  private session: Record<string, string> | null = null;

  constructor(private readonly erp: SapErp) {
    this.settlesWithinSeconds = erp.settlesWithinSeconds ?? 30;
  }

  async post(posting: Posting): Promise<PostAnswer> {
    const refusal = unfit(posting, longestReference);
    if (refusal) return refusal;
    const until = patienceWith(this.erp);
    try {
      const reply = await this.write(
        { path: '/A_SupplierInvoice', body: JSON.stringify(this.invoice(posting)) },
        until,
      );
      if (reply.status !== 201) return reply.status < 300 ? { kind: 'UNKNOWN', words: reply.words } : notPosted(reply);
      return acknowledgedBy(reply, posting.postingId, told(fieldOf(reply.json, 'd')));
    } catch (error) {
      return noAnswer(error);
    }
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    try {
      const reply = await callErp(this.erp, {
        path: `/A_SupplierInvoice?${query(`SupplierPostingLineItemText eq '${postingId}'`)}`,
      });
      if (reply.status !== 200) return unclear(reply);
      return foundAmong(reply, postingId, listAt(reply.json, 'd.results')?.map(told));
    } catch (error) {
      return unclearOf(error);
    }
  }

  async listPosted(from: string, to: string): Promise<ListAnswer> {
    const days = `PostingDate ge datetime'${from}T00:00:00' and PostingDate le datetime'${to}T00:00:00'`;
    try {
      return await listAll(async (offset) => {
        const path = `/A_SupplierInvoice?${query(days)}&$skip=${offset}&$top=500`;
        const reply = await callErp(this.erp, { path, atMost: mostListBytes });
        return { reply, entries: listAt(reply.json, 'd.results') };
      }, told);
    } catch (error) {
      return unclearOf(error);
    }
  }

  async health(): Promise<{ reachable: boolean; words: string }> {
    const answer = await this.findByReference('00000000-0000-7000-8000-000000000000');
    return { reachable: answer.kind !== 'UNCLEAR', words: answer.words };
  }

  private invoice(posting: Posting): Record<string, unknown> {
    const { terms, documentType, companies } = this.erp;
    return {
      CompanyCode: called(posting.legalEntity, companies),
      DocumentDate: midnight(posting.invoiceDate),
      PostingDate: midnight(bookDay(posting)),
      InvoicingParty: posting.vendorId,
      SupplierInvoiceIDByInvcgParty: posting.supplierReference,
      SupplierPostingLineItemText: posting.postingId,
      DocumentHeaderText: posting.invoiceNumber.slice(0, 25),
      DocumentCurrency: posting.currency,
      InvoiceGrossAmount: magnitude(posting.gross),
      SupplierInvoiceIsCreditMemo: isCredit(posting) ? 'X' : '',
      AccountingDocumentType: documentType,
      PaymentTerms: posting.terms === null ? undefined : terms?.[posting.terms],
      DueCalculationBaseDate: posting.baselineDate === null ? undefined : midnight(posting.baselineDate),
      TaxIsCalculatedAutomatically: false,
      to_SupplierInvoiceItemGLAcct: { results: posting.lines.map((line, n) => this.item(posting, line, n)) },
    };
  }

  /** Every line has its own sign: S is debit, what we owe for; H takes back. */
  private item(posting: Posting, line: Posting['lines'][number], n: number): Record<string, unknown> {
    return {
      SupplierInvoiceItem: String(n + 1),
      CompanyCode: called(posting.legalEntity, this.erp.companies),
      GLAccount: line.glAccount,
      CostCenter: line.costCenter ?? undefined,
      TaxCode: line.taxCode ?? undefined,
      DocumentCurrency: posting.currency,
      SupplierInvoiceItemAmount: magnitude(line.amount),
      DebitCreditCode: line.amount.startsWith('-') ? 'H' : 'S',
      SupplierInvoiceItemText: lineText(line, 50),
    };
  }

  /** With a token against forged requests; one that has run out is fetched anew, once. */
  private async write(call: ErpCall, until: AbortSignal): Promise<Reply> {
    for (let renewed = false; ; renewed = true) {
      if (this.session === null) {
        const logOn = await this.logOn(until);
        if (logOn) return logOn;
      }
      const reply = await callErp(this.erp, { ...call, headers: this.session ?? {} }, until);
      const expired = reply.status === 403 && reply.headers.get('x-csrf-token')?.toLowerCase() === 'required';
      if (!expired || renewed) return reply;
      this.session = null;
    }
  }

  /** Fetches a token and the cookies it goes with; what SAP says instead, where it gives none. */
  private async logOn(until: AbortSignal): Promise<Reply | null> {
    const reply = await callErp(
      this.erp,
      { path: '/', headers: { 'x-csrf-token': 'fetch' }, atMost: mostListBytes },
      until,
    );
    const token = reply.headers.get('x-csrf-token');
    // Nothing was sent yet, whatever this answer looks like.
    if (token === null || reply.status !== 200) return { ...reply, status: reply.status === 429 ? 429 : 503 };
    const cookies = reply.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    this.session = { 'x-csrf-token': token, ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}) };
    return null;
  }
}

function query(filter: string): string {
  return `$format=json&$filter=${encodeURIComponent(filter)}`;
}

function midnight(day: string): string {
  return `${day}T00:00:00`;
}

/** A document's number is unique within its fiscal year. */
function told(entry: unknown): ListedVoucher | null {
  const [number, year] = [fieldOf(entry, 'SupplierInvoice'), fieldOf(entry, 'FiscalYear')];
  return believed({
    documentNumber: typeof number === 'string' && typeof year === 'string' ? `${number}/${year}` : undefined,
    postedOn: fieldOf(entry, 'PostingDate'),
    amount: fieldOf(entry, 'InvoiceGrossAmount'),
    reference: fieldOf(entry, 'SupplierPostingLineItemText'),
    credit: fieldOf(entry, 'SupplierInvoiceIsCreditMemo') === 'X',
  });
}
