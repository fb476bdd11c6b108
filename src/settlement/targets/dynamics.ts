import { decimal, decimalText, sum } from '../../freight/money.ts';
import type { Posting, PostingLine } from '../../freight/posting.ts';
import { callErp, fieldOf, type HttpErp, mostListBytes, noAnswer, notPosted } from './erp-call.ts';
import { patienceWith, type Reply, unclear, unclearOf } from './erp-call.ts';
import type { ErpTarget, ListAnswer, ListedVoucher, LookUpAnswer, PostAnswer } from './erp-target.ts';
import { ExactNumber, exactJson } from './exact-json.ts';
import { believed, called, foundAmong, halfWay, lineText, listAll, listAt } from './found.ts';
import { type Named, unfit } from './found.ts';

/** Dynamics 365 Finance; the URL is that of the environment. */
export interface DynamicsErp extends HttpErp {
  /** Companies (`dataAreaId`, 4 characters) by our legal entities. */
  companies?: Named;
  terms?: Named;
  settlesWithinSeconds?: number;
}

const longestReference = 20;
const headersPath = '/data/VendorInvoiceHeaders';
const linesPath = '/data/VendorInvoiceLines';

/**
 * Creates pending vendor invoices: the header, then each line. What is there already stays, so that an attempt goes on
 * where the one before it broke off; until the last line is there, the invoice is not.
 */
export class DynamicsTarget implements ErpTarget {
  readonly settlesWithinSeconds: number;

  constructor(private readonly erp: DynamicsErp) {
    this.settlesWithinSeconds = erp.settlesWithinSeconds ?? 30;
  }

  async post(posting: Posting): Promise<PostAnswer> {
    const refusal = unfit(posting, longestReference);
    if (refusal) return refusal;
    const until = patienceWith(this.erp);
    let written = false;
    try {
      const before = await this.headersOf(posting.postingId, until);
      if (before.headers === null) return notPosted(before.reply);
      written = before.headers.length > 0;
      const header = await this.writeHeader(posting, before.headers[0], until);
      // A header that was refused because it is there already does no harm: whether it is there decides.
      if (header && header.status >= 300 && (await this.isMissing(posting.postingId, until))) return notPosted(header);
      written = true;
      return await this.writeLines(posting, until);
    } catch (error) {
      const answer = noAnswer(error);
      return written ? halfWay(answer) : answer;
    }
  }

  async findByReference(postingId: string): Promise<LookUpAnswer> {
    try {
      return (await this.lookUp(postingId, patienceWith(this.erp))).found;
    } catch (error) {
      return unclearOf(error);
    }
  }

  async listPosted(from: string, to: string): Promise<ListAnswer> {
    const filter = `InvoiceDate ge ${from}T00:00:00Z and InvoiceDate le ${to}T00:00:00Z`;
    try {
      return await listAll(
        async (offset) => {
          const path = `${headersPath}?${query(filter)}&$skip=${offset}&$top=500`;
          const reply = await callErp(this.erp, { path, atMost: mostListBytes });
          return { reply, entries: listAt(reply.json, 'value') };
        },
        (header) => told(header, fieldOf(header, 'ImportedAmount')),
      );
    } catch (error) {
      return unclearOf(error);
    }
  }

  async health(): Promise<{ reachable: boolean; words: string }> {
    const answer = await this.findByReference('00000000-0000-7000-8000-000000000000');
    return { reachable: answer.kind !== 'UNCLEAR', words: answer.words };
  }

  /** The invoice with the sum of its lines; ABSENT while lines are missing. */
  private async lookUp(
    postingId: string,
    until: AbortSignal,
  ): Promise<{ found: LookUpAnswer; lines: Map<string, string> }> {
    const { headers, reply } = await this.headersOf(postingId, until);
    const none = new Map<string, string>();
    if (headers === null) return { found: unclear(reply), lines: none };
    const [header] = headers;
    if (header === undefined) return { found: { kind: 'ABSENT', words: reply.words }, lines: none };
    const there = await callErp(this.erp, { path: `${linesPath}?${query(ofPosting(postingId))}` }, until);
    const lines = there.status === 200 ? linesIn(there.json, postingId) : null;
    if (lines === null) return { found: unclear(there), lines: none };
    const wanted = /(\d+) lines$/.exec(String(fieldOf(header, 'InvoiceDescription')))?.[1];
    if (String(lines.size) !== wanted)
      return { found: { kind: 'ABSENT', words: 'there without all its lines' }, lines };
    const amount = decimalText(sum([...lines.values()].map((line) => decimal(line))));
    return {
      found: foundAmong(
        reply,
        postingId,
        headers.map((one) => told(one, amount)),
      ),
      lines,
    };
  }

