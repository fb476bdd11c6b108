import type { Posting } from '../../freight/posting.ts';
import { callErp, fieldOf, type HttpErp, mostListBytes, noAnswer, notPosted } from './erp-call.ts';
import { unclear, unclearOf } from './erp-call.ts';
import type { ErpTarget, ListAnswer, ListedVoucher, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { ExactNumber, exactJson } from './exact-json.ts';
import { acknowledgedBy, believed, bookDay, called, foundAmong, isCredit, lineText, listAll } from './found.ts';
import { listAt, type Named, unfit } from './found.ts';

/** Oracle Fusion Payables; the URL ends in `/fscmRestApi/resources/11.13.18.05`. */
export interface OracleErp extends HttpErp {
  /** Business units by our legal entities. */
  companies?: Named;
  /** The supplier site of every invoice, where suppliers have one for freight. */
  supplierSite: string;
  terms?: Named;
  settlesWithinSeconds?: number;
}

const longestReference = 50;
const fields = 'fields=InvoiceId,InvoiceNumber,InvoiceAmount,InvoiceDate,AccountingDate,Description&onlyData=true';

/** Creates payables invoices with their lines in one call; credits are invoices of type `Credit memo` below zero. */
export class OracleTarget implements ErpTarget {
  readonly settlesWithinSeconds: number;

  constructor(private readonly erp: OracleErp) {
    this.settlesWithinSeconds = erp.settlesWithinSeconds ?? 30;
  }

  async post(posting: Posting): Promise<PostAnswer> {
    const refusal = unfit(posting, longestReference);
    if (refusal) return refusal;
    const headers = { 'content-type': 'application/vnd.oracle.adf.resourceitem+json' };
    try {
      const reply = await callErp(this.erp, { path: '/invoices', body: exactJson(this.invoice(posting)), headers });
      if (reply.status !== 201) return reply.status < 300 ? { kind: 'UNKNOWN', words: reply.words } : notPosted(reply);
      return acknowledgedBy(reply, posting.postingId, told(reply.json));
    } catch (error) {
      return noAnswer(error);
    }
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    try {
      const q = encodeURIComponent(`Description='${postingId}'`);
      const reply = await callErp(this.erp, { path: `/invoices?${fields}&q=${q}` });
      if (reply.status !== 200) return unclear(reply);
      return foundAmong(reply, postingId, listAt(reply.json, 'items')?.map(told));
    } catch (error) {
      return unclearOf(error);
    }
  }

  async listPosted(from: string, to: string): Promise<ListAnswer> {
    const q = encodeURIComponent(`AccountingDate>='${from}';AccountingDate<='${to}'`);
    try {
      return await listAll(async (offset) => {
        const path = `/invoices?${fields}&q=${q}&offset=${offset}&limit=500`;
        const reply = await callErp(this.erp, { path, atMost: mostListBytes });
        return { reply, entries: listAt(reply.json, 'items') };
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
    return {
      InvoiceNumber: posting.supplierReference,
      InvoiceCurrencyCode: posting.currency,
      InvoiceAmount: new ExactNumber(posting.gross),
      InvoiceDate: posting.invoiceDate,
      AccountingDate: bookDay(posting),
      BusinessUnit: called(posting.legalEntity, this.erp.companies),
      SupplierNumber: posting.vendorId,
      SupplierSite: this.erp.supplierSite,
      InvoiceType: isCredit(posting) ? 'Credit memo' : 'Standard',
      PaymentTerms: posting.terms === null ? undefined : this.erp.terms?.[posting.terms],
      TermsDate: posting.baselineDate ?? undefined,
      Description: posting.postingId,
      invoiceLines: posting.lines.map((line, n) => ({
        LineNumber: n + 1,
        // Tax comes as a charge of its own, to the account its rule says: Oracle is not to add any.
        LineType: 'Item',
        LineAmount: new ExactNumber(line.amount),
        DistributionCombination: line.glAccount,
        Description: lineText(line, 240),
      })),
    };
  }
}

function told(entry: unknown): ListedVoucher | null {
  return believed({
    documentNumber: fieldOf(entry, 'InvoiceId'),
    postedOn: fieldOf(entry, 'AccountingDate') ?? fieldOf(entry, 'InvoiceDate'),
    amount: fieldOf(entry, 'InvoiceAmount'),
    reference: fieldOf(entry, 'Description') ?? '-',
  });
}