  /** The headers with our reference; null where the answer is not to be believed. */
  private async headersOf(postingId: string, until: AbortSignal): Promise<{ headers: unknown[] | null; reply: Reply }> {
    const reply = await callErp(this.erp, { path: `${headersPath}?${query(ofPosting(postingId))}` }, until);
    const headers = reply.status === 200 ? listAt(reply.json, 'value') : undefined;
    const stranger = headers?.some((header) => fieldOf(header, 'HeaderReference') !== postingId) ?? true;
    return { headers: stranger ? null : (headers ?? null), reply };
  }

  private async isMissing(postingId: string, until: AbortSignal): Promise<boolean> {
    return (await this.headersOf(postingId, until)).headers?.length === 0;
  }

  /** Creates the header, or corrects the one that is there; null where it is right as it is. */
  private async writeHeader(posting: Posting, there: unknown, until: AbortSignal): Promise<Reply | null> {
    const header = this.header(posting);
    if (there === undefined) return callErp(this.erp, { path: headersPath, body: exactJson(header) }, until);
    const { InvoiceNumber, InvoiceAccount } = header;
    const right =
      fieldOf(there, 'InvoiceNumber') === InvoiceNumber && fieldOf(there, 'InvoiceAccount') === InvoiceAccount;
    if (right) return null;
    const key = `dataAreaId='${String(header.dataAreaId)}',HeaderReference='${posting.postingId}'`;
    const body = JSON.stringify({ InvoiceNumber, InvoiceAccount });
    return callErp(this.erp, { path: `${headersPath}(${key})`, method: 'PATCH', body }, until);
  }

  private async writeLines(posting: Posting, until: AbortSignal): Promise<PostAnswer> {
    const { lines } = await this.lookUp(posting.postingId, until);
    let refused: Reply | null = null;
    for (const [n, line] of posting.lines.entries()) {
      if (lines.has(String(n + 1))) continue;
      const body = exactJson(this.line(posting, line, n + 1));
      const reply = await callErp(this.erp, { path: linesPath, body }, until);
      if (reply.status >= 300) refused ??= reply;
    }
    const { found } = await this.lookUp(posting.postingId, until);
    if (found.kind === 'FOUND') return { ...found, kind: 'ACKNOWLEDGED' };
    return refused ? halfWay(notPosted(refused)) : { kind: 'UNKNOWN', words: found.words };
  }

  private header(posting: Posting): Record<string, unknown> {
    return {
      dataAreaId: called(posting.legalEntity, this.erp.companies),
      HeaderReference: posting.postingId,
      InvoiceAccount: posting.vendorId,
      InvoiceNumber: posting.supplierReference,
      InvoiceDate: `${posting.invoiceDate}T12:00:00Z`,
      Currency: posting.currency,
      TermsOfPayment: posting.terms === null ? undefined : this.erp.terms?.[posting.terms],
      InvoiceDescription: `${posting.invoiceNumber.slice(0, 40)}, ${posting.lines.length} lines`,
      ImportedAmount: new ExactNumber(posting.gross),
    };
  }

  /** Credits are invoices below zero. */
  private line(posting: Posting, line: PostingLine, number: number): Record<string, unknown> {
    return {
      dataAreaId: called(posting.legalEntity, this.erp.companies),
      HeaderReference: posting.postingId,
      InvoiceLineNumber: number,
      LineDescription: lineText(line, 1000),
      MainAccountDisplayValue: line.glAccount,
      LineAmount: new ExactNumber(line.amount),
    };
  }
}

function query(filter: string): string {
  return `cross-company=true&$filter=${encodeURIComponent(filter)}`;
}

function ofPosting(postingId: string): string {
  return `HeaderReference eq '${postingId}'`;
}

/** Amounts by line number; null where a line is not ours or has no amount. */
function linesIn(json: unknown, postingId: string): Map<string, string> | null {
  const lines = listAt(json, 'value')?.map((line) => ({
    number: fieldOf(line, 'InvoiceLineNumber'),
    voucher: believed({
      documentNumber: fieldOf(line, 'InvoiceLineNumber'),
      postedOn: null,
      amount: fieldOf(line, 'LineAmount'),
      reference: fieldOf(line, 'HeaderReference'),
    }),
  }));
  if (!lines || lines.some(({ voucher }) => voucher?.reference !== postingId)) return null;
  return new Map(lines.map(({ number, voucher }) => [String(number), voucher?.amount ?? '0']));
}

function told(header: unknown, amount: unknown): ListedVoucher | null {
  const reference = fieldOf(header, 'HeaderReference');
  const company = fieldOf(header, 'dataAreaId');
  return believed({
    documentNumber:
      typeof company === 'string' && typeof reference === 'string' ? `${company} ${reference}` : undefined,
    postedOn: fieldOf(header, 'InvoiceDate'),
    amount,
    reference,
  });
}
